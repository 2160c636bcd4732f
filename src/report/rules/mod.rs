//! What the rules are.

pub(crate) mod reference;
pub(crate) mod rule;
pub(crate) mod tried;
