//! What a pod asks of nodes, compiled once: of their labels and taints, of what they have left, of
//! the pods beside it.

mod node;
mod pod_affinity;
mod ports;
mod resources;
mod spread;
mod volumes;

pub use node::NodeDemand;
pub use pod_affinity::PodTerm;
pub use ports::WantedPort;
pub use resources::Need;
pub use spread::SpreadConstraint;
pub use volumes::WantedDisk;
