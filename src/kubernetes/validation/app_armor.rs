//! AppArmor profiles, of a pod or a container.

use crate::kubernetes::field::{FieldErrors, Path, Reason};
use k8s_openapi::api::core::v1::AppArmorProfile;

const TYPES: [&str; 3] = ["Localhost", "RuntimeDefault", "Unconfined"];
/// What fits into a path (`PATH_MAX` with its final zero).
const LONGEST: usize = 4095;

/// Mirrors `ValidateAppArmorProfileField`.
pub(super) fn validate_app_armor_profile(
    profile: &AppArmorProfile,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let at = path.child("localhostProfile");
    let name = profile.localhost_profile.as_deref();
    match profile.type_.as_str() {
        "Localhost" => validate_localhost_profile(name, &at, errors),
        "RuntimeDefault" | "Unconfined" => {
            if name.is_some() {
                errors.invalid(&at, "goes with `type: Localhost` alone");
            }
        }
        other => super::checks::one_of(Some(other), &TYPES, &path.child("type"), errors),
    }
}

fn validate_localhost_profile(name: Option<&str>, path: &Path<'_>, errors: &mut FieldErrors) {
    let name = name.unwrap_or_default();
    if name.is_empty() {
        errors.required(path, "`type: Localhost` needs the name of a profile on the node");
    } else if name.trim() != name {
        errors.invalid(path, "must not begin or end with white space");
    }
    if name.len() > LONGEST {
        let detail = format!("has {} characters, {LONGEST} at most are allowed", name.len());
        errors.push(path, Reason::TooLong, detail);
    }
}
