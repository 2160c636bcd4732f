//! `device-plugin-without-toleration`: what serves special nodes and tolerates none of their taints.

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings};
use crate::rules::host_access::host_mounts;

/// Where the kubelet is told of devices and of storage drivers.
const REGISTRIES: [(&str, &str); 2] = [
    ("/var/lib/kubelet/device-plugins", "registers devices with the kubelet"),
    ("/var/lib/kubelet/plugins_registry", "registers a driver with the kubelet"),
];

/// The rule.
pub(super) struct DevicePluginWithoutToleration;

impl Check for DevicePluginWithoutToleration {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let pod = subject.pod;
        let tolerates = pod.tolerations.as_ref().is_some_and(|list| !list.is_empty());
        // The taints of nodes that are known are told one by one; a RuntimeClass may bring its own.
        if cx.fleet.is_some() || tolerates || pod.runtime_class_name.is_some() {
            return;
        }
        let mounts = host_mounts(subject);
        let found = mounts.iter().find_map(|mount| {
            let path = mount.path();
            let (_, why) = REGISTRIES.iter().find(|(folder, _)| path == *folder)?;
            Some((mount, *why))
        });
        let Some((mount, why)) = found else { return };
        let message =
            format!("`{}` tolerates no taint: tainted nodes go without it", subject.name());
        let route = mount.path_route();
        findings.push(Finding::new(message, route, why).help(
            "name the taints of the nodes that it is for\n\
             tolerations:\n  \
             - key: example.com/pool\n    \
             operator: Exists",
        ));
    }
}
