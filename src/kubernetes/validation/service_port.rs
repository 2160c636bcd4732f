//! The ports of a Service. Mirrors `validateServicePort` of `pkg/apis/core/validation`, and the
//! checks of ports in `validateService`.

use super::{checks, text};
use crate::kubernetes::field::{FieldErrors, Path};
use k8s_openapi::api::core::v1::{ServicePort, ServiceSpec};
use std::collections::BTreeSet;

const PROTOCOLS: [&str; 3] = ["SCTP", "TCP", "UDP"];

pub(super) fn validate_ports(spec: &ServiceSpec, path: &Path<'_>, errors: &mut FieldErrors) {
    let ports = spec.ports.as_deref().unwrap_or_default();
    let path = path.child("ports");
    let (mut names, mut numbers, mut node_ports) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (index, port) in ports.iter().enumerate() {
        let path = path.index(index);
        validate_port(port, ports.len() > 1, &path, errors);
        let (name, protocol) = (text(&port.name), text(&port.protocol));
        if !name.is_empty() && !names.insert(name) {
            errors.duplicate(&path.child("name"), name);
        }
        let node_port = port.node_port.unwrap_or_default();
        if node_port != 0 {
            let node_path = path.child("nodePort");
            if text(&spec.type_) == "ClusterIP" {
                let detail = "has no place in the type ClusterIP; write `type: NodePort`";
                errors.forbidden(&node_path, detail);
            }
            if !node_ports.insert((protocol, node_port)) {
                errors.duplicate(&node_path, &node_port.to_string());
            }
        }
        if !numbers.insert((protocol, port.port)) {
            errors.duplicate(&path, &format!("{}/{protocol}", port.port));
        }
    }
}

fn validate_port(port: &ServicePort, needs_name: bool, path: &Path<'_>, errors: &mut FieldErrors) {
    match text(&port.name) {
        "" if needs_name => {
            errors.required(&path.child("name"), "where there are several ports, each has a name");
        }
        "" => {}
        name => checks::dns_label(name, &path.child("name"), errors),
    }
    checks::port_number(port.port, &path.child("port"), errors);
    let protocol = text(&port.protocol);
    checks::one_of(Some(protocol), &PROTOCOLS, &path.child("protocol"), errors);
    if let Some(target) = &port.target_port {
        checks::port_number_or_name(target, &path.child("targetPort"), errors);
    }
    if let Some(protocol) = &port.app_protocol {
        checks::qualified_name(protocol, &path.child("appProtocol"), errors);
    }
}
