//! The pod of a DaemonSet, compiled once and asked of many nodes.

use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::core::v1::{Container, Pod, PodSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::demand::{
    Need, NodeDemand, PodTerm, SpreadConstraint, Waits, WantedDisk, WantedFeature, WantedPort,
};
use super::doubt::Doubts;
use crate::inventory::{Inventory, Resource, ResourceAmounts};
use crate::kubernetes::defaults::default_daemon_set;
use crate::kubernetes::disabled_fields::without_disabled_fields;
use crate::kubernetes::names::namespace_or_default;
use crate::kubernetes::node_affinity::{RequiredNodeAffinity, Unmet};
use crate::kubernetes::pod_admission::pod_node_selector::of_controller;
use crate::kubernetes::pod_admission::{
    Admission, AdmissionContext, Change, Order, Plugin, Refusal, Unordered, admit_in_order,
};
use crate::kubernetes::release::Release;
use crate::kubernetes::toleration::add_daemon_pod_tolerations;
use crate::words::list;

/// The label that tells revisions apart; its value is a hash that only the cluster knows, but
/// no pod that runs has that of a pod still to be made.
pub(crate) const REVISION_LABEL: (&str, &str) = ("controller-revision-hash", "new");
const GENERATION_LABEL: (&str, &str) = ("pod-template-generation", "1");

/// The pod that the DaemonSet controller would create, in the shape in which its decision and the
/// scheduler's are asked of many nodes.
#[derive(Clone, Debug)]
pub struct DaemonPod {
    /// `metadata.namespace`; `default` where none is written.
    pub namespace: String,
    /// `metadata.name` of the DaemonSet.
    pub name: String,
    /// The pod's labels, the controller's own included.
    pub labels: BTreeMap<String, String>,
    /// `spec.nodeName` of the template.
    pub node_name: Option<String>,
    /// What the template demands: the controller's view.
    pub template: NodeDemand,
    /// What the controller demands of nodes beside: on OpenShift, what the namespace does.
    pub project: RequiredNodeAffinity,
    /// What the pod demands when it is scheduled: the node selector, since the controller replaces
    /// the required node affinity by the node's name.
    pub pod: NodeDemand,
    /// What it needs of each resource: more than nothing.
    pub needs: Vec<Need>,
    /// The host ports that it wants.
    pub ports: Vec<WantedPort>,
    /// Its volumes that exclude others.
    pub disks: Vec<WantedDisk>,
    /// Its topology spread constraints that must hold.
    pub spread: Vec<SpreadConstraint>,
    /// Its required pod affinity.
    pub pod_affinity: Vec<PodTerm>,
    /// Its required pod anti-affinity.
    pub pod_anti_affinity: Vec<PodTerm>,
    /// The features that its node's kubelet must declare.
    pub features: Vec<WantedFeature>,
    /// The Kubernetes that places it.
    pub release: Release,
    /// What of its demands on the node is not known.
    pub doubts: Doubts,
}

/// A DaemonSet's pod at both ends of its way.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The pod as the controller creates it.
    pub created: DaemonPod,
    /// The pod as it is scheduled, where that is another one.
    pub admitted: Option<DaemonPod>,
    /// What changed it on its way.
    pub changes: Vec<Change>,
    /// Why the API server refuses it, if it does.
    pub refusal: Option<Refusal>,
    /// The pod as the API server has it, as far as it is known.
    pub pod: Pod,
    /// What may become of it instead, by chance.
    pub otherwise: Vec<Otherwise>,
    /// Its priority.
    pub priority: i32,
    /// Whether the scheduler removes pods of lower priority to make room for it.
    pub preempts: bool,
    /// What keeps it waiting whatever the nodes have left.
    pub waits: Waits,
    /// What Karpenter takes it for as long as no such pod runs; nothing where there are no pools.
    pub of_template: ResourceAmounts,
}

impl Compiled {
    /// Compiles the pod of a DaemonSet as written.
    #[must_use]
    pub fn new(
        daemon_set: &DaemonSet,
        inventory: &Inventory,
        context: &AdmissionContext<'_>,
        doubts: Doubts,
    ) -> Self {
        let compile = |order| Self::in_order(daemon_set, inventory, (context, order), &doubts);
        let first = compile(Order::AsGiven);
        let unordered = context.unordered(&first.created.namespace);
        unordered
            .fold(first, |first, what| Otherwise::or(what, first, compile(Order::Reversed(what))))
    }

    /// The same where what nobody orders is taken in this order.
    fn in_order(
        daemon_set: &DaemonSet,
        inventory: &Inventory,
        (context, order): (&AdmissionContext<'_>, Order),
        doubts: &Doubts,
    ) -> Self {
        let written = daemon_set.spec.template.spec.as_ref();
        let as_created = || daemon_pod(daemon_set, context.release);
        let mut pod = as_created();
        let nothing = PodSpec::default();
        let namespace = namespace_or_default(daemon_set.metadata.namespace.as_deref());
        let origin = Origin {
            namespace: pod.metadata.namespace.clone().unwrap_or_default(),
            name: daemon_set.metadata.name.clone().unwrap_or_default(),
            labels: pod.metadata.labels.clone().unwrap_or_default(),
            template: NodeDemand::of(pod.spec.as_ref().unwrap_or(&nothing)),
            project: RequiredNodeAffinity {
                node_selector: of_controller(namespace, context),
                terms: None,
            },
            written,
            context,
            doubts: doubts.clone(),
        };
        let created = origin.pod(pod.spec.as_ref().unwrap_or(&nothing), inventory);
        let Admission { changes, refusal, preempts, .. } =
            admit_in_order(&mut pod, &as_created, (&origin.namespace, context), order);
        let spec = pod.spec.as_ref().unwrap_or(&nothing);
        let labels = pod.metadata.labels.clone().unwrap_or_default();
        let admitted = Origin { labels, ..origin }.pod(spec, inventory);
        let admitted = (!admitted.same_as(&created)).then_some(admitted);
        let priority = spec.priority.unwrap_or_default();
        let mut waits = Waits::of(spec, &created.namespace, context);
        waits.devices_for(&admitted.as_ref().unwrap_or(&created).needs, inventory);
        let of_template = match written.filter(|_| !inventory.pools.is_empty()) {
            Some(written) => takes(&Need::all(&sized(written), None, inventory, context)),
            None => ResourceAmounts::default(),
        };
        let otherwise = Vec::new();
        Self {
            created,
            admitted,
            changes,
            refusal,
            priority,
            preempts,
            waits,
            pod,
            of_template,
            otherwise,
        }
    }

    /// The same where something that is asked later refuses the pod.
    pub(super) fn refused_by(mut self, refusal: Option<&Refusal>) -> Self {
        self.refusal = self.refusal.or_else(|| refusal.cloned());
        for other in &mut self.otherwise {
            other.pod.refusal = other.pod.refusal.take().or_else(|| refusal.cloned());
        }
        self
    }

    /// Whether the scheduler does the same with another pod of the DaemonSet.
    pub(super) fn is_scheduled_as(&self, other: &Self) -> bool {
        (self.priority, self.preempts) == (other.priority, other.preempts)
            && self.scheduled().same_as(other.scheduled())
    }

    /// The pod as it is scheduled.
    #[must_use]
    pub fn scheduled(&self) -> &DaemonPod {
        self.admitted.as_ref().unwrap_or(&self.created)
    }
}

/// The pod that the DaemonSet controller creates, but for the node that it pins it to.
#[must_use]
pub fn daemon_pod(daemon_set: &DaemonSet, release: Release) -> Pod {
    #[cfg(test)]
    made::note(daemon_set);
    let mut defaulted = without_disabled_fields(daemon_set, None, release).into_owned();
    default_daemon_set(&mut defaulted, release);
    let template = defaulted.spec.template;
    let mut spec = template.spec.unwrap_or_default();
    add_daemon_pod_tolerations(&mut spec);
    let written = template.metadata.unwrap_or_default();
    let mut labels = written.labels.unwrap_or_default();
    for (key, value) in [GENERATION_LABEL, REVISION_LABEL] {
        labels.insert(key.to_owned(), value.to_owned());
    }
    let namespace = namespace_or_default(daemon_set.metadata.namespace.as_deref());
    let metadata = ObjectMeta {
        namespace: Some(namespace.to_owned()),
        generate_name: Some(format!("{}-", daemon_set.metadata.name.as_deref().unwrap_or("pod"))),
        labels: Some(labels),
        annotations: written.annotations,
        finalizers: written.finalizers,
        ..ObjectMeta::default()
    };
    Pod { metadata, spec: Some(spec), status: None }
}

/// What a pod has from its DaemonSet wherever it is on its way.
struct Origin<'a, 'c> {
    namespace: String,
    name: String,
    labels: BTreeMap<String, String>,
    template: NodeDemand,
    project: RequiredNodeAffinity,
    written: Option<&'a PodSpec>,
    context: &'a AdmissionContext<'c>,
    doubts: Doubts,
}

impl Origin<'_, '_> {
    fn pod(&self, spec: &PodSpec, inventory: &Inventory) -> DaemonPod {
        let mut pod = NodeDemand::of(spec);
        pod.affinity.terms = None;
        let affinity = spec.affinity.as_ref();
        let release = self.context.release;
        DaemonPod {
            namespace: self.namespace.clone(),
            name: self.name.clone(),
            node_name: spec.node_name.clone().filter(|name| !name.is_empty()),
            template: self.template.clone(),
            project: self.project.clone(),
            pod,
            needs: Need::all(spec, self.written, inventory, self.context),
            ports: WantedPort::all(spec, self.written, inventory, release),
            disks: WantedDisk::all(spec),
            spread: SpreadConstraint::all(spec, &self.labels),
            pod_affinity: PodTerm::affinity(affinity, &self.namespace, &self.labels),
            pod_anti_affinity: PodTerm::anti_affinity(affinity, &self.namespace, &self.labels),
            labels: self.labels.clone(),
            features: WantedFeature::all(spec, release),
            release,
            doubts: self.doubts.clone(),
        }
    }
}

impl DaemonPod {
    /// Whether the template has a requirement, and not only the pod as it is scheduled.
    #[must_use]
    pub fn is_written(&self, unmet: &Unmet<'_>) -> bool {
        match unmet {
            Unmet::NodeSelector(requirement) => {
                self.template.affinity.node_selector.contains(requirement)
            }
            _ => true,
        }
    }

    /// All that anybody demands of the labels of its node.
    pub(super) const fn affinities(&self) -> [&RequiredNodeAffinity; 3] {
        [&self.template.affinity, &self.pod.affinity, &self.project]
    }

    /// What the pod takes of a node; what no node has is left out.
    #[must_use]
    pub fn takes(&self) -> ResourceAmounts {
        takes(&self.needs)
    }

    /// Whether nodes can't tell this pod from another of the same DaemonSet.
    fn same_as(&self, other: &Self) -> bool {
        self.pod == other.pod
            && self.needs == other.needs
            && self.ports == other.ports
            && self.labels == other.labels
            && self.spread == other.spread
            && self.pod_affinity == other.pod_affinity
            && self.pod_anti_affinity == other.pod_anti_affinity
            && self.disks == other.disks
    }
}

fn takes(needs: &[Need]) -> ResourceAmounts {
    let mut amounts = ResourceAmounts::default();
    let mut scalar = Vec::new();
    for need in needs {
        match need.resource {
            Some(Resource::Cpu) => amounts.milli_cpu = need.amount,
            Some(Resource::Memory) => amounts.memory = need.amount,
            Some(Resource::EphemeralStorage) => amounts.ephemeral_storage = need.amount,
            Some(Resource::Pods) => amounts.pods = need.amount,
            Some(Resource::Scalar(symbol)) => scalar.push((symbol, need.amount)),
            None => {}
        }
    }
    amounts.with_scalar(scalar)
}

/// Of a template's spec what it asks for, the limits of its containers taken for requests where there
/// are none (`PodForDaemonSet` of Karpenter's `utils/daemonset`).
fn sized(spec: &PodSpec) -> PodSpec {
    let sized = |container: &Container| {
        let mut resources = container.resources.clone().unwrap_or_default();
        let limits = resources.limits.iter().flatten();
        let mut requests = resources.requests.clone().unwrap_or_default();
        for (name, limit) in limits {
            requests.entry(name.clone()).or_insert_with(|| limit.clone());
        }
        resources.requests = Some(requests);
        Container {
            name: container.name.clone(),
            restart_policy: container.restart_policy.clone(),
            resources: Some(resources),
            ..Container::default()
        }
    };
    PodSpec {
        containers: spec.containers.iter().map(sized).collect(),
        init_containers: spec.init_containers.as_ref().map(|all| all.iter().map(sized).collect()),
        overhead: spec.overhead.clone(),
        resources: spec.resources.clone(),
        ..PodSpec::default()
    }
}

/// How often the pod of a DaemonSet was made, which costs more than all else that is asked of it.
#[cfg(test)]
pub(crate) mod made {
    use std::collections::HashMap;
    use std::sync::Mutex;

    use k8s_openapi::api::apps::v1::DaemonSet;

    /// By the address of the DaemonSet, which no other test's has as long as it stands.
    static TIMES: Mutex<Option<HashMap<usize, usize>>> = Mutex::new(None);

    fn with<R>(of: impl FnOnce(&mut HashMap<usize, usize>) -> R) -> R {
        of(TIMES.lock().unwrap().get_or_insert_default())
    }

    fn address(daemon_set: &DaemonSet) -> usize {
        std::ptr::from_ref(daemon_set).addr()
    }

    pub(super) fn note(daemon_set: &DaemonSet) {
        with(|times| *times.entry(address(daemon_set)).or_default() += 1);
    }

    /// How often it was, since this was last asked.
    pub(crate) fn times(daemon_set: &DaemonSet) -> usize {
        with(|times| times.remove(&address(daemon_set)).unwrap_or_default())
    }
}

/// What may become of the pods in the other order.
#[derive(Clone, Debug)]
pub struct Otherwise {
    /// What has no order.
    pub of: Unordered,
    /// The names of those whose order decides.
    pub names: Vec<String>,
    /// The pod of the other order.
    pub pod: Box<Compiled>,
}

impl Otherwise {
    /// The pods of both orders, where these are others to the API server or the scheduler; the one that
    /// is let in comes first.
    pub(super) fn or(of: Unordered, first: Compiled, other: Compiled) -> Compiled {
        if first.refusal.is_some() == other.refusal.is_some() && first.is_scheduled_as(&other) {
            return first;
        }
        let names = names(of, [&first, &other]);
        let (mut first, other) = match (&first.refusal, &other.refusal) {
            (Some(_), None) => (other, first),
            _ => (first, other),
        };
        first.otherwise.push(Self { of, names, pod: Box::new(other) });
        first
    }

    /// That the pods hang on the order, and whether one of the orders has them refused.
    #[must_use]
    pub(crate) fn said(&self) -> String {
        let names = list::and(&self.names);
        let who = match self.of {
            Unordered::LimitRanges => {
                format!("chance decides for every pod which of the LimitRanges {names} comes first")
            }
            Unordered::MutatingPolicies => format!(
                "the MutatingAdmissionPolicies {names} hold in an order that is chance, and leave other \
                 pods in another"
            ),
        };
        let refused = self.pod.refusal.as_ref().map(|refusal| {
            let (why, plugin) = (refusal.message(), refusal.plugin);
            match self.is_tried_again() {
                true => format!(
                    "; in one order {plugin} refuses it ({why}), and the controller tries again until it \
                     is let in"
                ),
                false => format!("; in one order {plugin} refuses every pod ({why})"),
            }
        });
        who + &refused.unwrap_or_default()
    }

    /// Whether the controller creates a pod that is refused anew until the order is the one that lets
    /// it in.
    #[must_use]
    pub fn is_tried_again(&self) -> bool {
        self.of == Unordered::LimitRanges && self.pod.refusal.is_some()
    }
}

/// The names of those that change the pods in either order, or refuse them.
fn names(of: Unordered, pods: [&Compiled; 2]) -> Vec<String> {
    let changed = pods.into_iter().flat_map(|pod| &pod.changes).filter_map(|one| match one {
        Change::LimitRange { name } if of == Unordered::LimitRanges => Some(name),
        Change::Policy { name, .. } if of == Unordered::MutatingPolicies => Some(name),
        _ => None,
    });
    let refusing = pods.into_iter().filter_map(|pod| pod.refusal.as_ref());
    let refusing = refusing.filter(|refusal| match of {
        Unordered::LimitRanges => refusal.plugin == Plugin::LimitRanger,
        Unordered::MutatingPolicies => refusal.plugin == Plugin::MutatingAdmissionPolicy,
    });
    let refusing = refusing.filter_map(|refusal| Some(&refusal.object.as_ref()?.name));
    let mut names: Vec<String> = changed.chain(refusing).cloned().collect();
    names.sort();
    names.dedup();
    names
}
