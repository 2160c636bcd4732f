//! Why a pod does not go to a node: as data, in Kubernetes' words.

use std::fmt;

use k8s_openapi::api::core::v1::Taint;

use crate::kubernetes::field::FieldPath;

/// Who refuses: a filter of the scheduler, or the check of the DaemonSet controller that stands
/// for the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Plugin {
    /// `spec.nodeName` of the template names another node.
    NodeName,
    /// The node is cordoned.
    NodeUnschedulable,
    /// A taint that is not tolerated.
    TaintToleration,
    /// `nodeSelector`, or the required node affinity.
    NodeAffinity,
    /// A host port is taken.
    NodePorts,
    /// Not enough of a resource, or too many pods.
    NodeResourcesFit,
    /// A volume that can't be mounted twice.
    VolumeRestrictions,
    /// A claim for a volume that is missing, unbound, or bound to a volume of other nodes.
    VolumeBinding,
    /// A claim for devices that is missing.
    DynamicResources,
    /// A gate that somebody must take off.
    SchedulingGates,
    /// The pod is another scheduler's. It is no plugin: nobody is asked.
    SchedulerName,
    /// Topology spread constraints.
    PodTopologySpread,
    /// Pod affinity or anti-affinity, the pod's own or that of pods that run.
    InterPodAffinity,
    /// A feature that the pod uses and the node's kubelet doesn't declare.
    NodeDeclaredFeatures,
}

impl Plugin {
    /// The scheduler's name of the plugin.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NodeName => "NodeName",
            Self::NodeUnschedulable => "NodeUnschedulable",
            Self::TaintToleration => "TaintToleration",
            Self::NodeAffinity => "NodeAffinity",
            Self::NodePorts => "NodePorts",
            Self::NodeResourcesFit => "NodeResourcesFit",
            Self::VolumeRestrictions => "VolumeRestrictions",
            Self::VolumeBinding => "VolumeBinding",
            Self::DynamicResources => "DynamicResources",
            Self::SchedulingGates => "SchedulingGates",
            Self::SchedulerName => "schedulerName",
            Self::PodTopologySpread => "PodTopologySpread",
            Self::InterPodAffinity => "InterPodAffinity",
            Self::NodeDeclaredFeatures => "NodeDeclaredFeatures",
        }
    }

    /// Whether it asks what the pods around are, and not what kind of node it is: its answer changes
    /// with them.
    #[must_use]
    pub const fn is_about_pods(self) -> bool {
        self.is_about_room() || matches!(self, Self::PodTopologySpread | Self::InterPodAffinity)
    }

    /// Whether it asks what the node has left, and not what kind of node it is.
    #[must_use]
    pub const fn is_about_room(self) -> bool {
        matches!(self, Self::NodeResourcesFit | Self::NodePorts | Self::VolumeRestrictions)
    }
}

impl fmt::Display for Plugin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What the node has that decides.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// Nothing beside the node itself.
    None,
    /// A label: its value, or none where the node doesn't have it.
    Label {
        /// The label's key.
        key: String,
        /// The node's value.
        value: Option<String>,
    },
    /// A taint.
    Taint(Taint),
    /// A resource: what the pod needs of it. What the node has left differs from node to node.
    Resource {
        /// The resource's name; `pods` for the number of pods.
        name: String,
        /// What the pod needs: thousandths for `cpu`, else bytes or units.
        need: i64,
    },
    /// A host port that the pod wants.
    HostPort {
        /// The port.
        port: u16,
        /// The protocol.
        protocol: String,
        /// The address, if one was given.
        ip: Option<String>,
    },
    /// A label that the node has with one of many values that nothing asks for by name; which one
    /// differs from node to node.
    OtherLabel {
        /// The label's key.
        key: String,
    },
    /// A feature that the node's kubelet doesn't declare, by its name.
    Feature(&'static str),
    /// A topology key: the node's domain in it is the wrong one, or it has none.
    Topology {
        /// The topology key.
        key: String,
        /// Whether the node doesn't have the label.
        missing: bool,
    },
}

/// One reason why a pod does not go to a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Who refuses.
    pub plugin: Plugin,
    /// The resource that is short, for [`Plugin::NodeResourcesFit`]: `cpu`, `memory`, `pods` …
    pub resource: Option<String>,
    /// What Kubernetes says.
    pub message: String,
    /// The field of the DaemonSet that decides (`spec.template.spec.nodeSelector[kubernetes.io/os]`);
    /// it may be one that is not written (`spec.template.spec.tolerations`). None where the
    /// manifest has no say.
    pub field: Option<FieldPath>,
    /// The node's fact beside it.
    pub fact: Fact,
    /// The pod that the controller creates would not be refused: what changes it on its way
    /// (defaults, LimitRange, RuntimeClass, …) is the cause.
    pub on_admission: bool,
}

impl Reason {
    /// A reason that stands for the pod as the controller creates it.
    pub(super) fn new(
        plugin: Plugin,
        message: impl Into<String>,
        field: Option<FieldPath>,
        fact: Fact,
    ) -> Self {
        Self { plugin, resource: None, message: message.into(), field, fact, on_admission: false }
    }
}
