//! `pod-security-violations`: the namespace's Pod Security level refuses the pods.

use k8s_openapi::api::core::v1::{Namespace, Pod};

use super::refused::{Refused, SEEN};
use crate::diagnostic::Severity;
use crate::kubernetes::pod_admission::{Level, Plugin, Standard};
use crate::manifest::Manifest;
use crate::planner::template::of_template;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};

const PREFIX: &str = "pod-security.kubernetes.io/";
const ENFORCE: &str = "pod-security.kubernetes.io/enforce";

/// The rule.
pub(super) struct PodSecurityViolations;

impl Check for PodSecurityViolations {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(refused) = Refused::by(cx, subject, Plugin::PodSecurity) else {
            told(cx, subject, findings);
            return;
        };
        let label = Route::metadata().field("labels").entry(ENFORCE);
        let namespace = subject.manifest.namespace();
        let standard = cx.admission_context().namespace(namespace).map(Standard::enforced);
        let level = standard.map(|standard| standard.to_string()).unwrap_or_default();
        for reason in &refused.refusal.reasons {
            let message = format!(
                "namespace {namespace} enforces {level}, and the pods break it: {}",
                reason.said
            );
            findings.push(refused.finding(reason, message, &label).help(format!(
                "take it out, or give the namespace a level that allows it ({ENFORCE}: \
                 privileged): {SEEN}"
            )));
        }
    }
}

/// The modes in which a level is told and nothing is refused, with what becomes of it.
const TOLD: [(&str, &str); 2] =
    [("warn", "who applies it is warned"), ("audit", "the audit log notes it")];

/// What breaks a level that the namespace warns of: one finding for the first mode that has any.
fn told(cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let namespace = subject.manifest.namespace();
    let named = |object: &Namespace| object.metadata.name.as_deref() == Some(namespace);
    let mut namespaces = cx.workspace.known();
    let found = namespaces.find(|(_, object): &(&Manifest, &Namespace)| named(object));
    let (Some((manifest, object)), Some(daemon_set)) = (found, subject.manifest.daemon_set())
    else {
        return;
    };
    let standards = TOLD.map(|(mode, so)| (mode, so, Standard::told(object, mode)));
    if standards.iter().all(|(.., standard)| standard.level == Level::Privileged) {
        return;
    }
    // As the API server looks at it: the template, and no pod that is made of it.
    let template = &daemon_set.spec.template;
    let pod = Pod {
        metadata: template.metadata.clone().unwrap_or_default(),
        spec: template.spec.clone(),
        ..Pod::default()
    };
    for (mode, so, standard) in standards {
        let reasons = standard.violations(&pod);
        let Some(first) = reasons.first() else { continue };
        let places = || reasons.iter().flat_map(|reason| &reason.fields).map(of_template);
        let mut places = places().map(Route::from);
        let place = places.next().unwrap_or_else(|| Route::pod_spec(subject.pods.path));
        let more = match reasons.len() - 1 {
            0 => String::new(),
            some => format!(", and {some} more"),
        };
        let message = format!(
            "namespace {namespace} has {standard} for `{mode}`, and the pods break it: {}{more}",
            first.said
        );
        let label = Route::metadata().field("labels").entry(format!("{PREFIX}{mode}"));
        let finding = Finding::new(message, place, so).severity(Severity::Info);
        let finding = places.take(4).fold(finding, |finding, at| finding.related(at, "and this"));
        findings.push(
            finding
                .related_in(manifest, &label, "here is the level")
                .help(format!("nothing is refused for it until `{ENFORCE}` has this level")),
        );
        return;
    }
}
