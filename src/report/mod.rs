//! Outputs: one file per format, each from values to text; nothing here writes.

pub mod capacity;
pub mod change;
pub mod html;
pub mod inventory;
pub mod json;
mod layout;
pub mod markdown;
mod markup;
pub mod matrix;
pub mod plan;
pub mod plan_json;
mod pool;
pub mod pretty;
pub mod rule;
pub mod screen;
pub mod short;
mod snippet;
pub mod summary;
pub mod table;
pub mod text;
pub mod why;

pub use capacity::Overhead;
pub use change::Comparison;
pub use plan::{Planned, View};
pub use screen::Screen;
pub use summary::Summary;
