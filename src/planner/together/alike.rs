//! Nodes on which the pods that come meet the same: one is played for all of them.

use std::collections::HashMap;

use super::party::Scene;
use crate::inventory::ix::IxVec;
use crate::inventory::{NodeIx, ResourceAmounts};
use crate::planner::ix::{DaemonSetIx, RoomClassIx, VerdictIx};
use crate::planner::plan::Plan;

/// All that an empty node has to do with the end.
#[derive(PartialEq, Eq, Hash)]
struct Sort<'a> {
    class: RoomClassIx,
    /// The verdicts that are the node's own.
    own: Vec<(DaemonSetIx, VerdictIx)>,
    allocatable: Option<&'a ResourceAmounts>,
}

/// The nodes that may be too small, in groups, for the DaemonSets that meet: those on which nothing
/// can meet left out, and each on which something runs for itself.
pub(super) fn groups(
    plan: &Plan,
    scene: &Scene<'_, '_>,
    who: &[DaemonSetIx],
    wants: impl Fn(DaemonSetIx, VerdictIx) -> bool,
) -> Vec<Vec<NodeIx>> {
    let Some(first) = plan.placements.first() else { return Vec::new() };
    let count = |class| {
        let of = |id: &&DaemonSetIx| wants(**id, plan.placements[**id].by_class[class]);
        who.iter().filter(of).count()
    };
    let wanted: IxVec<RoomClassIx, usize> = first.by_class.places().map(count).collect();
    let apart: Vec<DaemonSetIx> = plan
        .placements
        .numbered()
        .filter(|(_, placement)| !placement.by_node.is_empty())
        .map(|(id, _)| id)
        .collect();
    let mut groups: Vec<Vec<NodeIx>> = Vec::new();
    let mut known: HashMap<Sort<'_>, usize> = HashMap::new();
    for &node in &plan.tight {
        let class = first.of_node[node];
        let own =
            apart.iter().filter_map(|id| Some((*id, *plan.placements[*id].by_node.get(&node)?)));
        let own: Vec<_> = own.collect();
        if scene.cluster.running_on(node).next().is_some() {
            groups.push(vec![node]);
            continue;
        }
        if wanted[class] < 2 && own.is_empty() {
            continue;
        }
        let allocatable = scene.cluster.inventory.nodes[node].allocatable.as_ref();
        let group = *known.entry(Sort { class, own, allocatable }).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(node);
    }
    groups
}
