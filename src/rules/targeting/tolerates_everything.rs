//! `tolerates-everything`: pods without business on every node that tolerate every taint.

use crate::kubernetes::containers::containers;
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE};
use k8s_openapi::api::core::v1::Container;

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings};

use super::words::toleration_route;

/// The rule.
pub(super) struct ToleratesEverything;

impl Check for ToleratesEverything {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let tolerations = subject.pod.tolerations.iter().flatten();
        let empty = |field: &Option<String>| field.as_deref().unwrap_or_default().is_empty();
        let keyless: Vec<(usize, &str)> = tolerations
            .enumerate()
            .filter(|(_, one)| empty(&one.key) && one.operator.as_deref() == Some("Exists"))
            .map(|(place, one)| (place, one.effect.as_deref().unwrap_or_default()))
            .collect();
        let of = |effect: &str| keyless.iter().find(|(_, own)| *own == effect).copied();
        // One for each effect that keeps pods off comes to the same.
        let wide = of("").or_else(|| of(NO_SCHEDULE).filter(|_| of(NO_EXECUTE).is_some()));
        let Some((place, _)) = wide.filter(|_| !serves_the_node(subject)) else { return };
        findings.push(
            Finding::new(
                "these pods tolerate every taint, and nothing in them belongs to the node",
                toleration_route(subject.pods.path, place).field("operator"),
                "of any key and value",
            )
            .help(
                "name the taints of the nodes that are meant:\n\
                 - key: node-role.kubernetes.io/control-plane\n  \
                 operator: Exists\n  \
                 effect: NoSchedule",
            ),
        );
    }
}

/// Whether the pods have to do with the node itself: they reach into it, or are part of the
/// cluster's own machinery.
fn serves_the_node(subject: &WorkloadSubject<'_>) -> bool {
    let pod = subject.pod;
    let namespace = subject.manifest.namespace();
    let is_set = |flag: Option<bool>| flag == Some(true);
    let system = namespace.ends_with("-system") || namespace.starts_with("openshift-");
    let critical =
        pod.priority_class_name.as_deref().is_some_and(|class| class.starts_with("system-"));
    let host = is_set(pod.host_network) || is_set(pod.host_pid) || is_set(pod.host_ipc);
    let path = pod.volumes.iter().flatten().any(|volume| volume.host_path.is_some());
    system || critical || host || path || containers(pod).any(reaches_out)
}

/// Whether a container has a port of its node, a device, or rights over it.
fn reaches_out(container: &Container) -> bool {
    let context = container.security_context.as_ref();
    let privileged = context.is_some_and(|context| {
        context.privileged == Some(true)
            || context.capabilities.as_ref().is_some_and(|capabilities| {
                capabilities.add.as_ref().is_some_and(|add| !add.is_empty())
            })
    });
    let port = container.ports.iter().flatten().any(|port| port.host_port.is_some());
    let device = container
        .resources
        .iter()
        .flat_map(|resources| [resources.limits.as_ref(), resources.requests.as_ref()])
        .flatten()
        .any(|list| list.keys().any(|name| name.contains('/')));
    privileged || port || device
}
