//! The plugin `Priority`: a pod's priority comes from its class.

use k8s_openapi::api::core::v1::PodSpec;
use k8s_openapi::api::scheduling::v1::PriorityClass;

use super::{AdmissionContext, Change};

/// The priority of `system-node-critical`.
const NODE_CRITICAL: i32 = 2_000_001_000;
/// The priority of `system-cluster-critical`.
const CLUSTER_CRITICAL: i32 = 2_000_000_000;

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
pub fn priority(spec: &PodSpec, context: &AdmissionContext<'_>) -> Priority {
    let classes = &context.priority_classes;
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
