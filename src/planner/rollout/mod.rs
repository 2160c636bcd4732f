//! How an update rolls out: the DaemonSet controller's arithmetic, one sync of it, and whole
//! rollouts in virtual time.
//!
//! Mirrors `pkg/controller/daemon/update.go` and `manage` of `daemon_controller.go`. Not modelled:
//! that a sync creates and deletes at most 250 pods (the next one follows at once), and that the
//! deletion of failed pods backs off from one sync to the next.

pub mod fleet;
pub mod forecast;
pub mod run;
pub mod scenario;
pub mod state;
pub mod strategy;
pub mod sync;

pub use fleet::{Foretold, Obstacle, Part, parts};
pub use forecast::forecast;
pub use scenario::{NodeGroup, OldPod, Rollout, Scenario, Step};
pub use strategy::Strategy;
