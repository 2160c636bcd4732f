//! The list of all rules.

use super::rule::Rule;
use super::{admission, capacity, hygiene, targeting};

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
    &targeting::targets_no_node::TargetsNoNode,
    &targeting::unknown_node_label::UnknownNodeLabel,
    &targeting::missed_by_taint_only::MissedByTaintOnly,
    &targeting::toleration_mismatch::TolerationMismatch,
    // capacity
    &capacity::does_not_fit::DoesNotFit,
    &capacity::host_port_collision::HostPortCollision,
    // hygiene
    &hygiene::suppression::UnusedSuppression,
];

/// The rule of an id.
#[must_use]
pub fn find(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().find(|rule| rule.meta().id == id).copied()
}
