//! Ephemeral containers. A template may have none at all, which is reported elsewhere; what they
//! say is checked nevertheless.

use super::validate_container_common;
use crate::kubernetes::containers::containers;
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::validation::context::PodContext;
use k8s_openapi::api::core::v1::{EphemeralContainer, ResourceRequirements};
use std::collections::BTreeSet;

const NOT_EPHEMERAL: &str = "an ephemeral container cannot have this";

/// Checks `spec.ephemeralContainers`. Mirrors `validateEphemeralContainers`.
pub(crate) fn validate_ephemeral_containers(
    pod: &PodContext<'_>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let Some(list) = pod.spec.ephemeral_containers.as_deref().filter(|list| !list.is_empty())
    else {
        return;
    };
    let others: BTreeSet<&str> = containers(pod.spec).map(|other| other.name.as_str()).collect();
    let mut names = others.clone();
    for (index, container) in list.iter().enumerate() {
        let path = path.index(index);
        validate_container_common(pod, &container.into(), &path, errors);
        validate_image(container, &path, errors);
        if !names.insert(&container.name) {
            errors.duplicate(&path.child("name"), &container.name);
        }
        let target = container.target_container_name.as_deref().unwrap_or_default();
        if !target.is_empty() && !others.contains(target) {
            let detail = format!("the pod has no container `{target}`");
            errors.push(&path.child("targetContainerName"), Reason::NotFound, detail);
        }
        forbid_fields(container, &path, errors);
        forbid_sub_paths(container, &path, errors);
    }
}

/// Mirrors `validateContainerOnlyForPod`.
fn validate_image(container: &EphemeralContainer, path: &Path<'_>, errors: &mut FieldErrors) {
    let image = container.image.as_deref().unwrap_or_default();
    if image.trim().len() != image.len() {
        errors.invalid(&path.child("image"), "must not begin or end with white space");
    }
}

/// Mirrors `validateFieldAllowList` on `allowedEphemeralContainerFields`. An empty list counts as
/// set, an empty `resources` does not.
fn forbid_fields(container: &EphemeralContainer, path: &Path<'_>, errors: &mut FieldErrors) {
    let empty = ResourceRequirements::default();
    let resources = container.resources.as_ref().is_some_and(|resources| *resources != empty);
    let fields = [
        ("ports", container.ports.is_some()),
        ("resources", resources),
        ("resizePolicy", container.resize_policy.is_some()),
        ("restartPolicy", container.restart_policy.is_some()),
        ("restartPolicyRules", container.restart_policy_rules.is_some()),
        ("livenessProbe", container.liveness_probe.is_some()),
        ("readinessProbe", container.readiness_probe.is_some()),
        ("startupProbe", container.startup_probe.is_some()),
        ("lifecycle", container.lifecycle.is_some()),
    ];
    for (field, set) in fields {
        if set {
            errors.forbidden(&path.child(field), NOT_EPHEMERAL);
        }
    }
}

fn forbid_sub_paths(container: &EphemeralContainer, path: &Path<'_>, errors: &mut FieldErrors) {
    let list = path.child("volumeMounts");
    let set = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.is_empty());
    for (index, mount) in container.volume_mounts.iter().flatten().enumerate() {
        let path = list.index(index);
        if set(&mount.sub_path) {
            errors.forbidden(&path.child("subPath"), NOT_EPHEMERAL);
        }
        if set(&mount.sub_path_expr) {
            errors.forbidden(&path.child("subPathExpr"), NOT_EPHEMERAL);
        }
    }
}
