//! What a pod wants of its node's room.

use super::{Asker, Check, CheckKind, Item, Line, OnNode, ResourceFigures};
use crate::inventory::{NodeIx, Pod, Resource, ResourceAmounts};
use crate::planner::cluster::Cluster;
use crate::planner::daemon_pod::DaemonPod;
use crate::planner::demand::Need;
use crate::planner::filters::pod_affinity::PodAffinity;
use crate::planner::filters::spread::Spread;

impl OnNode<'_> {
    /// The scheduler's checks, in the order of its filters.
    pub(super) fn scheduler_checks(&self) -> Vec<Check> {
        let pod = self.compiled.scheduled();
        let mut checks = self.demand_checks();
        let mut check = |kind, lines| checks.push(Check::new(kind, Asker::Scheduler, lines));
        check(CheckKind::HostPorts, self.host_ports(pod));
        check(CheckKind::Resources, self.resources(pod));
        check(CheckKind::Volumes, self.volumes(pod));
        let spread = Spread::new(self.cluster, pod);
        let reasons = spread.as_ref().map(|spread| spread.refusals(self.node)).unwrap_or_default();
        let mut spread_lines: Vec<Line> = reasons.iter().map(Line::said).collect();
        if spread.is_some() && spread_lines.is_empty() {
            spread_lines.push(holds("every constraint holds"));
        }
        check(CheckKind::TopologySpread, spread_lines);
        let affinity = PodAffinity::new(self.cluster, pod);
        let reasons = affinity.as_ref().map(|a| a.refusals(self.node)).unwrap_or_default();
        let mut affinity_lines: Vec<Line> = reasons.iter().map(Line::said).collect();
        if affinity.is_some() && affinity_lines.is_empty() {
            affinity_lines.push(holds("every term holds"));
        }
        check(CheckKind::PodAffinity, affinity_lines);
        checks
    }

    /// The pods on the node but the DaemonSet's own.
    fn others<'s>(&'s self, pod: &'s DaemonPod) -> impl Iterator<Item = &'s Pod> + 's {
        self.cluster.pods_on(self.node).filter(|other| !self.cluster.is_own(other, pod))
    }

    fn pod_name(&self, pod: &Pod) -> String {
        format!("{}/{}", self.cluster.inventory.text(pod.namespace), pod.name)
    }

    fn host_ports(&self, pod: &DaemonPod) -> Vec<Line> {
        let line = |wanted: &crate::planner::demand::WantedPort| {
            let inventory = self.cluster.inventory;
            let has = |other: &&Pod| {
                other.host_ports.iter().any(|port| wanted.conflicts_with(port, inventory))
            };
            let taken_by = self.others(pod).find(has).map(|other| self.pod_name(other));
            Line {
                passes: taken_by.is_none(),
                field: Some(wanted.field.clone()),
                item: Item::HostPort {
                    port: wanted.port,
                    protocol: wanted.protocol.clone(),
                    ip: wanted.ip.clone(),
                    taken_by,
                },
            }
        };
        pod.ports.iter().map(line).collect()
    }

    fn resources(&self, pod: &DaemonPod) -> Vec<Line> {
        let line = |need: &Need| {
            let figures = figures(self.cluster, pod, need, self.node)?;
            let passes = !figures.left().is_some_and(|left| need.exceeds_left(|_| left));
            Some(Line { passes, field: need.field.clone(), item: Item::Resource(figures) })
        };
        pod.needs.iter().filter_map(line).collect()
    }

    fn volumes(&self, pod: &DaemonPod) -> Vec<Line> {
        let line = |wanted: &crate::planner::demand::WantedDisk| {
            let has = |other: &&Pod| other.disks.iter().any(|d| wanted.disk.conflicts_with(d));
            let taken_by = self.others(pod).find(has).map(|other| self.pod_name(other));
            Line {
                passes: taken_by.is_none(),
                field: Some(wanted.field.clone()),
                item: Item::Volume { taken_by },
            }
        };
        pod.disks.iter().map(line).collect()
    }
}

/// What a pod needs of a resource beside what a node has of it; none beyond the last node.
#[must_use]
pub(crate) fn figures(
    cluster: &Cluster<'_>,
    pod: &DaemonPod,
    need: &Need,
    node: NodeIx,
) -> Option<ResourceFigures> {
    let allocatable = cluster.inventory.nodes.get(node)?.allocatable.as_ref();
    let amount = |amounts: &ResourceAmounts| need.resource.map_or(0, |r| amounts.get(r));
    let mut by: Vec<(String, i64)> = Vec::new();
    if need.resource != Some(Resource::Pods) {
        let others = cluster.pods_on(node).filter(|other| !cluster.is_own(other, pod));
        by = others
            .map(|other| (short_name(cluster, other), amount(&other.requests)))
            .filter(|(_, amount)| *amount > 0)
            .collect();
        by.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
    }
    Some(ResourceFigures {
        name: need.name.clone(),
        need: need.amount,
        allocatable: allocatable.map(amount),
        used: amount(&cluster.used_by_others(node, pod)),
        by,
    })
}

fn short_name(cluster: &Cluster<'_>, pod: &Pod) -> String {
    let name = pod.daemon_set.map(|name| cluster.inventory.text(name).to_owned());
    name.unwrap_or_else(|| pod.name.to_string())
}

fn holds(said: &str) -> Line {
    Line { passes: true, field: None, item: Item::Said(said.to_owned()) }
}
