//! Whether the pods fit.

pub(super) mod crowd;
pub mod does_not_fit;
pub mod host_port_collision;
pub mod no_resource_requests;
