//! Which nodes get a pod.

mod contradictory_requirements;
mod deprecated_node_label;
mod empty_affinity_term;
mod missed_by_taint_only;
mod missing_os_selector;
mod node_name_pinned;
mod preference_has_no_effect;
mod redundant_requirement;
mod redundant_toleration;
mod removed_master_role;
mod schedule_gated;
mod targets_no_node;
mod terms_cancel_out;
mod tolerates_everything;
mod toleration_mismatch;
mod toleration_never_matches;
mod toleration_seconds_evicts;
mod unknown_node_label;

mod elsewhere;
mod nearest;
mod taints;
mod terms;
mod words;

use crate::rules::rule::{Rule, rule};

/// The rules of this category, in the order in which they run and are listed.
#[rustfmt::skip]
pub(super) static RULES: &[Rule] = &[
    // By the manifest alone.
    rule!("targeting/contradictory-requirements", contradictory_requirements::ContradictoryRequirements),
    rule!("targeting/empty-affinity-term", empty_affinity_term::EmptyAffinityTerm),
    rule!("targeting/deprecated-node-label", deprecated_node_label::DeprecatedNodeLabel),
    rule!("targeting/removed-master-role", removed_master_role::RemovedMasterRole),
    rule!("targeting/toleration-never-matches", toleration_never_matches::TolerationNeverMatches),
    rule!("targeting/redundant-toleration", redundant_toleration::RedundantToleration),
    rule!("targeting/missing-os-selector", missing_os_selector::MissingOsSelector),
    rule!("targeting/node-name-pinned", node_name_pinned::NodeNamePinned),
    rule!("targeting/redundant-requirement", redundant_requirement::RedundantRequirement),
    rule!("targeting/toleration-seconds-evicts", toleration_seconds_evicts::TolerationSecondsEvicts),
    rule!("targeting/tolerates-everything", tolerates_everything::ToleratesEverything),
    rule!("targeting/preference-has-no-effect", preference_has_no_effect::PreferenceHasNoEffect),
    rule!("targeting/schedule-gated", schedule_gated::ScheduleGated),
    rule!("targeting/terms-cancel-out", terms_cancel_out::TermsCancelOut),
    // With an inventory.
    rule!("targeting/targets-no-node", targets_no_node::TargetsNoNode),
    rule!("targeting/unknown-node-label", unknown_node_label::UnknownNodeLabel),
    rule!("targeting/missed-by-taint-only", missed_by_taint_only::MissedByTaintOnly),
    rule!("targeting/toleration-mismatch", toleration_mismatch::TolerationMismatch),
];
