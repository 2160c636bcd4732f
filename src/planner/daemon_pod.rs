//! The pod of a DaemonSet, compiled once and asked of many nodes.

use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::core::v1::PodSpec;

use super::demand::{Need, NodeDemand, PodTerm, SpreadConstraint, WantedDisk, WantedPort};
use crate::inventory::Inventory;
use crate::kubernetes::defaults::default_daemon_set;
use crate::kubernetes::names::namespace_or_default;
use crate::kubernetes::node_affinity::Unmet;
use crate::kubernetes::pod_admission::{AdmissionContext, Change, Priority, admit, priority};
use crate::kubernetes::toleration::add_daemon_pod_tolerations;

/// The label that tells revisions apart; its value is a hash that only the cluster knows, but
/// no pod that runs has that of a pod still to be made.
pub(super) const REVISION_LABEL: (&str, &str) = ("controller-revision-hash", "new");
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
    /// Its priority.
    pub priority: i32,
    /// Whether the scheduler removes pods of lower priority to make room for it.
    pub preempts: bool,
}

impl Compiled {
    /// Compiles the pod of a DaemonSet as written.
    #[must_use]
    pub fn new(
        daemon_set: &DaemonSet,
        inventory: &Inventory,
        context: &AdmissionContext<'_>,
    ) -> Self {
        let written = daemon_set.spec.as_ref().and_then(|spec| spec.template.spec.as_ref());
        let mut defaulted = daemon_set.clone();
        default_daemon_set(&mut defaulted);
        let template = defaulted.spec.unwrap_or_default().template;
        let mut spec = template.spec.unwrap_or_default();
        add_daemon_pod_tolerations(&mut spec);
        let template_demand = NodeDemand::of(&spec);

        let mut labels = template.metadata.and_then(|metadata| metadata.labels).unwrap_or_default();
        for (key, value) in [GENERATION_LABEL, REVISION_LABEL] {
            labels.insert(key.to_owned(), value.to_owned());
        }
        let origin = Origin {
            namespace: namespace_or_default(daemon_set.metadata.namespace.as_deref()).to_owned(),
            name: daemon_set.metadata.name.clone().unwrap_or_default(),
            labels,
            template: template_demand,
            written,
        };
        let created = origin.pod(&spec, inventory);
        let mut changes = admit(&mut spec, &origin.namespace, context);
        let Priority { value: priority, preempts, change } = priority(&spec, context);
        changes.extend(change);
        let admitted = origin.pod(&spec, inventory);
        let admitted = (!admitted.same_as(&created)).then_some(admitted);
        Self { created, admitted, changes, priority, preempts }
    }

    /// The pod as it is scheduled.
    #[must_use]
    pub fn scheduled(&self) -> &DaemonPod {
        self.admitted.as_ref().unwrap_or(&self.created)
    }
}

/// What a pod has from its DaemonSet wherever it is on its way.
struct Origin<'a> {
    namespace: String,
    name: String,
    labels: BTreeMap<String, String>,
    template: NodeDemand,
    written: Option<&'a PodSpec>,
}

impl Origin<'_> {
    fn pod(&self, spec: &PodSpec, inventory: &Inventory) -> DaemonPod {
        let mut pod = NodeDemand::of(spec);
        pod.affinity.terms = None;
        let affinity = spec.affinity.as_ref();
        DaemonPod {
            namespace: self.namespace.clone(),
            name: self.name.clone(),
            node_name: spec.node_name.clone().filter(|name| !name.is_empty()),
            template: self.template.clone(),
            pod,
            needs: Need::all(spec, self.written, inventory),
            ports: WantedPort::all(spec, self.written, inventory),
            disks: WantedDisk::all(spec),
            spread: SpreadConstraint::all(spec, &self.labels),
            pod_affinity: PodTerm::affinity(affinity, &self.namespace, &self.labels),
            pod_anti_affinity: PodTerm::anti_affinity(affinity, &self.namespace, &self.labels),
            labels: self.labels.clone(),
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

    /// Whether nodes can't tell this pod from another of the same DaemonSet.
    fn same_as(&self, other: &Self) -> bool {
        self.pod == other.pod && self.needs == other.needs && self.ports == other.ports
    }
}
