//! Volumes that a driver provides: `csi` and `flexVolume`.

use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::names;
use crate::kubernetes::validation::checks;
use k8s_openapi::api::core::v1::{CSIVolumeSource, FlexVolumeSource};

/// Mirrors `validateCSIVolumeSource`.
pub(super) fn csi(source: &CSIVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    csi_driver_name(&source.driver, &path.child("driver"), errors);
    if let Some(secret) = &source.node_publish_secret_ref {
        if secret.name.is_empty() {
            let name = path.child("nodePublishSecretRef");
            errors.required(&name.child("name"), "name the Secret");
        } else {
            // The API server reports this one without its parent.
            checks::dns_subdomain(&secret.name, &path.child("name"), errors);
        }
    }
}

/// Mirrors `ValidateCSIDriverName`.
fn csi_driver_name(driver: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    if driver.is_empty() {
        errors.required(path, "name the CSI driver, such as `secrets-store.csi.k8s.io`");
        return;
    }
    if driver.len() > 63 {
        let detail = format!("has {} characters, 63 at most are allowed", driver.len());
        errors.push(path, Reason::TooLong, detail);
    }
    checks::dns_subdomain(&names::lower_case(driver), path, errors);
}

/// Mirrors `validateFlexVolumeSource`.
pub(super) fn flex_volume(source: &FlexVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    if source.driver.is_empty() {
        errors.required(&path.child("driver"), "name the driver");
    }
    let options = path.child("options");
    for key in source.options.iter().flatten().map(|(key, _)| key) {
        let namespace = key.split_once('/').map_or(key.as_str(), |(namespace, _)| namespace);
        let namespace = format!(".{}", names::lower_case(namespace));
        if namespace.ends_with(".kubernetes.io") || namespace.ends_with(".k8s.io") {
            errors.invalid(
                &options.key(key),
                "names under `kubernetes.io` and `k8s.io` are Kubernetes' own",
            );
        }
    }
}
