//! `surge-host-port`: a new pod that can't run beside the old one.

use super::rolling::{figure_route, strategy};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::node_port::node_ports;
use crate::words::list::{SHOWN, short};

/// The rule.
pub(super) struct SurgeHostPort;

impl Check for SurgeHostPort {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if !strategy(subject).allows_surge() {
            return;
        }
        let wanted = node_ports(subject);
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
