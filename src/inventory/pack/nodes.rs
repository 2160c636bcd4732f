//! Nodes in groups of those that are alike.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::amounts;
use super::naming::{Naming, WrittenLabels};
use super::tree::Tree;
use crate::inventory::{
    Inventory, Node, NodeIx, OpenLabel, Origin, POOL_LABELS, Pool, PoolIx, ResourceAmounts, Symbol,
    TaintId,
};
use crate::kubernetes::labels::Test;
use crate::kubernetes::node_labels::INSTANCE_TYPE;

/// Nodes that stand together.
pub(super) struct Bucket {
    /// The pool of the inventory that they come from, if it was written as one.
    pub pool: Option<PoolIx>,
    /// The nodes, by their place.
    pub nodes: Vec<NodeIx>,
    /// Pods that run on each of them.
    pub pods: Vec<Tree>,
}

/// What nodes share, besides their labels.
#[derive(Clone, Debug, PartialEq)]
struct Common {
    labels: WrittenLabels,
    taints: Box<[TaintId]>,
    unschedulable: bool,
    ready: Option<bool>,
    kubelet: Option<Symbol>,
    declared_features: Option<Box<[Symbol]>>,
    allocatable: Option<ResourceAmounts>,
}

/// What is so unless something else is written.
static START: LazyLock<Common> = LazyLock::new(|| Common {
    labels: Vec::new(),
    taints: Box::new([]),
    unschedulable: false,
    ready: Some(true),
    kubelet: None,
    declared_features: None,
    allocatable: None,
});

/// Sorts the nodes into buckets: by pool, by the label that names one, by their type.
pub(super) fn buckets(inventory: &Inventory) -> Vec<Bucket> {
    let find = |key: &str| inventory.symbols.find(key);
    let keys: Vec<Symbol> = POOL_LABELS.iter().filter_map(|key| find(key)).collect();
    let kind = inventory.symbols.find(INSTANCE_TYPE);
    let mut buckets: Vec<Bucket> = Vec::new();
    let mut known = HashMap::new();
    for (place, node) in inventory.nodes.numbered() {
        let pool = node.pool.filter(|pool| is_written(inventory, *pool));
        let mark = keys.iter().find_map(|key| Some((*key, node.labels.get(*key)?)));
        let mark = mark.or_else(|| kind.and_then(|key| Some((key, node.labels.get(key)?))));
        // Within a pool all stands together; what one offers can be added to, not taken away.
        let by = if pool.is_some() { None } else { Some((mark, node.allocatable.is_some())) };
        let at = *known.entry((pool, by)).or_insert_with(|| {
            buckets.push(Bucket { pool, nodes: Vec::new(), pods: Vec::new() });
            buckets.len() - 1
        });
        if let Some(bucket) = buckets.get_mut(at) {
            bucket.nodes.push(place);
        }
    }
    buckets
}

fn is_written(inventory: &Inventory, pool: PoolIx) -> bool {
    inventory.pools.get(pool).is_some_and(|pool| pool.origin == Origin::Written && pool.count > 0)
}

impl Bucket {
    /// The bucket as a pool, or as a group of nodes.
    pub(super) fn tree(&self, naming: &Naming<'_>) -> Tree {
        let nodes: Vec<&Node> = self.of(naming.inventory).collect();
        let pool = self.pool.and_then(|pool| naming.inventory.pools.get(pool));
        let mut entries = Vec::new();
        let mut common = self.common(naming, &nodes);
        if let Some(pool) = pool {
            entries.push(("name".to_owned(), Tree::text(&*pool.name)));
            // What a new node has is the pool's, whatever its nodes have by now.
            let template = &pool.template;
            common = Common {
                labels: common.labels,
                taints: template.taints.clone(),
                unschedulable: template.unschedulable,
                ready: template.ready,
                kubelet: template.kubelet,
                declared_features: template.declared_features.clone(),
                allocatable: template.allocatable.clone(),
            };
        }
        push_shape(naming, &common, &START, &mut entries);
        if let Some(pool) = pool {
            push_coming(naming, pool, &nodes, &mut entries);
        }
        self.push_groups(naming, &common, &mut entries);
        if !self.pods.is_empty() {
            entries.push(("pods".to_owned(), Tree::List(self.pods.clone())));
        }
        entries.sort_by_key(|(key, _)| !matches!(key.as_str(), "name" | "names"));
        Tree::Map(entries)
    }

    fn of<'a>(&'a self, inventory: &'a Inventory) -> impl Iterator<Item = &'a Node> {
        self.nodes.iter().filter_map(|place| inventory.nodes.get(*place))
    }

    fn common(&self, naming: &Naming<'_>, nodes: &[&Node]) -> Common {
        let mut labels: Option<WrittenLabels> = None;
        for node in nodes {
            let here = naming.labels(node);
            match &mut labels {
                None => labels = Some(here),
                Some(common) => common.retain(|label| here.binary_search(label).is_ok()),
            }
        }
        let first = nodes.first();
        let taints = first.map(|node| node.taints.clone()).unwrap_or_default();
        let same = nodes.iter().all(|node| node.taints == taints);
        let cordoned = nodes.iter().filter(|node| node.unschedulable).count();
        let ready = first.and_then(|node| node.ready);
        let offered: Vec<_> = nodes.iter().filter_map(|node| node.allocatable.as_ref()).collect();
        let all = !offered.is_empty() && offered.len() == nodes.len();
        Common {
            labels: labels.unwrap_or_default(),
            taints: if same { taints } else { Box::new([]) },
            unschedulable: cordoned == nodes.len(),
            ready: if nodes.iter().all(|node| node.ready == ready) { ready } else { Some(true) },
            // What some lack can't be taken away again.
            kubelet: first
                .and_then(|node| node.kubelet)
                .filter(|kubelet| nodes.iter().all(|node| node.kubelet == Some(*kubelet))),
            declared_features: first
                .and_then(|node| node.declared_features.as_ref())
                .filter(|all| nodes.iter().all(|n| n.declared_features.as_ref() == Some(all)))
                .cloned(),
            allocatable: all.then(|| amounts::usual(offered.into_iter())),
        }
    }

    /// The nodes, by the labels, taints and states in which they differ; in these by what they
    /// offer.
    fn push_groups(&self, naming: &Naming<'_>, common: &Common, entries: &mut Vec<(String, Tree)>) {
        let mut variants: Vec<(Common, Vec<NodeIx>)> = Vec::new();
        let mut known: HashMap<_, usize> = HashMap::new();
        for place in &self.nodes {
            let Some(node) = naming.inventory.nodes.get(*place) else { continue };
            let mut labels = naming.labels(node);
            labels.retain(|label| common.labels.binary_search(label).is_err());
            let state = (node.unschedulable, node.ready);
            let kubelet = (node.kubelet, node.declared_features.clone());
            let key = (labels.clone(), node.taints.clone(), state, kubelet);
            let at = *known.entry(key).or_insert_with(|| {
                let variant = Common {
                    labels,
                    taints: node.taints.clone(),
                    unschedulable: node.unschedulable,
                    ready: node.ready,
                    kubelet: node.kubelet,
                    declared_features: node.declared_features.clone(),
                    allocatable: common.allocatable.clone(),
                };
                variants.push((variant, Vec::new()));
                variants.len() - 1
            });
            if let Some((_, nodes)) = variants.get_mut(at) {
                nodes.push(*place);
            }
        }
        let mut groups = Vec::new();
        for (variant, nodes) in &variants {
            let mut group = Vec::new();
            push_shape(naming, variant, common, &mut group);
            push_nodes(naming, nodes, common.allocatable.as_ref(), &mut group);
            // Names come first, groups last.
            group.sort_by_key(|(key, _)| key != "names");
            groups.push(group);
        }
        match groups.as_mut_slice() {
            [only] => entries.append(only),
            _ => entries
                .push(("nodes".to_owned(), Tree::List(groups.into_iter().map(simple).collect()))),
        }
    }
}

/// A group with nothing but one pattern is the pattern.
fn simple(group: Vec<(String, Tree)>) -> Tree {
    match group.as_slice() {
        [(key, Tree::Text(names))] if key == "names" => Tree::text(names.as_str()),
        _ => Tree::Map(group),
    }
}

/// Adds what is not as `around` has it. The labels are those to add; all of them are written.
fn push_shape(
    naming: &Naming<'_>,
    shape: &Common,
    around: &Common,
    entries: &mut Vec<(String, Tree)>,
) {
    let mut push = |key: &str, tree: Tree| entries.push((key.to_owned(), tree));
    // Where no node has the label that is given to every one, all groups say so.
    let nameless = naming.hostname.is_none() && std::ptr::eq(around, &*START);
    if !shape.labels.is_empty() || nameless {
        push("labels", naming.label_tree(&shape.labels, nameless));
    }
    if shape.taints != around.taints {
        push("taints", naming.taints(&shape.taints));
    }
    if shape.unschedulable != around.unschedulable {
        push("unschedulable", Tree::Literal(shape.unschedulable.to_string()));
    }
    if shape.ready != around.ready {
        push(
            "ready",
            match shape.ready {
                Some(ready) => Tree::Literal(ready.to_string()),
                None => Tree::Literal("null".to_owned()),
            },
        );
    }
    if let Some(kubelet) = shape.kubelet.filter(|_| shape.kubelet != around.kubelet) {
        push("kubelet", Tree::text(naming.inventory.text(kubelet)));
    }
    if let Some(features) = shape
        .declared_features
        .as_ref()
        .filter(|all| around.declared_features.as_ref() != Some(all))
    {
        let names = features.iter().map(|name| Tree::text(naming.inventory.text(*name)));
        push("declaredFeatures", Tree::List(names.collect()));
    }
    if let (Some(amounts), None) = (&shape.allocatable, &around.allocatable) {
        push("allocatable", amounts::allocatable(amounts, &naming.inventory.symbols));
    }
}

/// Adds the names of nodes, by what they offer.
fn push_nodes(
    naming: &Naming<'_>,
    nodes: &[NodeIx],
    usual: Option<&ResourceAmounts>,
    entries: &mut Vec<(String, Tree)>,
) {
    let symbols = &naming.inventory.symbols;
    let mut kinds: Vec<(Tree, Vec<NodeIx>)> = Vec::new();
    let mut known: HashMap<Option<&ResourceAmounts>, usize> = HashMap::new();
    for place in nodes {
        let Some(node) = naming.inventory.nodes.get(*place) else { continue };
        let at = *known.entry(node.allocatable.as_ref()).or_insert_with(|| {
            let tree = match (&node.allocatable, usual) {
                (Some(amounts), Some(usual)) => amounts::difference(amounts, usual, symbols),
                (Some(amounts), None) => amounts::allocatable(amounts, symbols),
                (None, _) => Tree::Map(Vec::new()),
            };
            kinds.push((tree, Vec::new()));
            kinds.len() - 1
        });
        if let Some((_, nodes)) = kinds.get_mut(at) {
            nodes.push(*place);
        }
    }
    let group = |(differs, nodes): (Tree, Vec<NodeIx>)| {
        let mut entries = vec![("names".to_owned(), naming.names(&nodes))];
        if !differs.is_empty() {
            entries.push(("allocatable".to_owned(), differs));
        }
        entries
    };
    let mut groups: Vec<_> = kinds.into_iter().map(group).collect();
    match groups.as_mut_slice() {
        [only] => entries.append(only),
        _ => {
            entries.push(("nodes".to_owned(), Tree::List(groups.into_iter().map(simple).collect())))
        }
    }
}

/// The pools without nodes, as far as new ones are to be expected of them.
pub(super) fn empty_pools(naming: &Naming<'_>) -> Vec<Tree> {
    let pools = naming.inventory.pools.iter();
    let coming = pools.filter(|pool| pool.count == 0 && pool.closed.is_none());
    // Two provisioners may have pools of one name; the short form has one.
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    coming
        .map(|pool| {
            let template = &pool.template;
            let times = taken.entry(pool.name.to_string()).or_default();
            *times += 1;
            let name = match *times {
                1 => pool.name.to_string(),
                number => format!("{}-{number}", pool.name),
            };
            let mut entries = vec![
                ("name".to_owned(), Tree::text(name)),
                ("count".to_owned(), Tree::Literal("0".to_owned())),
            ];
            let shape = Common {
                labels: naming.labels(template),
                taints: template.taints.clone(),
                unschedulable: template.unschedulable,
                ready: template.ready,
                kubelet: template.kubelet,
                declared_features: template.declared_features.clone(),
                allocatable: template.allocatable.clone(),
            };
            push_shape(naming, &shape, &START, &mut entries);
            push_coming(naming, pool, &[], &mut entries);
            Tree::Map(entries)
        })
        .collect()
}

/// Adds what is known of a pool's new nodes alone.
fn push_coming(
    naming: &Naming<'_>,
    pool: &Pool,
    nodes: &[&Node],
    entries: &mut Vec<(String, Tree)>,
) {
    // What the nodes show by their own labels is read from them again.
    let shown = |open: &OpenLabel| nodes.iter().any(|node| node.labels.get(open.key).is_some());
    let key = |open: &OpenLabel| naming.inventory.text(open.key);
    let mut open: Vec<&OpenLabel> = pool.open.iter().filter(|open| !shown(open)).collect();
    // In the order in which they are read.
    open.sort_by_key(|open| key(open));
    let requirements: Vec<Tree> =
        open.into_iter().flat_map(|open| requirements(key(open), open)).collect();
    if !requirements.is_empty() {
        entries.push(("requirements".to_owned(), Tree::List(requirements)));
    }
    if !pool.startup_taints.is_empty() {
        entries.push(("startupTaints".to_owned(), naming.taints(&pool.startup_taints)));
    }
}

fn requirements(key: &str, open: &OpenLabel) -> Vec<Tree> {
    let one = |operator: &str, values: Vec<String>| {
        let mut entries = vec![
            ("key".to_owned(), Tree::text(key)),
            ("operator".to_owned(), Tree::text(operator)),
        ];
        if !values.is_empty() {
            let values = values.into_iter().map(Tree::Text).collect();
            entries.push(("values".to_owned(), Tree::List(values)));
        }
        Tree::Map(entries)
    };
    let test = |test: &Test| match test {
        Test::In(values) => one("In", values.clone()),
        Test::NotIn(values) => one("NotIn", values.clone()),
        Test::Exists => one("Exists", Vec::new()),
        Test::DoesNotExist => one("DoesNotExist", Vec::new()),
        // A value of a label has no sign.
        Test::GreaterThan(limit) if *limit < 0 => one("Gte", vec![(limit + 1).to_string()]),
        Test::GreaterThan(limit) => one("Gt", vec![limit.to_string()]),
        Test::LessThan(limit) => one("Lt", vec![limit.to_string()]),
    };
    match &*open.tests {
        [] => vec![one("Exists", Vec::new())],
        tests => tests.iter().map(test).collect(),
    }
}
