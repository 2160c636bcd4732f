//! A rollout node by node: the controller's sync over and over in virtual time.
//!
//! Exact and slow; [`super::forecast()`] says the same of large fleets.

use std::collections::BTreeSet;

use super::scenario::{NodeGroup, OldPod, Rollout, Scenario, Step, Stuck};
use super::state::{NodeState, Phase, PodId, PodState, State};
use super::strategy::Strategy;
use super::sync::Sync;

/// Old pods were created this long before the rollout, and are ready since.
const LONG_AGO: i64 = -1 << 40;

/// Plays a scenario, one sync after the other until nothing more happens.
#[must_use]
pub fn run(scenario: &Scenario) -> Rollout {
    let mut play = Play::new(scenario);
    play.moments.extend(play.deletions_by_hand());
    while let Some(moment) = play.moments.pop_first() {
        play.now = moment;
        play.settle();
    }
    play.end()
}

/// What becomes of a pod, in seconds.
#[derive(Clone, Copy, Debug, Default)]
struct Fate {
    ready_at: Option<u64>,
    gone_at: Option<u64>,
}

struct Play<'a> {
    scenario: &'a Scenario,
    state: State,
    /// Beside the nodes of the state: the group of each, and what becomes of its pods.
    groups: Vec<NodeGroup>,
    fates: Vec<Vec<Fate>>,
    now: u64,
    moments: BTreeSet<u64>,
    rollout: Rollout,
}

impl<'a> Play<'a> {
    fn new(scenario: &'a Scenario) -> Self {
        let groups: Vec<NodeGroup> =
            scenario.groups.iter().flat_map(|group| (0..group.count).map(|_| *group)).collect();
        let nodes: Vec<NodeState> = groups
            .iter()
            .map(|group| NodeState {
                should_run: group.wanted,
                should_continue_running: group.stays,
                exists: true,
                pods: starting_pods(group),
            })
            .collect();
        let fates = nodes.iter().map(|node| vec![Fate::default(); node.pods.len()]).collect();
        let mut play = Self {
            scenario,
            state: State { nodes },
            groups,
            fates,
            now: 0,
            moments: BTreeSet::from([0]),
            rollout: Rollout {
                nodes: scenario.nodes(),
                limits: scenario.limits().unwrap_or_default(),
                ..Rollout::default()
            },
        };
        play.expect_what_is_under_way();
        play
    }

    /// What is being deleted goes, and what starts becomes ready.
    fn expect_what_is_under_way(&mut self) {
        for (node, group) in self.groups.clone().into_iter().enumerate() {
            for pod in 0..self.state.nodes.get(node).map_or(0, |node| node.pods.len()) {
                let id = PodId { node, pod };
                let Some(state) = self.state.nodes.get(node).and_then(|n| n.pods.get(pod)) else {
                    continue;
                };
                if state.terminating {
                    self.delete(id);
                } else if state.updated && state.ready_since.is_none() && group.becomes_ready {
                    let at = self.scenario.ready_after;
                    if let Some(fate) = self.fate(id) {
                        fate.ready_at = Some(at);
                    }
                    self.remind(at);
                    self.remind(at.saturating_add(self.scenario.min_ready_seconds));
                }
            }
        }
    }

    fn fate(&mut self, id: PodId) -> Option<&mut Fate> {
        self.fates.get_mut(id.node)?.get_mut(id.pod)
    }

    fn deletions_by_hand(&self) -> impl Iterator<Item = u64> + use<'a> {
        let scenario = self.scenario;
        let counts = scenario.strategy == Strategy::OnDelete;
        scenario.delete_by_hand_at.iter().copied().filter(move |_| counts)
    }

    /// One moment: what was due happens, then the controller syncs until it changes nothing.
    fn settle(&mut self) {
        let by_hand = self.deletions_by_hand().filter(|at| *at == self.now).count();
        self.catch_up();
        self.count_pods();
        for _ in 0..by_hand {
            if let Some(pod) = self.first_old_pod() {
                self.delete(pod);
            }
        }
        let (mut deleted, mut created) = (0, 0);
        loop {
            self.catch_up();
            let (delete, create_on) = self.sync();
            if delete.is_empty() && create_on.is_empty() {
                break;
            }
            deleted += delete.len() as u64;
            created += create_on.len() as u64;
            delete.into_iter().for_each(|pod| self.delete(pod));
            deleted += create_on.into_iter().map(|node| self.create(node)).sum::<u64>();
            self.count_pods();
        }
        self.note(deleted, created);
    }

    fn sync(&self) -> (Vec<PodId>, Vec<usize>) {
        let sync = Sync {
            strategy: &self.scenario.strategy,
            min_ready_seconds: seconds(self.scenario.min_ready_seconds),
            now: seconds(self.now),
        };
        let managed = sync.manage(&self.state);
        if !managed.is_empty() || self.scenario.strategy == Strategy::OnDelete {
            return (managed.delete, managed.create_on);
        }
        match sync.rolling_update(&self.state) {
            Ok(update) => (update.delete.first().collect(), update.create_on.first().collect()),
            Err(_) => (Vec::new(), Vec::new()),
        }
    }

    /// Pods become ready and go when their time has come.
    fn catch_up(&mut self) {
        let due = |at: Option<u64>| at.is_some_and(|at| at <= self.now);
        for (node, fates) in self.state.nodes.iter_mut().zip(&mut self.fates) {
            for (pod, fate) in node.pods.iter_mut().zip(fates.iter()) {
                if due(fate.ready_at) && !pod.terminating {
                    pod.ready_since = fate.ready_at.map(seconds);
                }
            }
            let mut gone =
                fates.iter().map(|fate| due(fate.gone_at)).collect::<Vec<_>>().into_iter();
            node.pods.retain(|_| !gone.next().unwrap_or(false));
            fates.retain(|fate| !due(fate.gone_at));
        }
    }

    fn first_old_pod(&self) -> Option<PodId> {
        let mut nodes = self.state.nodes.iter().enumerate();
        nodes.find_map(|(node, state)| {
            let pod = state.pods.iter().position(|pod| !pod.updated && !pod.terminating)?;
            Some(PodId { node, pod })
        })
    }

    fn delete(&mut self, id: PodId) {
        let Some(pod) =
            self.state.nodes.get_mut(id.node).and_then(|node| node.pods.get_mut(id.pod))
        else {
            return;
        };
        pod.terminating = true;
        let lets_go = self.groups.get(id.node).is_some_and(|group| group.lets_go);
        let at = self.now.saturating_add(self.scenario.gone_after);
        if let (true, Some(fate)) = (lets_go, self.fate(id)) {
            fate.gone_at = Some(at);
            self.remind(at);
        }
    }

    /// Creates a pod on a node, and says how many others it puts out.
    fn create(&mut self, node: usize) -> u64 {
        let Some(group) = self.groups.get(node).copied() else { return 0 };
        let put_out = if group.preempts { self.put_out(node) } else { 0 };
        let waits = if put_out > 0 { self.scenario.gone_after } else { 0 };
        let comes = group.becomes_ready && (put_out == 0 || group.lets_go);
        let ready_at = self.now.saturating_add(waits).saturating_add(self.scenario.ready_after);
        let ready_at = comes.then_some(ready_at);
        if let (Some(node), Some(fates)) =
            (self.state.nodes.get_mut(node), self.fates.get_mut(node))
        {
            node.pods.push(PodState {
                ready_since: None,
                created_at: seconds(self.now),
                ..pod(true, None)
            });
            fates.push(Fate { ready_at, gone_at: None });
        }
        if let Some(at) = ready_at {
            self.remind(at);
            self.remind(at.saturating_add(self.scenario.min_ready_seconds));
        }
        put_out
    }

    /// The scheduler deletes the pods of a node for one that comes.
    fn put_out(&mut self, node: usize) -> u64 {
        let pods = self.state.nodes.get(node).into_iter().flat_map(|state| &state.pods);
        let live = pods.enumerate().filter(|(_, pod)| !pod.terminating);
        let live: Vec<PodId> = live.map(|(pod, _)| PodId { node, pod }).collect();
        live.iter().for_each(|id| self.delete(*id));
        live.len() as u64
    }

    fn remind(&mut self, at: u64) {
        if at > self.now {
            self.moments.insert(at);
        }
    }

    fn count_pods(&mut self) {
        let pods = self.state.nodes.iter().map(|node| node.pods.len() as u64).sum();
        self.rollout.max_pods = self.rollout.max_pods.max(pods);
    }

    fn note(&mut self, deleted: u64, created: u64) {
        let now = seconds(self.now);
        let min_ready = seconds(self.scenario.min_ready_seconds);
        let count = |is: &dyn Fn(&PodState) -> bool| {
            let nodes = self.state.nodes.iter().filter(|node| node.should_run);
            nodes.filter(|node| node.pods.iter().any(|pod| !pod.terminating && is(pod))).count()
                as u64
        };
        let unavailable = self.rollout.nodes - count(&|pod| pod.is_available(min_ready, now));
        let updated = count(&|pod| pod.updated);
        let finished = count(&|pod| pod.updated && pod.is_available(min_ready, now));
        let mut wanted = self.state.nodes.iter().filter(|node| node.should_run);
        let only_new = wanted.all(|node| node.pods.iter().all(|pod| pod.updated));
        let rollout = &mut self.rollout;
        if deleted + created > 0 {
            rollout.steps.push(Step { at: self.now, deleted, created, unavailable, updated });
            rollout.waves += u64::from(deleted > 0);
        }
        rollout.max_unavailable = rollout.max_unavailable.max(unavailable);
        rollout.updated = updated;
        if finished == rollout.nodes && only_new && rollout.finished_at.is_none() {
            rollout.finished_at = Some(self.now);
        }
    }

    fn end(mut self) -> Rollout {
        let mut nodes = self.state.nodes.iter();
        for group in &self.scenario.groups {
            let of_group = nodes.by_ref().take(usize::try_from(group.count).unwrap_or(usize::MAX));
            let keeps = |node: &&NodeState| {
                let live = || node.pods.iter().filter(|pod| !pod.terminating);
                live().any(|pod| !pod.updated) && !live().any(|pod| pod.updated)
            };
            self.rollout.keep.push(of_group.filter(keeps).count() as u64);
        }
        if self.rollout.finished_at.is_none() {
            let mut stuck = Stuck::default();
            for node in &self.state.nodes {
                let live = |updated| {
                    node.pods.iter().find(|pod| !pod.terminating && pod.updated == updated)
                };
                match (live(true), live(false)) {
                    (Some(new), _) if new.ready_since.is_none() => stuck.never_ready += 1,
                    (None, Some(_)) => stuck.waiting += 1,
                    _ => stuck.never_gone += u64::from(node.pods.iter().any(|pod| pod.terminating)),
                }
            }
            self.rollout.stuck = Some(stuck);
        }
        self.rollout
    }
}

/// The pods of a node of a group when the update begins.
fn starting_pods(group: &NodeGroup) -> Vec<PodState> {
    let mut pods = match group.old {
        OldPod::Available => vec![pod(false, Some(LONG_AGO))],
        OldPod::NotReady => vec![pod(false, None)],
        OldPod::Missing => Vec::new(),
        OldPod::Going => vec![PodState { terminating: true, ..pod(false, None) }],
        OldPod::Updated => vec![pod(true, Some(LONG_AGO))],
        OldPod::Updating => vec![pod(true, None)],
        OldPod::Surging => {
            vec![
                pod(false, Some(LONG_AGO)),
                PodState { created_at: LONG_AGO + 1, ..pod(true, None) },
            ]
        }
    };
    let younger = || PodState { created_at: LONG_AGO + 2, ..pod(false, None) };
    pods.extend((0..group.surplus).map(|_| younger()));
    pods
}

/// A pod that was there before.
fn pod(updated: bool, ready_since: Option<i64>) -> PodState {
    PodState {
        updated,
        phase: Phase::Running,
        ready_since,
        terminating: false,
        created_at: LONG_AGO,
        scheduled: true,
    }
}

fn seconds(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX)
}
