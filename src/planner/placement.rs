//! Where each DaemonSet's pods go on an inventory.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::ix::{DaemonSetIx, RoomClassIx, VerdictIx};
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
    /// Why the namespace's quotas take no pod more than one for each node; none where they do.
    pub no_room_in_quota: Option<Refusal>,
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
    /// The verdict of each class from before the pods met others.
    pub(super) alone_by_class: IxVec<RoomClassIx, VerdictIx>,
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

/// How a pod ended up that met others.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    /// Whether it has its place.
    pub bound: bool,
    /// Whether others went for it.
    pub preempts: bool,
    /// Whether that hangs on who came first.
    pub chance: bool,
    /// What keeps it off, where it has no place.
    pub blockers: Vec<Reason>,
}

/// How pods ended up on nodes that are alike.
#[derive(Debug)]
pub(super) struct Alike {
    /// The nodes, of one class.
    pub nodes: Vec<NodeIx>,
    /// The end of each DaemonSet's pod that met others there.
    pub settled: HashMap<DaemonSetIx, Settled>,
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

    /// The class of a node: those of one class have the same verdict, but for
    /// [`Self::own_verdicts`].
    #[must_use]
    pub(super) fn class(&self, node: NodeIx) -> RoomClassIx {
        self.of_node[node]
    }

    /// The verdicts of nodes that are not those of their classes.
    pub(super) fn own_verdicts(&self) -> impl Iterator<Item = (NodeIx, VerdictIx)> {
        self.by_node.iter().map(|(node, verdict)| (*node, *verdict))
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
        let own = self.alone.get(&node).or_else(|| self.by_node.get(&node));
        &self.verdicts[*own.unwrap_or(&self.alone_by_class[self.of_node[node]])]
    }

    /// The verdict of a node that a pool would start, empty as it is: the best where it depends on
    /// labels that are not known beforehand ([`NewNode::conditions`]).
    #[must_use]
    pub fn pool_verdict(&self, pool: PoolIx) -> &Verdict {
        &self.verdicts[self.pool_verdict_ix(pool)]
    }

    /// The place in [`Self::verdicts`] of that verdict.
    #[must_use]
    pub fn pool_verdict_ix(&self, pool: PoolIx) -> VerdictIx {
        let own = self.by_pool.get(&pool).copied();
        own.unwrap_or_else(|| self.by_class[self.of_pool[pool]])
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

    /// On how many nodes it is not known whether the controller wants a pod.
    #[must_use]
    pub fn open(&self) -> usize {
        self.count(Verdict::is_open)
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

    /// Marks that it is chance whether a node gets a pod.
    pub(super) fn mark_chance(&mut self, node: NodeIx) {
        let base = self.verdict_ix(node);
        let new = Verdict { chance: true, ..self.verdicts[base].clone() };
        let known = self.verdicts.iter().rposition(|verdict| *verdict == new);
        let id = known.map_or_else(|| self.verdicts.push(new), VerdictIx::new);
        self.alone.entry(node).or_insert(base);
        self.by_node.insert(node, id);
    }

    /// Writes how a pod ended up that met others on a node.
    pub(super) fn settle(&mut self, node: NodeIx, settled: Settled) {
        let base = self.verdict_ix(node);
        let id = self.settled(base, settled);
        if id != base {
            self.by_node.insert(node, id);
            self.alone.insert(node, base);
        }
    }

    /// Writes how a pod ended up on all nodes of a new class, which were of another one before.
    pub(super) fn settle_class(
        &mut self,
        before: RoomClassIx,
        nodes: &[NodeIx],
        settled: Option<Settled>,
    ) {
        let base = self.by_class[before];
        // The verdicts that are a node's own go before its class's.
        if let Some(settled) = settled.as_ref().filter(|_| !self.by_node.is_empty()) {
            for &node in nodes {
                if self.by_node.contains_key(&node) && self.verdict(node).should_run {
                    self.settle(node, settled.clone());
                }
            }
        }
        let wanted = settled.filter(|_| self.verdicts[base].should_run);
        let id = wanted.map_or(base, |settled| self.settled(base, settled));
        self.by_class.push(id);
        self.alone_by_class.push(self.alone_by_class[before]);
    }

    /// The verdict that comes of another when pods have met.
    fn settled(&mut self, base: VerdictIx, settled: Settled) -> VerdictIx {
        let Settled { bound, preempts, chance, blockers } = settled;
        let old = &self.verdicts[base];
        let new = Verdict { schedulable: Some(bound), preempts, chance, blockers, ..old.clone() };
        if new == *old {
            return base;
        }
        // There are few kinds, and the last ones are met again first.
        let known = self.verdicts.iter().rposition(|verdict| *verdict == new);
        known.map_or_else(|| self.verdicts.push(new), VerdictIx::new)
    }

    /// How many nodes have a verdict of that kind.
    #[must_use]
    pub fn count(&self, is: impl Fn(&Verdict) -> bool) -> usize {
        let is: IxVec<VerdictIx, bool> = self.verdicts.iter().map(is).collect();
        self.nodes().filter(|&node| is[self.verdict_ix(node)]).count()
    }
}
