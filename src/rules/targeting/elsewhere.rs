//! What a release may bring for nodes that this fleet has none of: another operating system, other
//! hardware, another cloud. That such a part runs nowhere is no mistake.

use k8s_openapi::api::core::v1::{Taint, Toleration};

use super::nearest::{hint, split};
use crate::kubernetes::labels::{Requirement, Test};
use crate::kubernetes::node_labels::{
    ARCH, INSTANCE_TYPE, OLD_ARCH, OLD_INSTANCE_TYPE, OLD_OS, OS, REGION, ZONE,
};
use crate::kubernetes::system_taints::is_of_state;
use crate::rules::survey::NodeLabels;
use crate::words::near::slip;

/// The operating systems that a kubelet runs on.
const SYSTEMS: [&str; 2] = ["linux", "windows"];

/// The architectures that Kubernetes is built for, or was.
const ARCHITECTURES: [&str; 9] =
    ["amd64", "arm64", "arm", "386", "ppc64le", "s390x", "riscv64", "loong64", "mips64le"];

/// Domains of labels that say what hardware a node has.
const HARDWARE: [&str; 5] =
    ["feature.node.kubernetes.io/", "nvidia.com/", "amd.com/", "intel.com/", "habana.ai/"];

/// Domains of labels that nodes of any cloud have, or are given.
const KUBERNETES: [&str; 4] = [
    "kubernetes.io/",
    "node.kubernetes.io/",
    "node-role.kubernetes.io/",
    "topology.kubernetes.io/",
];

/// Whether a requirement that no node passes asks for an operating system, an architecture, hardware
/// or a cloud that this fleet has none of, and is no slip of something that it has.
pub(super) fn is_elsewhere(labels: &NodeLabels<'_>, requirement: &Requirement) -> bool {
    let key = requirement.key.as_str();
    let all = |known: &[&str]| match &requirement.test {
        Test::In(values) => {
            !values.is_empty() && values.iter().all(|value| known.contains(&value.as_str()))
        }
        _ => false,
    };
    match key {
        OS | OLD_OS => return all(&SYSTEMS),
        ARCH | OLD_ARCH => return all(&ARCHITECTURES),
        INSTANCE_TYPE | OLD_INSTANCE_TYPE => return true,
        _ => {}
    }
    let is_hardware = is_of_hardware(key);
    let is_place = [ZONE, REGION].contains(&key);
    let is_slip = hint(labels, requirement).is_some_and(|hint| hint.is_near);
    !is_slip && (is_hardware || is_place || is_of_another_cloud(labels, key))
}

/// Whether a taint that no node of the inventory has may well be one of another fleet: of
/// Kubernetes, of hardware, of a cloud, or of a project that this fleet has nothing of.
pub(super) fn is_taint_of_elsewhere(
    labels: &NodeLabels<'_>,
    taints: &[&str],
    toleration: &Toleration,
) -> bool {
    let key = toleration.key.as_deref().unwrap_or_default();
    let value = toleration.value.as_deref().unwrap_or_default();
    let (domain, name) = split(key);
    let is_of_kubernetes = KUBERNETES.contains(&domain)
        || is_of_state(&Taint { key: key.to_owned(), ..Taint::default() })
        // What parts of clusters tolerate everywhere.
        || ["CriticalAddonsOnly", "CriticalOnly"].contains(&name);
    let is_of_known_domain = || {
        taints.iter().any(|taint| split(taint).0 == domain)
            || labels.keys().into_iter().any(|label| split(label).0 == domain)
    };
    is_of_kubernetes
        || is_of_hardware(key)
        || is_of_hardware(value)
        || !domain.is_empty() && !is_of_known_domain()
}

/// Whether a word names hardware.
fn is_of_hardware(key: &str) -> bool {
    HARDWARE.iter().any(|domain| key.contains(domain))
        || ["gpu", "accelerator", "fpga"].iter().any(|word| key.contains(word))
}

/// Whether no node has a label of a key's domain, nor of one that it may be a slip of.
fn is_of_another_cloud(labels: &NodeLabels<'_>, key: &str) -> bool {
    let (domain, _) = split(key);
    let known = |other: &str| {
        let (other, _) = split(other);
        other == domain || slip(domain, other).is_some()
    };
    !domain.is_empty() && !KUBERNETES.contains(&domain) && !labels.keys().into_iter().any(known)
}
