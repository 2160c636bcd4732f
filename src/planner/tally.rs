//! The nodes of each class, listed once for all DaemonSets of a plan, so that asking a placement
//! costs as much as it has classes.

use super::ix::{RoomClassIx, VerdictIx};
use super::placement::Placement;
use super::plan::Plan;
use super::verdict::Verdict;
use crate::inventory::NodeIx;
use crate::inventory::ix::{Ix, IxVec};

/// The nodes of a plan by their class.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// The nodes, those of one class together and in the order of the inventory.
    nodes: Vec<NodeIx>,
    /// Where each class begins in `nodes`; one more than there are classes.
    starts: Vec<u32>,
}

impl Tally {
    /// Lists the nodes of a plan.
    #[must_use]
    pub fn new(plan: &Plan) -> Self {
        let Some(placement) = plan.placements.first() else { return Self::default() };
        let mut starts = vec![0_u32; plan.classes + 1];
        for class in placement.of_node.iter() {
            starts[class.index() + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut nodes = vec![NodeIx::new(0); placement.of_node.len()];
        for (node, class) in placement.of_node.numbered() {
            let at = &mut next[class.index()];
            nodes[*at as usize] = node;
            *at += 1;
        }
        Self { nodes, starts }
    }

    /// The nodes of a class.
    pub(super) fn of_class(&self, class: RoomClassIx) -> &[NodeIx] {
        let [start, end] = [class.index(), class.index() + 1].map(|at| self.starts[at] as usize);
        &self.nodes[start..end]
    }

    /// How many nodes have each of a placement's verdicts.
    #[must_use]
    pub fn counts(&self, placement: &Placement) -> IxVec<VerdictIx, usize> {
        let mut counts: IxVec<VerdictIx, usize> = vec![0; placement.verdicts.len()].into();
        for (class, id) in placement.by_class.numbered() {
            counts[*id] += self.of_class(class).len();
        }
        for (node, id) in &placement.by_node {
            counts[placement.by_class[placement.of_node[*node]]] -= 1;
            counts[*id] += 1;
        }
        counts
    }

    /// How many nodes have a verdict of that kind, as [`Placement::count`] without a look at each
    /// of them.
    #[must_use]
    pub fn count(&self, placement: &Placement, is: impl Fn(&Verdict) -> bool) -> usize {
        let counts = self.counts(placement);
        let of = placement.verdicts.iter().zip(&counts);
        of.filter(|(verdict, _)| is(verdict)).map(|(_, count)| count).sum()
    }

    /// The nodes that have a verdict of that kind, in the order of the inventory.
    #[must_use]
    pub fn nodes(&self, placement: &Placement, is: impl Fn(&Verdict) -> bool) -> Vec<NodeIx> {
        let group_of = placement.verdicts.iter().map(|verdict| is(verdict).then_some(0)).collect();
        self.grouped(placement, &group_of).pop().unwrap_or_default()
    }

    /// The nodes in groups, each in the order of the inventory: `group_of` says for each of the
    /// placement's verdicts which group it belongs to.
    #[must_use]
    pub fn grouped(
        &self,
        placement: &Placement,
        group_of: &IxVec<VerdictIx, Option<usize>>,
    ) -> Vec<Vec<NodeIx>> {
        let number = group_of.iter().flatten().max().map_or(0, |last| last + 1);
        let mut groups: Vec<Vec<NodeIx>> = vec![Vec::new(); number];
        for (class, id) in placement.by_class.numbered() {
            let Some(group) = group_of[*id] else { continue };
            let of_class = self.of_class(class).iter();
            let shared = of_class.filter(|node| !placement.by_node.contains_key(node));
            groups[group].extend(shared);
        }
        for (node, id) in &placement.by_node {
            if let Some(group) = group_of[*id] {
                groups[group].push(*node);
            }
        }
        groups.iter_mut().for_each(|nodes| nodes.sort_unstable());
        groups
    }
}
