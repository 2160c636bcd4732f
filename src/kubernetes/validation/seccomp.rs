//! Seccomp profiles, of a pod or a container.

use super::file_path::local_descending_path;
use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::api::core::v1::SeccompProfile;

const TYPES: [&str; 3] = ["Localhost", "RuntimeDefault", "Unconfined"];

/// Mirrors `validateSeccompProfileField`.
pub(super) fn validate_seccomp_profile(
    profile: &SeccompProfile,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    super::checks::one_of(Some(&profile.type_), &TYPES, &path.child("type"), errors);
    let at = path.child("localhostProfile");
    match (profile.type_.as_str(), profile.localhost_profile.as_deref()) {
        ("Localhost", None) => errors.required(&at, "`type: Localhost` needs the profile's file"),
        ("Localhost", Some(file)) => local_descending_path(file, &at, errors),
        (_, Some(_)) => errors.invalid(&at, "goes with `type: Localhost` alone"),
        (_, None) => {}
    }
}
