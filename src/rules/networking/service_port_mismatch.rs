//! `service-port-mismatch`: a Service that sends to a port which its pods don't have.

use k8s_openapi::api::core::v1::{Container, ContainerPort, PodSpec, ServicePort};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::front::{Front, is_told, protocol};
use crate::kubernetes::containers::{ContainerList, containers, is_sidecar};
use crate::manifest::{Manifest, Workload};
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Finding, Findings, Route};
use crate::words::list::short;
use crate::words::near::nearest;

/// The rule.
pub(super) struct ServicePortMismatch;

impl Check for ServicePortMismatch {
    fn manifest(&self, cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let Some(front) = Front::of(cx, manifest) else { return };
        let Some(of) = front.daemon_sets().next() else { return };
        for (place, port) in front.spec.ports.iter().flatten().enumerate() {
            let route = Route::spec().field("ports").index(place);
            let finding = match &port.target_port {
                Some(IntOrString::String(name)) => by_name(&front, of, port, name),
                Some(IntOrString::Int(number)) => by_number(&front, of, port, *number),
                None => by_number(&front, of, port, port.port),
            };
            let place = match port.target_port {
                Some(_) => route.field("targetPort"),
                None => route.field("port"),
            };
            if let Some(finding) = finding {
                findings.push(finding.at(of, manifest, place));
            }
        }
    }
}

/// What is wrong with a port, and what to write.
struct Wrong {
    message: String,
    label: String,
    help: String,
    /// The name that was meant.
    meant: Option<String>,
}

impl Wrong {
    fn at(self, of: &Workload<'_>, service: &Manifest, route: Route) -> Finding {
        let (service, name) = (&service.object_ref().name, &of.manifest.object_ref().name);
        let message = format!("Service `{service}` {}", self.message);
        let mut finding = Finding::new(message, route.clone(), self.label).help(self.help);
        if let Some(meant) = self.meant {
            let title = format!("send to `{meant}`");
            finding = finding.unsafe_fix(title, vec![route.written_as(meant)]);
        }
        let text = format!("the ports of DaemonSet `{name}`");
        finding.related_in(of.manifest, &ports_route(of), text)
    }
}

/// The ports that a pod can be reached at by name: those of containers and sidecars.
fn ports(pod: &PodSpec) -> impl Iterator<Item = &ContainerPort> {
    let sidecars = ContainerList::Init.of(pod).iter().filter(|init| is_sidecar(init));
    pod.containers.iter().chain(sidecars).flat_map(|container| container.ports.iter().flatten())
}

/// The first list of ports, or where there is none the containers.
fn ports_route(of: &Workload<'_>) -> Route {
    let list = Route::pod_spec(of.pods.path).field("containers");
    let mut all = of.pods.spec.iter().flat_map(|pod| &pod.containers);
    match all.position(|container| container.ports.as_ref().is_some_and(|list| !list.is_empty())) {
        Some(place) => list.index(place).field("ports").key(),
        None => list.key(),
    }
}

fn protocol_of(port: &ContainerPort) -> &str {
    port.protocol.as_deref().filter(|protocol| !protocol.is_empty()).unwrap_or("TCP")
}

/// Mirrors `FindPort` of `pkg/api/v1/pod`: the name and the protocol must be the same.
fn by_name(front: &Front<'_>, of: &Workload<'_>, port: &ServicePort, name: &str) -> Option<Wrong> {
    // A number in quotes is refused by validation.
    if name.is_empty() || name.parse::<i64>().is_ok() {
        return None;
    }
    let all = || front.behind.iter().filter_map(|workload| workload.pods.spec).flat_map(ports);
    let named = |port: &&ContainerPort| port.name.as_deref() == Some(name);
    if all().filter(named).any(|there| protocol_of(there) == protocol(port)) {
        return None;
    }
    let behind = &of.manifest.object_ref().name;
    if let Some(other) = all().find(named) {
        let (own, there) = (protocol(port), protocol_of(other));
        return Some(Wrong {
            message: format!(
                "sends {own} to `{name}`, which is a port for {there} in DaemonSet `{behind}`: it \
                 has no endpoints for it"
            ),
            label: format!("no container has a port of this name for {own}"),
            help: format!("write `protocol: {there}` here, or declare the port for {own} as well"),
            meant: None,
        });
    }
    let mut known: Vec<&str> = Vec::new();
    for name in all().filter_map(|port| port.name.as_deref()) {
        // Many pods of one workload have the same.
        if !known.contains(&name) {
            known.push(name);
        }
    }
    let meant = nearest(name, known.iter().copied());
    let help = match (meant, known.is_empty()) {
        (Some(meant), _) => format!("did you mean `{meant}`?"),
        (None, false) => format!("write one of its ports ({}), or the number", short(&known)),
        (None, true) => {
            format!("name the container's port\nports:\n  - name: {name}\n    containerPort: …")
        }
    };
    Some(Wrong {
        message: format!(
            "sends to port `{name}`, which no container of DaemonSet `{behind}` has: connections go \
             nowhere"
        ),
        label: "no container port is called so".to_owned(),
        help,
        meant: meant.map(str::to_owned),
    })
}

/// A number need not be declared; it is likely wrong where all containers declare theirs, and
/// nothing else in the pods names it.
fn by_number(
    front: &Front<'_>,
    of: &Workload<'_>,
    port: &ServicePort,
    number: i32,
) -> Option<Wrong> {
    if front.is_headless() {
        return None;
    }
    let pods = || front.behind.iter().filter_map(|workload| workload.pods.spec);
    let undeclared = |container: &Container| container.ports.as_ref().is_none_or(Vec::is_empty);
    if pods().any(|pod| pod.containers.iter().any(undeclared)) {
        return None;
    }
    let is_it = |there: &ContainerPort| there.container_port == number;
    if pods().flat_map(ports).any(is_it) || pods().any(|pod| names(pod, number)) {
        return None;
    }
    let behind = &of.manifest.object_ref().name;
    let mut declared: Vec<String> = of
        .pods
        .spec
        .into_iter()
        .flat_map(ports)
        .filter(|there| protocol_of(there) == protocol(port))
        .map(|there| there.container_port.to_string())
        .collect();
    declared.dedup();
    let [first, ..] = declared.as_slice() else { return None };
    let help = match declared.len() {
        1 => format!(
            "write `targetPort: {first}`, or declare {number} if the container listens there"
        ),
        _ => format!(
            "write `targetPort` with one of its ports ({}), or declare {number} if a container \
             listens there",
            short(&declared)
        ),
    };
    Some(Wrong {
        message: format!(
            "sends to port {number}, which no container of DaemonSet `{behind}` declares: where \
             nothing listens there, connections are refused"
        ),
        label: match port.target_port {
            Some(_) => "no container port has this number".to_owned(),
            None => "without `targetPort` this is the pods' port too".to_owned(),
        },
        help,
        meant: None,
    })
}

/// Whether a pod's containers are told of a number, or probed at it.
fn names(pod: &PodSpec, number: i32) -> bool {
    is_told(pod, number)
        || containers(pod).any(|container| {
            let probes = [&container.liveness_probe, &container.readiness_probe];
            probes.into_iter().flatten().any(|probe| {
                let http = probe.http_get.as_ref().map(|handler| &handler.port);
                let tcp = probe.tcp_socket.as_ref().map(|handler| &handler.port);
                let grpc = probe.grpc.as_ref().map(|handler| handler.port);
                http.or(tcp) == Some(&IntOrString::Int(number)) || grpc == Some(number)
            })
        })
}
