//! Where a container mounts the pod's volumes.

use super::checks;
use super::context::PodContext;
use super::distinct::Distinct;
use super::file_path::local_descending_path;
use crate::kubernetes::containers::AnyContainer;
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::release::Change;
use k8s_openapi::api::core::v1::VolumeMount;
use std::collections::{BTreeMap, BTreeSet};

const PROPAGATIONS: [&str; 3] = ["Bidirectional", "HostToContainer", "None"];
const BIND_OPTIONS: [&str; 3] = ["nodev", "noexec", "nosuid"];
const RECURSIVE: [&str; 3] = ["Disabled", "Enabled", "IfPossible"];

/// Mirrors `ValidateVolumeMounts`. What it reports of `subPath`, `subPathExpr`,
/// `mountPropagation` and `recursiveReadOnly` has the list's path, without the index.
pub(super) fn validate_volume_mounts(
    pod: &PodContext<'_>,
    container: &AnyContainer<'_>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let mut mount_paths = Distinct::default();
    let devices = last_device_paths(container);
    let device_paths: BTreeSet<&str> = devices.values().copied().collect();
    for (index, mount) in container.volume_mounts.iter().enumerate() {
        let list = path;
        let path = path.index(index);
        validate_name(pod, mount, &path.child("name"), errors);
        if devices.contains_key(mount.name.as_str()) {
            let detail = format!("`{}` is in `volumeDevices` already", mount.name);
            errors.invalid(&path.child("name"), detail);
        }

        let at = path.child("mountPath");
        if mount.mount_path.is_empty() {
            errors.alone(|errors| {
                errors.required(&at, "say where in the container the volume appears");
            });
        }
        if !mount_paths.insert(mount.mount_path.as_str()) {
            errors.invalid(&at, format!("another volume is at `{}` already", mount.mount_path));
        }
        if device_paths.contains(mount.mount_path.as_str()) {
            errors.invalid(&at, format!("a volume device is at `{}` already", mount.mount_path));
        }

        forbid_sub_paths_of_images(pod, mount, &path, errors);
        validate_bind_options(pod, mount, &path.child("bindMountOptions"), errors);
        let sub_path = mount.sub_path.as_deref().unwrap_or_default();
        errors.written_at(list, &path, |errors| {
            local_descending_path(sub_path, &list.child("subPath"), errors);
            validate_propagation(container, mount, &list.child("mountPropagation"), errors);
            validate_recursive_read_only(mount, &list.child("recursiveReadOnly"), errors);
        });
        if let Some(expression) = mount.sub_path_expr.as_deref().filter(|text| !text.is_empty()) {
            if !sub_path.is_empty() {
                errors.invalid(
                    &path.child("subPathExpr"),
                    "give `subPath` or `subPathExpr`, not both",
                );
            }
            errors.written_at(list, &path, |errors| {
                local_descending_path(expression, &list.child("subPathExpr"), errors);
            });
        }
    }
}

/// A mount of an image volume shows the whole image, until a version lets it show a part.
fn forbid_sub_paths_of_images(
    pod: &PodContext<'_>,
    mount: &VolumeMount,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let volume = pod.volumes.get(mount.name.as_str());
    let of_image = volume.is_some_and(|volume| volume.image.is_some());
    if !of_image || pod.strictness.release.has(Change::ImageVolumesHaveSubPaths) {
        return;
    }
    for (field, text) in [("subPath", &mount.sub_path), ("subPathExpr", &mount.sub_path_expr)] {
        if text.as_ref().is_some_and(|text| !text.is_empty()) {
            let detail = format!(
                "a volume of an image has none before Kubernetes {}",
                Change::ImageVolumesHaveSubPaths.since()
            );
            errors.invalid(&path.child(field), detail);
        }
    }
}

/// How the volume is mounted: a set, and not for images.
fn validate_bind_options(
    pod: &PodContext<'_>,
    mount: &VolumeMount,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let options = mount.bind_mount_options.as_deref().unwrap_or_default();
    let volume = pod.volumes.get(mount.name.as_str());
    if !options.is_empty() && volume.is_some_and(|volume| volume.image.is_some()) {
        errors.forbidden(path, "a volume of an image has none");
    }
    let mut seen = BTreeSet::new();
    for (index, option) in options.iter().enumerate() {
        let path = path.index(index);
        if !BIND_OPTIONS.contains(&option.as_str()) {
            errors.not_supported(&path, option, &BIND_OPTIONS);
        } else if !seen.insert(option.as_str()) {
            errors.duplicate(&path, option);
        }
    }
}

fn validate_name(
    pod: &PodContext<'_>,
    mount: &VolumeMount,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if mount.name.is_empty() {
        errors.required(path, "name the volume to mount");
    }
    if !pod.volumes.contains_key(mount.name.as_str()) {
        errors.push(path, Reason::NotFound, checks::no_such_volume(pod.named, &mount.name));
    }
}

/// The paths of devices by their volumes, as the API server sees them here: of two devices with one
/// name, it knows the last (`GetVolumeDeviceMap`).
fn last_device_paths<'a>(container: &AnyContainer<'a>) -> BTreeMap<&'a str, &'a str> {
    let devices = container.volume_devices.iter();
    devices.map(|device| (device.name.as_str(), device.device_path.as_str())).collect()
}

/// Mirrors `validateMountPropagation`.
fn validate_propagation(
    container: &AnyContainer<'_>,
    mount: &VolumeMount,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let Some(propagation) = mount.mount_propagation.as_deref() else { return };
    if !PROPAGATIONS.contains(&propagation) {
        errors.not_supported(path, propagation, &PROPAGATIONS);
    }
    let privileged = container.security_context.and_then(|context| context.privileged);
    if propagation == "Bidirectional" && privileged != Some(true) {
        errors.forbidden(path, "`Bidirectional` is for privileged containers alone");
    }
}

/// Mirrors `validateMountRecursiveReadOnly`.
fn validate_recursive_read_only(mount: &VolumeMount, path: &Path<'_>, errors: &mut FieldErrors) {
    match mount.recursive_read_only.as_deref() {
        None | Some("Disabled") => {}
        Some("Enabled" | "IfPossible") => {
            if mount.read_only != Some(true) {
                errors.forbidden(path, "goes with `readOnly: true`");
            }
            if mount.mount_propagation.as_deref().is_some_and(|propagation| propagation != "None") {
                errors.forbidden(path, "goes with `mountPropagation: None` or none at all");
            }
        }
        Some(other) => errors.not_supported(path, other, &RECURSIVE),
    }
}
