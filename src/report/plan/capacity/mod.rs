//! What the DaemonSets of a run take together.

mod json;
mod table;

pub(in crate::report) use json::Taken;
pub(in crate::report) use table::remark;
pub use table::render as table;

use crate::inventory::{NodeIx, Resource};
use crate::planner::capacity::{
    Budget, Capacity, Collision, Excess, LedgerEntry, Limit, NodeCapacity,
};
use crate::planner::{DaemonSetIx, Fleet};
use crate::report::plan::view::View;
use crate::words::amount::amount;
use crate::words::escape::escape;
use crate::words::{count, names};

/// The utilisation below which the cluster autoscaler removes a node, unless told otherwise, in
/// percent.
pub const SCALE_DOWN_THRESHOLD: u64 = 50;

/// What the DaemonSets of a run take of the nodes.
#[derive(Clone, Debug)]
pub struct Overhead {
    /// Node by node.
    pub capacity: Capacity,
    /// By shapes of nodes: what they take of an empty one.
    pub ledger: Vec<LedgerEntry>,
    /// Host ports that two of them want on one node.
    pub collisions: Vec<Collision>,
    /// Where they take more than they may.
    pub excess: Vec<Excess>,
    /// The utilisation below which the cluster autoscaler removes a node, in percent.
    pub scale_down_threshold: u64,
}

impl Overhead {
    /// Reckons what the DaemonSets of a plan take.
    #[must_use]
    pub fn new(fleet: &Fleet<'_>, budget: &Budget) -> Self {
        let capacity = fleet.capacity();
        let excess = budget.exceeded(&capacity, fleet.inventory);
        let (ledger, collisions) = (fleet.ledger(), fleet.collisions());
        let scale_down_threshold = SCALE_DOWN_THRESHOLD;
        Self { capacity, ledger, collisions, excess, scale_down_threshold }
    }

    /// The same for a cluster autoscaler with another threshold, in percent.
    #[must_use]
    pub fn with_threshold(self, scale_down_threshold: u64) -> Self {
        Self { scale_down_threshold, ..self }
    }

    /// On how many nodes not all that is wanted fits together.
    #[must_use]
    pub fn crowded(&self) -> usize {
        let crowded = |node: &NodeIx| !self.capacity.of(*node).without_room.is_empty();
        self.capacity.nodes().filter(crowded).count()
    }

    /// The whole of it in a line.
    #[must_use]
    pub fn summary(&self, view: &View<'_>) -> String {
        let nodes = view.inventory.nodes.len();
        let sets = count(view.planned.len(), "DaemonSet");
        match self.crowded() {
            0 => format!("{sets} on {}: all fit together", count(nodes, "node")),
            1 => format!("{sets} on {}: 1 node can't take all of them", count(nodes, "node")),
            some => {
                format!("{sets} on {}: {some} nodes can't take all of them", count(nodes, "node"))
            }
        }
    }

    /// Nodes with equal figures, the tightest first.
    fn groups(&self) -> Vec<(&NodeCapacity, Vec<NodeIx>)> {
        let mut groups: Vec<(&NodeCapacity, Vec<NodeIx>)> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for node in self.capacity.tightest() {
            let capacity = self.capacity.of(node);
            // Nodes of one kind have their figures at one address; other kinds can have the same.
            let place = *places.entry(std::ptr::from_ref(capacity)).or_insert_with(|| {
                let as_tight = |(other, _): &&(&NodeCapacity, Vec<NodeIx>)| {
                    other.tightness() == capacity.tightness()
                };
                let mut alike = groups.iter().rev().take_while(as_tight);
                if let Some(back) = alike.position(|(other, _)| *other == capacity) {
                    return groups.len() - 1 - back;
                }
                groups.push((capacity, Vec::new()));
                groups.len() - 1
            });
            if let Some((_, nodes)) = groups.get_mut(place) {
                nodes.push(node);
            }
        }
        for (_, nodes) in &mut groups {
            nodes.sort_unstable();
        }
        groups
    }
}

/// Hundredths of a percent as a percentage.
pub(in crate::report) fn percent(share: Option<u64>) -> String {
    match share {
        None => "?".to_owned(),
        Some(share) if share < 1000 => format!("{}.{}%", share / 100, share % 100 / 10),
        Some(share) => format!("{}%", share / 100),
    }
}

/// What the shapes of a ledger are called: pool and instance type; where these are not known, or
/// several shapes share them, also the first of the nodes.
pub(in crate::report) fn shapes(view: &View<'_>, overhead: &Overhead) -> Vec<String> {
    let named = |entry: &LedgerEntry| {
        let parts = [&entry.pool, &entry.instance_type].into_iter();
        parts.filter_map(|part| part.as_deref()).collect::<Vec<_>>().join(" ")
    };
    let all: Vec<String> = overhead.ledger.iter().map(named).collect();
    let of = |(entry, name): (&LedgerEntry, &String)| {
        let shared = name.is_empty() || all.iter().filter(|other| *other == name).count() > 1;
        let first = view.names(entry.nodes.get(..1).unwrap_or_default()).next();
        let name = match first.filter(|_| shared) {
            Some(first) => format!("{name} like {first}"),
            None => name.clone(),
        };
        escape(name.trim_start()).into_owned()
    };
    overhead.ledger.iter().zip(&all).map(of).collect()
}

/// A budget that is exceeded, in words.
#[must_use]
pub fn excess(view: &View<'_>, excess: &Excess) -> String {
    let limit = match excess.limit {
        Limit::Share(share) => percent(Some(share)),
        Limit::Amount(limit) => amount(&excess.resource, limit),
    };
    let nodes = names(view.names(&excess.nodes), 60);
    let number = count(excess.nodes.len(), "node");
    format!("{} is limited to {limit}: exceeded on {number} ({nodes})", escape(&excess.resource))
}

/// Two DaemonSets that want one port, in words.
pub(in crate::report) fn collision(view: &View<'_>, collision: &Collision) -> String {
    let title = |place: DaemonSetIx| view.planned[place].title();
    let (first, second) = collision.daemon_sets;
    format!(
        "host port {}/{}: {} and {} meet on {} ({})",
        collision.port,
        escape(&collision.protocol),
        title(first),
        title(second),
        count(collision.nodes.len(), "node"),
        names(view.names(&collision.nodes), 50),
    )
}

/// The resources that the figures are about.
const FIGURES: [(&str, Resource); 3] =
    [("cpu", Resource::Cpu), ("memory", Resource::Memory), ("pods", Resource::Pods)];
