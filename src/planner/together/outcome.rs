//! How those that met ended up, and what that makes of the plan.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::party::Scene;
use super::world::Who;
use crate::inventory::NodeIx;
use crate::planner::daemon_pod::{Compiled, DaemonPod};
use crate::planner::ix::{DaemonSetIx, PodIx};
use crate::planner::placement::{Alike, Settled};
use crate::planner::plan::Plan;
use crate::planner::reason::{Fact, Reason};

/// What became of the pods that run, and what was chance.
#[derive(Clone, Debug, Default)]
pub struct Met {
    /// The pods that go so that a DaemonSet's pod gets its place on a node.
    pub victims: BTreeMap<(DaemonSetIx, NodeIx), Vec<PodIx>>,
    /// Pods that a DaemonSet adopts and then deletes.
    pub deleted: Vec<PodIx>,
    /// Pods that a DaemonSet adopts and leaves on their nodes.
    pub adopted: BTreeMap<(DaemonSetIx, NodeIx), PodIx>,
    /// The pods on nodes that may be too small for all, in the end, by the party that met there.
    pub sites: HashMap<(usize, NodeIx), Arc<[Who]>>,
}

impl Met {
    /// Adds what another party met with.
    pub(crate) fn extend(&mut self, other: Self) {
        self.victims.extend(other.victims);
        self.deleted.extend(other.deleted);
        self.adopted.extend(other.adopted);
        self.sites.extend(other.sites);
    }
}

/// How a pod ended up.
pub(super) struct End {
    pub at: (DaemonSetIx, NodeIx),
    pub bound: bool,
    pub chance: bool,
    pub reasons: Vec<Reason>,
    pub victims: Vec<PodIx>,
    /// The pod that was adopted and is still there.
    pub adopted: Option<PodIx>,
}

/// How those that met ended up.
#[derive(Default)]
pub(super) struct Ends {
    pub pods: Vec<End>,
    pub deleted: Vec<PodIx>,
    /// By how many pods the number of each DaemonSet's may be lower or higher.
    pub range: BTreeMap<DaemonSetIx, (i64, i64)>,
    /// The pods on nodes that may be too small for all.
    pub sites: Vec<(NodeIx, Arc<[Who]>)>,
    /// The nodes on which it ends the same, where one was played for all of them.
    pub alike: Vec<NodeIx>,
}

/// Where some of a DaemonSet's pods hang on chance, those that wait for pods of elsewhere do as well,
/// though none of the orders that were played gave them a place.
pub(super) fn spread_chance(pods: &mut [End]) {
    let by_chance: HashSet<DaemonSetIx> =
        pods.iter().filter(|end| end.chance).map(|end| end.at.0).collect();
    for end in pods.iter_mut().filter(|end| !end.bound && by_chance.contains(&end.at.0)) {
        let hopeless =
            |reason: &Reason| matches!(reason.fact, Fact::Topology { missing: true, .. });
        let of_elsewhere = end.reasons.iter().all(|reason| !reason.plugin.is_about_room());
        end.chance |= of_elsewhere && !end.reasons.iter().any(hopeless);
    }
}

/// Where one waits for the room that another of its priority has, and would do with it, it hangs on
/// chance which of the two has it, though no order that was played gave it to the other. `instead`
/// tells whether a pod could have the place of another.
pub(super) fn share_chance(ends: &mut Ends, instead: impl Fn(&End, &End) -> bool) {
    let is_about_room = |end: &End| end.reasons.iter().all(|one| one.plugin.is_about_room());
    let mut by_node: BTreeMap<NodeIx, Vec<usize>> = BTreeMap::new();
    for (place, end) in ends.pods.iter().enumerate() {
        by_node.entry(end.at.1).or_default().push(place);
    }
    let mut both: BTreeSet<usize> = BTreeSet::new();
    let all = |places: &[usize]| -> Vec<(usize, &End)> {
        places.iter().filter_map(|place| Some((*place, ends.pods.get(*place)?))).collect()
    };
    for places in by_node.values() {
        let here = all(places);
        let waiting = here.iter().filter(|(_, end)| !end.bound && is_about_room(end));
        for (place, waiting) in waiting {
            let other = here.iter().filter(|(_, end)| end.bound && instead(waiting, end));
            let others: Vec<usize> = other.map(|(place, _)| *place).collect();
            if !others.is_empty() {
                both.insert(*place);
                both.extend(others);
            }
        }
    }
    for place in both {
        let Some(end) = ends.pods.get_mut(place).filter(|end| !end.chance) else { continue };
        end.chance = true;
        let (less, more) = ends.range.entry(end.at.0).or_default();
        if end.bound {
            *less -= 1;
        } else {
            *more += 1;
        }
    }
}

/// Writes into a plan how those that met ended up.
pub(super) fn apply(plan: &mut Plan, scene: &Scene<'_, '_>, party: usize, all: Vec<Ends>) -> Met {
    let mut met = Met::default();
    let mut range: BTreeMap<DaemonSetIx, (i64, i64)> = BTreeMap::new();
    let mut alike = Vec::new();
    for ends in all {
        let times = ends.alike.len().max(1) as i64;
        for (id, (less, more)) in &ends.range {
            let (least, most) = range.entry(*id).or_default();
            (*least, *most) = (*least + less * times, *most + more * times);
        }
        met.deleted.extend(&ends.deleted);
        for (node, pods) in &ends.sites {
            let nodes =
                if ends.alike.is_empty() { std::slice::from_ref(node) } else { &ends.alike };
            met.sites.extend(nodes.iter().map(|node| ((party, *node), Arc::clone(pods))));
        }
        if ends.alike.is_empty() {
            apply_one_by_one(plan, scene, ends.pods, &mut met);
        } else {
            let settled = ends.pods.into_iter().map(|end| settled(scene, end));
            alike.push(Alike { nodes: ends.alike, settled: settled.collect() });
        }
    }
    plan.settle_alike(alike);
    for (id, (less, more)) in range {
        if (less, more) != (0, 0) {
            let running = plan.placements[id].running() as i64;
            let count = |by: i64| usize::try_from(running + by).unwrap_or_default();
            plan.placements[id].range = Some((count(less), count(more)));
        }
    }
    met
}

fn apply_one_by_one(plan: &mut Plan, scene: &Scene<'_, '_>, pods: Vec<End>, met: &mut Met) {
    for mut end in pods {
        let at = end.at;
        let (id, node) = at;
        if let Some(pod) = end.adopted {
            met.adopted.insert(at, pod);
        }
        // Where none is wanted, one that is adopted stays, and that is all.
        if !plan.placements[id].verdict(node).should_run {
            continue;
        }
        let victims = std::mem::take(&mut end.victims);
        let (_, settled) = settled(scene, end);
        let settled = Settled { preempts: !victims.is_empty(), ..settled };
        plan.placements[id].settle(node, settled);
        if !victims.is_empty() {
            met.victims.insert(at, victims);
        }
    }
}

/// What the end of a pod that puts none of the running ones out makes of its verdict.
fn settled(scene: &Scene<'_, '_>, end: End) -> (DaemonSetIx, Settled) {
    let (id, _) = end.at;
    let reasons = mark_admission(&scene.pods[id], end.reasons);
    let blockers = if end.bound { Vec::new() } else { reasons };
    (id, Settled { bound: end.bound, preempts: false, chance: end.chance, blockers })
}

/// Marks what only the pod as it is scheduled is refused for.
fn mark_admission(compiled: &Compiled, mut reasons: Vec<Reason>) -> Vec<Reason> {
    let Compiled { created, admitted: Some(admitted), .. } = compiled else { return reasons };
    for reason in &mut reasons {
        let asked = |pod: &DaemonPod| {
            let need = pod.needs.iter().find(|need| Some(&need.name) == reason.resource.as_ref());
            let port = pod.ports.iter().find(|port| Some(&port.field) == reason.field.as_ref());
            (need.map(|need| need.amount), port.map(|port| port.port))
        };
        reason.on_admission = asked(created) != asked(admitted);
    }
    reasons
}
