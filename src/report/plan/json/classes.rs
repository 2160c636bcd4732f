//! The short form: classes of nodes, and the verdicts that each DaemonSet has for them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Answer;
use crate::inventory::ix::IxVec;
use crate::inventory::{Inventory, NodeIx, Symbol, TaintId};
use crate::kubernetes::toleration::notation;
use crate::planner::Verdict;
use crate::planner::alike_nodes::alike_nodes;
use crate::planner::ix::VerdictIx;
use crate::report::plan::view::{Planned, View};

/// The classes of a plan's nodes.
#[derive(Debug)]
pub(super) struct Classes(Vec<Vec<NodeIx>>);

/// Nodes that every DaemonSet gives the same answer, each with its name.
#[derive(Serialize)]
pub(super) struct Class<'a> {
    /// The labels that all of them have.
    labels: BTreeMap<&'a str, &'a str>,
    taints: Vec<String>,
    nodes: Vec<&'a str>,
}

/// What some of the classes get from a DaemonSet.
#[derive(Serialize)]
pub(super) struct OfClasses<'a> {
    /// Their places in `nodeClasses`.
    classes: Vec<usize>,
    /// How many nodes that are.
    count: usize,
    #[serde(flatten)]
    answer: Answer<'a>,
}

/// The pods of lower priority that go from a node.
#[derive(Serialize)]
pub(super) struct Preempted<'a> {
    node: &'a str,
    pods: Vec<String>,
}

impl Classes {
    pub(super) fn new(view: &View<'_>) -> Self {
        Self(alike_nodes(view.fleet))
    }

    /// The classes, in the order in which the verdicts count them.
    pub(super) fn all<'a>(&self, inventory: &'a Inventory) -> Vec<Class<'a>> {
        self.0.iter().map(|nodes| Class::new(inventory, nodes)).collect()
    }

    /// The verdicts of a DaemonSet, in the order in which it has them, each with its classes.
    pub(super) fn verdicts<'a>(&self, planned: &'a Planned<'a>) -> Vec<OfClasses<'a>> {
        let verdicts = &planned.placement.verdicts;
        let mut found: IxVec<VerdictIx, (Vec<usize>, usize)> =
            verdicts.iter().map(|_| (Vec::new(), 0)).collect();
        for (class, nodes) in self.0.iter().enumerate() {
            let Some(first) = nodes.first() else { continue };
            let (classes, count) = &mut found[planned.placement.verdict_ix(*first)];
            classes.push(class);
            *count += nodes.len();
        }
        let found = verdicts.iter().zip(found.iter().cloned());
        let told = found.filter(|(_, (classes, _))| !classes.is_empty());
        let of_classes = |(verdict, (classes, count)): (&'a Verdict, (Vec<usize>, usize))| {
            OfClasses { classes, count, answer: Answer::new(verdict, planned) }
        };
        told.map(of_classes).collect()
    }
}

impl<'a> Class<'a> {
    fn new(inventory: &'a Inventory, nodes: &[NodeIx]) -> Self {
        let all = || nodes.iter().map(|node| &inventory.nodes[*node]);
        let mut labels: Vec<(Symbol, Symbol)> =
            all().next().map(|node| node.labels.iter().collect()).unwrap_or_default();
        for node in all() {
            labels.retain(|(key, value)| node.labels.get(*key) == Some(*value));
        }
        let labels =
            labels.iter().map(|(key, value)| (inventory.text(*key), inventory.text(*value)));
        let taints = all().next().map(|node| &*node.taints).unwrap_or_default();
        let taint = |id: &TaintId| inventory.taints.get(id.index()).map(notation);
        Self {
            labels: labels.collect(),
            taints: taints.iter().filter_map(taint).collect(),
            nodes: all().map(|node| &*node.name).collect(),
        }
    }
}

/// The nodes from which others go so that a DaemonSet's pod gets its place.
pub(super) fn preempted<'a>(view: &View<'a>, planned: &Planned<'a>) -> Vec<Preempted<'a>> {
    let inventory = view.inventory;
    let found = inventory.nodes.numbered().filter_map(|(place, node)| {
        let pods = super::victims(view, planned, place);
        (!pods.is_empty()).then_some(Preempted { node: &node.name, pods })
    });
    found.collect()
}
