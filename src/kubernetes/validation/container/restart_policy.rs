//! `restartPolicy` and `restartPolicyRules` of a container.

use crate::kubernetes::field::{FieldErrors, Path, Reason};
use k8s_openapi::api::core::v1::ContainerRestartRule;

const POLICIES: [&str; 3] = ["Always", "Never", "OnFailure"];
const ACTIONS: [&str; 2] = ["Restart", "RestartAllContainers"];
const OPERATORS: [&str; 2] = ["In", "NotIn"];
const MOST_RULES: usize = 20;
const MOST_EXIT_CODES: usize = 255;
const RULES_NEED_POLICY: &str = "`restartPolicyRules` need a `restartPolicy` for all other exits";

/// Mirrors `validateInitContainerRestartPolicy`.
pub(super) fn validate_init_container_restart_policy(
    policy: Option<&str>,
    rules: &[ContainerRestartRule],
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if policy.is_some() {
        validate_container_restart_policy(policy, rules, path, errors);
    } else if !rules.is_empty() {
        errors.required(&path.child("restartPolicy"), RULES_NEED_POLICY);
    }
}

/// Mirrors `validateContainerRestartPolicy`.
pub(super) fn validate_container_restart_policy(
    policy: Option<&str>,
    rules: &[ContainerRestartRule],
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    match policy {
        None if rules.is_empty() => return,
        None => errors.required(&path.child("restartPolicy"), RULES_NEED_POLICY),
        Some(policy) if !POLICIES.contains(&policy) => {
            errors.not_supported(&path.child("restartPolicy"), policy, &POLICIES);
        }
        Some(_) => {}
    }
    let path = path.child("restartPolicyRules");
    if rules.len() > MOST_RULES {
        let detail = format!("{} rules; there may be {MOST_RULES}", rules.len());
        errors.push(&path, Reason::TooMany, detail);
    }
    for (index, rule) in rules.iter().enumerate() {
        validate_rule(rule, &path.index(index), errors);
    }
}

fn validate_rule(rule: &ContainerRestartRule, path: &Path<'_>, errors: &mut FieldErrors) {
    if !ACTIONS.contains(&rule.action.as_str()) {
        errors.not_supported(&path.child("action"), &rule.action, &ACTIONS);
    }
    let path = path.child("exitCodes");
    let Some(codes) = &rule.exit_codes else {
        errors.required(&path, "say which exit codes the rule is about");
        return;
    };
    if !OPERATORS.contains(&codes.operator.as_str()) {
        errors.not_supported(&path.child("operator"), &codes.operator, &OPERATORS);
    }
    let count = codes.values.as_ref().map_or(0, Vec::len);
    if count > MOST_EXIT_CODES {
        let detail = format!("{count} exit codes; there may be {MOST_EXIT_CODES}");
        errors.push(&path.child("values"), Reason::TooMany, detail);
    }
}
