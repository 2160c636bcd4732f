//! DaemonSets that have room for themselves and none beside the others of the run.

use std::collections::BTreeMap;

use crate::planner::capacity::Capacity;
use crate::planner::{Placement, Plan, Plugin, Reason, Verdict};

/// DaemonSets that are crowded out of the same nodes.
#[derive(Debug)]
pub(crate) struct Crowd {
    /// Their places in the run, in that order.
    pub daemon_sets: Vec<u32>,
    /// The nodes, by their places.
    pub nodes: Vec<usize>,
    /// What the first of the DaemonSets lacks on the first of the nodes.
    pub reason: Reason,
}

/// The crowds of a run, by the place of their first DaemonSet.
#[derive(Debug, Default)]
pub(crate) struct Crowds(BTreeMap<u32, Vec<Crowd>>);

impl Crowds {
    /// Takes together who is crowded out of the same nodes: a pool that is too small for all is
    /// one finding and not one for each DaemonSet.
    pub fn new(plan: &Plan, capacity: &Capacity) -> Self {
        let mut out: BTreeMap<u32, (Vec<usize>, &Reason)> = BTreeMap::new();
        let nodes = plan.placements.first().map_or(0, Placement::nodes);
        for node in 0..nodes {
            let without = capacity.of(node).into_iter().flat_map(|kind| &kind.without_room);
            for lacking in without {
                let verdict = plan
                    .placements
                    .get(lacking.daemon_set as usize)
                    .and_then(|placement| placement.verdict(node));
                if !verdict.is_some_and(Verdict::runs) {
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
        let mut by_nodes: BTreeMap<Vec<usize>, Crowd> = BTreeMap::new();
        for (daemon_set, (nodes, reason)) in out {
            let crowd = by_nodes.entry(nodes).or_insert_with_key(|nodes| Crowd {
                daemon_sets: Vec::new(),
                nodes: nodes.clone(),
                reason: reason.clone(),
            });
            crowd.daemon_sets.push(daemon_set);
        }
        let mut crowds: BTreeMap<u32, Vec<Crowd>> = BTreeMap::new();
        for crowd in by_nodes.into_values() {
            let first = crowd.daemon_sets.first().copied().unwrap_or_default();
            crowds.entry(first).or_default().push(crowd);
        }
        Self(crowds)
    }

    /// The crowds whose first DaemonSet stands at that place of the run.
    pub fn led_by(&self, daemon_set: usize) -> &[Crowd] {
        let place = u32::try_from(daemon_set).ok();
        place.and_then(|place| self.0.get(&place)).map_or(&[], Vec::as_slice)
    }
}
