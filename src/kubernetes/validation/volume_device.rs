//! Block devices that a container gets of the pod's volumes.

use super::checks;
use super::context::PodContext;
use super::file_path::has_backstep;
use crate::kubernetes::containers::AnyContainer;
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use k8s_openapi::api::core::v1::VolumeDevice;
use std::collections::{BTreeMap, BTreeSet};

/// Mirrors `ValidateVolumeDevices`.
pub(super) fn validate_volume_devices(
    pod: &PodContext<'_>,
    container: &AnyContainer<'_>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if container.volume_devices.is_empty() {
        return;
    }
    let (mut names, mut device_paths) = (BTreeSet::new(), BTreeSet::new());
    let mounts = last_mount_paths(container);
    let mount_paths: BTreeSet<&str> = mounts.values().copied().collect();
    for (index, device) in container.volume_devices.iter().enumerate() {
        let path = path.index(index);
        let at = path.child("name");
        validate_name(pod, device, &at, errors);
        if mounts.contains_key(device.name.as_str()) {
            errors.invalid(&at, format!("`{}` is in `volumeMounts` already", device.name));
        }
        if !device.name.is_empty() && !names.insert(device.name.as_str()) {
            errors.invalid(&at, format!("`{}` is a device of this container already", device.name));
        }

        let at = path.child("devicePath");
        let device_path = device.device_path.as_str();
        if device_path.is_empty() {
            errors.required(&at, "say where in the container the device appears");
        }
        if device_paths.contains(device_path) {
            errors.invalid(&at, format!("another device is at `{device_path}` already"));
        }
        if has_backstep(device_path) {
            errors.invalid(&at, format!("`{device_path}` must not climb with `..`"));
        } else {
            device_paths.insert(device_path);
        }
        if mount_paths.contains(device_path) {
            errors.invalid(&at, format!("a volume is mounted at `{device_path}` already"));
        }
    }
}

fn validate_name(
    pod: &PodContext<'_>,
    device: &VolumeDevice,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if device.name.is_empty() {
        errors.required(path, "name the volume whose device the container gets");
    }
    match pod.volumes.get(device.name.as_str()) {
        None => {
            errors.push(path, Reason::NotFound, checks::no_such_volume(pod.named, &device.name));
        }
        Some(volume) if volume.persistent_volume_claim.is_none() && volume.ephemeral.is_none() => {
            errors.invalid(
                path,
                format!(
                    "`{}` has no block device: only `persistentVolumeClaim` and `ephemeral` \
                     volumes do",
                    device.name
                ),
            );
        }
        Some(_) => {}
    }
}

/// The paths of mounts by their volumes, as the API server sees them here: of two mounts of one
/// volume, it knows the last (`GetVolumeMountMap`).
fn last_mount_paths<'a>(container: &AnyContainer<'a>) -> BTreeMap<&'a str, &'a str> {
    let mounts = container.volume_mounts.iter();
    mounts.map(|mount| (mount.name.as_str(), mount.mount_path.as_str())).collect()
}
