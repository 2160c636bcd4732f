//! `restartPolicy` and `restartPolicyRules` of a container.

use crate::kubernetes::containers::is_sidecar;
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use crate::kubernetes::release::{Change, Gate};
use crate::kubernetes::validation::strictness::Strictness;
use k8s_openapi::api::core::v1::{Container, ContainerRestartRule, PodSpec};

const POLICIES: [&str; 3] = ["Always", "Never", "OnFailure"];
const RESTART: &str = "Restart";
const RESTART_ALL: &str = "RestartAllContainers";
const OPERATORS: [&str; 2] = ["In", "NotIn"];
const MOST_RULES: usize = 20;
const MOST_EXIT_CODES: usize = 255;
const RULES_NEED_POLICY: &str = "`restartPolicyRules` need a `restartPolicy` for all other exits";

/// Whether containers may have policies and rules of their own.
fn has_rules(strictness: Strictness) -> bool {
    strictness.allows(Gate::ContainerRestartRules, strictness.excused.container_restart_rules)
}

/// Whether a rule may restart all containers, and a sidecar have rules.
fn restarts_all(strictness: Strictness) -> bool {
    strictness.allows(
        Gate::RestartAllContainersOnContainerExits,
        strictness.excused.restarts_of_all_containers,
    )
}

/// Whether a pod has rules that restart all containers, or rules of sidecars. Mirrors
/// `restartAllContainersActionInUse`.
#[must_use]
pub(crate) fn has_restart_of_all_containers(spec: &PodSpec) -> bool {
    let rules = |container: &Container| -> Vec<String> {
        let rules = container.restart_policy_rules.iter().flatten();
        rules.map(|rule| rule.action.clone()).collect()
    };
    let has_action = |container: &Container| rules(container).iter().any(|a| a == RESTART_ALL);
    let has_sidecar_rules =
        |container: &Container| is_sidecar(container) && !rules(container).is_empty();
    spec.containers.iter().any(has_action)
        || spec.init_containers.iter().flatten().any(|c| has_action(c) || has_sidecar_rules(c))
}

/// Mirrors `validateInitContainerRestartPolicy`.
pub(super) fn validate_init_container_restart_policy(
    policy: Option<&str>,
    rules: &[ContainerRestartRule],
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let at = path.child("restartPolicy");
    match policy {
        None if rules.is_empty() => {}
        None => errors.required(&at, RULES_NEED_POLICY),
        Some("Always") if !restarts_all(strictness) => {
            if has_rules(strictness) && !rules.is_empty() {
                errors.forbidden(
                    &path.child("restartPolicyRules"),
                    "a sidecar (`restartPolicy: Always`) has none in this version",
                );
            }
        }
        Some(_) if has_rules(strictness) => {
            validate_policy_and_rules(policy, rules, strictness, path, errors);
        }
        Some("Always") => {}
        Some(other) => errors.not_supported(&at, other, &["Always"]),
    }
}

/// Mirrors the part of `validateContainers` on restart policies, and
/// `validateContainerRestartPolicy`.
pub(super) fn validate_container_restart_policy(
    policy: Option<&str>,
    rules: &[ContainerRestartRule],
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    if has_rules(strictness) {
        validate_policy_and_rules(policy, rules, strictness, path, errors);
    } else if policy.is_some() {
        errors.forbidden(
            &path.child("restartPolicy"),
            "only init containers have one in this version; the pod's `restartPolicy` holds",
        );
    }
}

fn validate_policy_and_rules(
    policy: Option<&str>,
    rules: &[ContainerRestartRule],
    strictness: Strictness,
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
        errors.push(&path, too_many(strictness), detail);
    }
    for (index, rule) in rules.iter().enumerate() {
        validate_rule(rule, strictness, &path.index(index), errors);
    }
}

/// How the API server classes a list with too many entries.
fn too_many(strictness: Strictness) -> Reason {
    if strictness.release.has(Change::RestartRulesAreTooMany) {
        Reason::TooMany
    } else {
        Reason::TooLong
    }
}

fn validate_rule(
    rule: &ContainerRestartRule,
    strictness: Strictness,
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let actions: &[&str] =
        if restarts_all(strictness) { &[RESTART, RESTART_ALL] } else { &[RESTART] };
    if !actions.contains(&rule.action.as_str()) {
        errors.not_supported(&path.child("action"), &rule.action, actions);
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
        errors.push(&path.child("values"), too_many(strictness), detail);
    }
}
