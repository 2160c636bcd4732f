//! Whether the pods fit.

mod autoscaler_annotation_misplaced;
pub(super) mod burden;
pub(super) mod crowd;
mod daemonset_overhead;
mod does_not_fit;
mod host_port_collision;
mod implausible_quantity;
mod never_scaled_down;
mod no_memory_limit;
mod no_resource_requests;
mod node_never_disrupted;
mod overhead_not_counted;
mod pods_per_node;
mod priority_class_missing;
mod requests_exceed_limits_hint;

use crate::rules::rule::{Rule, rule};

/// The rules of this category, in the order in which they run and are listed.
#[rustfmt::skip]
pub(super) static RULES: &[Rule] = &[
    rule!("capacity/does-not-fit", does_not_fit::DoesNotFit),
    rule!("capacity/host-port-collision", host_port_collision::HostPortCollision),
    rule!("capacity/no-resource-requests", no_resource_requests::NoResourceRequests),
    rule!("capacity/no-memory-limit", no_memory_limit::NoMemoryLimit),
    rule!("capacity/requests-exceed-limits-hint", requests_exceed_limits_hint::RequestsExceedLimitsHint),
    rule!("capacity/daemonset-overhead", daemonset_overhead::DaemonSetOverhead),
    rule!("capacity/pods-per-node", pods_per_node::PodsPerNode),
    rule!("capacity/never-scaled-down", never_scaled_down::NeverScaledDown),
    rule!("capacity/node-never-disrupted", node_never_disrupted::NodeNeverDisrupted),
    rule!("capacity/overhead-not-counted", overhead_not_counted::OverheadNotCounted),
    rule!("capacity/autoscaler-annotation-misplaced", autoscaler_annotation_misplaced::AutoscalerAnnotationMisplaced),
    rule!("capacity/implausible-quantity", implausible_quantity::ImplausibleQuantity),
    rule!("capacity/priority-class-missing", priority_class_missing::PriorityClassMissing),
];
