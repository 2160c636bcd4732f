//! How a change rolls over the nodes.

pub mod all_at_once;
pub mod beside_on_delete;
pub mod budget;
pub mod no_readiness_probe;
pub mod on_delete;
pub mod revision_history;
mod rolling;
pub mod surge_exclusive_resource;
pub mod surge_host_port;
pub mod unknown_type;
