//! All DaemonSets of a run together: who fits on which node, and what share of it they take.

mod budget;
mod collisions;
mod ledger;

use std::collections::{HashMap, HashSet};

pub use budget::Budget;
pub use budget::Excess;
pub(crate) use budget::Limit;
pub use collisions::Collision;
pub(crate) use collisions::{Meeting, PortIndex};
pub use ledger::{LedgerEntry, ScaleDown};
pub(crate) use ledger::{Removal, Unsized};

use super::daemon_pod::{Compiled, DaemonPod};
use super::fleet::Fleet;
use super::ix::{DaemonSetIx, RoomClassIx};
use super::reason::Reason;
use super::why::{ResourceFigures, figures};
use crate::inventory::ix::{Ix, IxVec};
use crate::inventory::{Disk, HostPort, Node, NodeIx, Pod, PoolIx, Resource, ResourceAmounts};

/// What the DaemonSets of a run take, node by node.
#[derive(Clone, Debug, Default)]
pub struct Capacity {
    /// What occurs, each once.
    pub kinds: Vec<NodeCapacity>,
    /// The kind of each node of the inventory.
    of_node: IxVec<NodeIx, u32>,
    /// What each DaemonSet's pod needs, in the order of the run.
    pub requests: IxVec<DaemonSetIx, ResourceAmounts>,
}

/// What the DaemonSets of a run take on a node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeCapacity {
    /// The DaemonSets that the controller wants here, by their place in the run: those of higher
    /// priority first.
    pub wanted: Vec<DaemonSetIx>,
    /// Those of them that don't fit beside what is placed before them, with every reason.
    pub without_room: Vec<WithoutRoom>,
    /// What all that are wanted take.
    pub takes: ResourceAmounts,
    /// What pods of others on the node take.
    pub others: ResourceAmounts,
    /// What the node offers; none where that is not known.
    pub allocatable: Option<ResourceAmounts>,
}

/// A DaemonSet whose pod doesn't fit.
#[derive(Clone, Debug, PartialEq)]
pub struct WithoutRoom {
    /// Its place in the run.
    pub daemon_set: DaemonSetIx,
    /// What it lacks.
    pub reasons: Vec<Reason>,
    /// What pods of others and the DaemonSets that are placed before it take.
    pub used: ResourceAmounts,
}

impl NodeCapacity {
    /// What share of a resource the DaemonSets take, in hundredths of a percent; none where the
    /// node's is not known, or where it has none and nothing is taken.
    #[must_use]
    pub fn share(&self, resource: Resource) -> Option<u64> {
        share(self.takes.get(resource), self.allocatable.as_ref()?.get(resource))
    }

    /// What share of a resource all pods together take, in hundredths of a percent.
    #[must_use]
    pub fn filled(&self, resource: Resource) -> Option<u64> {
        let all = self.takes.get(resource).saturating_add(self.others.get(resource));
        share(all, self.allocatable.as_ref()?.get(resource))
    }

    /// What is left of a resource when all are placed; less than nothing where they don't fit.
    #[must_use]
    pub fn left(&self, resource: Resource) -> Option<i64> {
        let allocatable = self.allocatable.as_ref()?.get(resource);
        let taken = self.takes.get(resource).saturating_add(self.others.get(resource));
        Some(allocatable.saturating_sub(taken))
    }

    /// The DaemonSets that are placed before another one of those that are wanted, in the order in
    /// which they are placed.
    pub fn placed_before(&self, daemon_set: DaemonSetIx) -> impl Iterator<Item = DaemonSetIx> + '_ {
        let before = self.wanted.iter().copied().take_while(move |place| *place != daemon_set);
        before.filter(|place| !self.without_room.iter().any(|w| w.daemon_set == *place))
    }

    /// How full the node is in the resource of which it has least, in hundredths of a percent.
    #[must_use]
    pub fn tightness(&self) -> u64 {
        let mut fullest = 0;
        for resource in [Resource::Cpu, Resource::Memory, Resource::Pods] {
            fullest = self.filled(resource).unwrap_or_default().max(fullest);
        }
        fullest
    }
}

/// A share in hundredths of a percent, rounded up: what is just over a limit shall show.
fn share(taken: i64, of: i64) -> Option<u64> {
    match (taken, of) {
        (0, _) => Some(0),
        (_, of) if of <= 0 => Some(u64::MAX),
        (taken, of) => {
            let share = (i128::from(taken) * 10_000 + i128::from(of) - 1) / i128::from(of);
            Some(u64::try_from(share).unwrap_or_default())
        }
    }
}

impl Capacity {
    /// The capacity of a node.
    #[must_use]
    pub fn of(&self, node: NodeIx) -> &NodeCapacity {
        &self.kinds[self.of_node[node] as usize]
    }

    /// The nodes, in the order of the inventory.
    pub fn nodes(&self) -> impl Iterator<Item = NodeIx> + use<> {
        self.of_node.places()
    }

    /// The nodes, those where something doesn't fit first, then the fullest.
    #[must_use]
    pub fn tightest(&self) -> Vec<NodeIx> {
        let order: Vec<_> = self
            .kinds
            .iter()
            .map(|kind| (kind.without_room.is_empty(), std::cmp::Reverse(kind.tightness())))
            .collect();
        let mut nodes: Vec<NodeIx> = self.of_node.places().collect();
        nodes.sort_by_key(|node| order[self.of_node[*node] as usize]);
        nodes
    }

    /// The nodes on which a DaemonSet of the run doesn't fit beside the others.
    pub fn without_room(&self, daemon_set: DaemonSetIx) -> impl Iterator<Item = NodeIx> + '_ {
        let lacks: Vec<bool> = self
            .kinds
            .iter()
            .map(|kind| kind.without_room.iter().any(|w| w.daemon_set == daemon_set))
            .collect();
        let of_node = self.of_node.numbered();
        of_node.filter(move |(_, kind)| lacks[**kind as usize]).map(|(node, _)| node)
    }
}

/// What the pod of a DaemonSet needs of each resource that nodes count.
fn requests(fleet: &Fleet<'_>) -> IxVec<DaemonSetIx, ResourceAmounts> {
    fleet.pods.iter().map(|pod| pod.scheduled().takes()).collect()
}

impl Fleet<'_> {
    /// What the pod of a DaemonSet of the run needs of a resource, beside what a node has of it
    /// and what takes it; none for what it doesn't need.
    #[must_use]
    pub fn figures(
        &self,
        daemon_set: DaemonSetIx,
        resource: &str,
        node: NodeIx,
    ) -> Option<ResourceFigures> {
        let pod = self.pods[daemon_set].scheduled();
        let need = pod.needs.iter().find(|need| need.name == resource)?;
        figures(self, daemon_set, need, node)
    }

    /// How much of a resource is left on a node for a DaemonSet's pod beside all others, the
    /// DaemonSet's own pod not counted; none where the node's is not known.
    #[must_use]
    pub fn left(&self, daemon_set: DaemonSetIx, resource: &str, node: NodeIx) -> Option<i64> {
        let pod = self.pods[daemon_set].scheduled();
        let need = pod.needs.iter().find(|need| need.name == resource)?;
        let allocatable = self.inventory.nodes[node].allocatable.as_ref()?;
        let Some(resource) = need.resource else { return Some(0) };
        let taken = self.neighbours(daemon_set, node);
        let taken = taken.iter().map(|other| self.taken_by(other, resource));
        Some(allocatable.get(resource).saturating_sub(taken.fold(0, i64::saturating_add)))
    }

    /// The pods on a node that have a host port, but for a DaemonSet's own: `namespace/name` of
    /// their DaemonSet or else of themselves, and whether that is a DaemonSet of the run.
    pub fn holders(
        &self,
        daemon_set: DaemonSetIx,
        port: u16,
        node: NodeIx,
    ) -> impl Iterator<Item = (String, bool)> + '_ {
        let (pod, inventory) = (self.pods[daemon_set].scheduled(), self.inventory);
        let wanted = move |other: &&Pod| {
            !self.cluster.is_own(other, pod)
                && pod.ports.iter().filter(|wanted| wanted.port == port).any(|wanted| {
                    let mut ports = self.cluster.host_ports(other).iter();
                    ports.any(|port| wanted.conflicts_with(port, inventory))
                })
        };
        self.cluster.pods_on(node).filter(wanted).map(move |pod| {
            let name = pod.daemon_set.map_or(&*pod.name, |name| inventory.text(name));
            (format!("{}/{name}", inventory.text(pod.namespace)), self.is_own(pod))
        })
    }

    /// The DaemonSets by their place in the run, those of higher priority first.
    fn by_priority(&self) -> Vec<DaemonSetIx> {
        // One that is given twice is there once.
        let mut seen: HashSet<(&str, &str)> = HashSet::new();
        let mut order: Vec<DaemonSetIx> = Vec::with_capacity(self.pods.len());
        for (place, Compiled { created: pod, .. }) in self.pods.numbered() {
            // One that the API server refuses is never there.
            if self.exists[place]
                && (pod.name.is_empty() || seen.insert((&pod.namespace, &pod.name)))
            {
                order.push(place);
            }
        }
        order.sort_by_key(|place| std::cmp::Reverse(self.pods[*place].priority));
        order
    }

    /// The DaemonSets that are wanted on a pool's new node, if need be on some of its kinds alone.
    fn wanted_on_new_node(&self, pool: PoolIx) -> Vec<DaemonSetIx> {
        let wants = |place: &DaemonSetIx| {
            let verdict = self.placement(*place).pool_verdict(pool);
            let elsewhere = verdict.blockers.iter().any(|r| !r.plugin.is_about_room());
            verdict.should_run && !verdict.is_refused() && !verdict.on_virtual_node && !elsewhere
        };
        self.by_priority().into_iter().filter(wants).collect()
    }

    /// For each class of nodes the DaemonSets that are wanted there, those of higher priority
    /// first.
    fn wanted_by_class(&self) -> IxVec<RoomClassIx, Vec<DaemonSetIx>> {
        let order = self.by_priority();
        let wanted = |class| {
            let wants = |place: &&DaemonSetIx| self.placement(**place).class_is_wanted(class);
            order.iter().filter(wants).copied().collect()
        };
        (0..self.plan.classes).map(|class| wanted(RoomClassIx::new(class))).collect()
    }

    /// Places all DaemonSets on each node, beside the pods of others: those of higher priority
    /// first, nothing preempted.
    #[must_use]
    pub fn capacity(&self) -> Capacity {
        let (wanted, requests) = (self.wanted_by_class(), requests(self));
        let mut known: HashMap<Site<'_>, u32> = HashMap::new();
        let mut kinds = Vec::new();
        let mut of_node = IxVec::default();
        for (place, node) in self.inventory.nodes.numbered() {
            // Without DaemonSets there are no classes, and nothing is wanted.
            let class = self.plan.placements.first().map(|placement| placement.of_node[place]);
            let site = self.site(place, node, class);
            let kind = *known.entry(site).or_insert_with_key(|site| {
                let wanted = site.class.map_or(&[][..], |class| &wanted[class]);
                kinds.push(self.place(site, wanted, &requests));
                kinds.len() as u32 - 1
            });
            of_node.push(kind);
        }
        Capacity { kinds, of_node, requests }
    }

    fn site<'s>(&'s self, place: NodeIx, node: &'s Node, class: Option<RoomClassIx>) -> Site<'s> {
        let mut site = Site { class, allocatable: node.allocatable.as_ref(), ..Site::default() };
        for pod in self.cluster.pods_on(place).filter(|pod| !self.is_own(pod)) {
            site.others.add(&pod.requests);
            site.ports.extend(self.cluster.host_ports(pod));
            site.disks.extend(pod.disks.iter());
        }
        site
    }

    /// Places what is wanted, one after the other.
    fn place(
        &self,
        site: &Site<'_>,
        wanted: &[DaemonSetIx],
        requests: &IxVec<DaemonSetIx, ResourceAmounts>,
    ) -> NodeCapacity {
        let mut used = site.others.clone();
        let mut placed: Vec<&DaemonPod> = Vec::new();
        let mut capacity = NodeCapacity {
            wanted: wanted.to_vec(),
            others: site.others.clone(),
            allocatable: site.allocatable.cloned(),
            ..NodeCapacity::default()
        };
        for &id in wanted {
            let (pod, requests) = (self.pods[id].scheduled(), &requests[id]);
            capacity.takes.add(requests);
            let reasons = self.lacks(pod, site, &used, &placed);
            if reasons.is_empty() {
                used.add(requests);
                placed.push(pod);
            } else {
                let used = used.clone();
                capacity.without_room.push(WithoutRoom { daemon_set: id, reasons, used });
            }
        }
        capacity
    }

    fn lacks(
        &self,
        pod: &DaemonPod,
        site: &Site<'_>,
        used: &ResourceAmounts,
        placed: &[&DaemonPod],
    ) -> Vec<Reason> {
        let inventory = self.inventory;
        let mut reasons = Vec::new();
        for wanted in &pod.ports {
            let taken = site.ports.iter().any(|port| wanted.conflicts_with(port, inventory))
                || placed.iter().flat_map(|p| &p.ports).any(|port| wanted.collides_with(port));
            if taken {
                reasons.push(wanted.refusal());
            }
        }
        if let Some(allocatable) = site.allocatable {
            let short = pod.needs.iter().filter(|need| need.exceeds(allocatable, used));
            reasons.extend(short.map(|need| need.refusal()));
        }
        for wanted in &pod.disks {
            let taken = site.disks.iter().any(|disk| wanted.disk.conflicts_with(disk))
                || placed
                    .iter()
                    .flat_map(|p| &p.disks)
                    .any(|d| wanted.disk.conflicts_with(&d.disk));
            if taken {
                reasons.push(wanted.refusal());
            }
        }
        reasons
    }
}

/// What decides about the room on a node: nodes with equal sites are decided once.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
struct Site<'a> {
    class: Option<RoomClassIx>,
    allocatable: Option<&'a ResourceAmounts>,
    others: ResourceAmounts,
    ports: Vec<&'a HostPort>,
    disks: Vec<&'a Disk>,
}
