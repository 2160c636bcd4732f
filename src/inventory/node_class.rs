//! What pools leave to an object that they name: their node class, or a managed pool of machines.

use super::Inventory;
use super::node::Labels;
use super::pool::{NodeClassRef, Origin, Pool, UNBOUNDED};
use super::resources::ResourceAmounts;
use super::symbols::Symbols;
use crate::kubernetes::node_labels::{OS, RENAMED, WINDOWS_BUILD};

/// What a node class says of the nodes of its pools.
#[derive(Clone, Debug)]
pub(crate) struct NodeClass {
    /// How pools name it.
    pub this: NodeClassRef,
    /// The operating system.
    pub os: &'static str,
    /// How many pods a node takes, where that is written.
    pub max_pods: Option<i64>,
    /// What its kubelet keeps back, where that is written.
    pub reserved: Option<ResourceAmounts>,
}

/// Tells pools what the node classes say that they name.
pub(super) fn apply(classes: &[NodeClass], inventory: &mut Inventory) {
    let Inventory { pools, symbols, .. } = inventory;
    let managed: Vec<NodeClassRef> = pools
        .iter()
        .filter(|pool| pool.origin == Origin::ClusterApiManaged)
        .filter_map(|pool| pool.node_class.clone())
        .collect();
    for pool in pools.iter_mut().filter(|pool| pool.origin == Origin::ClusterApi) {
        if pool.node_class.as_ref().is_some_and(|class| managed.contains(class)) {
            pool.closed = Some("its managed machine pool tells of its nodes");
        }
    }
    for pool in pools.iter_mut() {
        let class = classes.iter().find(|class| pool.node_class.as_ref() == Some(&class.this));
        let Some(class) = class else { continue };
        pool.max_pods = class.max_pods;
        pool.reserved.clone_from(&class.reserved);
        let left = pool.open.iter().find(|open| symbols.text(open.key) == OS);
        if left.is_some_and(|open| !open.allows(class.os)) {
            pool.closed = Some("its node class has images of another operating system");
        } else {
            settle(pool, OS, class.os, symbols);
        }
    }
}

/// Takes it back that nobody sees to machines, where an object of its own has the autoscaler do so.
pub(super) fn bound(autoscaled: &[String], inventory: &mut Inventory) {
    let is_such = |pool: &Pool| {
        pool.origin == Origin::OpenShift && autoscaled.iter().any(|n| **n == *pool.name)
    };
    for pool in inventory.pools.iter_mut().filter(|pool| is_such(pool)) {
        pool.notes.retain(|note| !note.starts_with(UNBOUNDED));
        pool.closed = pool.closed.filter(|closed| *closed != UNBOUNDED);
    }
}

/// Sets a label of a pool's nodes, by the name that it had before too, where the pool leaves it open.
pub(super) fn settle(pool: &mut Pool, key: &str, value: &str, symbols: &mut Symbols) {
    let old = RENAMED.iter().find(|(_, new)| *new == key).map_or(key, |(old, _)| *old);
    let of_windows = symbols.find(WINDOWS_BUILD).filter(|_| (key, value) == (OS, "linux"));
    let [key, old, value] = [key, old, value].map(|text| symbols.intern(text));
    if !pool.open.iter().any(|open| open.key == key) {
        return;
    }
    let mut open = std::mem::take(&mut pool.open).into_vec();
    open.retain(|open| open.key != key && open.key != old && Some(open.key) != of_windows);
    pool.open = open.into();
    let labels = pool.template.labels.iter().chain([(key, value), (old, value)]);
    pool.template.labels = Labels::new(&labels.collect::<Vec<_>>());
}
