//! Room for a second pod of the same DaemonSet: what an update with a surge needs.

use super::pod_affinity::excludes_its_like;
use crate::inventory::{NodeIx, Pod, Resource};
use crate::planner::cluster::Cluster;
use crate::planner::daemon_pod::DaemonPod;
use crate::planner::reason::Reason;

/// The pod that a new one stands beside.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Predecessor<'a> {
    /// One that runs.
    Pod(&'a Pod),
    /// One that asks for as much as this.
    Like(&'a DaemonPod),
}

impl Predecessor<'_> {
    fn takes(self, resource: Resource) -> i64 {
        match self {
            Self::Pod(pod) => pod.requests.get(resource),
            Self::Like(pod) => {
                let need = pod.needs.iter().find(|need| need.resource == Some(resource));
                need.map_or(0, |need| need.amount)
            }
        }
    }
}

/// Why a pod can't go to a node as long as its predecessor is there. That it fits once that is gone
/// is known already.
#[must_use]
pub(crate) fn beside(
    cluster: &Cluster<'_>,
    pod: &DaemonPod,
    predecessor: Predecessor<'_>,
    node: NodeIx,
) -> Vec<Reason> {
    let ports = pod.ports.iter().filter(|wanted| match predecessor {
        Predecessor::Pod(old) => {
            let mut ports = cluster.host_ports(old).iter();
            ports.any(|port| wanted.conflicts_with(port, cluster.inventory))
        }
        Predecessor::Like(old) => old.ports.iter().any(|port| wanted.collides_with(port)),
    });
    let mut reasons: Vec<Reason> = ports.map(|port| port.refusal()).collect();
    if let Some(allocatable) =
        cluster.inventory.nodes.get(node).and_then(|node| node.allocatable.as_ref())
    {
        let others = cluster.used_by_others(node, pod);
        let left = |resource: Resource| {
            let taken = predecessor.takes(resource).saturating_add(others.get(resource));
            allocatable.get(resource).saturating_sub(taken)
        };
        let short = pod.needs.iter();
        let short = short.filter(|need| need.exceeds_left(|one| allocatable.get(one), left));
        reasons.extend(short.map(|need| need.refusal()));
    }
    let exclusive = pod.disks.iter().filter(|wanted| match predecessor {
        Predecessor::Pod(old) => old.disks.iter().any(|disk| wanted.disk.conflicts_with(disk)),
        Predecessor::Like(old) => {
            old.disks.iter().any(|other| wanted.disk.conflicts_with(&other.disk))
        }
    });
    reasons.extend(exclusive.map(|disk| disk.refusal()));
    reasons.extend(excludes_its_like(cluster, pod, node));
    reasons
}
