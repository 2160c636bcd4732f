//! Which nodes belong together, for outputs that show fleets.

use crate::inventory::{Inventory, Node};
use crate::kubernetes::node_labels::{CONTROL_PLANE, INSTANCE_TYPE};

/// How the key of a label that names a node's pool ends where it is none of the known ones.
const ENDINGS: [&str; 8] = [
    "nodepool",
    "node-pool",
    "agentpool",
    "nodegroup",
    "node-group",
    "instancegroup",
    "worker-pool",
    "pool",
];

/// The pools of an inventory by name, and for each node which of them it belongs to.
#[must_use]
pub(crate) fn pools(inventory: &Inventory) -> (Vec<String>, Vec<usize>) {
    let mut names: Vec<String> = Vec::new();
    let mut places = std::collections::HashMap::new();
    let of_node = inventory
        .nodes
        .iter()
        .map(|node| {
            *places.entry(name(inventory, node)).or_insert_with_key(|name| {
                names.push(name.clone());
                names.len() - 1
            })
        })
        .collect();
    (names, of_node)
}

/// The name of a node's pool: the one it was read with, what its labels say, its role, its type.
fn name(inventory: &Inventory, node: &Node) -> String {
    if let Some(pool) = inventory.pool_name(node) {
        return pool.to_owned();
    }
    let mut named: Vec<(usize, &str)> = inventory
        .labels(node)
        .filter_map(|(key, value)| {
            let last = key.rsplit('/').next().unwrap_or(key);
            Some((ENDINGS.iter().position(|known| *known == last)?, value))
        })
        .collect();
    named.sort_unstable();
    if let Some((_, value)) = named.first() {
        return (*value).to_owned();
    }
    if inventory.label(node, CONTROL_PLANE).is_some() {
        return "control-plane".to_owned();
    }
    let instance = inventory.label(node, INSTANCE_TYPE);
    instance.unwrap_or("other nodes").to_owned()
}
