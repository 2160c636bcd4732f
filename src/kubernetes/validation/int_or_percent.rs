//! Numbers of pods, or shares of them. Mirrors `ValidatePositiveIntOrPercent` and
//! `IsNotMoreThan100Percent` of `pkg/apis/apps/validation`.

use super::checks;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::{int_or_string, names};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

/// A number of pods from 0, or a share. Mirrors `ValidatePositiveIntOrPercent`.
pub(super) fn validate_number_or_share(
    value: &IntOrString,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    match value {
        IntOrString::Int(number) if *number < 0 => errors.invalid(path, "must not be negative"),
        IntOrString::Int(_) => {}
        IntOrString::String(string) if string.parse::<i32>().is_ok() => {
            let detail =
                format!("`{string}` in quotes is not a number: write {string}, or a percentage");
            errors.invalid(path, detail);
        }
        IntOrString::String(string) => {
            checks::report(&names::percent(string), string, path, errors);
        }
    }
}

/// A number of pods from 0, or a share of up to 100%.
pub(super) fn validate_share(value: &IntOrString, path: &Path<'_>, errors: &mut FieldErrors) {
    validate_number_or_share(value, path, errors);
    if int_or_string::percent(value).is_some_and(|percent| percent > 100) {
        errors.invalid(path, "must not be more than 100%");
    }
}

/// The number or the percentage, whichever is given. Mirrors `getIntOrPercentValue`.
pub(super) fn figure(value: &IntOrString) -> i64 {
    int_or_string::percent(value).unwrap_or_else(|| int_or_string::int_value(value))
}
