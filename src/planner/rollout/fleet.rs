//! The nodes of an inventory, as a rollout meets them.

use super::scenario::NodeGroup;
use crate::inventory::NodeIx;
use crate::planner::cluster::Cluster;
use crate::planner::daemon_pod::Compiled;
use crate::planner::filters::beside::beside_its_like;
use crate::planner::placement::Placement;
use crate::planner::preemption::victims;
use crate::planner::reason::Reason;
use crate::planner::verdict::Verdict;

/// Nodes that a rollout meets alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// How they behave.
    pub group: NodeGroup,
    /// The nodes, by their place in the inventory.
    pub nodes: Vec<NodeIx>,
    /// What stands in the way of an update; none where nothing does.
    pub obstacle: Option<Obstacle>,
}

/// What stands in the way of an update on a node.
#[derive(Clone, Debug, PartialEq)]
pub enum Obstacle {
    /// The node is not ready: its pod isn't either, and a deleted one stays.
    NotReady,
    /// The scheduler finds no place for a pod.
    NoRoom,
    /// The scheduler finds no place for a new pod beside the old one: what it refuses it for.
    NoRoomBeside(Vec<Reason>),
}

/// The nodes that the controller wants a DaemonSet's pods on, in parts: those that are not ready,
/// those where the scheduler finds no place for a pod, and those where nothing stands in the way.
/// The first ones use up what may be unavailable, so they come first. `surges` says whether the
/// update creates new pods beside the old ones.
#[must_use]
pub fn parts(
    cluster: &Cluster<'_>,
    placement: &Placement,
    compiled: &Compiled,
    surges: bool,
) -> Vec<Part> {
    let (mut not_ready, mut no_room, mut healthy) = (Vec::new(), Vec::new(), Vec::new());
    let (mut crowded, mut lacks) = (Vec::new(), Vec::new());
    for (place, node) in cluster.inventory.nodes.numbered() {
        let verdict = placement.verdict(place);
        if !verdict.should_run {
            continue;
        }
        if node.ready == Some(false) {
            not_ready.push(place);
        } else if !Verdict::runs(verdict) && victims(cluster, compiled, verdict, place).is_empty() {
            no_room.push(place);
        } else {
            let refusals = if surges && verdict.runs() {
                beside_its_like(cluster, compiled.scheduled(), place)
            } else {
                Vec::new()
            };
            if refusals.is_empty() {
                healthy.push(place);
            } else {
                crowded.push(place);
                lacks = refusals;
            }
        }
    }
    let part = |nodes: Vec<NodeIx>, group: fn(u64) -> NodeGroup, obstacle| Part {
        group: group(nodes.len() as u64),
        nodes,
        obstacle,
    };
    let parts = [
        part(not_ready, NodeGroup::node_not_ready, Some(Obstacle::NotReady)),
        part(no_room, NodeGroup::unschedulable, Some(Obstacle::NoRoom)),
        part(crowded, NodeGroup::never_ready, Some(Obstacle::NoRoomBeside(lacks))),
        part(healthy, NodeGroup::healthy, None),
    ];
    parts.into_iter().filter(|part| !part.nodes.is_empty()).collect()
}
