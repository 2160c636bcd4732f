//! Init containers, and those of them that keep running: sidecars (`restartPolicy: Always`).

use super::restart_policy::validate_init_container_restart_policy;
use super::{validate_container_common, validate_what_runs};
use crate::kubernetes::containers::is_sidecar;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::Change;
use crate::kubernetes::validation::context::PodContext;
use crate::kubernetes::validation::ports::HostPorts;
use k8s_openapi::api::core::v1::Container;
use std::collections::BTreeSet;

/// Checks `spec.initContainers`. Mirrors `validateInitContainers`.
pub(crate) fn validate_init_containers(
    pod: &PodContext<'_>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let Some(containers) = pod.spec.init_containers.as_deref().filter(|list| !list.is_empty())
    else {
        return;
    };
    let mut names: BTreeSet<&str> =
        pod.spec.containers.iter().map(|container| container.name.as_str()).collect();
    for (index, container) in containers.iter().enumerate() {
        let list = path;
        let path = path.index(index);
        validate_container_common(pod, &container.into(), &path, errors);
        validate_init_container_restart_policy(
            container.restart_policy.as_deref(),
            container.restart_policy_rules.as_deref().unwrap_or_default(),
            pod.strictness,
            &path,
            errors,
        );
        if names.contains(container.name.as_str()) {
            errors.duplicate(&path.child("name"), &container.name);
        } else if !container.name.is_empty() {
            names.insert(&container.name);
        }
        // They run one after the other, so that each is held against itself only; and since the
        // API server makes a list of one for that, it reports a collision at the first element.
        let first = list.index(0);
        errors.written_at(&first, &path, |errors| {
            HostPorts::default().add(container, &first, errors);
        });

        if is_sidecar(container) {
            validate_what_runs(pod, container, &path, errors);
        } else {
            forbid_what_runs(container, &path, errors);
            if pod.strictness.release.has(Change::InitContainersAreNotRestartedOnResize)
                && !pod.strictness.excused.restarting_resize_of_init_containers
            {
                forbid_restart_on_resize(container, &path, errors);
            }
        }
    }
}

fn forbid_what_runs(container: &Container, path: &Path<'_>, errors: &mut FieldErrors) {
    let fields = [
        ("lifecycle", container.lifecycle.is_some()),
        ("livenessProbe", container.liveness_probe.is_some()),
        ("readinessProbe", container.readiness_probe.is_some()),
        ("startupProbe", container.startup_probe.is_some()),
    ];
    for (field, set) in fields {
        if set {
            errors.forbidden(
                &path.child(field),
                "an init container runs once; only a sidecar (`restartPolicy: Always`) has this",
            );
        }
    }
}

fn forbid_restart_on_resize(container: &Container, path: &Path<'_>, errors: &mut FieldErrors) {
    let list = path.child("resizePolicy");
    for (index, policy) in container.resize_policy.iter().flatten().enumerate() {
        if policy.restart_policy == "RestartContainer" {
            errors.invalid(
                &list.index(index).child("restartPolicy"),
                "`RestartContainer` is for sidecars (`restartPolicy: Always`), not for other init \
                 containers",
            );
        }
    }
}
