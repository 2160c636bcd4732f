//! The defaults of pods that templates don't have.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{PodSpec, ResourceRequirements};

use super::Change;
use crate::kubernetes::containers::containers;
use crate::kubernetes::defaults::default_pod;

/// Fills in the defaults (`SetDefaults_Pod`).
pub(super) fn default(spec: &mut PodSpec, changes: &mut Vec<Change>) {
    let requests = |spec: &PodSpec| -> usize {
        let of = |resources: Option<&ResourceRequirements>| {
            resources.and_then(|r| r.requests.as_ref()).map_or(0, BTreeMap::len)
        };
        let of_containers = containers(spec).map(|c| of(c.resources.as_ref())).sum::<usize>();
        of_containers + of(spec.resources.as_ref())
    };
    let host_ports = |spec: &PodSpec| {
        let ports = containers(spec).flat_map(|container| container.ports.iter().flatten());
        ports.filter(|port| port.host_port.is_some_and(|port| port > 0)).count()
    };
    let before = (requests(spec), host_ports(spec));
    default_pod(spec);
    if requests(spec) > before.0 {
        changes.push(Change::RequestsFromLimits);
    }
    if host_ports(spec) > before.1 {
        changes.push(Change::HostPorts);
    }
}
