//! `probe-port-undeclared`: a probe of a port by a name that the container doesn't have.

use k8s_openapi::api::core::v1::{Container, Probe};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::words::near::nearest;

/// The rule.
pub(super) struct ProbePortUndeclared;

impl Check for ProbePortUndeclared {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        for (route, container) in subject.all_containers() {
            for (field, probe, so) in probes(container) {
                let probe = probe.map(|probe| finding(container, probe, route.clone(), field, so));
                findings.0.extend(probe.flatten());
            }
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
