//! What several outputs build on: columns, tones, escaping.

pub(crate) mod format;
pub(crate) mod json;
pub(in crate::report) mod layout;
pub(in crate::report) mod markup;
pub(crate) mod screen;
pub(crate) mod text;
