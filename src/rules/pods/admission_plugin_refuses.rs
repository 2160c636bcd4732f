//! `admission-plugin-refuses`: another plugin of the API server refuses the pods for what the
//! namespace, the class or the account demands.

use super::refused::{Refused, SEEN};
use crate::kubernetes::pod_admission::Plugin;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Findings, Route};

/// The rule.
pub(super) struct AdmissionPluginRefuses;

impl Check for AdmissionPluginRefuses {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(refused) = Refused::of(cx, subject) else { return };
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
