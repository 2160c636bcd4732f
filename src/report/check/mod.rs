//! Findings: one file a format.

pub mod json;
pub mod pretty;
pub mod short;
mod snippet;
pub mod summary;
