//! `surge-host-port`: a new pod that can't run beside the old one.

use k8s_openapi::api::core::v1::{Container, ContainerPort, PodSpec};

use super::rolling::{figure_route, strategy};
use crate::diagnostic::Severity;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::meta::{Category, Meta, text};
use crate::rules::rule::Rule;
use crate::rules::wording::{SHOWN, listed};

/// The rule.
pub struct SurgeHostPort;

impl Rule for SurgeHostPort {
    fn meta(&self) -> &'static Meta {
        const META: Meta = Meta::new(
            "surge-host-port",
            Category::UpdateStrategy,
            Severity::Error,
            text!("update-strategy/surge-host-port"),
        );
        &META
    }

    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if !strategy(subject).allows_surge() {
            return;
        }
        let wanted = wanted_ports(subject.pod);
        if wanted.is_empty() {
            return;
        }
        let mut numbers: Vec<String> =
            wanted.iter().map(|port| format!("`{}`", port.number)).collect();
        numbers.dedup();
        let port = if numbers.len() == 1 { "host port" } else { "host ports" };
        let message = format!(
            "the surge never succeeds: the new pod needs {port} {} while the old one holds it",
            listed(&numbers)
        );
        let text = "starts each new pod on its node beside the old one";
        let mut finding = Finding::new(message, figure_route("maxSurge"), text);
        for port in wanted.iter().take(SHOWN) {
            let text = format!("port {} of the node can't be taken twice", port.number);
            finding = finding.related(port.route.clone(), text);
        }
        if subject.host_network() && wanted.iter().any(|port| port.by_host_network) {
            let text = "makes every container port a port of the node";
            finding = finding.related(Route::pod_spec().field("hostNetwork"), text);
        }
        findings.push(finding.help(
            "the new pods stay Pending, and the update stops at `maxSurge` nodes until their old pods \
             are deleted by hand; write\n    rollingUpdate:\n      maxUnavailable: 1\nand leave \
             `maxSurge` out, or do without the port on the node",
        ));
    }
}

/// A port of the node that a pod wants.
struct Wanted {
    number: i32,
    route: Route,
    by_host_network: bool,
}

/// The ports of the node that the scheduler keeps free for a pod: those of containers that go on
/// running, sidecars among them (`GetHostPorts`); in the node's network each port of a container.
fn wanted_ports(pod: &PodSpec) -> Vec<Wanted> {
    let host_network = pod.host_network == Some(true);
    let lasts = |container: &Container| container.restart_policy.as_deref() == Some("Always");
    let containers = pod.containers.iter().enumerate().map(|(at, c)| ("containers", at, c));
    let sidecars = pod.init_containers.iter().flatten().enumerate();
    let sidecars = sidecars.filter(|(_, c)| lasts(c)).map(|(at, c)| ("initContainers", at, c));
    let mut wanted = Vec::new();
    for (list, at, container) in containers.chain(sidecars) {
        for (place, port) in container.ports.iter().flatten().enumerate() {
            let route = Route::pod_spec().field(list).index(at).field("ports").index(place);
            wanted.extend(wanted_port(port, host_network, route));
        }
    }
    wanted
}

fn wanted_port(port: &ContainerPort, host_network: bool, route: Route) -> Option<Wanted> {
    match port.host_port.filter(|port| *port > 0) {
        Some(number) => {
            Some(Wanted { number, route: route.field("hostPort"), by_host_network: false })
        }
        None if host_network && port.container_port > 0 => Some(Wanted {
            number: port.container_port,
            route: route.field("containerPort"),
            by_host_network: true,
        }),
        None => None,
    }
}
