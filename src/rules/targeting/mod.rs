//! Which nodes get a pod.

mod arch_mismatch;
mod broken_expectation;
mod closest_miss;
mod contradictory_requirements;
mod deprecated_node_label;
mod device_plugin_without_toleration;
mod empty_affinity_term;
mod missed_by_taint_only;
mod missing_control_plane_toleration;
mod missing_os_selector;
mod namespace_node_selector;
mod network_startup_bypass;
mod node_name_pinned;
mod nodes_between;
mod preference_has_no_effect;
mod redundant_requirement;
mod redundant_toleration;
mod removed_master_role;
mod schedule_gated;
mod startup_taint_not_tolerated;
mod targets_no_node;
mod terms_cancel_out;
mod tolerates_everything;
mod toleration_mismatch;
mod toleration_never_matches;
mod toleration_seconds_evicts;
mod unknown_node_label;
mod unknown_taint;

mod elsewhere;
mod nearest;
mod taints;
mod terms;
mod words;

use crate::rules::rule::{Rule, rule};

pub(crate) use broken_expectation::ID as BROKEN_EXPECTATION;

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
    rule!("targeting/namespace-node-selector", namespace_node_selector::NamespaceNodeSelector),
    rule!("targeting/startup-taint-not-tolerated", startup_taint_not_tolerated::StartupTaintNotTolerated),
    rule!("targeting/network-startup-bypass", network_startup_bypass::NetworkStartupBypass),
    rule!("targeting/device-plugin-without-toleration", device_plugin_without_toleration::DevicePluginWithoutToleration),
    // With an inventory.
    rule!("targeting/broken-expectation", broken_expectation::BrokenExpectation),
    rule!("targeting/targets-no-node", targets_no_node::TargetsNoNode),
    rule!("targeting/unknown-node-label", unknown_node_label::UnknownNodeLabel),
    rule!("targeting/missed-by-taint-only", missed_by_taint_only::MissedByTaintOnly),
    rule!("targeting/missing-control-plane-toleration", missing_control_plane_toleration::MissingControlPlaneToleration),
    rule!("targeting/closest-miss", closest_miss::ClosestMiss),
    rule!("targeting/nodes-between", nodes_between::NodesBetween),
    rule!("targeting/unknown-taint", unknown_taint::UnknownTaint),
    rule!("targeting/arch-mismatch", arch_mismatch::ArchMismatch),
    rule!("targeting/toleration-mismatch", toleration_mismatch::TolerationMismatch),
];
