//! The controls of seccomp profiles.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::{Container, Pod};

use super::{context, is_windows, named, plural, pod_context, quoted, setters, spec, those};
use crate::kubernetes::containers::containers;

fn is_safe_seccomp(kind: &str) -> bool {
    matches!(kind, "RuntimeDefault" | "Localhost")
}

fn seccomp_of(container: &Container) -> Option<&str> {
    Some(context(container)?.seccomp_profile.as_ref()?.type_.as_str())
}

/// Seccomp profiles that are set and not allowed, in words.
fn bad_seccomp(pod: &Pod) -> Option<String> {
    let of_pod = pod_context(pod).and_then(|x| x.seccomp_profile.as_ref());
    let bad_pod = of_pod.map(|profile| profile.type_.as_str()).filter(|k| !is_safe_seccomp(k));
    let bad = named(pod, |c| seccomp_of(c).is_some_and(|kind| !is_safe_seccomp(kind)));
    let who = setters(bad_pod.is_some(), &bad)?;
    let of_containers = spec(pod).into_iter().flat_map(containers).filter_map(seccomp_of);
    let values = of_containers.filter(|kind| !is_safe_seccomp(kind)).chain(bad_pod);
    let values: BTreeSet<&str> = values.collect();
    let values = quoted(values);
    Some(format!(
        "seccompProfile ({who} must not set securityContext.seccompProfile.type to {values})"
    ))
}

const SECCOMP_POD: &str = "seccomp.security.alpha.kubernetes.io/pod";
const SECCOMP_CONTAINER: &str = "container.seccomp.security.alpha.kubernetes.io/";

pub(super) fn seccomp_baseline(pod: &Pod, minor: u32) -> Option<String> {
    if minor >= 19 {
        return bad_seccomp(pod);
    }
    let annotations = pod.metadata.annotations.as_ref()?;
    let containers = spec(pod).into_iter().flat_map(containers);
    let keys = containers.map(|container| format!("{SECCOMP_CONTAINER}{}", container.name));
    let is_safe = |value: &str| {
        matches!(value, "runtime/default" | "docker/default") || value.starts_with("localhost/")
    };
    let bad: BTreeSet<String> = std::iter::once(SECCOMP_POD.to_owned())
        .chain(keys)
        .filter_map(|key| {
            let value = annotations.get(&key).filter(|value| !is_safe(value))?;
            Some(format!("{key}=\"{value}\""))
        })
        .collect();
    (!bad.is_empty()).then(|| {
        let word = plural("annotation", "annotations", bad.len());
        format!("seccompProfile (forbidden {word} {})", Vec::from_iter(bad).join(", "))
    })
}

pub(super) fn seccomp(pod: &Pod, minor: u32) -> Option<String> {
    if minor >= 25 && is_windows(pod) {
        return None;
    }
    if let Some(said) = bad_seccomp(pod) {
        return Some(said);
    }
    let of_pod = pod_context(pod).is_some_and(|x| x.seccomp_profile.is_some());
    let missing = named(pod, |c| seccomp_of(c).is_none() && !of_pod);
    (!missing.is_empty()).then(|| {
        format!(
            "seccompProfile (pod or {} must set securityContext.seccompProfile.type to \
             \"RuntimeDefault\" or \"Localhost\")",
            those(&missing)
        )
    })
}
