//! Pools: nodes of one kind that are made at need.

use super::node::{Node, TaintId};
use super::provider::Provider;
use super::resources::ResourceAmounts;
use super::symbols::Symbol;
use crate::kubernetes::labels::Test;

/// What stands for the name of a node that a pool would start: no node has this name.
pub(crate) const NEW_NODE: &str = "(new node)";

/// Why no autoscaler starts nodes of a group of machines of which nobody says how many there may be.
pub(crate) const UNBOUNDED: &str = "it has no largest size, so that no autoscaler sees to it";

/// Nodes of one kind that are made at need.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// The pool's name.
    pub name: Box<str>,
    /// What it was read from.
    pub origin: Origin,
    /// How a new node of the pool looks; its name is a placeholder.
    pub template: Node,
    /// How many nodes the pool itself says there are. Those that kubectl printed and that belong
    /// to it don't count here.
    pub count: u32,
    /// The labels that a new node has and whose values are not known beforehand.
    pub open: Box<[OpenLabel]>,
    /// Taints that a new node has at first, until what they wait for has run.
    pub startup_taints: Box<[TaintId]>,
    /// Why no new node is to be expected of it, where that is so.
    pub closed: Option<&'static str>,
    /// Whose machines it starts, where that says which labels they have.
    pub provider: Provider,
    /// What else decides how its nodes are, where it names such an object.
    pub node_class: Option<NodeClassRef>,
    /// How many pods a node takes, where that is known and the rest of its size is not.
    pub max_pods: Option<i64>,
    /// What its kubelets keep back of each node, where that is written and the node's size is not
    /// known: it is no room for pods.
    pub reserved: Option<ResourceAmounts>,
    /// What of its description is not taken as its author may think, a sentence each.
    pub notes: Vec<String>,
    /// What its provisioner goes by beside how nodes look.
    pub provisioning: Provisioning,
}

/// What a provisioner goes by when it starts nodes of a pool and takes them away.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provisioning {
    /// Pools of larger weight are asked first.
    pub weight: i64,
    /// The labels that its labels, requirements and annotations name.
    pub named: Box<[Symbol]>,
    /// It has a fixed number of nodes.
    pub fixed: bool,
    /// The cluster autoscaler is not told which labels and taints new nodes get.
    pub untagged: bool,
    /// The cluster autoscaler takes new nodes to have no operating system or no architecture, since the
    /// template that tells of them doesn't name it.
    pub nameless: bool,
    /// The cluster autoscaler doesn't look where it is written which operating system new nodes have.
    pub unseen_os: bool,
    /// Nor which architecture.
    pub unseen_arch: bool,
    /// The taints that new nodes are taken to have, those among them that pass.
    pub taints: Box<[TaintId]>,
    /// The utilisation up to which the cluster autoscaler removes nodes of the group, in hundredths of
    /// a percent, where the group has its own.
    pub threshold: Option<u64>,
    /// The same of nodes with a GPU.
    pub gpu_threshold: Option<u64>,
    /// The group leaves DaemonSets out of it.
    pub ignores_daemon_sets: bool,
}

/// The object that a `NodePool` names for what its provider wants to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeClassRef {
    /// The API group.
    pub group: Box<str>,
    /// The kind.
    pub kind: Box<str>,
    /// The name.
    pub name: Box<str>,
}

impl NodeClassRef {
    /// A managed pool of Cluster API, which a MachinePool names.
    #[must_use]
    pub(crate) fn managed(kind: &str, name: &str) -> Self {
        let group = "infrastructure.cluster.x-k8s.io";
        Self { group: group.into(), kind: kind.into(), name: name.into() }
    }
}

impl Pool {
    /// A pool whose new nodes look like this, of which nothing else is known.
    #[must_use]
    pub(crate) fn new(name: &str, origin: Origin, template: Node) -> Self {
        Self {
            name: name.into(),
            origin,
            template,
            count: 0,
            open: Box::new([]),
            startup_taints: Box::new([]),
            closed: None,
            provider: Provider::Unknown,
            node_class: None,
            max_pods: None,
            reserved: None,
            notes: Vec::new(),
            provisioning: Provisioning::default(),
        }
    }
}

/// What a pool was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The short form.
    Written,
    /// A `NodePool` of Karpenter.
    Karpenter,
    /// A `MachineDeployment`, `MachineSet` or `MachinePool` of Cluster API.
    ClusterApi,
    /// A managed pool of Cluster API's provider of a cloud.
    ClusterApiManaged,
    /// A `MachineSet` of OpenShift.
    OpenShift,
    /// A node group of an eksctl `ClusterConfig`.
    Eksctl,
    /// An `InstanceGroup` of kops.
    Kops,
    /// Workers of a Gardener `Shoot`.
    Gardener,
    /// A `ContainerNodePool` of Config Connector.
    ConfigConnector,
}

impl Origin {
    /// Whether the cluster autoscaler, or the cloud's own, starts such nodes.
    #[must_use]
    pub const fn is_autoscaled(self) -> bool {
        !matches!(self, Self::Written | Self::Karpenter)
    }

    /// Whether the autoscaler knows nothing of a first node but what its machines' object says.
    #[must_use]
    pub const fn is_scaled_from_annotations(self) -> bool {
        matches!(self, Self::ClusterApi | Self::OpenShift)
    }

    /// What such a pool is called there.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Written => "pool",
            Self::Karpenter => "Karpenter NodePool",
            Self::ClusterApi => "Cluster API machines",
            Self::ClusterApiManaged => "managed machine pool",
            Self::OpenShift => "OpenShift MachineSet",
            Self::Eksctl => "eksctl node group",
            Self::Kops => "kops instance group",
            Self::Gardener => "Gardener workers",
            Self::ConfigConnector => "Config Connector node pool",
        }
    }
}

/// A label of new nodes that is one of several values, or of any.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenLabel {
    /// The label's key.
    pub key: Symbol,
    /// What the value satisfies; nothing here: it may be any.
    pub tests: Box<[Test]>,
    /// Whether the label may also be missing.
    pub may_be_missing: bool,
}

impl OpenLabel {
    /// Whether the label can have this value.
    #[must_use]
    pub fn allows(&self, value: &str) -> bool {
        self.tests.iter().all(|test| test.passes(Some(value)))
    }
}
