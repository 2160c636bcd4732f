//! What may become of a DaemonSet's pods instead, where the API server takes what changes them in an
//! order that nobody sets.

use super::cluster::Cluster;
use super::daemon_pod::{Compiled, Otherwise};
use super::ix::DaemonSetIx;
use super::plan::Plan;
use super::verdict::Verdict;
use crate::inventory::NodeIx;
use crate::inventory::ix::IxVec;

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
