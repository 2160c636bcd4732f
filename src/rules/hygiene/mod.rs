//! What bites later.

pub mod duplicate_object;
pub mod image_name_invalid;
pub mod image_tag_latest;
pub mod suppression;
