//! A label selector. Mirrors `ValidateLabelSelector` of
//! `k8s.io/apimachinery/pkg/apis/meta/v1/validation`.

use super::checks;
use super::metadata::{validate_label_name, validate_labels};
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

/// Checks a label selector. `invalid_values` lets malformed values of `matchExpressions` pass.
pub(super) fn validate_label_selector(
    selector: &LabelSelector,
    invalid_values: bool,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    validate_labels(selector.match_labels.as_ref(), &path.child("matchLabels"), errors);
    let list = path.child("matchExpressions");
    for (index, requirement) in selector.match_expressions.iter().flatten().enumerate() {
        validate_requirement(requirement, invalid_values, &list.index(index), errors);
    }
}

fn validate_requirement(
    requirement: &LabelSelectorRequirement,
    invalid_values: bool,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let values = requirement.values.as_deref().unwrap_or_default();
    let values_path = path.child("values");
    match requirement.operator.as_str() {
        "In" | "NotIn" if values.is_empty() => {
            let detail = format!("`{}` needs at least one value", requirement.operator);
            errors.required(&values_path, detail);
        }
        "In" | "NotIn" => {}
        "Exists" | "DoesNotExist" if !values.is_empty() => {
            let detail = format!("`{}` takes no values", requirement.operator);
            errors.forbidden(&values_path, detail);
        }
        "Exists" | "DoesNotExist" => {}
        operator => {
            let detail = checks::no_operator(operator, "In, NotIn, Exists, DoesNotExist");
            errors.invalid(&path.child("operator"), detail);
        }
    }
    validate_label_name(&requirement.key, &path.child("key"), errors);
    if !invalid_values {
        for (index, value) in values.iter().enumerate() {
            checks::report_named(names::label_value, value, &values_path.index(index), errors);
        }
    }
}

/// Whether a selector has a malformed value in `matchExpressions`. Mirrors
/// `LabelSelectorHasInvalidLabelValue`.
#[must_use]
pub(super) fn has_invalid_label_value(selector: &LabelSelector) -> bool {
    let expressions = selector.match_expressions.iter().flatten();
    expressions
        .flat_map(|expression| expression.values.iter().flatten())
        .any(|value| !names::label_value(value).is_empty())
}
