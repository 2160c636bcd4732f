//! Which pods a DaemonSet counts as its own.

mod changed;
mod controller_label;
mod demand;
mod matches_everything;
mod node_label;
mod overlap;
pub(super) mod pickers;
mod stable_label;
mod template_label_collides;
mod template_mismatch;
mod uses_node_labels;
mod volatile_label;

pub(super) use changed::word;
pub(crate) use changed::{replace_command, restart_command};

use crate::rules::rule::{Rule, rule};

/// The rules of this category, in the order in which they run and are listed.
#[rustfmt::skip]
pub(super) static RULES: &[Rule] = &[
    rule!("selector/selector-template-mismatch", template_mismatch::SelectorTemplateMismatch),
    rule!("selector/selector-matches-everything", matches_everything::SelectorMatchesEverything),
    rule!("selector/selector-uses-node-labels", uses_node_labels::SelectorUsesNodeLabels),
    rule!("selector/selector-overlap", overlap::SelectorOverlap),
    rule!("selector/template-label-collides", template_label_collides::TemplateLabelCollides),
    rule!("selector/selector-volatile-label", volatile_label::SelectorVolatileLabel),
    rule!("selector/selector-controller-label", controller_label::SelectorControllerLabel),
    rule!("selector/selector-changed", changed::SelectorChanged),
];
