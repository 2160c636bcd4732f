//! `probe-port-undeclared`: a probe of a port by a name that the container doesn't have, or of a number
//! that nothing in the pod speaks of.

use k8s_openapi::api::core::v1::{ConfigMap, Container, Probe};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::front::{holds, is_told};
use crate::diagnostic::Severity;
use crate::kubernetes::containers::containers;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::words::list::short;
use crate::words::near::nearest;

/// The rule.
pub(super) struct ProbePortUndeclared;

impl Check for ProbePortUndeclared {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        for (route, container) in subject.all_containers() {
            for (field, probe, so) in probes(container) {
                let probe = probe.map(|probe| finding(container, probe, route.clone(), field, so));
                findings.0.extend(probe.flatten());
            }
            findings.0.extend(by_number(cx, subject, container, &route));
        }
    }
}

/// The probes of a container, with what follows where their port can't be resolved: the kubelet
/// throws the result away, so that each stays as it began (`worker.doProbe`).
fn probes(container: &Container) -> [(&'static str, Option<&Probe>, &'static str); 3] {
    [
        ("startupProbe", container.startup_probe.as_ref(), "the pods never become ready"),
        ("readinessProbe", container.readiness_probe.as_ref(), "the pods never become ready"),
        ("livenessProbe", container.liveness_probe.as_ref(), "the probe never finds anything"),
    ]
}

/// The port that a probe asks, with the field of its handler. Another host's port is not the pod's.
fn port(probe: &Probe) -> Option<(&'static str, &IntOrString)> {
    let http = probe.http_get.as_ref().filter(|handler| handler.host.is_none());
    let tcp = probe.tcp_socket.as_ref().filter(|handler| handler.host.is_none());
    let http = http.map(|handler| ("httpGet", &handler.port));
    http.or(tcp.map(|handler| ("tcpSocket", &handler.port)))
}

/// Probes of numbers that the pod's ports lack, though each container declares some, and that neither a
/// command, an argument or a variable names nor a ConfigMap beside. Programs do listen on ports that
/// nobody writes down.
fn by_number(
    cx: &Context<'_>,
    subject: &WorkloadSubject<'_>,
    container: &Container,
    route: &Route,
) -> Option<Finding> {
    let pod = subject.pod;
    let declares = |one: &Container| one.ports.as_ref().is_some_and(|ports| !ports.is_empty());
    if !pod.containers.iter().all(declares) || !declares(container) {
        return None;
    }
    let is_configured = |number: i32| {
        let maps = cx.workspace.in_namespace::<ConfigMap>(subject.manifest.namespace());
        let texts = maps.flat_map(|(_, map)| map.data.iter().flatten());
        texts.into_iter().any(|(_, text)| holds(text, number))
    };
    let is_known = |number: i32| {
        let ports = containers(pod).flat_map(|one| one.ports.iter().flatten());
        ports.into_iter().any(|port| port.container_port == number)
            || is_told(pod, number)
            || is_configured(number)
    };
    let asked = probes(container).into_iter().filter_map(|(field, probe, _)| {
        let (handler, port) = port(probe?)?;
        let IntOrString::Int(number) = port else { return None };
        (!is_known(*number))
            .then(|| (*number, route.clone().field(field).field(handler).field("port")))
    });
    let asked: Vec<(i32, Route)> = asked.collect();
    let ((number, first), rest) = asked.split_first()?;
    let declared: Vec<String> =
        container.ports.iter().flatten().map(|port| port.container_port.to_string()).collect();
    let message = format!("nothing in the pod says that `{}` listens on {number}", container.name);
    let finding = Finding::new(message, first.clone(), "no port has this number")
        .severity(Severity::Info)
        .help(format!(
            "declare it where the program listens there, else write the port that is meant ({})",
            short(&declared)
        ));
    Some(
        rest.iter()
            .fold(finding, |finding, (_, place)| finding.related(place.clone(), "nor this one")),
    )
}

fn finding(
    container: &Container,
    probe: &Probe,
    route: Route,
    field: &'static str,
    so: &str,
) -> Option<Finding> {
    let http = probe.http_get.as_ref().map(|handler| ("httpGet", &handler.port));
    let tcp = probe.tcp_socket.as_ref().map(|handler| ("tcpSocket", &handler.port));
    let (handler, IntOrString::String(name)) = http.or(tcp)? else { return None };
    let declared: Vec<&str> =
        container.ports.iter().flatten().filter_map(|port| port.name.as_deref()).collect();
    // A number in quotes is refused by validation.
    if declared.contains(&name.as_str()) || name.parse::<i64>().is_ok() {
        return None;
    }
    let place = route.field(field).field(handler).field("port");
    let message = format!("no port of `{}` is called `{name}`: {so}", container.name);
    let help = match (nearest(name, declared.iter().copied()), declared.is_empty()) {
        (Some(known), _) => format!("did you mean `{known}`?"),
        (None, false) => {
            format!("write one of its ports ({}), or the number", declared.join(", "))
        }
        (None, true) => format!(
            "write the number, or name the port\nports:\n  - name: {name}\n    containerPort: 8080"
        ),
    };
    Some(Finding::new(message, place, "the kubelet finds no port for this").help(help))
}
