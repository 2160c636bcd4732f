//! Room for a second pod of the same DaemonSet: what an update with a surge needs.

use super::pod_affinity::excludes_its_like;
use crate::inventory::{NodeIx, Resource};
use crate::planner::cluster::Cluster;
use crate::planner::daemon_pod::DaemonPod;
use crate::planner::reason::Reason;

/// Why a pod can't go to a node as long as its predecessor, which asks for the same, is there. That
/// it fits once that is gone is known already.
#[must_use]
pub(crate) fn beside_its_like(cluster: &Cluster<'_>, pod: &DaemonPod, node: NodeIx) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = pod.ports.iter().map(|port| port.refusal()).collect();
    if let Some(allocatable) =
        cluster.inventory.nodes.get(node).and_then(|node| node.allocatable.as_ref())
    {
        let others = cluster.used_by_others(node, pod);
        let left = |resource: Resource| {
            let predecessor = pod.needs.iter().find(|need| need.resource == Some(resource));
            let taken = predecessor.map_or(0, |need| need.amount);
            let taken = taken.saturating_add(others.get(resource));
            allocatable.get(resource).saturating_sub(taken)
        };
        let short = pod.needs.iter().filter(|need| need.exceeds_left(left));
        reasons.extend(short.map(|need| need.refusal()));
    }
    let exclusive = pod.disks.iter().filter(|disk| disk.disk.conflicts_with(&disk.disk));
    reasons.extend(exclusive.map(|disk| disk.refusal()));
    reasons.extend(excludes_its_like(cluster, pod, node));
    reasons
}
