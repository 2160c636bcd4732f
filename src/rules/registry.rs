//! The list of all rules.

use super::rule::Rule;
use super::{admission, capacity, hygiene, networking, selector, targeting, update_strategy};

/// Every rule, in the order in which they run and are listed: by category, then as in the
/// catalogue.
pub static RULES: &[&dyn Rule] = &[
    &admission::Decode,
    &admission::Strict,
    &admission::Invalid,
    &admission::Warning,
    // selector
    &selector::template_mismatch::SelectorTemplateMismatch,
    &selector::matches_everything::SelectorMatchesEverything,
    &selector::uses_node_labels::SelectorUsesNodeLabels,
    &selector::overlap::SelectorOverlap,
    &selector::volatile_label::SelectorVolatileLabel,
    &selector::controller_label::SelectorControllerLabel,
    &selector::changed::SelectorChanged,
    // update-strategy
    &update_strategy::unknown_type::UnknownUpdateStrategy,
    &update_strategy::on_delete::OnDeleteStrategy,
    &update_strategy::beside_on_delete::RollingUpdateBesideOnDelete,
    &update_strategy::budget::RollingUpdateBudget,
    &update_strategy::all_at_once::RollingUpdateAllAtOnce,
    &update_strategy::surge_host_port::SurgeHostPort,
    &update_strategy::surge_exclusive_resource::SurgeExclusiveResource,
    &update_strategy::no_readiness_probe::NoReadinessProbe,
    &update_strategy::revision_history::RevisionHistoryZero,
    // targeting, by the manifest alone
    &targeting::contradictory_requirements::ContradictoryRequirements,
    &targeting::empty_affinity_term::EmptyAffinityTerm,
    &targeting::deprecated_node_label::DeprecatedNodeLabel,
    &targeting::removed_master_role::RemovedMasterRole,
    &targeting::toleration_never_matches::TolerationNeverMatches,
    &targeting::redundant_toleration::RedundantToleration,
    &targeting::missing_os_selector::MissingOsSelector,
    &targeting::node_name_pinned::NodeNamePinned,
    &targeting::redundant_requirement::RedundantRequirement,
    &targeting::toleration_seconds_evicts::TolerationSecondsEvicts,
    &targeting::tolerates_everything::ToleratesEverything,
    &targeting::preference_has_no_effect::PreferenceHasNoEffect,
    &targeting::schedule_gated::ScheduleGated,
    // targeting, with an inventory
    &targeting::targets_no_node::TargetsNoNode,
    &targeting::unknown_node_label::UnknownNodeLabel,
    &targeting::missed_by_taint_only::MissedByTaintOnly,
    &targeting::toleration_mismatch::TolerationMismatch,
    // capacity
    &capacity::does_not_fit::DoesNotFit,
    &capacity::host_port_collision::HostPortCollision,
    &capacity::no_resource_requests::NoResourceRequests,
    // networking
    &networking::probe_port_undeclared::ProbePortUndeclared,
    // hygiene
    &hygiene::image_name_invalid::ImageNameInvalid,
    &hygiene::image_tag_latest::ImageTagLatest,
    &hygiene::duplicate_object::DuplicateObject,
    &hygiene::suppression::UnusedSuppression,
];

/// The rule of an id.
#[must_use]
pub fn find(id: &str) -> Option<&'static dyn Rule> {
    RULES.iter().find(|rule| rule.meta().id == id).copied()
}
