//! Node affinity, pod affinity and anti-affinity.
//!
//! Mirrors `validateAffinity` of `pkg/apis/core/validation`.

use super::checks;
use super::label_selector::validate_label_selector;
use super::match_label_keys::validate_match_label_keys;
use super::metadata::validate_label_name;
use super::node_selector::{validate_node_selector, validate_node_selector_term};
use super::strictness::Strictness;
use crate::kubernetes::field::{FieldErrors, Path};
use crate::kubernetes::names;
use crate::kubernetes::release::Change;
use k8s_openapi::api::core::v1::{
    Affinity, NodeAffinity, PodAffinityTerm, WeightedPodAffinityTerm,
};

const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";

/// Checks `spec.affinity`.
pub(super) fn validate_affinity(
    affinity: &Affinity,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if let Some(node_affinity) = &affinity.node_affinity {
        validate_node_affinity(node_affinity, strictness, &path.child("nodeAffinity"), errors);
    }
    if let Some(pods) = &affinity.pod_affinity {
        let required = &pods.required_during_scheduling_ignored_during_execution;
        let preferred = &pods.preferred_during_scheduling_ignored_during_execution;
        let path = path.child("podAffinity");
        validate_pod_affinity(required.as_deref(), preferred.as_deref(), strictness, &path, errors);
    }
    if let Some(pods) = &affinity.pod_anti_affinity {
        let required = &pods.required_during_scheduling_ignored_during_execution;
        let preferred = &pods.preferred_during_scheduling_ignored_during_execution;
        let path = path.child("podAntiAffinity");
        validate_pod_affinity(required.as_deref(), preferred.as_deref(), strictness, &path, errors);
    }
}

fn validate_node_affinity(
    affinity: &NodeAffinity,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if let Some(required) = &affinity.required_during_scheduling_ignored_during_execution {
        let invalid_values = strictness.excused.invalid_label_values_in_node_affinity
            || !strictness.release.has(Change::NodeAffinityTakesLabelValues);
        validate_node_selector(required, invalid_values, &path.child(REQUIRED), errors);
    }
    let preferred = &affinity.preferred_during_scheduling_ignored_during_execution;
    let list = path.child(PREFERRED);
    for (index, term) in preferred.iter().flatten().enumerate() {
        let path = list.index(index);
        validate_weight(term.weight, &path.child("weight"), errors);
        // Malformed values only bring a warning here: such a preference does no harm.
        validate_node_selector_term(&term.preference, true, &path.child("preference"), errors);
    }
}

fn validate_weight(weight: i32, path: &Path<'_>, errors: &mut FieldErrors) {
    if !(1..=100).contains(&weight) {
        errors.invalid(path, "must be from 1 to 100");
    }
}

/// Whether a required node affinity has a malformed label value. Mirrors
/// `HasInvalidLabelValueInNodeSelectorTerms`.
#[must_use]
pub(super) fn has_invalid_label_value(affinity: &Affinity) -> bool {
    let node_affinity = affinity.node_affinity.as_ref();
    let required = node_affinity
        .and_then(|node| node.required_during_scheduling_ignored_during_execution.as_ref());
    let terms = required.into_iter().flat_map(|selector| &selector.node_selector_terms);
    terms
        .flat_map(|term| term.match_expressions.iter().flatten())
        .flat_map(|expression| expression.values.iter().flatten())
        .any(|value| !names::label_value(value).is_empty())
}

fn validate_pod_affinity(
    required: Option<&[PodAffinityTerm]>,
    preferred: Option<&[WeightedPodAffinityTerm]>,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let list = path.child(REQUIRED);
    for (index, term) in required.unwrap_or_default().iter().enumerate() {
        validate_pod_affinity_term(term, strictness, &list.index(index), errors);
    }
    let list = path.child(PREFERRED);
    for (index, weighted) in preferred.unwrap_or_default().iter().enumerate() {
        let path = list.index(index);
        validate_weight(weighted.weight, &path.child("weight"), errors);
        let path = path.child("podAffinityTerm");
        validate_pod_affinity_term(&weighted.pod_affinity_term, strictness, &path, errors);
    }
}

fn validate_pod_affinity_term(
    term: &PodAffinityTerm,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    validate_selectors(term, strictness.excused.invalid_label_values_in_selectors, path, errors);
    // Kubernetes names the field in the singular, and no index.
    let (named, list) = (path.child("namespace"), path.child("namespaces"));
    for (index, namespace) in term.namespaces.iter().flatten().enumerate() {
        errors.written_at(&named, &list.index(index), |errors| {
            checks::report_named(names::dns1123_label, namespace, &named, errors);
        });
    }
    let match_keys = term.match_label_keys.as_deref().unwrap_or_default();
    let mismatch_keys = term.mismatch_label_keys.as_deref().unwrap_or_default();
    let selector = term.label_selector.as_ref();
    validate_match_label_keys(match_keys, mismatch_keys, selector, path, errors);
    let topology_key = path.child("topologyKey");
    if term.topology_key.is_empty() {
        errors.required(&topology_key, "name the label that tells domains apart");
    }
    validate_label_name(&term.topology_key, &topology_key, errors);
}

/// Mirrors `ValidatePodAffinityTermSelector`.
fn validate_selectors(
    term: &PodAffinityTerm,
    invalid_values: bool,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    for (field, selector) in
        [("labelSelector", &term.label_selector), ("namespaceSelector", &term.namespace_selector)]
    {
        if let Some(selector) = selector {
            validate_label_selector(selector, invalid_values, &path.child(field), errors);
        }
    }
}

/// Whether a selector in a pod affinity or anti-affinity is malformed. Mirrors
/// `hasInvalidLabelValueInAffinitySelector`.
#[must_use]
pub(super) fn has_invalid_selector(affinity: &Affinity) -> bool {
    let mut errors = FieldErrors::default();
    let mut check = |term: &PodAffinityTerm| {
        validate_selectors(term, false, &Path::root(""), &mut errors);
    };
    if let Some(pods) = &affinity.pod_affinity {
        let required = &pods.required_during_scheduling_ignored_during_execution;
        required.iter().flatten().for_each(&mut check);
        let preferred = &pods.preferred_during_scheduling_ignored_during_execution;
        preferred.iter().flatten().for_each(|weighted| check(&weighted.pod_affinity_term));
    }
    if let Some(pods) = &affinity.pod_anti_affinity {
        let required = &pods.required_during_scheduling_ignored_during_execution;
        required.iter().flatten().for_each(&mut check);
        let preferred = &pods.preferred_during_scheduling_ignored_during_execution;
        preferred.iter().flatten().for_each(|weighted| check(&weighted.pod_affinity_term));
    }
    !errors.0.is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_table, of_pod_spec};

    fn of_node(affinity: &str) -> Vec<String> {
        of(&format!("nodeAffinity: {{{affinity}}}"))
    }

    fn of(affinity: &str) -> Vec<String> {
        let lines = of_pod_spec(&format!("affinity: {{{affinity}}}"));
        let shorter = |line: String| {
            let line = line.replace("requiredDuringSchedulingIgnoredDuringExecution", "required");
            let line = line.replace("preferredDuringSchedulingIgnoredDuringExecution", "preferred");
            line.replace("affinity.", "")
        };
        lines.into_iter().map(shorter).collect()
    }

    #[test]
    fn nodes() {
        let required = |term: &str| {
            let terms = format!("{{nodeSelectorTerms: [{{{term}}}]}}");
            let lines =
                of_node(&format!("requiredDuringSchedulingIgnoredDuringExecution: {terms}"));
            let strip = |line: String| line.replace("nodeAffinity.required.nodeSelectorTerms", "*");
            lines.into_iter().map(strip).collect::<Vec<_>>()
        };
        assert!(required("").is_empty());
        for (expression, line) in [
            ("{key: a, operator: In}", "*[0].matchExpressions[0].values Required"),
            (
                "{key: a, operator: Gt, values: ['1', '2']}",
                "*[0].matchExpressions[0].values Required",
            ),
            (
                "{key: a, operator: Exists, values: [b]}",
                "*[0].matchExpressions[0].values Forbidden",
            ),
            ("{key: a, operator: In, values: [-b]}", "*[0].matchExpressions[0].values[0] Invalid"),
            ("{key: a, operator: in, values: [b]}", "*[0].matchExpressions[0].operator Invalid"),
            ("{key: '', operator: Exists}", "*[0].matchExpressions[0].key Invalid"),
        ] {
            assert_eq!(required(&format!("matchExpressions: [{expression}]")), [line]);
        }
        for (field, line) in [
            (
                "{key: metadata.name, operator: In, values: [a, b]}",
                "*[0].matchFields[0].values Required",
            ),
            ("{key: metadata.name, operator: Exists}", "*[0].matchFields[0].operator Invalid"),
            ("{key: spec.x, operator: In, values: [a]}", "*[0].matchFields[0].key Invalid"),
            (
                "{key: metadata.name, operator: In, values: [A]}",
                "*[0].matchFields[0].values[0] Invalid",
            ),
        ] {
            assert_eq!(required(&format!("matchFields: [{field}]")), [line]);
        }
    }

    #[test]
    fn preferences_may_have_values_that_no_label_has() {
        let preferred = "preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: \
             {matchExpressions: [{key: a, operator: In, values: [-b]}]}}]";
        assert!(of_node(preferred).is_empty());
    }

    #[test]
    fn pods() {
        assert_table(
            |term| {
                of(&format!(
                    "podAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{{{term}}}]}}"
                ))
            },
            &[
                ("topologyKey: a", &[]),
                (
                    "topologyKey: ''",
                    &[
                        "podAffinity.required[0].topologyKey Invalid",
                        "podAffinity.required[0].topologyKey Required",
                    ],
                ),
                ("topologyKey: a, namespaces: [A]", &["podAffinity.required[0].namespace Invalid"]),
                (
                    "topologyKey: a, labelSelector: {}, matchLabelKeys: [b], mismatchLabelKeys: [b]",
                    &["podAffinity.required[0].matchLabelKeys[0] Invalid"],
                ),
                (
                    "topologyKey: a, mismatchLabelKeys: [b]",
                    &["podAffinity.required[0].mismatchLabelKeys Forbidden"],
                ),
            ],
        );
    }
}
