//! `admission-policy`: what the policies of a cluster would refuse.

use super::check::Check;
use super::context::{Context, Subject};
use super::finding::{Finding, Findings, Route};
use super::policies::{Answer, Asked, ask_of_pods};
use crate::diagnostic::Severity;
use crate::manifest::{Manifest, PodPath};

/// The rule.
pub(super) struct AdmissionPolicy;

impl Check for AdmissionPolicy {
    fn manifest(&self, cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let policies = cx.policies();
        if policies.is_empty() {
            return;
        }
        let old = cx.against.and_then(|old| old.replaced_by(manifest));
        let Some(object) = manifest.as_admitted(old) else { return };
        let old = old.and_then(|old| old.as_admitted(None));
        let (workspace, namespace) = (cx.workspace, manifest.namespace());
        let asked = Asked { workspace, namespace, object: &object, old: old.as_ref() };
        for answer in policies.ask(&asked) {
            findings.push(finding(&answer, Route::root(), "it"));
        }
    }

    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let (policies, context) = (cx.policies(), cx.admission_context());
        for answer in ask_of_pods(policies, cx.workspace, context, subject.manifest) {
            let template = Route::pod_spec(PodPath::TEMPLATE);
            findings.push(finding(&answer, template, "its pods"));
        }
    }
}

/// What a policy says of an object, or of its pods.
fn finding(answer: &Answer<'_>, route: Route, what: &str) -> Finding {
    let name = answer.policy.name();
    let one = what == "it";
    let (severity, message) = match answer {
        Answer { unknown: true, message, .. } => {
            let passes = if one { "passes" } else { "pass" };
            (
                Severity::Info,
                format!("it isn't known whether {what} {passes} policy `{name}`: {message}"),
            )
        }
        Answer { denies: false, message, .. } => (
            Severity::Info,
            format!("policy `{name}` can't be evaluated and lets {what} pass: {message}"),
        ),
        Answer { failed: true, message, severity, .. } => {
            let verb = if one { "is" } else { "are" };
            (
                *severity,
                format!(
                    "{what} {verb} refused, since policy `{name}` can't be evaluated: {message}"
                ),
            )
        }
        Answer { message, severity, .. } => {
            (*severity, format!("policy `{name}` refuses {what}: {message}"))
        }
    };
    let seen = if answer.unknown { "asked of this" } else { "refused" };
    let finding = Finding::new(message, route, seen).severity(severity);
    let expression = answer.policy.route(answer.validation);
    let finding = finding.related_in(answer.policy.manifest, &expression, "what is asked");
    match answer.policy.expression(answer.validation) {
        Some(expression) if !answer.unknown => {
            finding.help(format!("what must hold: {expression}"))
        }
        _ => finding,
    }
}
