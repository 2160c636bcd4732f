//! An inventory in few lines: what decides where pods go, and nothing else.
//!
//! Nodes stand in groups of those that have a pool's label in common, within them by the labels and
//! taints in which they differ, then by what they offer. Pods stand at the group on all of whose
//! nodes they run, or name their nodes. What else the cluster has stands in a list behind it.

mod amounts;
mod naming;
mod nodes;
mod objects;
mod pods;
mod tree;

use naming::Naming;
pub(crate) use objects::Objects;
use tree::Tree;

use super::{Inventory, short};

/// How to pack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Write a hash for each node's name.
    pub hash_names: bool,
}

/// The inventory in the short form, as YAML. Read again, it gives the same answers for every node;
/// the nodes come in another order. Pools of which no new node is to be expected are left out.
#[must_use]
pub fn pack(inventory: &Inventory, options: Options) -> String {
    pack_with(inventory, &Objects::default(), options)
}

/// The same, and the cluster's other objects behind it.
#[must_use]
pub(crate) fn pack_with(inventory: &Inventory, objects: &Objects, options: Options) -> String {
    let naming = Naming::new(inventory, options.hash_names);
    let mut buckets = nodes::buckets(inventory);
    let rest = pods::assign(&naming, &mut buckets);
    let mut pools = Vec::new();
    let mut groups = Vec::new();
    for bucket in &buckets {
        match bucket.pool {
            Some(_) => pools.push(bucket.tree(&naming)),
            None => groups.push(bucket.tree(&naming)),
        }
    }
    pools.extend(nodes::empty_pools(&naming));
    let mut document = vec![
        ("apiVersion".to_owned(), Tree::text(short::API_VERSION)),
        ("kind".to_owned(), Tree::text(short::KIND)),
    ];
    let namespaces = pods::namespaces(&naming, objects);
    let api_servers = naming.api_servers();
    for (key, list) in [
        ("apiServers", api_servers),
        ("pools", pools),
        ("nodes", groups),
        ("namespaces", namespaces),
        ("pods", rest),
    ] {
        if !list.is_empty() {
            document.push((key.to_owned(), Tree::List(list)));
        }
    }
    Tree::Map(document).document() + &objects.document(&naming)
}
