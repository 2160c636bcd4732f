//! A pod's volumes: their names, and that each has exactly one source.
//!
//! Mirrors `ValidateVolumes` and `validateVolumeSource` of `pkg/apis/core/validation`.

mod cloud_disks;
mod config_files;
mod drivers;
mod ephemeral;
mod files;
mod iscsi;
mod node_local;
mod persistent_volume_claim;
mod pod_certificate;
mod projected;
mod remote;

pub(super) use persistent_volume_claim::validate_persistent_volume_claim_spec;

use super::checks;
use super::context::Volumes;
use super::strictness::Strictness;
use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::api::core::v1::{PodSpec, Volume};

/// Checks `spec.volumes` and returns those without an error by name: what a container may mount.
/// Mirrors `ValidateVolumes`.
pub(super) fn validate_volumes<'a>(
    spec: &'a PodSpec,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) -> Volumes<'a> {
    let mut volumes = Volumes::new();
    for (index, volume) in spec.volumes.iter().flatten().enumerate() {
        let path = path.index(index);
        let before = errors.0.len();
        validate_volume_source(volume, strictness, &path, errors);

        let name = path.child("name");
        if volume.name.is_empty() {
            errors.required(&name, "a volume needs a name, by which containers mount it");
        } else {
            checks::dns_label(&volume.name, &name, errors);
        }
        if volumes.contains_key(volume.name.as_str()) {
            errors.duplicate(&name, &volume.name);
        }
        if errors.0.len() == before {
            volumes.insert(&volume.name, volume);
        }
    }
    volumes
}

/// Walks the sources that are set, in Kubernetes' order: the first is checked, the others are one
/// too many. Mirrors `validateVolumeSource`.
fn validate_volume_source(
    volume: &Volume,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let mut sources = Sources { path, errors, found: 0 };
    sources.check("emptyDir", volume.empty_dir.as_ref(), node_local::empty_dir);
    sources.check("hostPath", volume.host_path.as_ref(), node_local::host_path);
    sources.check("gitRepo", volume.git_repo.as_ref(), node_local::git_repo);
    // Errors inside this source are reported under a name of its own.
    sources.check_as(
        "gcePersistentDisk",
        "persistentDisk",
        volume.gce_persistent_disk.as_ref(),
        cloud_disks::gce_persistent_disk,
    );
    sources.check(
        "awsElasticBlockStore",
        volume.aws_elastic_block_store.as_ref(),
        cloud_disks::aws_elastic_block_store,
    );
    sources.check("secret", volume.secret.as_ref(), config_files::secret);
    sources.check("nfs", volume.nfs.as_ref(), remote::nfs);
    sources.check("iscsi", volume.iscsi.as_ref(), iscsi::iscsi);
    if let Some(iscsi) = &volume.iscsi {
        iscsi::name_with_portal(&volume.name, iscsi, sources.path, sources.errors);
    }
    sources.check("glusterfs", volume.glusterfs.as_ref(), remote::glusterfs);
    sources.check("flocker", volume.flocker.as_ref(), remote::flocker);
    sources.check(
        "persistentVolumeClaim",
        volume.persistent_volume_claim.as_ref(),
        remote::persistent_volume_claim,
    );
    sources.check("rbd", volume.rbd.as_ref(), remote::rbd);
    sources.check("cinder", volume.cinder.as_ref(), cloud_disks::cinder);
    // A second source is reported as `cephFS`, errors inside it as `cephfs`.
    sources.check_as("cephFS", "cephfs", volume.cephfs.as_ref(), remote::ceph_fs);
    sources.check("quobyte", volume.quobyte.as_ref(), remote::quobyte);
    // The misspelt field is the API server's.
    sources.check_as(
        "downwarAPI",
        "downwardAPI",
        volume.downward_api.as_ref(),
        config_files::downward_api,
    );
    sources.check("fc", volume.fc.as_ref(), remote::fc);
    sources.check("flexVolume", volume.flex_volume.as_ref(), drivers::flex_volume);
    sources.check("configMap", volume.config_map.as_ref(), config_files::config_map);
    sources.check("azureFile", volume.azure_file.as_ref(), cloud_disks::azure_file);
    sources.check("vsphereVolume", volume.vsphere_volume.as_ref(), cloud_disks::vsphere_volume);
    sources.check(
        "photonPersistentDisk",
        volume.photon_persistent_disk.as_ref(),
        cloud_disks::photon_persistent_disk,
    );
    sources.check("portworxVolume", volume.portworx_volume.as_ref(), remote::portworx_volume);
    sources.check("azureDisk", volume.azure_disk.as_ref(), cloud_disks::azure_disk);
    sources.check("storageos", volume.storageos.as_ref(), remote::storage_os);
    sources.check("projected", volume.projected.as_ref(), |source, path, errors| {
        projected::projected(source, strictness, path, errors);
    });
    sources.check("scaleIO", volume.scale_io.as_ref(), remote::scale_io);
    sources.check("csi", volume.csi.as_ref(), drivers::csi);
    sources.check("ephemeral", volume.ephemeral.as_ref(), |source, path, errors| {
        ephemeral::ephemeral(source, strictness.release, path, errors);
    });
    sources.check("image", volume.image.as_ref(), |source, path, errors| {
        node_local::image(source, strictness, path, errors);
    });

    if sources.found == 0 {
        errors.required(path, "a volume needs a source, such as `emptyDir` or `hostPath`");
    }
}

/// The sources of one volume as they are walked.
struct Sources<'w> {
    path: &'w Path<'w>,
    errors: &'w mut FieldErrors,
    found: usize,
}

impl Sources<'_> {
    fn check<S>(
        &mut self,
        field: &'static str,
        source: Option<&S>,
        validate: impl FnOnce(&S, &Path<'_>, &mut FieldErrors),
    ) {
        self.check_as(field, field, source, validate);
    }

    /// `field` is where a source too many is reported, `inside` where the errors of a first one
    /// are: they differ for three sources.
    fn check_as<S>(
        &mut self,
        field: &'static str,
        inside: &'static str,
        source: Option<&S>,
        validate: impl FnOnce(&S, &Path<'_>, &mut FieldErrors),
    ) {
        let Some(source) = source else { return };
        if self.found == 0 {
            self.found = 1;
            validate(source, &self.path.child(inside), self.errors);
        } else {
            self.errors.forbidden(
                &self.path.child(field),
                "a volume has one source; this one has another already",
            );
        }
    }
}

#[cfg(test)]
mod tests;
