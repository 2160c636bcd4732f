//! The nodes with the pods on them, at one moment.

use super::counters::Counts;
use super::rules::{Check, CounterIx, Rules, has_all_keys};
use crate::inventory::ix::{Ix, IxVec};
use crate::inventory::{NodeIx, Pod, ResourceAmounts};
use crate::planner::daemon_pod::DaemonPod;
use crate::planner::filters::pod_affinity::{self, ANTI_AFFINITY, EXISTING_ANTI_AFFINITY};
use crate::planner::filters::spread;
use crate::planner::ix::{DaemonSetIx, PodIx, SiteIx};
use crate::planner::reason::{Fact, Plugin, Reason};

/// A pod on a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// One that runs.
    Running(PodIx),
    /// One of a DaemonSet of the run.
    Daemon(DaemonSetIx),
}

/// A node with the pods on it.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// The node.
    pub node: NodeIx,
    /// The pods.
    pub pods: Vec<Who>,
    /// What they take.
    used: ResourceAmounts,
    /// How many pods have left it.
    pub left: u32,
}

/// The nodes that are looked at, with the pods on them.
#[derive(Clone)]
pub(super) struct World<'r, 'a> {
    /// What the pods have to do with each other.
    pub rules: &'r Rules<'a>,
    /// The nodes.
    pub sites: IxVec<SiteIx, Site>,
    counts: Vec<Counts>,
}

impl<'r, 'a> World<'r, 'a> {
    /// An empty world of these nodes. What runs on others is counted from the start; `is_there`
    /// says whether a running pod takes part at all.
    pub(super) fn new(
        rules: &'r Rules<'a>,
        nodes: impl IntoIterator<Item = NodeIx>,
        is_there: impl Fn(NodeIx, &Pod) -> bool,
    ) -> Self {
        let site =
            |node| Site { node, pods: Vec::new(), used: ResourceAmounts::default(), left: 0 };
        let sites: IxVec<SiteIx, Site> = nodes.into_iter().map(site).collect();
        let mut world =
            Self { rules, sites, counts: vec![Counts::default(); rules.counters.len()] };
        for (counter, place) in rules.known_places() {
            world.counts[counter].add(place, 0);
        }
        let cluster = rules.cluster;
        if !rules.counters.is_empty() {
            for node in cluster.inventory.nodes.places() {
                for (pod, running) in cluster.running_on(node) {
                    if is_there(node, running) {
                        world.count(rules.counted_running(pod), node, 1);
                    }
                }
            }
        }
        for site in world.sites.places() {
            let node = world.sites[site].node;
            for (pod, running) in cluster.running_on(node) {
                if is_there(node, running) {
                    let site = &mut world.sites[site];
                    site.used.add(&running.requests);
                    site.pods.push(Who::Running(pod));
                }
            }
        }
        world
    }

    /// A pod that runs.
    pub(super) fn running(&self, pod: PodIx) -> &'a Pod {
        &self.rules.cluster.inventory.pods[pod.index()]
    }

    /// A pod's priority.
    pub(super) fn priority(&self, who: Who) -> i32 {
        match who {
            Who::Running(pod) => self.running(pod).priority,
            Who::Daemon(id) => self.rules.pods[id].priority,
        }
    }

    fn count(&mut self, counters: &[CounterIx], node: NodeIx, pods: i64) {
        for &at in counters {
            let counter = &self.rules.counters[at];
            if let Some(place) = counter.place(self.rules.cluster.inventory, node) {
                self.counts[at].add(place, pods);
            }
        }
    }

    fn change(&mut self, site: SiteIx, who: Who, pods: i64) {
        let rules = self.rules;
        let (takes, counted) = match who {
            Who::Running(pod) => (&self.running(pod).requests, rules.counted_running(pod)),
            Who::Daemon(id) => (&rules.takes[id], rules.counted[id].as_slice()),
        };
        let used = &mut self.sites[site].used;
        if pods > 0 {
            used.add(takes);
        } else {
            used.subtract(takes);
        }
        self.count(counted, self.sites[site].node, pods);
    }

    /// Puts a pod on a node.
    pub(super) fn put(&mut self, site: SiteIx, who: Who) {
        self.change(site, who, 1);
        self.sites[site].pods.push(who);
    }

    /// Takes a pod off a node.
    pub(super) fn take(&mut self, site: SiteIx, who: Who) {
        self.change(site, who, -1);
        self.sites[site].pods.retain(|pod| *pod != who);
        self.sites[site].left += 1;
    }

    /// Whether the scheduler's filters take a DaemonSet's pod on a node.
    pub(super) fn fits(&self, id: DaemonSetIx, site: SiteIx) -> bool {
        let mut fits = true;
        self.ask(id, site, &mut |_| {
            fits = false;
            false
        });
        fits
    }

    /// Every reason why they don't.
    pub(super) fn refusals(&self, id: DaemonSetIx, site: SiteIx) -> Vec<Reason> {
        let mut reasons = Vec::new();
        self.ask(id, site, &mut |reason| {
            reasons.push(reason());
            true
        });
        reasons
    }

    /// Calls back with each reason until it is told that this is enough. The order is that of the
    /// scheduler's filters.
    fn ask(
        &self,
        id: DaemonSetIx,
        site: SiteIx,
        refuse: &mut dyn FnMut(&dyn Fn() -> Reason) -> bool,
    ) {
        let pod = self.rules.pods[id].scheduled();
        let site = &self.sites[site];
        for wanted in &pod.ports {
            if self.port_is_taken(site, wanted) && !refuse(&|| wanted.refusal()) {
                return;
            }
        }
        let inventory = self.rules.cluster.inventory;
        if let Some(allocatable) = &inventory.nodes[site.node].allocatable {
            for need in &pod.needs {
                if need.exceeds(allocatable, &site.used) && !refuse(&|| need.refusal()) {
                    return;
                }
            }
        }
        for wanted in &pod.disks {
            let taken = site.pods.iter().any(|who| match *who {
                Who::Running(pod) => {
                    self.running(pod).disks.iter().any(|disk| wanted.disk.conflicts_with(disk))
                }
                Who::Daemon(other) => {
                    let disks = &self.rules.pods[other].scheduled().disks;
                    disks.iter().any(|other| wanted.disk.conflicts_with(&other.disk))
                }
            });
            if taken && !refuse(&|| wanted.refusal()) {
                return;
            }
        }
        for check in &self.rules.checks[id] {
            if !self.check(check, pod, site.node, refuse) {
                return;
            }
        }
    }

    fn port_is_taken(&self, site: &Site, wanted: &crate::planner::demand::WantedPort) -> bool {
        let inventory = self.rules.cluster.inventory;
        site.pods.iter().any(|who| match *who {
            Who::Running(pod) => {
                let ports = self.rules.cluster.host_ports(self.running(pod));
                ports.iter().any(|port| wanted.conflicts_with(port, inventory))
            }
            Who::Daemon(other) => {
                let ports = &self.rules.pods[other].scheduled().ports;
                ports.iter().any(|port| wanted.collides_with(port))
            }
        })
    }

    /// Whether to go on.
    fn check(
        &self,
        check: &Check,
        pod: &DaemonPod,
        node: NodeIx,
        refuse: &mut dyn FnMut(&dyn Fn() -> Reason) -> bool,
    ) -> bool {
        let inventory = self.rules.cluster.inventory;
        let count = |counter: CounterIx| {
            let place = self.rules.counters[counter].place(inventory, node)?;
            Some(self.counts[counter].at(place))
        };
        match check {
            Check::Affinity { terms, means_itself } => {
                let here: Vec<Option<i64>> = terms.iter().map(|(at, ..)| count(*at)).collect();
                let none_yet = terms.iter().all(|(at, ..)| self.counts[*at].total == 0);
                // The first pod of its kind may go anywhere where all topology keys are.
                if none_yet && *means_itself && here.iter().all(Option::is_some) {
                    return true;
                }
                terms.iter().zip(here).all(|((_, field, key), here)| {
                    here.is_some_and(|count| count > 0)
                        || refuse(&|| {
                            pod_affinity::affinity_refusal(field.clone(), key, here.is_none())
                        })
                })
            }
            Check::AntiAffinity { counter, field, key } => {
                let said = if field.is_some() { ANTI_AFFINITY } else { EXISTING_ANTI_AFFINITY };
                count(*counter).is_none_or(|count| count == 0)
                    || refuse(&|| pod_affinity::refusal(said, field.clone(), key, false))
            }
            Check::Claim { counter, field } => {
                count(*counter) == Some(0)
                    || refuse(&|| {
                        let said = "node(s) unavailable due to PersistentVolumeClaim with \
                                    ReadWriteOncePod access mode already in-use by another pod";
                        Reason::new(
                            Plugin::VolumeRestrictions,
                            said,
                            Some(field.clone()),
                            Fact::None,
                        )
                    })
            }
            Check::Spread { counter, place } => self.spread(*counter, *place, pod, node, refuse),
        }
    }

    fn spread(
        &self,
        counter: CounterIx,
        place: usize,
        pod: &DaemonPod,
        node: NodeIx,
        refuse: &mut dyn FnMut(&dyn Fn() -> Reason) -> bool,
    ) -> bool {
        let (cluster, constraint) = (self.rules.cluster, &pod.spread[place]);
        let inventory = cluster.inventory;
        let key = inventory.symbols.find(&constraint.topology_key);
        let here = &inventory.nodes[node];
        if key.and_then(|key| here.labels.get(key)).is_none() {
            return refuse(&|| spread::refusal(constraint, spread::MISSING_LABEL, true));
        }
        let nobody = i64::from(i32::MAX);
        let (rule, counts) = (&self.rules.counters[counter], &self.counts[counter]);
        let at = rule.key.place(inventory, node).filter(|place| counts.knows(*place));
        let pods = at.map_or(0, |place| counts.at(place));
        let (least, places) = if constraint.honor_affinity {
            // The node alone counts, if it does at all.
            let counts = has_all_keys(cluster, pod, here) && rule.place(inventory, node).is_some();
            if counts { (pods, 1) } else { (nobody, 0) }
        } else {
            (counts.least().unwrap_or(nobody), counts.places())
        };
        let least = if places < constraint.min_domains { 0 } else { least };
        let skew = pods + i64::from(constraint.counts_itself) - least;
        skew <= constraint.max_skew || refuse(&|| spread::refusal(constraint, spread::SKEW, false))
    }
}
