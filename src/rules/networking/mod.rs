//! Ports, names and what answers on them.

pub mod probe_port_undeclared;
