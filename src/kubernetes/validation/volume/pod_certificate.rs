//! A certificate that a signer makes for the pod.

use super::files::Files;
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::names;
use crate::kubernetes::validation::file_path::local_non_reserved_path;
use crate::kubernetes::validation::signer_name::{is_kubernetes_signer_name, validate_signer_name};
use k8s_openapi::api::core::v1::PodCertificateProjection;
use std::collections::BTreeMap;

const KEY_TYPES: [&str; 6] =
    ["RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519"];
const HOUR: i32 = 3600;
/// `MaxMaxExpirationSeconds`, and what Kubernetes' own signers give
/// (`KubernetesMaxMaxExpirationSeconds`), of `pkg/apis/certificates`.
const LONGEST: i32 = 91 * 24 * HOUR;
const LONGEST_OF_KUBERNETES: i32 = 24 * HOUR;

/// Mirrors the `podCertificate` part of `validateProjectionSources`.
pub(super) fn pod_certificate<'f>(
    source: &'f PodCertificateProjection,
    path: &Path<'_>,
    files: &mut Files<'f>,
    errors: &mut FieldErrors,
) {
    validate_signer_name(&source.signer_name, &path.child("signerName"), errors);
    if let Some(annotations) = &source.user_annotations {
        user_annotations(annotations, &path.child("userAnnotations"), errors);
    }
    if !KEY_TYPES.contains(&source.key_type.as_str()) {
        errors.not_supported(&path.child("keyType"), &source.key_type, &KEY_TYPES);
    }
    let longest = if is_kubernetes_signer_name(&source.signer_name) {
        LONGEST_OF_KUBERNETES
    } else {
        LONGEST
    };
    if let Some(seconds) =
        source.max_expiration_seconds.filter(|seconds| !(HOUR..=longest).contains(seconds))
    {
        let detail = format!("{seconds} seconds; it must be from {HOUR} (an hour) to {longest}");
        errors.invalid(&path.child("maxExpirationSeconds"), detail);
    }

    let paths = [
        ("credentialBundlePath", &source.credential_bundle_path),
        ("keyPath", &source.key_path),
        ("certificateChainPath", &source.certificate_chain_path),
    ];
    let mut found = false;
    for (field, file) in paths {
        let Some(file) = file.as_deref().filter(|file| !file.is_empty()) else { continue };
        found = true;
        local_non_reserved_path(file, &path.child(field), errors);
        files.add(file, errors);
    }
    if !found {
        errors
            .required(path, "give `credentialBundlePath`, or `keyPath` and `certificateChainPath`");
    }
}

/// Mirrors `ValidateUserAnnotations`, which reports each key at the map.
fn user_annotations(
    annotations: &BTreeMap<String, String>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    const LONGEST: usize = 256 * 1024;
    for key in annotations.keys() {
        names::domain_prefixed_key(path, &names::lower_case(key), errors);
    }
    let size: usize = annotations.iter().map(|(key, value)| key.len() + value.len()).sum();
    if size > LONGEST {
        let detail = format!("{size} bytes in all, {LONGEST} at most are allowed");
        errors.push(path, Reason::TooLong, detail);
    }
}
