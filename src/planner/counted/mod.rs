//! What the provisioner of a pool counts of the DaemonSets on a new node, beside what will run there.
//!
//! A provisioner chooses a node's size before the node is there: what the pods wait for, and what it
//! takes the DaemonSets for. Where it counts less than will run, new nodes come up too small.

mod cluster_autoscaler;
mod karpenter;
mod requirement;

use super::demand::WantedPort;
use super::fleet::Fleet;
use super::ix::DaemonSetIx;
use crate::inventory::ix::IxVec;
use crate::inventory::{HostPort, Inventory, PoolIx, ResourceAmounts};

/// Who chooses the size of new nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    /// Karpenter up to 1.13.
    KarpenterUntil113,
    /// Karpenter from 1.14 on, which asks by instance type.
    KarpenterSince114,
    /// The cluster autoscaler.
    ClusterAutoscaler,
}

impl Counter {
    /// What it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::KarpenterUntil113 => "Karpenter up to 1.13",
            Self::KarpenterSince114 => "Karpenter since 1.14",
            Self::ClusterAutoscaler => "the cluster autoscaler",
        }
    }
}

/// Why a provisioner counts something else than will run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// Of node affinity terms that are ORed only the first is asked, and one that doesn't fit a pool or
    /// an instance type is forgotten for all that come after it.
    TermForgotten,
    /// `kubernetes.io/hostname` is asked for, of which nothing is known beforehand.
    Hostname,
    /// A label is asked for that comes after the node.
    LaterLabel,
    /// A label is asked for that the autoscaler doesn't see: the cloud's, or one without a tag.
    UnseenLabel,
    /// It claims devices, and Karpenter leaves such pods out unless it is told to see to them.
    Claims,
    /// A taint keeps it off at first, and goes.
    TaintAtFirst,
    /// The pool has a fixed number of nodes, chosen without regard to DaemonSets.
    Fixed,
    /// Limits without requests are requests of the pod, and not of the template.
    LimitsOnly,
    /// What is set when the pod is created: by a LimitRange, a RuntimeClass or for the pod as a whole.
    SetLater,
    /// The newest pod that runs asks for something else than the template.
    NewestPod,
    /// It is counted on every instance type, and runs on some alone.
    EveryType,
    /// It is counted, and one of its host ports is another DaemonSet's.
    PortTaken,
    /// It is counted, and runs on no new node.
    CountedForNothing,
    /// It is counted, and no new node is large enough for it.
    TooLarge,
}

impl Difference {
    /// The reason in words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::TermForgotten => "of node affinity terms it asks the first that is left",
            Self::Hostname => "it knows no kubernetes.io/hostname beforehand",
            Self::LaterLabel => "a label that comes after the node",
            Self::UnseenLabel => "a label that it doesn't see",
            Self::Claims => "pods with resource claims are left out",
            Self::TaintAtFirst => "a taint that is there at first",
            Self::Fixed => "a static pool",
            Self::LimitsOnly => "limits are no requests to it",
            Self::SetLater => "what is set when the pod is created",
            Self::NewestPod => "it goes by the newest pod that runs",
            Self::EveryType => "counted on every instance type, and runs on some",
            Self::PortTaken => "counted, and another DaemonSet has its host port",
            Self::CountedForNothing => "counted, and runs on no such node",
            Self::TooLarge => "counted, and fits on no such node",
        }
    }
}

/// What a provisioner counts of one DaemonSet.
#[derive(Clone, Debug, PartialEq)]
pub struct CountedPod {
    /// The DaemonSet.
    pub daemon_set: DaemonSetIx,
    /// What its pod takes of a new node; nothing where none runs there.
    pub takes: ResourceAmounts,
    /// What is counted.
    pub counts: ResourceAmounts,
    /// Why these differ, where they do.
    pub difference: Option<Difference>,
    /// The host ports that are kept for it.
    pub ports: Vec<CountedPort>,
}

/// A host port that Karpenter keeps for a DaemonSet: no other pod that wants it gets a new node
/// (`HostPortUsage`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedPort {
    /// The port.
    pub port: u16,
    /// The protocol.
    pub protocol: String,
}

impl CountedPort {
    /// That of a pod that runs.
    fn of_running(port: &HostPort, inventory: &Inventory) -> Self {
        Self { port: port.port, protocol: inventory.text(port.protocol).to_owned() }
    }

    /// That of a template: init containers are not looked at, and of what the host's network makes a
    /// host port nothing is known.
    fn of_template(port: &WantedPort) -> Option<Self> {
        let known = port.is_written && !port.of_sidecar;
        known.then(|| Self { port: port.port, protocol: port.protocol.clone() })
    }
}

/// What is counted on instance types that are alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CountedKind {
    /// The DaemonSets that are counted.
    pub daemon_sets: Vec<DaemonSetIx>,
    /// What for.
    pub counts: ResourceAmounts,
}

/// What a provisioner counts of all DaemonSets on a new node of a pool.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The pool.
    pub pool: PoolIx,
    /// Who counts.
    pub by: Counter,
    /// Those that run there or are counted, in the order of the run.
    pub pods: Vec<CountedPod>,
    /// What is counted of pods that are no DaemonSet's.
    pub beside: ResourceAmounts,
    /// Instance types on which not the same is counted, those with least first; empty where it is the
    /// same on all.
    pub kinds: Vec<CountedKind>,
}

impl Counted {
    /// What all take that is counted.
    #[must_use]
    pub fn counts(&self) -> ResourceAmounts {
        sum(self.pods.iter().map(|pod| &pod.counts))
    }

    /// What all take that run there.
    #[must_use]
    pub fn takes(&self) -> ResourceAmounts {
        sum(self.pods.iter().map(|pod| &pod.takes))
    }

    /// Whether any is counted for something else than it takes.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.pods.iter().any(|pod| pod.difference.is_some())
    }
}

fn sum<'a>(amounts: impl Iterator<Item = &'a ResourceAmounts>) -> ResourceAmounts {
    let mut sum = ResourceAmounts::default();
    amounts.for_each(|amounts| sum.add(amounts));
    sum
}

/// How a DaemonSet is counted on a new node.
struct Count {
    /// What for; nothing where it is not counted.
    counts: ResourceAmounts,
    /// Why it is not counted, or not for all that its pod takes.
    why: Option<Difference>,
    /// The host ports that are kept for it.
    ports: Vec<CountedPort>,
    /// Whether it is counted on instance types too on which it doesn't run.
    on_every_type: bool,
}

impl Count {
    fn none(why: Difference) -> Self {
        Self::of(ResourceAmounts::default(), why)
    }

    fn of(counts: ResourceAmounts, why: Difference) -> Self {
        Self { counts, why: Some(why), ports: Vec::new(), on_every_type: false }
    }
}

impl Fleet<'_> {
    /// What the provisioners of the pools count, pool by pool; Karpenter's pools by both ways of
    /// counting. Pools of which no new node is to be expected are left out.
    #[must_use]
    pub fn counted(&self) -> Vec<Counted> {
        let mut all: Vec<Counted> = Vec::new();
        for by in [Counter::KarpenterUntil113, Counter::KarpenterSince114] {
            all.extend(karpenter::count(self, by));
        }
        // Where a group has a node, the autoscaler takes that for the next one, with what runs there.
        let has_node = |pool: PoolIx| {
            let nodes = &mut self.inventory.nodes.iter();
            nodes.any(|n| n.pool == Some(pool) && n.ready != Some(false) && !n.unschedulable)
        };
        for (place, pool) in self.inventory.pools.numbered() {
            if pool.origin.is_autoscaled() && pool.closed.is_none() && !has_node(place) {
                all.push(cluster_autoscaler::count(self, place));
            }
        }
        all.sort_by_key(|counted| counted.pool);
        all
    }

    /// Holds what is counted of the DaemonSets against what runs on a pool's new node.
    fn held_against(
        &self,
        pool: PoolIx,
        by: Counter,
        counts: IxVec<DaemonSetIx, Count>,
    ) -> Counted {
        let mut pods = Vec::new();
        let crowded_out = self.without_port_on_new_node(pool);
        for (id, Count { counts, why, ports, on_every_type }) in counts.numbered() {
            let placement = self.placement(id);
            let verdict = placement.pool_verdict(pool);
            if !self.exists[id] || verdict.is_open() || verdict.is_refused() {
                continue;
            }
            let portless = crowded_out.contains(&id);
            let runs = verdict.runs() && !portless;
            let takes = match runs {
                true => self.pods[id].scheduled().takes(),
                false => ResourceAmounts::default(),
            };
            let counts = counts.clone();
            let is_short = takes.iter().any(|(resource, amount)| counts.get(resource) < amount);
            let is_counted = counts != ResourceAmounts::default();
            let difference = match runs {
                true if is_short => Some(why.unwrap_or(Difference::SetLater)),
                true if *on_every_type => Some(Difference::EveryType),
                false if is_counted && portless => Some(Difference::PortTaken),
                false if is_counted => Some(match verdict.should_run {
                    true => Difference::TooLarge,
                    false => Difference::CountedForNothing,
                }),
                _ => None,
            };
            if runs || difference.is_some() {
                let ports = ports.clone();
                pods.push(CountedPod { daemon_set: id, takes, counts, difference, ports });
            }
        }
        let beside = ResourceAmounts::default();
        Counted { pool, by, pods, beside, kinds: Vec::new() }
    }

    /// What the newest pod of a DaemonSet takes that runs: what Karpenter goes by, where there is one.
    fn newest_requests(&self, id: DaemonSetIx) -> Option<&ResourceAmounts> {
        let own = self.cluster.own_pods(&self.pods[id].created).iter();
        own.max_by_key(|own| own.pod.created).map(|own| &own.pod.requests)
    }
}
