//! When a Job counts as failed or done. Mirrors `validatePodFailurePolicy` and
//! `validateSuccessPolicy` of `pkg/apis/batch/validation`.

use super::workload::validate_not_negative;
use super::{checks, text};
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use k8s_openapi::api::batch::v1::{
    JobSpec, PodFailurePolicy, PodFailurePolicyOnExitCodesRequirement,
    PodFailurePolicyOnPodConditionsPattern, PodFailurePolicyRule, SuccessPolicy, SuccessPolicyRule,
};
use std::collections::BTreeSet;

const ACTIONS: [&str; 4] = ["Count", "FailIndex", "FailJob", "Ignore"];
const MOST_RULES: usize = 20;
const MOST_PATTERNS: usize = 20;
const MOST_EXIT_CODES: usize = 255;

fn too_many(length: usize, most: usize, path: &Path<'_>, errors: &mut FieldErrors) {
    if length > most {
        errors.push(path, Reason::TooMany, format!("may have at most {most} entries"));
    }
}

/// Mirrors `validatePodFailurePolicy`.
pub(super) fn validate_pod_failure_policy(
    policy: &PodFailurePolicy,
    spec: &JobSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let path = path.child("rules");
    too_many(policy.rules.len(), MOST_RULES, &path, errors);
    for (index, rule) in policy.rules.iter().enumerate() {
        validate_rule(rule, spec, &path.index(index), errors);
    }
}

fn validate_rule(
    rule: &PodFailurePolicyRule,
    spec: &JobSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let action_path = path.child("action");
    checks::one_of(Some(&rule.action), &ACTIONS, &action_path, errors);
    if rule.action == "FailIndex" && spec.backoff_limit_per_index.is_none() {
        errors.invalid(&action_path, "`FailIndex` needs `backoffLimitPerIndex`");
    }
    let conditions = rule.on_pod_conditions.as_deref().unwrap_or_default();
    if let Some(codes) = &rule.on_exit_codes {
        validate_exit_codes(codes, spec, &path.child("onExitCodes"), errors);
    }
    let conditions_path = path.child("onPodConditions");
    too_many(conditions.len(), MOST_PATTERNS, &conditions_path, errors);
    for (index, condition) in conditions.iter().enumerate() {
        validate_condition(condition, &conditions_path.index(index), errors);
    }
    match (&rule.on_exit_codes, conditions) {
        (None, []) => errors.invalid(path, "needs `onExitCodes` or `onPodConditions`"),
        (Some(_), [_, ..]) => {
            errors.invalid(path, "takes `onExitCodes` or `onPodConditions`, not both");
        }
        _ => {}
    }
}

fn validate_condition(
    condition: &PodFailurePolicyOnPodConditionsPattern,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    checks::qualified_name(&condition.type_, &path.child("type"), errors);
    let status = text(&condition.status);
    checks::one_of(Some(status), &["False", "True", "Unknown"], &path.child("status"), errors);
}

fn validate_exit_codes(
    codes: &PodFailurePolicyOnExitCodesRequirement,
    spec: &JobSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    checks::one_of(Some(&codes.operator), &["In", "NotIn"], &path.child("operator"), errors);
    if let Some(name) = &codes.container_name {
        let pod = spec.template.spec.as_ref();
        let containers = pod
            .into_iter()
            .flat_map(|pod| pod.containers.iter().chain(pod.init_containers.iter().flatten()));
        if !containers.into_iter().any(|container| container.name == *name) {
            let detail = format!("the pod template has no container `{name}`");
            errors.invalid(&path.child("containerName"), detail);
        }
    }
    let path = path.child("values");
    if codes.values.is_empty() {
        errors.invalid(&path, "needs at least one value");
    }
    too_many(codes.values.len(), MOST_EXIT_CODES, &path, errors);
    let mut seen = BTreeSet::new();
    for (index, code) in codes.values.iter().enumerate() {
        let path = path.index(index);
        if codes.operator == "In" && *code == 0 {
            errors.invalid(&path, "must not be 0, with which nothing fails");
        }
        if !seen.insert(code) {
            errors.duplicate(&path, &code.to_string());
        }
    }
    if !codes.values.is_sorted() {
        errors.invalid(&path, "must be in order");
    }
}

/// Mirrors `validateSuccessPolicy`; the form of `succeededIndexes` is not looked at.
pub(super) fn validate_success_policy(
    policy: &SuccessPolicy,
    spec: &JobSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let path = path.child("rules");
    if policy.rules.is_empty() {
        errors.required(&path, "needs at least one rule");
    }
    too_many(policy.rules.len(), MOST_RULES, &path, errors);
    for (index, rule) in policy.rules.iter().enumerate() {
        validate_success_rule(rule, spec, &path.index(index), errors);
    }
}

fn validate_success_rule(
    rule: &SuccessPolicyRule,
    spec: &JobSpec,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if rule.succeeded_count.is_none() && rule.succeeded_indexes.is_none() {
        errors.required(path, "needs `succeededCount` or `succeededIndexes`");
    }
    validate_not_negative([("succeededCount", rule.succeeded_count.map(i64::from))], path, errors);
    let completions = spec.completions.unwrap_or_default();
    if rule.succeeded_count.is_some_and(|count| count > completions) {
        let detail = format!("must be at most {completions}, the number of completions");
        errors.invalid(&path.child("succeededCount"), detail);
    }
}
