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
    /// What it has of the resources of which not all that come can have enough; none where nothing
    /// is known of its size. How much there is of the others makes no difference.
    scarce: Option<Vec<(Resource, i64)>>,
}

/// The pods that come to the nodes of a class.
#[derive(Clone, Default)]
struct Coming {
    number: usize,
    /// What they take together.
    take: ResourceAmounts,
}

impl Coming {
    fn of<'a>(takes: impl Iterator<Item = &'a ResourceAmounts>) -> Self {
        takes.fold(Self::default(), |Self { number, mut take }, pod| {
            take.add(pod);
            Self { number: number + 1, take }
        })
    }

    fn scarce_on(&self, allocatable: &ResourceAmounts) -> Vec<(Resource, i64)> {
        let left = self.take.iter().map(|(of, wanted)| (of, wanted, allocatable.get(of)));
        left.filter(|(_, wanted, has)| wanted > has).map(|(of, _, has)| (of, has)).collect()
    }
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
    let Some(first) = plan.placements.first() else { return Vec::new() };
    let of_class = |class| {
        let wants = |id: &&DaemonSetIx| wants(**id, plan.placements[**id].by_class[class]);
        Coming::of(who.iter().filter(wants).map(|id| &takes[*id]))
    };
    let coming: IxVec<RoomClassIx, Coming> = first.by_class.places().map(of_class).collect();
    let all = Coming::of(who.iter().map(|id| &takes[*id]));
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
        let coming = if own.is_empty() { &coming[class] } else { &all };
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
