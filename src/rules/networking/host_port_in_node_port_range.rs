//! `host-port-in-node-port-range`: a port of the node that a Service may get.

use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings};
use crate::rules::node_port::node_ports;

/// Its id.
const ID: &str = "host-port-in-node-port-range";

/// The rule.
pub(super) struct HostPortInNodePortRange;

impl Check for HostPortInNodePortRange {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        // What the API server gives to Services: its `--service-node-port-range`.
        let params = cx.params(subject.manifest);
        let (from, to) = (params.number(ID, "from"), params.number(ID, "to"));
        let is_given = |number: i32| (from..=to).contains(&i64::from(number));
        let in_range = node_ports(subject).into_iter().filter(|port| is_given(port.number));
        for port in in_range {
            // No Service answers on the node's own address for itself.
            if port.address.as_deref().is_some_and(|address| address.starts_with("127.")) {
                continue;
            }
            let message = format!(
                "port {} of the node lies among those that Services of type NodePort get",
                port.number
            );
            let label = match port.by_host_network {
                true => "in the node's network this is a port of the node".to_owned(),
                false => format!("{from} to {to} are given to Services"),
            };
            findings.push(Finding::new(message, port.route, label).help(format!(
                "whichever Service gets this number takes the traffic away from the pods, on every \
                 node: take a port below {from}",
            )));
        }
    }
}
