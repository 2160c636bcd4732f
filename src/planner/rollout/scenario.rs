//! What a rollout starts from, and what it comes to.

use super::strategy::{Limits, Strategy};
use crate::kubernetes::int_or_string::PercentError;

/// A DaemonSet whose pod template has just changed, on a fleet of nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scenario {
    /// The update strategy.
    pub strategy: Strategy,
    /// `spec.minReadySeconds`.
    pub min_ready_seconds: u64,
    /// The nodes that the controller wants a pod on, and those that have one. Where it is free to
    /// choose, Kubernetes takes nodes in any order; here it is this one.
    pub groups: Vec<NodeGroup>,
    /// Seconds from a pod's creation until it is ready.
    pub ready_after: u64,
    /// Seconds from a pod's deletion until it is gone.
    pub gone_after: u64,
    /// Moments, in seconds, at which someone deletes one old pod, the first that is left. They
    /// count under `OnDelete` alone.
    pub delete_by_hand_at: Vec<u64>,
}

impl Scenario {
    /// How many nodes the controller wants a pod on.
    #[must_use]
    pub fn nodes(&self) -> u64 {
        self.groups.iter().filter(|group| group.wanted).map(|group| group.count).sum()
    }

    /// How many nodes get a pod of the new revision in the place of an old one, and of how many that
    /// have one.
    #[must_use]
    pub fn replaced(&self, rollout: &Rollout) -> (u64, u64) {
        let groups = self.groups.iter().zip(&rollout.keep);
        let old = groups.filter(|(group, _)| group.wanted && group.old.is_outdated());
        old.fold((0, 0), |(done, all), (group, keep)| {
            let new = if group.becomes_ready { group.count.saturating_sub(*keep) } else { 0 };
            (done + new, all + group.count)
        })
    }

    /// Whether new pods come beside old ones.
    #[must_use]
    pub fn surges(&self) -> bool {
        self.limits().is_ok_and(|limits| limits.max_surge > 0)
    }

    /// What the strategy comes to on these nodes.
    ///
    /// # Errors
    /// If it has a string that is no percentage: then the controller replaces nothing.
    pub fn limits(&self) -> Result<Limits, PercentError> {
        self.strategy.limits(i64::try_from(self.nodes()).unwrap_or(i64::MAX))
    }
}

/// Nodes that behave alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeGroup {
    /// How many there are.
    pub count: u64,
    /// The pods that the update finds.
    pub old: OldPod,
    /// How many pods each has beside these that go at once: a node keeps one of a revision.
    pub surplus: u64,
    /// Whether a pod of the new revision becomes ready here.
    pub becomes_ready: bool,
    /// Whether a deleted pod goes: the kubelet must answer, or the pod never had a node.
    pub lets_go: bool,
    /// Whether the controller wants a pod here. A pod of the old revision that stands where none is
    /// wanted any more takes its turn like the others, and none follows it.
    pub wanted: bool,
    /// Whether the controller leaves a pod that stands here; else it goes before any update.
    pub stays: bool,
    /// Whether a new pod puts its predecessor out (preemption), where both don't fit.
    pub preempts: bool,
}

/// The pods of a node when an update begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OldPod {
    /// One of the old revision runs and is available.
    Available,
    /// One of the old revision is there, but not ready.
    NotReady,
    /// There is none.
    Missing,
    /// There is none but one that is being deleted.
    Going,
    /// One of the new revision runs and is available.
    Updated,
    /// One of the new revision is there and not available yet.
    Updating,
    /// One of the new revision is there and not available yet, beside an available old one: the
    /// middle of a surge.
    Surging,
}

impl OldPod {
    /// Whether there is one that an update replaces, or takes away.
    #[must_use]
    pub const fn is_outdated(self) -> bool {
        matches!(self, Self::Available | Self::NotReady | Self::Surging)
    }

    /// How many pods that is.
    #[must_use]
    pub const fn pods(self) -> u64 {
        match self {
            Self::Missing => 0,
            Self::Surging => 2,
            _ => 1,
        }
    }
}

impl NodeGroup {
    /// Nodes where all goes well.
    #[must_use]
    pub const fn healthy(count: u64) -> Self {
        Self {
            count,
            old: OldPod::Available,
            surplus: 0,
            becomes_ready: true,
            lets_go: true,
            wanted: true,
            stays: true,
            preempts: false,
        }
    }

    /// Nodes whose old pod is not ready, while the new one will be.
    #[must_use]
    pub const fn old_not_ready(count: u64) -> Self {
        Self { old: OldPod::NotReady, ..Self::healthy(count) }
    }

    /// Nodes that are not ready: their pods aren't either, and a deleted one stays until the node
    /// answers again.
    #[must_use]
    pub const fn node_not_ready(count: u64) -> Self {
        Self { becomes_ready: false, lets_go: false, ..Self::old_not_ready(count) }
    }

    /// Nodes where the scheduler finds no place: the old pod waits, and so will the new one.
    #[must_use]
    pub const fn unschedulable(count: u64) -> Self {
        Self { becomes_ready: false, ..Self::old_not_ready(count) }
    }

    /// Nodes whose old pod still runs although none is wanted there any more.
    #[must_use]
    pub const fn left_over(count: u64) -> Self {
        Self { wanted: false, ..Self::healthy(count) }
    }

    /// The same where the node is not ready.
    #[must_use]
    pub const fn left_over_not_ready(count: u64) -> Self {
        Self { wanted: false, ..Self::node_not_ready(count) }
    }

    /// Nodes whose old pod runs while the new one will never be ready.
    #[must_use]
    pub const fn never_ready(count: u64) -> Self {
        Self { becomes_ready: false, ..Self::healthy(count) }
    }
}

/// How a rollout goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rollout {
    /// How many nodes the controller wants a pod on.
    pub nodes: u64,
    /// What the strategy comes to on them.
    pub limits: Limits,
    /// The moments at which the controller deletes or creates pods, in their order.
    pub steps: Vec<Step>,
    /// How many of them delete pods.
    pub waves: u64,
    /// When every node where a pod is wanted has an available one of the new revision and no old one
    /// is left there, in seconds; none if that never happens. That pods elsewhere still go is no
    /// matter, as to `kubectl rollout status`.
    pub finished_at: Option<u64>,
    /// The most nodes at any time that want an available pod and have none.
    pub max_unavailable: u64,
    /// The most pods at any time, those that are being deleted included.
    pub max_pods: u64,
    /// How many nodes have a pod of the new revision in the end.
    pub updated: u64,
    /// How many nodes of each group keep an old pod in the end, and have no new one.
    pub keep: Vec<u64>,
    /// Why it doesn't finish, if it doesn't.
    pub stuck: Option<Stuck>,
}

/// What the controller does at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// When, in seconds.
    pub at: u64,
    /// How many pods it deletes.
    pub deleted: u64,
    /// How many pods it creates.
    pub created: u64,
    /// How many nodes are without an available pod afterwards.
    pub unavailable: u64,
    /// How many nodes have a pod of the new revision afterwards.
    pub updated: u64,
}

/// Why a rollout does not finish: how many nodes wait for what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stuck {
    /// Nodes whose old pod is there to stay: nobody deletes it (`OnDelete`), or those below use up
    /// what may be unavailable or surge.
    pub waiting: u64,
    /// Nodes whose new pod never becomes ready.
    pub never_ready: u64,
    /// Nodes whose deleted pod never goes, and where nothing else is missing.
    pub never_gone: u64,
}
