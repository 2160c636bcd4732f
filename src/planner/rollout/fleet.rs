//! The nodes of an inventory, as a rollout meets them.

use super::forecast::forecast;
use super::found::{Before, Found, Standing};
use super::scenario::{NodeGroup, OldPod, Rollout, Scenario};
use super::strategy::Strategy;
use crate::inventory::{Node, NodeIx};
use crate::kubernetes::int_or_string::PercentError;
use crate::planner::change::fields::template_changes;
use crate::planner::filters::beside::{Predecessor, beside};
use crate::planner::fleet::Fleet;
use crate::planner::ix::DaemonSetIx;
use crate::planner::preemption::victims_beside;
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
    /// The API server takes no pod.
    Refused,
    /// The node is virtual: no pod ever runs there.
    Virtual,
}

impl Part {
    /// In which order a rollout meets parts where that is left to chance: what holds it comes
    /// first.
    fn rank(&self) -> u8 {
        match (&self.obstacle, self.group.wanted) {
            (Some(Obstacle::NotReady), true) => 0,
            (Some(Obstacle::NotReady), false) => 1,
            (_, false) => 2,
            (Some(Obstacle::NoRoomBeside(_)), _) => 4,
            (Some(_), _) => 3,
            (None, _) if self.group.preempts => 6,
            (None, _) => 5,
        }
    }

    /// Whether pods go from its nodes and none comes.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        !self.group.wanted && self.group.lets_go && self.group.old.is_outdated()
    }
}

/// A foretold rollout, with what it starts from.
#[derive(Clone, Debug)]
pub struct Foretold {
    /// The nodes as the rollout meets them.
    pub parts: Vec<Part>,
    /// What it starts from.
    pub scenario: Scenario,
    /// How it goes at worst; an error where the strategy has a string that is no percentage.
    pub rollout: Result<Rollout, PercentError>,
    /// How many nodes of each part keep their old pod, whichever come first.
    keep: Vec<u64>,
    /// The inventory has no pod of the DaemonSet: they are assumed to stand where they ran.
    pub assumed: bool,
}

impl Foretold {
    /// The parts, each with how many of its nodes the update may reach: the first ones stand for
    /// them. The others keep their pod.
    pub fn reached(&self) -> impl Iterator<Item = (&Part, usize)> {
        self.parts.iter().zip(&self.keep).map(|(part, keep)| {
            let keep = usize::try_from(*keep).unwrap_or(usize::MAX);
            (part, part.nodes.len().saturating_sub(keep))
        })
    }
}

impl Fleet<'_> {
    /// Foretells how an update of a DaemonSet would roll over the nodes, if a new pod takes
    /// `ready_seconds` from the deletion of its predecessor until it is ready. The pods stand where
    /// the inventory has them; where it has none, they are assumed to stand where they ran before.
    /// The update is the one that the DaemonSet comes from, where that is given with its fleet, else
    /// the next change of its pod template.
    #[must_use]
    pub fn foretell(
        &self,
        daemon_set: DaemonSetIx,
        ready_seconds: u64,
        before: Option<(&Fleet<'_>, DaemonSetIx)>,
    ) -> Foretold {
        let spec = &self.daemon_sets[daemon_set].spec;
        let min_ready = spec.min_ready_seconds.unwrap_or_default();
        let strategy = Strategy::of(&self.daemon_sets[daemon_set]);
        let before = before.and_then(|(before, was)| self.before(daemon_set, before, was));
        let found = Found::new(self, daemon_set, before);
        let parts = self.parts(daemon_set, &found, before, strategy.allows_surge());
        // A pod takes its time to go, however little: meanwhile it stands beside its successor, and
        // where none follows it uses up what may be unavailable. A surge doesn't wait for it.
        let gone_after = ready_seconds.min(1);
        let ready_after =
            if strategy.allows_surge() { ready_seconds } else { ready_seconds - gone_after };
        let scenario = Scenario {
            strategy,
            min_ready_seconds: u64::try_from(min_ready).unwrap_or_default(),
            groups: parts.iter().map(|part| part.group).collect(),
            ready_after,
            gone_after,
            ..Scenario::default()
        };
        let mut keep = vec![u64::MAX; parts.len()];
        let rollout = scenario.limits().map(|_| {
            let mut rollout = forecast(&scenario);
            // What holds it has had its turn first: the most there can be may come the other way.
            let mut last = scenario.clone();
            last.groups.reverse();
            let last = forecast(&last);
            rollout.max_pods = rollout.max_pods.max(last.max_pods);
            rollout.max_unavailable = rollout.max_unavailable.max(last.max_unavailable);
            let both = rollout.keep.iter().zip(last.keep.iter().rev());
            keep = both.map(|(first, last)| *first.min(last)).collect();
            rollout
        });
        Foretold { parts, scenario, rollout, keep, assumed: found.is_assumed() }
    }

    /// A DaemonSet as another fleet on the same nodes has it: of other nodes nobody knows what ran
    /// there.
    fn before<'b>(
        &self,
        daemon_set: DaemonSetIx,
        before: &'b Fleet<'_>,
        was: DaemonSetIx,
    ) -> Option<Before<'b>> {
        if !std::ptr::eq(before.inventory, self.inventory) {
            return None;
        }
        Some(Before {
            fleet: before,
            daemon_set: was,
            template_changes: template_changes(
                &before.daemon_sets[was],
                &self.daemon_sets[daemon_set],
                self.release,
            ),
        })
    }

    /// The nodes that the controller wants a DaemonSet's pods on and those that have one, in parts.
    /// What holds an update comes first.
    fn parts(
        &self,
        daemon_set: DaemonSetIx,
        found: &Found<'_>,
        before: Option<Before<'_>>,
        surges: bool,
    ) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for (place, node) in self.inventory.nodes.numbered() {
            let verdict = self.placement(daemon_set).verdict(place);
            let standing = found.on(place, node.ready != Some(false), surges);
            if standing.old == OldPod::Missing && !verdict.should_run {
                continue;
            }
            let meeting = Meeting { fleet: self, daemon_set, place, node, verdict, standing };
            let (group, obstacle) = meeting.group(before, surges);
            let alike = |part: &&mut Part| {
                (NodeGroup { count: 0, ..part.group }) == group && part.obstacle == obstacle
            };
            match parts.iter_mut().find(alike) {
                Some(part) => {
                    part.nodes.push(place);
                    part.group.count += 1;
                }
                None => {
                    let group = NodeGroup { count: 1, ..group };
                    parts.push(Part { group, nodes: vec![place], obstacle });
                }
            }
        }
        parts.sort_by_key(Part::rank);
        parts
    }
}

/// A DaemonSet and a node when an update comes.
struct Meeting<'f, 'a> {
    fleet: &'f Fleet<'a>,
    daemon_set: DaemonSetIx,
    place: NodeIx,
    node: &'f Node,
    verdict: &'f Verdict,
    standing: Standing<'f>,
}

/// Whether a new pod finds a place.
enum Room {
    Enough,
    /// Where it puts its predecessor out.
    Instead,
    Lacks(Obstacle),
}

impl Meeting<'_, '_> {
    /// How the node behaves, and what stands in the way there.
    fn group(&self, before: Option<Before<'_>>, surges: bool) -> (NodeGroup, Option<Obstacle>) {
        let Self { verdict, standing, .. } = self;
        let group = NodeGroup {
            count: 0,
            old: standing.old,
            surplus: standing.surplus,
            lets_go: self.node.ready != Some(false),
            wanted: verdict.should_run,
            stays: verdict.should_run || verdict.should_continue_running,
            ..NodeGroup::healthy(0)
        };
        if !group.lets_go {
            return (NodeGroup { becomes_ready: false, ..group }, Some(Obstacle::NotReady));
        }
        if !group.wanted {
            return (group, None);
        }
        match self.room(before, surges) {
            Room::Enough => (group, None),
            Room::Instead => (NodeGroup { preempts: true, ..group }, None),
            Room::Lacks(obstacle) => (NodeGroup { becomes_ready: false, ..group }, Some(obstacle)),
        }
    }

    fn room(&self, before: Option<Before<'_>>, surges: bool) -> Room {
        let verdict = self.verdict;
        if self.standing.old == OldPod::Updated {
            return Room::Enough;
        }
        if verdict.is_refused() {
            return Room::Lacks(Obstacle::Refused);
        }
        if verdict.is_virtual() {
            return Room::Lacks(Obstacle::Virtual);
        }
        let finds_room =
            verdict.runs() || !self.fleet.victims(self.daemon_set, self.place).is_empty();
        if !finds_room {
            return Room::Lacks(Obstacle::NoRoom);
        }
        let beside = surges && matches!(self.standing.old, OldPod::Available | OldPod::Surging);
        if beside && self.fleet.placement(self.daemon_set).no_room_in_quota.is_some() {
            return Room::Lacks(Obstacle::Refused);
        }
        if beside { self.room_beside(before) } else { Room::Enough }
    }

    /// Whether a new pod finds a place beside the one that runs.
    fn room_beside(&self, before: Option<Before<'_>>) -> Room {
        let cluster = &self.fleet.cluster;
        let compiled = &self.fleet.pods[self.daemon_set];
        let predecessor = match (self.standing.pod, before) {
            (Some(pod), _) => Predecessor::Pod(pod),
            (None, Some(before)) => Predecessor::Like(before.compiled().scheduled()),
            (None, None) => Predecessor::Like(compiled.scheduled()),
        };
        let refusals = beside(cluster, compiled.scheduled(), predecessor, self.place);
        if refusals.is_empty() {
            return Room::Enough;
        }
        let raised = |priority: i32| compiled.preempts && priority < compiled.priority;
        match (self.standing.pod, before) {
            // Where labels keep both apart, nobody else's going helps.
            (Some(pod), _) if !refusals.iter().all(|reason| reason.plugin.is_about_room()) => {
                if raised(pod.priority) {
                    return Room::Instead;
                }
            }
            (Some(pod), _) => {
                let victims = victims_beside(cluster, compiled, pod, self.place);
                if victims.iter().any(|victim| std::ptr::eq(*victim, pod)) {
                    return Room::Instead;
                }
                if !victims.is_empty() {
                    return Room::Enough;
                }
            }
            (None, Some(before)) if raised(before.compiled().priority) => return Room::Instead,
            (None, _) => {}
        }
        Room::Lacks(Obstacle::NoRoomBeside(refusals))
    }
}
