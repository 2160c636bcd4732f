//! Storage on the network, and claims of it.

use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::validation::checks;
use k8s_openapi::api::core::v1::{
    CephFSVolumeSource, FCVolumeSource, FlockerVolumeSource, GlusterfsVolumeSource,
    NFSVolumeSource, PersistentVolumeClaimVolumeSource, PortworxVolumeSource, QuobyteVolumeSource,
    RBDVolumeSource, ScaleIOVolumeSource, StorageOSVolumeSource,
};

/// Mirrors `validatePersistentClaimVolumeSource`.
pub(super) fn persistent_volume_claim(
    source: &PersistentVolumeClaimVolumeSource,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if source.claim_name.is_empty() {
        errors.required(&path.child("claimName"), "name the PersistentVolumeClaim");
    }
}

/// Mirrors `validateNFSVolumeSource`.
pub(super) fn nfs(source: &NFSVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    if source.server.is_empty() {
        errors.required(&path.child("server"), "give the server's name or address");
    }
    if source.path.is_empty() {
        errors.required(&path.child("path"), "give the exported path");
    }
    if !source.path.starts_with('/') {
        let detail = format!("`{}` must be an absolute path, beginning with `/`", source.path);
        errors.invalid(&path.child("path"), detail);
    }
}

/// Mirrors `validateGlusterfsVolumeSource`.
pub(super) fn glusterfs(source: &GlusterfsVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    if source.endpoints.is_empty() {
        errors.required(&path.child("endpoints"), "name the Endpoints of the servers");
    }
    if source.path.is_empty() {
        errors.required(&path.child("path"), "give the volume's path");
    }
}

/// Mirrors `validateFlockerVolumeSource`.
pub(super) fn flocker(source: &FlockerVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    let name = source.dataset_name.as_deref().unwrap_or_default();
    let uuid = source.dataset_uuid.as_deref().unwrap_or_default();
    if name.is_empty() && uuid.is_empty() {
        errors.required(path, "give `datasetName` or `datasetUUID`");
    }
    if !name.is_empty() && !uuid.is_empty() {
        errors.invalid(path, "give `datasetName` or `datasetUUID`, not both");
    }
    if name.contains('/') {
        errors.invalid(&path.child("datasetName"), format!("`{name}` must not contain `/`"));
    }
}

/// Mirrors `validateRBDVolumeSource`.
pub(super) fn rbd(source: &RBDVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    if source.monitors.is_empty() {
        errors.required(&path.child("monitors"), "list Ceph's monitors");
    }
    if source.image.is_empty() {
        errors.required(&path.child("image"), "name the image");
    }
}

/// Mirrors `validateCephFSVolumeSource`.
pub(super) fn ceph_fs(source: &CephFSVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    if source.monitors.is_empty() {
        errors.required(&path.child("monitors"), "list Ceph's monitors");
    }
}

/// Mirrors `validateQuobyteVolumeSource`.
pub(super) fn quobyte(source: &QuobyteVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    const REGISTRY: &str = "give `host:port` of the registry, or several, separated by commas";
    if source.registry.is_empty() {
        errors.required(&path.child("registry"), REGISTRY);
    } else if source.tenant.as_deref().unwrap_or_default().len() >= 65 {
        // Too long is reported as if it were missing, as the API server does.
        errors.required(&path.child("tenant"), "a tenant is a UUID of at most 64 characters");
    } else if !source.registry.split(',').all(is_host_and_port) {
        errors.invalid(&path.child("registry"), REGISTRY);
    }
    if source.volume.is_empty() {
        errors.required(&path.child("volume"), "name the volume");
    }
}

/// Whether Go's `net.SplitHostPort` takes the text apart.
fn is_host_and_port(text: &str) -> bool {
    let Some(colon) = text.rfind(':') else { return false };
    let (host, port) = (text.get(..colon).unwrap_or_default(), text.get(colon + 1..));
    let Some(port) = port else { return false };
    let bracket = |part: &str| part.contains(['[', ']']);
    if let Some(inside) = host.strip_prefix('[') {
        return inside.strip_suffix(']').is_some_and(|inside| !bracket(inside)) && !bracket(port);
    }
    !host.contains(':') && !bracket(host) && !bracket(port)
}

/// Mirrors `validateFCVolumeSource`.
pub(super) fn fc(source: &FCVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    let set = |list: &Option<Vec<String>>| list.as_ref().is_some_and(|list| !list.is_empty());
    let (targets, wwids) = (set(&source.target_wwns), set(&source.wwids));
    if !targets && !wwids {
        errors.required(&path.child("targetWWNs"), "give `targetWWNs` or `wwids`");
    }
    if targets && wwids {
        errors.invalid(&path.child("targetWWNs"), "give `targetWWNs` or `wwids`, not both");
    }
    if targets {
        match source.lun {
            None => errors.required(&path.child("lun"), "`targetWWNs` need a LUN"),
            Some(lun) if !(0..=255).contains(&lun) => {
                let detail = format!("{lun} is not a LUN; it must be from 0 to 255");
                errors.invalid(&path.child("lun"), detail);
            }
            Some(_) => {}
        }
    }
}

/// Mirrors `validatePortworxVolumeSource`.
pub(super) fn portworx_volume(
    source: &PortworxVolumeSource,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if source.volume_id.is_empty() {
        errors.required(&path.child("volumeID"), "give the volume's id");
    }
}

/// Mirrors `validateStorageOSVolumeSource`.
pub(super) fn storage_os(
    source: &StorageOSVolumeSource,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    match source.volume_name.as_deref().unwrap_or_default() {
        "" => errors.required(&path.child("volumeName"), "name the volume"),
        name => checks::dns_label(name, &path.child("volumeName"), errors),
    }
    match source.volume_namespace.as_deref().unwrap_or_default() {
        "" => {}
        namespace => checks::dns_label(namespace, &path.child("volumeNamespace"), errors),
    }
    if source.secret_ref.as_ref().is_some_and(|secret| secret.name.is_empty()) {
        errors.required(&path.child("secretRef").child("name"), "name the Secret");
    }
}

/// Mirrors `validateScaleIOVolumeSource`.
pub(super) fn scale_io(source: &ScaleIOVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    if source.gateway.is_empty() {
        errors.required(&path.child("gateway"), "give the address of the gateway");
    }
    if source.system.is_empty() {
        errors.required(&path.child("system"), "name the storage system");
    }
    if source.volume_name.as_deref().unwrap_or_default().is_empty() {
        errors.required(&path.child("volumeName"), "name the volume");
    }
}
