//! The list of all rules.

use super::rule::Rule;
use super::{admission, hygiene};

/// Every rule, in the order in which they run and are listed: by category, then as in the
/// catalogue.
pub static RULES: &[&dyn Rule] = &[
    &admission::Decode,
    &admission::Strict,
    &admission::Invalid,
    &admission::Warning,
    // selector
    // update-strategy
    // targeting, by the manifest alone
    // targeting, with an inventory
    // capacity
    // hygiene
    &hygiene::suppression::UnusedSuppression,
];

/// The rule of an id.
#[must_use]
pub fn find(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().find(|rule| rule.meta().id == id).copied()
}
