//! `revision-history-zero`: no way back.

use super::rolling::strategy;
use crate::planner::rollout::Strategy;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct RevisionHistoryZero;

impl Check for RevisionHistoryZero {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if subject.spec.revision_history_limit != Some(0) {
            return;
        }
        let when = match strategy(subject) {
            Strategy::RollingUpdate { .. } => "once an update is through",
            Strategy::OnDelete => "once its last pod is gone",
        };
        let message = "no old revision is kept: `kubectl rollout undo` has nothing to go back to";
        let text = format!("a revision is deleted {when}");
        let route = Route::spec().field("revisionHistoryLimit");
        let finding = Finding::new(message, route, text);
        findings
            .push(finding.help("leave `revisionHistoryLimit` out to keep 10, or write at least 1"));
    }
}
