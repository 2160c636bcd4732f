//! Where pods go: the DaemonSet controller's decision and the scheduler's, kept apart.
//!
//! [`Fleet`] decides, once, for all DaemonSets and nodes of a run. Nodes that nothing can tell apart are
//! taken together, first by labels, names and taints ([`node_classes`]), then by what they have left for
//! the pods of the run ([`filters::room`]), so that the work grows with the number of kinds of nodes.

mod admission;
pub mod capacity;
pub mod change;
pub mod cluster;
pub mod controller;
pub mod daemon_pod;
pub mod demand;
pub mod filters;
pub mod fleet;
pub mod ix;
pub mod new_node;
pub mod node_classes;
pub mod placement;
pub mod plan;
pub mod preemption;
pub mod reason;
pub mod rollout;
pub mod tally;
pub mod template;
pub mod verdict;
pub mod why;

pub use fleet::Fleet;
pub use ix::DaemonSetIx;
pub use new_node::{Condition, NewNode};
pub use placement::Placement;
pub use reason::{Fact, Plugin, Reason};
pub use tally::Tally;
pub use verdict::Verdict;
