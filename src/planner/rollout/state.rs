//! What the controller sees: nodes and the DaemonSet's pods on them.

/// The nodes that the controller wants a pod on or that have one, with their pods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The nodes; named by their place.
    pub nodes: Vec<NodeState>,
}

/// A node and the DaemonSet's pods on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeState {
    /// The controller wants a pod here.
    pub should_run: bool,
    /// The controller leaves a pod that already runs here.
    pub should_continue_running: bool,
    /// False for a node that is gone while pods still name it.
    pub exists: bool,
    /// The pods, in the order of their names.
    pub pods: Vec<PodState>,
}

/// Where a pod is: the place of its node and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PodId {
    /// The place of the node.
    pub node: usize,
    /// The place among the node's pods.
    pub pod: usize,
}

/// `status.phase` of a pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not all containers have started.
    Pending,
    /// All containers have started.
    Running,
    /// All containers have ended well.
    Succeeded,
    /// All containers have ended, one at least badly.
    Failed,
    /// The node doesn't answer.
    Unknown,
}

/// A pod. Times are seconds of one clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PodState {
    /// Whether it is of the current revision.
    pub updated: bool,
    /// `status.phase`.
    pub phase: Phase,
    /// Since when the condition `Ready` is true; none if it isn't.
    pub ready_since: Option<i64>,
    /// Whether it has a deletion timestamp.
    pub terminating: bool,
    /// When it was created.
    pub created_at: i64,
    /// Whether it has a node (`spec.nodeName`), and not only one that it asks for.
    pub scheduled: bool,
}

impl PodState {
    /// Whether it has been ready for long enough (`IsPodAvailable`).
    #[must_use]
    pub fn is_available(&self, min_ready_seconds: i64, now: i64) -> bool {
        self.ready_since.is_some_and(|since| {
            min_ready_seconds == 0 || since.saturating_add(min_ready_seconds) <= now
        })
    }

    fn is_terminal(&self) -> bool {
        matches!(self.phase, Phase::Failed | Phase::Succeeded)
    }
}

impl NodeState {
    /// The pods that the controller looks at, with their places: those that have ended and are
    /// being deleted are nobody's business any more (`getNodesToDaemonPods`).
    pub fn daemon_pods(&self) -> impl Iterator<Item = (usize, &PodState)> {
        self.pods.iter().enumerate().filter(|(_, pod)| !(pod.is_terminal() && pod.terminating))
    }
}

/// Sorts pods as the controller prefers them: those with a node first, then the oldest
/// (`podByCreationTimestampAndPhase`).
pub(super) fn sort_by_preference(pods: &mut [(usize, &PodState)]) {
    pods.sort_by_key(|(place, pod)| (!pod.scheduled, pod.created_at, *place));
}
