//! DaemonSets that have room for themselves and none beside the others of the run.

use std::collections::BTreeMap;

use crate::inventory::NodeIx;
use crate::planner::capacity::Capacity;
use crate::planner::{DaemonSetIx, Fleet, Plugin, Reason};

/// DaemonSets that are crowded out of the same nodes.
#[derive(Debug)]
pub(crate) struct Crowd {
    /// Their places in the run, in that order.
    pub daemon_sets: Vec<DaemonSetIx>,
    /// The nodes, by their places.
    pub nodes: Vec<NodeIx>,
    /// What the first of the DaemonSets lacks on the first of the nodes.
    pub reason: Reason,
}

/// The crowds of a run.
#[derive(Debug, Default)]
pub(crate) struct Crowds {
    /// By the place of their first DaemonSet.
    led_by: BTreeMap<DaemonSetIx, Vec<Crowd>>,
    /// The nodes that each DaemonSet is crowded out of.
    nodes_of: BTreeMap<DaemonSetIx, Vec<NodeIx>>,
}

impl Crowds {
    /// Takes together who is crowded out of the same nodes: a pool that is too small for all is
    /// one finding and not one for each DaemonSet.
    pub(crate) fn new(fleet: &Fleet<'_>, capacity: &Capacity) -> Self {
        let mut out: BTreeMap<DaemonSetIx, (Vec<NodeIx>, &Reason)> = BTreeMap::new();
        for node in fleet.inventory.nodes.places() {
            for lacking in &capacity.of(node).without_room {
                // What lacks room for itself is told for itself, and who pushes others away has some.
                let placement = fleet.placement(lacking.daemon_set);
                if !placement.verdict_alone(node).runs() || placement.verdict(node).runs() {
                    continue;
                }
                let mut short = lacking
                    .reasons
                    .iter()
                    .filter(|reason| reason.plugin == Plugin::NodeResourcesFit);
                if let Some(reason) = short.next() {
                    out.entry(lacking.daemon_set).or_insert((Vec::new(), reason)).0.push(node);
                }
            }
        }
        let nodes_of = out.iter().map(|(id, (nodes, _))| (*id, nodes.clone())).collect();
        let mut by_nodes: BTreeMap<Vec<NodeIx>, Crowd> = BTreeMap::new();
        for (daemon_set, (nodes, reason)) in out {
            let crowd = by_nodes.entry(nodes).or_insert_with_key(|nodes| Crowd {
                daemon_sets: Vec::new(),
                nodes: nodes.clone(),
                reason: reason.clone(),
            });
            crowd.daemon_sets.push(daemon_set);
        }
        let mut crowds: BTreeMap<DaemonSetIx, Vec<Crowd>> = BTreeMap::new();
        for crowd in by_nodes.into_values() {
            let Some(first) = crowd.daemon_sets.first() else { continue };
            crowds.entry(*first).or_default().push(crowd);
        }
        Self { led_by: crowds, nodes_of }
    }

    /// The crowds whose first DaemonSet stands at that place of the run.
    pub(crate) fn led_by(&self, daemon_set: DaemonSetIx) -> &[Crowd] {
        self.led_by.get(&daemon_set).map_or(&[], Vec::as_slice)
    }

    /// The nodes that the DaemonSet is crowded out of, in their order.
    pub(crate) fn nodes_of(&self, daemon_set: DaemonSetIx) -> &[NodeIx] {
        self.nodes_of.get(&daemon_set).map_or(&[], Vec::as_slice)
    }
}
