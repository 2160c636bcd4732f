//! Letting pods that wait find their places, until nothing changes any more.

use hashbrown::HashMap;

use super::preempt::{Budget, make_room};
use super::world::{Who, World};
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

/// Pods on their way to their nodes.
#[derive(Clone)]
pub(super) struct Settling<'r, 'a> {
    /// The nodes.
    pub world: World<'r, 'a>,
    /// The pods that there are, in the order in which the scheduler takes them.
    queue: Vec<Wanted>,
    /// Whether each has its place.
    bound: HashMap<Wanted, bool>,
    budgets: Vec<Budget<'a>>,
    /// Pods that run and stand for those of DaemonSets that adopted them.
    pub adopted: HashMap<PodIx, Wanted>,
    /// The pods that went for others.
    pub victims: Vec<Victim>,
}

impl<'r, 'a> Settling<'r, 'a> {
    /// Nothing waits yet.
    pub(super) fn new(world: World<'r, 'a>, budgets: Vec<Budget<'a>>) -> Self {
        Self {
            world,
            queue: Vec::new(),
            bound: HashMap::new(),
            budgets,
            adopted: HashMap::new(),
            victims: Vec::new(),
        }
    }

    /// Whether a pod has its place.
    pub(super) fn is_bound(&self, wanted: Wanted) -> bool {
        self.bound.get(&wanted) == Some(&true)
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
            self.bound.entry(wanted).or_insert(false);
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
                again |= !self.is_bound(wanted) && self.schedule(wanted);
            }
            if !again {
                return;
            }
        }
    }

    fn bind(&mut self, wanted: Wanted) {
        self.world.put(wanted.site, Who::Daemon(wanted.daemon_set));
        self.bound.insert(wanted, true);
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
            return false;
        }
        for victim in victims {
            match victim {
                // The controller makes another one, which waits.
                Who::Daemon(daemon_set) => {
                    self.bound.insert(Wanted { daemon_set, site }, false);
                }
                Who::Running(pod) => {
                    self.victims.push(Victim { pod, for_pod: wanted });
                    if let Some(next) = self.adopted.get(&pod).copied() {
                        self.bound.insert(next, false);
                        self.queue.push(next);
                    }
                }
            }
        }
        self.bind(wanted);
        true
    }
}
