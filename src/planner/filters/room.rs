//! What a node has left for the pods of the run: host ports, resources, volumes.

use rayon::prelude::*;

use crate::inventory::ix::IxVec;
use crate::inventory::{HostPort, Node, NodeIx, Pod, Resource, ResourceAmounts};
use crate::planner::cluster::Cluster;
use crate::planner::daemon_pod::DaemonPod;
use crate::planner::ix::{AskedIx, NodeClassIx};
use crate::planner::reason::Reason;

/// Something that a pod wants and a node doesn't have left, by its place among what it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Lack {
    /// A host port.
    Port(u32),
    /// Enough of a resource.
    Need(u32),
    /// A volume for itself.
    Disk(u32),
}

impl Lack {
    /// The reason, in the words of the filter.
    #[must_use]
    pub(crate) fn refusal(self, pod: &DaemonPod) -> Option<Reason> {
        match self {
            Self::Port(place) => pod.ports.get(place as usize).map(|port| port.refusal()),
            Self::Need(place) => pod.needs.get(place as usize).map(|need| need.refusal()),
            Self::Disk(place) => pod.disks.get(place as usize).map(|disk| disk.refusal()),
        }
    }
}

/// The pods that lack something, with what.
pub(crate) type Lacking = Vec<(AskedIx, Vec<Lack>)>;

/// What is common to the pods of a run, so that most nodes are seen to have room for all of them
/// at a glance.
#[derive(Debug)]
pub(crate) struct Wants {
    /// For each node class: the places of the pods that are wanted there.
    pods: IxVec<NodeClassIx, Vec<AskedIx>>,
    /// For each node class: the most that any of them needs of each resource; none where one needs what
    /// no node has.
    most: IxVec<NodeClassIx, Option<Vec<(Resource, i64)>>>,
    /// The host ports that any pod of the run wants, in order.
    ports: Vec<u16>,
    /// Whether any pod of the run has volumes that exclude others.
    disks: bool,
}

impl Wants {
    /// What the pods want, where `wanted` says for each node class which of them the controller wants
    /// there.
    #[must_use]
    pub(crate) fn new(
        pods: &IxVec<AskedIx, &DaemonPod>,
        wanted: IxVec<NodeClassIx, Vec<AskedIx>>,
    ) -> Self {
        let most: Vec<_> = wanted
            .par_iter()
            .with_min_len(256)
            .map(|wanted| most_needed(wanted.iter().map(|id| pods[*id])))
            .collect();
        let ports = pods.iter().flat_map(|pod| &pod.ports);
        let mut ports: Vec<u16> = ports.map(|port| port.port).collect();
        ports.sort_unstable();
        ports.dedup();
        let disks = pods.iter().any(|pod| !pod.disks.is_empty());
        Self { pods: wanted, most: most.into(), ports, disks }
    }

    /// What the pods that are wanted on a node of this class lack there: only those that lack
    /// something, each with what.
    #[must_use]
    pub(crate) fn lacks(
        &self,
        cluster: &Cluster<'_>,
        all: &IxVec<AskedIx, &DaemonPod>,
        class: NodeClassIx,
        place: Option<NodeIx>,
        node: &Node,
    ) -> Lacking {
        let fits = self.fits_all(cluster, class, place, node);
        let ports = self.taken_ports(cluster, place);
        let mut running = place.into_iter().flat_map(|place| cluster.pods_on(place));
        let disks = self.disks && running.any(|pod| !pod.disks.is_empty());
        if fits && ports.is_empty() && !disks {
            return Vec::new();
        }
        let mut lacking = Vec::new();
        for &id in &self.pods[class] {
            let pod = all[id];
            let mut lacks = Vec::new();
            if !ports.is_empty() {
                lacking_ports(cluster, pod, &ports, &mut lacks);
            }
            if !fits {
                lacking_resources(cluster, pod, place, node, &mut lacks);
            }
            if disks {
                lacking_disks(cluster, pod, place, &mut lacks);
            }
            if !lacks.is_empty() {
                lacking.push((id, lacks));
            }
        }
        lacking
    }

    /// Whether what is left surely does for each of the pods.
    fn fits_all(
        &self,
        cluster: &Cluster<'_>,
        class: NodeClassIx,
        place: Option<NodeIx>,
        node: &Node,
    ) -> bool {
        let Some(allocatable) = &node.allocatable else { return true };
        let Some(most) = &self.most[class] else { return false };
        let nothing = ResourceAmounts::default();
        let used = place.and_then(|place| cluster.used(place)).unwrap_or(&nothing);
        most.iter().all(|(resource, amount)| {
            *amount <= allocatable.get(*resource).saturating_sub(used.get(*resource))
        })
    }

    /// The ports of the run that pods on a node have.
    fn taken_ports<'a>(
        &self,
        cluster: &Cluster<'a>,
        place: Option<NodeIx>,
    ) -> Vec<(&'a HostPort, &'a Pod)> {
        if self.ports.is_empty() {
            return Vec::new();
        }
        let pods = place.into_iter().flat_map(|place| cluster.pods_on(place));
        let ports = pods.flat_map(|pod| pod.host_ports.iter().map(move |port| (port, pod)));
        ports.filter(|(port, _)| self.ports.binary_search(&port.port).is_ok()).collect()
    }
}

fn most_needed<'a>(pods: impl Iterator<Item = &'a DaemonPod>) -> Option<Vec<(Resource, i64)>> {
    let mut most: Vec<(Resource, i64)> = Vec::new();
    for need in pods.flat_map(|pod| &pod.needs).filter(|need| need.amount > 0) {
        let resource = need.resource?;
        match most.iter_mut().find(|(known, _)| *known == resource) {
            Some((_, amount)) => *amount = need.amount.max(*amount),
            None => most.push((resource, need.amount)),
        }
    }
    Some(most)
}

fn lacking_ports(
    cluster: &Cluster<'_>,
    pod: &DaemonPod,
    taken: &[(&HostPort, &Pod)],
    lacks: &mut Vec<Lack>,
) {
    for (wanted, place) in pod.ports.iter().zip(0..) {
        let in_the_way = |(port, owner): &(&HostPort, &Pod)| {
            wanted.conflicts_with(port, cluster.inventory) && !cluster.is_own(owner, pod)
        };
        if taken.iter().any(in_the_way) {
            lacks.push(Lack::Port(place));
        }
    }
}

fn lacking_resources(
    cluster: &Cluster<'_>,
    pod: &DaemonPod,
    place: Option<NodeIx>,
    node: &Node,
    lacks: &mut Vec<Lack>,
) {
    let Some(allocatable) = &node.allocatable else { return };
    let nothing = ResourceAmounts::default();
    let used = place.and_then(|place| cluster.used(place)).unwrap_or(&nothing);
    if !pod.needs.iter().any(|need| need.exceeds(allocatable, used)) {
        return;
    }
    let used = place.map(|place| cluster.used_by_others(place, pod)).unwrap_or_default();
    for (need, place) in pod.needs.iter().zip(0..) {
        if need.exceeds(allocatable, &used) {
            lacks.push(Lack::Need(place));
        }
    }
}

fn lacking_disks(
    cluster: &Cluster<'_>,
    pod: &DaemonPod,
    place: Option<NodeIx>,
    lacks: &mut Vec<Lack>,
) {
    for (wanted, at) in pod.disks.iter().zip(0..) {
        let running = place.into_iter().flat_map(|place| cluster.pods_on(place));
        let others = running.filter(|other| !cluster.is_own(other, pod));
        let mut taken = others.flat_map(|other| &other.disks);
        if taken.any(|disk| wanted.disk.conflicts_with(disk)) {
            lacks.push(Lack::Disk(at));
        }
    }
}
