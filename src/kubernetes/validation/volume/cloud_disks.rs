//! Disks and shares of clouds: most of these plugins are gone, their checks are not.

use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::api::core::v1::{
    AWSElasticBlockStoreVolumeSource, AzureDiskVolumeSource, AzureFileVolumeSource,
    CinderVolumeSource, GCEPersistentDiskVolumeSource, PhotonPersistentDiskVolumeSource,
    VsphereVirtualDiskVolumeSource,
};

/// Mirrors `validateGCEPersistentDiskVolumeSource`.
pub(super) fn gce_persistent_disk(
    source: &GCEPersistentDiskVolumeSource,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if source.pd_name.is_empty() {
        errors.required(&path.child("pdName"), "name the disk");
    }
    partition(source.partition, path, errors);
}

/// Mirrors `validateAWSElasticBlockStoreVolumeSource`.
pub(super) fn aws_elastic_block_store(
    source: &AWSElasticBlockStoreVolumeSource,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if source.volume_id.is_empty() {
        errors.required(&path.child("volumeID"), "give the volume's id");
    }
    partition(source.partition, path, errors);
}

fn partition(number: Option<i32>, path: &Path<'_>, errors: &mut FieldErrors) {
    if let Some(number) = number.filter(|number| !(0..=255).contains(number)) {
        let detail =
            format!("{number} is not a partition; it must be from 1 to 255, or 0 for the disk");
        errors.invalid(&path.child("partition"), detail);
    }
}

/// Mirrors `validateCinderVolumeSource`.
pub(super) fn cinder(source: &CinderVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    if source.volume_id.is_empty() {
        errors.required(&path.child("volumeID"), "give the volume's id");
    }
    if source.secret_ref.as_ref().is_some_and(|secret| secret.name.is_empty()) {
        errors.required(&path.child("secretRef").child("name"), "name the Secret");
    }
}

/// Mirrors `validateAzureFile`.
pub(super) fn azure_file(
    source: &AzureFileVolumeSource,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if source.secret_name.is_empty() {
        errors.required(&path.child("secretName"), "name the Secret with the account and its key");
    }
    if source.share_name.is_empty() {
        errors.required(&path.child("shareName"), "name the share");
    }
}

const AZURE_CACHING_MODES: [&str; 3] = ["None", "ReadOnly", "ReadWrite"];
const AZURE_DISK_KINDS: [&str; 3] = ["Dedicated", "Managed", "Shared"];

/// Mirrors `validateAzureDisk`.
pub(super) fn azure_disk(
    source: &AzureDiskVolumeSource,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if source.disk_name.is_empty() {
        errors.required(&path.child("diskName"), "name the disk");
    }
    if source.disk_uri.is_empty() {
        errors.required(&path.child("diskURI"), "give the disk's URI");
    }
    if let Some(mode) = &source.caching_mode
        && !AZURE_CACHING_MODES.contains(&mode.as_str())
    {
        errors.not_supported(&path.child("cachingMode"), mode, &AZURE_CACHING_MODES);
    }
    let Some(kind) = &source.kind else { return };
    if !AZURE_DISK_KINDS.contains(&kind.as_str()) {
        errors.not_supported(&path.child("kind"), kind, &AZURE_DISK_KINDS);
    }
    let (start, form) = if kind == "Managed" {
        (
            "/subscriptions/",
            "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/\
             disks/{disk-id}",
        )
    } else {
        (
            "https://",
            "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd",
        )
    };
    if !source.disk_uri.starts_with(start) {
        errors.not_supported(&path.child("diskURI"), &source.disk_uri, &[form]);
    }
}

/// Mirrors `validateVsphereVolumeSource`.
pub(super) fn vsphere_volume(
    source: &VsphereVirtualDiskVolumeSource,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if source.volume_path.is_empty() {
        errors.required(&path.child("volumePath"), "give the path of the vmdk");
    }
}

/// Mirrors `validatePhotonPersistentDiskVolumeSource`.
pub(super) fn photon_persistent_disk(
    source: &PhotonPersistentDiskVolumeSource,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if source.pd_id.is_empty() {
        errors.required(&path.child("pdID"), "give the disk's id");
    }
}
