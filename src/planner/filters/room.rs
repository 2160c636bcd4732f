//! What a node lacks of what the pods of the run want: host ports, resources, volumes, features.

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
    /// A feature that its kubelet declares.
    Feature(u32),
}

impl Lack {
    /// The reason, in the words of the filter.
    #[must_use]
    pub(crate) fn refusal(self, pod: &DaemonPod) -> Option<Reason> {
        match self {
            Self::Port(place) => pod.ports.get(place as usize).map(|port| port.refusal()),
            Self::Need(place) => pod.needs.get(place as usize).map(|need| need.refusal()),
            Self::Disk(place) => pod.disks.get(place as usize).map(|disk| disk.refusal()),
            Self::Feature(place) => pod.features.get(place as usize).map(|one| one.refusal()),
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
    /// For each node class: what all of them need together, as they are scheduled.
    all: IxVec<NodeClassIx, Vec<(Resource, i64)>>,
    /// For each node class: whether two of them may be in each other's way by ports or disks.
    collide: IxVec<NodeClassIx, bool>,
    /// The host ports that any pod of the run wants, in order.
    ports: Vec<u16>,
    /// Whether any pod of the run has volumes that exclude others.
    disks: bool,
    /// Whether any pod of the run wants a feature of its node.
    features: bool,
}

impl Wants {
    /// What the pods want, where `wanted` says for each node class which of them the controller wants
    /// there.
    #[must_use]
    pub(crate) fn new(
        pods: &IxVec<AskedIx, &DaemonPod>,
        wanted: IxVec<NodeClassIx, Vec<AskedIx>>,
        scheduled: &IxVec<AskedIx, bool>,
    ) -> Self {
        let most: Vec<_> = wanted
            .par_iter()
            .with_min_len(256)
            .map(|wanted| most_needed(wanted.iter().map(|id| pods[*id])))
            .collect();
        let together = |wanted: &Vec<AskedIx>| {
            needed_together(wanted.iter().filter(|id| scheduled[**id]).map(|id| pods[*id]))
        };
        let all: Vec<_> = wanted.par_iter().with_min_len(256).map(together).collect();
        let special = |pod: &&DaemonPod| !pod.ports.is_empty() || !pod.disks.is_empty();
        let collide = |wanted: &Vec<AskedIx>| {
            let pods = wanted.iter().filter(|id| scheduled[**id]).map(|id| pods[*id]);
            may_collide(&pods.filter(special).collect::<Vec<_>>())
        };
        let collide: IxVec<NodeClassIx, bool> = match pods.iter().any(special) {
            true => wanted.iter().map(collide).collect(),
            false => vec![false; wanted.len()].into(),
        };
        let ports = pods.iter().flat_map(|pod| &pod.ports);
        let mut ports: Vec<u16> = ports.map(|port| port.port).collect();
        ports.sort_unstable();
        ports.dedup();
        let disks = pods.iter().any(|pod| !pod.disks.is_empty());
        let features = pods.iter().any(|pod| !pod.features.is_empty());
        Self { pods: wanted, most: most.into(), all: all.into(), collide, ports, disks, features }
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
        let features = self.features && node.declared_features.is_some();
        if fits && ports.is_empty() && !disks && !features {
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
            if features {
                let wanted = pod.features.iter().zip(0..);
                let lacking =
                    wanted.filter(|(wanted, _)| wanted.is_missing(node, cluster.inventory));
                lacks.extend(lacking.map(|(_, at)| Lack::Feature(at)));
            }
            if !lacks.is_empty() {
                lacking.push((id, lacks));
            }
        }
        lacking
    }

    /// Whether a node may be too small for all pods that are wanted there together.
    #[must_use]
    pub(crate) fn may_be_tight(
        &self,
        cluster: &Cluster<'_>,
        class: NodeClassIx,
        place: Option<NodeIx>,
        node: &Node,
    ) -> bool {
        self.collide[class] || !self.leaves(&self.all[class], cluster, place, node)
    }

    /// Whether a node has so much left.
    fn leaves(
        &self,
        wanted: &[(Resource, i64)],
        cluster: &Cluster<'_>,
        place: Option<NodeIx>,
        node: &Node,
    ) -> bool {
        let Some(allocatable) = &node.allocatable else { return true };
        let nothing = ResourceAmounts::default();
        let used = place.and_then(|place| cluster.used(place)).unwrap_or(&nothing);
        wanted.iter().all(|(resource, amount)| {
            *amount <= allocatable.get(*resource).saturating_sub(used.get(*resource))
        })
    }

    /// Whether what is left surely does for each of the pods.
    fn fits_all(
        &self,
        cluster: &Cluster<'_>,
        class: NodeClassIx,
        place: Option<NodeIx>,
        node: &Node,
    ) -> bool {
        if node.allocatable.is_none() {
            return true;
        }
        let most = self.most[class].as_ref();
        most.is_some_and(|most| self.leaves(most, cluster, place, node))
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
        let ports =
            pods.flat_map(|pod| cluster.host_ports(pod).iter().map(move |port| (port, pod)));
        ports.filter(|(port, _)| self.ports.binary_search(&port.port).is_ok()).collect()
    }
}

fn needed_together<'a>(pods: impl Iterator<Item = &'a DaemonPod>) -> Vec<(Resource, i64)> {
    let mut sum: Vec<(Resource, i64)> = Vec::new();
    for need in pods.flat_map(|pod| &pod.needs).filter(|need| need.amount > 0) {
        let Some(resource) = need.resource else { continue };
        match sum.iter_mut().find(|(known, _)| *known == resource) {
            Some((_, amount)) => *amount = amount.saturating_add(need.amount),
            None => sum.push((resource, need.amount)),
        }
    }
    sum
}

/// Whether two of some pods with ports or disks can't be on one node.
fn may_collide(pods: &[&DaemonPod]) -> bool {
    pods.iter().enumerate().any(|(place, pod)| {
        pods.iter().skip(place + 1).any(|other| {
            pod.ports.iter().any(|port| other.ports.iter().any(|o| port.collides_with(o)))
                || pod
                    .disks
                    .iter()
                    .any(|disk| other.disks.iter().any(|o| disk.disk.conflicts_with(&o.disk)))
        })
    })
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
