//! `surge-does-not-fit`: nodes that have no room for a second pod.

use super::rolling::figure_route;
use crate::inventory::NodeIx;
use crate::kubernetes::pod_admission::Refusal;
use crate::planner::rollout::{Obstacle, Part, Strategy};
use crate::planner::{Plugin, Reason};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::manifest_of::manifest_of;
use crate::rules::placed::Placed;
use crate::words::amount::amount;
use crate::words::count;

/// How long a pod takes to be ready: that none comes doesn't depend on it.
const READY_SECONDS: u64 = 60;

/// The rule.
pub(super) struct SurgeDoesNotFit;

impl Check for SurgeDoesNotFit {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some((fleet, placed)) = cx.fleet.zip(Placed::of(cx, subject)) else { return };
        if !super::rolling::strategy(subject).allows_surge() {
            return;
        }
        let foretold = fleet.foretell(subject.position, READY_SECONDS, None);
        let Strategy::RollingUpdate { .. } = foretold.scenario.strategy else { return };
        let Ok(rollout) = &foretold.rollout else { return };
        if let Some(quota) = &fleet.placement(subject.position).no_room_in_quota {
            if let Some(finding) = no_room_in_quota(cx, &placed, quota, &foretold.parts) {
                findings.push(finding);
            }
            return;
        }
        let mut lacks: Vec<(&Reason, Vec<NodeIx>)> = Vec::new();
        for part in &foretold.parts {
            let Some(Obstacle::NoRoomBeside(reasons)) = &part.obstacle else { continue };
            // A port of the node is another rule's, with an inventory or without.
            if reasons.iter().any(|reason| reason.plugin == Plugin::NodePorts) {
                return;
            }
            let Some(reason) = reasons.first() else { continue };
            let same = |(known, _): &&mut (&Reason, Vec<NodeIx>)| known.message == reason.message;
            match lacks.iter_mut().find(same) {
                Some((_, nodes)) => nodes.extend(&part.nodes),
                None => lacks.push((reason, part.nodes.clone())),
            }
        }
        let Some((reason, nodes)) = lacks.iter().max_by_key(|(_, nodes)| nodes.len()) else {
            return;
        };
        let all: usize = lacks.iter().map(|(_, nodes)| nodes.len()).sum();
        let wanted = count(fleet.desired(subject.position), "node");
        let message =
            format!("the surge has no room beside the old pod on {all} of {wanted}: {}", {
                what(cx, subject, reason, nodes)
            });
        let mut label = placed.names(nodes);
        if all > nodes.len() {
            label += &format!(" and {} for other reasons", count(all - nodes.len(), "node"));
        }
        let (done, of) = foretold.scenario.replaced(rollout);
        let end = match done {
            0 => "so that at worst the update replaces no pod at all".to_owned(),
            _ => format!("so that at worst the update ends with {done} of {of} pods replaced"),
        };
        let mut finding = Finding::new(message, figure_route("maxSurge"), label);
        if let Some(field) = &reason.field {
            finding =
                finding.related(Route::from(field.clone()), "each of the two pods asks for it");
        }
        findings.push(finding.help(format!(
            "the new pods stay Pending there and use up `maxSurge`, {end}; ask for less, or write\n    \
             rollingUpdate:\n      maxUnavailable: 1\nand leave `maxSurge` out, so that the old pod \
             makes room first"
        )));
    }
}

/// Where a quota takes no pod beside those that run. Room for one is enough, whatever `maxSurge` is: the
/// controller counts the new pods that are there, tries again where one was refused, and each that becomes
/// available makes room for the next (`rollingUpdate` in `pkg/controller/daemon/update.go`).
fn no_room_in_quota(
    cx: &Context<'_>,
    placed: &Placed<'_>,
    quota: &Refusal,
    parts: &[Part],
) -> Option<Finding> {
    let refused = parts.iter().filter(|part| matches!(part.obstacle, Some(Obstacle::Refused)));
    let nodes: Vec<NodeIx> = refused.flat_map(|part| part.nodes.iter().copied()).collect();
    let is_refused = |node: &NodeIx| placed.placement.verdict(*node).is_refused();
    // Where the first pods are not let in either, that is another rule's.
    if nodes.is_empty() || nodes.iter().any(is_refused) {
        return None;
    }
    let object = quota.object.as_ref();
    let name = object.map_or("", |object| object.name.as_str());
    let message = format!("the surge has no room in ResourceQuota {name}: {}", quota.message());
    let finding = Finding::new(message, figure_route("maxSurge"), placed.names(&nodes));
    let finding = match object.and_then(|object| manifest_of(cx, object)) {
        Some(manifest) => {
            finding.related_in(manifest, &Route::spec().field("hard").key(), "here is the rule")
        }
        None => finding,
    };
    Some(finding.help(
        "no new pod is let in beside the old ones, so that the update replaces none; raise the quota by a \
         pod (one is enough), or write\n    rollingUpdate:\n      maxUnavailable: 1\nand leave `maxSurge` \
         out, so that the old pod makes room first",
    ))
}

/// What the second pod lacks, on the node that has least of it.
fn what(cx: &Context<'_>, subject: &Subject<'_>, reason: &Reason, nodes: &[NodeIx]) -> String {
    let figures = reason.resource.as_deref().and_then(|resource| {
        let at = subject.position;
        let each = nodes.iter().filter_map(|node| cx.fleet?.figures(at, resource, *node));
        let of_node = |left: i64, need: i64| (left - need).max(0);
        let all = each.filter_map(|f| Some((of_node(f.left()?, f.need), f.need)));
        let (left, need) = all.min()?;
        let (need, left) = (amount(resource, need), amount(resource, left));
        Some(match resource {
            "pods" => "no more pods go there".to_owned(),
            _ => format!("it needs {need} of {resource} once more, and {left} is left"),
        })
    });
    figures.unwrap_or_else(|| reason.message.clone())
}
