//! `priority-class-missing`: an agent without which its node is of no use, that ranks with any pod.

use k8s_openapi::api::scheduling::v1::PriorityClass;

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::host_access::{HostMount, host_mounts};
use crate::yaml::edit::{Change, Fragment};

/// Where a node's own parts meet those that others bring: the folder, what comes from there, and
/// whether that is so only for what writes there.
const PARTS: [(&str, &str, bool); 6] = [
    ("/var/lib/kubelet/plugins_registry", "registers a driver with the kubelet", false),
    ("/var/lib/kubelet/device-plugins", "registers devices with the kubelet", false),
    ("/var/lib/kubelet/plugins", "has the socket of a storage driver", false),
    ("/var/lib/kubelet/csi-plugins", "has the socket of a storage driver", false),
    ("/etc/cni/net.d", "sets up the node's network", true),
    ("/opt/cni/bin", "sets up the node's network", true),
];

/// The rule.
pub(super) struct PriorityClassMissing;

impl Check for PriorityClassMissing {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let class = subject.pod.priority_class_name.as_deref().unwrap_or_default();
        if !class.is_empty() || subject.pod.priority.is_some() || is_given(cx) {
            return;
        }
        let mounts = host_mounts(subject);
        let Some((mount, why)) = mounts.iter().find_map(|mount| Some((mount, part(mount)?))) else {
            return;
        };
        let name = subject.name();
        let message = format!(
            "`{name}` has no priority class: on a full node it stays Pending, and others go before it"
        );
        let at = Route::pod_spec(subject.pods.path).field("priorityClassName").path;
        let class = "system-node-critical";
        let change = Change::Insert { at, value: Fragment::Text(class.to_owned()) };
        findings.push(
            Finding::new(message, mount.volume.clone().field("hostPath").field("path"), why)
                .help(format!(
                    "write in `{}`\npriorityClassName: {class}\nso that the scheduler makes room for \
                     it, and the kubelet evicts it last",
                    subject.pods.path.spec()
                ))
                .unsafe_fix(format!("give it the class `{class}`"), vec![change]),
        );
    }
}

/// Whether a class of the manifests is given to pods that name none.
fn is_given(cx: &Context<'_>) -> bool {
    cx.workspace.typed::<PriorityClass>().any(|(_, class)| class.global_default == Some(true))
}

/// What a mount makes a container do for its node.
fn part(mount: &HostMount<'_>) -> Option<&'static str> {
    let path = mount.path();
    let is = |folder: &str| {
        // The socket of one driver lies in a folder of its own.
        path == folder
            || folder.ends_with("plugins")
                && path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    };
    let known = PARTS.iter().find(|(folder, _, _)| is(folder));
    known.filter(|(_, _, writes)| !writes || mount.is_writable()).map(|(_, why, _)| *why)
}
