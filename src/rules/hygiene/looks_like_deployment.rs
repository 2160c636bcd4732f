//! `looks-like-deployment`: a DaemonSet that nothing ties to its nodes.

use k8s_openapi::api::core::v1::{PodSpec, Service};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::kubernetes::containers::containers;
use crate::kubernetes::label_selector::Selector;
use crate::manifest::Manifest;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::host_access::uses_host;

/// Where a DaemonSet says which nodes it is for.
const NODE_SELECTOR: [&str; 4] = ["spec", "template", "spec", "nodeSelector"];

/// The rule.
pub(super) struct LooksLikeDeployment;

impl Check for LooksLikeDeployment {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        // One that a template has yet to fill in chooses nodes as well.
        let unknown = subject.pod.node_selector.is_none() && subject.manifest.has(&NODE_SELECTOR);
        let placed = is_placed(subject.pod) || unknown;
        if uses_host(subject.pod) || asks_for_its_node(subject.pod) || placed {
            return;
        }
        let Some(service) = front(cx, subject) else { return };
        let name = &service.object_ref().name;
        let message = format!(
            "`{}` uses nothing of its nodes, and clients reach it by Service `{name}`: a Deployment \
             would do",
            subject.name()
        );
        let kind = Route::root().field("kind");
        findings.push(
            Finding::new(message, kind.clone(), "one pod on each node")
                .related_in(service, &kind, "any of the pods answers")
                .help(
                    "a Deployment runs as many pods as the work takes, and scales; if one on each node is \
                     meant, `internalTrafficPolicy: Local` keeps clients on their own",
                ),
        );
    }
}

/// Whether containers are told which node they are on.
fn asks_for_its_node(pod: &PodSpec) -> bool {
    let of_node = |path: &str| matches!(path, "spec.nodeName" | "status.hostIP" | "status.hostIPs");
    containers(pod).any(|container| {
        let mut sources = container.env.iter().flatten().filter_map(|one| one.value_from.as_ref());
        sources
            .any(|source| source.field_ref.as_ref().is_some_and(|field| of_node(&field.field_path)))
    })
}

/// Whether someone chose the nodes: by more than their operating system, or into the control plane.
fn is_placed(pod: &PodSpec) -> bool {
    let chosen =
        |key: &String| !key.ends_with("kubernetes.io/os") && !key.ends_with("kubernetes.io/arch");
    pod.node_selector.iter().flatten().any(|(key, _)| chosen(key))
        || pod.affinity.is_some()
        || pod.tolerations.as_ref().is_some_and(|list| !list.is_empty())
}

/// A Service by which clients reach the pods wherever they are.
fn front<'c>(cx: &'c Context<'_>, subject: &'c Subject<'_>) -> Option<&'c Manifest> {
    let labels = subject.pod_labels()?;
    let namespace = subject.manifest.namespace();
    let own = cx.pickers().of(namespace, labels).into_iter();
    let own = own.filter_map(|manifest| Some((manifest, manifest.typed::<Service>()?)));
    let mut services = own.chain(cx.workspace.around_in_namespace::<Service>(namespace));
    let selects = |service: &Service| {
        let spec = service.spec.as_ref()?;
        let selector = spec.selector.clone().filter(|selector| !selector.is_empty())?;
        let local = [&spec.internal_traffic_policy, &spec.external_traffic_policy];
        let by_node = local.iter().any(|policy| policy.as_deref() == Some("Local"));
        let headless = spec.cluster_ip.as_deref() == Some("None");
        let wanted = LabelSelector { match_labels: Some(selector), ..LabelSelector::default() };
        let matches = Selector::compile(&wanted).is_ok_and(|selector| selector.matches(labels));
        (matches && !by_node && !headless && !only_scraped(spec.ports.iter().flatten()))
            .then_some(())
    };
    services.find(|(_, service)| selects(service).is_some()).map(|(manifest, _)| manifest)
}

/// Whether all ports are for what scrapes each of the pods.
fn only_scraped<'s>(
    ports: impl Iterator<Item = &'s k8s_openapi::api::core::v1::ServicePort>,
) -> bool {
    let mut ports = ports.map(|port| port.name.as_deref().unwrap_or_default()).peekable();
    ports.peek().is_some() && ports.all(|name| name.contains("metric") || name.contains("prom"))
}
