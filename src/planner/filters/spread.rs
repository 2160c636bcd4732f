//! Topology spread. Mirrors the plugin `PodTopologySpread`.

use std::collections::HashMap;

use crate::inventory::{Node, NodeIx, Pod, Symbol};
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, untolerated};
use crate::planner::cluster::Cluster;
use crate::planner::daemon_pod::DaemonPod;
use crate::planner::demand::SpreadConstraint;
use crate::planner::reason::{Fact, Plugin, Reason};

impl SpreadConstraint {
    /// Whether a pod of a DaemonSet is one of those that are spread.
    pub(in crate::planner) fn counts_daemon(&self, pod: &DaemonPod, other: &DaemonPod) -> bool {
        !self.selector.is_everything()
            && other.namespace == pod.namespace
            && self.selector.matches(&other.labels)
    }

    /// Whether a pod that runs is one of those that are spread (`countPodsMatchSelector`).
    pub(in crate::planner) fn counts(
        &self,
        cluster: &Cluster<'_>,
        pod: &DaemonPod,
        running: &Pod,
    ) -> bool {
        !self.selector.is_everything()
            && !running.terminating
            && cluster.inventory.text(running.namespace) == pod.namespace
            && self.selector.matches_with(|key| {
                let key = cluster.inventory.symbols.find(key)?;
                running.labels.get(key).map(|value| cluster.inventory.text(value))
            })
    }
}

/// What topology spread says of one DaemonSet's pods on every node.
#[derive(Debug)]
pub(crate) struct Spread<'a> {
    cluster: &'a Cluster<'a>,
    pod: &'a DaemonPod,
    /// Matching pods by domain over all nodes that count, for constraints that count more than
    /// the one node.
    domains: Vec<Option<HashMap<Symbol, i64>>>,
}

impl<'a> Spread<'a> {
    /// Counts the pods that matter (`PreFilter`); none if the pod has no such constraint.
    #[must_use]
    pub(crate) fn new(cluster: &'a Cluster<'a>, pod: &'a DaemonPod) -> Option<Self> {
        if pod.spread.is_empty() {
            return None;
        }
        let mut this = Self { cluster, pod, domains: Vec::new() };
        for constraint in &pod.spread {
            this.domains.push((!constraint.honor_affinity).then(|| this.count(constraint)));
        }
        Some(this)
    }

    fn count(&self, constraint: &SpreadConstraint) -> HashMap<Symbol, i64> {
        let mut domains = HashMap::new();
        let inventory = self.cluster.inventory;
        let key = inventory.symbols.find(&constraint.topology_key);
        for (place, node) in inventory.nodes.numbered() {
            let value = key.and_then(|key| node.labels.get(key));
            let Some(value) = value.filter(|_| self.has_all_keys(node)) else { continue };
            let taints = inventory.taints(node);
            let (effects, tolerations) = ([NO_SCHEDULE, NO_EXECUTE], &self.pod.pod.tolerations);
            if constraint.honor_taints
                && untolerated(taints, tolerations, &effects, self.pod.release).next().is_some()
            {
                continue;
            }
            *domains.entry(value).or_default() += self.count_on(constraint, place, false);
        }
        domains
    }

    fn has_all_keys(&self, node: &Node) -> bool {
        let symbols = &self.cluster.inventory.symbols;
        self.pod.spread.iter().all(|constraint| {
            symbols.find(&constraint.topology_key).is_some_and(|key| node.labels.get(key).is_some())
        })
    }

    /// The pods on a node that are spread: all, or those of the DaemonSet's own alone.
    fn count_on(&self, constraint: &SpreadConstraint, node: NodeIx, own: bool) -> i64 {
        let counted = self.cluster.pods_on(node).filter(|running| {
            (!own || self.cluster.is_own(running, self.pod))
                && constraint.counts(self.cluster, self.pod, running)
        });
        counted.count() as i64
    }

    /// Why the pod can't go to a node (`Filter`). Its own predecessor on the node doesn't count.
    #[must_use]
    pub(crate) fn refusals(&self, node: NodeIx) -> Vec<Reason> {
        let inventory = self.cluster.inventory;
        let Some(labels) = inventory.nodes.get(node).map(|node| &node.labels) else {
            return Vec::new();
        };
        let mut reasons = Vec::new();
        let has_all_keys = inventory.nodes.get(node).is_some_and(|node| self.has_all_keys(node));
        for (constraint, domains) in self.pod.spread.iter().zip(&self.domains) {
            let key = inventory.symbols.find(&constraint.topology_key);
            let Some(value) = key.and_then(|key| labels.get(key)) else {
                reasons.push(refusal(constraint, MISSING_LABEL, true));
                continue;
            };
            if self.skew(constraint, domains.as_ref(), node, value, has_all_keys)
                > constraint.max_skew
            {
                reasons.push(refusal(constraint, SKEW, false));
            }
        }
        reasons
    }

    /// By how many pods the node's domain would be ahead of the emptiest.
    fn skew(
        &self,
        constraint: &SpreadConstraint,
        domains: Option<&HashMap<Symbol, i64>>,
        node: NodeIx,
        value: Symbol,
        has_all_keys: bool,
    ) -> i64 {
        let own = self.count_on(constraint, node, true);
        let (here, emptiest, count) = match domains {
            // Only the node itself counts, if it counts at all.
            None if has_all_keys => {
                let here = self.count_on(constraint, node, false) - own;
                (here, here, 1)
            }
            None => (0, i64::from(i32::MAX), 0),
            Some(domains) => {
                let own = if domains.contains_key(&value) { own } else { 0 };
                let here = domains.get(&value).copied().unwrap_or_default() - own;
                let others = domains.iter().filter(|(domain, _)| **domain != value);
                let emptiest = others.map(|(_, count)| *count).min();
                let emptiest = if domains.contains_key(&value) {
                    emptiest.map_or(here, |others| others.min(here))
                } else {
                    emptiest.unwrap_or(i64::from(i32::MAX))
                };
                (here, emptiest, domains.len() as i64)
            }
        };
        let emptiest = if count < constraint.min_domains { 0 } else { emptiest };
        here + i64::from(constraint.counts_itself) - emptiest
    }
}

/// What the filter says of a node without the topology key.
pub(in crate::planner) const MISSING_LABEL: &str =
    "node(s) didn't match pod topology spread constraints (missing required label)";
/// What it says where the pod would put its domain too far ahead.
pub(in crate::planner) const SKEW: &str = "node(s) didn't match pod topology spread constraints";

/// A reason of the filter.
pub(in crate::planner) fn refusal(
    constraint: &SpreadConstraint,
    message: &str,
    missing: bool,
) -> Reason {
    Reason::new(
        Plugin::PodTopologySpread,
        message,
        Some(constraint.field.clone()),
        Fact::Topology { key: constraint.topology_key.clone(), missing },
    )
}
