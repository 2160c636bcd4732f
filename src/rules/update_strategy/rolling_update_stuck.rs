//! `rolling-update-stuck`: nodes use up what may be unavailable before an update begins.

use super::rolling::figure_route;
use crate::inventory::NodeIx;
use crate::planner::rollout::{Obstacle, Strategy};
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
        // Foretelling is dear, and tells of nothing where no node is down.
        if !cx.has_node_down() {
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
        let not_ready =
            || foretold.parts.iter().filter(|part| part.obstacle == Some(Obstacle::NotReady));
        let nodes: Vec<NodeIx> = not_ready().flat_map(|part| part.nodes.iter().copied()).collect();
        // Where pods find no room, another rule says so.
        if nodes.is_empty() {
            return;
        }
        let limit = rollout.limits.max_unavailable;
        let is_reserved = foretold.assumed && not_ready().any(|part| !part.group.wanted);
        let if_any = match (is_reserved, nodes.len()) {
            (false, _) => "",
            (true, 1) => ", if its pod still stands there",
            (true, _) => ", if their pods still stand there",
        };
        let waiting = count(usize::try_from(waiting).unwrap_or(usize::MAX), "node");
        let message =
            format!("the next update doesn't get anywhere: {waiting} would keep the old pod");
        let dead = count(nodes.len(), "node");
        let label = format!(
            "{limit} may be unavailable, and {dead} {} not ready: {}{if_any}",
            if nodes.len() == 1 { "is" } else { "are" },
            placed.names(&nodes)
        );
        let finding = Finding::new(message, figure_route("maxUnavailable"), label);
        findings.push(finding.help(
            "the pods on nodes that don't answer count as unavailable, wanted there or not, until \
             the nodes are back or deleted (kubectl delete node); allow more, or take these nodes \
             out first",
        ));
    }
}
