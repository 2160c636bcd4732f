//! The nodes of a cluster and what runs on them, slimmed to what decides where pods go.
//!
//! An [`Inventory`] is read from what kubectl prints or from a short hand-written file. Label
//! texts are interned ([`Symbols`]): 100,000 nodes share a few hundred keys and values.

mod builder;
pub(crate) mod error;
mod fields;
mod item;
pub(crate) mod ix;
mod json;
pub(crate) mod loader;
mod machine_template;
mod newest;
pub(crate) mod node;
mod node_class;
pub(crate) mod pack;
pub(crate) mod pod;
mod pod_item;
pub(crate) mod pool;
pub(crate) mod provider;
mod provisioner;
pub(crate) mod resources;
pub(crate) mod short;
pub(crate) mod symbols;
mod tables;
mod virtual_nodes;
mod whole;
mod yaml;

pub(crate) use builder::POOL_LABELS;
pub use error::Error;
pub use ix::NodeIx;
pub(crate) use ix::PoolIx;
pub use loader::Loader;
pub(crate) use loader::Wanted;
pub(crate) use newest::NewestPods;
pub use node::Node;
pub(crate) use node::{Labels, TaintId};
pub use pod::Pod;
pub(crate) use pod::{Disk, HostPort};
pub(crate) use pod_item::disks as pod_disks;
pub use pool::Pool;
pub(crate) use pool::{NEW_NODE, OpenLabel, Origin};
pub(crate) use provider::{Coming, Provider};
pub use resources::Resource;
pub(crate) use resources::ResourceAmounts;
pub(crate) use symbols::{Symbol, Symbols};
pub(crate) use virtual_nodes::VirtualMarks;

use std::collections::BTreeMap;

use crate::kubernetes::release::minor;
use ix::{Ix, IxVec};
use k8s_openapi::api::core::v1::Taint;

/// What is known of a cluster: its nodes, the pools they come from, the pods that run there.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// The nodes, in the order in which they were read. A node is named by its place here.
    pub nodes: IxVec<NodeIx, Node>,
    /// Pools that were given as such (hand-written, Karpenter, node groups), those without a node
    /// among them. Empty for what kubectl prints.
    pub pools: IxVec<PoolIx, Pool>,
    /// The pods that take room on a node: those that have one and are not finished.
    pub pods: Vec<Pod>,
    /// Pods of DaemonSets that the scheduler has found no place for yet, each with the node that it
    /// is meant for.
    pub waiting: Vec<Pod>,
    /// Of each DaemonSet what its newest pod asks for.
    pub newest: NewestPods,
    /// The versions of the API servers that run as pods, as their images are tagged.
    pub api_servers: Vec<Symbol>,
    /// Namespaces with their labels, for the namespace selectors of pod affinity.
    pub namespaces: Vec<(Symbol, Labels)>,
    /// The taints that occur, each once; [`TaintId`] is the place here.
    pub taints: Vec<Taint>,
    /// The texts behind the symbols.
    pub symbols: Symbols,
}

impl Inventory {
    /// The text of a symbol of this inventory.
    #[must_use]
    pub fn text(&self, symbol: Symbol) -> &str {
        self.symbols.text(symbol)
    }

    /// The nodes, and after them what each pool's new node looks like.
    pub fn nodes_and_templates(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().chain(self.pools.iter().map(|pool| &pool.template))
    }

    /// The value of a node's label, if it has that label.
    #[must_use]
    pub fn label<'a>(&'a self, node: &Node, key: &str) -> Option<&'a str> {
        let key = self.symbols.find(key)?;
        node.labels.get(key).map(|value| self.text(value))
    }

    /// The same inventory with one more node: the new one of a pool, with these labels beside those that
    /// it has in any case.
    #[must_use]
    pub fn with_new_node(&self, pool: PoolIx, labels: &[(&str, &str)]) -> Self {
        let mut more = self.clone();
        let Some(known) = self.pools.get(pool) else { return more };
        let symbols = &mut more.symbols;
        let added = labels.iter().map(|(key, value)| (symbols.intern(key), symbols.intern(value)));
        let added: Vec<_> = added.collect();
        let all: Vec<_> = known.template.labels.iter().chain(added).collect();
        let node = Node { labels: Labels::new(&all), pool: Some(pool), ..known.template.clone() };
        more.nodes.push(node);
        more
    }

    /// Whether any node, or one to come, has a label.
    #[must_use]
    pub fn knows_label(&self, key: &str) -> bool {
        self.symbols.find(key).is_some_and(|key| {
            self.nodes_and_templates().any(|node| node.labels.get(key).is_some())
        })
    }

    /// How a label comes to new nodes of a pool that its description doesn't name; none where it
    /// doesn't come, and for a label that the description has or leaves open.
    #[must_use]
    pub fn coming(&self, pool: &Pool, key: &str) -> Option<Coming> {
        let named = self.label(&pool.template, key).is_some()
            || pool.open.iter().any(|open| self.text(open.key) == key);
        if named { None } else { pool.provider.coming(key) }
    }

    /// Whether the cluster is OpenShift, by the label that its nodes have.
    #[must_use]
    pub fn is_openshift(&self) -> bool {
        let key = self.symbols.find("node.openshift.io/os_id");
        key.is_some_and(|key| self.nodes.iter().any(|node| node.labels.get(key).is_some()))
    }

    /// Whether a node is virtual or serverless: no pod of a DaemonSet ever runs there.
    #[must_use]
    pub fn is_virtual(&self, node: &Node) -> bool {
        self.virtual_marks().are_on(node)
    }

    /// What tells [`Self::is_virtual`] of many nodes.
    #[must_use]
    pub(crate) fn virtual_marks(&self) -> VirtualMarks {
        VirtualMarks::new(self)
    }

    /// The name of the pool that a node comes from: the one that it was read with, or what a label
    /// of [`POOL_LABELS`] says.
    #[must_use]
    pub fn pool_name<'a>(&'a self, node: &Node) -> Option<&'a str> {
        let given = node.pool.and_then(|pool| self.pools.get(pool));
        let labelled = || POOL_LABELS.iter().find_map(|key| self.label(node, key));
        given.map(|pool| &*pool.name).or_else(|| labelled().filter(|value| !value.is_empty()))
    }

    /// A node's labels as texts, sorted by neither key nor value.
    pub fn labels<'a>(&'a self, node: &'a Node) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        node.labels.iter().map(|(key, value)| (self.text(key), self.text(value)))
    }

    /// How many nodes have a kubelet of each minor version (the number after `1.`), oldest first. A
    /// node that doesn't tell it is left out.
    #[must_use]
    pub fn kubelets(&self) -> BTreeMap<u32, usize> {
        let mut by_text: BTreeMap<Symbol, usize> = BTreeMap::new();
        for version in self.nodes.iter().filter_map(|node| node.kubelet) {
            *by_text.entry(version).or_default() += 1;
        }
        let mut kubelets: BTreeMap<u32, usize> = BTreeMap::new();
        for (version, nodes) in by_text {
            if let Some(minor) = minor(self.text(version)) {
                *kubelets.entry(minor).or_default() += nodes;
            }
        }
        kubelets
    }

    /// The minor version of the oldest API server that runs as a pod here, if one does.
    #[must_use]
    pub fn api_server(&self) -> Option<u32> {
        self.api_servers.iter().filter_map(|version| minor(self.text(*version))).min()
    }

    /// A node's taints, in their order.
    pub fn taints<'a>(&'a self, node: &'a Node) -> impl Iterator<Item = &'a Taint> + 'a {
        node.taints.iter().filter_map(|id| self.taints.get(id.index()))
    }

    /// A taint of this inventory.
    #[must_use]
    pub fn taint(&self, id: TaintId) -> Option<&Taint> {
        self.taints.get(id.index())
    }

    /// Whether a pod belongs to the DaemonSet of that namespace and name.
    #[must_use]
    pub fn is_of(&self, pod: &Pod, namespace: &str, name: &str) -> bool {
        pod.daemon_set.is_some_and(|daemon_set| self.text(daemon_set) == name)
            && self.text(pod.namespace) == namespace
    }

    /// The place of the node of that name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<NodeIx> {
        self.nodes.iter().position(|node| &*node.name == name).map(NodeIx::new)
    }
}
