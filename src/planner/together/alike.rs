//! Nodes on which the pods that come meet the same: one is played for all of them.

use std::collections::HashMap;

use super::party::Scene;
use crate::inventory::ix::IxVec;
use crate::inventory::{NodeIx, Resource, ResourceAmounts};
use crate::planner::ix::{DaemonSetIx, RoomClassIx, VerdictIx};
use crate::planner::plan::Plan;

/// All that an empty node has to do with the end.
#[derive(PartialEq, Eq, Hash)]
struct Sort {
    class: RoomClassIx,
    /// The verdicts that are the node's own.
    own: Vec<(DaemonSetIx, VerdictIx)>,
    /// How many steps it has of the resources of which not all that come can have enough; none where
    /// nothing is known of its size. How much there is of the others makes no difference, nor what
    /// is left over behind the last whole step.
    scarce: Option<Vec<(Resource, i64)>>,
}

/// What the pods that come to the nodes of a class take of a resource.
#[derive(Clone, Copy)]
struct Share {
    of: Resource,
    /// All of them together.
    sum: i64,
    /// The largest amount of which each takes a multiple, and so any of them together.
    step: i64,
}

/// The pods that come to the nodes of a class.
#[derive(Clone, Default)]
struct Coming {
    number: usize,
    shares: Vec<Share>,
}

impl Coming {
    fn add(&mut self, take: &ResourceAmounts) {
        self.number += 1;
        for (of, amount) in take.iter() {
            match self.shares.iter_mut().find(|share| share.of == of) {
                Some(share) => {
                    share.sum = share.sum.saturating_add(amount);
                    share.step = greatest_common_divisor(share.step, amount);
                }
                None => self.shares.push(Share { of, sum: amount, step: amount }),
            }
        }
    }

    fn scarce_on(&self, allocatable: &ResourceAmounts) -> Vec<(Resource, i64)> {
        let scarce = self.shares.iter().map(|share| (share, allocatable.get(share.of)));
        let scarce = scarce.filter(|(share, has)| share.sum > *has);
        scarce.map(|(share, has)| (share.of, has.div_euclid(share.step))).collect()
    }
}

fn greatest_common_divisor(mut one: i64, mut other: i64) -> i64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// The nodes that may be too small, in groups, for the DaemonSets that meet, of which each pod takes
/// so much: those on which nothing can meet left out, and each on which something runs for itself.
pub(super) fn groups(
    plan: &Plan,
    scene: &Scene<'_, '_>,
    who: &[DaemonSetIx],
    takes: &IxVec<DaemonSetIx, ResourceAmounts>,
    wants: impl Fn(DaemonSetIx, VerdictIx) -> bool,
) -> Vec<Vec<NodeIx>> {
    let Some(first) = plan.placements.first().filter(|_| !plan.tight.is_empty()) else {
        return Vec::new();
    };
    let mut coming: IxVec<RoomClassIx, Option<Coming>> =
        first.by_class.iter().map(|_| None).collect();
    for &node in &plan.tight {
        coming[first.of_node[node]] = Some(Coming::default());
    }
    let mut all = Coming::default();
    // A DaemonSet at a time: with as many classes as nodes, its verdicts alone fit a cache.
    for &id in who {
        all.add(&takes[id]);
        for (class, verdict) in coming.iter_mut().zip(&plan.placements[id].by_class) {
            if let Some(class) = class.as_mut().filter(|_| wants(id, *verdict)) {
                class.add(&takes[id]);
            }
        }
    }
    let placements = plan.placements.numbered();
    let apart: Vec<_> = placements.filter(|(_, one)| !one.by_node.is_empty()).collect();
    let mut groups: Vec<Vec<NodeIx>> = Vec::new();
    let mut known: HashMap<Sort, usize> = HashMap::new();
    for &node in &plan.tight {
        if scene.cluster.running_on(node).next().is_some() {
            groups.push(vec![node]);
            continue;
        }
        let class = first.of_node[node];
        let own = apart.iter().filter_map(|(id, one)| Some((*id, *one.by_node.get(&node)?)));
        let own: Vec<_> = own.collect();
        let coming = coming[class].as_ref().filter(|_| own.is_empty()).unwrap_or(&all);
        if coming.number < 2 {
            continue;
        }
        let allocatable = scene.cluster.inventory.nodes[node].allocatable.as_ref();
        let scarce = allocatable.map(|has| coming.scarce_on(has));
        let group = *known.entry(Sort { class, own, scarce }).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(node);
    }
    groups
}
