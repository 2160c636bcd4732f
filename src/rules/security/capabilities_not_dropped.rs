//! `capabilities-not-dropped`: containers with the capabilities that the runtime gives to all.

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings};

/// The rule.
pub(super) struct CapabilitiesNotDropped;

impl Check for CapabilitiesNotDropped {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let is_windows = subject.pod.os.as_ref().is_some_and(|os| os.name == "windows");
        for (route, container) in subject.all_containers().filter(|_| !is_windows) {
            let context = container.security_context.as_ref();
            let dropped = context.and_then(|own| own.capabilities.as_ref()?.drop.as_ref());
            let all = dropped
                .is_some_and(|list| list.iter().any(|name| name.eq_ignore_ascii_case("ALL")));
            // A privileged one has them all, whatever is dropped.
            if all || context.and_then(|own| own.privileged) == Some(true) {
                continue;
            }
            let name = &container.name;
            let message = format!("`{name}` keeps the runtime's default capabilities");
            let route = route.field("securityContext").field("capabilities").field("drop");
            findings.push(Finding::new(message, route, "`ALL` is not dropped here").help(
                "write in its `securityContext`\ncapabilities:\n  drop: [ALL]\nand add those that it needs \
                 (`add: [NET_ADMIN]`)",
            ));
        }
    }
}
