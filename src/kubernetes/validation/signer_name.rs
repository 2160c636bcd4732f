//! Names of certificate signers, `example.com/signer`, and of their trust bundles.
//!
//! Mirrors `pkg/apis/core/validation/names.go`.

use super::checks;
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::names;

/// Whether the signer is one of Kubernetes' own. Mirrors `IsKubernetesSignerName`.
pub(super) fn is_kubernetes_signer_name(signer: &str) -> bool {
    let host = signer.split_once('/').map_or(signer, |(host, _)| host);
    host == "kubernetes.io" || host.ends_with(".kubernetes.io")
}

/// Mirrors `ValidateSignerName`.
pub(super) fn validate_signer_name(signer: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    const LONGEST_DOMAIN: usize = 253;
    const LONGEST: usize = LONGEST_DOMAIN + 1 + 253 + 63 + 1;
    if signer.is_empty() {
        errors.required(path, "name the signer, such as `example.com/my-signer`");
        return;
    }
    let Some((domain, name)) = signer.split_once('/').filter(|(_, name)| !name.contains('/'))
    else {
        errors.invalid(
            path,
            format!("`{signer}` is not a signer, which looks like `example.com/name`"),
        );
        return;
    };
    let valid = domain.contains('.')
        && domain.split('.').all(|label| names::dns1123_label(label).is_empty())
        && name.split('.').all(|label| names::dns1123_subdomain(label).is_empty());
    if !valid {
        errors.invalid(
            path,
            format!(
                "`{signer}` is not a signer: a domain of two or more DNS labels, `/` and a DNS name"
            ),
        );
    }
    if domain.len() > LONGEST_DOMAIN || signer.len() > LONGEST {
        errors.push(path, Reason::TooLong, "too long: 253 characters for the domain, 571 in all");
    }
}

/// Mirrors `ValidateClusterTrustBundleName` as it is called for projected volumes: with the signer
/// that the name itself tells, in `example.com:signer:bundle`.
pub(super) fn validate_cluster_trust_bundle_name(
    name: &str,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    // The signer is read off the name, so that the name always begins with it; but a name that
    // begins with the colon tells an empty one, and then none may be there.
    match name.rsplit_once(':') {
        Some(("", _)) => errors.invalid(path, "a bundle without a signer has no `:` in its name"),
        // A `/` in the signer's part is turned into `:` again, so that the prefix differs.
        Some((signer, _)) if signer.contains('/') => {
            errors.invalid(path, format!("`{name}` has a `/`; write `signer.example:name:bundle`"));
        }
        Some((_, bundle)) => checks::dns_subdomain(bundle, path, errors),
        None => checks::dns_subdomain(name, path, errors),
    }
}
