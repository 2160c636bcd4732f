//! `privileged-container`: containers that may do all that root may do on the node.

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings};
use crate::rules::host_access::host_mounts;

/// The rule.
pub(super) struct PrivilegedContainer;

impl Check for PrivilegedContainer {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let mounts = host_mounts(subject);
        for (route, container) in subject.all_containers() {
            let context = container.security_context.as_ref();
            if context.and_then(|context| context.privileged) != Some(true) {
                continue;
            }
            let name = &container.name;
            let own = mounts.iter().filter(|mount| mount.container.name == *name);
            let passes_on = container
                .volume_mounts
                .iter()
                .flatten()
                .find(|mount| mount.mount_propagation.as_deref() == Some("Bidirectional"));
            let devices = own.clone().any(|mount| mount.path().starts_with("/dev"));
            let message =
                format!("`{name}` is privileged: it can do on the node whatever root can");
            let help = match passes_on {
                Some(mount) => format!(
                    "it can't do without: mounts that reach the node (`{}`, Bidirectional) are for \
                     privileged containers alone",
                    mount.mount_path
                ),
                None if devices => "without a device plugin the node's devices need it; capabilities don't \
                                    give them"
                    .to_owned(),
                None => "give it the capabilities that it needs in its place (NET_ADMIN for the network, \
                         SYS_PTRACE for processes, BPF and PERFMON for eBPF), with `privileged: false`"
                    .to_owned(),
            };
            let route = route.field("securityContext").field("privileged");
            findings.push(Finding::new(message, route, "no limits").help(help));
        }
    }
}
