//! How many of the pods of a run the quotas of their namespaces let in.

use std::collections::BTreeMap;

use super::cluster::Cluster;
use super::daemon_pod::Compiled;
use super::placement::Placement;
use super::plan::Plan;
use crate::kubernetes::pod_admission::{AdmissionContext, QuotaUse};

/// Lets in as many pods of each DaemonSet as the quotas of its namespace have room for; several
/// DaemonSets share them, in the order of the run. Of a quota whose use is known the pods that run
/// already are counted there.
pub(super) fn apply_quotas(
    plan: &mut Plan,
    pods: &[Compiled],
    cluster: &Cluster<'_>,
    context: &AdmissionContext<'_>,
) {
    let mut uses: BTreeMap<&str, QuotaUse<'_>> = BTreeMap::new();
    for (placement, pod) in plan.placements.iter_mut().zip(pods) {
        let namespace = pod.created.namespace.as_str();
        let quotas = uses.entry(namespace).or_insert_with(|| QuotaUse::new(namespace, context));
        if quotas.is_empty() || pod.refusal.is_some() {
            continue;
        }
        let wanted = placement.count(|verdict| verdict.should_run);
        let there = if quotas.is_used() { running(placement, pod, cluster) } else { 0 };
        // Without nodes nothing is wanted, and one pod stands for those that will be.
        let asked = wanted.saturating_sub(there);
        let (admitted, refusal) = quotas.admit(&pod.pod, asked);
        if let Some(refusal) = refusal {
            placement.let_in(there + admitted, refusal);
        }
    }
    for (placement, pod) in plan.placements.iter_mut().zip(pods) {
        let quotas = uses.get(pod.created.namespace.as_str());
        let Some(quotas) = quotas.filter(|quotas| !quotas.is_empty()) else { continue };
        if pod.refusal.is_none() {
            placement.no_room_in_quota = quotas.refuses_one_more(&pod.pod);
        }
    }
}

/// On how many nodes that the controller wants a pod on one runs.
fn running(placement: &Placement, pod: &Compiled, cluster: &Cluster<'_>) -> usize {
    let has_own =
        |node: &_| cluster.pods_on(*node).any(|running| cluster.is_own(running, &pod.created));
    let wanted = placement.nodes().filter(|node| placement.verdict(*node).should_run);
    wanted.filter(has_own).count()
}
