//! What the rules are.

pub(crate) mod rule;
