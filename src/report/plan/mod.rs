//! Plans: one file or folder a format.

pub mod capacity;
pub mod change;
pub mod html;
pub mod json;
pub mod markdown;
pub mod matrix;
pub mod table;
pub mod view;
pub mod why;
