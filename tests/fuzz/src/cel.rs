//! CEL: whatever an expression is, it is refused or comes to an end.

use std::sync::{Arc, LazyLock};

use daemonlint::internals::kubernetes::release::Release;
use daemonlint::internals::manifest::Reading;
use daemonlint::internals::pipeline::Run;
use daemonlint::internals::rules::policy::{CompiledPolicy, Known, Operation, Request};
use daemonlint::internals::rules::{OwnRule, RuleSet, Selection};
use daemonlint::internals::source::SourceFile;
use k8s_openapi::api::admissionregistration::v1::{
    MatchCondition, ValidatingAdmissionPolicy, ValidatingAdmissionPolicySpec, Validation, Variable,
};
use serde_json::Value;

static READING: LazyLock<Reading> =
    LazyLock::new(|| super::check::reading("daemonset.yaml", include_str!("daemonset.yaml")));
static OBJECT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("daemonset.json")).expect("JSON"));

pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    policy(text);
    own_rule(text);
}

/// As a policy of the cluster: lines are variables, the last one is the validation.
fn policy(text: &str) {
    let (variables, expression) = text.rsplit_once("\n\n").unwrap_or_default();
    let expression = if expression.is_empty() { text } else { expression };
    let variable = |(at, line): (usize, &str)| Variable {
        name: format!("v{at}"),
        expression: line.to_owned(),
    };
    let variables = variables.lines().take(8).enumerate().map(variable).collect();
    let condition =
        MatchCondition { name: "only-so".to_owned(), expression: expression.to_owned() };
    let policy = |conditions: Vec<MatchCondition>| ValidatingAdmissionPolicy {
        spec: Some(ValidatingAdmissionPolicySpec {
            match_conditions: Some(conditions),
            variables: Some(Clone::clone(&variables)),
            validations: Some(vec![Validation {
                expression: expression.to_owned(),
                message_expression: Some(expression.to_owned()),
                ..Validation::default()
            }]),
            ..ValidatingAdmissionPolicySpec::default()
        }),
        ..ValidatingAdmissionPolicy::default()
    };
    for conditions in [Vec::new(), vec![condition]] {
        let compiled = CompiledPolicy::compile(&policy(conditions), Release::default());
        for error in compiled.errors() {
            assert!(!error.message.is_empty(), "{text:?}");
            assert!(error.at.is_none_or(|at| at <= text.len()), "{text:?}: {error:?}");
        }
        let _ = compiled.evaluate(&Request {
            operation: Operation::Create,
            object: &OBJECT,
            old_object: None,
            params: Known::Nothing,
            namespace: Known::Nothing,
            user: Some("someone"),
        });
    }
}

/// As a rule of one's own.
fn own_rule(text: &str) {
    let expression = Value::from(text);
    let rule = format!(
        "id: own\ntitle: Own\ncategory: hygiene\nseverity: warning\nwhy: x\nfix: x\n\
         check: {{cel: {expression}, message: x}}\nexamples: []\n"
    );
    let Ok(rule) = OwnRule::read(&Arc::new(SourceFile::new("own.yaml", rule))) else { return };
    let Ok(known) = RuleSet::new([rule.into_rule()]) else { return };
    let rules = Selection::new(&known, &["all"], &[]).expect("all");
    let checked = Run { rules, ..Run::over(&READING) }.check();
    assert!(checked.diagnostics.iter().all(|found| !found.message.is_empty()));
}
