//! `rolling-update-all-at-once`: an update that leaves no node with a pod.

use super::rolling::{figure_route, strategy};
use crate::kubernetes::int_or_string::{percent, written};
use crate::planner::rollout::Strategy;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};

/// The rule.
pub(super) struct RollingUpdateAllAtOnce;

impl Check for RollingUpdateAllAtOnce {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let strategy = strategy(subject);
        let Strategy::RollingUpdate { max_unavailable, .. } = &strategy else { return };
        // Where pods surge, no old one goes before the new one is there.
        if strategy.allows_surge() {
            return;
        }
        let desired = cx.fleet.map(|fleet| fleet.desired(subject.position));
        let nodes = desired.and_then(|desired| i64::try_from(desired).ok()).unwrap_or_default();
        let covered =
            nodes > 1 && strategy.limits(nodes).is_ok_and(|limits| limits.max_unavailable >= nodes);
        let percent = percent(max_unavailable);
        let all = percent.is_some_and(|percent| percent >= 100);
        // More than all is refused: admission-invalid says so.
        if !all && !covered || percent.is_some_and(|percent| percent > 100) {
            return;
        }
        let figure = written(max_unavailable);
        let message = if covered {
            format!("`maxUnavailable: {figure}` lets an update take down all {nodes} pods at once")
        } else {
            format!("`maxUnavailable: {figure}` lets an update take down every pod at once")
        };
        let text = "no pod is left to run the old revision if the new one is broken";
        let finding = Finding::new(message, figure_route("maxUnavailable"), text);
        findings.push(finding.help(
            "write a share that the fleet can do without, `maxUnavailable: 10%` for example; then an \
             update whose pods don't become ready stops there",
        ));
    }
}
