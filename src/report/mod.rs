//! Outputs: one file per format, each from values to text; nothing here writes.

pub(crate) mod check;
pub(crate) mod inventory;
pub(crate) mod plan;
pub(crate) mod rules;
pub(crate) mod shared;

pub(crate) use check::summary::Summary;
pub(crate) use plan::change::Comparison;
pub(crate) use plan::view::{Planned, View};
pub use shared::screen::Screen;
