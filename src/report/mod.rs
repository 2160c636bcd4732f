//! Outputs: one file per format, each from values to text; nothing here writes.

pub mod check;
pub mod inventory;
pub mod plan;
pub mod rules;
pub mod shared;

pub use check::summary::Summary;
pub use plan::change::Comparison;
pub use plan::overhead::Overhead;
pub use plan::view::{Planned, View};
pub use shared::screen::Screen;
