//! What somebody expects of a DaemonSet's placement, in sentences: `every node with
//! kubernetes.io/os=linux`, `at least 95% of pool gpu`, `at most 10% of cpu on every node`.

mod judge;
mod new_nodes;
mod parse;
mod words;

use crate::inventory::ix::IxVec;
use crate::inventory::{Inventory, Node, NodeIx, Pool, PoolIx};
use crate::kubernetes::labels::Requirement;

pub(crate) use judge::{Answer, Breakers, Judgement, judge};
pub(crate) use parse::{Unreadable, parse, sentences};

/// One sentence, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expectation {
    /// What is expected of the nodes that are meant.
    pub claim: Claim,
    /// The nodes that are meant.
    pub nodes: Meant,
}

/// What is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// Each of the nodes gets a pod.
    Every,
    /// At least so many of them do.
    AtLeast(Share),
    /// At most so many of them do; none of them where that is nothing.
    AtMost(Share),
    /// The pods ask for no more than this of a resource.
    Takes {
        /// The most.
        most: Portion,
        /// The resource's name.
        resource: String,
        /// Each pod of its own node; else all pods of all nodes.
        each: bool,
    },
}

/// A number of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// So many.
    Nodes(usize),
    /// Of those that are meant.
    Percent(Percent),
}

/// An amount of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Portion {
    /// Thousandths for `cpu`, else bytes or units.
    Amount(i64),
    /// Of what nodes have to give.
    Percent(Percent),
}

/// A percentage, in hundredths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Percent(pub u32);

/// Which nodes are meant: those that meet all of this.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meant {
    /// The pool that they come from.
    pub pool: Option<String>,
    /// What their labels satisfy.
    pub labels: Vec<Requirement>,
}

impl Meant {
    /// Whether a node is meant.
    pub(crate) fn has(&self, node: &Node, inventory: &Inventory) -> bool {
        let of_pool = |pool: &String| inventory.pool_name(node) == Some(pool);
        let passes = |one: &Requirement| one.passes(inventory.label(node, &one.key));
        self.pool.as_ref().is_none_or(of_pool) && self.labels.iter().all(passes)
    }

    /// Whether the nodes that a pool starts are meant; none where that hangs on what is not known of
    /// them beforehand.
    pub(crate) fn has_new(&self, pool: &Pool, inventory: &Inventory) -> Option<bool> {
        if self.pool.as_ref().is_some_and(|name| *name != *pool.name) {
            return Some(false);
        }
        let is_open =
            |one: &Requirement| pool.open.iter().any(|open| inventory.text(open.key) == one.key);
        let (open, known): (Vec<_>, Vec<_>) = self.labels.iter().partition(|one| is_open(one));
        let template = &pool.template;
        let passes = |one: &&Requirement| one.passes(inventory.label(template, &one.key));
        match (known.iter().all(passes), open.is_empty()) {
            (false, _) => Some(false),
            (true, true) => Some(true),
            (true, false) => None,
        }
    }

    /// The pools of which new nodes are to be expected that are meant: those that have none.
    fn of_new(&self, inventory: &Inventory) -> Vec<PoolIx> {
        let coming = inventory.pools.numbered();
        let coming = coming.filter(|(_, pool)| pool.count == 0 && pool.closed.is_none());
        let meant = coming.filter(|(_, pool)| self.has_new(pool, inventory) == Some(true));
        meant.map(|(place, _)| place).collect()
    }

    /// The nodes that are meant, in the order of the inventory.
    fn of(&self, inventory: &Inventory) -> Vec<NodeIx> {
        let nodes: &IxVec<NodeIx, Node> = &inventory.nodes;
        let meant = nodes.numbered().filter(|(_, node)| self.has(node, inventory));
        meant.map(|(place, _)| place).collect()
    }
}
