//! Nodes, slimmed to what decides where pods go.

use super::ix::PoolIx;
use super::resources::ResourceAmounts;
use super::symbols::Symbol;

/// Labels of a node, pod or namespace: interned keys and values, each key once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Labels(Box<[(Symbol, Symbol)]>);

impl Labels {
    /// Labels of these pairs; where a key comes twice, the last one counts, as in a map.
    #[must_use]
    pub fn new(pairs: &[(Symbol, Symbol)]) -> Self {
        let rising = |pair: &[(Symbol, Symbol)]| matches!(pair, [(a, _), (b, _)] if a < b);
        if pairs.windows(2).all(rising) {
            return Self(pairs.into());
        }
        let mut pairs = pairs.to_vec();
        // Stable, so that of equal keys the last one read comes first, and stays.
        pairs.reverse();
        pairs.sort_by_key(|(key, _)| *key);
        pairs.dedup_by_key(|(key, _)| *key);
        Self(pairs.into_boxed_slice())
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: Symbol) -> Option<Symbol> {
        let place = self.0.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        self.0.get(place).map(|(_, value)| *value)
    }

    /// The pairs, in the order of the keys' symbols.
    pub fn iter(&self) -> impl Iterator<Item = (Symbol, Symbol)> + '_ {
        self.0.iter().copied()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A taint of [`Inventory::taints`](super::Inventory::taints), by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaintId(pub(super) u32);

impl TaintId {
    /// The place in the inventory's taints.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// `metadata.name`.
    pub name: Box<str>,
    /// `metadata.labels`.
    pub labels: Labels,
    /// `spec.taints`, in their order.
    pub taints: Box<[TaintId]>,
    /// `spec.unschedulable`: the node is cordoned.
    pub unschedulable: bool,
    /// Whether the condition `Ready` is `True`; none where the node has no such condition.
    pub ready: Option<bool>,
    /// `status.allocatable`; `status.capacity` where that is missing, as the API server fills it
    /// in. None where neither is known: then nothing is said about room.
    pub allocatable: Option<ResourceAmounts>,
    /// `status.nodeInfo.kubeletVersion`, where it is told.
    pub kubelet: Option<Symbol>,
    /// `status.declaredFeatures`; none where nothing is known of them.
    pub declared_features: Option<Box<[Symbol]>>,
    /// The pool it comes from, by its place in [`Inventory::pools`](super::Inventory::pools).
    pub pool: Option<PoolIx>,
}
