//! A projected volume: files of several sources in one directory.

use super::config_files::{downward_api_file, items};
use super::files::Files;
use super::pod_certificate::pod_certificate;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::validation::file_path::{file_mode, file_owner, local_non_reserved_path};
use crate::kubernetes::validation::label_selector::validate_label_selector;
use crate::kubernetes::validation::signer_name::{
    validate_cluster_trust_bundle_name, validate_signer_name,
};
use crate::kubernetes::validation::strictness::Strictness;
use k8s_openapi::api::core::v1::{
    ClusterTrustBundleProjection, ProjectedVolumeSource, ServiceAccountTokenProjection,
    VolumeProjection,
};

/// Mirrors `validateProjectedVolumeSource`.
pub(super) fn projected(
    source: &ProjectedVolumeSource,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    file_mode(source.default_mode, &path.child("defaultMode"), errors);
    file_owner(source.default_user, &path.child("defaultUser"), errors);
    let sources = path.child("sources");
    let mut files = Files::of(path);
    for (index, source) in source.sources.iter().flatten().enumerate() {
        projection(source, strictness, &sources.index(index), &mut files, errors);
    }
}

/// Mirrors the loop of `validateProjectionSources`.
fn projection<'f>(
    source: &'f VolumeProjection,
    strictness: Strictness,
    path: &Path<'_>,
    files: &mut Files<'f>,
    errors: &mut FieldErrors,
) {
    let mut found = 0;
    if let Some(secret) = &source.secret {
        found += 1;
        let path = path.child("secret");
        if secret.name.is_empty() {
            errors.required(&path.child("name"), "name the Secret");
        }
        items(secret.items.as_deref(), &path.child("items"), errors);
        files.add_items(secret.items.as_deref(), errors);
    }
    if let Some(config_map) = &source.config_map {
        found += 1;
        let path = path.child("configMap");
        if config_map.name.is_empty() {
            errors.required(&path.child("name"), "name the ConfigMap");
        }
        items(config_map.items.as_deref(), &path.child("items"), errors);
        files.add_items(config_map.items.as_deref(), errors);
    }
    if let Some(downward_api) = &source.downward_api {
        found += 1;
        let path = path.child("downwardAPI");
        let list = path.child("items");
        for (index, file) in downward_api.items.iter().flatten().enumerate() {
            errors.written_at(&path, &list.index(index), |errors| {
                downward_api_file(file, &path, errors);
            });
            if !file.path.is_empty() {
                files.add(&file.path, errors);
            }
        }
    }
    if let Some(token) = &source.service_account_token {
        found += 1;
        let path = path.child("serviceAccountToken");
        file_owner(token.user, &path.child("user"), errors);
        service_account_token(token, strictness, &path, files.volume(), errors);
    }
    if let Some(bundle) = &source.cluster_trust_bundle {
        found += 1;
        let path = path.child("clusterTrustBundle");
        file_owner(bundle.user, &path.child("user"), errors);
        cluster_trust_bundle(bundle, &path, errors);
        files.add(&bundle.path, errors);
    }
    if let Some(certificate) = &source.pod_certificate {
        found += 1;
        let path = path.child("podCertificate");
        file_owner(certificate.user, &path.child("user"), errors);
        pod_certificate(certificate, &path, files, errors);
    }
    if found > 1 {
        errors.forbidden(path, "an entry has one source; give each its own entry");
    }
}

/// The token's path is reported at the volume's `path`, and is not compared with other files.
fn service_account_token(
    token: &ServiceAccountTokenProjection,
    strictness: Strictness,
    path: &Path<'_>,
    volume: &Path<'_>,
    errors: &mut FieldErrors,
) {
    // Defaulting has put an hour where nothing is said.
    let seconds = token.expiration_seconds.unwrap_or(3600);
    if seconds < 600 {
        let detail =
            format!("{seconds} seconds is too short; a token lasts 600 (10 minutes) or more");
        errors.invalid(&path.child("expirationSeconds"), detail);
    }
    if seconds > 1 << 32 {
        let detail = format!("{seconds} seconds is too long; a token lasts 4294967296 at most");
        errors.invalid(&path.child("expirationSeconds"), detail);
    }
    let named = volume.child("path");
    errors.written_at(&named, &path.child("path"), |errors| {
        if token.path.is_empty() {
            errors.required(&named, "name the token's file inside the volume");
        } else if !strictness.excused.non_local_projected_token_paths {
            local_non_reserved_path(&token.path, &named, errors);
        }
    });
}

fn cluster_trust_bundle(
    bundle: &ClusterTrustBundleProjection,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    match (&bundle.name, &bundle.signer_name) {
        (Some(_), Some(_)) => {
            errors.invalid(path, "choose the bundles by `name` or by `signerName`, not both");
        }
        (Some(name), None) => {
            let at = path.child("name");
            if name.is_empty() {
                errors.required(&at, "name the ClusterTrustBundle");
            }
            validate_cluster_trust_bundle_name(name, &at, errors);
            if bundle.label_selector.is_some() {
                errors.invalid(&path.child("labelSelector"), "goes with `signerName`, not `name`");
            }
        }
        (None, Some(signer)) => {
            validate_signer_name(signer, &path.child("signerName"), errors);
            if let Some(selector) = &bundle.label_selector {
                validate_label_selector(selector, false, &path.child("labelSelector"), errors);
            }
        }
        (None, None) => {
            errors.required(path, "choose the bundles by `name` or by `signerName`");
        }
    }
    if bundle.path.is_empty() {
        errors.required(&path.child("path"), "name the file inside the volume");
    }
    local_non_reserved_path(&bundle.path, &path.child("path"), errors);
}
