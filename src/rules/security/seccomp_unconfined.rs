//! `seccomp-unconfined`: containers that may call all of the kernel.

use k8s_openapi::api::core::v1::SeccompProfile;

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct SeccompUnconfined;

impl Check for SeccompUnconfined {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let pod = subject.pod;
        if pod.os.as_ref().is_some_and(|os| os.name == "windows") {
            return;
        }
        let of_pod = pod.security_context.as_ref().and_then(|own| own.seccomp_profile.as_ref());
        for (route, container) in subject.all_containers() {
            let own = container.security_context.as_ref();
            let profile = own.and_then(|own| own.seccomp_profile.as_ref());
            // No profile holds for a privileged one.
            let privileged = own.and_then(|own| own.privileged) == Some(true);
            let counts: Option<&SeccompProfile> = profile.or(of_pod);
            if privileged || counts.is_some_and(|profile| profile.type_ != "Unconfined") {
                continue;
            }
            let name = &container.name;
            let (message, label) = match counts {
                Some(_) => (
                    format!("`{name}` runs without a seccomp profile: `Unconfined`"),
                    "all calls are let through",
                ),
                None => (
                    format!("`{name}` names no seccomp profile: most nodes then use none"),
                    "none is named",
                ),
            };
            let place = match (profile, counts) {
                (Some(_), _) => {
                    route.field("securityContext").field("seccompProfile").field("type")
                }
                (None, Some(_)) => Route::pod_spec(subject.pods.path)
                    .field("securityContext")
                    .field("seccompProfile")
                    .field("type"),
                (None, None) => route.field("name"),
            };
            findings.push(Finding::new(message, place, label).help(
                "write in the pods' `securityContext`\nseccompProfile: {type: RuntimeDefault}",
            ));
        }
    }
}
