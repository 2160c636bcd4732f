//! What the DaemonSets of a run take of nodes together, where that is much: each told once, at the one
//! that takes most.

use std::collections::BTreeMap;

use crate::inventory::{NodeIx, Resource};
use crate::planner::capacity::{Capacity, LedgerEntry};
use crate::planner::counted::Counted;
use crate::planner::overhead::scale_down;
use crate::planner::{DaemonSetIx, Fleet};
use crate::rules::params::Params;

/// The most that DaemonSets may take of a node's CPU or memory, in percent.
pub(super) fn budget(params: &Params) -> i64 {
    params.number("daemonset-overhead", "share")
}

/// The percentage of a node's use up to which the cluster autoscaler removes it.
pub(super) fn scale_down_threshold(params: &Params) -> u64 {
    params.number("never-scaled-down", "threshold").unsigned_abs()
}

/// Nodes of which DaemonSets take much.
#[derive(Debug)]
pub(crate) struct Burden {
    /// Of what.
    pub resource: Resource,
    /// The nodes.
    pub nodes: Vec<NodeIx>,
    /// Of the node with the largest share: what it offers, what they take, and the share in
    /// hundredths of a percent.
    pub worst: (i64, i64, u64),
    /// What each takes there, most first.
    pub by: Vec<(DaemonSetIx, i64)>,
}

/// The burdens of a run, by the DaemonSet at which they are told.
#[derive(Debug, Default)]
pub(crate) struct Burdens {
    /// More than the budget of CPU or memory.
    pub over_budget: BTreeMap<DaemonSetIx, Vec<Burden>>,
    /// More than a part of the pods that the node takes.
    pub pods: BTreeMap<DaemonSetIx, Vec<Burden>>,
    /// Pools whose nodes the cluster autoscaler never removes.
    pub kept: BTreeMap<DaemonSetIx, Vec<LedgerEntry>>,
    /// What the provisioners of pools count.
    pub counted: Vec<Counted>,
}

impl Burdens {
    /// Reckons them for the DaemonSets of a fleet.
    pub(crate) fn new(fleet: &Fleet<'_>, capacity: &Capacity, params: &Params) -> Self {
        let mut all = Self { counted: fleet.counted(), ..Self::default() };
        let share = i128::from(budget(params));
        let is_over = |taken: i64, of: i64| i128::from(taken) * 100 > i128::from(of) * share;
        let both = [Resource::Cpu, Resource::Memory];
        let mut over: Vec<Burden> =
            both.into_iter().filter_map(|one| burden(capacity, one, is_over)).collect();
        // Of both on the same nodes the fuller one says it.
        if let [cpu, memory] = over.as_slice()
            && cpu.nodes == memory.nodes
        {
            let less = usize::from(cpu.worst.2 >= memory.worst.2);
            over.remove(less);
        }
        for burden in over {
            add(&mut all.over_budget, burden);
        }
        let part = i128::from(params.number("pods-per-node", "one-in"));
        let is_over = |taken: i64, of: i64| i128::from(taken) * part > i128::from(of);
        if let Some(burden) = burden(capacity, Resource::Pods, is_over) {
            add(&mut all.pods, burden);
        }
        let ledger = if may_be_of_group(fleet) { fleet.ledger() } else { Vec::new() };
        for entry in ledger {
            if is_kept(fleet, &entry, scale_down_threshold(params)) {
                let resource = fullest(&entry);
                let most = entry
                    .daemon_sets
                    .iter()
                    .max_by_key(|(at, takes)| (takes.get(resource), std::cmp::Reverse(*at)));
                if let Some((at, _)) = most {
                    all.kept.entry(*at).or_default().push(entry);
                }
            }
        }
        all
    }
}

/// Adds a burden at the one that takes most.
fn add(to: &mut BTreeMap<DaemonSetIx, Vec<Burden>>, burden: Burden) {
    let leader = burden.by.first().map(|(at, _)| *at);
    if let Some(at) = leader {
        to.entry(at).or_default().push(burden);
    }
}

/// The nodes of which several DaemonSets together take too much of a resource: one that asks for a
/// node of its own knows what it does.
fn burden(
    capacity: &Capacity,
    resource: Resource,
    is_over: impl Fn(i64, i64) -> bool,
) -> Option<Burden> {
    let of = |node: NodeIx| {
        // Where not all of them fit, another rule says so.
        let kind = Some(capacity.of(node)).filter(|kind| kind.without_room.is_empty())?;
        let offers = kind.allocatable.as_ref()?.get(resource);
        let takes = kind.takes.get(resource);
        if offers <= 0 || !is_over(takes, offers) {
            return None;
        }
        let takes_some = |at: &&DaemonSetIx| capacity.requests[**at].get(resource) > 0;
        let several = kind.wanted.iter().filter(takes_some).take(2).count() > 1;
        several.then_some((offers, takes))
    };
    let nodes: Vec<NodeIx> = capacity.nodes().filter(|node| of(*node).is_some()).collect();
    let share = |node: &NodeIx| capacity.of(*node).share(resource).unwrap_or_default();
    let worst = *nodes.iter().max_by_key(|node| (share(node), std::cmp::Reverse(**node)))?;
    let (offers, takes) = of(worst)?;
    let by = by(capacity, worst, resource);
    let worst = (offers, takes, share(&worst));
    (!by.is_empty()).then_some(Burden { resource, nodes, worst, by })
}

/// The DaemonSets of a node that take something of a resource, those that take most first.
fn by(capacity: &Capacity, node: NodeIx, resource: Resource) -> Vec<(DaemonSetIx, i64)> {
    let takes = |at: &DaemonSetIx| (*at, capacity.requests[*at].get(resource));
    let mut by: Vec<_> = capacity.of(node).wanted.iter().map(takes).collect();
    by.retain(|(_, takes)| *takes > 0);
    by.sort_by_key(|(at, takes)| (std::cmp::Reverse(*takes), *at));
    by
}

/// Of CPU and memory what a shape's DaemonSets take most of.
pub(super) fn fullest(entry: &LedgerEntry) -> Resource {
    match entry.share(Resource::Cpu) >= entry.share(Resource::Memory) {
        true => Resource::Cpu,
        false => Resource::Memory,
    }
}

/// The labels of nodes of groups that the cluster autoscaler, or the cloud's own, makes larger and
/// smaller.
const GROUP_LABELS: [&str; 4] = [
    "eks.amazonaws.com/nodegroup",
    "alpha.eksctl.io/nodegroup-name",
    "cloud.google.com/gke-nodepool",
    "kubernetes.azure.com/agentpool",
];

/// Whether any node can be of such a group.
fn may_be_of_group(fleet: &Fleet<'_>) -> bool {
    let inventory = fleet.inventory;
    GROUP_LABELS.iter().any(|key| inventory.symbols.find(key).is_some())
        || inventory.pools.iter().any(|pool| pool.origin.is_autoscaled())
}

/// Whether nodes of a shape are of a group that the cluster autoscaler sees to, and are never removed
/// for what DaemonSets take.
fn is_kept(fleet: &Fleet<'_>, entry: &LedgerEntry, threshold: u64) -> bool {
    let inventory = fleet.inventory;
    let pool = || {
        let named = |pool: &&crate::inventory::Pool| Some(&*pool.name) == entry.pool.as_deref();
        inventory.pools.iter().find(named)
    };
    let is_of_group = || {
        let by_label = entry.nodes.first().is_some_and(|node| {
            let node = &inventory.nodes[*node];
            inventory.label(node, "karpenter.sh/nodepool").is_none()
                && GROUP_LABELS.iter().any(|key| inventory.label(node, key).is_some())
        });
        let by_origin = || pool().is_some_and(|pool| pool.origin.is_autoscaled());
        by_label || by_origin()
    };
    // Of a node that not all fit on, another rule tells.
    let scale_down = scale_down(threshold, fleet.release);
    entry.is_never_scaled_down(scale_down) && entry.without_room.is_empty() && is_of_group()
}
