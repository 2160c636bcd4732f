//! What a DaemonSet says of its updates, and where.

use k8s_openapi::api::apps::v1::RollingUpdateDaemonSet;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::planner::rollout::Strategy;
use crate::rules::context::Subject;
use crate::rules::finding::Route;

/// `spec.updateStrategy`.
pub(super) fn strategy_route() -> Route {
    Route::spec().field("updateStrategy")
}

/// A field of `spec.updateStrategy.rollingUpdate`.
pub(super) fn figure_route(name: &'static str) -> Route {
    strategy_route().field("rollingUpdate").field(name)
}

/// `spec.updateStrategy.type` as written, if it is not empty.
pub(super) fn written_type<'a>(subject: &Subject<'a>) -> Option<&'a str> {
    subject.spec.update_strategy.as_ref()?.type_.as_deref().filter(|name| !name.is_empty())
}

/// `spec.updateStrategy.rollingUpdate` as written.
pub(super) fn written_figures<'a>(subject: &Subject<'a>) -> Option<&'a RollingUpdateDaemonSet> {
    subject.spec.update_strategy.as_ref()?.rolling_update.as_ref()
}

/// The strategy with what is not written filled in.
pub(super) fn strategy(subject: &Subject<'_>) -> Strategy {
    subject.spec.update_strategy.as_ref().map_or_else(Strategy::default, Strategy::from_api)
}

/// The figure that says how many nodes an update goes on with at a time, and the name of its field; none
/// under OnDelete.
pub(super) fn figure_at_a_time(strategy: &Strategy) -> Option<(&'static str, &IntOrString)> {
    let Strategy::RollingUpdate { max_unavailable, max_surge } = strategy else { return None };
    Some(match strategy.allows_surge() {
        true => ("maxSurge", max_surge),
        false => ("maxUnavailable", max_unavailable),
    })
}
