//! How a change rolls over the nodes.

mod all_at_once;
mod beside_on_delete;
mod budget;
mod leftover_pods;
mod min_ready_seconds_missing;
mod namespace_changed;
mod no_readiness_probe;
mod on_delete;
mod revision_history;
mod rolling;
mod rolling_update_stuck;
mod rolling_update_too_slow;
mod strategy_field;
mod surge_does_not_fit;
mod surge_exclusive_resource;
mod surge_gains_nothing;
mod surge_host_port;
mod unknown_type;

use crate::rules::rule::{Rule, rule};

/// The rules of this category, in the order in which they run and are listed.
#[rustfmt::skip]
pub(super) static RULES: &[Rule] = &[
    rule!("update-strategy/unknown-update-strategy", unknown_type::UnknownUpdateStrategy),
    rule!("update-strategy/strategy-field", strategy_field::StrategyField),
    rule!("update-strategy/on-delete-strategy", on_delete::OnDeleteStrategy),
    rule!("update-strategy/rolling-update-beside-on-delete", beside_on_delete::RollingUpdateBesideOnDelete),
    rule!("update-strategy/rolling-update-budget", budget::RollingUpdateBudget),
    rule!("update-strategy/rolling-update-all-at-once", all_at_once::RollingUpdateAllAtOnce),
    rule!("update-strategy/surge-host-port", surge_host_port::SurgeHostPort),
    rule!("update-strategy/surge-exclusive-resource", surge_exclusive_resource::SurgeExclusiveResource),
    rule!("update-strategy/surge-does-not-fit", surge_does_not_fit::SurgeDoesNotFit),
    rule!("update-strategy/surge-gains-nothing", surge_gains_nothing::SurgeGainsNothing),
    rule!("update-strategy/rolling-update-too-slow", rolling_update_too_slow::RollingUpdateTooSlow),
    rule!("update-strategy/rolling-update-stuck", rolling_update_stuck::RollingUpdateStuck),
    rule!("update-strategy/leftover-pods", leftover_pods::LeftoverPods),
    rule!("update-strategy/namespace-changed", namespace_changed::NamespaceChanged),
    rule!("update-strategy/no-readiness-probe", no_readiness_probe::NoReadinessProbe),
    rule!("update-strategy/min-ready-seconds-missing", min_ready_seconds_missing::MinReadySecondsMissing),
    rule!("update-strategy/revision-history-zero", revision_history::RevisionHistoryZero),
];
