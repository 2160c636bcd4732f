//! What is kept of an object where its typed form is let go of: what is asked of all objects of a
//! run.

use k8s_openapi::api::core::v1::{ContainerPort, PodSpec};

use super::object::Object;
use super::pods::PodPath;
use crate::kubernetes::containers::containers;
use crate::kubernetes::node_starters::{CILIUM_NOT_READY, startup_taint};

/// A few facts of an object.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    /// The name of its type, where it is known by one.
    pub type_name: Option<&'static str>,
    /// Where its pods are; nowhere where it brings none.
    pub pods: Option<PodPath>,
    /// The ports of the node that its pods ask for, as far as the manifest tells.
    pub host_ports: Box<[i32]>,
    /// Its pods are those of the network for which new nodes keep other pods back.
    pub is_network_agent: bool,
}

impl Outline {
    pub(super) fn of(object: &Object) -> Self {
        let pods = object.pods();
        let spec = pods.and_then(|pods| pods.spec);
        let is_agent =
            |spec| startup_taint(spec).is_some_and(|taint| taint.key == CILIUM_NOT_READY);
        Self {
            type_name: object.type_name(),
            pods: pods.map(|pods| pods.path),
            host_ports: spec.map(host_ports).unwrap_or_default(),
            is_network_agent: spec.is_some_and(is_agent),
        }
    }
}

/// The numbers of the host ports of a pod.
fn host_ports(pod: &PodSpec) -> Box<[i32]> {
    let in_host_network = pod.host_network == Some(true);
    let ports = containers(pod).flat_map(|container| container.ports.iter().flatten());
    let number = |port: &ContainerPort| {
        let written = port.host_port.filter(|port| *port > 0);
        written.or_else(|| in_host_network.then_some(port.container_port))
    };
    ports.filter_map(number).collect()
}
