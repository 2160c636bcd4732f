//! Where each DaemonSet's pods go on an inventory.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ix::{RoomClassIx, VerdictIx};
use super::new_node::NewNode;
use super::reason::Reason;
use super::verdict::Verdict;
use crate::inventory::ix::{Ix, IxVec};
use crate::inventory::{NodeIx, PoolIx};
use crate::kubernetes::pod_admission::{Change, Refusal};

/// Where one DaemonSet's pods go. The nodes are those of the inventory, by their place; the nodes
/// of one class share a verdict, so the size grows with classes and not with nodes.
#[derive(Clone, Debug)]
pub struct Placement {
    /// `metadata.namespace`; `default` where none is written.
    pub namespace: String,
    /// `metadata.name`.
    pub name: String,
    /// The verdicts that occur, each once.
    pub verdicts: IxVec<VerdictIx, Verdict>,
    /// What changes the pod on its way to its node.
    pub changes: Vec<Change>,
    /// Why the API server refuses the pods, all of them or so many as the verdicts say.
    pub refusal: Option<Refusal>,
    /// How many nodes get a pod at least and at most, where that hangs on who comes first.
    pub range: Option<(usize, usize)>,
    /// The pod's priority.
    pub priority: i32,
    /// The class of each node.
    pub(super) of_node: Arc<IxVec<NodeIx, RoomClassIx>>,
    /// The class of each pool's template.
    pub(super) of_pool: Arc<IxVec<PoolIx, RoomClassIx>>,
    /// The verdict of each class.
    pub(super) by_class: IxVec<RoomClassIx, VerdictIx>,
    /// The verdicts of nodes whose own differs from their class's, since it depends on what runs
    /// elsewhere (pod affinity, topology spread).
    pub(super) by_node: BTreeMap<NodeIx, VerdictIx>,
    /// The verdicts of nodes from before the pods met others, where that changed them.
    pub(super) alone: BTreeMap<NodeIx, VerdictIx>,
    /// The verdicts of new nodes whose own differs from their template's.
    pub(super) by_pool: BTreeMap<PoolIx, VerdictIx>,
    /// What is to be said of new nodes, pool by pool.
    pub(super) new_nodes: IxVec<PoolIx, NewNode>,
}

impl Placement {
    /// The nodes, in the order of the inventory.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = NodeIx> + ExactSizeIterator + use<> {
        self.of_node.places()
    }

    /// How many nodes there are.
    #[must_use]
    pub fn node_count(&self) -> usize {
        self.of_node.len()
    }

    /// The place in [`Self::verdicts`] of a node's verdict.
    #[must_use]
    pub fn verdict_ix(&self, node: NodeIx) -> VerdictIx {
        match self.by_node.get(&node) {
            Some(own) => *own,
            None => self.by_class[self.of_node[node]],
        }
    }

    /// A node's verdict.
    #[must_use]
    pub fn verdict(&self, node: NodeIx) -> &Verdict {
        &self.verdicts[self.verdict_ix(node)]
    }

    /// A node's verdict for the pod alone, beside what runs: nobody makes room for it, and no other
    /// pod of the run is there.
    #[must_use]
    pub fn verdict_alone(&self, node: NodeIx) -> &Verdict {
        match self.alone.get(&node) {
            Some(before) => &self.verdicts[*before],
            None => self.verdict(node),
        }
    }

    /// The verdict of a node that a pool would start, empty as it is: the best where it depends on
    /// labels that are not known beforehand ([`NewNode::conditions`]).
    #[must_use]
    pub fn pool_verdict(&self, pool: PoolIx) -> &Verdict {
        let own = self.by_pool.get(&pool).copied();
        &self.verdicts[own.unwrap_or_else(|| self.by_class[self.of_pool[pool]])]
    }

    /// What is to be said of a pool's new node beside its verdict.
    #[must_use]
    pub fn new_node(&self, pool: PoolIx) -> &NewNode {
        &self.new_nodes[pool]
    }

    /// Whether the controller wants a pod on nodes of a class, and nothing but room can keep it
    /// off.
    pub(super) fn class_is_wanted(&self, class: RoomClassIx) -> bool {
        let verdict = &self.verdicts[self.by_class[class]];
        verdict.should_run
            && !verdict.is_refused()
            && !verdict.on_virtual_node
            && verdict.blockers.iter().all(|r| r.plugin.is_about_room())
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

    /// Lets the API server take no pods but so many; which ones is chance, and the first of the
    /// inventory stand for them.
    pub(super) fn let_in(&mut self, pods: usize, refusal: Refusal) {
        self.refusal = Some(refusal);
        let wanted: Vec<NodeIx> =
            self.nodes().filter(|node| self.verdict(*node).should_run).collect();
        let mut known: BTreeMap<VerdictIx, VerdictIx> = BTreeMap::new();
        for node in wanted.into_iter().skip(pods) {
            let base = self.verdict_ix(node);
            let verdicts = &mut self.verdicts;
            let refused = *known.entry(base).or_insert_with(|| {
                verdicts.push(Verdict { admitted: Some(false), ..verdicts[base].clone() })
            });
            self.by_node.insert(node, refused);
        }
    }

    /// Writes how a pod ended up that met others.
    pub(super) fn settle(
        &mut self,
        node: NodeIx,
        bound: bool,
        preempts: bool,
        chance: bool,
        reasons: Vec<Reason>,
    ) {
        let base = self.verdict_ix(node);
        let old = &self.verdicts[base];
        let blockers = if bound { Vec::new() } else { reasons };
        let schedulable = Some(bound);
        let new = Verdict { schedulable, preempts, chance, blockers, ..old.clone() };
        if new == *old {
            return;
        }
        // There are few kinds, and the last ones are met again first.
        let known = self.verdicts.iter().rposition(|verdict| *verdict == new);
        let id = known.map_or_else(|| self.verdicts.push(new), VerdictIx::new);
        self.by_node.insert(node, id);
        self.alone.insert(node, base);
    }

    /// How many nodes have a verdict of that kind.
    #[must_use]
    pub fn count(&self, is: impl Fn(&Verdict) -> bool) -> usize {
        let is: IxVec<VerdictIx, bool> = self.verdicts.iter().map(is).collect();
        self.nodes().filter(|&node| is[self.verdict_ix(node)]).count()
    }
}
