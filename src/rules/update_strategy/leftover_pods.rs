//! `leftover-pods`: pods stand where the DaemonSet is no longer wanted.

use super::rolling::strategy;
use crate::inventory::NodeIx;
use crate::planner::Verdict;
use crate::planner::rollout::Strategy;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::words::count;

/// The rule.
pub(super) struct LeftoverPods;

impl Check for LeftoverPods {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some((fleet, placed)) = cx.fleet.zip(Placed::of(cx, subject)) else { return };
        if matches!(strategy(subject), Strategy::OnDelete) {
            return;
        }
        // A taint of a node's state goes with that, and the pod is wanted there again.
        let left_over = |v: &Verdict| {
            v.is_kept_off() && v.should_continue_running && !v.is_kept_off_by_state_alone()
        };
        let mut nodes = placed.nodes(left_over);
        nodes.retain(|node: &NodeIx| fleet.has_own(subject.position, *node));
        let Some(first) = nodes.first() else { return };
        let pods = count(nodes.len(), "pod");
        let verb = if nodes.len() == 1 { "stands" } else { "stand" };
        let message = format!(
            "{pods} {verb} on nodes where none is wanted: the next update deletes them, and none \
             follows"
        );
        let reason = placed.placement.verdict(*first).refusals.first();
        let said = reason.map_or("", |reason| reason.message.as_str());
        let field = reason.and_then(|reason| reason.field.clone());
        let route = field.map_or_else(|| Route::pod_spec(subject.pods.path).key(), Route::from);
        let label = format!("{}: {said}", placed.names(&nodes));
        findings.push(Finding::new(message, route, label).help(
            "they came before the taint, which puts nobody out that is there; tolerate it where \
             the pods are to stay",
        ));
    }
}
