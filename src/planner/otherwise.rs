//! What may become of a DaemonSet's pods instead, where the API server takes what changes them in an
//! order that nobody sets.

use super::cluster::Cluster;
use super::daemon_pod::Compiled;
use super::ix::DaemonSetIx;
use super::plan::Plan;
use super::verdict::Verdict;
use crate::inventory::NodeIx;
use crate::inventory::ix::IxVec;
use crate::kubernetes::pod_admission::{Change, Plugin, Unordered};

/// What may become of the pods in the other order.
#[derive(Clone, Debug)]
pub struct Otherwise {
    /// What has no order.
    pub of: Unordered,
    /// The names of those whose order decides.
    pub names: Vec<String>,
    /// The pod of the other order.
    pub pod: Box<Compiled>,
}

impl Otherwise {
    /// The pods of both orders, where these are others to the API server or the scheduler; the one that
    /// is let in comes first.
    pub(super) fn or(of: Unordered, first: Compiled, other: Compiled) -> Compiled {
        if first.refusal.is_some() == other.refusal.is_some() && first.is_scheduled_as(&other) {
            return first;
        }
        let names = names(of, [&first, &other]);
        let (mut first, other) = match (&first.refusal, &other.refusal) {
            (Some(_), None) => (other, first),
            _ => (first, other),
        };
        first.otherwise.push(Self { of, names, pod: Box::new(other) });
        first
    }

    /// Whether the controller creates a pod that is refused anew until the order is the one that lets
    /// it in.
    #[must_use]
    pub fn is_tried_again(&self) -> bool {
        self.of == Unordered::LimitRanges && self.pod.refusal.is_some()
    }
}

/// The names of those that change the pods in either order, or refuse them.
fn names(of: Unordered, pods: [&Compiled; 2]) -> Vec<String> {
    let changed = pods.into_iter().flat_map(|pod| &pod.changes).filter_map(|one| match one {
        Change::LimitRange { name } if of == Unordered::LimitRanges => Some(name),
        Change::Policy { name, .. } if of == Unordered::MutatingPolicies => Some(name),
        _ => None,
    });
    let refusing = pods.into_iter().filter_map(|pod| pod.refusal.as_ref());
    let refusing = refusing.filter(|refusal| match of {
        Unordered::LimitRanges => refusal.plugin == Plugin::LimitRanger,
        Unordered::MutatingPolicies => refusal.plugin == Plugin::MutatingAdmissionPolicy,
    });
    let refusing = refusing.filter_map(|refusal| Some(&refusal.object.as_ref()?.name));
    let mut names: Vec<String> = changed.chain(refusing).cloned().collect();
    names.sort();
    names.dedup();
    names
}

/// Marks the nodes where it hangs on such an order whether a pod runs, and says how many pods there
/// are at least and at most.
pub(super) fn mark(plan: &mut Plan, pods: &IxVec<DaemonSetIx, Compiled>, cluster: &Cluster<'_>) {
    let others: Vec<(DaemonSetIx, &Otherwise)> = pods
        .numbered()
        .flat_map(|(id, pod)| pod.otherwise.iter().map(move |other| (id, other)))
        .filter(|(_, other)| !other.is_tried_again())
        .collect();
    if others.is_empty() {
        return;
    }
    let compiled: Vec<Compiled> = others.iter().map(|(_, other)| (*other.pod).clone()).collect();
    let instead = Plan::new(cluster, &compiled);
    let all: Vec<_> = others.iter().map(|(id, _)| *id).zip(instead.placements.iter()).collect();
    for id in pods.places() {
        let own: Vec<_> = all.iter().filter(|(of, _)| *of == id).map(|(_, other)| other).collect();
        let placement = &mut plan.placements[id];
        let (mut less, mut more) = (0, 0);
        let nodes: Vec<NodeIx> =
            if own.is_empty() { Vec::new() } else { placement.nodes().collect() };
        for node in nodes {
            let alone = placement.verdict_alone(node);
            // What a quota keeps off is not let in by another order.
            let by_quota = alone.is_refused() && pods[id].refusal.is_none();
            let differs = |other: &Verdict| other.runs() != alone.runs();
            if by_quota || !own.iter().any(|other| differs(other.verdict(node))) {
                continue;
            }
            if placement.verdict(node).runs() {
                less += 1;
            } else {
                more += 1;
            }
            placement.mark_chance(node);
        }
        if (less, more) != (0, 0) {
            let running = placement.running();
            let (least, most) = placement.range.unwrap_or((running, running));
            placement.range = Some((least.saturating_sub(less), most + more));
        }
    }
}
