//! What a pod shares with its host, and what it is called.
//!
//! Mirrors `validatePodHostNetworkDeps`, `validateHostUsers` and `validatePodHostName` of
//! `pkg/apis/core/validation`.

use super::checks;
use super::strictness::Strictness;
use crate::kubernetes::containers::visit_containers;
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::names;
use crate::kubernetes::release::{Change, Gate};
use k8s_openapi::api::core::v1::PodSpec;

/// Bytes of a host name that Linux takes.
const HOSTNAME_MAX_LENGTH: usize = 64;

/// On the host's network a port of a container is a port of the host.
pub(super) fn validate_host_network_ports(
    spec: &PodSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if spec.host_network != Some(true) {
        return;
    }
    let containers = path.child("containers");
    for (index, container) in spec.containers.iter().enumerate() {
        let container_path = containers.index(index);
        let ports = container_path.child("ports");
        for (index, port) in container.ports.iter().flatten().enumerate() {
            let host_port = port.host_port.unwrap_or_default();
            if host_port != 0 && host_port != port.container_port {
                let detail = format!(
                    "must be the `containerPort` {} since `hostNetwork` is true; it can be left out",
                    port.container_port
                );
                errors.invalid(&ports.index(index).child("hostPort"), detail);
            }
        }
    }
}

/// A pod with a user namespace of its own cannot share other namespaces with its host.
pub(super) fn validate_host_users(
    spec: &PodSpec,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if spec.host_users != Some(false) {
        return;
    }
    let detail = "cannot be true while `hostUsers` is false";
    // Kubernetes names two of these fields as its own types do.
    for (named, written, shared, allowed) in [
        (
            "hostNetwork",
            "hostNetwork",
            spec.host_network,
            strictness.allows(
                Gate::UserNamespacesHostNetworkSupport,
                strictness.excused.host_network_in_user_namespaces,
            ),
        ),
        ("HostPID", "hostPID", spec.host_pid, false),
        ("HostIPC", "hostIPC", spec.host_ipc, false),
    ] {
        if shared == Some(true) && !allowed {
            let named = path.child(named);
            errors.written_at(&named, &path.child(written), |errors| {
                errors.forbidden(&named, detail);
            });
        }
    }
    if strictness.release.has(Change::UserNamespaceForbidsVolumeDevices)
        && !strictness.excused.volume_devices_in_user_namespaces
    {
        visit_containers(spec, path, |container, path| {
            if !container.volume_devices.is_empty() {
                let detail = "cannot be used while `hostUsers` is false";
                errors.forbidden(&path.child("volumeDevices"), detail);
            }
        });
    }
}

/// Checks `spec.hostnameOverride`.
pub(super) fn validate_hostname_override(
    spec: &PodSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let Some(hostname) = &spec.hostname_override else { return };
    let path = path.child("hostnameOverride");
    if spec.set_hostname_as_fqdn == Some(true) {
        errors.forbidden(&path, "cannot be set while `setHostnameAsFQDN` is true");
    }
    if spec.host_network == Some(true) {
        errors.forbidden(&path, "cannot be set while `hostNetwork` is true");
    }
    if hostname.len() > HOSTNAME_MAX_LENGTH {
        errors.push(&path, Reason::TooLong, names::too_long(HOSTNAME_MAX_LENGTH));
    }
    checks::report_named(names::dns1123_subdomain, hostname, &path, errors);
}
