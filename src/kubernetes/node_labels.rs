//! Labels that Kubernetes, kubelets and clouds put on nodes, under their names of today and of
//! before.

/// The operating system.
pub(crate) const OS: &str = "kubernetes.io/os";
/// The architecture.
pub(crate) const ARCH: &str = "kubernetes.io/arch";
/// What the kubelet calls its host: the node's name, mostly.
pub(crate) const HOSTNAME: &str = "kubernetes.io/hostname";
/// The type of machine.
pub(crate) const INSTANCE_TYPE: &str = "node.kubernetes.io/instance-type";
/// The zone of the cloud.
pub(crate) const ZONE: &str = "topology.kubernetes.io/zone";
/// The region of the cloud.
pub(crate) const ZONE_ID: &str = "topology.k8s.aws/zone-id";
pub(crate) const REGION: &str = "topology.kubernetes.io/region";
/// The role of control plane nodes: their label, and their taint.
/// Labels that every node of a cloud has, whatever made it.
pub(crate) const WELL_KNOWN: [&str; 5] = [OS, ARCH, INSTANCE_TYPE, ZONE, REGION];
pub(crate) const CONTROL_PLANE: &str = "node-role.kubernetes.io/control-plane";
/// What that role was called before Kubernetes 1.24.
pub(crate) const MASTER: &str = "node-role.kubernetes.io/master";

/// The older name of [`OS`].
pub(crate) const OLD_OS: &str = "beta.kubernetes.io/os";
/// The older name of [`ARCH`].
pub(crate) const OLD_ARCH: &str = "beta.kubernetes.io/arch";
/// The older name of [`INSTANCE_TYPE`].
pub(crate) const OLD_INSTANCE_TYPE: &str = "beta.kubernetes.io/instance-type";

/// Whether a node of Karpenter is bought by the hour, reserved or left over.
pub(crate) const CAPACITY_TYPE: &str = "karpenter.sh/capacity-type";
/// The build of Windows, on nodes that run it.
pub(crate) const WINDOWS_BUILD: &str = "node.kubernetes.io/windows-build";

/// How the labels begin that agents set on a node once they run there: node-feature-discovery, the
/// operators of GPUs, KubeVirt.
const OF_AGENTS: [&str; 15] = [
    "feature.node.kubernetes.io/",
    "nfd.node.kubernetes.io/",
    "intel.feature.node.kubernetes.io/",
    "gpu.intel.com/",
    "nvidia.com/cuda.",
    "nvidia.com/gfd.",
    "nvidia.com/gpu.",
    "nvidia.com/mig.",
    "nvidia.com/mps.",
    "nvidia.com/vgpu.",
    "amd.com/gpu.",
    "beta.amd.com/gpu.",
    "cpu-feature.node.kubevirt.io/",
    "cpu-model.node.kubevirt.io/",
    "kubevirt.io/schedulable",
];

/// Whether an agent sets a label, some time after its node has started: of those above, or a
/// storage driver's topology (`topology.ebs.csi.aws.com/zone`).
#[must_use]
pub(crate) fn set_by_agents(label: &str) -> bool {
    let domain = label.split_once('/').map_or("", |(domain, _)| domain);
    let of_driver = domain == "topology.gke.io"
        || domain.strip_prefix("topology.").is_some_and(|driver| driver.contains(".csi."));
    of_driver || OF_AGENTS.iter().any(|start| label.starts_with(start))
}

/// Labels with an older name that nodes carry beside the new one, with the same value: the old name
/// and the new one.
pub(crate) const RENAMED: [(&str, &str); 5] = [
    (OLD_OS, OS),
    (OLD_ARCH, ARCH),
    (OLD_INSTANCE_TYPE, INSTANCE_TYPE),
    ("failure-domain.beta.kubernetes.io/zone", ZONE),
    ("failure-domain.beta.kubernetes.io/region", REGION),
];

/// The newer name of a label, if it has one.
#[must_use]
pub(crate) fn newer_name(label: &str) -> Option<&'static str> {
    RENAMED.iter().find(|(old, _)| *old == label).map(|(_, new)| *new)
}

/// The newer name of a label that every kubelet sets under both names, with the same value.
#[must_use]
pub(crate) fn set_by_every_kubelet(label: &str) -> Option<&'static str> {
    newer_name(label).filter(|new| matches!(*new, OS | ARCH))
}
