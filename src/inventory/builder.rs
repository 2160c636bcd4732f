//! An inventory while it is read.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::Inventory;
use super::error::Problem;
use super::ix::{Ix, NodeIx, PoolIx};
use super::machine_template::{self, MachineGroup, MachineTemplate};
use super::node::Node;
use super::node_class::{self, NodeClass};
use super::pool::Pool;
use super::tables::Tables;

/// The labels by which clouds, autoscalers and provisioners name the pool that a node comes from.
pub(crate) const POOL_LABELS: [&str; 10] = [
    "karpenter.sh/nodepool",
    "eks.amazonaws.com/nodegroup",
    "alpha.eksctl.io/nodegroup-name",
    "cloud.google.com/gke-nodepool",
    "kubernetes.azure.com/agentpool",
    "agentpool",
    "doks.digitalocean.com/node-pool",
    "cluster.x-k8s.io/pool-name",
    "kops.k8s.io/instancegroup",
    "worker.gardener.cloud/pool",
];

/// What was read so far, with what is looked up while reading.
#[derive(Debug, Default)]
pub(crate) struct InventoryBuilder {
    /// The inventory, without the tables that it shares with the reading.
    pub inventory: Inventory,
    /// The tables.
    pub tables: Tables,
    /// What pools leave to others, which may stand before or behind them.
    pub node_classes: Vec<NodeClass>,
    /// The same of Cluster API's machines.
    pub machine_templates: Vec<MachineTemplate>,
    /// The groups that name one of them.
    pub machine_groups: Vec<MachineGroup>,
    /// The MachineSets of OpenShift that an autoscaler sees to.
    pub autoscaled: Vec<String>,
    /// The places of the nodes, by their names' hashes.
    names: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl InventoryBuilder {
    /// Adds a node.
    ///
    /// # Errors
    /// There is one of that name.
    pub(crate) fn add_node(&mut self, node: Node) -> Result<(), Problem> {
        let nodes = &mut self.inventory.nodes;
        let hasher = &self.hasher;
        let name_of =
            |place: &u32| nodes.get(NodeIx::new(*place as usize)).map_or("", |node| &*node.name);
        let hash = hasher.hash_one(&*node.name);
        if self.names.find(hash, |place| name_of(place) == &*node.name).is_some() {
            return Err(Problem::DuplicateNode(node.name.to_string()));
        }
        let place = u32::try_from(nodes.len())
            .map_err(|_| Problem::Other("too many nodes for one inventory".to_owned()))?;
        self.names.insert_unique(hash, place, |place| hasher.hash_one(name_of(place)));
        nodes.push(node);
        Ok(())
    }

    /// Whether there is a node of that name.
    #[must_use]
    pub(crate) fn has_node(&self, name: &str) -> bool {
        let nodes = &self.inventory.nodes;
        let is = |place: &u32| {
            nodes.get(NodeIx::new(*place as usize)).is_some_and(|node| *node.name == *name)
        };
        self.names.find(self.hasher.hash_one(name), is).is_some()
    }

    /// Adds a pool, and gives its place.
    ///
    /// # Errors
    /// There are more than can be counted.
    pub(crate) fn add_pool(&mut self, pool: Pool) -> Result<PoolIx, Problem> {
        u32::try_from(self.inventory.pools.len())
            .map_err(|_| Problem::Other("too many pools for one inventory".to_owned()))?;
        Ok(self.inventory.pools.push(pool))
    }

    /// The inventory of all that was read.
    #[must_use]
    pub(crate) fn finish(self) -> Inventory {
        let Self { mut inventory, tables, .. } = self;
        inventory.symbols = tables.symbols;
        inventory.taints = tables.taints;
        inventory.newest = tables.newest;
        node_class::apply(&self.node_classes, &mut inventory);
        node_class::bound(&self.autoscaled, &mut inventory);
        machine_template::apply(&self.machine_templates, &self.machine_groups, &mut inventory);
        find_pools(&mut inventory);
        inventory
    }
}

/// Gives nodes that come from a pool of the inventory, by the label that names it, to that pool.
fn find_pools(inventory: &mut Inventory) {
    let Inventory { nodes, pools, symbols, .. } = inventory;
    let keys: Vec<_> = POOL_LABELS.iter().filter_map(|key| symbols.find(key)).collect();
    let marks: Vec<_> = pools
        .numbered()
        .filter_map(|(place, pool)| {
            let labels = &pool.template.labels;
            let mark = keys.iter().find_map(|key| Some((*key, labels.get(*key)?)))?;
            Some((mark, place))
        })
        .collect();
    if marks.is_empty() {
        return;
    }
    for node in nodes.iter_mut().filter(|node| node.pool.is_none()) {
        let is = |(key, value)| node.labels.get(key) == Some(value);
        node.pool = marks.iter().find(|(mark, _)| is(*mark)).map(|(_, place)| *place);
    }
}
