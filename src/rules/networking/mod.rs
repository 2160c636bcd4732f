//! Ports, names and what answers on them.

mod duplicate_list_key;
mod host_network_dns_policy;
mod probe_port_undeclared;

use crate::rules::rule::{Rule, rule};

/// The rules of this category, in the order in which they run and are listed.
#[rustfmt::skip]
pub(super) static RULES: &[Rule] = &[
    rule!("networking/probe-port-undeclared", probe_port_undeclared::ProbePortUndeclared),
    rule!("networking/host-network-dns-policy", host_network_dns_policy::HostNetworkDnsPolicy),
    rule!("networking/duplicate-list-key", duplicate_list_key::DuplicateListKey),
];
