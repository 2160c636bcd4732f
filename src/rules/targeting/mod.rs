//! Which nodes get a pod.

mod nearest;
mod taints;

pub mod missed_by_taint_only;
pub mod targets_no_node;
pub mod toleration_mismatch;
pub mod unknown_node_label;
