//! `surge-host-port`: a new pod that can't run beside the old one.

use super::rolling::{figure_route, strategy};
use crate::kubernetes::containers::host_ports;
use crate::kubernetes::defaults::default_pod;
use crate::kubernetes::release::Release;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::words::list::{SHOWN, short};

/// The rule.
pub(super) struct SurgeHostPort;

impl Check for SurgeHostPort {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if !strategy(subject).allows_surge() {
            return;
        }
        let wanted = wanted_ports(subject);
        if wanted.is_empty() {
            return;
        }
        let mut numbers: Vec<String> =
            wanted.iter().map(|port| format!("`{}`", port.number)).collect();
        numbers.dedup();
        let port = if numbers.len() == 1 { "host port" } else { "host ports" };
        let message = format!(
            "the surge never succeeds: the new pod needs {port} {} while the old one holds it",
            short(&numbers)
        );
        let text = "starts each new pod on its node beside the old one";
        let mut finding = Finding::new(message, figure_route("maxSurge"), text);
        for port in wanted.iter().take(SHOWN) {
            let text = format!("port {} of the node can't be taken twice", port.number);
            finding = finding.related(port.route.clone(), text);
        }
        if subject.host_network() && wanted.iter().any(|port| port.by_host_network) {
            let text = "makes every container port a port of the node";
            finding =
                finding.related(Route::pod_spec(subject.pods.path).field("hostNetwork"), text);
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

/// The ports of the node that the scheduler keeps free for a pod as it is created: in the node's
/// network, each port of a container is one.
fn wanted_ports(subject: &WorkloadSubject<'_>) -> Vec<Wanted> {
    let (path, pod) = (subject.pods.path, subject.pod);
    let mut created = pod.clone();
    default_pod(&mut created, Release::default());
    let wanted = host_ports(&created).filter_map(|(list, container, place, port)| {
        let written = list.of(pod).get(container)?.ports.as_ref()?.get(place)?;
        let by_host_network = written.host_port.is_none_or(|port| port == 0);
        let field = if by_host_network { "containerPort" } else { "hostPort" };
        let route =
            Route::pod_spec(path).field(list.field()).index(container).field("ports").index(place);
        Some(Wanted { number: port.host_port?, route: route.field(field), by_host_network })
    });
    wanted.collect()
}
