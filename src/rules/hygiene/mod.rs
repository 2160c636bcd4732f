//! What bites later.

pub mod suppression;
