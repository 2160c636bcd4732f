//! Comparing two states: each DaemonSet of both, node by node.

use std::collections::{BTreeMap, HashMap};

use k8s_openapi::api::apps::v1::DaemonSet;

use super::{
    Changes, DaemonSetChange, FieldChange, Group, Moving, NodeOf, Updates, field_changes, key,
};
use crate::inventory::ix::IxVec;
use crate::inventory::{Inventory, NodeIx};
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::release::Release;
use crate::kubernetes::toleration::tolerates;
use crate::planner::fleet::Fleet;
use crate::planner::ix::{DaemonSetIx, VerdictIx};
use crate::planner::placement::Placement;
use crate::planner::reason::{Fact, Reason};
use crate::planner::rollout::{Foretold, Obstacle, OldPod};
use crate::planner::template::{field, template_path};
use crate::planner::verdict::Verdict;

/// Compares two states. Nodes are the same by name.
#[must_use]
pub fn compare<'a>(old: &'a Fleet<'a>, new: &'a Fleet<'a>, updates: &Updates) -> Changes {
    let nodes = match_nodes(old.inventory, new.inventory);
    let mut changes = Changes::default();
    let mut seen: IxVec<DaemonSetIx, bool> = vec![false; old.daemon_sets.len()].into();
    for place in new.daemon_sets.places() {
        let old_place = updates.of.get(place).copied().flatten();
        if let Some(place) = old_place {
            seen[place] = true;
        }
        let refused = updates.refused.get(place).copied().unwrap_or_default();
        if updates.unread.0.contains(&place) {
            changes.daemon_sets.push(unread(new, place, |change| change.new = Some(place)));
            continue;
        }
        let both = (old_place, Some(place));
        changes.daemon_sets.push(compare_one(old, new, both, (refused, false), &nodes));
    }
    for (place, _) in seen.numbered().filter(|(_, seen)| !**seen) {
        if updates.unread.1.contains(&place) {
            changes.daemon_sets.push(unread(old, place, |change| change.old = Some(place)));
            continue;
        }
        let left = updates.left.contains(&place);
        changes.daemon_sets.push(compare_one(old, new, (Some(place), None), (false, left), &nodes));
    }
    if !std::ptr::eq(old, new) {
        super::renamed::tell(&mut changes, old, new);
    }
    changes.joining = moving(
        &nodes,
        &changes.daemon_sets,
        new,
        |node| node.new.filter(|_| node.old.is_none()),
        |change| change.new,
    );
    changes.leaving = moving(
        &nodes,
        &changes.daemon_sets,
        old,
        |node| node.old.filter(|_| node.new.is_none()),
        |change| change.old,
    );
    changes
}

/// A DaemonSet of one state, of which the other can't be read.
fn unread(
    fleet: &Fleet<'_>,
    place: DaemonSetIx,
    set_place: impl Fn(&mut DaemonSetChange),
) -> DaemonSetChange {
    let (namespace, name) = key(&fleet.daemon_sets[place]);
    let mut change = DaemonSetChange {
        namespace: namespace.to_owned(),
        name: name.to_owned(),
        unread: true,
        ..DaemonSetChange::default()
    };
    set_place(&mut change);
    change
}

/// The nodes of both inventories: those of the new one in their order, then those that are gone.
fn match_nodes(old: &Inventory, new: &Inventory) -> Vec<NodeOf> {
    if std::ptr::eq(old, new) {
        return new.nodes.places().map(|at| NodeOf { old: Some(at), new: Some(at) }).collect();
    }
    let before: HashMap<&str, NodeIx> =
        old.nodes.numbered().map(|(place, node)| (&*node.name, place)).collect();
    let mut stays: IxVec<NodeIx, bool> = vec![false; old.nodes.len()].into();
    let mut nodes = Vec::with_capacity(new.nodes.len());
    for (place, node) in new.nodes.numbered() {
        let old = before.get(&*node.name).copied();
        if let Some(old) = old {
            stays[old] = true;
        }
        nodes.push(NodeOf { old, new: Some(place) });
    }
    let gone = stays.numbered().filter(|(_, stays)| !**stays);
    nodes.extend(gone.map(|(place, _)| NodeOf { old: Some(place), new: None }));
    nodes
}

fn compare_one<'a>(
    old: &'a Fleet<'a>,
    new: &'a Fleet<'a>,
    (old_place, new_place): (Option<DaemonSetIx>, Option<DaemonSetIx>),
    (refused, left): (bool, bool),
    nodes: &[NodeOf],
) -> DaemonSetChange {
    let old_set = old_place.map(|place| &*old.daemon_sets[place]);
    let new_set = new_place.map(|place| &*new.daemon_sets[place]);
    let (namespace, name) = new_set.or(old_set).map(key).unwrap_or_default();
    let mut change = DaemonSetChange {
        namespace: namespace.to_owned(),
        name: name.to_owned(),
        old: old_place,
        new: new_place,
        refused,
        left,
        ..DaemonSetChange::default()
    };
    if let (Some(old_set), Some(new_set)) = (old_set, new_set) {
        let all = field_changes(old_set, new_set, new.release);
        (change.template, change.beside) = all.into_iter().partition(FieldChange::is_in_template);
        let strategy = new_set.spec.update_strategy.as_ref();
        change.on_delete = strategy.and_then(|s| s.type_.as_deref()) == Some("OnDelete");
    }
    let foretold = new_place
        .zip(old_place)
        .map(|(place, was)| new.foretell(place, READY_SECONDS, Some((old, was))));
    let same_nodes = std::ptr::eq(old.inventory, new.inventory);
    let turns = foretold.filter(|_| same_nodes).map(|foretold| turns(&foretold, new.inventory));
    let mut sorter = Sorter {
        turns,
        fleet: new_place.map(|place| (new, place)),
        old: old_place.map(|place| old.placement(place)),
        new: new_place.map(|place| new.placement(place)),
        new_set,
        groups: BTreeMap::new(),
        change: &mut change,
    };
    for node in nodes {
        sorter.sort(*node);
    }
    sorter.finish();
    change
}

/// What becomes of a node's pod, where that has reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Gained,
    Lost,
    Stuck,
    Pending,
}

/// How long a pod takes to be ready: what becomes of it doesn't depend on that.
const READY_SECONDS: u64 = 60;

/// What an update does about the pod of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// It replaces it, or takes it away.
    Comes,
    /// It would, and gets stuck before that, or on it.
    NeverEnds,
    /// It is up to date.
    NotNeeded,
}

/// What an update does about the pod of each node that has one.
fn turns(foretold: &Foretold, inventory: &Inventory) -> IxVec<NodeIx, Option<Turn>> {
    let mut turns: IxVec<NodeIx, Option<Turn>> = vec![None; inventory.nodes.len()].into();
    for (part, reached) in foretold.reached() {
        let turn = |at: usize| match &part.obstacle {
            _ if !part.group.old.is_outdated() => Turn::NotNeeded,
            _ if at >= reached => Turn::NeverEnds,
            // What waits for its place beside the old pod leaves that where it is.
            Some(Obstacle::NoRoomBeside(_)) => Turn::NeverEnds,
            Some(_) if foretold.scenario.surges() && part.group.old == OldPod::Available => {
                Turn::NeverEnds
            }
            Some(Obstacle::NotReady) if part.group.wanted => Turn::NeverEnds,
            _ => Turn::Comes,
        };
        for (at, node) in part.nodes.iter().enumerate() {
            turns[*node] = Some(turn(at));
        }
    }
    turns
}

/// Sorts nodes by what becomes of their pod.
struct Sorter<'a, 'c> {
    /// What the update does, where the nodes are the same before and after.
    turns: Option<IxVec<NodeIx, Option<Turn>>>,
    /// The DaemonSet as it is.
    fleet: Option<(&'a Fleet<'a>, DaemonSetIx)>,
    old: Option<&'a Placement>,
    new: Option<&'a Placement>,
    new_set: Option<&'a DaemonSet>,
    /// The groups, by fate and by the verdicts before and after.
    groups: BTreeMap<(Fate, Option<VerdictIx>, Option<VerdictIx>), Vec<NodeOf>>,
    change: &'c mut DaemonSetChange,
}

impl Sorter<'_, '_> {
    fn sort(&mut self, node: NodeOf) {
        let before = self.old.and_then(|p| Some(p.verdict_ix(node.old?)));
        let after = self.new.and_then(|p| Some(p.verdict_ix(node.new?)));
        let (had, now) = (verdict(self.old, before), verdict(self.new, after));
        if had.is_some_and(Verdict::is_open) || now.is_some_and(Verdict::is_open) {
            return self.change.open.push(node);
        }
        let wanted = now.is_some_and(|now| now.should_run);
        // A pod that was not wanted before either may stand there all the same.
        let stands = || {
            let place = self.fleet.zip(node.new);
            place.is_some_and(|((fleet, set), node)| fleet.has_own(set, node))
        };
        let ran = had.is_some_and(Verdict::runs) || !wanted && self.old.is_some() && stands();
        let runs = now.is_some_and(Verdict::runs) || self.makes_room(node);
        let turn = self.turns.as_ref().zip(node.new).and_then(|(turns, node)| turns[node]);
        let continues = now.is_some_and(|now| now.should_continue_running);
        if self.change.refused || self.change.left {
            if ran && node.new.is_some() {
                self.change.untouched.push(node);
            }
            return;
        }
        let replaced = !self.change.template.is_empty() && !self.change.on_delete;
        // The pod that waits there has the old template, and nobody replaces it.
        let waits = self.change.on_delete && had.is_some_and(|had| had.should_run && !had.runs());
        let fate = match (ran, wanted) {
            (false, true) if waits && !self.change.template.is_empty() => return,
            (false, true) if runs => Fate::Gained,
            // It waited before, too.
            (false, true) if had.is_some_and(|had| had.should_run) => return,
            (false, true) => Fate::Pending,
            (false, false) => return,
            (true, true) if turn == Some(Turn::NotNeeded) => {
                return self.change.untouched.push(node);
            }
            // An earlier update may have left pods of its own.
            (true, true) if self.change.template.is_empty() && turn.is_none() => {
                return self.change.untouched.push(node);
            }
            (true, true) if self.change.on_delete => return self.change.outdated.push(node),
            (true, true) if turn == Some(Turn::NeverEnds) => return self.change.kept.push(node),
            (true, true) if runs => return self.change.restarted.push(node),
            (true, true) => Fate::Stuck,
            // An update also deletes the pods that only stay, as soon as it gets that far.
            (true, false) if continues && !replaced => return self.change.left_running.push(node),
            (true, false) => Fate::Lost,
        };
        self.groups.entry((fate, before, after)).or_default().push(node);
    }

    /// Whether pods of lower priority go from a node for the new pod.
    fn makes_room(&self, node: NodeOf) -> bool {
        let place = self.fleet.zip(node.new);
        place.is_some_and(|((fleet, set), node)| !fleet.victims(set, node).is_empty())
    }

    fn finish(self) {
        for ((fate, before, after), nodes) in self.groups {
            let (had, now) = (verdict(self.old, before), verdict(self.new, after));
            let said = if fate == Fate::Gained { had } else { now };
            let reasons = said.map(|v| [v.refusals.clone(), v.blockers.clone()].concat());
            let reasons = reasons.unwrap_or_default();
            let field = match fate {
                Fate::Gained => reasons.iter().find_map(|reason| {
                    let (fleet, _) = self.fleet?;
                    granted_by(reason, self.new_set?, fleet.release)
                }),
                _ => reasons.iter().find_map(|reason| reason.field.clone()),
            };
            let moves = nodes.iter().any(|node| node.old.is_none() || node.new.is_none());
            let list = match fate {
                Fate::Gained => &mut self.change.gained,
                Fate::Lost => &mut self.change.lost,
                Fate::Stuck => &mut self.change.stuck,
                Fate::Pending => &mut self.change.pending,
            };
            list.push(Group { nodes, reasons, field, moves });
        }
    }
}

fn verdict(placement: Option<&Placement>, id: Option<VerdictIx>) -> Option<&Verdict> {
    placement?.verdicts.get(id?)
}

/// The field of the new DaemonSet by which what kept a pod off before does so no more.
fn granted_by(reason: &Reason, daemon_set: &DaemonSet, release: Release) -> Option<FieldPath> {
    let spec = daemon_set.spec.template.spec.as_ref()?;
    match &reason.fact {
        Fact::Taint(taint) => {
            let place =
                spec.tolerations.as_ref()?.iter().position(|t| tolerates(t, taint, release))?;
            Some(template_path([field("tolerations"), Step::Index(place)]))
        }
        _ => reason.field.clone(),
    }
}

/// Nodes that come or go by the DaemonSets that run there.
fn moving(
    nodes: &[NodeOf],
    daemon_sets: &[DaemonSetChange],
    fleet: &Fleet<'_>,
    moves: impl Fn(&NodeOf) -> Option<NodeIx>,
    place: impl Fn(&DaemonSetChange) -> Option<DaemonSetIx>,
) -> Vec<Moving> {
    let mut all: Vec<Moving> = Vec::new();
    let mut known: HashMap<Vec<usize>, usize> = HashMap::new();
    for node in nodes {
        let Some(at) = moves(node) else { continue };
        let runs = |change: &DaemonSetChange| {
            place(change).is_some_and(|place| fleet.placement(place).verdict(at).runs())
        };
        let sets = daemon_sets.iter().enumerate().filter(|(_, c)| runs(c));
        let sets: Vec<usize> = sets.map(|(place, _)| place).collect();
        let group = *known.entry(sets.clone()).or_insert_with(|| {
            all.push(Moving { nodes: Vec::new(), daemon_sets: sets });
            all.len() - 1
        });
        if let Some(group) = all.get_mut(group) {
            group.nodes.push(*node);
        }
    }
    all
}
