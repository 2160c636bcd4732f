//! The scheduler's filters (`pkg/scheduler/framework/plugins`), each with every reason that it
//! has, for a pod that the DaemonSet controller pinned to one node.
//!
//! `NodeUnschedulable` never refuses such a pod: the controller makes it tolerate cordoned nodes.

pub(crate) mod beside;
pub(crate) mod pod_affinity;
pub(crate) mod room;
pub(crate) mod spread;
