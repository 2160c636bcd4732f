//! Where pods go: the DaemonSet controller's decision and the scheduler's, kept apart.
//!
//! [`Fleet`] decides, once, for all DaemonSets and nodes of a run. Nodes that nothing can tell apart are
//! taken together, first by labels, names and taints ([`node_classes`]), then by what they have left for
//! the pods of the run ([`filters::room`]), so that the work grows with the number of kinds of nodes.

mod admission;
pub(crate) mod alike_nodes;
mod beside_others;
pub(crate) mod capacity;
pub(crate) mod change;
pub(crate) mod cluster;
pub(crate) mod controller;
pub(crate) mod counted;
pub(crate) mod daemon_pod;
pub(crate) mod demand;
mod doubt;
pub(crate) mod expectation;
pub(crate) mod filters;
pub(crate) mod fleet;
pub(crate) mod ix;
pub(crate) mod neighbours;
pub(crate) mod new_node;
pub(crate) mod node_classes;
mod node_facts;
mod open;
mod otherwise;
pub(crate) mod overhead;
pub(crate) mod placement;
pub(crate) mod plan;
mod preemption;
pub(crate) mod reason;
pub(crate) mod rollout;
pub(crate) mod tally;
pub(crate) mod template;
pub(crate) mod together;
pub(crate) mod verdict;
pub(crate) mod why;

pub(crate) use daemon_pod::Otherwise;
pub use doubt::Doubts;
pub use fleet::{Candidate, Fleet};
pub use ix::DaemonSetIx;
pub(crate) use new_node::{Condition, NewNode};
pub(crate) use placement::Placement;
pub use reason::Reason;
pub(crate) use reason::{Fact, Plugin};
pub(crate) use tally::Tally;
pub use together::Company;
pub use verdict::Verdict;
