//! What DaemonSets take of an empty new node, pool by pool: what Karpenter's and the cluster
//! autoscaler's users ask before they choose a size.

use std::collections::HashMap;

use super::share;
use crate::inventory::ix::IxVec;
use crate::inventory::{Inventory, Node, NodeIx, Origin, PoolIx, Resource, ResourceAmounts};
use crate::kubernetes::node_labels::{CONTROL_PLANE, INSTANCE_TYPE, MASTER, OLD_INSTANCE_TYPE};
use crate::kubernetes::system_taints::is_of_state;
use crate::planner::fleet::Fleet;
use crate::planner::ix::DaemonSetIx;

/// Nodes whose memory differs by less than this are of one shape: kernels reserve a little more or
/// less from boot to boot.
const SAME_MEMORY: i64 = 64 << 20;

/// Nodes of one shape, and what the DaemonSets take of an empty new one.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerEntry {
    /// The pool's name, where it has one.
    pub pool: Option<String>,
    /// The instance type, where the nodes name one.
    pub instance_type: Option<String>,
    /// The nodes of the inventory; none for a pool that has none yet.
    pub nodes: Vec<NodeIx>,
    /// What a node offers: of nodes that differ a little, the least.
    pub allocatable: ResourceAmounts,
    /// The DaemonSets that go to such a node, by their place in the run, each with what it takes.
    pub daemon_sets: Vec<(DaemonSetIx, ResourceAmounts)>,
    /// Those of them that don't fit beside what is placed before them.
    pub without_room: Vec<DaemonSetIx>,
    /// Those of them whose host port one that is placed before them has, on a pool's new node.
    pub without_port: Vec<DaemonSetIx>,
    /// What those take together that fit.
    pub takes: ResourceAmounts,
    /// The pool that starts such nodes, where it is known.
    pub starts: Option<PoolIx>,
    /// Who takes such nodes away.
    pub removal: Removal,
}

/// A pool without nodes of which it is not known what a new one offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsized {
    /// The pool.
    pub pool: PoolIx,
    /// The DaemonSets that go to such a node, each with what it takes.
    pub daemon_sets: Vec<(DaemonSetIx, ResourceAmounts)>,
    /// What they take together.
    pub takes: ResourceAmounts,
}

/// Who takes nodes away, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Removal {
    /// Nobody for what is used of it: control planes, and nodes of Karpenter, which doesn't count
    /// DaemonSets.
    WhateverIsUsed,
    /// The cluster autoscaler, where there is one.
    ByUse {
        /// The threshold of the node's group, in hundredths of a percent, where it has its own.
        threshold: Option<u64>,
        /// The resource that alone counts: the node's GPUs.
        gpu: Option<Resource>,
    },
}

/// Up to which utilisation the cluster autoscaler removes nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScaleDown {
    /// In percent.
    pub threshold: u64,
    /// Whether a node at the threshold goes as well: so it is since 1.35.
    pub at_threshold: bool,
}

impl LedgerEntry {
    /// What is left of a resource: the most that a single pod can still have of it. Less than
    /// nothing where not even the DaemonSets fit.
    #[must_use]
    pub fn left(&self, resource: Resource) -> i64 {
        self.allocatable.get(resource).saturating_sub(self.takes.get(resource))
    }

    /// The share of a resource that the DaemonSets take, in hundredths of a percent.
    #[must_use]
    pub fn share(&self, resource: Resource) -> Option<u64> {
        share(self.takes.get(resource), self.allocatable.get(resource))
    }

    /// What all take that are wanted, those among them that don't fit.
    #[must_use]
    pub fn wanted(&self) -> ResourceAmounts {
        let mut sum = ResourceAmounts::default();
        self.daemon_sets.iter().for_each(|(_, takes)| sum.add(takes));
        sum
    }

    /// The share of a resource that they take, in hundredths of a percent.
    #[must_use]
    pub fn wanted_share(&self, resource: Resource) -> Option<u64> {
        share(self.wanted().get(resource), self.allocatable.get(resource))
    }

    /// What the cluster autoscaler takes for the utilisation of a node with nothing but
    /// DaemonSets: the larger of the shares of CPU and memory, or that of its GPUs, in hundredths of a
    /// percent.
    #[must_use]
    pub fn utilisation(&self) -> u64 {
        let of = |resource| self.share(resource).unwrap_or_default();
        match self.removal {
            Removal::ByUse { gpu: Some(gpu), .. } => of(gpu),
            _ => of(Resource::Cpu).max(of(Resource::Memory)),
        }
    }

    /// The utilisation up to which nodes of this shape are removed, in hundredths of a percent.
    #[must_use]
    pub fn threshold(&self, scale_down: ScaleDown) -> u64 {
        match self.removal {
            Removal::ByUse { threshold: Some(own), .. } => own,
            _ => scale_down.threshold.saturating_mul(100),
        }
    }

    /// Whether the DaemonSets alone keep a node above the utilisation up to which the cluster
    /// autoscaler removes it (`--scale-down-utilization-threshold`, 50% by default), so that it never
    /// does.
    #[must_use]
    pub fn is_never_scaled_down(&self, scale_down: ScaleDown) -> bool {
        let Removal::ByUse { gpu, .. } = self.removal else { return false };
        let threshold = i128::from(self.threshold(scale_down));
        // Shares are rounded up: compare exactly.
        let keeps = |resource| {
            let (taken, of) = (self.takes.get(resource), self.allocatable.get(resource));
            let (used, limit) = (i128::from(taken) * 10_000, i128::from(of) * threshold);
            of > 0 && if scale_down.at_threshold { used > limit } else { used >= limit }
        };
        match gpu {
            Some(gpu) => keeps(gpu),
            None => keeps(Resource::Cpu) || keeps(Resource::Memory),
        }
    }
}

impl Fleet<'_> {
    /// The ledger of the run: nodes of one shape, most nodes first, pools without nodes last.
    #[must_use]
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        let inventory = self.inventory;
        let wanted = self.wanted_by_class();
        let coming: IxVec<PoolIx, Vec<DaemonSetIx>> =
            inventory.pools.places().map(|pool| self.wanted_on_new_node(pool)).collect();
        let machines = inventory.nodes.numbered().map(|(place, node)| (Machine::Node(place), node));
        let templates = inventory.pools.numbered();
        let templates = templates.map(|(place, pool)| (Machine::New(place), &pool.template));
        let mut shapes = Shapes::default();
        // A new node is in no such state: what these nodes keep off, their like would not.
        let (in_a_state, as_new): (Vec<_>, Vec<_>) = machines
            .chain(templates)
            .partition(|(_, node)| inventory.taints(node).any(is_of_state));
        for (machine, node) in as_new.into_iter().chain(in_a_state) {
            let Some(allocatable) = &node.allocatable else { continue };
            let (pool, wanted) = match machine {
                Machine::New(pool) if inventory.pools[pool].closed.is_some() => continue,
                Machine::New(pool) => (Some(&*inventory.pools[pool].name), &coming[pool][..]),
                Machine::Node(place) => {
                    let class = self.plan.placements.first().map(|p| p.of_node[place]);
                    let wanted = class.map_or(&[][..], |class| &wanted[class]);
                    (inventory.pool_name(node), wanted)
                }
            };
            let shape = Shape {
                pool,
                instance_type: label(inventory, node, &[INSTANCE_TYPE, OLD_INSTANCE_TYPE]),
                milli_cpu: allocatable.milli_cpu,
                pods: allocatable.pods,
                removal: removal(inventory, node, machine),
                wanted,
            };
            let as_new = !inventory.taints(node).any(is_of_state);
            shapes.add(shape, as_new, (allocatable.memory, machine));
        }
        let mut entries = Vec::new();
        for (shape, mut members) in shapes.all {
            members.sort_unstable();
            for alike in members.chunk_by(|(less, _), (more, _)| more - less < SAME_MEMORY) {
                entries.extend(self.entry(&shape, alike));
            }
        }
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.nodes.len()));
        entries
    }

    fn entry(&self, shape: &Shape<'_>, alike: &[(i64, Machine)]) -> Option<LedgerEntry> {
        let (_, least) = alike.first()?;
        let least = match *least {
            Machine::Node(place) => &self.inventory.nodes[place],
            Machine::New(pool) => &self.inventory.pools[pool].template,
        };
        let requests = |id: &DaemonSetIx| self.pods[*id].scheduled().takes();
        let daemon_sets: Vec<_> = shape.wanted.iter().map(|id| (*id, requests(id))).collect();
        let allocatable = least.allocatable.clone()?;
        let starts = alike.iter().find_map(|(_, machine)| match machine {
            Machine::Node(_) => None,
            Machine::New(pool) => Some(*pool),
        });
        let without_port =
            starts.map(|pool| self.without_port_on_new_node(pool)).unwrap_or_default();
        // What finds no room takes none.
        let (mut takes, mut without_room) = (ResourceAmounts::default(), Vec::new());
        for (id, requests) in &daemon_sets {
            let needs = &self.pods[*id].scheduled().needs;
            match needs.iter().any(|need| need.exceeds(&allocatable, &takes)) {
                _ if without_port.contains(id) => {}
                true => without_room.push(*id),
                false => takes.add(requests),
            }
        }
        let places = alike.iter().filter_map(|(_, machine)| match machine {
            Machine::Node(place) => Some(*place),
            Machine::New(_) => None,
        });
        let mut places: Vec<NodeIx> = places.collect();
        places.sort_unstable();
        Some(LedgerEntry {
            pool: shape.pool.map(str::to_owned),
            instance_type: shape.instance_type.map(str::to_owned),
            nodes: places,
            allocatable,
            daemon_sets,
            without_room,
            without_port,
            takes,
            starts,
            removal: shape.removal,
        })
    }

    /// What the DaemonSets take of new nodes of which it is not known what they offer.
    #[must_use]
    pub fn unsized_pools(&self) -> Vec<Unsized> {
        let pools = self.inventory.pools.numbered();
        let coming = pools.filter(|(_, pool)| {
            pool.count == 0 && pool.closed.is_none() && pool.template.allocatable.is_none()
        });
        let one = |(pool, _)| {
            let takes = |id: DaemonSetIx| (id, self.pods[id].scheduled().takes());
            let wanted = self.wanted_on_new_node(pool).into_iter();
            let daemon_sets: Vec<_> = wanted.map(takes).collect();
            let mut sum = ResourceAmounts::default();
            daemon_sets.iter().for_each(|(_, takes)| sum.add(takes));
            Unsized { pool, daemon_sets, takes: sum }
        };
        coming.map(one).collect()
    }
}

/// Who takes a node away, by its pool and its labels.
fn removal(inventory: &Inventory, node: &Node, machine: Machine) -> Removal {
    let pool = match machine {
        Machine::New(pool) => inventory.pools.get(pool),
        Machine::Node(_) => node.pool.and_then(|pool| inventory.pools.get(pool)),
    };
    let has = |key: &str| inventory.label(node, key).is_some();
    let of_karpenter = pool.is_some_and(|pool| pool.origin == Origin::Karpenter);
    let ignored = pool.is_some_and(|pool| pool.provisioning.ignores_daemon_sets);
    if of_karpenter || ignored || [NODE_POOL, CONTROL_PLANE, MASTER].into_iter().any(has) {
        return Removal::WhateverIsUsed;
    }
    let gpu = node.allocatable.iter().flat_map(ResourceAmounts::iter);
    let gpu = gpu.map(|(resource, _)| resource);
    let gpu = gpu.into_iter().find(|resource| is_gpu(resource.name(&inventory.symbols)));
    let own = pool.map(|pool| &pool.provisioning);
    let threshold = match gpu {
        Some(_) => own.and_then(|own| own.gpu_threshold),
        None => own.and_then(|own| own.threshold),
    };
    Removal::ByUse { threshold, gpu }
}

/// The label by which Karpenter's nodes name their pool.
const NODE_POOL: &str = "karpenter.sh/nodepool";

/// Whether a resource is a GPU that counts alone (`utils/gpu/gpu.go` of the cluster autoscaler).
fn is_gpu(name: &str) -> bool {
    let names = ["nvidia.com/gpu", "amd.com/gpu", "habana.ai/gaudi", "microsoft.com/directx"];
    names.contains(&name) || name.starts_with("gpu.intel.com/")
}

/// A node, or the next one of a pool.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Machine {
    Node(NodeIx),
    New(PoolIx),
}

/// What nodes of one entry have in common, but for their memory.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Shape<'a> {
    pool: Option<&'a str>,
    instance_type: Option<&'a str>,
    milli_cpu: i64,
    pods: i64,
    removal: Removal,
    wanted: &'a [DaemonSetIx],
}

/// The shapes, each with the memory and the place of its nodes.
#[derive(Default)]
struct Shapes<'a> {
    all: Vec<(Shape<'a>, Vec<(i64, Machine)>)>,
    known: HashMap<Shape<'a>, usize>,
    /// The shapes of each kind of machine.
    machines: HashMap<Shape<'a>, Vec<usize>>,
}

impl<'a> Shapes<'a> {
    /// Adds a node. One that is not as a new one would be, and that no other equals, goes with most
    /// of its kind of machine.
    fn add(&mut self, shape: Shape<'a>, as_new: bool, node: (i64, Machine)) {
        let machine = Shape { wanted: &[], ..shape };
        let members = |at: &usize| self.all.get(*at).map_or(0, |(_, members)| members.len());
        let alike = self.machines.get(&machine).filter(|_| !as_new);
        let alike = alike.and_then(|all| all.iter().copied().rev().max_by_key(members));
        let at = self.known.get(&shape).copied().or(alike).unwrap_or_else(|| {
            let new = self.all.len();
            self.all.push((shape, Vec::new()));
            self.known.insert(shape, new);
            self.machines.entry(machine).or_default().push(new);
            new
        });
        if let Some((_, members)) = self.all.get_mut(at) {
            members.push(node);
        }
    }
}

fn label<'a>(inventory: &'a Inventory, node: &Node, keys: &[&str]) -> Option<&'a str> {
    keys.iter().find_map(|key| inventory.label(node, key)).filter(|value| !value.is_empty())
}
