//! What workloads have in common: a selector of their own pods, pods that run for good, figures
//! that are not negative.

use super::label_selector::validate_label_selector;
use super::text;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::label_selector::{Selector, selects};
use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use std::collections::BTreeMap;

/// Reports the selector of a workload that must have one. Mirrors what `ValidateDeploymentSpec`,
/// `ValidateReplicaSetSpec` and `ValidateStatefulSetSpec` do of it.
pub(super) fn validate_needed_selector(
    selector: Option<&LabelSelector>,
    template: Option<&PodTemplateSpec>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let selector_path = path.child("selector");
    match selector {
        None => errors.required(&selector_path, "name labels of the pod template in `matchLabels`"),
        Some(selector) => {
            validate_label_selector(selector, false, &selector_path, errors);
            if is_empty(selector) {
                let detail = "must not be empty; name labels of the pod template in `matchLabels`";
                errors.invalid(&selector_path, detail);
            }
        }
    }
    match Selector::compile_optional(selector) {
        Err(_) => errors.invalid(&selector_path, "can't be read as a selector"),
        Ok(_) if selector.is_some_and(is_empty) => {}
        Ok(_) => validate_selected_labels(selector, template, path, errors),
    }
}

/// Reports labels of a template that its workload's selector doesn't select; nothing for a
/// selector that can't be read.
pub(super) fn validate_selected_labels(
    selector: Option<&LabelSelector>,
    template: Option<&PodTemplateSpec>,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let no_labels = BTreeMap::new();
    let metadata = template.and_then(|template| template.metadata.as_ref());
    let labels = metadata.and_then(|metadata| metadata.labels.as_ref()).unwrap_or(&no_labels);
    if selects(selector, labels) == Some(false) {
        let template = path.child("template");
        let metadata = template.child("metadata");
        let detail = match selector {
            Some(selector) => format!("`spec.selector` asks for {}", unmet(selector, labels)),
            None => "are selected by nothing: `spec.selector` is missing".to_owned(),
        };
        errors.invalid(&metadata.child("labels"), detail);
    }
}

/// What a selector asks for and labels don't have, for a human.
fn unmet(selector: &LabelSelector, labels: &BTreeMap<String, String>) -> String {
    let mut parts = Vec::new();
    for (key, value) in selector.match_labels.iter().flatten() {
        match labels.get(key) {
            Some(same) if same == value => {}
            Some(other) => parts.push(format!("`{key}: {value}`, and this is `{key}: {other}`")),
            None => parts.push(format!("`{key}: {value}`, and there is no `{key}`")),
        }
    }
    for expression in selector.match_expressions.iter().flatten() {
        let alone = LabelSelector {
            match_expressions: Some(vec![expression.clone()]),
            ..LabelSelector::default()
        };
        if Selector::compile(&alone).is_ok_and(|alone| !alone.matches(labels)) {
            let values = expression.values.as_deref().unwrap_or_default().join(", ");
            let what = format!("{} {} {values}", expression.key, expression.operator);
            parts.push(format!("`{}`", what.trim_end()));
        }
    }
    parts.join("; for ")
}

/// Whether a selector asks for nothing.
pub(super) fn is_empty(selector: &LabelSelector) -> bool {
    selector.match_labels.as_ref().is_none_or(BTreeMap::is_empty)
        && selector.match_expressions.as_ref().is_none_or(Vec::is_empty)
}

/// Reports what pods of a workload that keeps them running may not have, though others may.
pub(super) fn validate_pods_run_for_good(
    template: &PodTemplateSpec,
    kind: &str,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let Some(pod) = &template.spec else { return };
    let path = path.child("spec");
    let restart_policy = text(&pod.restart_policy);
    if restart_policy != "Always" {
        errors.not_supported(&path.child("restartPolicy"), restart_policy, &["Always"]);
    }
    if pod.active_deadline_seconds.is_some() {
        let detail = format!("has no place in a {kind}: its pods run for good");
        errors.forbidden(&path.child("activeDeadlineSeconds"), detail);
    }
}

/// Reports figures below zero. Mirrors `ValidateNonnegativeField`.
pub(super) fn validate_not_negative<const N: usize>(
    figures: [(&str, Option<i64>); N],
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    for (field, figure) in figures {
        if figure.is_some_and(|figure| figure < 0) {
            errors.invalid(&path.child(field), "must not be negative");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_selector_misses_is_named() {
        let selector = "{matchLabels: {a: b, c: d}, matchExpressions: \
             [{key: e, operator: In, values: [f, g]}, {key: a, operator: Exists}]}";
        let labels = BTreeMap::from([("a".to_owned(), "x".to_owned())]);
        assert_eq!(
            unmet(&serde_yaml::from_str(selector).unwrap(), &labels),
            "`a: b`, and this is `a: x`; for `c: d`, and there is no `c`; for `e In f, g`"
        );
    }
}
