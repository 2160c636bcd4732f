//! Which keys are known as labels of nodes: a selector of pods that has one was meant for nodes.

use crate::inventory::POOL_LABELS;
use crate::kubernetes::node_labels::{ARCH, HOSTNAME, OS};

/// Well-known labels of nodes. Those of Kubernetes are in the reference "Well-Known Labels,
/// Annotations and Taints"; the others are what managed clusters and autoscalers put on the nodes
/// of a pool, beside its name ([`POOL_LABELS`]). Left out are keys that are on pods as well
/// (`kubernetes.azure.com/managedby`, `eks.amazonaws.com/fargate-profile`).
const KEYS: [&str; 17] = [
    OS,
    ARCH,
    HOSTNAME,
    "kubernetes.io/role",
    "alpha.eksctl.io/cluster-name",
    "cloud.google.com/gke-accelerator",
    "cloud.google.com/gke-container-runtime",
    "cloud.google.com/gke-os-distribution",
    "cloud.google.com/gke-preemptible",
    "cloud.google.com/gke-spot",
    "eks.amazonaws.com/capacityType",
    "eks.amazonaws.com/compute-type",
    "karpenter.sh/capacity-type",
    "karpenter.sh/provisioner-name",
    "kubernetes.azure.com/mode",
    "kubernetes.azure.com/os-sku",
    "kubernetes.azure.com/scalesetpriority",
];

/// Prefixes that only labels of nodes have.
const PREFIXES: [&str; 10] = [
    "node-role.kubernetes.io/",
    "node.kubernetes.io/",
    "topology.kubernetes.io/",
    "beta.kubernetes.io/",
    "failure-domain.beta.kubernetes.io/",
    "failure-domain.kubernetes.io/",
    "feature.node.kubernetes.io/",
    "node.cluster.x-k8s.io/",
    "karpenter.k8s.aws/",
    "nvidia.com/gpu.",
];

/// Whether a key is known as a label of nodes.
pub(super) fn is_node_label(key: &str) -> bool {
    KEYS.contains(&key)
        || POOL_LABELS.contains(&key)
        || PREFIXES.iter().any(|prefix| key.starts_with(prefix))
}
