//! What a pod wants of its node's room.

use super::{Asker, Check, CheckKind, Item, Line, OnNode, ResourceFigures};
use crate::inventory::{NodeIx, Resource};
use crate::planner::demand::{Need, WantedDisk, WantedFeature, WantedPort};
use crate::planner::filters::pod_affinity::PodAffinity;
use crate::planner::filters::spread::Spread;
use crate::planner::fleet::Fleet;
use crate::planner::ix::DaemonSetIx;
use crate::planner::neighbours::Neighbour;
use crate::planner::reason::{Plugin, Reason};

impl OnNode<'_> {
    /// The scheduler's checks, in the order of its filters.
    pub(super) fn scheduler_checks(&self) -> Vec<Check> {
        let pod = self.compiled.scheduled();
        let mut checks = self.demand_checks();
        let mut check = |kind, lines| checks.push(Check::new(kind, Asker::Scheduler, lines));
        let neighbours = self.fleet.neighbours(self.place, self.node);
        let port = |wanted| self.host_port(wanted, &neighbours);
        check(CheckKind::HostPorts, pod.ports.iter().map(port).collect());
        check(CheckKind::Resources, self.resources());
        let volume = |wanted| self.volume(wanted, &neighbours);
        let mut volumes: Vec<Line> = pod.disks.iter().map(volume).collect();
        volumes.extend(self.refusals(&[Plugin::VolumeBinding]).iter().map(Line::said));
        let claims = self.refusals(&[Plugin::VolumeRestrictions]);
        let claims = claims.iter().filter(|reason| {
            pod.disks.iter().all(|disk| Some(&disk.field) != reason.field.as_ref())
        });
        volumes.extend(claims.map(Line::said));
        check(CheckKind::Volumes, volumes);
        let spread = self.refusals(&[Plugin::PodTopologySpread]);
        check(CheckKind::TopologySpread, told(&spread, pod.spread.len(), "every constraint holds"));
        let affinity = self.refusals(&[Plugin::InterPodAffinity]);
        let terms = pod.pod_affinity.len() + pod.pod_anti_affinity.len();
        check(CheckKind::PodAffinity, told(&affinity, terms, "every term holds"));
        if !pod.features.is_empty() {
            let features = pod.features.iter().map(|wanted| self.feature(wanted));
            check(CheckKind::Features, features.collect());
        }
        let waits = [Plugin::SchedulingGates, Plugin::SchedulerName, Plugin::DynamicResources];
        let waits = self.refusals(&waits);
        if !waits.is_empty() {
            check(CheckKind::Waits, waits.iter().map(Line::said).collect());
        }
        checks
    }

    /// What these filters refuse the pod for. Where the controller wants none, nobody met anybody:
    /// then it is asked beside what runs.
    fn refusals(&self, plugins: &[Plugin]) -> Vec<Reason> {
        let verdict = self.fleet.placement(self.place).verdict(self.node);
        let of = |reason: &&Reason| plugins.contains(&reason.plugin);
        if verdict.should_run {
            return verdict.blockers.iter().filter(of).cloned().collect();
        }
        let pod = self.compiled.scheduled();
        let spread = Spread::new(self.cluster, pod);
        let affinity = PodAffinity::new(self.cluster, pod);
        let mut reasons =
            spread.as_ref().map(|spread| spread.refusals(self.node)).unwrap_or_default();
        reasons.extend(affinity.iter().flat_map(|affinity| affinity.refusals(self.node)));
        reasons.iter().filter(of).cloned().collect()
    }

    fn name_of(&self, neighbour: &Neighbour<'_>) -> String {
        let name = match neighbour {
            Neighbour::Running(pod) => &pod.name,
            Neighbour::Daemon(_) => self.fleet.short_name_of(neighbour),
        };
        format!("{}/{name}", self.fleet.namespace_of(neighbour))
    }

    fn host_port(&self, wanted: &WantedPort, neighbours: &[Neighbour<'_>]) -> Line {
        let has = |other: &&Neighbour<'_>| self.fleet.stands_in_the_way(other, wanted);
        let taken_by = neighbours.iter().find(has).map(|other| self.name_of(other));
        Line {
            passes: taken_by.is_none(),
            open: false,
            field: Some(wanted.field.clone()),
            item: Item::HostPort {
                port: wanted.port,
                protocol: wanted.protocol.clone(),
                ip: wanted.ip.clone(),
                taken_by,
            },
        }
    }

    fn resources(&self) -> Vec<Line> {
        let line = |need: &Need| {
            let figures = figures(self.fleet, self.place, need, self.node)?;
            let all = figures.allocatable.unwrap_or_default();
            let passes = !figures.left().is_some_and(|left| need.exceeds_left(|_| all, |_| left));
            Some(Line {
                passes,
                open: false,
                field: need.field.clone(),
                item: Item::Resource(figures),
            })
        };
        self.compiled.scheduled().needs.iter().filter_map(line).collect()
    }

    fn feature(&self, wanted: &WantedFeature) -> Line {
        let inventory = self.cluster.inventory;
        let node = inventory.nodes.get(self.node);
        let known = node.filter(|node| node.declared_features.is_some());
        let declared = known.map(|node| !wanted.is_missing(node, inventory));
        Line {
            open: false,
            passes: declared != Some(false),
            field: Some(wanted.field.clone()),
            item: Item::Feature { name: wanted.name, declared },
        }
    }

    fn volume(&self, wanted: &WantedDisk, neighbours: &[Neighbour<'_>]) -> Line {
        let has = |other: &&Neighbour<'_>| self.fleet.has_disk(other, wanted);
        let taken_by = neighbours.iter().find(has).map(|other| self.name_of(other));
        Line {
            passes: taken_by.is_none(),
            open: false,
            field: Some(wanted.field.clone()),
            item: Item::Volume { taken_by },
        }
    }
}

/// The lines of what a filter says; that all holds, where the pod asks for something.
fn told(reasons: &[Reason], asked: usize, holds: &str) -> Vec<Line> {
    if reasons.is_empty() && asked > 0 {
        return vec![Line {
            passes: true,
            open: false,
            field: None,
            item: Item::Said(holds.to_owned()),
        }];
    }
    reasons.iter().map(Line::said).collect()
}

/// What a pod needs of a resource beside what a node has of it; none beyond the last node.
#[must_use]
pub(crate) fn figures(
    fleet: &Fleet<'_>,
    daemon_set: DaemonSetIx,
    need: &Need,
    node: NodeIx,
) -> Option<ResourceFigures> {
    let allocatable = fleet.inventory.nodes.get(node)?.allocatable.as_ref();
    let takes = |other: &Neighbour<'_>| need.resource.map_or(0, |r| fleet.taken_by(other, r));
    let neighbours = fleet.neighbours(daemon_set, node);
    let mut by: Vec<(String, i64)> = Vec::new();
    if need.resource != Some(Resource::Pods) {
        by = neighbours
            .iter()
            .map(|other| (fleet.short_name_of(other).to_owned(), takes(other)))
            .filter(|(_, amount)| *amount > 0)
            .collect();
        by.sort_by(|(a, x), (b, y)| y.cmp(x).then_with(|| a.cmp(b)));
    }
    Some(ResourceFigures {
        name: need.name.clone(),
        need: need.amount,
        allocatable: allocatable.map(|all| need.resource.map_or(0, |r| all.get(r))),
        used: neighbours.iter().map(takes).fold(0, i64::saturating_add),
        by,
    })
}
