//! Pods that meet: the DaemonSets of a run together, with the pods that run.
//!
//! Each DaemonSet was asked for itself before ([`Plan`]). Here their pods are put on the nodes one
//! after the other, as the scheduler does: those of higher priority first, over others where there
//! is no room else. Only what can differ from the first answer is played: nodes that may be too small
//! for all that come ([`Plan::tight`]), one for all that are alike, and the DaemonSets that have to do
//! with other pods by affinity, spread or claims ([`rules::Rules`]). Where the end hangs on who comes
//! first, several orders are played, and what differs between them is chance.
//!
//! [`Plan`]: crate::planner::plan::Plan
//! [`Plan::tight`]: crate::planner::plan::Plan::tight

mod adopt;
mod alike;
mod counters;
mod outcome;
mod party;
mod preempt;
mod rules;
mod scene;
mod settle;
mod world;

pub(crate) use outcome::Met;
pub use party::Company;
pub(crate) use party::{Party, Scene};
pub(crate) use scene::meet;
pub(crate) use world::Who;
