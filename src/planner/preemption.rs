//! Which pods of lower priority the scheduler removes so that a pod gets room beside its predecessor.
//! Mirrors `SelectVictimsOnNode` of the plugin `DefaultPreemption`, but for PodDisruptionBudgets, which
//! only change which of several sets goes. Where pods come anew, [`super::together`] has them go.

use super::cluster::Cluster;
use super::daemon_pod::Compiled;
use crate::inventory::{NodeIx, Pod, ResourceAmounts};

/// Spares pods in their order as long as there is room, and gives those that go.
fn spare<'a>(
    cluster: &Cluster<'_>,
    compiled: &Compiled,
    node: NodeIx,
    lower: Vec<&'a Pod>,
    kept: &mut Vec<&'a Pod>,
) -> Vec<&'a Pod> {
    let mut victims = Vec::new();
    for pod in lower {
        kept.push(pod);
        if !fits(cluster, compiled, node, kept) {
            kept.pop();
            victims.push(pod);
        }
    }
    victims
}

/// The pods that go from a node so that a DaemonSet's pod gets room beside its predecessor, which may
/// be one of those that go: it is the youngest, and spared last.
#[must_use]
pub(crate) fn victims_beside<'a>(
    cluster: &Cluster<'a>,
    compiled: &Compiled,
    predecessor: &'a Pod,
    node: NodeIx,
) -> Vec<&'a Pod> {
    if !compiled.preempts {
        return Vec::new();
    }
    let others = cluster.pods_on(node).filter(|pod| !cluster.is_own(pod, compiled.scheduled()));
    let all = others.chain(std::iter::once(predecessor));
    let (mut lower, mut kept): (Vec<&Pod>, Vec<&Pod>) =
        all.partition(|pod| pod.priority < compiled.priority);
    if lower.is_empty() || !fits(cluster, compiled, node, &kept) {
        return Vec::new();
    }
    let is_last = |pod: &Pod| std::ptr::eq(pod, predecessor);
    lower.sort_by_key(|pod| (std::cmp::Reverse(pod.priority), is_last(pod)));
    spare(cluster, compiled, node, lower, &mut kept)
}

/// Whether a pod has room on a node beside these.
fn fits(cluster: &Cluster<'_>, compiled: &Compiled, node: NodeIx, beside: &[&Pod]) -> bool {
    let pod = compiled.scheduled();
    let Some(node) = cluster.inventory.nodes.get(node) else { return false };
    let mut used = ResourceAmounts::default();
    beside.iter().for_each(|other| used.add(&other.requests));
    let enough = node
        .allocatable
        .as_ref()
        .is_none_or(|all| !pod.needs.iter().any(|need| need.exceeds(all, &used)));
    let mut ports = beside.iter().flat_map(|other| cluster.host_ports(other));
    let port_taken = ports.any(|taken| {
        pod.ports.iter().any(|wanted| wanted.conflicts_with(taken, cluster.inventory))
    });
    let mut disks = beside.iter().flat_map(|other| &other.disks);
    let disk_taken =
        disks.any(|taken| pod.disks.iter().any(|wanted| wanted.disk.conflicts_with(taken)));
    enough && !port_taken && !disk_taken
}
