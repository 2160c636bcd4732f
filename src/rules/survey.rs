//! What the nodes and the DaemonSets of a run come to together, reckoned once, by the first rule
//! that asks.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use super::capacity::crowd::Crowds;
use super::context::{Context, Subject};
use crate::inventory::ix::IxVec;
use crate::inventory::{Inventory, Node, NodeIx, OpenLabel, Symbol};
use crate::kubernetes::containers::containers;
use crate::kubernetes::pod_admission::{Admission, Change, QuotaUse, Refusal, admit};
use crate::planner::capacity::{Capacity, PortIndex};
use crate::planner::daemon_pod::{Compiled, daemon_pod};
use crate::planner::ix::VerdictIx;
use crate::planner::{DaemonSetIx, Placement, Tally, Verdict};
use crate::words::names_of;

/// What the nodes and the DaemonSets of a run come to together.
#[derive(Debug, Default)]
pub(super) struct Survey<'a> {
    labels: OnceLock<NodeLabels<'a>>,
    capacity: OnceLock<Capacity>,
    crowds: OnceLock<Crowds>,
    ports: OnceLock<Ports>,
    refusals: OnceLock<HashMap<DaemonSetIx, (Refusal, Vec<Change>)>>,
}

/// A DaemonSet with its nodes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'p> {
    /// The nodes.
    pub inventory: &'p Inventory,
    /// Where the DaemonSet's pods go.
    pub placement: &'p Placement,
    tally: &'p Tally,
}

impl<'p> Placed<'p> {
    /// A DaemonSet of a run with an inventory.
    pub fn of(cx: &'p Context<'_>, subject: &'p Subject<'_>) -> Option<Self> {
        let fleet = cx.fleet?;
        let (inventory, tally) = (fleet.inventory, &fleet.tally);
        Some(Self { inventory, placement: fleet.placement(subject.position), tally })
    }

    /// How many nodes have each of the placement's verdicts.
    pub fn counts(&self) -> IxVec<VerdictIx, usize> {
        self.tally.counts(self.placement)
    }

    /// How many nodes have a verdict of that kind.
    pub fn count(&self, is: impl Fn(&Verdict) -> bool) -> usize {
        self.tally.count(self.placement, is)
    }

    /// The nodes that have a verdict of that kind.
    pub fn nodes(&self, is: impl Fn(&Verdict) -> bool) -> Vec<NodeIx> {
        self.tally.nodes(self.placement, is)
    }

    /// The nodes in groups: `group_of` says for each of the placement's verdicts, by its place,
    /// which one it belongs to.
    pub fn grouped(&self, group_of: &IxVec<VerdictIx, Option<usize>>) -> Vec<Vec<NodeIx>> {
        self.tally.grouped(self.placement, group_of)
    }

    /// The names of nodes in short: three before `and N more`.
    pub fn names(&self, nodes: &[NodeIx]) -> String {
        names_of_nodes(self.inventory, nodes)
    }
}

/// The names of nodes in short. Of very many only the first are looked at.
pub(super) fn names_of_nodes(inventory: &Inventory, nodes: &[NodeIx]) -> String {
    const LOOKED_AT: usize = 200;
    let first = nodes.iter().take(LOOKED_AT).filter_map(|node| inventory.nodes.get(*node));
    let first: Vec<&str> = first.map(|node| &*node.name).collect();
    names_of(&first, nodes.len(), 60)
}

impl<'a> Context<'a> {
    /// The labels of the nodes; none without an inventory.
    pub(super) fn node_labels(&self) -> Option<&NodeLabels<'a>> {
        let inventory = self.fleet?.inventory;
        Some(self.survey.labels.get_or_init(|| NodeLabels::new(inventory, self.subjects())))
    }

    /// What the DaemonSets take of the nodes together; none without an inventory.
    pub(super) fn capacity(&self) -> Option<&Capacity> {
        let fleet = self.fleet?;
        Some(self.survey.capacity.get_or_init(|| fleet.capacity()))
    }

    /// The DaemonSets that are crowded out by the others; none without an inventory.
    pub(super) fn crowds(&self) -> Option<&Crowds> {
        let fleet = self.fleet?;
        let capacity = self.capacity()?;
        Some(self.survey.crowds.get_or_init(|| Crowds::new(fleet, capacity)))
    }

    /// Why the API server refuses a DaemonSet's pods, with what changed them before; none where it
    /// takes them.
    pub(super) fn refusal(&self, subject: &Subject<'_>) -> Option<(&Refusal, &[Change])> {
        if let Some(fleet) = self.fleet {
            let placement = fleet.placement(subject.position);
            return Some((placement.refusal.as_ref()?, &placement.changes));
        }
        let refusals = self.survey.refusals.get_or_init(|| refusals(self));
        refusals.get(&subject.position).map(|(refusal, changes)| (refusal, changes.as_slice()))
    }

    /// The host ports that more than one DaemonSet of the run wants.
    pub(super) fn shared_ports(&self) -> &Ports {
        self.survey.ports.get_or_init(|| Ports::new(self))
    }
}

/// The refusals of a run without nodes, where of quotas only those count that let in no pod at all.
fn refusals(cx: &Context<'_>) -> HashMap<DaemonSetIx, (Refusal, Vec<Change>)> {
    let context = cx.workspace.admission_context();
    let of = |subject: &Subject<'_>| {
        let daemon_set = subject.manifest.daemon_set()?;
        let mut pod = daemon_pod(daemon_set, context.release);
        let namespace = subject.manifest.namespace();
        let Admission { refusal, changes, .. } = admit(&mut pod, namespace, &context);
        let by_quota = || QuotaUse::new(namespace, &context).admit(&pod, 1).1;
        Some((subject.position, (refusal.or_else(by_quota)?, changes)))
    };
    cx.subjects().iter().filter_map(of).collect()
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
    fn new(inventory: &'a Inventory, subjects: &[Subject<'a>]) -> Self {
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
    pub fn keys(&self) -> BTreeSet<&'a str> {
        self.keys.iter().map(|key| self.inventory.text(*key)).collect()
    }

    /// Whether there is a node with a label of this key.
    pub fn has(&self, key: &str) -> bool {
        self.inventory.symbols.find(key).is_some_and(|key| self.keys.contains(&key))
    }

    /// The values of a key that the run asks for, in the order of their names.
    pub fn values(&self, key: &str) -> BTreeSet<&'a str> {
        let values = self.inventory.symbols.find(key).and_then(|key| self.values.get(&key));
        values.into_iter().flatten().map(|value| self.inventory.text(*value)).collect()
    }

    /// Whether a node has a label of a key that the run asks for with this value, or the new node
    /// of a pool may have it.
    pub fn has_value(&self, key: &str, value: &str) -> bool {
        let may_come =
            |open: &OpenLabel| self.inventory.text(open.key) == key && open.allows(value);
        if open_labels(self.inventory).any(may_come) {
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
    fn new(cx: &Context<'_>) -> Self {
        let mut wanted: HashMap<i32, usize> = HashMap::new();
        for number in cx.subjects().iter().flat_map(host_ports) {
            *wanted.entry(number).or_default() += 1;
        }
        let is_shared = |number: i32| wanted.get(&number).is_some_and(|times| *times > 1);
        let sharing = cx.subjects().iter().filter(|subject| host_ports(subject).any(is_shared));
        if let Some(fleet) = cx.fleet {
            let pods = sharing.map(|subject| (subject.position, &fleet.pods[subject.position]));
            let index = PortIndex::new(&pods.collect::<Vec<_>>());
            return Self { pods: HashMap::new(), index };
        }
        let (nothing, context) = (Inventory::default(), cx.workspace.admission_context());
        let pods = sharing.filter_map(|subject| {
            let daemon_set = subject.manifest.daemon_set()?;
            Some((subject.position, Compiled::new(daemon_set, &nothing, &context)))
        });
        let pods: BTreeMap<DaemonSetIx, Compiled> = pods.collect();
        let in_order: Vec<_> = pods.iter().map(|(at, pod)| (*at, pod)).collect();
        let index = PortIndex::new(&in_order);
        Self { pods: pods.into_iter().collect(), index }
    }
}

/// The numbers of the host ports that a DaemonSet asks for, as far as its manifest tells.
fn host_ports<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = i32> + 's {
    let in_host_network = subject.host_network();
    let ports = containers(subject.pod).flat_map(|container| container.ports.iter().flatten());
    ports.filter_map(move |port| {
        let written = port.host_port.filter(|port| *port > 0);
        written.or_else(|| in_host_network.then_some(port.container_port))
    })
}
