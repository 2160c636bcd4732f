//! `host-namespaces`: pods that share what the node keeps apart.

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// The rule.
pub(super) struct HostNamespaces;

impl Check for HostNamespaces {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let pod = subject.pod;
        let all = [
            (
                "hostPID",
                pod.host_pid,
                "see all processes of the node, with their environment and files",
            ),
            ("hostIPC", pod.host_ipc, "share memory and semaphores with the node's programs"),
            (
                "hostNetwork",
                pod.host_network,
                "have the node's addresses, past every NetworkPolicy",
            ),
        ];
        for (field, on, what) in all {
            if on == Some(true) {
                let message = format!("with `{field}` the pods {what}");
                let route = Route::pod_spec(subject.pods.path).field(field);
                findings.push(
                    Finding::new(message, route, "shares it with the node")
                        .help("leave it out, unless the agent's work is there"),
                );
            }
        }
    }
}
