//! Topology spread constraints. Mirrors `validateTopologySpreadConstraints` of
//! `pkg/apis/core/validation`.

use std::collections::HashMap;

use super::label_selector::validate_label_selector;
use super::match_label_keys::validate_match_label_keys;
use super::metadata::validate_label_name;
use super::strictness::Strictness;
use super::text;
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::release::Gate;
use k8s_openapi::api::core::v1::TopologySpreadConstraint;

const ACTIONS: [&str; 2] = ["DoNotSchedule", "ScheduleAnyway"];
const NODE_POLICIES: [&str; 2] = ["Honor", "Ignore"];

/// Checks a list of topology spread constraints.
pub(super) fn validate_topology_spread_constraints(
    constraints: &[TopologySpreadConstraint],
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    fn about(one: &TopologySpreadConstraint) -> (&str, &str) {
        (&one.topology_key, &one.when_unsatisfiable)
    }
    // Of several about the same, the last one.
    let last: HashMap<(&str, &str), usize> =
        constraints.iter().enumerate().map(|(index, one)| (about(one), index)).collect();
    for (index, constraint) in constraints.iter().enumerate() {
        let path = path.index(index);
        validate_constraint(constraint, strictness, &path, errors);
        let (key, action) = about(constraint);
        if last.get(&(key, action)).is_some_and(|last| *last > index) {
            let pair = path.child("{topologyKey, whenUnsatisfiable}");
            errors.written_at(&pair, &path.child("topologyKey"), |errors| {
                let detail = format!("a later constraint is for `{key}` and {action} too");
                errors.push(&pair, Reason::Duplicate, detail);
            });
        }
    }
}

fn validate_constraint(
    constraint: &TopologySpreadConstraint,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if constraint.max_skew <= 0 {
        errors.alone(|errors| errors.invalid(&path.child("maxSkew"), "must be greater than 0"));
    }
    if constraint.topology_key.is_empty() {
        errors.alone(|errors| {
            errors.required(&path.child("topologyKey"), "name the label that tells domains apart");
        });
    }
    let action = constraint.when_unsatisfiable.as_str();
    if !ACTIONS.contains(&action) {
        errors.not_supported(&path.child("whenUnsatisfiable"), action, &ACTIONS);
    }
    validate_min_domains(constraint, &path.child("minDomains"), errors);
    for (field, policy) in [
        ("nodeAffinityPolicy", &constraint.node_affinity_policy),
        ("nodeTaintsPolicy", &constraint.node_taints_policy),
    ] {
        if policy.is_some() && !NODE_POLICIES.contains(&text(policy)) {
            errors.not_supported(&path.child(field), text(policy), &NODE_POLICIES);
        }
    }
    if is_legacy(strictness) {
        validate_legacy_match_label_keys(constraint, &path.child("matchLabelKeys"), errors);
    } else {
        let keys = constraint.match_label_keys.as_deref().unwrap_or_default();
        validate_match_label_keys(keys, &[], constraint.label_selector.as_ref(), path, errors);
    }
    if let Some(selector) = &constraint.label_selector
        && !strictness.excused.invalid_topology_spread_selectors
    {
        validate_label_selector(selector, false, &path.child("labelSelector"), errors);
    }
}

/// Whether the older rule on `matchLabelKeys` holds. Each rule gives way for objects that break it
/// already, so that turning the gate on or off locks nobody out.
fn is_legacy(strictness: Strictness) -> bool {
    let gate = Gate::MatchLabelKeysInPodTopologySpreadSelectorMerge;
    let (release, excused) = (strictness.release, strictness.excused);
    if release.on(gate) {
        excused.invalid_match_label_keys
    } else {
        !(release.knows(gate) && excused.invalid_legacy_match_label_keys)
    }
}

fn validate_min_domains(
    constraint: &TopologySpreadConstraint,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let Some(min_domains) = constraint.min_domains else { return };
    if min_domains <= 0 {
        errors.invalid(path, "must be greater than 0");
    }
    if constraint.when_unsatisfiable != "DoNotSchedule" {
        errors.invalid(path, "can only be set where `whenUnsatisfiable` is DoNotSchedule");
    }
}

/// The rule of before the keys are merged into the selector. Mirrors
/// `ValidateMatchLabelKeysInTopologySpread`.
fn validate_legacy_match_label_keys(
    constraint: &TopologySpreadConstraint,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let keys = constraint.match_label_keys.as_deref().unwrap_or_default();
    let selector = constraint.label_selector.as_ref();
    if !keys.is_empty() && selector.is_none() {
        errors.forbidden(path, "needs `labelSelector`");
    }
    for (index, key) in keys.iter().enumerate() {
        let path = path.index(index);
        validate_label_name(key, &path, errors);
        let labels = selector.and_then(|selector| selector.match_labels.as_ref());
        let expressions = selector.and_then(|selector| selector.match_expressions.as_ref());
        let in_labels = labels.is_some_and(|labels| labels.contains_key(key));
        let in_expressions =
            expressions.is_some_and(|list| list.iter().any(|expression| expression.key == *key));
        if in_labels || in_expressions {
            errors.invalid(&path, format!("`{key}` is in `labelSelector` too"));
        }
    }
}

/// Whether constraints break today's rule on `matchLabelKeys`. Mirrors
/// `hasInvalidTopologySpreadConstrainMatchLabelKeys`.
#[must_use]
pub(super) fn has_invalid_match_label_keys(constraints: &[TopologySpreadConstraint]) -> bool {
    let mut errors = FieldErrors::default();
    for constraint in constraints {
        let keys = constraint.match_label_keys.as_deref().unwrap_or_default();
        let selector = constraint.label_selector.as_ref();
        validate_match_label_keys(keys, &[], selector, &Path::root(""), &mut errors);
    }
    !errors.0.is_empty()
}

/// Whether constraints break the older rule on `matchLabelKeys`. Mirrors
/// `hasLegacyInvalidTopologySpreadConstrainMatchLabelKeys`.
#[must_use]
pub(super) fn has_invalid_legacy_match_label_keys(
    constraints: &[TopologySpreadConstraint],
) -> bool {
    let mut errors = FieldErrors::default();
    for constraint in constraints {
        validate_legacy_match_label_keys(constraint, &Path::root(""), &mut errors);
    }
    !errors.0.is_empty()
}

/// Whether a constraint's label selector is malformed. Mirrors
/// `hasInvalidTopologySpreadConstraintLabelSelector`.
#[must_use]
pub(super) fn has_invalid_selector(constraints: &[TopologySpreadConstraint]) -> bool {
    let mut errors = FieldErrors::default();
    for selector in constraints.iter().filter_map(|constraint| constraint.label_selector.as_ref()) {
        validate_label_selector(selector, false, &Path::root(""), &mut errors);
    }
    !errors.0.is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_table, of_pod_spec};

    fn of(fields: &str) -> Vec<String> {
        let base = "maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule";
        let lines = of_pod_spec(&format!("topologySpreadConstraints: [{{{base}, {fields}}}]"));
        lines.into_iter().map(|line| line.replace("topologySpreadConstraints[0]", "*")).collect()
    }

    #[test]
    fn constraints() {
        let empty = "topologySpreadConstraints: [{}]";
        assert_eq!(
            of_pod_spec(empty),
            [
                "topologySpreadConstraints[0].maxSkew Invalid",
                "topologySpreadConstraints[0].topologyKey Required",
                "topologySpreadConstraints[0].whenUnsatisfiable NotSupported",
            ]
        );
        assert_table(
            of,
            &[
                ("minDomains: 0", &["*.minDomains Invalid"]),
                ("nodeTaintsPolicy: ''", &["*.nodeTaintsPolicy NotSupported"]),
                ("matchLabelKeys: [a]", &["*.matchLabelKeys Forbidden"]),
                ("matchLabelKeys: [a b], labelSelector: {}", &["*.matchLabelKeys[0] Invalid"]),
                // A pod turns the key into an expression; only another expression contradicts it.
                ("matchLabelKeys: [a], labelSelector: {matchLabels: {a: b}}", &[]),
                (
                    "matchLabelKeys: [a], labelSelector: {matchLabels: {a: b}, \
                     matchExpressions: [{key: a, operator: Exists}]}",
                    &["*[0] Invalid"],
                ),
            ],
        );
    }
}
