//! Counting pods by what is the same place to them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::inventory::{Inventory, NodeIx, Symbol};

/// What "the same place" is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Key {
    /// Nodes with one value of a label; none where no node has that label.
    Label(Option<Symbol>),
    /// The node.
    Node,
    /// The cluster.
    Cluster,
}

/// What is counted, and where.
#[derive(Clone, Debug)]
pub(super) struct Counter {
    /// What a place is.
    pub key: Key,
    /// The nodes that count, where not all do.
    pub only: Option<Arc<[bool]>>,
}

/// The pods that were counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    by_place: HashMap<u32, i64>,
    /// All of them.
    pub total: i64,
}

impl Key {
    /// The place that a node belongs to; none where it belongs to none.
    pub(super) fn place(&self, inventory: &Inventory, node: NodeIx) -> Option<u32> {
        use crate::inventory::ix::Ix;
        match self {
            Self::Label(key) => {
                inventory.nodes[node].labels.get((*key)?).map(|value| value.index() as u32)
            }
            Self::Node => Some(node.index() as u32),
            Self::Cluster => Some(0),
        }
    }
}

impl Counter {
    /// A counter over all nodes.
    pub(super) const fn of(key: Key) -> Self {
        Self { key, only: None }
    }

    /// The place that a node's pods are counted at; none where they aren't.
    pub(super) fn place(&self, inventory: &Inventory, node: NodeIx) -> Option<u32> {
        use crate::inventory::ix::Ix;
        if self.only.as_ref().is_some_and(|only| only.get(node.index()) != Some(&true)) {
            return None;
        }
        self.key.place(inventory, node)
    }
}

impl Counts {
    /// Adds pods at a place.
    pub(super) fn add(&mut self, place: u32, pods: i64) {
        *self.by_place.entry(place).or_default() += pods;
        self.total += pods;
    }

    /// How many there are at a place.
    pub(super) fn at(&self, place: u32) -> i64 {
        self.by_place.get(&place).copied().unwrap_or_default()
    }

    /// Whether a place is known, be it with no pod.
    pub(super) fn knows(&self, place: u32) -> bool {
        self.by_place.contains_key(&place)
    }

    /// How many places are known.
    pub(super) fn places(&self) -> i64 {
        self.by_place.len() as i64
    }

    /// The fewest pods at a place; none where no place is known.
    pub(super) fn least(&self) -> Option<i64> {
        self.by_place.values().copied().min()
    }
}
