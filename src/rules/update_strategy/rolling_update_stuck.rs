//! `rolling-update-stuck`: nodes use up what may be unavailable before an update begins.

use super::rolling::figure_route;
use crate::inventory::NodeIx;
use crate::planner::Verdict;
use crate::planner::rollout::{Obstacle, Part, Strategy};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};
use crate::rules::placed::Placed;
use crate::words::count;

/// How long a pod takes to be ready: that an update is stuck doesn't depend on it.
const READY_SECONDS: u64 = 60;

/// The rule.
pub(super) struct RollingUpdateStuck;

impl Check for RollingUpdateStuck {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some((fleet, placed)) = cx.fleet.zip(Placed::of(cx, subject)) else { return };
        // Foretelling is dear, and tells of nothing where no node is down and all find room.
        if !cx.has_node_down() && placed.count(Verdict::is_unschedulable) == 0 {
            return;
        }
        let foretold = fleet.foretell(subject.position, READY_SECONDS, None);
        if !matches!(foretold.scenario.strategy, Strategy::RollingUpdate { .. }) {
            return;
        }
        let Ok(rollout) = &foretold.rollout else { return };
        let waiting = rollout.stuck.map_or(0, |stuck| stuck.waiting);
        let (replaced, _) = foretold.scenario.replaced(rollout);
        if waiting == 0 || replaced > 0 {
            return;
        }
        let held_by = |obstacle: &Obstacle| -> Vec<&Part> {
            foretold.parts.iter().filter(|part| part.obstacle.as_ref() == Some(obstacle)).collect()
        };
        let (down, full) = (held_by(&Obstacle::NotReady), held_by(&Obstacle::NoRoom));
        let nodes_of = |parts: &[&Part]| -> Vec<NodeIx> {
            parts.iter().flat_map(|part| part.nodes.iter().copied()).collect()
        };
        let is_reserved = foretold.assumed && down.iter().any(|part| !part.group.wanted);
        let (down, full) = (nodes_of(&down), nodes_of(&full));
        if down.is_empty() && full.is_empty() {
            return;
        }
        let limit = rollout.limits.max_unavailable;
        let if_any = match (is_reserved, down.len()) {
            (false, _) => "",
            (true, 1) => ", if its pod still stands there",
            (true, _) => ", if their pods still stand there",
        };
        let waiting = count(usize::try_from(waiting).unwrap_or(usize::MAX), "node");
        let message =
            format!("the next update doesn't get anywhere: {waiting} would keep the old pod");
        let said = |nodes: &[NodeIx], one: &str, several: &str, after: &str| {
            let what = if nodes.len() == 1 { one } else { several };
            let (number, names) = (count(nodes.len(), "node"), placed.names(nodes));
            (!nodes.is_empty()).then(|| format!("{number} {what}: {names}{after}"))
        };
        let causes = [
            said(&down, "is not ready", "are not ready", if_any),
            said(&full, "has no room for a pod", "have no room for a pod", ""),
        ];
        let causes: Vec<String> = causes.into_iter().flatten().collect();
        let label = format!("{limit} may be unavailable, and {}", causes.join("; "));
        let finding = Finding::new(message, figure_route("maxUnavailable"), label);
        findings.push(finding.help(if down.is_empty() {
            "a node that wants a pod and has no room counts as unavailable: make room there, keep the \
             pods off it, or allow more"
        } else {
            "the pods on nodes that don't answer count as unavailable, wanted there or not, until \
             the nodes are back or deleted (kubectl delete node); allow more, or take these nodes \
             out first"
        }));
    }
}
