//! The ports of the node that pods want.

use super::context::WorkloadSubject;
use super::finding::Route;
use crate::kubernetes::containers::{containers, host_ports};
use crate::kubernetes::defaults::default_pod;

/// A port of the node that a pod wants.
#[derive(Clone, Debug)]
pub(super) struct NodePort {
    /// Its number.
    pub number: i32,
    /// `TCP`, `UDP` or `SCTP`.
    pub protocol: String,
    /// The address of the node, where it is only one.
    pub address: Option<String>,
    /// Where the number stands.
    pub route: Route,
    /// Whether it is one because the pod is in the node's network.
    pub by_host_network: bool,
}

/// The ports of the node that the scheduler keeps free for a pod as it is created: in the node's
/// network, each port of a container is one.
pub(super) fn node_ports(subject: &WorkloadSubject<'_>) -> Vec<NodePort> {
    let (path, pod) = (subject.pods.path, subject.pod);
    // A pod is large to copy, and most have no port.
    if containers(pod).all(|container| container.ports.as_ref().is_none_or(Vec::is_empty)) {
        return Vec::new();
    }
    let mut created = pod.clone();
    default_pod(&mut created, subject.manifest.release());
    let wanted = host_ports(&created).filter_map(|(list, container, place, port)| {
        let written = list.of(pod).get(container)?.ports.as_ref()?.get(place)?;
        let by_host_network = written.host_port.is_none_or(|port| port == 0);
        let field = if by_host_network { "containerPort" } else { "hostPort" };
        let route =
            Route::pod_spec(path).field(list.field()).index(container).field("ports").index(place);
        Some(NodePort {
            number: port.host_port?,
            protocol: port.protocol.clone().unwrap_or_default(),
            address: port.host_ip.clone().filter(|address| !address.is_empty()),
            route: route.field(field),
            by_host_network,
        })
    });
    wanted.collect()
}
