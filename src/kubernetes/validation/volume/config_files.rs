//! Files from the API server: `secret`, `configMap`, `downwardAPI`.

use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::validation::field_selector::{
    VOLUME_FIELD_PATHS, validate_object_field_selector, validate_resource_field_selector,
};
use crate::kubernetes::validation::file_path::{file_mode, file_owner, local_non_reserved_path};
use k8s_openapi::api::core::v1::{
    ConfigMapVolumeSource, DownwardAPIVolumeFile, DownwardAPIVolumeSource, KeyToPath,
    SecretVolumeSource,
};

/// Mirrors `validateSecretVolumeSource`.
pub(super) fn secret(source: &SecretVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    if source.secret_name.as_deref().unwrap_or_default().is_empty() {
        errors.required(&path.child("secretName"), "name the Secret");
    }
    file_mode(source.default_mode, &path.child("defaultMode"), errors);
    file_owner(source.default_user, &path.child("defaultUser"), errors);
    items(source.items.as_deref(), &path.child("items"), errors);
}

/// Mirrors `validateConfigMapVolumeSource`.
pub(super) fn config_map(
    source: &ConfigMapVolumeSource,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if source.name.is_empty() {
        errors.required(&path.child("name"), "name the ConfigMap");
    }
    file_mode(source.default_mode, &path.child("defaultMode"), errors);
    file_owner(source.default_user, &path.child("defaultUser"), errors);
    items(source.items.as_deref(), &path.child("items"), errors);
}

/// Checks which keys become which files.
pub(super) fn items(items: Option<&[KeyToPath]>, path: &Path<'_>, errors: &mut FieldErrors) {
    for (index, item) in items.unwrap_or_default().iter().enumerate() {
        key_to_path(item, &path.index(index), errors);
    }
}

/// Mirrors `validateKeyToPath`.
fn key_to_path(item: &KeyToPath, path: &Path<'_>, errors: &mut FieldErrors) {
    if item.key.is_empty() {
        errors.required(&path.child("key"), "name the key whose value the file gets");
    }
    if item.path.is_empty() {
        errors.required(&path.child("path"), "name the file inside the volume");
    }
    local_non_reserved_path(&item.path, &path.child("path"), errors);
    file_mode(item.mode, &path.child("mode"), errors);
    file_owner(item.user, &path.child("user"), errors);
}

/// Mirrors `validateDownwardAPIVolumeSource`. The API server reports all files at the source
/// itself, without their index.
pub(super) fn downward_api(
    source: &DownwardAPIVolumeSource,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    file_mode(source.default_mode, &path.child("defaultMode"), errors);
    file_owner(source.default_user, &path.child("defaultUser"), errors);
    let list = path.child("items");
    for (index, file) in source.items.iter().flatten().enumerate() {
        errors.written_at(path, &list.index(index), |errors| {
            downward_api_file(file, path, errors);
        });
    }
}

/// Mirrors `validateDownwardAPIVolumeFile`.
pub(super) fn downward_api_file(
    file: &DownwardAPIVolumeFile,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if file.path.is_empty() {
        errors.required(&path.child("path"), "name the file inside the volume");
    }
    local_non_reserved_path(&file.path, &path.child("path"), errors);
    match (&file.field_ref, &file.resource_field_ref) {
        (Some(field), resource) => {
            let at = path.child("fieldRef");
            validate_object_field_selector(field, &VOLUME_FIELD_PATHS, &at, errors);
            if resource.is_some() {
                errors
                    .invalid(path, "a file has either `fieldRef` or `resourceFieldRef`, not both");
            }
        }
        (None, Some(resource)) => {
            let at = path.child("resourceFieldRef");
            validate_resource_field_selector(resource, true, &at, errors);
        }
        (None, None) => {
            errors.required(path, "a file needs `fieldRef` or `resourceFieldRef`");
        }
    }
    file_mode(file.mode, &path.child("mode"), errors);
    file_owner(file.user, &path.child("user"), errors);
}
