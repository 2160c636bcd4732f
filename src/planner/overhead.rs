//! What the DaemonSets of a run take of the nodes, reckoned together.

use super::capacity::{
    Budget, Capacity, Collision, Excess, LedgerEntry, NodeCapacity, ScaleDown, Unsized,
};
use super::counted::Counted;
use super::fleet::Fleet;
use crate::inventory::NodeIx;
use crate::kubernetes::release::{Change, Release};

/// The utilisation below which the cluster autoscaler removes a node, unless told otherwise, in
/// percent.
pub(crate) const SCALE_DOWN_THRESHOLD: u64 = 50;

/// What the DaemonSets of a run take of the nodes.
#[derive(Clone, Debug)]
pub(crate) struct Overhead {
    /// Node by node.
    pub capacity: Capacity,
    /// By shapes of nodes: what they take of an empty one.
    pub ledger: Vec<LedgerEntry>,
    /// What they take of new nodes of which it is not known what they offer.
    pub unsized_pools: Vec<Unsized>,
    /// What provisioners count of it.
    pub counted: Vec<Counted>,
    /// Host ports that two of them want on one node.
    pub collisions: Vec<Collision>,
    /// Where they take more than they may.
    pub excess: Vec<Excess>,
    /// Up to which utilisation the cluster autoscaler removes a node.
    pub scale_down: ScaleDown,
}

/// Up to which utilisation the cluster autoscaler of a release removes a node.
#[must_use]
pub(crate) fn scale_down(threshold: u64, release: Release) -> ScaleDown {
    ScaleDown { threshold, at_threshold: release.has(Change::NodesAtThresholdAreRemoved) }
}

impl Overhead {
    /// Reckons what the DaemonSets of a plan take.
    #[must_use]
    pub(crate) fn new(fleet: &Fleet<'_>, budget: &Budget) -> Self {
        let capacity = fleet.capacity();
        let (ledger, collisions) = (fleet.ledger(), fleet.collisions());
        let unsized_pools = fleet.unsized_pools();
        let mut excess = budget.exceeded(&capacity, fleet.inventory);
        budget.add_new_nodes(&mut excess, (&ledger, &unsized_pools), fleet.inventory);
        let scale_down = scale_down(SCALE_DOWN_THRESHOLD, fleet.release);
        let counted = fleet.counted();
        Self { capacity, ledger, unsized_pools, counted, collisions, excess, scale_down }
    }

    /// The same for a cluster autoscaler with another threshold, in percent.
    #[must_use]
    pub(crate) fn with_threshold(self, threshold: u64) -> Self {
        Self { scale_down: ScaleDown { threshold, ..self.scale_down }, ..self }
    }

    /// On how many nodes not all that is wanted fits together.
    #[must_use]
    pub(crate) fn crowded(&self) -> usize {
        let crowded = |node: &NodeIx| !self.capacity.of(*node).without_room.is_empty();
        self.capacity.nodes().filter(crowded).count()
    }

    /// Nodes with equal figures, the tightest first.
    #[must_use]
    pub(crate) fn groups(&self) -> Vec<(&NodeCapacity, Vec<NodeIx>)> {
        let mut groups: Vec<(&NodeCapacity, Vec<NodeIx>)> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for node in self.capacity.tightest() {
            let capacity = self.capacity.of(node);
            // Nodes of one kind have their figures at one address; other kinds can have the same.
            let place = *places.entry(std::ptr::from_ref(capacity)).or_insert_with(|| {
                let as_tight = |(other, _): &&(&NodeCapacity, Vec<NodeIx>)| {
                    other.tightness() == capacity.tightness()
                };
                let mut alike = groups.iter().rev().take_while(as_tight);
                if let Some(back) = alike.position(|(other, _)| *other == capacity) {
                    return groups.len() - 1 - back;
                }
                groups.push((capacity, Vec::new()));
                groups.len() - 1
            });
            if let Some((_, nodes)) = groups.get_mut(place) {
                nodes.push(node);
            }
        }
        for (_, nodes) in &mut groups {
            nodes.sort_unstable();
        }
        groups
    }
}
