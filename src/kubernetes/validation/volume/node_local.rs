//! Volumes that live on the node: `emptyDir`, `hostPath`, `gitRepo`, `image`.

use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::release::Change;
use crate::kubernetes::validation::checks;
use crate::kubernetes::validation::container::validate_pull_policy;
use crate::kubernetes::validation::file_path::{local_descending_path, path_without_backsteps};
use crate::kubernetes::validation::strictness::Strictness;
use k8s_openapi::api::core::v1::{
    EmptyDirVolumeSource, GitRepoVolumeSource, HostPathVolumeSource, ImageVolumeSource,
};

/// Mirrors the first lines of `validateVolumeSource`.
pub(super) fn empty_dir(source: &EmptyDirVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    if let Some(limit) = &source.size_limit
        && checks::amount(limit).is_negative()
    {
        let detail = format!("`{}` is below zero; a size limit is a size such as `1Gi`", limit.0);
        errors.forbidden(&path.child("sizeLimit"), detail);
    }
    if let Some(mode) = source.mode.filter(|mode| !(0..=0o1777).contains(mode)) {
        let detail = format!("{mode} is no mode; it is from 0 to 01777 in octal, 1023 in decimal");
        errors.invalid(&path.child("mode"), detail);
    }
}

const HOST_PATH_TYPES: [&str; 8] = [
    "",
    "BlockDevice",
    "CharDevice",
    "Directory",
    "DirectoryOrCreate",
    "File",
    "FileOrCreate",
    "Socket",
];

/// Mirrors `validateHostPathVolumeSource`.
pub(super) fn host_path(source: &HostPathVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    if source.path.is_empty() {
        errors.required(&path.child("path"), "name the directory or file on the node");
        return;
    }
    path_without_backsteps(&source.path, &path.child("path"), errors);
    if let Some(kind) = &source.type_
        && !HOST_PATH_TYPES.contains(&kind.as_str())
    {
        errors.not_supported(&path.child("type"), kind, &HOST_PATH_TYPES[1..]);
    }
}

/// Mirrors `validateGitRepoVolumeSource`.
pub(super) fn git_repo(source: &GitRepoVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    if source.repository.is_empty() {
        errors.required(&path.child("repository"), "give the URL of the repository");
    }
    let directory = source.directory.as_deref().unwrap_or_default();
    local_descending_path(directory, &path.child("directory"), errors);
}

/// Mirrors `validateImageVolumeSource`. A template may leave `reference` to whoever makes the
/// pods, in older versions; a pod itself must have it.
pub(super) fn image(
    source: &ImageVolumeSource,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let reference = source.reference.as_deref().unwrap_or_default();
    let needed = strictness.is_pod || strictness.release.has(Change::ImageVolumesNeedAReference);
    if needed && reference.is_empty() {
        errors.required(&path.child("reference"), "name the image to mount");
    }
    validate_pull_policy(source.pull_policy.as_deref(), &path.child("pullPolicy"), errors);
}
