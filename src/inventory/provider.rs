//! Whose machines a pool starts: which labels they have that no description of the pool names.

use crate::kubernetes::node_labels::{ZONE_ID, set_by_agents};

/// Whose machines a pool starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Provider {
    /// Not known: a new node has no label but those that are written.
    #[default]
    Unknown,
    /// A cloud that sets no labels of its own, or none that are known.
    Plain,
    /// EC2, by Karpenter (`karpenter.k8s.aws`).
    Ec2,
    /// EKS Auto Mode (`eks.amazonaws.com`).
    EksAuto,
    /// A node group of EKS.
    Eks,
    /// A node pool of GKE.
    Gke,
    /// Azure, by Karpenter (`karpenter.azure.com`) or a node pool of AKS.
    Azure,
    /// Another one of Karpenter's, by its API group.
    Other(Box<str>),
}

/// How a label comes to a node that nothing in its pool names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coming {
    /// The provider sets it on each node.
    Always,
    /// The provider sets it on some machines.
    Sometimes,
    /// An agent sets it once it runs there.
    Later,
}

/// Labels of every machine that Karpenter starts in EC2, beside others that only some have
/// (`pkg/apis/v1/labels.go` and `computeRequirements` of karpenter-provider-aws).
const OF_INSTANCES: [&str; 7] = [
    "instance-category",
    "instance-cpu",
    "instance-cpu-manufacturer",
    "instance-family",
    "instance-generation",
    "instance-memory",
    "instance-size",
];
/// The same of machines of Azure (`pkg/apis/v1beta1/labels.go` of karpenter-provider-azure).
const OF_SKUS: [&str; 5] = ["sku-cpu", "sku-family", "sku-memory", "sku-name", "sku-version"];
const OF_AKS: [&str; 3] = ["cluster", "mode", "os-sku"];

const EC2: &str = "karpenter.k8s.aws";
const EKS: &str = "eks.amazonaws.com";
const AZURE: &str = "karpenter.azure.com";

impl Provider {
    /// The one that a node class of that API group belongs to.
    #[must_use]
    pub(crate) fn of_group(group: &str) -> Self {
        match group {
            "" => Self::Plain,
            EC2 => Self::Ec2,
            EKS => Self::EksAuto,
            AZURE => Self::Azure,
            other => Self::Other(other.into()),
        }
    }

    /// The architectures of its machines, where all of them are known.
    #[must_use]
    pub(crate) const fn architectures(&self) -> Option<&'static [&'static str]> {
        match self {
            Self::Ec2 | Self::EksAuto | Self::Eks | Self::Gke | Self::Azure => {
                Some(&["amd64", "arm64"])
            }
            Self::Unknown | Self::Plain | Self::Other(_) => None,
        }
    }

    /// The domain of the labels that tell of its instance types, where these have the names of EC2.
    #[must_use]
    pub(crate) const fn instance_labels(&self) -> Option<&'static str> {
        match self {
            Self::Ec2 => Some(EC2),
            Self::EksAuto => Some(EKS),
            _ => None,
        }
    }

    /// How a label that nothing in the pool names comes to new nodes; none where it doesn't.
    #[must_use]
    pub fn coming(&self, key: &str) -> Option<Coming> {
        if *self == Self::Unknown {
            return None;
        }
        if set_by_agents(key) {
            return Some(Coming::Later);
        }
        let (domain, name) = key.split_once('/')?;
        let always = |names: &[&str]| match names.contains(&name) {
            true => Some(Coming::Always),
            false => Some(Coming::Sometimes),
        };
        match (self, domain) {
            (Self::Ec2, EC2) => always(&OF_INSTANCES),
            // Of Auto Mode's own ones only the names of the machine's properties are open.
            (Self::EksAuto, EKS) if name.starts_with("instance-") => always(&OF_INSTANCES),
            (Self::EksAuto, EKS) if name.starts_with("capacity-reservation-") => {
                Some(Coming::Sometimes)
            }
            (Self::Ec2 | Self::EksAuto, _) if key == ZONE_ID => Some(Coming::Always),
            (Self::Eks, EKS) if name != "compute-type" => Some(Coming::Sometimes),
            (Self::Eks, "alpha.eksctl.io") => Some(Coming::Sometimes),
            (Self::Eks, _) if key == ZONE_ID => Some(Coming::Sometimes),
            (Self::Gke, "cloud.google.com" | "node.gke.io") => Some(Coming::Sometimes),
            (Self::Azure, AZURE) => always(&OF_SKUS),
            (Self::Azure, "kubernetes.azure.com") => always(&OF_AKS),
            (Self::Other(group), domain) if **group == *domain => Some(Coming::Sometimes),
            _ => None,
        }
    }
}
