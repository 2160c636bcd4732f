//! `priority-class-missing`: an agent without which its node is of no use, that ranks with any pod.

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::host_access::host_mounts;
use crate::yaml::edit::{Change, Fragment};

/// The rule.
pub(super) struct PriorityClassMissing;

impl Check for PriorityClassMissing {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let class = subject.pod.priority_class_name.as_deref().unwrap_or_default();
        if !class.is_empty() || subject.pod.priority.is_some() || cx.has_default_class() {
            return;
        }
        let mounts = host_mounts(subject);
        let Some((mount, why)) = mounts.iter().find_map(|mount| Some((mount, mount.part()?)))
        else {
            return;
        };
        let name = subject.name();
        let message = format!(
            "`{name}` has no priority class: on a full node it stays Pending, and others go before it"
        );
        let at = Route::pod_spec(subject.pods.path).field("priorityClassName").path();
        let class = "system-node-critical";
        let change = Change::Insert { at, value: Fragment::Text(class.to_owned()) };
        findings.push(
            Finding::new(message, mount.path_route(), why)
                .help(format!(
                    "write in `{}`\npriorityClassName: {class}\nso that the scheduler makes room for \
                     it, and the kubelet evicts it last",
                    subject.pods.path.spec()
                ))
                .unsafe_fix(format!("give it the class `{class}`"), vec![change]),
        );
    }
}
