//! A pod's resource claims. Mirrors `validatePodResourceClaims` of `pkg/apis/core/validation`.

use super::checks;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names;
use k8s_openapi::api::core::v1::PodResourceClaim;
use std::collections::BTreeSet;

/// Checks `spec.resourceClaims`.
pub(super) fn validate_resource_claims(
    claims: &[PodResourceClaim],
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let mut seen = BTreeSet::new();
    for (index, claim) in claims.iter().enumerate() {
        let path = path.index(index);
        let name = claim.name.as_str();
        if name.is_empty() {
            errors.required(&path.child("name"), "give the claim a name");
        } else if seen.insert(name) {
            checks::report_named(names::dns1123_label, name, &path.child("name"), errors);
        } else {
            errors.duplicate(&path.child("name"), name);
        }
        validate_source(claim, &path, errors);
    }
}

fn validate_source(claim: &PodResourceClaim, path: &Path<'_>, errors: &mut FieldErrors) {
    let sources = (&claim.resource_claim_name, &claim.resource_claim_template_name);
    match sources {
        (Some(_), Some(_)) => {
            let detail = "has both `resourceClaimName` and `resourceClaimTemplateName`; give one";
            errors.invalid(path, detail);
        }
        (None, None) => {
            let detail = "has no `resourceClaimName` or `resourceClaimTemplateName`; give one";
            errors.invalid(path, detail);
        }
        _ => {}
    }
    for (field, name) in
        [("resourceClaimName", sources.0), ("resourceClaimTemplateName", sources.1)]
    {
        if let Some(name) = name {
            checks::report_named(names::dns1123_subdomain, name, &path.child(field), errors);
        }
    }
}
