//! What concerns a pod as a whole.

use super::super::annotations::SECCOMP_POD;
use super::super::distinct::Distinct;
use super::address::of_address;
use super::{NO_SELECTOR, Warnings};
use crate::kubernetes::field::Path;
use crate::kubernetes::release::Release;
use k8s_openapi::api::core::v1::{PodAffinityTerm, PodSpec, WeightedPodAffinityTerm};
use std::collections::BTreeMap;

/// Annotations that Kubernetes has stopped to read.
const DEPRECATED_ANNOTATIONS: [(&str, &str); 3] = [
    (
        "scheduler.alpha.kubernetes.io/critical-pod",
        "non-functional in v1.16+; use the \"priorityClassName\" field instead",
    ),
    (
        "security.alpha.kubernetes.io/sysctls",
        "non-functional in v1.11+; use the \"sysctls\" field instead",
    ),
    (
        "security.alpha.kubernetes.io/unsafe-sysctls",
        "non-functional in v1.11+; use the \"sysctls\" field instead",
    ),
];

/// Warns of annotations that have no effect any more.
pub(super) fn of_deprecated_annotations(
    annotations: &BTreeMap<String, String>,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    for (key, text) in DEPRECATED_ANNOTATIONS {
        if annotations.contains_key(key) {
            warnings.push(&path.key(key), text);
        }
    }
}

/// Warns of host aliases and pull secrets that are given twice, and of pull secrets without name.
pub(super) fn of_repeated_entries(spec: &PodSpec, path: &Path<'_>, warnings: &mut Warnings) {
    let aliases = path.child("hostAliases");
    let mut seen = Distinct::default();
    for (index, alias) in spec.host_aliases.iter().flatten().enumerate() {
        if !seen.insert(alias.ip.as_str()) {
            let text = format!("duplicate ip {:?}", alias.ip);
            warnings.push(&aliases.index(index).child("ip"), text);
        }
    }
    let secrets = path.child("imagePullSecrets");
    let mut seen = Distinct::default();
    for (index, secret) in spec.image_pull_secrets.iter().flatten().enumerate() {
        if !seen.insert(secret.name.as_str()) {
            let text = format!("duplicate name {:?}", secret.name);
            warnings.push(&secrets.index(index).child("name"), text);
        }
    }
    for (index, secret) in spec.image_pull_secrets.iter().flatten().enumerate() {
        if secret.name.is_empty() {
            warnings.push(&secrets.index(index).child("name"), "invalid empty name \"\"");
        }
    }
}

/// Warns of a seccomp profile that only an annotation gives.
pub(super) fn of_seccomp_annotation(
    spec: &PodSpec,
    annotations: &BTreeMap<String, String>,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    let context = spec.security_context.as_ref();
    let has_profile = context.is_some_and(|context| context.seccomp_profile.is_some());
    if !has_profile && annotations.contains_key(SECCOMP_POD) {
        let text = "non-functional in v1.27+; use the \"seccompProfile\" field instead";
        warnings.push(&path.key(SECCOMP_POD), text);
    }
}

/// Warns of a pod that should end before it was asked to.
pub(super) fn of_grace_period(spec: &PodSpec, path: &Path<'_>, warnings: &mut Warnings) {
    if spec.termination_grace_period_seconds.is_some_and(|seconds| seconds < 0) {
        let text = "must be >= 0; negative values are invalid and will be treated as 1";
        warnings.push(&path.child("terminationGracePeriodSeconds"), text);
    }
}

/// Warns of pod affinity that can meet no pod.
pub(super) fn of_affinity(spec: &PodSpec, path: &Path<'_>, warnings: &mut Warnings) {
    let Some(affinity) = &spec.affinity else { return };
    if let Some(pods) = &affinity.pod_affinity {
        let required = &pods.required_during_scheduling_ignored_during_execution;
        let preferred = &pods.preferred_during_scheduling_ignored_during_execution;
        let path = path.child("podAffinity");
        of_terms(required.as_deref(), preferred.as_deref(), &path, warnings);
    }
    if let Some(pods) = &affinity.pod_anti_affinity {
        let required = &pods.required_during_scheduling_ignored_during_execution;
        let preferred = &pods.preferred_during_scheduling_ignored_during_execution;
        let path = path.child("podAntiAffinity");
        of_terms(required.as_deref(), preferred.as_deref(), &path, warnings);
    }
}

fn of_terms(
    required: Option<&[PodAffinityTerm]>,
    preferred: Option<&[WeightedPodAffinityTerm]>,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    let list = path.child("requiredDuringSchedulingIgnoredDuringExecution");
    for (index, term) in required.unwrap_or_default().iter().enumerate() {
        if term.label_selector.is_none() {
            warnings.push(&list.index(index).child("labelSelector"), NO_SELECTOR);
        }
    }
    let list = path.child("preferredDuringSchedulingIgnoredDuringExecution");
    for (index, weighted) in preferred.unwrap_or_default().iter().enumerate() {
        if weighted.pod_affinity_term.label_selector.is_none() {
            let path = list.index(index);
            let path = path.child("podAffinityTerm");
            warnings.push(&path.child("labelSelector"), NO_SELECTOR);
        }
    }
}

/// Warns of IP addresses that are not written as they should be.
pub(super) fn of_addresses(
    spec: &PodSpec,
    release: Release,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    let config = path.child("dnsConfig");
    let list = config.child("nameservers");
    let nameservers = spec.dns_config.iter().flat_map(|config| config.nameservers.iter().flatten());
    for (index, nameserver) in nameservers.enumerate() {
        of_address(nameserver, release, &list.index(index), warnings);
    }
    let list = path.child("hostAliases");
    for (index, alias) in spec.host_aliases.iter().flatten().enumerate() {
        of_address(&alias.ip, release, &list.index(index).child("ip"), warnings);
    }
}
