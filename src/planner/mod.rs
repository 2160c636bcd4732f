//! Where pods go: the DaemonSet controller's decision and the scheduler's, kept apart.
//!
//! [`Plan`] decides for all DaemonSets and nodes of a run. Nodes that nothing can tell apart are
//! taken together, first by labels, names and taints ([`looks`]), then by what they have left for
//! the pods of the run ([`room`]), so that the work grows with the number of kinds of nodes.

pub mod admission;
pub mod capacity;
pub mod change;
pub mod cluster;
pub mod controller;
pub mod daemon_pod;
pub mod looks;
pub mod new_node;
pub mod placement;
pub mod plan;
pub mod preemption;
pub mod reason;
pub mod rollout;
pub mod room;
pub mod scheduling;
pub mod tally;
pub mod why;

pub use admission::Surroundings;
pub use new_node::{Condition, NewNode};
pub use placement::{Placement, Verdict};
pub use plan::Plan;
pub use reason::{Fact, Plugin, Reason};
pub use tally::Tally;
