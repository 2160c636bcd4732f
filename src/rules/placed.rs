//! A DaemonSet of a run with its nodes.

use super::context::Context;
use super::subject::Subject;
use crate::inventory::ix::IxVec;
use crate::inventory::{Inventory, NodeIx};
use crate::kubernetes::release::Release;
use crate::planner::ix::VerdictIx;
use crate::planner::{Placement, Tally, Verdict};
use crate::words::names_of;

/// A DaemonSet with its nodes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'p> {
    /// The nodes.
    pub inventory: &'p Inventory,
    /// Where the DaemonSet's pods go.
    pub placement: &'p Placement,
    /// The Kubernetes that placed them.
    pub release: Release,
    tally: &'p Tally,
}

impl<'p> Placed<'p> {
    /// A DaemonSet of a run with an inventory.
    pub(super) fn of(cx: &'p Context<'_>, subject: &'p Subject<'_>) -> Option<Self> {
        let fleet = cx.fleet?;
        let (inventory, tally) = (fleet.inventory, &fleet.tally);
        let placement = fleet.placement(subject.position);
        Some(Self { inventory, placement, release: fleet.release, tally })
    }

    /// How many nodes have each of the placement's verdicts.
    pub(super) fn counts(&self) -> IxVec<VerdictIx, usize> {
        self.tally.counts(self.placement)
    }

    /// The verdicts that nodes have: those of pools' new nodes are left out.
    pub(super) fn verdicts(&self) -> Vec<&'p Verdict> {
        let counts = self.counts();
        let all = self.placement.verdicts.iter().zip(counts.iter());
        all.filter(|(_, nodes)| **nodes > 0).map(|(verdict, _)| verdict).collect()
    }

    /// How many nodes have a verdict of that kind.
    pub(super) fn count(&self, is: impl Fn(&Verdict) -> bool) -> usize {
        self.tally.count(self.placement, is)
    }

    /// The nodes that have a verdict of that kind.
    pub(super) fn nodes(&self, is: impl Fn(&Verdict) -> bool) -> Vec<NodeIx> {
        self.tally.nodes(self.placement, is)
    }

    /// The nodes in groups: `group_of` says for each of the placement's verdicts, by its place,
    /// which one it belongs to.
    pub(super) fn grouped(&self, group_of: &IxVec<VerdictIx, Option<usize>>) -> Vec<Vec<NodeIx>> {
        self.tally.grouped(self.placement, group_of)
    }

    /// The names of nodes in short: three before `and N more`.
    pub(super) fn names(&self, nodes: &[NodeIx]) -> String {
        names_of_nodes(self.inventory, nodes)
    }
}

/// The names of nodes in short. Of very many only the first are looked at.
pub(super) fn names_of_nodes(inventory: &Inventory, nodes: &[NodeIx]) -> String {
    const LOOKED_AT: usize = 200;
    let first = nodes.iter().take(LOOKED_AT).filter_map(|node| inventory.nodes.get(*node));
    let first: Vec<&str> = first.map(|node| &*node.name).collect();
    names_of(&first, nodes.len(), 60)
}
