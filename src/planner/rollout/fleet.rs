//! The nodes of an inventory, as a rollout meets them.

use super::forecast::forecast;
use super::scenario::{NodeGroup, Rollout, Scenario};
use super::strategy::Strategy;
use crate::inventory::NodeIx;
use crate::kubernetes::int_or_string::PercentError;
use crate::planner::cluster::Cluster;
use crate::planner::daemon_pod::Compiled;
use crate::planner::filters::beside::beside_its_like;
use crate::planner::fleet::Fleet;
use crate::planner::ix::DaemonSetIx;
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
/// update creates new pods beside the old ones, `stands` whether an old pod is on a node where none
/// is wanted any more: it takes its turn too.
#[must_use]
pub fn parts(
    cluster: &Cluster<'_>,
    placement: &Placement,
    compiled: &Compiled,
    surges: bool,
    stands: impl Fn(NodeIx) -> bool,
) -> Vec<Part> {
    let (mut not_ready, mut no_room, mut healthy) = (Vec::new(), Vec::new(), Vec::new());
    let (mut crowded, mut lacks) = (Vec::new(), Vec::new());
    let (mut left, mut left_not_ready) = (Vec::new(), Vec::new());
    for (place, node) in cluster.inventory.nodes.numbered() {
        let verdict = placement.verdict(place);
        if !verdict.should_run {
            // A pod that the controller doesn't leave goes before any update.
            if verdict.should_continue_running && stands(place) {
                if node.ready == Some(false) { &mut left_not_ready } else { &mut left }.push(place);
            }
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
        part(left_not_ready, NodeGroup::left_over_not_ready, Some(Obstacle::NotReady)),
        part(left, NodeGroup::left_over, None),
        part(no_room, NodeGroup::unschedulable, Some(Obstacle::NoRoom)),
        part(crowded, NodeGroup::never_ready, Some(Obstacle::NoRoomBeside(lacks))),
        part(healthy, NodeGroup::healthy, None),
    ];
    parts.into_iter().filter(|part| !part.nodes.is_empty()).collect()
}

/// A foretold rollout, with what it starts from.
#[derive(Clone, Debug)]
pub struct Foretold {
    /// The nodes as the rollout meets them.
    pub parts: Vec<Part>,
    /// What it starts from.
    pub scenario: Scenario,
    /// How it goes; an error where the strategy has a string that is no percentage.
    pub rollout: Result<Rollout, PercentError>,
}

impl Fleet<'_> {
    /// Foretells how a changed pod template of a DaemonSet would roll over the nodes, if a new pod
    /// takes `ready_seconds` from the deletion of its predecessor until it is ready. The pods stand
    /// where the inventory has them, and where they ran before a change if that is given.
    #[must_use]
    pub fn foretell(
        &self,
        daemon_set: DaemonSetIx,
        ready_seconds: u64,
        before: Option<&Fleet<'_>>,
    ) -> Foretold {
        let compiled = &self.pods[daemon_set];
        let spec = self.daemon_sets[daemon_set].spec.as_ref();
        let min_ready = spec.and_then(|spec| spec.min_ready_seconds).unwrap_or_default();
        let strategy = Strategy::of(self.daemon_sets[daemon_set]);
        let placement = self.placement(daemon_set);
        // Of other nodes nobody knows what ran there.
        let before = before.filter(|before| std::ptr::eq(before.inventory, self.inventory));
        let before = before.and_then(|before| {
            let mut placements = before.plan.placements.iter();
            placements.find(|p| (&p.namespace, &p.name) == (&placement.namespace, &placement.name))
        });
        let stands =
            |node| self.has_own(daemon_set, node) || before.is_some_and(|b| b.verdict(node).runs());
        let surges = strategy.allows_surge();
        let parts = parts(&self.cluster, placement, compiled, surges, stands);
        // A pod takes its time to go, however little: meanwhile it stands beside its successor, and
        // where none follows it uses up what may be unavailable.
        let gone_after = ready_seconds.min(1);
        let scenario = Scenario {
            strategy,
            min_ready_seconds: u64::try_from(min_ready).unwrap_or_default(),
            groups: parts.iter().map(|part| part.group).collect(),
            ready_after: ready_seconds - gone_after,
            gone_after,
            ..Scenario::default()
        };
        let rollout = scenario.limits().map(|_| forecast(&scenario));
        Foretold { parts, scenario, rollout }
    }
}
