//! The pods that are on a node when a DaemonSet's pod comes.

use super::demand::{WantedDisk, WantedPort};
use super::fleet::Fleet;
use super::ix::DaemonSetIx;
use super::together::Who;
use crate::inventory::ix::Ix;
use crate::inventory::{NodeIx, Pod, Resource};

/// A pod on a node beside a DaemonSet's.
#[derive(Clone, Copy, Debug)]
pub enum Neighbour<'a> {
    /// One that runs, and stays.
    Running(&'a Pod),
    /// One of another DaemonSet of the run, which comes as well.
    Daemon(DaemonSetIx),
}

impl<'a> Fleet<'a> {
    /// The pods on a node beside a DaemonSet's: those that run and stay, but for its own, which makes
    /// room for its successor, and those of the run that come as well.
    #[must_use]
    pub fn neighbours(&self, daemon_set: DaemonSetIx, node: NodeIx) -> Vec<Neighbour<'a>> {
        let own = &self.pods[daemon_set].created;
        let site = self.met.sites.get(&(self.party_of[daemon_set], node));
        let Some(site) = site else {
            let others = self.cluster.pods_on(node).filter(|pod| !self.cluster.is_own(pod, own));
            return others.map(Neighbour::Running).collect();
        };
        let neighbour = |who: &Who| match *who {
            Who::Running(pod) => self.inventory.pods.get(pod.index()).map(Neighbour::Running),
            Who::Daemon(id) => (id != daemon_set).then_some(Neighbour::Daemon(id)),
        };
        site.iter().filter_map(neighbour).collect()
    }

    /// The name of a neighbour's DaemonSet, or its own.
    #[must_use]
    pub fn short_name_of<'s>(&'s self, neighbour: &Neighbour<'a>) -> &'s str {
        match *neighbour {
            Neighbour::Running(pod) => {
                pod.daemon_set.map_or(&*pod.name, |name| self.inventory.text(name))
            }
            Neighbour::Daemon(id) => &self.pods[id].created.name,
        }
    }

    /// A neighbour's namespace.
    #[must_use]
    pub fn namespace_of<'s>(&'s self, neighbour: &Neighbour<'a>) -> &'s str {
        match *neighbour {
            Neighbour::Running(pod) => self.inventory.text(pod.namespace),
            Neighbour::Daemon(id) => &self.pods[id].created.namespace,
        }
    }

    /// What a neighbour takes of a resource.
    #[must_use]
    pub fn taken_by(&self, neighbour: &Neighbour<'_>, resource: Resource) -> i64 {
        match *neighbour {
            Neighbour::Running(pod) => pod.requests.get(resource),
            Neighbour::Daemon(id) => {
                let needs = &self.pods[id].scheduled().needs;
                let need = needs.iter().find(|need| need.resource == Some(resource));
                need.map_or(0, |need| need.amount)
            }
        }
    }

    /// Whether a neighbour has a host port that stands in the way of one that is wanted.
    #[must_use]
    pub(crate) fn stands_in_the_way(&self, neighbour: &Neighbour<'_>, wanted: &WantedPort) -> bool {
        match *neighbour {
            Neighbour::Running(pod) => {
                let mut ports = self.cluster.host_ports(pod).iter();
                ports.any(|port| wanted.conflicts_with(port, self.inventory))
            }
            Neighbour::Daemon(id) => {
                self.pods[id].scheduled().ports.iter().any(|port| wanted.collides_with(port))
            }
        }
    }

    /// Whether a neighbour has a volume that excludes one that is wanted.
    #[must_use]
    pub(crate) fn has_disk(&self, neighbour: &Neighbour<'_>, wanted: &WantedDisk) -> bool {
        match *neighbour {
            Neighbour::Running(pod) => {
                pod.disks.iter().any(|disk| wanted.disk.conflicts_with(disk))
            }
            Neighbour::Daemon(id) => {
                let disks = &self.pods[id].scheduled().disks;
                disks.iter().any(|other| wanted.disk.conflicts_with(&other.disk))
            }
        }
    }
}
