//! `missing-control-plane-toleration`: an agent of the nodes that only a taint keeps off the control
//! plane.

use super::broken_expectation::missed;
use super::taints;
use crate::kubernetes::toleration::notation;
use crate::planner::Verdict;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::words::count;

/// The rule.
pub(super) struct MissingControlPlaneToleration;

impl Check for MissingControlPlaneToleration {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(placed) = Placed::of(cx, subject) else { return };
        if !subject.reaches_into_node() {
            return;
        }
        let is_alone = |verdict: &Verdict| !taints::alone_in_the_way(verdict).is_empty();
        let is_control_plane = |verdict: &Verdict| {
            taints::alone_in_the_way(verdict).iter().all(|taint| taints::is_control_planes(taint))
        };
        // Where pools are missed beside it, `missed-by-taint-only` tells of all together.
        if placed.count(|verdict| is_alone(verdict) && !is_control_plane(verdict)) > 0 {
            return;
        }
        let nodes = placed.nodes(is_alone);
        let told = missed(cx, subject);
        if nodes.iter().all(|node| told.contains(node)) {
            return;
        }
        let verdicts = &placed.placement.verdicts;
        let mut missed = Vec::new();
        for taint in verdicts.iter().flat_map(taints::alone_in_the_way) {
            // The new nodes of pools have verdicts, too.
            if taints::is_control_planes(taint) && !missed.contains(&taint) {
                missed.push(taint);
            }
        }
        let Some(first) = missed.first().filter(|_| !nodes.is_empty()) else { return };
        let has_list = subject.pod.tolerations.as_ref().is_some_and(|list| !list.is_empty());
        let (route, list) = match has_list {
            true => (Route::pod_spec(subject.pods.path).field("tolerations"), ""),
            false => (Route::pod_spec(subject.pods.path), "\ntolerations:"),
        };
        let message = format!(
            "this agent runs on every node but the {} of the control plane",
            count(nodes.len(), "node")
        );
        let label =
            format!("nothing here tolerates `{}` ({})", notation(first), placed.names(&nodes));
        let yaml = taints::tolerations(missed.iter().copied());
        findings.push(
            Finding::new(message, route, label)
                .help(format!("to run there as well, add{list}{yaml}")),
        );
    }
}
