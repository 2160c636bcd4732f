//! Where each DaemonSet's pods go on an inventory.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::new_node::NewNode;
use super::verdict::Verdict;
use crate::kubernetes::pod_admission::Change;

/// Where one DaemonSet's pods go. The nodes are those of the inventory, by their place; the nodes
/// of one class share a verdict, so the size grows with classes and not with nodes.
#[derive(Clone, Debug)]
pub struct Placement {
    /// `metadata.namespace`; `default` where none is written.
    pub namespace: String,
    /// `metadata.name`.
    pub name: String,
    /// The verdicts that occur, each once.
    pub verdicts: Vec<Verdict>,
    /// What changes the pod on its way to its node.
    pub changes: Vec<Change>,
    /// The pod's priority.
    pub priority: i32,
    /// The class of each node, those of the pools' templates behind them.
    pub(super) classes: Arc<[u32]>,
    /// How many of `classes` are nodes.
    pub(super) node_count: usize,
    /// The verdict of each class.
    pub(super) by_class: Vec<u32>,
    /// The verdicts of nodes whose own differs from their class's, since it depends on what runs
    /// elsewhere (pod affinity, topology spread).
    pub(super) by_node: BTreeMap<u32, u32>,
    /// What is to be said of new nodes, pool by pool.
    pub(super) new_nodes: Vec<NewNode>,
}

impl Placement {
    /// How many nodes there are.
    #[must_use]
    pub const fn nodes(&self) -> usize {
        self.node_count
    }

    /// The place in [`Self::verdicts`] of a node's verdict; none beyond the last node.
    #[must_use]
    pub fn verdict_id(&self, node: usize) -> Option<usize> {
        self.id_at(node).filter(|_| node < self.node_count)
    }

    fn id_at(&self, node: usize) -> Option<usize> {
        let class = *self.classes.get(node)?;
        let own = u32::try_from(node).ok().and_then(|node| self.by_node.get(&node));
        own.or_else(|| self.by_class.get(class as usize)).map(|&id| id as usize)
    }

    /// A node's verdict; none beyond the last node.
    #[must_use]
    pub fn verdict(&self, node: usize) -> Option<&Verdict> {
        self.verdicts.get(self.verdict_id(node)?)
    }

    /// The verdict of a node that a pool would start, empty as it is: the best where it depends on
    /// labels that are not known beforehand ([`NewNode::conditions`]). None beyond the last pool of
    /// the inventory.
    #[must_use]
    pub fn pool_verdict(&self, pool: usize) -> Option<&Verdict> {
        self.verdicts.get(self.id_at(self.node_count.checked_add(pool)?)?)
    }

    /// What is to be said of a pool's new node beside its verdict.
    #[must_use]
    pub fn new_node(&self, pool: usize) -> Option<&NewNode> {
        self.new_nodes.get(pool)
    }

    /// The class of a node, or of a pool's template behind the last node.
    pub(super) fn class_of(&self, place: usize) -> Option<usize> {
        self.classes.get(place).map(|class| *class as usize)
    }

    /// Whether the controller wants a pod on nodes of a class, and nothing but room can keep it
    /// off.
    pub(super) fn class_is_wanted(&self, class: usize) -> bool {
        let verdict = self.by_class.get(class).and_then(|id| self.verdicts.get(*id as usize));
        verdict.is_some_and(|verdict| {
            verdict.should_run && verdict.blockers.iter().all(|r| r.plugin.is_about_room())
        })
    }

    /// How many nodes the controller wants a pod on (the status's `desiredNumberScheduled`).
    #[must_use]
    pub fn desired(&self) -> usize {
        self.count(|verdict| verdict.should_run)
    }

    /// How many nodes get a pod: wanted and schedulable.
    #[must_use]
    pub fn running(&self) -> usize {
        self.count(Verdict::runs)
    }

    /// How many nodes have a verdict of that kind.
    #[must_use]
    pub fn count(&self, is: impl Fn(&Verdict) -> bool) -> usize {
        let is: Vec<bool> = self.verdicts.iter().map(is).collect();
        let ids = (0..self.nodes()).filter_map(|node| self.verdict_id(node));
        ids.filter(|&id| is.get(id).copied().unwrap_or_default()).count()
    }
}
