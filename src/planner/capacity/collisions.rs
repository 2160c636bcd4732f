//! Host ports that two DaemonSets of a run want on the same node.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::inventory::ix::Ix;
use crate::inventory::{NodeIx, PoolIx};
use crate::kubernetes::field::FieldPath;
use crate::planner::daemon_pod::Compiled;
use crate::planner::demand::WantedPort;
use crate::planner::fleet::Fleet;
use crate::planner::ix::{DaemonSetIx, RoomClassIx};
use crate::planner::plan::Plan;
use crate::planner::tally::Tally;

/// A host port that two DaemonSets want where they meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Collision {
    /// The places of the two in the run, in its order.
    pub daemon_sets: (DaemonSetIx, DaemonSetIx),
    /// The port.
    pub port: u16,
    /// The protocol.
    pub protocol: String,
    /// The fields that ask for it, in the first and in the second.
    pub fields: (FieldPath, FieldPath),
    /// The nodes on which both are wanted.
    pub nodes: Vec<NodeIx>,
    /// The pools on whose new nodes both are wanted.
    pub pools: Vec<PoolIx>,
}

/// Where two DaemonSets are both wanted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meeting {
    /// On these nodes.
    pub nodes: Vec<NodeIx>,
    /// On new nodes of these pools, which none of the nodes comes from.
    pub pools: Vec<PoolIx>,
}

impl Fleet<'_> {
    /// The host ports that collide where DaemonSets of the run meet.
    #[must_use]
    pub fn collisions(&self) -> Vec<Collision> {
        let pods: Vec<(DaemonSetIx, &Compiled)> = self.pods.numbered().collect();
        let index = PortIndex::new(&pods);
        let meeting = |first, second| self.meeting(first, second);
        let places = self.pods.places();
        let mut collisions: Vec<Collision> =
            places.flat_map(|place| index.with_later(place, usize::MAX, meeting)).collect();
        collisions.sort_by_key(|collision| collision.daemon_sets);
        collisions
    }

    /// Where two DaemonSets of the run are both wanted.
    #[must_use]
    pub fn meeting(&self, first: DaemonSetIx, second: DaemonSetIx) -> Meeting {
        if !self.exists[first] || !self.exists[second] {
            return Meeting::default();
        }
        let nodes = meeting(&self.plan, &self.tally, first, second);
        let from =
            |pool: PoolIx| nodes.iter().any(|node| self.inventory.nodes[*node].pool == Some(pool));
        let pools = self.inventory.pools.places();
        let pools = pools.filter(|pool| {
            self.is_wanted_on_new_node(first, *pool)
                && self.is_wanted_on_new_node(second, *pool)
                && !from(*pool)
        });
        Meeting { pools: pools.collect(), nodes }
    }

    /// Whether a DaemonSet is wanted on any new node of a pool of which there is none yet, and nothing
    /// but room or a host port can keep it off.
    fn is_wanted_on_new_node(&self, id: DaemonSetIx, pool: PoolIx) -> bool {
        let of_pool = &self.inventory.pools[pool];
        let verdict = self.placement(id).pool_verdict(pool);
        of_pool.count == 0
            && of_pool.closed.is_none()
            && self.exists[id]
            && self.placement(id).new_node(pool).conditions.is_empty()
            && verdict.should_run
            && !verdict.is_refused()
            && !verdict.on_virtual_node
            && verdict.blockers.iter().all(|reason| reason.plugin.is_about_room())
    }

    /// The DaemonSets that find a host port of theirs taken on a pool's new node, by one that is placed
    /// before them.
    #[must_use]
    pub(in crate::planner) fn without_port_on_new_node(&self, pool: PoolIx) -> Vec<DaemonSetIx> {
        let wanted = self.by_priority().into_iter();
        self.without_port(wanted.filter(|id| self.is_wanted_on_new_node(*id, pool)))
    }

    /// The DaemonSets that find a host port of theirs taken by one that is placed before them.
    fn without_port(&self, wanted: impl Iterator<Item = DaemonSetIx>) -> Vec<DaemonSetIx> {
        let mut taken: Vec<&WantedPort> = Vec::new();
        let mut without = Vec::new();
        for id in wanted {
            let ports = &self.pods[id].scheduled().ports;
            if ports.iter().any(|port| taken.iter().any(|known| port.collides_with(known))) {
                without.push(id);
            } else {
                taken.extend(ports);
            }
        }
        without
    }
}

/// The nodes on which two DaemonSets of a plan are both wanted.
#[must_use]
pub(super) fn meeting(
    plan: &Plan,
    tally: &Tally,
    first: DaemonSetIx,
    second: DaemonSetIx,
) -> Vec<NodeIx> {
    let (first, second) = (&plan.placements[first], &plan.placements[second]);
    let meet =
        |class: &RoomClassIx| first.class_is_wanted(*class) && second.class_is_wanted(*class);
    let classes = (0..plan.classes).map(RoomClassIx::new).filter(meet);
    let mut nodes: Vec<NodeIx> = classes.flat_map(|class| tally.of_class(class)).copied().collect();
    nodes.sort_unstable();
    nodes
}

/// The host ports that pods want, found by port: ten thousand DaemonSets must not be held against
/// ten thousand others.
#[derive(Debug, Default)]
pub(crate) struct PortIndex {
    /// By place in the run.
    pods: BTreeMap<DaemonSetIx, PortsOf>,
    /// The places of the pods that want a port, in the order of the run.
    by_port: HashMap<u16, Vec<DaemonSetIx>>,
}

/// What one pod wants.
#[derive(Debug)]
struct PortsOf {
    namespace: String,
    name: String,
    ports: Vec<WantedPort>,
}

impl PortIndex {
    /// Indexes pods with their places in the run, in rising order.
    #[must_use]
    pub(crate) fn new(pods: &[(DaemonSetIx, &Compiled)]) -> Self {
        let mut index = Self::default();
        for (place, compiled) in pods {
            let pod = compiled.scheduled();
            for wanted in &pod.ports {
                let places = index.by_port.entry(wanted.port).or_default();
                if places.last() != Some(place) {
                    places.push(*place);
                }
            }
            if !pod.ports.is_empty() {
                let (namespace, name) = (pod.namespace.clone(), pod.name.clone());
                index.pods.insert(*place, PortsOf { namespace, name, ports: pod.ports.clone() });
            }
        }
        index
    }

    /// The collisions of a DaemonSet with those behind it in the run, at most so many of the
    /// latter; `meeting` says where two meet. One that is the same object, given twice,
    /// is none of them.
    pub(crate) fn with_later(
        &self,
        first: DaemonSetIx,
        most: usize,
        meeting: impl Fn(DaemonSetIx, DaemonSetIx) -> Meeting,
    ) -> Vec<Collision> {
        let Some(own) = self.pods.get(&first) else { return Vec::new() };
        let mut seen: HashSet<DaemonSetIx> = HashSet::new();
        let mut found = 0;
        let mut collisions = Vec::new();
        for second in own.ports.iter().flat_map(|port| self.by_port.get(&port.port)).flatten() {
            if *second <= first || found >= most || !seen.insert(*second) {
                continue;
            }
            let Some(other) = self.pods.get(second) else { continue };
            if (&other.namespace, &other.name) == (&own.namespace, &own.name) {
                continue;
            }
            let clashes: Vec<_> = clashes(&own.ports, &other.ports).collect();
            if clashes.is_empty() {
                continue;
            }
            let Meeting { nodes, pools } = meeting(first, *second);
            if nodes.is_empty() && pools.is_empty() {
                continue;
            }
            found += 1;
            collisions.extend(clashes.into_iter().map(|(ours, theirs)| Collision {
                daemon_sets: (first, *second),
                port: ours.port,
                protocol: ours.protocol.clone(),
                fields: (ours.field.clone(), theirs.field.clone()),
                nodes: nodes.clone(),
                pools: pools.clone(),
            }));
        }
        collisions
    }
}

/// The ports of one pod that collide with one of another's.
fn clashes<'p>(
    first: &'p [WantedPort],
    second: &'p [WantedPort],
) -> impl Iterator<Item = (&'p WantedPort, &'p WantedPort)> {
    first.iter().filter_map(|port| {
        let same = second.iter().find(|same| port.collides_with(same))?;
        Some((port, same))
    })
}
