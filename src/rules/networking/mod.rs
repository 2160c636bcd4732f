//! Ports, names and what answers on them.

mod probe_port_undeclared;

use crate::rules::rule::{Rule, rule};

/// The rules of this category, in the order in which they run and are listed.
#[rustfmt::skip]
pub(super) static RULES: &[Rule] = &[
    rule!("networking/probe-port-undeclared", probe_port_undeclared::ProbePortUndeclared),
];
