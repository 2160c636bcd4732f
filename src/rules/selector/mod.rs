//! Which pods a DaemonSet counts as its own.

pub mod changed;
pub mod controller_label;
mod demand;
pub mod matches_everything;
mod node_label;
pub mod overlap;
mod stable_label;
pub mod template_mismatch;
pub mod uses_node_labels;
pub mod volatile_label;
