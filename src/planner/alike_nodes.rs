//! Nodes that get the same answer from every DaemonSet of a plan.

use hashbrown::HashMap;

use super::fleet::Fleet;
use super::ix::{DaemonSetIx, RoomClassIx, VerdictIx};
use crate::inventory::{NodeIx, TaintId};

/// What tells nodes apart: their class, their taints, and where a DaemonSet has an answer for the node
/// alone.
type Key<'a> = (RoomClassIx, &'a [TaintId], &'a [(DaemonSetIx, VerdictIx)]);

/// The nodes of a plan in classes: those of one class have the same taints, the same labels as far as
/// any DaemonSet asks for them, and the same verdict of each DaemonSet. The classes stand in the order
/// of their first nodes, and the nodes in that of the inventory.
#[must_use]
pub(crate) fn alike_nodes(fleet: &Fleet<'_>) -> Vec<Vec<NodeIx>> {
    let placements = &fleet.plan.placements;
    let Some(first) = placements.first() else { return Vec::new() };
    let mut own: HashMap<NodeIx, Vec<(DaemonSetIx, VerdictIx)>> = HashMap::new();
    for (place, placement) in placements.numbered() {
        for (node, verdict) in placement.own_verdicts() {
            own.entry(node).or_default().push((place, verdict));
        }
    }
    let mut known: HashMap<Key<'_>, usize> = HashMap::new();
    let mut classes: Vec<Vec<NodeIx>> = Vec::new();
    for (place, node) in fleet.inventory.nodes.numbered() {
        let own = own.get(&place).map_or(&[][..], Vec::as_slice);
        let class = *known.entry((first.class(place), &node.taints, own)).or_insert(classes.len());
        match classes.get_mut(class) {
            Some(nodes) => nodes.push(place),
            None => classes.push(vec![place]),
        }
    }
    classes
}
