//! What changes a pod between the controller that creates it and its node: the defaults of pods, and
//! what the API server's admission plugins do to it, one file a plugin.

mod change;
mod limit_ranger;
mod pod_defaults;
mod pod_node_selector;
mod priority;
mod runtime_class;

pub use change::Change;
pub use priority::{Priority, priority};

use k8s_openapi::api::core::v1::{LimitRange, Namespace, PodSpec};
use k8s_openapi::api::node::v1::RuntimeClass;
use k8s_openapi::api::scheduling::v1::PriorityClass;

/// The objects of a cluster that change pods on their way.
#[derive(Clone, Debug, Default)]
pub struct AdmissionContext<'a> {
    /// Priority classes.
    pub priority_classes: Vec<&'a PriorityClass>,
    /// Runtime classes.
    pub runtime_classes: Vec<&'a RuntimeClass>,
    /// Limit ranges, of any namespace.
    pub limit_ranges: Vec<&'a LimitRange>,
    /// Namespaces.
    pub namespaces: Vec<&'a Namespace>,
}

/// Makes of the pod that a controller creates the pod that is scheduled. Says what changed it.
pub fn admit(spec: &mut PodSpec, namespace: &str, context: &AdmissionContext<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    pod_defaults::default(spec, &mut changes);
    limit_ranger::fill_in(spec, namespace, context, &mut changes);
    runtime_class::apply(spec, context, &mut changes);
    pod_node_selector::add(spec, namespace, context, &mut changes);
    changes
}
