//! A container's ports.

use super::checks;
use super::distinct::Distinct;
use crate::kubernetes::field::{FieldErrors, Path, Reason};
use k8s_openapi::api::core::v1::{Container, ContainerPort};

const PROTOCOLS: [&str; 3] = ["SCTP", "TCP", "UDP"];

/// Mirrors `validateContainerPorts`.
pub(super) fn validate_container_ports(
    ports: &[ContainerPort],
    path: &Path<'_>,
    errors: &mut FieldErrors,
) {
    let mut names = Distinct::default();
    for (index, port) in ports.iter().enumerate() {
        let path = path.index(index);
        if let Some(name) = port.name.as_deref().filter(|name| !name.is_empty()) {
            let before = errors.0.len();
            checks::port_name(name, &path.child("name"), errors);
            if errors.0.len() == before && !names.insert(name) {
                errors.duplicate(&path.child("name"), name);
            }
        }
        if port.container_port == 0 {
            errors.alone(|errors| {
                errors.required(&path.child("containerPort"), "give the port's number");
            });
        } else {
            checks::port_number(port.container_port, &path.child("containerPort"), errors);
        }
        if let Some(number) = port.host_port.filter(|number| *number != 0) {
            checks::port_number(number, &path.child("hostPort"), errors);
        }
        checks::one_of(port.protocol.as_deref(), &PROTOCOLS, &path.child("protocol"), errors);
    }
}

/// The ports of the node that containers have taken so far. Mirrors `AccumulateUniqueHostPorts`.
#[derive(Debug, Default)]
pub(super) struct HostPorts<'a>(Distinct<(&'a str, &'a str, i32)>);

impl<'a> HostPorts<'a> {
    /// Takes the container's host ports, and reports those that are taken already.
    pub(super) fn add(
        &mut self,
        container: &'a Container,
        path: &Path<'_>,
        errors: &mut FieldErrors,
    ) {
        let list = path.child("ports");
        for (index, port) in container.ports.iter().flatten().enumerate() {
            let Some(number) = port.host_port.filter(|number| *number != 0) else { continue };
            let protocol = port.protocol.as_deref().unwrap_or_default();
            let address = port.host_ip.as_deref().unwrap_or_default();
            if !self.0.insert((protocol, address, number)) {
                let on = if address.is_empty() { String::new() } else { format!(" on {address}") };
                errors.push(
                    &list.index(index).child("hostPort"),
                    Reason::Duplicate,
                    format!(
                        "another port of the pod has the node's {number}/{protocol}{on} already"
                    ),
                );
            }
        }
    }
}
