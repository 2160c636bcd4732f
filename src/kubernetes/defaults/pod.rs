//! A pod of its own, as a controller creates it from a template. Mirrors `SetDefaults_Pod` of
//! `pkg/apis/core/v1/defaults.go`.

use super::container::PROTOCOL;
use crate::kubernetes::containers::{containers, containers_mut};
use crate::kubernetes::release::Release;
use crate::kubernetes::resources::{container_limits, container_requests, is_pod_level_resource};
use k8s_openapi::api::core::v1::{Container, ContainerPort, PodSpec, ResourceRequirements};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

const HUGE_PAGES: &str = "hugepages-";

/// Fills in what the API server adds when a pod is created, beyond the defaults of its template:
/// requests from limits, and host ports on the host's network.
pub(crate) fn default_pod(spec: &mut PodSpec, release: Release) {
    super::default_pod_spec(spec, release);
    spec.enable_service_links.get_or_insert(true);
    for container in containers_mut(spec) {
        if let Some(resources) = &mut container.resources {
            default_requests(resources);
        }
    }
    default_huge_page_limits(spec);
    default_pod_requests(spec);
    if spec.host_network == Some(true) {
        containers_mut(spec).for_each(default_host_ports);
    }
}

/// Whether what it fills in beyond the defaults of a template leaves a valid one valid. Requests that
/// are limits always do; amounts of the pod as a whole are reckoned, and a port of the host may be that
/// of another container.
#[must_use]
pub(crate) fn default_pod_agrees(spec: &PodSpec) -> bool {
    spec.resources.is_none() && (spec.host_network != Some(true) || has_each_port_once(spec))
}

/// Whether no two ports of a pod would be the same one of its host.
fn has_each_port_once(spec: &PodSpec) -> bool {
    let ports = containers(spec).flat_map(|container| container.ports.iter().flatten());
    let mut ports: Vec<(i32, &str)> = ports.map(port_of_host).collect();
    ports.sort_unstable();
    ports.windows(2).all(|pair| pair[0] != pair[1])
}

/// The port of the host that a port becomes on its network, and the protocol.
fn port_of_host(port: &ContainerPort) -> (i32, &str) {
    let number = port.host_port.filter(|number| *number != 0).unwrap_or(port.container_port);
    let protocol = port.protocol.as_deref().filter(|protocol| !protocol.is_empty());
    (number, protocol.unwrap_or(PROTOCOL))
}

fn default_requests(resources: &mut ResourceRequirements) {
    let Some(limits) = &resources.limits else { return };
    let requests = resources.requests.get_or_insert_default();
    for (name, limit) in limits {
        if !requests.contains_key(name) {
            requests.insert(name.clone(), limit.clone());
        }
    }
}

/// Requests of the pod as a whole, where it has limits: what its containers ask for together, or
/// else the limit. Mirrors `defaultPodRequests`.
fn default_pod_requests(spec: &mut PodSpec) {
    let Ok(of_containers) = container_requests(spec) else { return };
    let Some(resources) = &mut spec.resources else { return };
    let Some(limits) = resources.limits.as_ref().filter(|limits| !limits.is_empty()) else {
        return;
    };
    let requests = resources.requests.get_or_insert_default();
    for (name, request) in of_containers {
        if is_pod_level_resource(&name) && !name.starts_with(HUGE_PAGES) {
            requests.entry(name).or_insert_with(|| Quantity(request.to_string()));
        }
    }
    for (name, limit) in limits.iter().filter(|(name, _)| is_pod_level_resource(name)) {
        requests.entry(name.clone()).or_insert_with(|| limit.clone());
    }
    if requests.is_empty() {
        resources.requests = None;
    }
}

/// Limits of huge pages for the pod as a whole, where its containers have them and it has not:
/// what they have together. Mirrors `defaultHugePagePodLimits`.
fn default_huge_page_limits(spec: &mut PodSpec) {
    let Ok(of_containers) = container_limits(spec) else { return };
    let Some(resources) = &mut spec.resources else { return };
    for (name, limit) in of_containers {
        if name.starts_with(HUGE_PAGES) {
            let limits = resources.limits.get_or_insert_default();
            limits.entry(name).or_insert_with(|| Quantity(limit.to_string()));
        }
    }
}

fn default_host_ports(container: &mut Container) {
    for port in container.ports.iter_mut().flatten() {
        super::set_if_zero(&mut port.host_port, port.container_port);
    }
}
