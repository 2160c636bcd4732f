//! One DaemonSet, one node: each check in the order in which Kubernetes makes it, what the node
//! has beside it, and the smallest change that would flip the answer.

mod demand;
mod flip;
mod room;

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::core::v1::{Taint, Toleration};

pub(crate) use demand::closest as closest_toleration;
pub(crate) use flip::{Flip, toleration_of};
pub(crate) use room::figures;

use super::cluster::Cluster;
use super::daemon_pod::Compiled;
use super::fleet::Fleet;
use super::ix::DaemonSetIx;
use super::reason::{Fact, Plugin, Reason};
use super::template::of_template;
use super::verdict::Verdict;
use crate::inventory::NodeIx;
use crate::kubernetes::field::FieldPath;
use crate::kubernetes::pod_admission::{self, Change, Refusal};

/// Why a DaemonSet has a pod on a node, or has none.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The answer.
    pub verdict: Verdict,
    /// The checks in the order in which Kubernetes makes them.
    pub checks: Vec<Check>,
    /// What would have to change, all of it, for a pod to run; nothing where one does.
    pub flips: Vec<Flip>,
    /// What changes the pod on its way to the node.
    pub changes: Vec<Change>,
    /// The names of the pods of lower priority that the scheduler removes to make room.
    pub victims: Vec<String>,
}

/// One check.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// What is checked.
    pub kind: CheckKind,
    /// Who checks.
    pub asker: Asker,
    /// How it ends.
    pub outcome: Outcome,
    /// What was compared, line by line; none where the pod demands nothing. For a check that is
    /// not asked: what it would see.
    pub lines: Vec<Line>,
}

/// What a check is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckKind {
    /// `spec.nodeName` of the template.
    NodeName,
    /// `nodeSelector`.
    NodeSelector,
    /// The required node affinity.
    NodeAffinity,
    /// Taints and tolerations.
    Taints,
    /// Whether the API server takes the pod.
    Admission,
    /// Host ports.
    HostPorts,
    /// Resources and the number of pods.
    Resources,
    /// Volumes that exclude others.
    Volumes,
    /// Topology spread constraints.
    TopologySpread,
    /// Pod affinity and anti-affinity.
    PodAffinity,
    /// Features that kubelets declare.
    Features,
    /// Gates, another scheduler, claims for devices.
    Waits,
}

impl CheckKind {
    /// What is checked, in a word or two.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::NodeName => "node name",
            Self::NodeSelector => "node selector",
            Self::NodeAffinity => "node affinity",
            Self::Taints => "taints",
            Self::Admission => "admission",
            Self::HostPorts => "host ports",
            Self::Resources => "resources",
            Self::Volumes => "volumes",
            Self::TopologySpread => "topology spread",
            Self::PodAffinity => "pod affinity",
            Self::Features => "node features",
            Self::Waits => "waits for",
        }
    }

    /// The scheduler's plugin for it; none for what the scheduler doesn't ask.
    #[must_use]
    pub const fn plugin(self) -> Option<Plugin> {
        Some(match self {
            Self::Admission | Self::Waits => return None,
            Self::NodeName => Plugin::NodeName,
            Self::NodeSelector | Self::NodeAffinity => Plugin::NodeAffinity,
            Self::Taints => Plugin::TaintToleration,
            Self::HostPorts => Plugin::NodePorts,
            Self::Resources => Plugin::NodeResourcesFit,
            Self::Volumes => Plugin::VolumeRestrictions,
            Self::TopologySpread => Plugin::PodTopologySpread,
            Self::PodAffinity => Plugin::InterPodAffinity,
            Self::Features => Plugin::NodeDeclaredFeatures,
        })
    }
}

/// Who makes a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// The DaemonSet controller.
    Controller,
    /// The API server, of a pod that the controller creates.
    ApiServer,
    /// The scheduler, of a pod that was let in.
    Scheduler,
}

/// How a check ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It passes.
    Pass,
    /// It refuses.
    Fail,
    /// It hangs on what is still to be filled in.
    Open,
    /// It is not made, since there is no pod: the controller creates none, or the API server refuses
    /// it.
    NotAsked,
}

/// One thing that is compared in a check.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whether it holds.
    pub passes: bool,
    /// Whether that hangs on what is still to be filled in.
    pub open: bool,
    /// The field of the DaemonSet that asks for it.
    pub field: Option<FieldPath>,
    /// What is compared.
    pub item: Item,
}

/// What the pod demands beside what the node has.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// The name of the one node for the pods.
    NodeName(String),
    /// A label.
    Label {
        /// The demand as kubectl writes it: `os=linux`, `zone in (a, b)`, `!gpu`, `cores > 4`.
        wanted: String,
        /// The label's key.
        key: String,
        /// The node's value.
        found: Option<String>,
    },
    /// A field of the node: `metadata.name=a`.
    Field(String),
    /// Something in a node affinity term that matches no node.
    Never(String),
    /// A taint of the node.
    Taint {
        /// The taint.
        taint: Taint,
        /// Whether and by what it is tolerated.
        tolerated: Tolerated,
        /// The toleration that comes closest, if none tolerates it.
        closest: Option<Closest>,
    },
    /// A host port.
    HostPort {
        /// The port.
        port: u16,
        /// The protocol.
        protocol: String,
        /// The address, if one is given.
        ip: Option<String>,
        /// The pod that has it (`namespace/name`).
        taken_by: Option<String>,
    },
    /// A resource, or `pods`.
    Resource(ResourceFigures),
    /// A feature that the kubelet must declare.
    Feature {
        /// Its name.
        name: &'static str,
        /// Whether it does; none where nothing is known of that.
        declared: Option<bool>,
    },
    /// A volume that excludes others, with the pod that has it.
    Volume {
        /// The pod that has it (`namespace/name`).
        taken_by: Option<String>,
    },
    /// What a filter refuses it for that looks at what runs elsewhere.
    Refused(Reason),
    /// What the API server refuses it for.
    Refusal {
        /// Who refuses.
        plugin: pod_admission::Plugin,
        /// What it says.
        reason: String,
    },
    /// What Kubernetes says, where there is no more to show.
    Said(String),
}

/// The figures of a resource on a node: thousandths for `cpu`, else bytes or units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceFigures {
    /// The resource's name; `pods` for the number of pods.
    pub name: String,
    /// What the pod needs.
    pub need: i64,
    /// What the node offers in all; none where it is not known.
    pub allocatable: Option<i64>,
    /// What the pods on the node take, but for the DaemonSet's own.
    pub used: i64,
    /// The pods that take it, those that take most first: the DaemonSet's name or the pod's.
    pub by: Vec<(String, i64)>,
}

impl ResourceFigures {
    /// What is left for the pod.
    #[must_use]
    pub fn left(&self) -> Option<i64> {
        self.allocatable.map(|allocatable| allocatable.saturating_sub(self.used))
    }
}

/// Whether a taint is tolerated, and by what.
#[derive(Clone, Debug, PartialEq)]
pub enum Tolerated {
    /// By the toleration of this field.
    By(FieldPath),
    /// By one that the DaemonSet controller adds.
    ByController,
    /// Its effect only makes the scheduler prefer other nodes.
    OnlyPreferred,
    /// Not at all.
    No,
}

/// A toleration that nearly tolerates a taint: the same key.
#[derive(Clone, Debug, PartialEq)]
pub struct Closest {
    /// The toleration's field.
    pub field: FieldPath,
    /// The toleration.
    pub toleration: Toleration,
    /// What stands in the way: `operator`, `value`, `effect`.
    pub differs: Vec<&'static str>,
}

/// Explains a DaemonSet of a fleet on one node.
#[must_use]
pub fn why(fleet: &Fleet<'_>, daemon_set: DaemonSetIx, node: NodeIx) -> Explanation {
    let daemon_set_ix = daemon_set;
    let (compiled, cluster) = (&fleet.pods[daemon_set], &fleet.cluster);
    let verdict = fleet.placement(daemon_set).verdict(node).clone();
    let daemon_set = &*fleet.daemon_sets[daemon_set];
    let place = daemon_set_ix;
    let on_node = OnNode { fleet, cluster, compiled, daemon_set, place, node };

    let mut checks = on_node.controller_checks();
    for line in checks.iter_mut().flat_map(|check| &mut check.lines) {
        line.leave_open(&verdict.open);
    }
    checks.iter_mut().for_each(Check::judge);
    let wanted = verdict.should_run || verdict.is_open();
    let refusal = fleet.placement(daemon_set_ix).refusal.as_ref().filter(|_| verdict.is_refused());
    checks.extend(refusal.map(admission_check));
    checks.extend(on_node.scheduler_checks().into_iter().map(|check| Check {
        outcome: if wanted && refusal.is_none() { check.outcome } else { Outcome::NotAsked },
        ..check
    }));
    // Of what is to be filled in, no value flips it for sure.
    let flips = match verdict.is_open() {
        true => Vec::new(),
        false => flip::flips(fleet, daemon_set, &checks),
    };
    let victims = fleet.victims(daemon_set_ix, node);
    let victims = victims.iter().map(|pod| pod.name.to_string()).collect();
    Explanation { verdict, checks, flips, changes: compiled.changes.clone(), victims }
}

/// What the API server refuses the pod for.
fn admission_check(refusal: &Refusal) -> Check {
    let lines = refusal.reasons.iter().map(|reason| Line {
        passes: false,
        open: false,
        field: reason.fields.first().map(of_template),
        item: Item::Refusal { plugin: refusal.plugin, reason: reason.said.clone() },
    });
    Check::new(CheckKind::Admission, Asker::ApiServer, lines.collect())
}

/// A DaemonSet on a node of a cluster.
struct OnNode<'a> {
    fleet: &'a Fleet<'a>,
    cluster: &'a Cluster<'a>,
    compiled: &'a Compiled,
    daemon_set: &'a DaemonSet,
    /// Its place in the run.
    place: DaemonSetIx,
    node: NodeIx,
}

impl Check {
    fn new(kind: CheckKind, asker: Asker, lines: Vec<Line>) -> Self {
        let mut check = Self { kind, asker, outcome: Outcome::Pass, lines };
        check.judge();
        check
    }

    /// How it ends, by its lines.
    fn judge(&mut self) {
        self.outcome = match &self.lines {
            lines if lines.iter().any(|line| !line.passes && !line.open) => Outcome::Fail,
            lines if lines.iter().any(|line| line.open) => Outcome::Open,
            _ => Outcome::Pass,
        };
    }
}

impl Line {
    /// Leaves open whether it holds, where it is about what is still to be filled in.
    fn leave_open(&mut self, open: &[Reason]) {
        let same = |reason: &&Reason| match (&self.item, &reason.fact) {
            (Item::Taint { taint, .. }, Fact::Taint(other)) => taint == other,
            _ => self.field.is_some() && self.field == reason.field,
        };
        if let Some(reason) = open.iter().find(same) {
            self.open = true;
            self.field.clone_from(&reason.field);
        }
    }

    /// A line of what a filter says.
    fn said(reason: &Reason) -> Self {
        Self {
            passes: false,
            open: false,
            field: reason.field.clone(),
            item: Item::Refused(reason.clone()),
        }
    }
}
