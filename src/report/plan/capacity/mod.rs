//! What the DaemonSets of a run take together.

mod counted;
mod json;
mod table;

pub(in crate::report) use counted::counted;
pub(in crate::report) use json::Taken;
pub(crate) use table::render as table;
pub(in crate::report) use table::{remark, sum};

use crate::inventory::{NodeIx, PoolIx, Resource};
use crate::planner::DaemonSetIx;
use crate::planner::capacity::{Collision, Excess, LedgerEntry, Limit};
use crate::planner::overhead::Overhead;
use crate::report::plan::view::View;
use crate::words::amount::amount;
use crate::words::escape::escape;
use crate::words::{count, names};

impl Overhead {
    /// The whole of it in a line.
    #[must_use]
    pub(crate) fn summary(&self, view: &View<'_>) -> String {
        let nodes = view.inventory.nodes.len();
        if nodes == 0 {
            return view.on_no_node_yet();
        }
        let sets = count(view.planned.len(), "DaemonSet");
        let nodes = count(nodes, "node");
        let said = match self.crowded() {
            // There is room, and something else that keeps pods waiting.
            0 if view.without_room() > 0 => {
                return format!("{sets} on {nodes}: {}", view.how_they_end());
            }
            0 => "all fit together".to_owned(),
            1 => "1 node can't take all of them".to_owned(),
            some => format!("{some} nodes can't take all of them"),
        };
        let coming = view.how_they_end_on_new_nodes();
        format!("{sets} on {nodes}: {said}{coming}")
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
pub(crate) fn excess(view: &View<'_>, excess: &Excess) -> String {
    let limit = match excess.limit {
        Limit::Share(share) => percent(Some(share)),
        Limit::Amount(limit) => amount(&excess.resource, limit),
    };
    let places = places(view, &excess.nodes, &excess.pools, 60);
    format!("{} is limited to {limit}: exceeded on {places}", escape(&excess.resource))
}

/// Nodes, and new nodes of pools, as many by name as there is room for.
fn places(view: &View<'_>, nodes: &[NodeIx], pools: &[PoolIx], room: usize) -> String {
    let mut places = Vec::new();
    if !nodes.is_empty() {
        let shown = names(view.names(nodes), room);
        places.push(format!("{} ({shown})", count(nodes.len(), "node")));
    }
    if !pools.is_empty() {
        let pools = pools.iter().map(|pool| &*view.inventory.pools[*pool].name);
        places.push(format!("new nodes of {}", names(pools, room)));
    }
    places.join(" and ")
}

/// Two DaemonSets that want one port, in words.
pub(in crate::report) fn collision(view: &View<'_>, collision: &Collision) -> String {
    let title = |place: DaemonSetIx| view.planned[place].title();
    let (first, second) = collision.daemon_sets;
    format!(
        "host port {}/{}: {} and {} meet on {}",
        collision.port,
        escape(&collision.protocol),
        title(first),
        title(second),
        places(view, &collision.nodes, &collision.pools, 50),
    )
}

/// The resources that the figures are about.
const FIGURES: [(&str, Resource); 3] =
    [("cpu", Resource::Cpu), ("memory", Resource::Memory), ("pods", Resource::Pods)];
