//! What the nodes and the DaemonSets of a run come to together, reckoned once, by the first rule
//! that asks.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock};

use k8s_openapi::api::apps::v1::DaemonSet;

use super::capacity::burden::Burdens;
use super::capacity::crowd::Crowds;
use super::cel::Value;
use super::pods::Names;
use super::policies::{AsObject, Policies};
use super::security::bound::BoundAccounts;
use super::selector::pickers::Pickers;
use super::subject::Subject;
use crate::inventory::ix::Ix;
use crate::inventory::{Inventory, Node, OpenLabel, Symbol};
use crate::kubernetes::pod_admission::{
    Admission, AdmissionContext, Change, Order, QuotaUse, Refusal, admit_in_order, are_let_in,
};
use crate::manifest::Manifest;
use crate::planner::capacity::{Capacity, PortIndex};
use crate::planner::daemon_pod::{Compiled, daemon_pod};
use crate::planner::{DaemonSetIx, Doubts, Fleet};
use crate::source::FileId;

/// What the nodes and the DaemonSets of a run come to together.
#[derive(Debug, Default)]
pub(super) struct Survey<'a> {
    pub labels: OnceLock<NodeLabels<'a>>,
    pub kubelets: OnceLock<BTreeMap<u32, usize>>,
    /// Whether there are nodes, or templates of new ones, of several operating systems.
    pub several_systems: OnceLock<bool>,
    /// Whether a node is known not to be ready.
    pub node_is_down: OnceLock<bool>,
    pub capacity: OnceLock<Capacity>,
    pub crowds: OnceLock<Crowds>,
    pub burdens: OnceLock<Arc<Burdens>>,
    pub network_agent: OnceLock<Option<&'a Manifest>>,
    pub pickers: OnceLock<Pickers<'a>>,
    pub ports: OnceLock<Ports>,
    pub policies: OnceLock<Policies<'a>>,
    pub context: OnceLock<AdmissionContext<'a>>,
    pub suppressing: OnceLock<HashSet<&'a FileId>>,
    pub bound: OnceLock<BoundAccounts<'a>>,
    pub default_class: OnceLock<bool>,
    pub openshift: OnceLock<bool>,
    /// The names of objects, by their kind and namespace.
    pub names: Mutex<HashMap<(&'static str, String), Arc<Names<'a>>>>,
    /// The nodes, and the objects, as expressions see them.
    pub nodes: OnceLock<Value>,
    pub objects: OnceLock<Value>,
    /// What becomes of the DaemonSets as objects.
    pub as_object: OnceLock<Vec<AsObject>>,
}

/// Why the pods of a DaemonSet are refused in a run without nodes, where of quotas only those count
/// that let in no pod at all.
pub(super) fn refusal(
    context: &AdmissionContext<'_>,
    subject: &Subject<'_>,
) -> Option<(Refusal, Vec<Change>)> {
    let daemon_set = subject.manifest.daemon_set()?;
    let namespace = subject.manifest.namespace();
    let is_valid = || subject.manifest.errors().next().is_none();
    if are_let_in(&daemon_set.spec.template, namespace, context) && is_valid() {
        return None;
    }
    refusal_of_pod(context, daemon_set, namespace)
}

/// The same by a pod that is made for it.
fn refusal_of_pod(
    context: &AdmissionContext<'_>,
    daemon_set: &DaemonSet,
    namespace: &str,
) -> Option<(Refusal, Vec<Change>)> {
    let created = || daemon_pod(daemon_set, context.release);
    let mut pod = created();
    let Admission { refusal, changes, .. } =
        admit_in_order(&mut pod, &created, (namespace, context), Order::AsGiven);
    // What another order lets in is refused by chance alone.
    let let_in = |what| {
        let order = Order::Reversed(what);
        let (mut pod, at) = (created(), (namespace, context));
        admit_in_order(&mut pod, &created, at, order).refusal.is_none()
    };
    if refusal.is_some() && context.unordered(namespace).any(let_in) {
        return None;
    }
    let by_quota = || QuotaUse::new(namespace, context).admit(&pod, 1).1;
    Some((refusal.or_else(by_quota)?, changes))
}

/// The labels that nodes and the templates of pools have.
#[derive(Debug)]
pub(super) struct NodeLabels<'a> {
    inventory: &'a Inventory,
    keys: BTreeSet<Symbol>,
    /// The values of the keys that the DaemonSets of the run ask for.
    values: HashMap<Symbol, BTreeSet<Symbol>>,
}

impl<'a> NodeLabels<'a> {
    pub(super) fn new(inventory: &'a Inventory, subjects: &[Subject<'a>]) -> Self {
        let mut values: HashMap<Symbol, BTreeSet<Symbol>> = HashMap::new();
        for subject in subjects {
            let known = subject.affinity().keys().filter_map(|key| inventory.symbols.find(key));
            values.extend(known.map(|key| (key, BTreeSet::new())));
        }
        let mut keys = BTreeSet::new();
        let mut is_key = vec![false; inventory.symbols.len()];
        let mut last: HashMap<Symbol, Symbol> = HashMap::new();
        let nodes: Vec<&Node> = inventory.nodes_and_templates().collect();
        for (key, value) in nodes.iter().flat_map(|node| node.labels.iter()) {
            if is_key.get_mut(key.index()).is_some_and(|seen| !std::mem::replace(seen, true)) {
                keys.insert(key);
            }
            // Nodes beside each other mostly have the same value.
            if let Some(values) = values.get_mut(&key)
                && last.insert(key, value) != Some(value)
            {
                values.insert(value);
            }
        }
        keys.extend(open_labels(inventory).map(|open| open.key));
        Self { inventory, keys, values }
    }

    /// All keys, in the order of their names.
    pub(super) fn keys(&self) -> BTreeSet<&'a str> {
        self.keys.iter().map(|key| self.inventory.text(*key)).collect()
    }

    /// Whether there is a node with a label of this key.
    pub(super) fn has(&self, key: &str) -> bool {
        let Self { inventory, .. } = self;
        if inventory.pools.iter().any(|pool| inventory.coming(pool, key).is_some()) {
            return true;
        }
        inventory.symbols.find(key).is_some_and(|key| self.keys.contains(&key))
    }

    /// The values of a key that the run asks for, in the order of their names.
    pub(super) fn values(&self, key: &str) -> BTreeSet<&'a str> {
        let values = self.inventory.symbols.find(key).and_then(|key| self.values.get(&key));
        values.into_iter().flatten().map(|value| self.inventory.text(*value)).collect()
    }

    /// Whether a node has a label of a key that the run asks for with this value, or the new node
    /// of a pool may have it.
    pub(super) fn has_value(&self, key: &str, value: &str) -> bool {
        let may_come =
            |open: &OpenLabel| self.inventory.text(open.key) == key && open.allows(value);
        let pools = &self.inventory.pools;
        if open_labels(self.inventory).any(may_come)
            || pools.iter().any(|pool| self.inventory.coming(pool, key).is_some())
        {
            return true;
        }
        let find = |text| self.inventory.symbols.find(text);
        let values = find(key).and_then(|key| self.values.get(&key));
        find(value).is_some_and(|value| values.is_some_and(|values| values.contains(&value)))
    }
}

/// The labels of new nodes whose values are not known beforehand.
fn open_labels(inventory: &Inventory) -> impl Iterator<Item = &OpenLabel> {
    inventory.pools.iter().flat_map(|pool| &pool.open)
}

/// The host ports that more than one DaemonSet of the run wants.
#[derive(Debug)]
pub(super) struct Ports {
    /// The pods of the DaemonSets that want one; empty where a fleet has them.
    pub pods: HashMap<DaemonSetIx, Compiled>,
    /// Their ports.
    pub index: PortIndex,
}

impl Ports {
    /// The ports of the DaemonSets of a run, whose pods its fleet has if there are nodes.
    pub(super) fn new(
        context: &AdmissionContext<'_>,
        fleet: Option<&Fleet<'_>>,
        daemon_sets: &[&Manifest],
    ) -> Self {
        let mut wanted: HashMap<i32, usize> = HashMap::new();
        for number in daemon_sets.iter().flat_map(|one| one.host_ports()) {
            *wanted.entry(*number).or_default() += 1;
        }
        let is_shared = |number: &i32| wanted.get(number).is_some_and(|times| *times > 1);
        let all = daemon_sets.iter().enumerate();
        let all = all.map(|(place, manifest)| (DaemonSetIx::new(place), *manifest));
        let sharing = all.filter(|(_, manifest)| manifest.host_ports().iter().any(is_shared));
        if let Some(fleet) = fleet {
            let pods = sharing.map(|(position, _)| (position, &fleet.pods[position]));
            let index = PortIndex::new(&pods.collect::<Vec<_>>());
            return Self { pods: HashMap::new(), index };
        }
        let nothing = Inventory::default();
        let pods = sharing.filter_map(|(position, manifest)| {
            let daemon_set = manifest.daemon_set()?;
            Some((position, Compiled::new(daemon_set, &nothing, context, Doubts::default())))
        });
        let pods: BTreeMap<DaemonSetIx, Compiled> = pods.collect();
        let in_order: Vec<_> = pods.iter().map(|(at, pod)| (*at, pod)).collect();
        let index = PortIndex::new(&in_order);
        Self { pods: pods.into_iter().collect(), index }
    }
}

#[cfg(test)]
mod tests;
