//! Paths of files that a volume or a mount names.

use super::checks;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names;

/// Refuses an absolute path and one that climbs. Mirrors `validateLocalDescendingPath`.
pub(super) fn local_descending_path(target: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    if target.starts_with('/') {
        let detail = format!("`{target}` must be a relative path, without the leading `/`");
        errors.alone(|errors| errors.invalid(path, detail));
    }
    path_without_backsteps(target, path, errors);
}

/// Refuses a path with a `..` step. Mirrors `validatePathNoBacksteps`.
pub(super) fn path_without_backsteps(target: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    if has_backstep(target) {
        let detail = format!("`{target}` must not climb with `..`");
        errors.alone(|errors| errors.invalid(path, detail));
    }
}

/// Whether one of the path's steps is `..`.
pub(super) fn has_backstep(target: &str) -> bool {
    target.split('/').any(|step| step == "..")
}

/// Refuses what [`local_descending_path`] does, and names that begin with `..`, which the kubelet
/// keeps for itself. Mirrors `ValidateLocalNonReservedPath`.
pub(super) fn local_non_reserved_path(target: &str, path: &Path<'_>, errors: &mut FieldErrors) {
    local_descending_path(target, path, errors);
    if target.starts_with("..") && !target.starts_with("../") {
        errors.invalid(
            path,
            format!("`{target}` must not begin with `..`, the kubelet's own files do"),
        );
    }
}

/// Refuses what is no user's number.
pub(super) fn file_owner(user: Option<i64>, path: &Path<'_>, errors: &mut FieldErrors) {
    if let Some(user) = user {
        checks::report(&names::user_id(user), user, path, errors);
    }
}

/// Refuses permission bits beyond `0777`.
pub(super) fn file_mode(mode: Option<i32>, path: &Path<'_>, errors: &mut FieldErrors) {
    let Some(mode) = mode.filter(|mode| !(0..=0o777).contains(mode)) else { return };
    let digits = mode.to_string();
    // 644 was meant as 0644, most likely.
    let hint = if digits.len() == 3 && digits.bytes().all(|digit| (b'0'..b'8').contains(&digit)) {
        format!("; did you mean 0{digits}?")
    } else {
        String::new()
    };
    errors.invalid(
        path,
        format!(
            "{mode} is not a file mode, which is from 0 to 0777 in octal, 511 in decimal{hint}"
        ),
    );
}
