//! The nodes of an inventory, as a rollout meets them.

use super::scenario::NodeGroup;
use crate::inventory::Inventory;
use crate::planner::placement::{Placement, Verdict};

/// The nodes that the controller wants a DaemonSet's pods on, in groups: those where nothing stands
/// in the way of an update, those that are not ready, and those where the scheduler finds no place
/// for a pod. The last two use up what may be unavailable, so they come first.
#[must_use]
pub fn groups(inventory: &Inventory, placement: &Placement) -> Vec<NodeGroup> {
    let (mut healthy, mut not_ready, mut unschedulable) = (0, 0, 0);
    for (place, node) in inventory.nodes.iter().enumerate() {
        let Some(verdict) = placement.verdict(place).filter(|verdict| verdict.should_run) else {
            continue;
        };
        if node.ready == Some(false) {
            not_ready += 1;
        } else if Verdict::runs(verdict) {
            healthy += 1;
        } else {
            unschedulable += 1;
        }
    }
    let groups = [
        NodeGroup::node_not_ready(not_ready),
        NodeGroup::unschedulable(unschedulable),
        NodeGroup::healthy(healthy),
    ];
    groups.into_iter().filter(|group| group.count > 0).collect()
}
