//! Two states of DaemonSets, of the nodes, or of both compared: which nodes gain a pod, lose it,
//! see it restarted.

mod compare;
pub(crate) mod fields;
mod renamed;
mod upgrade;

use std::collections::BTreeSet;

pub use compare::compare;
pub(crate) use fields::FieldChange;
pub use fields::field_changes;
pub(crate) use upgrade::upgrade;

use k8s_openapi::api::apps::v1::DaemonSet;

use super::ix::DaemonSetIx;
use super::reason::Reason;
use crate::inventory::NodeIx;
use crate::inventory::ix::IxVec;
use crate::kubernetes::field::FieldPath;
use crate::kubernetes::names::namespace_or_default;

/// A node in the two states, by its place in the inventory of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeOf {
    /// Its place before; none for a node that joins.
    pub old: Option<NodeIx>,
    /// Its place after; none for a node that leaves.
    pub new: Option<NodeIx>,
}

/// What a change does to the fleet.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// For each DaemonSet of either state: those of the new one in their order, then those that go.
    pub daemon_sets: Vec<DaemonSetChange>,
    /// Nodes that join, those that get pods of the same DaemonSets together.
    pub joining: Vec<Moving>,
    /// Nodes that leave, those that lose pods of the same DaemonSets together.
    pub leaving: Vec<Moving>,
}

/// What the new DaemonSets are to the old ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Updates {
    /// For each new DaemonSet the old one that it updates, if there is one.
    pub of: IxVec<DaemonSetIx, Option<DaemonSetIx>>,
    /// For each new DaemonSet whether the API server refuses it: then nothing happens.
    pub refused: IxVec<DaemonSetIx, bool>,
    /// The old DaemonSets whose name a new one has in another namespace: they are left behind.
    pub left: BTreeSet<DaemonSetIx>,
    /// The new DaemonSets whose old one can't be read, and the old ones whose new one can't: nothing
    /// is known of what becomes of them.
    pub unread: (BTreeSet<DaemonSetIx>, BTreeSet<DaemonSetIx>),
}

/// Nodes that come or go, and the DaemonSets whose pods come or go with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moving {
    /// The nodes.
    pub nodes: Vec<NodeOf>,
    /// The places of the DaemonSets in [`Changes::daemon_sets`].
    pub daemon_sets: Vec<usize>,
}

/// What a change does to one DaemonSet's pods.
#[derive(Clone, Debug, Default)]
pub struct DaemonSetChange {
    /// `metadata.namespace`; `default` where none is written.
    pub namespace: String,
    /// `metadata.name`.
    pub name: String,
    /// Its place in the old state; none for a DaemonSet that is new.
    pub old: Option<DaemonSetIx>,
    /// Its place in the new state; none for a DaemonSet that goes.
    pub new: Option<DaemonSetIx>,
    /// What changes in the pod template, which restarts pods.
    pub template: Vec<FieldChange>,
    /// What changes in the spec beside the template.
    pub beside: Vec<FieldChange>,
    /// What its pods ask of nodes and did not before, though nothing is written anew: another version
    /// of Kubernetes counts otherwise.
    pub asks: Vec<Asks>,
    /// The API server refuses it: the old pods run on as they are, and no new one comes.
    pub refused: bool,
    /// What it is held against can't be read: nothing is known of what becomes of its pods.
    pub unread: bool,
    /// It is left behind: its pods run on beside those of a new one in another namespace.
    pub left: bool,
    /// Its name alone changed: this one goes and another comes, or the other way round.
    pub renamed: Option<Renamed>,
    /// Pods are only replaced when they are deleted by hand.
    pub on_delete: bool,
    /// Nodes that get a pod and had none, with what kept it off before.
    pub gained: Vec<Group>,
    /// Nodes that lose their pod, with what keeps it off now.
    pub lost: Vec<Group>,
    /// Nodes whose pod goes and whose new pod then finds no room, with what it lacks.
    pub stuck: Vec<Group>,
    /// Nodes where a pod is newly wanted and finds no room, with what it lacks.
    pub pending: Vec<Group>,
    /// Nodes whose pod is replaced by one of the new template.
    pub restarted: Vec<NodeOf>,
    /// Nodes whose pod stays one of the old template until it is deleted by hand.
    pub outdated: Vec<NodeOf>,
    /// Nodes whose pod stays one of the old template, since the update gets stuck before it has
    /// replaced it.
    pub kept: Vec<NodeOf>,
    /// Nodes whose pod stays though no new one would come: a taint without `NoExecute`.
    pub left_running: Vec<NodeOf>,
    /// Nodes whose pod goes on as it is.
    pub untouched: Vec<NodeOf>,
    /// Nodes of which it is not known whether they have a pod, before or after.
    pub open: Vec<NodeOf>,
}

/// The other one of two that are the same under another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// Its name.
    pub other: String,
    /// The host ports that both want, with their protocols: while the old pod runs the new one waits.
    pub ports: Vec<(u16, String)>,
}

/// What pods ask of nodes under one version of Kubernetes and not, or not as much, under another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// An amount of a resource: thousandths for `cpu`, else bytes or units.
    Resource {
        /// The resource's name.
        name: String,
        /// What the pod asked for.
        before: i64,
        /// What it asks for now.
        after: i64,
    },
    /// A host port.
    HostPort {
        /// The port.
        port: u16,
        /// The protocol.
        protocol: String,
        /// Whether the scheduler keeps it free now; else it did.
        kept_free: bool,
    },
}

/// Nodes that change alike for the same reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The nodes.
    pub nodes: Vec<NodeOf>,
    /// Why: what kept the pod off before, or what keeps it off now.
    pub reasons: Vec<Reason>,
    /// The field that makes the difference: for nodes that are gained, one of the new DaemonSet.
    pub field: Option<FieldPath>,
    /// The node came, or is gone.
    pub moves: bool,
}

/// The namespace and the name of a DaemonSet.
fn key(daemon_set: &DaemonSet) -> (&str, &str) {
    let name = daemon_set.metadata.name.as_deref().unwrap_or_default();
    (namespace_or_default(daemon_set.metadata.namespace.as_deref()), name)
}

impl Changes {
    /// How many pods are lost, of all DaemonSets.
    #[must_use]
    pub fn lost(&self) -> usize {
        self.daemon_sets.iter().map(DaemonSetChange::lost).sum()
    }
}

impl DaemonSetChange {
    /// Whether it was there before and nothing happens to any pod.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        let stays = self.old.is_some() && self.new.is_some();
        stays
            && !self.refused
            && self.asks.is_empty()
            && self.gained.is_empty()
            && self.lost.is_empty()
            && self.stuck.is_empty()
            && self.pending.is_empty()
            && self.restarted.is_empty()
            && self.outdated.is_empty()
            && self.kept.is_empty()
            && self.left_running.is_empty()
    }

    /// How many nodes lose their pod: none comes, or the new one finds no room.
    #[must_use]
    pub fn lost(&self) -> usize {
        Self::count(&self.lost) + Self::count(&self.stuck)
    }

    /// How many nodes there are in groups.
    #[must_use]
    pub fn count(groups: &[Group]) -> usize {
        groups.iter().map(|group| group.nodes.len()).sum()
    }
}
