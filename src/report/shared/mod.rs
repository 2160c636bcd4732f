//! What several outputs build on: columns, tones, escaping.

pub mod format;
pub mod json;
pub(in crate::report) mod layout;
pub(in crate::report) mod markup;
pub mod screen;
pub mod text;
