//! Letting pods that wait find their places, until nothing changes any more.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::preempt::{Budget, make_room};
use super::world::{Who, World};
use crate::inventory::ix::Ix;
use crate::planner::ix::{DaemonSetIx, PodIx, SiteIx};

/// A pod of a DaemonSet for a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    /// The DaemonSet.
    pub daemon_set: DaemonSetIx,
    /// The node.
    pub site: SiteIx,
}

/// A pod that runs and goes for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Victim {
    /// The pod that goes.
    pub pod: PodIx,
    /// The pod for which it goes.
    pub for_pod: Wanted,
}

/// How far a pod has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    /// It has not been asked for yet.
    New,
    /// It was refused when its node had been left by so many pods.
    Refused(u32),
    /// It has its place.
    Bound,
}

/// Pods on their way to their nodes.
#[derive(Clone)]
pub(super) struct Settling<'r, 'a> {
    /// The nodes.
    pub world: World<'r, 'a>,
    /// The pods that there are, in the order in which the scheduler takes them.
    queue: Vec<Wanted>,
    /// How far they have come: for each node, those of each DaemonSet that takes part.
    progress: Vec<Progress>,
    /// The DaemonSets that take part, sorted.
    who: Arc<[DaemonSetIx]>,
    budgets: Vec<Budget<'a>>,
    /// Pods that run and stand for those of DaemonSets that adopted them.
    pub adopted: HashMap<PodIx, Wanted>,
    /// The pods that went for others.
    pub victims: Vec<Victim>,
}

impl<'r, 'a> Settling<'r, 'a> {
    /// Nothing waits yet.
    pub(super) fn new(
        world: World<'r, 'a>,
        budgets: Vec<Budget<'a>>,
        who: impl IntoIterator<Item = DaemonSetIx>,
    ) -> Self {
        let who: BTreeSet<DaemonSetIx> = who.into_iter().collect();
        Self {
            progress: vec![Progress::New; world.sites.len() * who.len()],
            who: who.into_iter().collect(),
            world,
            queue: Vec::new(),
            budgets,
            adopted: HashMap::new(),
            victims: Vec::new(),
        }
    }

    /// Whether a pod has its place.
    pub(super) fn is_bound(&self, wanted: Wanted) -> bool {
        self.progress(wanted) == Progress::Bound
    }

    /// Gives places to pods whose predecessors have them, as far as they fit there.
    pub(super) fn succeed(&mut self, pods: impl IntoIterator<Item = Wanted>) {
        for wanted in pods {
            if self.world.fits(wanted.daemon_set, wanted.site) {
                self.bind(wanted);
            }
        }
    }

    /// Adds pods, and lets all that wait find their places: those of higher priority first, of
    /// equal priority those that came first.
    pub(super) fn add(&mut self, pods: impl IntoIterator<Item = Wanted>) {
        for wanted in pods {
            self.queue.push(wanted);
        }
        let rules = self.world.rules;
        self.queue.sort_by_key(|pod| std::cmp::Reverse(rules.pods[pod.daemon_set].priority));
        self.settle();
    }

    fn settle(&mut self) {
        loop {
            let mut again = false;
            for place in 0..self.queue.len() {
                let wanted = self.queue[place];
                again |= self.may_be_of_use(wanted) && self.schedule(wanted);
            }
            if !again {
                return;
            }
        }
    }

    fn place(&self, wanted: Wanted) -> Option<usize> {
        let place = self.who.binary_search(&wanted.daemon_set).ok()?;
        Some(wanted.site.index() * self.who.len() + place)
    }

    fn progress(&self, wanted: Wanted) -> Progress {
        let progress = self.place(wanted).and_then(|place| self.progress.get(place));
        progress.copied().unwrap_or(Progress::New)
    }

    fn note(&mut self, wanted: Wanted, progress: Progress) {
        let place = self.place(wanted);
        if let Some(at) = place.and_then(|place| self.progress.get_mut(place)) {
            *at = progress;
        }
    }

    /// Whether to ask for a pod: not where it was refused, and no pod has left its node since. What
    /// comes makes less room, and pods of lower priority are none in the way. Where pods look for
    /// others, more may have changed.
    fn may_be_of_use(&self, wanted: Wanted) -> bool {
        match self.progress(wanted) {
            Progress::Bound => false,
            Progress::Refused(left) => {
                !self.world.rules.counters.is_empty() || left != self.world.sites[wanted.site].left
            }
            Progress::New => true,
        }
    }

    fn bind(&mut self, wanted: Wanted) {
        self.world.put(wanted.site, Who::Daemon(wanted.daemon_set));
        self.note(wanted, Progress::Bound);
    }

    /// Gives a pod its place, if need be over others of lower priority, and says whether those that
    /// were refused before may have theirs now: one more pod is of use only to who looks for it.
    fn schedule(&mut self, wanted: Wanted) -> bool {
        let Wanted { daemon_set, site } = wanted;
        if self.world.fits(daemon_set, site) {
            self.bind(wanted);
            return !self.world.rules.counters.is_empty();
        }
        let victims = make_room(&mut self.world, daemon_set, site, &mut self.budgets);
        if victims.is_empty() {
            self.note(wanted, Progress::Refused(self.world.sites[site].left));
            return false;
        }
        for victim in victims {
            match victim {
                // The controller makes another one, which waits.
                Who::Daemon(daemon_set) => {
                    self.note(Wanted { daemon_set, site }, Progress::New);
                }
                Who::Running(pod) => {
                    self.victims.push(Victim { pod, for_pod: wanted });
                    if let Some(next) = self.adopted.get(&pod).copied() {
                        self.note(next, Progress::New);
                        self.queue.push(next);
                    }
                }
            }
        }
        self.bind(wanted);
        true
    }
}
