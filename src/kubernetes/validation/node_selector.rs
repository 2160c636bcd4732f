//! Terms that pick nodes. Mirrors `ValidateNodeSelector` of `pkg/apis/core/validation`.

use super::checks;
use super::metadata::validate_label_name;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names;
use k8s_openapi::api::core::v1::{NodeSelector, NodeSelectorRequirement, NodeSelectorTerm};

/// Checks terms that pick nodes. `invalid_values` lets malformed label values pass.
pub(super) fn validate_node_selector(
    selector: &NodeSelector,
    invalid_values: bool,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let list = path.child("nodeSelectorTerms");
    if selector.node_selector_terms.is_empty() {
        errors.required(&list, "give at least one term");
    }
    for (index, term) in selector.node_selector_terms.iter().enumerate() {
        validate_node_selector_term(term, invalid_values, &list.index(index), errors);
    }
}

/// Checks a term; as for [`validate_node_selector`].
pub(super) fn validate_node_selector_term(
    term: &NodeSelectorTerm,
    invalid_values: bool,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let list = path.child("matchExpressions");
    for (index, requirement) in term.match_expressions.iter().flatten().enumerate() {
        validate_requirement(requirement, invalid_values, &list.index(index), errors);
    }
    let list = path.child("matchFields");
    for (index, requirement) in term.match_fields.iter().flatten().enumerate() {
        validate_field_requirement(requirement, &list.index(index), errors);
    }
}

/// Mirrors `ValidateNodeSelectorRequirement`.
fn validate_requirement(
    requirement: &NodeSelectorRequirement,
    invalid_values: bool,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let operator = requirement.operator.as_str();
    let values = requirement.values.as_deref().unwrap_or_default();
    let values_path = path.child("values");
    match operator {
        "In" | "NotIn" => {
            if values.is_empty() {
                errors.required(&values_path, format!("`{operator}` needs at least one value"));
            }
        }
        "Exists" | "DoesNotExist" => {
            if !values.is_empty() {
                errors.forbidden(&values_path, format!("`{operator}` takes no values"));
            }
        }
        "Gt" | "Lt" => {
            if values.len() != 1 {
                errors.required(&values_path, format!("`{operator}` needs exactly one value"));
            }
        }
        _ => {
            let detail = checks::no_operator(operator, "In, NotIn, Exists, DoesNotExist, Gt, Lt");
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

/// Mirrors `ValidateNodeFieldSelectorRequirement`: the node's name is the only field.
fn validate_field_requirement(
    requirement: &NodeSelectorRequirement,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let operator = requirement.operator.as_str();
    let values = requirement.values.as_deref().unwrap_or_default();
    let values_path = path.child("values");
    match operator {
        "In" | "NotIn" if values.len() == 1 => {}
        "In" | "NotIn" => {
            errors.required(&values_path, format!("`{operator}` needs exactly one value here"));
        }
        _ => {
            let detail = format!("`{operator}` is none of In, NotIn, which fields allow");
            errors.invalid(&path.child("operator"), detail);
        }
    }
    if requirement.key == "metadata.name" {
        for (index, value) in values.iter().enumerate() {
            checks::report_named(
                names::dns1123_subdomain,
                value,
                &values_path.index(index),
                errors,
            );
        }
    } else {
        let detail =
            format!("`{}` is not a field to match: only metadata.name is", requirement.key);
        errors.invalid(&path.child("key"), detail);
    }
}
