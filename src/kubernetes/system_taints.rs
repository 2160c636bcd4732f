//! The taints that Kubernetes itself puts on nodes, and the others that come and go with a node's
//! state.
//!
//! Mirrors what `pkg/controller/nodelifecycle`, `pkg/kubelet` and `k8s.io/cloud-provider` set.

use k8s_openapi::api::core::v1::Taint;

use super::toleration::{
    DISK_PRESSURE, MEMORY_PRESSURE, NETWORK_UNAVAILABLE, NO_EXECUTE, NO_SCHEDULE, NOT_READY,
    PID_PRESSURE, UNREACHABLE, UNSCHEDULABLE,
};

/// The taint of a node that its cloud's controller has not seen to yet.
pub(crate) const UNINITIALIZED: &str = "node.cloudprovider.kubernetes.io/uninitialized";
/// The taint of a node that is shut down in its cloud.
pub(crate) const SHUTDOWN: &str = "node.cloudprovider.kubernetes.io/shutdown";

/// A taint that Kubernetes sets: always with this value, and with these effects alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SystemTaint {
    /// The key.
    pub key: &'static str,
    /// The value; empty for none.
    pub value: &'static str,
    /// The effects.
    pub effects: &'static [&'static str],
}

const ONLY_NEW: &[&str] = &[NO_SCHEDULE];

/// All of them.
pub(crate) const ALL: [SystemTaint; 9] = [
    SystemTaint { key: NOT_READY, value: "", effects: &[NO_SCHEDULE, NO_EXECUTE] },
    SystemTaint { key: UNREACHABLE, value: "", effects: &[NO_SCHEDULE, NO_EXECUTE] },
    SystemTaint { key: DISK_PRESSURE, value: "", effects: ONLY_NEW },
    SystemTaint { key: MEMORY_PRESSURE, value: "", effects: ONLY_NEW },
    SystemTaint { key: PID_PRESSURE, value: "", effects: ONLY_NEW },
    SystemTaint { key: UNSCHEDULABLE, value: "", effects: ONLY_NEW },
    SystemTaint { key: NETWORK_UNAVAILABLE, value: "", effects: ONLY_NEW },
    SystemTaint { key: UNINITIALIZED, value: "true", effects: ONLY_NEW },
    SystemTaint { key: SHUTDOWN, value: "", effects: ONLY_NEW },
];

/// Keys that earlier releases set and none of today's does, with what stands for them now.
pub(crate) const GONE: [(&str, Option<&str>); 3] = [
    ("node.kubernetes.io/out-of-disk", None),
    ("node.alpha.kubernetes.io/notReady", Some(NOT_READY)),
    ("node.alpha.kubernetes.io/unreachable", Some(UNREACHABLE)),
];

/// What autoscalers, provisioners and those who handle a node's end set beside them, to say in
/// which state it is. Nobody chooses them for a pool of nodes.
const OF_STATE: [(&str, End); 10] = [
    ("node.kubernetes.io/out-of-service", End::ByHand),
    ("node.cluster.x-k8s.io/uninitialized", End::WithState),
    ("ToBeDeletedByClusterAutoscaler", End::WithNode),
    ("DeletionCandidateOfClusterAutoscaler", End::WithNode),
    ("karpenter.sh/disrupted", End::WithNode),
    ("karpenter.sh/disruption", End::WithNode),
    ("karpenter.sh/unregistered", End::WithState),
    ("cloud.google.com/impending-node-termination", End::WithNode),
    ("NodeWithImpairedVolumes", End::WithState),
    ("node.gardener.cloud/critical-components-not-ready", End::WithState),
];
/// The same by how they begin or end: each project's own, or one for each event.
const OF_STATE_PREFIXES: [(&str, End); 5] = [
    ("aws-node-termination-handler/", End::WithNode),
    ("startup-taint.cluster-autoscaler.kubernetes.io/", End::WithState),
    ("ignore-taint.cluster-autoscaler.kubernetes.io/", End::WithState),
    ("status-taint.cluster-autoscaler.kubernetes.io/", End::WithState),
    ("readiness.k8s.io/", End::WithState),
];
/// How the taint ends that a node has until an agent runs there.
pub(crate) const AGENT_SUFFIX: &str = "/agent-not-ready";
const OF_STATE_SUFFIXES: [&str; 2] = [AGENT_SUFFIX, "/not-ready"];

/// When a taint of a node's state goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// When the node leaves that state.
    WithState,
    /// Never: the node goes.
    WithNode,
    /// When somebody takes it off.
    ByHand,
}

impl End {
    /// Of a taint that says in which state a node is, and not what it is for.
    #[must_use]
    pub(crate) fn of(taint: &Taint) -> Option<Self> {
        let key = taint.key.as_str();
        let whole = OF_STATE.iter().find(|(known, _)| *known == key);
        let begun = || OF_STATE_PREFIXES.iter().find(|(prefix, _)| key.starts_with(prefix));
        match whole.or_else(begun) {
            Some((_, end)) => Some(*end),
            None if key == SHUTDOWN => Some(Self::WithNode),
            None => {
                let ends = OF_STATE_SUFFIXES.iter().any(|suffix| key.ends_with(suffix));
                (ends || SystemTaint::of(key).is_some()).then_some(Self::WithState)
            }
        }
    }
}

/// Whether the cluster autoscaler takes a taint for one of a node's state, which the next node of its
/// group won't have (`utils/taints`, without flags): others of a state it takes for the group's.
#[must_use]
pub(crate) fn is_taken_off_templates(taint: &Taint) -> bool {
    const KEYS: [&str; 4] = [
        "ToBeDeletedByClusterAutoscaler",
        "DeletionCandidateOfClusterAutoscaler",
        "cloud.google.com/impending-node-termination",
        "NodeWithImpairedVolumes",
    ];
    let key = taint.key.as_str();
    let of_autoscaler = |prefix: &str| {
        key.strip_prefix(prefix)
            .is_some_and(|rest| rest.starts_with(".cluster-autoscaler.kubernetes.io/"))
    };
    SystemTaint::of(key).is_some()
        || KEYS.contains(&key)
        || ["startup-taint", "ignore-taint", "status-taint"].into_iter().any(of_autoscaler)
}

/// Whether a taint says in which state a node is, and not what it is for.
#[must_use]
pub(crate) fn is_of_state(taint: &Taint) -> bool {
    End::of(taint).is_some()
}

impl SystemTaint {
    /// The one of a key.
    #[must_use]
    pub(crate) fn of(key: &str) -> Option<&'static Self> {
        const TAINTS: &[SystemTaint] = &ALL;
        TAINTS.iter().find(|taint| taint.key == key)
    }

    /// As nodes carry it: once for each effect.
    pub(crate) fn taints(&self) -> impl Iterator<Item = Taint> + '_ {
        self.effects.iter().map(|effect| Taint {
            key: self.key.to_owned(),
            value: (!self.value.is_empty()).then(|| self.value.to_owned()),
            effect: (*effect).to_owned(),
            time_added: None,
        })
    }
}
