//! Ports that containers of one pod declare twice.

use super::Warnings;
use crate::kubernetes::containers::visit_containers;
use crate::kubernetes::field::{FieldPath, Path};
use k8s_openapi::api::core::v1::{ContainerPort, PodSpec};
use std::collections::BTreeMap;

/// Warns of ports of the same number.
pub(super) fn of_ports(spec: &PodSpec, path: &Path<'_>, warnings: &mut Warnings) {
    let mut by_number: BTreeMap<(i32, &str), Vec<(FieldPath, &ContainerPort)>> = BTreeMap::new();
    visit_containers(spec, path, |container, path| {
        let list = path.child("ports");
        for (index, port) in container.ports.iter().enumerate() {
            let path = list.index(index);
            if !host_ip(port).is_empty() && host_port(port) == 0 {
                let text = format!("hostIP set without hostPort: {}", printed(port));
                warnings.push(&path, text);
            }
            let key = (port.container_port, port.protocol.as_deref().unwrap_or_default());
            let others = by_number.entry(key).or_default();
            for (other_path, other) in others.iter() {
                if let Some(what) = conflict(port, other) {
                    warnings.push(&path, format_args!("{what} port definition with {other_path}"));
                }
            }
            others.push((path.to_field_path(), port));
        }
    });
}

/// Warns of ports of the same name.
pub(super) fn of_port_names(spec: &PodSpec, path: &Path<'_>, warnings: &mut Warnings) {
    let mut by_name: BTreeMap<&str, FieldPath> = BTreeMap::new();
    visit_containers(spec, path, |container, path| {
        let list = path.child("ports");
        for (index, port) in container.ports.iter().enumerate() {
            let path = list.index(index);
            let name = port.name.as_deref().unwrap_or_default();
            if let Some(other) = by_name.get(name) {
                let text = format!(
                    "duplicate port name {name:?} with {other}, services and probes that select \
                     ports by name will use {other}"
                );
                warnings.push(&path, text);
            } else if !name.is_empty() {
                by_name.insert(name, path.to_field_path());
            }
        }
    });
}

fn host_ip(port: &ContainerPort) -> &str {
    port.host_ip.as_deref().unwrap_or_default()
}

fn host_port(port: &ContainerPort) -> i32 {
    port.host_port.unwrap_or_default()
}

/// What two ports of the same number and protocol are to each other.
fn conflict(port: &ContainerPort, other: &ContainerPort) -> Option<&'static str> {
    let same_host_port = host_port(port) == host_port(other);
    if same_host_port && host_ip(port) == host_ip(other) {
        Some("duplicate")
    } else if host_port(port) == 0 || host_port(other) == 0 {
        Some("overlapping")
    } else if same_host_port && host_ip(port).is_empty() != host_ip(other).is_empty() {
        Some("dangerously ambiguous")
    } else {
        None
    }
}

/// The port as Go prints it.
fn printed(port: &ContainerPort) -> String {
    format!(
        "{{Name:{} HostPort:{} ContainerPort:{} Protocol:{} HostIP:{}}}",
        port.name.as_deref().unwrap_or_default(),
        host_port(port),
        port.container_port,
        port.protocol.as_deref().unwrap_or_default(),
        host_ip(port),
    )
}
