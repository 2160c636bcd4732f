//! What bites later.

pub mod image_tag_latest;
pub mod suppression;
