//! The nodes of each class, listed once for all DaemonSets of a plan, so that asking a placement
//! costs as much as it has classes.

use super::placement::Placement;
use super::plan::Plan;
use super::verdict::Verdict;

/// The nodes of a plan by their class.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// The nodes, those of one class together and in the order of the inventory.
    nodes: Vec<u32>,
    /// Where each class begins in `nodes`; one more than there are classes.
    starts: Vec<u32>,
}

impl Tally {
    /// Lists the nodes of a plan.
    #[must_use]
    pub fn new(plan: &Plan) -> Self {
        let mut starts = vec![0_u32; plan.classes + 1];
        let Some(placement) = plan.placements.first() else { return Self::default() };
        let classes = || (0..placement.nodes()).filter_map(|node| placement.class_of(node));
        for class in classes() {
            if let Some(count) = starts.get_mut(class + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut nodes = vec![0; placement.nodes()];
        for (class, node) in classes().zip(0_u32..) {
            let Some(at) = next.get_mut(class) else { continue };
            if let Some(place) = nodes.get_mut(*at as usize) {
                *place = node;
            }
            *at += 1;
        }
        Self { nodes, starts }
    }

    /// The nodes of a class.
    pub(super) fn of_class(&self, class: usize) -> &[u32] {
        let start = self.starts.get(class).copied().unwrap_or_default() as usize;
        let end = self.starts.get(class + 1).map_or(start, |end| *end as usize);
        self.nodes.get(start..end).unwrap_or_default()
    }

    /// How many nodes have each of a placement's verdicts.
    #[must_use]
    pub fn counts(&self, placement: &Placement) -> Vec<usize> {
        let mut counts = vec![0; placement.verdicts.len()];
        let mut add = |id: Option<&u32>, number: isize| {
            if let Some(count) = id.and_then(|id| counts.get_mut(*id as usize)) {
                *count = usize::saturating_add_signed(*count, number);
            }
        };
        for (class, id) in placement.by_class.iter().enumerate() {
            add(Some(id), self.of_class(class).len() as isize);
        }
        for (node, id) in &placement.by_node {
            let class = placement.class_of(*node as usize);
            add(class.and_then(|class| placement.by_class.get(class)), -1);
            add(Some(id), 1);
        }
        counts
    }

    /// How many nodes have a verdict of that kind, as [`Placement::count`] without a look at each
    /// of them.
    #[must_use]
    pub fn count(&self, placement: &Placement, is: impl Fn(&Verdict) -> bool) -> usize {
        let counts = self.counts(placement);
        let of = placement.verdicts.iter().zip(counts);
        of.filter(|(verdict, _)| is(verdict)).map(|(_, count)| count).sum()
    }

    /// The nodes that have a verdict of that kind, in the order of the inventory.
    #[must_use]
    pub fn nodes(&self, placement: &Placement, is: impl Fn(&Verdict) -> bool) -> Vec<usize> {
        let group_of: Vec<Option<usize>> =
            placement.verdicts.iter().map(|verdict| is(verdict).then_some(0)).collect();
        self.grouped(placement, &group_of).pop().unwrap_or_default()
    }

    /// The nodes in groups, each in the order of the inventory: `group_of` says for each of the
    /// placement's verdicts, by its place, which group it belongs to.
    #[must_use]
    pub fn grouped(&self, placement: &Placement, group_of: &[Option<usize>]) -> Vec<Vec<usize>> {
        let number = group_of.iter().flatten().max().map_or(0, |last| last + 1);
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); number];
        let group = |id: &u32| group_of.get(*id as usize).copied().flatten();
        for (class, id) in placement.by_class.iter().enumerate() {
            let Some(nodes) = group(id).and_then(|group| groups.get_mut(group)) else { continue };
            let of_class = self.of_class(class).iter();
            let shared = of_class.filter(|node| !placement.by_node.contains_key(node));
            nodes.extend(shared.map(|node| *node as usize));
        }
        for (node, id) in &placement.by_node {
            if let Some(nodes) = group(id).and_then(|group| groups.get_mut(group)) {
                nodes.push(*node as usize);
            }
        }
        groups.iter_mut().for_each(|nodes| nodes.sort_unstable());
        groups
    }
}
