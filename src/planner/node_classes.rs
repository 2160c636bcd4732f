//! Nodes that nothing in a run can tell apart by labels, name or taints, taken together.

use std::collections::{HashMap, HashSet};

use hashbrown::{HashMap as FastMap, HashSet as FastSet};
use k8s_openapi::api::core::v1::Taint;
use rayon::prelude::*;

use super::daemon_pod::DaemonPod;
use super::ix::{AskedIx, NodeClassIx};
use super::node_facts::NodeFacts;
use crate::inventory::ix::IxVec;
use crate::inventory::{Inventory, NEW_NODE, Node, Symbol, TaintId, VirtualMarks};
use crate::kubernetes::labels::Test;
use crate::kubernetes::node_affinity::RequiredNodeAffinity;
use crate::kubernetes::toleration::{PREFER_NO_SCHEDULE, Tolerating};

/// The label is missing.
const MISSING: u32 = 0;
/// The label has a value that no requirement names, of very many.
const OTHER: u32 = 1;
/// Values from here on are symbols.
const FIRST_VALUE: u32 = 2;
/// A label with more values than this (a host name, mostly) is told apart only by the values that
/// requirements name.
const MANY_VALUES: usize = 64;

/// The nodes of an inventory in classes: those of one class are the same to all DaemonSets of a
/// run.
#[derive(Debug)]
pub(crate) struct NodeClasses<'a> {
    inventory: &'a Inventory,
    columns: Vec<Column>,
    by_key: HashMap<&'a str, usize>,
    /// Node names that requirements name.
    names: HashMap<&'a str, u32>,
    /// The class of each node, those of the pools' templates behind them.
    pub of_node: Vec<NodeClassIx>,
    /// The classes, each with its first node.
    pub all: IxVec<NodeClassIx, NodeClass<'a>>,
}

/// What is the same of all nodes of a class.
#[derive(Debug)]
pub(crate) struct NodeClass<'a> {
    /// The first node of the class.
    pub node: &'a Node,
    /// Whether that is the template of a pool, which has no name of its own.
    is_template: bool,
    /// Whether the nodes are virtual.
    is_virtual: bool,
    /// The label's value in each column.
    values: Box<[u32]>,
    /// One more than the place of the node's name among those that are named; 0 for any other.
    name: u32,
    /// The taints that keep pods off, by their place in the inventory.
    taints: Box<[u32]>,
}

/// How many nodes are classed in one go.
const PART: usize = 4096;

/// The rows of a part of the nodes.
struct Rows<'a> {
    /// Each row once, with the first node that has it and whether that is a pool's template.
    rows: Vec<(Box<[u32]>, &'a Node, bool)>,
    /// The row of each node.
    of_node: Vec<u32>,
}

impl<'a> NodeClass<'a> {
    fn new(row: &[u32], columns: usize, node: &'a Node, is_template: bool) -> Self {
        let (values, rest) = row.split_at_checked(columns).unwrap_or_default();
        let (name, rest) = rest.split_first().unwrap_or((&0, &[]));
        let (is_virtual, taints) = rest.split_first().unwrap_or((&0, &[]));
        Self {
            node,
            is_template,
            is_virtual: *is_virtual != 0,
            values: values.into(),
            name: *name,
            taints: taints.into(),
        }
    }
}

#[derive(Debug)]
struct Column {
    key: Symbol,
    /// The values that count, if not all of them do.
    named: Option<FastSet<u32>>,
}

impl Column {
    /// A value, unless it is one of many.
    fn shown(&self, value: u32) -> u32 {
        match &self.named {
            Some(named) if value != MISSING && !named.contains(&value) => OTHER,
            _ => value,
        }
    }
}

/// A label's value as a number.
fn value(symbol: Symbol) -> u32 {
    symbol.index() as u32 + FIRST_VALUE
}

impl<'a> NodeClasses<'a> {
    /// Takes together the nodes of an inventory, and the templates of its pools, that these pods
    /// can't tell apart.
    #[must_use]
    pub(crate) fn new(inventory: &'a Inventory, pods: &IxVec<AskedIx, &'a DaemonPod>) -> Self {
        let mut this = Self {
            inventory,
            columns: Vec::new(),
            by_key: HashMap::new(),
            names: HashMap::new(),
            of_node: Vec::with_capacity(inventory.nodes.len() + inventory.pools.len()),
            all: IxVec::default(),
        };
        this.choose_columns(pods);
        this.classify();
        this
    }

    fn choose_columns(&mut self, pods: &IxVec<AskedIx, &'a DaemonPod>) {
        let affinities = || pods.iter().flat_map(|pod| pod.affinities());
        let mut named: HashMap<&'a str, Option<HashSet<&'a str>>> = HashMap::new();
        for (key, test) in affinities().flat_map(tests) {
            let values = named.entry(key).or_insert_with(|| Some(HashSet::new()));
            match test {
                Test::In(list) | Test::NotIn(list) => {
                    values.iter_mut().for_each(|v| v.extend(list.iter().map(String::as_str)));
                }
                Test::Exists | Test::DoesNotExist => {}
                // Any value counts for a comparison.
                Test::GreaterThan(_) | Test::LessThan(_) => *values = None,
            }
        }
        let mut keys: Vec<&str> = named.keys().copied().collect();
        keys.sort_unstable();
        for key in keys {
            let Some(symbol) = self.inventory.symbols.find(key) else { continue };
            let values = named.remove(key).flatten().map(|values| {
                let known = values.into_iter().filter_map(|text| self.inventory.symbols.find(text));
                known.map(value).collect()
            });
            self.by_key.insert(key, self.columns.len());
            self.columns.push(Column { key: symbol, named: values });
        }
        let fields = affinities().flat_map(|affinity| affinity.terms.iter().flatten());
        let fields = fields.flat_map(|term| term.fields()).map(|field| field.value.as_str());
        let names = fields.chain(pods.iter().filter_map(|pod| pod.node_name.as_deref()));
        for name in names {
            let next = self.names.len() as u32 + 1;
            self.names.entry(name).or_insert(next);
        }
    }

    /// What some nodes have in each column, node by node.
    fn values(&self, nodes: &[(&'a Node, bool)], by_symbol: &[(Symbol, usize)]) -> Vec<u32> {
        let width = by_symbol.len().max(1);
        let mut values = vec![MISSING; nodes.len() * width];
        for ((node, _), row) in nodes.iter().zip(values.chunks_exact_mut(width)) {
            // Both have the order of the keys' symbols.
            let mut labels = node.labels.iter().peekable();
            for (key, column) in by_symbol {
                while labels.next_if(|(other, _)| other < key).is_some() {}
                if let Some((_, symbol)) = labels.next_if(|(other, _)| other == key) {
                    row[*column] = value(symbol);
                }
            }
        }
        values
    }

    /// Whether the nodes have many values in a column; `values` has what they have.
    fn has_many_values(&self, column: usize, values: &[Vec<u32>]) -> bool {
        let width = self.columns.len().max(1);
        let mut seen = vec![false; self.inventory.symbols.len()];
        let rows = values.iter().flat_map(|values| values.chunks_exact(width));
        let new = rows.take(self.inventory.nodes.len()).filter(|row| {
            let place = row[column].checked_sub(FIRST_VALUE).map(|place| place as usize);
            let seen = place.and_then(|place| seen.get_mut(place));
            seen.is_some_and(|seen| !std::mem::replace(seen, true))
        });
        new.take(MANY_VALUES + 1).count() > MANY_VALUES
    }

    fn classify(&mut self) {
        let prefers: Vec<bool> =
            self.inventory.taints.iter().map(|t| t.effect == PREFER_NO_SCHEDULE).collect();
        let inventory = self.inventory;
        let templates = inventory.pools.iter().map(|pool| (&pool.template, true));
        let nodes: Vec<(&'a Node, bool)> =
            inventory.nodes.iter().map(|node| (node, false)).chain(templates).collect();
        let columns = self.columns.iter().enumerate();
        let mut by_symbol: Vec<(Symbol, usize)> =
            columns.map(|(place, column)| (column.key, place)).collect();
        by_symbol.sort_unstable();
        let values: Vec<Vec<u32>> =
            nodes.par_chunks(PART).map(|part| self.values(part, &by_symbol)).collect();
        let many = (0..self.columns.len()).into_par_iter();
        let many: Vec<bool> = many.map(|column| self.has_many_values(column, &values)).collect();
        for (column, _) in self.columns.iter_mut().zip(many).filter(|(_, many)| !many) {
            column.named = None;
        }
        let marks = inventory.virtual_marks();
        // Part by part at the same time, then the parts' rows one after the other.
        let parts: Vec<Rows<'a>> = nodes
            .par_chunks(PART)
            .zip(values)
            .map(|(part, values)| self.rows(part, &values, &prefers, &marks))
            .collect();
        let mut known: FastMap<Box<[u32]>, NodeClassIx> = FastMap::new();
        for part in parts {
            let classes: Vec<NodeClassIx> = part
                .rows
                .into_iter()
                .map(|(row, node, is_template)| {
                    *known.entry(row).or_insert_with_key(|row| {
                        self.all.push(NodeClass::new(row, self.columns.len(), node, is_template))
                    })
                })
                .collect();
            self.of_node.extend(part.of_node.iter().map(|row| classes[*row as usize]));
        }
    }

    /// The rows of some nodes, each once: the values of the columns, the name, whether they are
    /// virtual, the taints.
    fn rows(
        &self,
        nodes: &[(&'a Node, bool)],
        values: &[u32],
        prefers: &[bool],
        marks: &VirtualMarks,
    ) -> Rows<'a> {
        let mut rows = Rows { rows: Vec::new(), of_node: Vec::with_capacity(nodes.len()) };
        let mut known: FastMap<Box<[u32]>, u32> = FastMap::new();
        let mut row: Vec<u32> = Vec::new();
        let width = self.columns.len().max(1);
        for (&(node, is_template), values) in nodes.iter().zip(values.chunks_exact(width)) {
            row.clear();
            row.extend(self.columns.iter().zip(values).map(|(column, value)| column.shown(*value)));
            let named = if self.names.is_empty() { None } else { self.names.get(&*node.name) };
            row.push(named.copied().filter(|_| !is_template).unwrap_or_default());
            row.push(u32::from(marks.are_on(node)));
            let keeps_off = |id: &&TaintId| !prefers.get(id.index()).copied().unwrap_or_default();
            row.extend(node.taints.iter().filter(keeps_off).map(|id| id.index() as u32));
            let place = match known.get(row.as_slice()) {
                Some(place) => *place,
                None => {
                    let place = rows.rows.len() as u32;
                    known.insert(row.as_slice().into(), place);
                    rows.rows.push((row.as_slice().into(), node, is_template));
                    place
                }
            };
            rows.of_node.push(place);
        }
        rows
    }

    /// The columns that a pod looks at, and whether it looks at names.
    #[must_use]
    pub(crate) fn view(&self, pod: &DaemonPod) -> ClassView {
        let keys = pod.affinities();
        let keys = keys.into_iter().flat_map(tests).map(|(key, _)| key);
        let mut columns: Vec<usize> =
            keys.filter_map(|key| self.by_key.get(key).copied()).collect();
        columns.sort_unstable();
        columns.dedup();
        let names = pod.node_name.is_some() || pod.template.affinity.depends_on_node_name();
        let tolerations = [&pod.template.tolerations, &pod.pod.tolerations];
        let tolerations = tolerations.map(|tolerations| Tolerating::new(tolerations));
        let untolerated = |taint: &Taint| {
            // What an open toleration tolerates is not known.
            pod.doubts.has_tolerations()
                || tolerations.iter().any(|tolerations| !tolerations.tolerate(taint, pod.release))
        };
        let untolerated = self.inventory.taints.iter().map(untolerated).collect();
        ClassView { columns, names, untolerated }
    }

    /// A class as the controller sees it.
    #[must_use]
    pub(crate) fn facts<'s>(&'s self, class: &'s NodeClass<'a>) -> ClassFacts<'s> {
        ClassFacts { classes: self, class }
    }
}

/// What one DaemonSet looks at.
#[derive(Debug)]
pub(crate) struct ClassView {
    columns: Vec<usize>,
    names: bool,
    /// For each taint of the inventory whether the pod doesn't tolerate it.
    untolerated: Vec<bool>,
}

impl ClassView {
    /// Writes what the DaemonSet sees of a class: classes that give the same get the same answer.
    pub(crate) fn see(&self, class: &NodeClass<'_>, seen: &mut Vec<u32>) {
        seen.clear();
        let values = |column: &usize| class.values.get(*column).copied().unwrap_or_default();
        seen.extend(self.columns.iter().map(values));
        if self.names {
            seen.push(class.name);
        }
        seen.push(u32::from(class.is_virtual));
        let kept_off = |id: &&u32| self.untolerated.get(**id as usize).copied().unwrap_or_default();
        seen.extend(class.taints.iter().filter(kept_off));
    }
}

/// A class's node as the controller sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClassFacts<'s> {
    classes: &'s NodeClasses<'s>,
    class: &'s NodeClass<'s>,
}

impl NodeFacts for ClassFacts<'_> {
    fn is_virtual(&self) -> bool {
        self.class.is_virtual
    }

    fn name(&self) -> &str {
        // A name that nothing asks for stands for all such names; that of a pool's node to come is
        // not known, and none that is.
        if self.class.is_template { NEW_NODE } else { &self.class.node.name }
    }

    fn label(&self, key: &str) -> Option<&str> {
        self.classes.inventory.label(self.class.node, key)
    }

    fn is_one_of_many(&self, key: &str) -> bool {
        // What a new node's name will be, nobody knows.
        if self.class.is_template && self.label(key) == Some(NEW_NODE) {
            return true;
        }
        let column = self.classes.by_key.get(key);
        column.is_some_and(|column| self.class.values.get(*column) == Some(&OTHER))
    }

    fn taints(&self) -> impl Iterator<Item = &Taint> + Clone {
        let taint = |id: &u32| self.classes.inventory.taints.get(*id as usize);
        self.class.taints.iter().filter_map(taint)
    }
}

/// The tests of a required node affinity with their keys.
pub(super) fn tests(affinity: &RequiredNodeAffinity) -> impl Iterator<Item = (&str, &Test)> {
    let expressions = affinity.terms.iter().flatten().flat_map(|term| term.expressions());
    let requirements = affinity.node_selector.iter().chain(expressions);
    requirements.map(|requirement| (requirement.key.as_str(), &requirement.test))
}
