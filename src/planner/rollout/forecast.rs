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
    /// Not a kind of node: old pods that aren't ready, beside a pod of those above.
    useless: u64,
    /// Neither: pods that are being deleted beside one of those above.
    lingering: u64,
}

impl Counts {
    /// How far the nodes of a group are when the update begins.
    fn of(group: &NodeGroup, surges: bool) -> Self {
        let mut counts = Self { useless: group.count * group.surplus, ..Self::default() };
        match group.old {
            OldPod::Available | OldPod::NotReady => counts.old = group.count,
            // Nothing is missing where no pod is wanted.
            OldPod::Missing => counts.missing = if group.wanted { group.count } else { 0 },
            // A surge waits for no pod to go.
            OldPod::Going if surges && group.wanted => {
                (counts.missing, counts.lingering) = (group.count, group.count);
            }
            OldPod::Going => counts.going = group.count,
            OldPod::Updated => counts.done = group.count,
            OldPod::Updating => counts.waiting = group.count,
            OldPod::Surging if surges => counts.surging = group.count,
            // Else a node keeps the older pod alone.
            OldPod::Surging => {
                counts.old = group.count;
                counts.useless += group.count;
            }
        }
        counts
    }
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
        let limits = scenario.limits().ok();
        let surges = scenario.surges();
        let groups = scenario.groups.iter();
        let counts: Vec<Counts> = groups.map(|group| Counts::of(group, surges)).collect();
        let mut agenda = BTreeMap::from([(0, Vec::new())]);
        if scenario.strategy == Strategy::OnDelete {
            for at in &scenario.delete_by_hand_at {
                let event = Event { group: 0, count: 1, what: What::DeletedByHand };
                agenda.entry(*at).or_default().push(event);
            }
        }
        let on_node = |group: &NodeGroup| group.old.pods() + group.surplus;
        let pods = scenario.groups.iter().map(|group| group.count * on_node(group)).sum();
        let mut forecast = Self {
            scenario,
            surges,
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
        };
        forecast.expect_what_is_under_way();
        forecast
    }

    /// What is being deleted goes, and what starts becomes ready.
    fn expect_what_is_under_way(&mut self) {
        for (place, group) in self.scenario.groups.iter().enumerate() {
            let counts = self.group(place);
            self.release(place, counts.going, What::OnlyPodGone);
            self.release(place, counts.lingering, What::OldPodGone);
            if group.stays {
                self.start(place, counts.waiting, What::Available, 0);
                self.start(place, counts.surging, What::SurgeAvailable, 0);
            }
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
            What::OldPodGone => {
                counts.lingering -= count;
                self.pods -= count;
            }
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

    /// Creates where there is no pod, takes pods away where none may be, and ends surges that are
    /// over.
    fn manage(&mut self) -> Done {
        let mut done = Done::default();
        for (place, group) in self.scenario.groups.iter().enumerate() {
            let counts = self.group(place);
            if counts.missing > 0 {
                self.change(place, |now| {
                    now.missing = 0;
                    now.waiting += counts.missing;
                });
                self.create(place, counts.missing, What::Available);
                done.created += counts.missing;
            }
            if !group.stays {
                done.deleted += self.clear(place);
                continue;
            }
            let over = counts.surged + counts.useless;
            if over > 0 {
                self.change(place, |now| {
                    now.done += counts.surged;
                    now.surged = 0;
                    now.useless = 0;
                });
                self.release_beside(place, over);
                done.deleted += over;
            }
        }
        done
    }

    /// Deletes all pods of a group, and says how many.
    fn clear(&mut self, group: usize) -> u64 {
        let counts = self.group(group);
        let alone = counts.old + counts.waiting + counts.done;
        // Of two that go together the last one leaves the node.
        let both = counts.surging + counts.surged;
        if alone + both + counts.useless == 0 {
            return 0;
        }
        self.change(group, |now| {
            now.going += alone + both;
            (now.old, now.waiting, now.done) = (0, 0, 0);
            (now.surging, now.surged, now.useless) = (0, 0, 0);
        });
        self.release(group, alone + both, What::OnlyPodGone);
        self.release_beside(group, both + counts.useless);
        alone + 2 * both + counts.useless
    }

    fn rolling_update(&mut self) -> Done {
        match (self.replaces, self.surges) {
            (false, _) => Done::default(),
            (true, false) => self.replace(),
            (true, true) => self.surge(),
        }
    }

    /// Without a surge: old pods that aren't available are deleted, whatever the limit, and as many
    /// others as may be missing.
    fn replace(&mut self) -> Done {
        let unready = self.sum_old(is_not_ready);
        let unavailable = self.sum(|counts| counts.waiting + counts.going + counts.missing);
        let mut left = self.left(self.rollout.limits.max_unavailable, unready + unavailable);
        let mut done = Done::default();
        for (place, group) in self.scenario.groups.iter().enumerate() {
            let count = take(group, self.group(place).old, &mut left);
            if count > 0 {
                done.deleted += count;
                self.delete_only_pods(place, count);
            }
        }
        done
    }

    /// With a surge: new pods come beside old ones, at once beside those that aren't available.
    /// Where none is wanted any more, old ones stay until enough others are available.
    fn surge(&mut self) -> Done {
        let mut left = self.left(self.rollout.limits.max_surge, self.sum(|counts| counts.surging));
        let available = self.sum_old(|group| !is_not_ready(group))
            + self.sum(|counts| counts.surging + counts.surged + counts.done);
        let mut spare = available.saturating_sub(self.rollout.nodes);
        let mut done = Done::default();
        for (place, group) in self.scenario.groups.iter().enumerate() {
            let old = self.group(place).old;
            let count = take(group, old, if group.wanted { &mut left } else { &mut spare });
            if count == 0 {
                continue;
            }
            if group.wanted {
                done.created += count;
                done.deleted += self.surge_beside(place, group, count);
            } else {
                done.deleted += count;
                self.delete_only_pods(place, count);
            }
        }
        done
    }

    /// Creates new pods beside old ones, and says how many of these they put out.
    fn surge_beside(&mut self, place: usize, group: &NodeGroup, count: u64) -> u64 {
        if group.preempts {
            self.change(place, |counts| {
                counts.old -= count;
                counts.waiting += count;
            });
            self.pods += count;
            if group.lets_go {
                self.start(place, count, What::Available, self.scenario.gone_after);
            }
            self.release_beside(place, count);
            return count;
        }
        let useless = is_not_ready(group);
        self.change(place, |counts| {
            counts.old -= count;
            if useless {
                counts.waiting += count;
                counts.useless += count;
            } else {
                counts.surging += count;
            }
        });
        let what = if useless { What::Available } else { What::SurgeAvailable };
        self.create(place, count, what);
        0
    }

    /// How many more there may be of a limit.
    fn left(&self, limit: i64, taken: u64) -> u64 {
        u64::try_from(limit).unwrap_or(0).saturating_sub(taken)
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
        self.start(group, count, what, 0);
    }

    /// Pods become available, if they do there, once they have waited for so long to start.
    fn start(&mut self, group: usize, count: u64, what: What, waits: u64) {
        if self.scenario.groups.get(group).is_some_and(|group| group.becomes_ready) {
            let ready_at = self.now.saturating_add(waits).saturating_add(self.scenario.ready_after);
            let at = ready_at.saturating_add(self.scenario.min_ready_seconds);
            self.expect(at, Event { group, count, what });
        }
    }

    /// Pods go from beside others.
    fn release_beside(&mut self, group: usize, count: u64) {
        self.change(group, |counts| counts.lingering += count);
        self.release(group, count, What::OldPodGone);
    }

    fn release(&mut self, group: usize, count: u64, what: What) {
        if self.scenario.groups.get(group).is_some_and(|group| group.lets_go) {
            let at = self.now.saturating_add(self.scenario.gone_after);
            self.expect(at, Event { group, count, what });
        }
    }

    fn expect(&mut self, at: u64, event: Event) {
        if event.count > 0 {
            self.agenda.entry(at).or_default().push(event);
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

    /// The same where pods are wanted alone.
    fn sum_wanted(&self, of: impl Fn(&Counts) -> u64) -> u64 {
        let groups = self.scenario.groups.iter().zip(&self.counts);
        groups.filter(|(group, _)| group.wanted).map(|(_, counts)| of(counts)).sum()
    }

    fn note(&mut self, Done { deleted, created }: Done) {
        let unready = self.sum_old(|group| group.wanted && is_not_ready(group));
        let unavailable =
            unready + self.sum_wanted(|counts| counts.missing + counts.going + counts.waiting);
        let updated = self.sum_wanted(|now| now.waiting + now.surging + now.surged + now.done);
        let done = self.sum_wanted(|counts| counts.done);
        let lingering = self.sum_wanted(|counts| counts.lingering);
        let rollout = &mut self.rollout;
        if deleted + created > 0 {
            rollout.steps.push(Step { at: self.now, deleted, created, unavailable, updated });
            rollout.waves += u64::from(deleted > 0);
        }
        rollout.max_unavailable = rollout.max_unavailable.max(unavailable);
        rollout.updated = updated;
        let finished = done == rollout.nodes && lingering == 0;
        if finished && rollout.finished_at.is_none() {
            rollout.finished_at = Some(self.now);
        }
    }

    fn end(mut self) -> Rollout {
        self.rollout.keep = self.counts.iter().map(|counts| counts.old).collect();
        if self.rollout.finished_at.is_none() {
            self.rollout.stuck = Some(Stuck {
                waiting: self.sum(|counts| counts.old),
                never_ready: self.sum(|counts| counts.waiting + counts.surging),
                never_gone: self.sum(|counts| counts.going + counts.done.min(counts.lingering)),
            });
        }
        self.rollout
    }
}

fn is_not_ready(group: &NodeGroup) -> bool {
    group.old == OldPod::NotReady
}

/// How many of a group's old pods have their turn: all that aren't available, whatever the limit.
fn take(group: &NodeGroup, old: u64, left: &mut u64) -> u64 {
    if is_not_ready(group) {
        return old;
    }
    let count = old.min(*left);
    *left -= count;
    count
}

#[cfg(test)]
#[path = "forecast_tests.rs"]
mod tests;
