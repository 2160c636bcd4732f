//! `pod-security-violations`: the namespace's Pod Security level refuses the pods.

use super::refused::{Refused, SEEN};
use crate::kubernetes::pod_admission::{Plugin, Standard};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Findings, Route};

const ENFORCE: &str = "pod-security.kubernetes.io/enforce";

/// The rule.
pub(super) struct PodSecurityViolations;

impl Check for PodSecurityViolations {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(refused) = Refused::by(cx, subject, Plugin::PodSecurity) else { return };
        let label = Route::metadata().field("labels").entry(ENFORCE);
        let namespace = subject.manifest.namespace();
        let mut namespaces = cx.workspace.known().map(|(_, namespace)| namespace);
        let named = |object: &k8s_openapi::api::core::v1::Namespace| {
            object.metadata.name.as_deref() == Some(namespace)
        };
        let standard = namespaces.find(|object| named(object)).map(Standard::enforced);
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
