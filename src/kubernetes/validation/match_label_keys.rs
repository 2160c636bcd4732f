//! Keys of labels whose values a pod shares, or not, with those that are counted.
//!
//! Mirrors `ValidateMatchLabelKeysAndMismatchLabelKeys` of `pkg/apis/core/validation`.

use super::metadata::validate_label_name;
use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use std::collections::BTreeSet;

/// Checks `matchLabelKeys` and `mismatchLabelKeys` of what `path` names.
pub(super) fn validate_match_label_keys(
    match_keys: &[String],
    mismatch_keys: &[String],
    selector: Option<&LabelSelector>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    for (field, keys) in [("matchLabelKeys", match_keys), ("mismatchLabelKeys", mismatch_keys)] {
        let list = path.child(field);
        if !keys.is_empty() && selector.is_none() {
            errors.forbidden(&list, "needs `labelSelector`");
            continue;
        }
        for (index, key) in keys.iter().enumerate() {
            validate_label_name(key, &list.index(index), errors);
        }
    }
    if let Some(selector) = selector {
        validate_keys_are_not_selected(match_keys, selector, path, errors);
    }
    let list = path.child("matchLabelKeys");
    for (index, key) in match_keys.iter().enumerate() {
        if mismatch_keys.contains(key) {
            let detail = format!("`{key}` is in `mismatchLabelKeys` too");
            errors.invalid(&list.index(index), detail);
        }
    }
}

/// A pod's creation turns `matchLabelKeys` into expressions, so only a key that an expression
/// repeats is a contradiction. Kubernetes reports it at the term's index of the key.
fn validate_keys_are_not_selected(
    match_keys: &[String],
    selector: &LabelSelector,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let labels = selector.match_labels.iter().flatten();
    let mut selected: BTreeSet<&str> = labels.map(|(key, _)| key.as_str()).collect();
    for expression in selector.match_expressions.iter().flatten() {
        let position = match_keys.iter().rposition(|key| *key == expression.key);
        if let Some(position) = position
            && selected.contains(expression.key.as_str())
        {
            let detail = format!("`{}` is in `labelSelector` too", expression.key);
            let (named, keys) = (path.index(position), path.child("matchLabelKeys"));
            errors.written_at(&named, &keys.index(position), |errors| {
                errors.invalid(&named, detail);
            });
        }
        selected.insert(&expression.key);
    }
}
