//! A pod's containers: regular, init and ephemeral ones.
//!
//! Mirrors `validateContainers`, `validateInitContainers` and `validateEphemeralContainers` of
//! `pkg/apis/core/validation`.

mod ephemeral;
mod init;
mod restart_policy;

pub(super) use ephemeral::validate_ephemeral_containers;
pub(super) use init::validate_init_containers;
pub(super) use restart_policy::has_restart_of_all_containers;

use super::checks;
use super::context::PodContext;
use super::distinct::Distinct;
use super::env::{validate_env, validate_env_from};
use super::lifecycle::validate_lifecycle;
use super::ports::{HostPorts, validate_container_ports};
use super::probe::{validate_liveness_probe, validate_readiness_probe, validate_startup_probe};
use super::resize_policy::validate_resize_policy;
use super::resources::validate_container_resources;
use super::security_context::validate_security_context;
use super::volume_device::validate_volume_devices;
use super::volume_mount::validate_volume_mounts;
use crate::kubernetes::containers::AnyContainer;
use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::api::core::v1::Container;
use restart_policy::validate_container_restart_policy;

/// Checks `spec.containers`. Mirrors `validateContainers`.
pub(super) fn validate_containers(pod: &PodContext<'_>, path: &Path<'_>, errors: &mut FieldErrors) {
    if pod.spec.containers.is_empty() {
        errors.required(path, "a pod needs at least one container");
        return;
    }
    let mut names = Distinct::default();
    let mut host_ports = HostPorts::default();
    for (index, container) in pod.spec.containers.iter().enumerate() {
        let path = path.index(index);
        validate_container_common(pod, &container.into(), &path, errors);
        if !names.insert(container.name.as_str()) {
            errors.duplicate(&path.child("name"), &container.name);
        }
        validate_what_runs(pod, container, &path, errors);
        validate_container_restart_policy(
            container.restart_policy.as_deref(),
            container.restart_policy_rules.as_deref().unwrap_or_default(),
            pod.strictness,
            &path,
            errors,
        );
        host_ports.add(container, &path, errors);
    }
}

/// Checks what a container has that keeps running: hooks and probes.
fn validate_what_runs(
    pod: &PodContext<'_>,
    container: &Container,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if let Some(lifecycle) = &container.lifecycle {
        validate_lifecycle(pod, lifecycle, &path.child("lifecycle"), errors);
    }
    if let Some(probe) = &container.liveness_probe {
        validate_liveness_probe(probe, &path.child("livenessProbe"), errors);
    }
    if let Some(probe) = &container.readiness_probe {
        validate_readiness_probe(probe, &path.child("readinessProbe"), errors);
    }
    if let Some(probe) = &container.startup_probe {
        validate_startup_probe(probe, &path.child("startupProbe"), errors);
    }
}

/// Checks what every kind of container has. Mirrors `validateContainerCommon`.
fn validate_container_common(
    pod: &PodContext<'_>,
    container: &AnyContainer<'_>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if container.name.is_empty() {
        errors.required(&path.child("name"), "a container needs a name");
    } else {
        checks::dns_label(container.name, &path.child("name"), errors);
    }
    if container.image.is_empty() {
        errors.required(&path.child("image"), "a container needs an image");
    }
    validate_termination_message_policy(
        container.termination_message_policy,
        &path.child("terminationMessagePolicy"),
        errors,
    );
    validate_container_ports(container.ports, &path.child("ports"), errors);
    validate_env(container.env, pod.strictness, &path.child("env"), errors);
    validate_env_from(container.env_from, pod.strictness, &path.child("envFrom"), errors);
    validate_volume_mounts(pod, container, &path.child("volumeMounts"), errors);
    validate_volume_devices(pod, container, &path.child("volumeDevices"), errors);
    validate_pull_policy(container.image_pull_policy, &path.child("imagePullPolicy"), errors);
    if let Some(resources) = container.resources {
        validate_container_resources(pod, resources, &path.child("resources"), errors);
    }
    validate_resize_policy(
        container.resize_policy,
        pod.spec.restart_policy.as_deref(),
        &path.child("resizePolicy"),
        errors,
    );
    if let Some(context) = container.security_context {
        validate_security_context(pod.spec, context, &path.child("securityContext"), errors);
    }
}

fn validate_termination_message_policy(
    policy: Option<&str>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    const POLICIES: [&str; 2] = ["File", "FallbackToLogsOnError"];
    checks::one_of(policy, &POLICIES, path, errors);
}

/// Mirrors `validatePullPolicy`.
pub(super) fn validate_pull_policy(
    policy: Option<&str>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    const POLICIES: [&str; 3] = ["Always", "IfNotPresent", "Never"];
    checks::one_of(policy, &POLICIES, path, errors);
}

#[cfg(test)]
mod tests;
