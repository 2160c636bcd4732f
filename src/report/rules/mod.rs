//! What the rules are.

pub mod rule;
