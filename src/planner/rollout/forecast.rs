//! A rollout on counts of nodes: what [`super::run::run`] says, for fleets of any size.
//!
//! The nodes of a group differ only in how far they are, so numbers stand for them. The cost grows
//! with groups and waves, not with nodes.

use std::collections::BTreeMap;

use super::scenario::{NodeGroup, OldPod, Rollout, Scenario, Step, Stuck};
use super::strategy::Strategy;

/// Foretells how a scenario goes.
#[must_use]
pub fn forecast(scenario: &Scenario) -> Rollout {
    let mut forecast = Forecast::new(scenario);
    while let Some(moment) = forecast.agenda.keys().next().copied() {
        forecast.now = moment;
        forecast.settle();
    }
    forecast.end()
}

/// How far the nodes of a group are: each is counted once.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    /// No pod.
    missing: u64,
    /// An old pod.
    old: u64,
    /// Nothing but a pod that is being deleted.
    going: u64,
    /// A new pod that isn't available, and no available old one.
    waiting: u64,
    /// A new pod that isn't available, beside an available old one.
    surging: u64,
    /// An available new pod, beside an old one that can go.
    surged: u64,
    /// An available new pod.
    done: u64,
    /// Not a kind of node: old pods that aren't ready, beside a new pod of those above.
    useless: u64,
}

#[derive(Clone, Copy, Debug)]
struct Event {
    group: usize,
    count: u64,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    /// A deleted pod goes that was the only one of its node.
    OnlyPodGone,
    /// A deleted pod goes from beside another one.
    OldPodGone,
    /// A new pod becomes available.
    Available,
    /// A new pod beside an old one becomes available.
    SurgeAvailable,
    /// Someone deletes an old pod.
    DeletedByHand,
}

struct Forecast<'a> {
    scenario: &'a Scenario,
    surges: bool,
    replaces: bool,
    counts: Vec<Counts>,
    /// All pods, those that are being deleted included.
    pods: u64,
    now: u64,
    agenda: BTreeMap<u64, Vec<Event>>,
    rollout: Rollout,
}

/// How many pods the controller deletes and creates.
#[derive(Clone, Copy, Debug, Default)]
struct Done {
    deleted: u64,
    created: u64,
}

impl<'a> Forecast<'a> {
    fn new(scenario: &'a Scenario) -> Self {
        let counts: Vec<Counts> = scenario
            .groups
            .iter()
            .map(|group| match group.old {
                OldPod::Missing => Counts { missing: group.count, ..Counts::default() },
                OldPod::Available | OldPod::NotReady => {
                    Counts { old: group.count, ..Counts::default() }
                }
            })
            .collect();
        let mut agenda = BTreeMap::from([(0, Vec::new())]);
        if scenario.strategy == Strategy::OnDelete {
            for at in &scenario.delete_by_hand_at {
                let event = Event { group: 0, count: 1, what: What::DeletedByHand };
                agenda.entry(*at).or_default().push(event);
            }
        }
        let pods = counts.iter().map(|counts| counts.old).sum();
        let limits = scenario.limits().ok();
        Self {
            scenario,
            surges: limits.is_some_and(|limits| limits.max_surge > 0),
            replaces: limits.is_some() && scenario.strategy != Strategy::OnDelete,
            counts,
            pods,
            now: 0,
            agenda,
            rollout: Rollout {
                nodes: scenario.nodes(),
                limits: limits.unwrap_or_default(),
                max_pods: pods,
                ..Rollout::default()
            },
        }
    }

    /// One moment: what was due happens, then the controller syncs until it changes nothing.
    fn settle(&mut self) {
        let mut total = Done::default();
        loop {
            self.catch_up();
            let mut done = self.manage();
            if done.deleted + done.created == 0 {
                done = self.rolling_update();
            }
            if done.deleted + done.created == 0 {
                break;
            }
            total.deleted += done.deleted;
            total.created += done.created;
            self.rollout.max_pods = self.rollout.max_pods.max(self.pods);
        }
        self.note(total);
    }

    fn catch_up(&mut self) {
        while let Some(entry) = self.agenda.first_entry().filter(|entry| *entry.key() <= self.now) {
            for event in entry.remove() {
                self.happen(event);
            }
        }
    }

    fn happen(&mut self, event: Event) {
        let Event { group, count, what } = event;
        if matches!(what, What::DeletedByHand) {
            return self.delete_by_hand();
        }
        let wanted = self.scenario.groups.get(group).is_some_and(|group| group.wanted);
        let Some(counts) = self.counts.get_mut(group) else { return };
        match what {
            What::OnlyPodGone => {
                counts.going -= count;
                // Where no pod is wanted nothing is missing.
                if wanted {
                    counts.missing += count;
                }
                self.pods -= count;
            }
            What::OldPodGone => self.pods -= count,
            What::Available => {
                counts.waiting -= count;
                counts.done += count;
            }
            What::SurgeAvailable => {
                counts.surging -= count;
                counts.surged += count;
            }
            What::DeletedByHand => {}
        }
    }

    fn delete_by_hand(&mut self) {
        if let Some(group) = self.counts.iter().position(|counts| counts.old > 0) {
            self.delete_only_pods(group, 1);
        }
    }

    /// Creates where there is no pod, and ends surges that are over.
    fn manage(&mut self) -> Done {
        let mut done = Done::default();
        for group in 0..self.counts.len() {
            let counts = self.group(group);
            if counts.missing > 0 {
                self.change(group, |now| {
                    now.missing = 0;
                    now.waiting += counts.missing;
                });
                self.create(group, counts.missing, What::Available);
                done.created += counts.missing;
            }
            let over = counts.surged + counts.useless;
            if over > 0 {
                self.change(group, |now| {
                    now.done += counts.surged;
                    now.surged = 0;
                    now.useless = 0;
                });
                self.release(group, over, What::OldPodGone);
                done.deleted += over;
            }
        }
        done
    }

    fn rolling_update(&mut self) -> Done {
        if !self.replaces {
            return Done::default();
        }
        let not_ready = |group: &NodeGroup| group.old == OldPod::NotReady;
        let limits = self.rollout.limits;
        let (limit, taken) = if self.surges {
            (limits.max_surge, self.sum(|counts| counts.surging))
        } else {
            let unready = self.sum_old(not_ready);
            let unavailable = self.sum(|counts| counts.waiting + counts.going + counts.missing);
            (limits.max_unavailable, unready + unavailable)
        };
        let mut left = u64::try_from(limit).unwrap_or(0).saturating_sub(taken);
        let mut done = Done::default();
        for (place, group) in self.scenario.groups.iter().enumerate() {
            let old = self.group(place).old;
            // No pod comes beside one that is not wanted.
            if self.surges && !group.wanted {
                continue;
            }
            // Pods that aren't available are replaced at once, whatever the limits.
            let count = if not_ready(group) { old } else { old.min(left) };
            if count == 0 {
                continue;
            }
            if !not_ready(group) {
                left -= count;
            }
            if self.surges {
                done.created += count;
                self.surge(place, count, not_ready(group));
            } else {
                done.deleted += count;
                self.delete_only_pods(place, count);
            }
        }
        done
    }

    fn surge(&mut self, group: usize, count: u64, old_is_useless: bool) {
        self.change(group, |counts| {
            counts.old -= count;
            if old_is_useless {
                counts.waiting += count;
                counts.useless += count;
            } else {
                counts.surging += count;
            }
        });
        let what = if old_is_useless { What::Available } else { What::SurgeAvailable };
        self.create(group, count, what);
    }

    fn delete_only_pods(&mut self, group: usize, count: u64) {
        self.change(group, |counts| {
            counts.old -= count;
            counts.going += count;
        });
        self.release(group, count, What::OnlyPodGone);
    }

    fn create(&mut self, group: usize, count: u64, what: What) {
        self.pods += count;
        if self.scenario.groups.get(group).is_some_and(|group| group.becomes_ready) {
            let ready_at = self.now.saturating_add(self.scenario.ready_after);
            let at = ready_at.saturating_add(self.scenario.min_ready_seconds);
            self.agenda.entry(at).or_default().push(Event { group, count, what });
        }
    }

    fn release(&mut self, group: usize, count: u64, what: What) {
        if self.scenario.groups.get(group).is_some_and(|group| group.lets_go) {
            let at = self.now.saturating_add(self.scenario.gone_after);
            self.agenda.entry(at).or_default().push(Event { group, count, what });
        }
    }

    fn group(&self, group: usize) -> Counts {
        self.counts.get(group).copied().unwrap_or_default()
    }

    fn change(&mut self, group: usize, change: impl FnOnce(&mut Counts)) {
        if let Some(counts) = self.counts.get_mut(group) {
            change(counts);
        }
    }

    fn sum(&self, of: impl Fn(&Counts) -> u64) -> u64 {
        self.counts.iter().map(of).sum()
    }

    fn sum_old(&self, of: impl Fn(&NodeGroup) -> bool) -> u64 {
        let groups = self.scenario.groups.iter().zip(&self.counts);
        groups.filter(|(group, _)| of(group)).map(|(_, counts)| counts.old).sum()
    }

    fn note(&mut self, Done { deleted, created }: Done) {
        let unready = self.sum_old(|group| group.old == OldPod::NotReady);
        let unavailable =
            unready + self.sum(|counts| counts.missing + counts.going + counts.waiting);
        let updated = self.sum(|now| now.waiting + now.surging + now.surged + now.done);
        let done = self.sum(|counts| counts.done);
        let rollout = &mut self.rollout;
        if deleted + created > 0 {
            rollout.steps.push(Step { at: self.now, deleted, created, unavailable, updated });
            rollout.waves += u64::from(deleted > 0);
        }
        rollout.max_unavailable = rollout.max_unavailable.max(unavailable);
        rollout.updated = updated;
        // As many pods as nodes: no old one is left, not even one that is being deleted.
        let finished = done == rollout.nodes && self.pods == rollout.nodes;
        if finished && rollout.finished_at.is_none() {
            rollout.finished_at = Some(self.now);
        }
    }

    fn end(mut self) -> Rollout {
        if self.rollout.finished_at.is_none() {
            let stays =
                |group: &NodeGroup| self.surges && !group.lets_go && group.old != OldPod::Missing;
            let groups = self.scenario.groups.iter().zip(&self.counts);
            let beside: u64 =
                groups.filter(|(group, _)| stays(group)).map(|(_, counts)| counts.done).sum();
            self.rollout.stuck = Some(Stuck {
                waiting: self.sum(|counts| counts.old),
                never_ready: self.sum(|counts| counts.waiting + counts.surging),
                never_gone: self.sum(|counts| counts.going) + beside,
            });
        }
        self.rollout
    }
}

#[cfg(test)]
#[path = "forecast_tests.rs"]
mod tests;
