//! A volume. Mirrors `SetDefaults_Volume` and the `SetDefaults_*VolumeSource` functions of
//! `pkg/apis/core/v1/defaults.go`.

use std::sync::LazyLock;

use super::container::default_object_field_selector;
use super::{round_up_to_milli, set_if_empty};
use crate::kubernetes::image;
use crate::kubernetes::release::{Gate, Release};
use k8s_openapi::api::core::v1::{
    AzureDiskVolumeSource, DownwardAPIVolumeFile, PersistentVolumeClaimSpec, ProjectedVolumeSource,
    RBDVolumeSource, ScaleIOVolumeSource, Volume,
};

/// The mode of files that Kubernetes writes: `rw-r--r--`.
const FILE_MODE: i32 = 0o644;

/// Seconds that a projected service account token is valid where the manifest doesn't say.
const TOKEN_EXPIRATION_SECONDS: i64 = 3600;

pub(super) fn default_volume(volume: &mut Volume, release: Release) {
    if has_no_source(volume) {
        volume.empty_dir = Some(Default::default());
    }
    if let Some(image) = &mut volume.image
        && release.on(Gate::ImageVolume)
    {
        let pull_policy =
            image::default_pull_policy(image.reference.as_deref().unwrap_or_default());
        set_if_empty(&mut image.pull_policy, pull_policy);
    }
    if let Some(host_path) = &mut volume.host_path {
        host_path.type_.get_or_insert_default();
    }
    if let Some(secret) = &mut volume.secret {
        secret.default_mode.get_or_insert(FILE_MODE);
    }
    if let Some(iscsi) = &mut volume.iscsi {
        set_if_empty(&mut iscsi.iscsi_interface, "default");
    }
    if let Some(rbd) = &mut volume.rbd {
        default_rbd(rbd);
    }
    if let Some(downward_api) = &mut volume.downward_api {
        downward_api.default_mode.get_or_insert(FILE_MODE);
        default_downward_api_files(&mut downward_api.items);
    }
    if let Some(config_map) = &mut volume.config_map {
        config_map.default_mode.get_or_insert(FILE_MODE);
    }
    if let Some(azure_disk) = &mut volume.azure_disk {
        default_azure_disk(azure_disk);
    }
    if let Some(projected) = &mut volume.projected {
        default_projected(projected);
    }
    if let Some(scale_io) = &mut volume.scale_io {
        default_scale_io(scale_io);
    }
    let claim = volume.ephemeral.as_mut().and_then(|source| source.volume_claim_template.as_mut());
    if let Some(claim) = claim {
        default_claim_spec(&mut claim.spec);
    }
}

/// Mirrors `SetDefaults_PersistentVolumeClaimSpec`.
pub(super) fn default_claim_spec(spec: &mut PersistentVolumeClaimSpec) {
    spec.volume_mode.get_or_insert_with(|| "Filesystem".to_owned());
    if let Some(resources) = &mut spec.resources {
        round_up_to_milli(&mut resources.limits);
        round_up_to_milli(&mut resources.requests);
    }
}

fn has_no_source(volume: &mut Volume) -> bool {
    static NOTHING: LazyLock<Volume> = LazyLock::new(Volume::default);
    let name = std::mem::take(&mut volume.name);
    let has_none = *volume == *NOTHING;
    volume.name = name;
    has_none
}

fn default_rbd(rbd: &mut RBDVolumeSource) {
    set_if_empty(&mut rbd.pool, "rbd");
    set_if_empty(&mut rbd.user, "admin");
    set_if_empty(&mut rbd.keyring, "/etc/ceph/keyring");
}

fn default_downward_api_files(files: &mut Option<Vec<DownwardAPIVolumeFile>>) {
    for field_ref in files.iter_mut().flatten().filter_map(|file| file.field_ref.as_mut()) {
        default_object_field_selector(field_ref);
    }
}

fn default_azure_disk(azure_disk: &mut AzureDiskVolumeSource) {
    azure_disk.caching_mode.get_or_insert_with(|| "ReadWrite".to_owned());
    azure_disk.kind.get_or_insert_with(|| "Shared".to_owned());
    azure_disk.fs_type.get_or_insert_with(|| "ext4".to_owned());
    azure_disk.read_only.get_or_insert(false);
}

fn default_projected(projected: &mut ProjectedVolumeSource) {
    projected.default_mode.get_or_insert(FILE_MODE);
    for source in projected.sources.iter_mut().flatten() {
        if let Some(downward_api) = &mut source.downward_api {
            default_downward_api_files(&mut downward_api.items);
        }
        if let Some(token) = &mut source.service_account_token {
            token.expiration_seconds.get_or_insert(TOKEN_EXPIRATION_SECONDS);
        }
    }
}

fn default_scale_io(scale_io: &mut ScaleIOVolumeSource) {
    set_if_empty(&mut scale_io.storage_mode, "ThinProvisioned");
    set_if_empty(&mut scale_io.fs_type, "xfs");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_without_source_is_an_empty_dir() {
        let mut volume = Volume { name: "tmp".to_owned(), ..Volume::default() };
        default_volume(&mut volume, Release::default());
        assert!(volume.empty_dir.is_some());
    }

    #[test]
    fn an_azure_disk_is_shared_until_the_manifest_says_otherwise() {
        let mut volume =
            Volume { azure_disk: Some(AzureDiskVolumeSource::default()), ..Volume::default() };
        default_volume(&mut volume, Release::default());
        assert_eq!(volume.azure_disk.unwrap().kind.as_deref(), Some("Shared"));
        assert!(volume.empty_dir.is_none());
    }
}
