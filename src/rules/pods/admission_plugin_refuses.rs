//! `admission-plugin-refuses`: another plugin of the API server refuses the pods for what the
//! namespace, the class or the account demands.

use super::refused::{Refused, SEEN, chance};
use crate::kubernetes::pod_admission::{Plugin, Refusal, Unordered};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::manifest_of::manifest_of;

/// The rule.
pub(super) struct AdmissionPluginRefuses;

impl Check for AdmissionPluginRefuses {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        chance(cx, subject, (Unordered::MutatingPolicies, "MutatingAdmissionPolicy"), findings);
        let Some(refused) = Refused::of(cx, subject) else { return };
        if refused.refusal.plugin == Plugin::NamespaceLifecycle {
            findings.push(in_terminating_namespace(cx, subject, &refused));
            return;
        }
        let plugin = refused.refusal.plugin;
        let annotations = || Route::metadata().field("annotations").key();
        let (route, help) = match plugin {
            Plugin::PodNodeSelector => {
                (annotations(), "select what the Namespace's annotation does, or change it there")
            }
            Plugin::PodTolerationRestriction => (
                annotations(),
                "tolerate what the Namespace's tolerationsWhitelist has alone, or add to it there",
            ),
            Plugin::RuntimeClass => {
                (Route::root(), "leave out what the RuntimeClass sets, or write the same")
            }
            Plugin::ServiceAccount => {
                (Route::root(), "name the secret in the ServiceAccount, or use another account")
            }
            Plugin::LimitPodHardAntiAffinityTopology => {
                (Route::root(), "keep apart by kubernetes.io/hostname alone")
            }
            Plugin::MutatingAdmissionPolicy => (
                Route::root(),
                "mend the policy, or keep these pods out of it by its matchConditions",
            ),
            Plugin::MutatingAdmissionWebhook | Plugin::ValidatingAdmissionWebhook => (
                Route::root(),
                "run the webhook's Service, or keep these pods out of it by its selectors",
            ),
            _ => return,
        };
        // A name that no object has is `unknown-reference`'s.
        let names = |field: &str| {
            let path = refused.refusal.field().map(ToString::to_string);
            refused.refusal.object.is_none() && path.is_some_and(|path| path.ends_with(field))
        };
        if names("runtimeClassName") || names("serviceAccountName") {
            return;
        }
        for reason in &refused.refusal.reasons {
            let message = format!("the plugin {plugin} refuses the pods: {}", reason.said);
            findings.push(refused.finding(reason, message, &route).help(format!("{help}: {SEEN}")));
        }
    }
}

/// A namespace that is being deleted takes no new object: of a DaemonSet that is there no pod comes, and a
/// new one isn't even accepted.
fn in_terminating_namespace(
    cx: &Context<'_>,
    subject: &Subject<'_>,
    refused: &Refused<'_, '_>,
) -> Finding {
    let is_this = |refusal: &Refusal| refusal.plugin == Plugin::NamespaceLifecycle;
    let object = cx.as_object(subject);
    let is_new = object.and_then(|object| object.refused.as_ref()).is_some_and(is_this);
    let may_be_new = object.and_then(|object| object.if_new.as_ref()).is_some_and(is_this);
    let (what, label) = match (is_new, may_be_new) {
        (true, _) => ("the DaemonSet", "is being deleted"),
        (false, true) => ("the pods, and the DaemonSet if it is new", "is being deleted"),
        (false, false) => ("the pods", "is being deleted, and the DaemonSet with it"),
    };
    let said = refused.refusal.message();
    let message = format!("the plugin NamespaceLifecycle refuses {what}: {said}");
    let finding = Finding::new(message, Route::metadata().field("namespace"), label);
    let object = refused.refusal.object.as_ref();
    let finding = match object.and_then(|object| manifest_of(cx, object)) {
        Some(namespace) => {
            finding.related_in(namespace, &Route::metadata().field("name"), "here it is")
        }
        None => finding,
    };
    finding.help("wait until the namespace is gone and create it anew, or use another")
}
