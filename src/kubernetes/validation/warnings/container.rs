//! Annotations that name a container, amounts in fractions of a byte, variables defined twice.

use super::super::annotations::{APP_ARMOR_CONTAINER_PREFIX, SECCOMP_CONTAINER_PREFIX};
use super::super::distinct::Distinct;
use super::{Warnings, of_fraction};
use crate::kubernetes::containers::{AnyContainer, visit_containers};
use crate::kubernetes::field::Path;
use crate::kubernetes::release::{Change, Release};
use k8s_openapi::api::core::v1::{AppArmorProfile, EnvVar, PodSpec};
use std::collections::BTreeMap;

/// Warns of each container in turn.
pub(super) fn of_containers(
    spec: &PodSpec,
    annotated: Annotated<'_>,
    release: Release,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    let context = spec.security_context.as_ref();
    let profile = context.and_then(|context| context.app_armor_profile.as_ref());
    // Whether a container's annotation says no more than the pod's profile does.
    let covered = |annotation: &str| {
        let matches = release.has(Change::AppArmorAnnotationsMayMatch);
        profile.is_some_and(|profile| {
            !matches || app_armor_profile(annotation).as_ref() == Some(profile)
        })
    };
    visit_containers(spec, path, |container, path| {
        if !annotated.annotations.is_empty() {
            of_annotations(container, covered, annotated, warnings);
        }
        if let Some(resources) = container.resources {
            let resources_path = path.child("resources");
            for name in ["memory", "ephemeral-storage"] {
                let (limits, requests) = (resources.limits.as_ref(), resources.requests.as_ref());
                of_fraction(limits, name, &resources_path.child("limits"), warnings);
                of_fraction(requests, name, &resources_path.child("requests"), warnings);
            }
        }
        of_env(container.env, &path.child("env"), warnings);
    });
}

/// A template's annotations.
#[derive(Clone, Copy)]
pub(super) struct Annotated<'a> {
    /// Themselves.
    pub annotations: &'a BTreeMap<String, String>,
    /// Where they are.
    pub path: &'a Path<'a>,
}

/// The profile that an annotation gives. Mirrors `ApparmorFieldForAnnotation`.
fn app_armor_profile(annotation: &str) -> Option<AppArmorProfile> {
    let of = |type_: &str, localhost_profile: Option<&str>| AppArmorProfile {
        type_: type_.to_owned(),
        localhost_profile: localhost_profile.map(str::to_owned),
    };
    match annotation {
        "unconfined" => Some(of("Unconfined", None)),
        "runtime/default" => Some(of("RuntimeDefault", None)),
        _ => {
            let name = annotation.strip_prefix("localhost/").filter(|name| !name.is_empty())?;
            Some(of("Localhost", Some(name)))
        }
    }
}

fn of_annotations(
    container: &AnyContainer<'_>,
    covered: impl Fn(&str) -> bool,
    annotated: Annotated<'_>,
    warnings: &mut Warnings,
) {
    let Annotated { annotations, path } = annotated;
    let context = container.security_context;
    let seccomp = context.is_some_and(|context| context.seccomp_profile.is_some());
    let key = format!("{SECCOMP_CONTAINER_PREFIX}{}", container.name);
    if !seccomp && annotations.contains_key(&key) {
        let text = "non-functional in v1.27+; use the \"seccompProfile\" field instead";
        warnings.push(&path.key(&key), text);
    }
    let app_armor = context.is_some_and(|context| context.app_armor_profile.is_some());
    let key = format!("{APP_ARMOR_CONTAINER_PREFIX}{}", container.name);
    if !app_armor && annotations.get(&key).is_some_and(|annotation| !covered(annotation)) {
        let text = "deprecated since v1.30; use the \"appArmorProfile\" field instead";
        warnings.push(&path.key(&key), text);
    }
}

/// A later variable hides an earlier one of its name, unless it builds on it (`A: $(A):more`).
fn of_env(env: &[EnvVar], path: &Path<'_>, warnings: &mut Warnings) {
    let mut seen = Distinct::default();
    for (index, variable) in env.iter().enumerate() {
        let name = variable.name.as_str();
        if seen.insert(name) {
            continue;
        }
        let value = variable.value.as_deref().unwrap_or_default();
        let reference = format!("$({name})");
        let builds_on_it = value.contains(&reference) && value != reference;
        if variable.value_from.is_some() || !builds_on_it {
            let text = format!(
                "hides previous definition of {name:?}, which may be dropped when using apply"
            );
            warnings.push(&path.index(index), text);
        }
    }
}
