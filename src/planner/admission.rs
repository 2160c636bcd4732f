//! What changes a pod between the DaemonSet controller and its node: the defaults of pods, and
//! what the admission plugins `LimitRanger`, `Priority`, `RuntimeClass` and `PodNodeSelector` do.

use std::collections::BTreeMap;
use std::fmt;

use k8s_openapi::api::core::v1::{
    LimitRange, LimitRangeItem, Namespace, PodSpec, ResourceRequirements,
};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::scheduling::v1::PriorityClass;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use crate::kubernetes::containers::{containers, containers_mut};
use crate::kubernetes::defaults::default_pod;
use crate::kubernetes::toleration::add_or_update;

/// The priority of `system-node-critical`.
const NODE_CRITICAL: i32 = 2_000_001_000;
/// The priority of `system-cluster-critical`.
const CLUSTER_CRITICAL: i32 = 2_000_000_000;

const POD_NODE_SELECTOR: &str = "scheduler.alpha.kubernetes.io/node-selector";
const OPENSHIFT_NODE_SELECTOR: &str = "openshift.io/node-selector";

/// The objects of a cluster that change pods on their way.
#[derive(Clone, Debug, Default)]
pub struct Surroundings<'a> {
    /// Priority classes.
    pub priority_classes: Vec<&'a PriorityClass>,
    /// Runtime classes.
    pub runtime_classes: Vec<&'a RuntimeClass>,
    /// Limit ranges, of any namespace.
    pub limit_ranges: Vec<&'a LimitRange>,
    /// Namespaces.
    pub namespaces: Vec<&'a Namespace>,
}

/// Something that changed a pod on its way.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Limits without requests are requests too.
    RequestsFromLimits,
    /// In the host's network every container port is a host port.
    HostPorts,
    /// A PriorityClass set the priority.
    PriorityClass {
        /// Its name.
        name: String,
        /// The priority.
        value: i32,
        /// Whether its pods make others of lower priority go (`preemptionPolicy`).
        preempts: bool,
    },
    /// A RuntimeClass added overhead, a node selector or tolerations.
    RuntimeClass {
        /// Its name.
        name: String,
        /// The overhead of its pods; empty where it sets none.
        overhead: BTreeMap<String, Quantity>,
        /// What it adds to the node selector.
        node_selector: BTreeMap<String, String>,
        /// How many tolerations it adds.
        tolerations: usize,
    },
    /// A LimitRange filled in requests or limits.
    LimitRange {
        /// Its name.
        name: String,
    },
    /// An annotation of the namespace added to the node selector.
    NamespaceNodeSelector {
        /// The namespace.
        namespace: String,
        /// The annotation.
        annotation: &'static str,
        /// Its value.
        selector: String,
    },
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RequestsFromLimits => {
                f.write_str("limits without requests are taken as requests")
            }
            Self::HostPorts => f.write_str("container ports are host ports in the host's network"),
            Self::PriorityClass { name, value, preempts } => {
                let never = if *preempts { "" } else { ", preempts nobody" };
                write!(f, "PriorityClass {name}: {value}{never}")
            }
            Self::RuntimeClass { name, overhead, node_selector, tolerations } => {
                write!(f, "RuntimeClass {name}")?;
                let mut parts = Vec::new();
                if !overhead.is_empty() {
                    let list = overhead.iter().map(|(name, amount)| format!("{name} {}", amount.0));
                    parts.push(format!("overhead {}", list.collect::<Vec<_>>().join(", ")));
                }
                if !node_selector.is_empty() {
                    let list = node_selector.iter().map(|(key, value)| format!("{key}={value}"));
                    parts.push(format!("node selector {}", list.collect::<Vec<_>>().join(",")));
                }
                match tolerations {
                    0 => {}
                    1 => parts.push("1 toleration".to_owned()),
                    more => parts.push(format!("{more} tolerations")),
                }
                if parts.is_empty() { Ok(()) } else { write!(f, " ({})", parts.join("; ")) }
            }
            Self::LimitRange { name } => write!(f, "LimitRange {name}"),
            Self::NamespaceNodeSelector { namespace, annotation, selector } => {
                write!(f, "Namespace {namespace}: {annotation}={selector}")
            }
        }
    }
}

impl Change {
    /// The value that it adds to the node selector for a key, and which object does.
    #[must_use]
    pub fn selects(&self, key: &str) -> Option<(String, String)> {
        match self {
            Self::RuntimeClass { name, node_selector, .. } => {
                Some((node_selector.get(key)?.clone(), format!("RuntimeClass {name}")))
            }
            Self::NamespaceNodeSelector { namespace, selector, .. } => {
                Some((selector_map(selector).remove(key)?, format!("Namespace {namespace}")))
            }
            _ => None,
        }
    }
}

/// A pod's priority.
#[derive(Clone, Debug, PartialEq)]
pub struct Priority {
    /// The number.
    pub value: i32,
    /// Whether the scheduler removes pods of lower priority to make room for it.
    pub preempts: bool,
    /// The class that it has the number from, where that is not one of Kubernetes' own.
    pub change: Option<Change>,
}

/// A pod's priority and where it comes from.
#[must_use]
pub fn priority(spec: &PodSpec, surroundings: &Surroundings<'_>) -> Priority {
    let classes = &surroundings.priority_classes;
    let named = |name: &str| {
        classes.iter().find(|class| class.metadata.name.as_deref() == Some(name)).copied()
    };
    let preempts = |policy: &Option<String>| policy.as_deref() != Some(NEVER);
    let own =
        |value: i32| Priority { value, preempts: preempts(&spec.preemption_policy), change: None };
    let of_class = |class: &PriorityClass| {
        let (value, preempts) =
            (class.value.unwrap_or_default(), preempts(&class.preemption_policy));
        let name = class.metadata.name.clone().unwrap_or_default();
        let change = Some(Change::PriorityClass { name, value, preempts });
        Priority { value, preempts, change }
    };
    let written = || own(spec.priority.unwrap_or_default());
    match spec.priority_class_name.as_deref().filter(|name| !name.is_empty()) {
        Some("system-node-critical") => own(NODE_CRITICAL),
        Some("system-cluster-critical") => own(CLUSTER_CRITICAL),
        Some(name) => named(name).map_or_else(written, of_class),
        None => {
            // Of several default classes the lowest counts.
            let default = classes.iter().filter(|class| class.global_default == Some(true));
            let lowest = default.min_by_key(|class| class.value.unwrap_or_default());
            lowest.copied().map_or_else(written, of_class)
        }
    }
}

/// The policy of pods that make nobody go.
const NEVER: &str = "Never";

/// Makes of the pod that a controller creates the pod that is scheduled. Says what changed it.
pub fn admit(spec: &mut PodSpec, namespace: &str, surroundings: &Surroundings<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    default(spec, &mut changes);
    limit_ranges(spec, namespace, surroundings, &mut changes);
    runtime_class(spec, surroundings, &mut changes);
    if let Some((annotation, text)) = node_selector(namespace, surroundings) {
        let selector = selector_map(text);
        if !selector.is_empty() {
            spec.node_selector.get_or_insert_default().extend(selector);
            changes.push(Change::NamespaceNodeSelector {
                namespace: namespace.to_owned(),
                annotation,
                selector: text.to_owned(),
            });
        }
    }
    changes
}

/// The defaults of pods that templates don't have (`SetDefaults_Pod`).
fn default(spec: &mut PodSpec, changes: &mut Vec<Change>) {
    let requests = |spec: &PodSpec| -> usize {
        let of = |resources: Option<&ResourceRequirements>| {
            resources.and_then(|r| r.requests.as_ref()).map_or(0, BTreeMap::len)
        };
        let of_containers = containers(spec).map(|c| of(c.resources.as_ref())).sum::<usize>();
        of_containers + of(spec.resources.as_ref())
    };
    let host_ports = |spec: &PodSpec| {
        let ports = containers(spec).flat_map(|container| container.ports.iter().flatten());
        ports.filter(|port| port.host_port.is_some_and(|port| port > 0)).count()
    };
    let before = (requests(spec), host_ports(spec));
    default_pod(spec);
    if requests(spec) > before.0 {
        changes.push(Change::RequestsFromLimits);
    }
    if host_ports(spec) > before.1 {
        changes.push(Change::HostPorts);
    }
}

type List = BTreeMap<String, Quantity>;

/// Fills in what containers leave open (`mergePodResourceRequirements`).
fn limit_ranges(
    spec: &mut PodSpec,
    namespace: &str,
    surroundings: &Surroundings<'_>,
    changes: &mut Vec<Change>,
) {
    let of_namespace = surroundings.limit_ranges.iter().filter(|range| {
        range.metadata.namespace.as_deref().unwrap_or(super::daemon_pod::DEFAULT_NAMESPACE)
            == namespace
    });
    for range in of_namespace {
        let items = range.spec.iter().flat_map(|spec| &spec.limits);
        let mut changed = false;
        for item in items.filter(|item| item.type_ == "Container") {
            let (limits, requests) = container_defaults(item);
            for container in containers_mut(spec) {
                let resources = container.resources.get_or_insert_default();
                changed |= fill(&mut resources.limits, &limits);
                changed |= fill(&mut resources.requests, &requests);
            }
        }
        if changed {
            let name = range.metadata.name.clone().unwrap_or_default();
            changes.push(Change::LimitRange { name });
        }
    }
}

/// The default limits and requests of containers (`SetDefaults_LimitRangeItem`): the default limit
/// is the maximum where none is given, the default request the default limit, then the minimum.
fn container_defaults(item: &LimitRangeItem) -> (List, List) {
    let mut limits = item.default.clone().unwrap_or_default();
    let mut requests = item.default_request.clone().unwrap_or_default();
    fill_list(&mut limits, item.max.as_ref());
    let from_limits = limits.clone();
    fill_list(&mut requests, Some(&from_limits));
    fill_list(&mut requests, item.min.as_ref());
    (limits, requests)
}

fn fill(list: &mut Option<List>, defaults: &List) -> bool {
    !defaults.is_empty() && fill_list(list.get_or_insert_default(), Some(defaults))
}

fn fill_list(list: &mut List, defaults: Option<&List>) -> bool {
    let before = list.len();
    for (name, quantity) in defaults.into_iter().flatten() {
        list.entry(name.clone()).or_insert_with(|| quantity.clone());
    }
    list.len() > before
}

fn runtime_class(spec: &mut PodSpec, surroundings: &Surroundings<'_>, changes: &mut Vec<Change>) {
    let Some(name) = spec.runtime_class_name.as_deref().filter(|name| !name.is_empty()) else {
        return;
    };
    let classes = &surroundings.runtime_classes;
    let Some(class) = classes.iter().find(|c| c.metadata.name.as_deref() == Some(name)) else {
        return;
    };
    let mut changed = false;
    let overhead = class.overhead.as_ref().and_then(|overhead| overhead.pod_fixed.as_ref());
    if let Some(overhead) = overhead.filter(|overhead| !overhead.is_empty()) {
        changed |= spec.overhead.as_ref() != Some(overhead);
        spec.overhead = Some(overhead.clone());
    }
    if let Some(scheduling) = &class.scheduling {
        for (key, value) in scheduling.node_selector.iter().flatten() {
            let selector = spec.node_selector.get_or_insert_default();
            changed |= selector.insert(key.clone(), value.clone()).as_ref() != Some(value);
        }
        for toleration in scheduling.tolerations.iter().flatten() {
            add_or_update(spec.tolerations.get_or_insert_default(), toleration.clone());
            changed = true;
        }
    }
    if changed {
        let scheduling = class.scheduling.clone().unwrap_or_default();
        changes.push(Change::RuntimeClass {
            name: name.to_owned(),
            overhead: overhead.cloned().unwrap_or_default(),
            node_selector: scheduling.node_selector.unwrap_or_default(),
            tolerations: scheduling.tolerations.map_or(0, |list| list.len()),
        });
    }
}

/// The node selector that a namespace's annotations give to its pods.
fn node_selector<'a>(
    namespace: &str,
    surroundings: &'a Surroundings<'_>,
) -> Option<(&'static str, &'a str)> {
    let mut namespaces = surroundings.namespaces.iter();
    let namespace = namespaces.find(|n| n.metadata.name.as_deref() == Some(namespace))?;
    let annotations = namespace.metadata.annotations.as_ref()?;
    [POD_NODE_SELECTOR, OPENSHIFT_NODE_SELECTOR]
        .into_iter()
        .find_map(|key| Some((key, annotations.get(key)?.as_str())))
}

/// The labels of a selector as the annotations write it: `env=test,region=west`.
fn selector_map(text: &str) -> BTreeMap<String, String> {
    let pairs = text.split(',').filter_map(|pair| pair.split_once('='));
    pairs.map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned())).collect()
}
