//! Ports, names and what answers on them.

mod duplicate_list_key;
mod front;
mod host_network_dns_policy;
mod host_port_in_node_port_range;
mod host_port_reserved;
mod port_protocol_lost;
mod probe_port_undeclared;
mod service_not_local;
mod service_port_mismatch;
mod service_selects_nobody;

use crate::rules::rule::{Rule, rule};

/// The rules of this category, in the order in which they run and are listed.
#[rustfmt::skip]
pub(super) static RULES: &[Rule] = &[
    rule!("networking/probe-port-undeclared", probe_port_undeclared::ProbePortUndeclared),
    rule!("networking/host-network-dns-policy", host_network_dns_policy::HostNetworkDnsPolicy),
    rule!("networking/duplicate-list-key", duplicate_list_key::DuplicateListKey),
    rule!("networking/port-protocol-lost", port_protocol_lost::PortProtocolLost),
    rule!("networking/host-port-reserved", host_port_reserved::HostPortReserved),
    rule!("networking/host-port-in-node-port-range", host_port_in_node_port_range::HostPortInNodePortRange),
    rule!("networking/service-port-mismatch", service_port_mismatch::ServicePortMismatch),
    rule!("networking/service-selects-nobody", service_selects_nobody::ServiceSelectsNobody),
    rule!("networking/service-not-local", service_not_local::ServiceNotLocal),
];
