//! One sync of the controller: what it deletes, where it creates, which figures it reports.

use super::state::{NodeState, Phase, PodId, PodState, State, sort_by_preference};
use super::strategy::{Limits, Strategy};
use crate::kubernetes::int_or_string::PercentError;

/// What the controller goes by besides the state.
#[derive(Clone, Copy, Debug)]
pub struct Sync<'a> {
    /// The update strategy.
    pub strategy: &'a Strategy,
    /// `spec.minReadySeconds`.
    pub min_ready_seconds: i64,
    /// The time.
    pub now: i64,
}

/// What `manage` does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manage {
    /// The pods that it deletes.
    pub delete: Vec<PodId>,
    /// The nodes that it creates a pod for.
    pub create_on: Vec<usize>,
}

impl Manage {
    /// Whether it does nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.delete.is_empty() && self.create_on.is_empty()
    }
}

/// What `rollingUpdate` does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollingUpdate {
    /// The pods that it deletes.
    pub delete: Choice<PodId>,
    /// The nodes that it creates a pod for.
    pub create_on: Choice<usize>,
}

/// Some that are certain, and a number of others of which it doesn't matter which: Kubernetes
/// takes them in the order of a Go map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    /// Those that are certain.
    pub always: Vec<T>,
    /// How many of [`Self::of`]; fewer than there are, or none.
    pub any: usize,
    /// Those to choose from.
    pub of: Vec<T>,
}

impl<T> Choice<T> {
    fn new(mut always: Vec<T>, any: i64, mut of: Vec<T>) -> Self {
        let any = usize::try_from(any).unwrap_or(0);
        if any >= of.len() {
            always.append(&mut of);
        } else if any == 0 {
            of.clear();
        }
        Self { always, any: if of.is_empty() { 0 } else { any }, of }
    }

    fn none() -> Self {
        Self { always: Vec::new(), any: 0, of: Vec::new() }
    }

    /// What happens if the first ones are chosen.
    pub fn first(self) -> impl Iterator<Item = T> {
        self.always.into_iter().chain(self.of.into_iter().take(self.any))
    }
}

/// The figures of a DaemonSet's status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// Nodes that should run a pod.
    pub desired_number_scheduled: usize,
    /// Of these, nodes that have one.
    pub current_number_scheduled: usize,
    /// Nodes that have one and should not.
    pub number_misscheduled: usize,
    /// Nodes that should run a pod and have a ready one.
    pub number_ready: usize,
    /// Nodes that should run a pod and have one of the current revision.
    pub updated_number_scheduled: usize,
    /// Nodes that should run a pod and have an available one.
    pub number_available: usize,
    /// Nodes that should run a pod and have no available one.
    pub number_unavailable: usize,
}

impl Sync<'_> {
    fn available(&self, pod: &PodState) -> bool {
        pod.is_available(self.min_ready_seconds, self.now)
    }

    /// Puts right what is wrong on each node by itself (`manage`).
    #[must_use]
    pub fn manage(&self, state: &State) -> Manage {
        let mut done = Manage::default();
        for (place, node) in state.nodes.iter().enumerate() {
            let mut delete = |pod| done.delete.push(PodId { node: place, pod });
            if node.exists {
                if self.pods_should_be_on_node(node, &mut delete) {
                    done.create_on.push(place);
                }
            } else {
                // Nobody else deletes a pod that waits for a node that is gone.
                let unscheduled = node.daemon_pods().filter(|(_, pod)| !pod.scheduled);
                unscheduled.for_each(|(pod, _)| delete(pod));
            }
        }
        done
    }

    /// Whether the node needs a pod; those to delete are given to `delete`
    /// (`podsShouldBeOnNode`).
    fn pods_should_be_on_node(&self, node: &NodeState, delete: &mut impl FnMut(usize)) -> bool {
        if node.should_run && node.daemon_pods().next().is_none() {
            return true;
        }
        let live = node.daemon_pods().filter(|(_, pod)| !pod.terminating);
        if !node.should_continue_running {
            live.for_each(|(pod, _)| delete(pod));
            return false;
        }
        let mut running = Vec::new();
        let mut backs_off = false;
        for (place, pod) in live {
            match pod.phase {
                // Once one has been deleted, the node's backoff holds the others for a second.
                Phase::Failed if backs_off => {}
                Phase::Failed => {
                    backs_off = true;
                    delete(place);
                }
                Phase::Succeeded => delete(place),
                Phase::Pending | Phase::Running | Phase::Unknown => running.push((place, pod)),
            }
        }
        sort_by_preference(&mut running);
        if !self.strategy.allows_surge() {
            running.iter().skip(1).for_each(|(pod, _)| delete(*pod));
            return false;
        }
        self.prune_surge(&running, delete);
        running.is_empty() && node.should_run
    }

    /// With a surge, one pod of each revision may stay; the old one only while it is ready and the
    /// new one isn't available.
    fn prune_surge(&self, running: &[(usize, &PodState)], delete: &mut impl FnMut(usize)) {
        let oldest = |updated| running.iter().find(|(_, pod)| pod.updated == updated);
        let (new, old) = (oldest(true), oldest(false));
        for (place, pod) in running {
            let kept = if pod.updated { new } else { old };
            if kept.is_some_and(|(kept, _)| kept != place) {
                delete(*place);
            }
        }
        if let (Some((_, new)), Some((place, old))) = (new, old)
            && (old.ready_since.is_none() || self.available(new))
        {
            delete(*place);
        }
    }

    /// What the strategy comes to on the nodes that should run a pod.
    ///
    /// # Errors
    /// If the strategy has a string that is no percentage.
    pub fn limits(&self, state: &State) -> Result<Limits, PercentError> {
        self.strategy.limits(desired(state))
    }

    /// Replaces old pods within the limits (`rollingUpdate`). The controller asks for it where
    /// [`Self::manage`] has nothing to do, and not at all under `OnDelete`: then it does nothing.
    ///
    /// # Errors
    /// If the strategy has a string that is no percentage.
    pub fn rolling_update(&self, state: &State) -> Result<RollingUpdate, PercentError> {
        if *self.strategy == Strategy::OnDelete {
            return Ok(RollingUpdate { delete: Choice::none(), create_on: Choice::none() });
        }
        let limits = self.limits(state)?;
        Ok(if limits.max_surge == 0 {
            self.replace(state, limits.max_unavailable)
        } else {
            self.surge(state, limits.max_surge)
        })
    }

    /// Without a surge: old pods that aren't available are deleted, and as many others as may be
    /// missing.
    fn replace(&self, state: &State, max_unavailable: i64) -> RollingUpdate {
        let mut unavailable = 0;
        let mut delete = Vec::new();
        let mut candidates = Vec::new();
        for (place, node) in counted_nodes(state) {
            match PodsOfNode::of(node) {
                PodsOfNode::New(new) if self.available(new) => {}
                PodsOfNode::Old(pod, old) => {
                    let id = PodId { node: place, pod };
                    if self.available(old) {
                        candidates.push(id);
                    } else {
                        delete.push(id);
                        unavailable += 1;
                    }
                }
                _ => unavailable += 1,
            }
        }
        let delete = Choice::new(delete, max_unavailable - unavailable, candidates);
        RollingUpdate { delete, create_on: Choice::none() }
    }

    /// With a surge: new pods are created beside old ones, and old ones deleted once the new ones
    /// are available.
    fn surge(&self, state: &State, max_surge: i64) -> RollingUpdate {
        let mut surging = 0;
        let mut available = 0;
        let mut delete = Vec::new();
        let mut retire = Vec::new();
        let mut create = Vec::new();
        let mut candidates = Vec::new();
        for (place, node) in counted_nodes(state) {
            let pods = PodsOfNode::of(node);
            if let PodsOfNode::Old(_, pod)
            | PodsOfNode::New(pod)
            | PodsOfNode::Both { old: (_, pod), .. } = pods
                && self.available(pod)
            {
                available += 1;
            }
            match pods {
                PodsOfNode::None | PodsOfNode::New(_) => {}
                PodsOfNode::TooMany => surging += 1,
                PodsOfNode::Both { new, .. } if !self.available(new) => surging += 1,
                PodsOfNode::Both { old: (pod, _), .. } => delete.push(PodId { node: place, pod }),
                // The controller gives up on finding out about a node that it can't find.
                PodsOfNode::Old(..) if !node.exists => {
                    return RollingUpdate { delete: Choice::none(), create_on: Choice::none() };
                }
                PodsOfNode::Old(pod, old) => {
                    let id = PodId { node: place, pod };
                    match (node.should_run, self.available(old)) {
                        (true, true) => candidates.push(place),
                        (true, false) => create.push(place),
                        (false, true) => retire.push(id),
                        (false, false) => delete.push(id),
                    }
                }
            }
        }
        // Where no pod should run any more, old ones stay until enough others are available.
        RollingUpdate {
            delete: Choice::new(delete, available - desired(state), retire),
            create_on: Choice::new(create, max_surge - surging, candidates),
        }
    }

    /// The figures that the controller reports (`updateDaemonSetStatus`).
    #[must_use]
    pub fn status(&self, state: &State) -> Status {
        let mut status = Status::default();
        for node in state.nodes.iter().filter(|node| node.exists) {
            let mut pods: Vec<_> = node.daemon_pods().collect();
            sort_by_preference(&mut pods);
            let first = pods.first().map(|(_, pod)| pod);
            if !node.should_run {
                status.number_misscheduled += usize::from(first.is_some());
                continue;
            }
            status.desired_number_scheduled += 1;
            let Some(pod) = first else { continue };
            status.current_number_scheduled += 1;
            status.number_ready += usize::from(pod.ready_since.is_some());
            status.number_available += usize::from(self.available(pod));
            status.updated_number_scheduled += usize::from(pod.updated);
        }
        status.number_unavailable = status.desired_number_scheduled - status.number_available;
        status
    }
}

/// How many nodes should run a pod.
fn desired(state: &State) -> i64 {
    let desired = state.nodes.iter().filter(|node| node.exists && node.should_run).count();
    i64::try_from(desired).unwrap_or(i64::MAX)
}

/// The nodes that an update counts: those with a pod, and those that should have one.
fn counted_nodes(state: &State) -> impl Iterator<Item = (usize, &NodeState)> {
    state
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.daemon_pods().next().is_some() || (node.exists && node.should_run))
}

/// The pods of a node that are not being deleted (`findUpdatedPodsOnNode`), with their places.
enum PodsOfNode<'a> {
    None,
    Old(usize, &'a PodState),
    New(&'a PodState),
    Both { old: (usize, &'a PodState), new: &'a PodState },
    TooMany,
}

impl<'a> PodsOfNode<'a> {
    fn of(node: &'a NodeState) -> Self {
        node.daemon_pods().filter(|(_, pod)| !pod.terminating).fold(
            Self::None,
            |found, (place, pod)| match (found, pod.updated) {
                (Self::None, true) => Self::New(pod),
                (Self::None, false) => Self::Old(place, pod),
                (Self::Old(old_place, old), true) => Self::Both { old: (old_place, old), new: pod },
                (Self::New(new), false) => Self::Both { old: (place, pod), new },
                _ => Self::TooMany,
            },
        )
    }
}

#[cfg(test)]
#[path = "sync_tests.rs"]
mod tests;
