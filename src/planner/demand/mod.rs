//! What a pod asks of nodes, compiled once: of their labels and taints, of what they have left, of
//! the pods beside it.

mod features;
mod node;
mod pod_affinity;
mod ports;
mod resources;
mod spread;
mod volumes;
mod waits;

pub(crate) use features::WantedFeature;
pub(crate) use node::NodeDemand;
pub(crate) use pod_affinity::PodTerm;
pub(crate) use ports::WantedPort;
pub(crate) use resources::Need;
pub(crate) use spread::SpreadConstraint;
pub(crate) use volumes::WantedDisk;
pub(crate) use waits::{DEVICE_CLASS, Waits};
