//! `service-account-token`: a token for the API server that nothing seems to use.

use k8s_openapi::api::core::v1::ServiceAccount;

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct ServiceAccountToken;

impl Check for ServiceAccountToken {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let namespace = subject.manifest.namespace();
        let written = subject.pod.service_account_name.as_deref().filter(|name| !name.is_empty());
        let name = written.unwrap_or("default");
        let account = cx.workspace.find::<ServiceAccount>(namespace, name);
        let of_account = account.and_then(|(_, own)| own.automount_service_account_token);
        let mounted = subject.pod.automount_service_account_token.or(of_account).unwrap_or(true);
        // What an account may do is known where the manifests have it, or it is the one that nobody
        // gives anything.
        let is_known = account.is_some() || written.is_none();
        if !mounted || !is_known || cx.bound().has(namespace, name) {
            return;
        }
        let message = format!(
            "the pods get a token of the account `{name}`, to which no binding here gives anything"
        );
        let spec = Route::pod_spec(subject.pods.path);
        let (route, label) = match written {
            Some(_) => (spec.field("serviceAccountName"), "bound to no role"),
            None => (spec.key(), "no account is named"),
        };
        findings.push(Finding::new(message, route, label).help(
            "write `automountServiceAccountToken: false` in the pods' spec, unless they talk to the API \
             server",
        ));
    }
}
