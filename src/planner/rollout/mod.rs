//! How an update rolls out: the DaemonSet controller's arithmetic, one sync of it, and whole
//! rollouts in virtual time.
//!
//! Mirrors `pkg/controller/daemon/update.go` and `manage` of `daemon_controller.go`. Not modelled:
//! that a sync creates and deletes at most 250 pods (the next one follows at once), and that the
//! deletion of failed pods backs off from one sync to the next.

pub(crate) mod fleet;
pub mod forecast;
pub(crate) mod found;
pub(crate) mod run;
pub(crate) mod scenario;
pub(crate) mod state;
pub(crate) mod strategy;
pub(crate) mod sync;

pub use fleet::Obstacle;
pub(crate) use fleet::{Foretold, Part};
pub use forecast::forecast;
pub use scenario::NodeGroup;
pub use scenario::OldPod;
pub use scenario::Rollout;
pub use scenario::Scenario;
pub(crate) use scenario::Step;
pub use strategy::Strategy;
