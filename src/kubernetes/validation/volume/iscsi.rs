//! An iSCSI disk.

use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::api::core::v1::ISCSIVolumeSource;

/// Mirrors `validateISCSIVolumeSource`.
pub(super) fn iscsi(source: &ISCSIVolumeSource, path: &Path<'_>, errors: &mut FieldErrors) {
    if source.target_portal.is_empty() {
        errors.required(&path.child("targetPortal"), "give the target's `address:port`");
    }
    if source.iqn.is_empty() {
        errors.required(&path.child("iqn"), "give the target's qualified name, `iqn.…`");
    } else {
        qualified_name(&source.iqn, &path.child("iqn"), errors);
    }
    if !(0..=255).contains(&source.lun) {
        let detail = format!("{} is not a LUN; it must be from 0 to 255", source.lun);
        errors.invalid(&path.child("lun"), detail);
    }
    let chap = |auth: Option<bool>| auth == Some(true);
    if (chap(source.chap_auth_discovery) || chap(source.chap_auth_session))
        && source.secret_ref.is_none()
    {
        errors.required(&path.child("secretRef"), "CHAP authentication needs a Secret");
    }
    if let Some(initiator) = &source.initiator_name {
        // Lower case is how the API server spells this field.
        qualified_name(initiator, &path.child("initiatorname"), errors);
    }
}

/// With an initiator of its own, the volume's name and the portal make up the name of the
/// interface, which has room for 64 bytes.
pub(super) fn name_with_portal(
    volume: &str,
    source: &ISCSIVolumeSource,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let length = volume.len() + 1 + source.target_portal.len();
    if source.initiator_name.is_some() && length > 64 {
        errors.invalid(
            &path.child("name"),
            format!(
                "with `iscsi.initiatorName`, the volume's name and `iscsi.targetPortal` together \
                 may have 63 characters; these have {}",
                length - 1
            ),
        );
    }
}

fn qualified_name(name: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    let valid = match name.get(..3) {
        Some("iqn") => is_iqn(name),
        Some("eui") => is_hardware_name(name, 16),
        Some("naa") => is_hardware_name(name, 32),
        _ => false,
    };
    if !valid {
        errors.invalid(
            path,
            format!(
                "`{name}` is not an iSCSI name; it looks like `iqn.2003-01.org.example:disk1`, \
                 `eui.` and 16 or `naa.` and 32 letters and digits"
            ),
        );
    }
}

/// Whether a suffix of the name (the API server's expression is not anchored at the start) reads
/// `iqn.`, year, `-`, month, `.`, the reversed domain, `:` and a name without separators.
fn is_iqn(name: &str) -> bool {
    name.match_indices("iqn.").any(|(at, prefix)| {
        name.get(at + prefix.len()..).is_some_and(|rest| {
            let bytes = rest.as_bytes();
            let date = bytes.len() > 8
                && bytes.iter().take(8).enumerate().all(|(i, b)| match i {
                    4 => *b == b'-',
                    7 => *b == b'.',
                    _ => b.is_ascii_digit(),
                });
            date && rest.get(8..).is_some_and(is_domain_and_name)
        })
    })
}

fn is_domain_and_name(rest: &str) -> bool {
    // The domain has no colon, so the first one ends it.
    rest.split_once(':').is_some_and(|(domain, name)| {
        !domain.is_empty()
            && domain.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
            && !name.is_empty()
            && !name.contains(|c: char| {
                // What `\s` is in RE2: no vertical tab, nothing beyond ASCII.
                matches!(c, ',' | ';' | '*' | '&' | '$' | '|' | '\t' | '\n' | '\x0c' | '\r' | ' ')
            })
    })
}

/// Whether the name is three letters, any character and `digits` letters or digits.
fn is_hardware_name(name: &str, digits: usize) -> bool {
    let Some(rest) = name.get(3..) else { return false };
    let mut rest = rest.chars();
    // The expression's `.` stands for any character but a line's end.
    rest.next().is_some_and(|c| c != '\n')
        && rest.as_str().len() == digits
        && rest.all(|c| c.is_ascii_alphanumeric())
}
