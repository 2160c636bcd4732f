//! The containers of a pod: the lists they stand in, which of them last, which ports of the node
//! they take. Only [`visit_containers`] knows ephemeral ones: no template has any.

mod any;
mod volumes;

pub(crate) use any::{AnyContainer, visit_containers};
pub(crate) use volumes::VolumeNames;

use k8s_openapi::api::core::v1::{Container, ContainerPort, PodSpec};

/// A list of containers in a pod's spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContainerList {
    /// `initContainers`: what runs before the others, and sidecars.
    Init,
    /// `containers`.
    Regular,
}

impl ContainerList {
    /// The list's field in a pod's spec.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Init => "initContainers",
            Self::Regular => "containers",
        }
    }

    /// The containers in it.
    #[must_use]
    pub fn of(self, spec: &PodSpec) -> &[Container] {
        match self {
            Self::Init => spec.init_containers.as_deref().unwrap_or_default(),
            Self::Regular => &spec.containers,
        }
    }
}

/// The init containers and the regular ones, in this order.
pub(crate) fn containers(spec: &PodSpec) -> impl Iterator<Item = &Container> {
    spec.init_containers.iter().flatten().chain(&spec.containers)
}

/// The same, to change them.
pub(crate) fn containers_mut(spec: &mut PodSpec) -> impl Iterator<Item = &mut Container> {
    spec.init_containers.iter_mut().flatten().chain(&mut spec.containers)
}

/// Whether an init container runs for as long as its pod does (`IsRestartableInitContainer`).
#[must_use]
pub(crate) fn is_sidecar(init: &Container) -> bool {
    init.restart_policy.as_deref() == Some("Always")
}

/// Whether a container does nothing but keep its pod alive: its image is `pause`.
#[must_use]
pub(crate) fn only_waits(container: &Container) -> bool {
    let image = container.image.as_deref().unwrap_or_default();
    let name = image.rsplit('/').next().unwrap_or_default();
    let name = name.split(['@', ':']).next().unwrap_or_default();
    name == "pause" || name.starts_with("pause-")
}

/// The host ports of a pod's containers and sidecars with where they stand: the list, the
/// container's place, the port's place (`GetHostPorts`).
pub(crate) fn host_ports(
    spec: &PodSpec,
) -> impl Iterator<Item = (ContainerList, usize, usize, &ContainerPort)> {
    [ContainerList::Regular, ContainerList::Init].into_iter().flat_map(|list| {
        let containers = list.of(spec).iter().enumerate();
        let lasting =
            containers.filter(move |(_, c)| list == ContainerList::Regular || is_sidecar(c));
        lasting.flat_map(move |(place, container)| {
            let ports = container.ports.iter().flatten().enumerate();
            ports
                .filter(|(_, port)| port.host_port.is_some_and(|port| port > 0))
                .map(move |(port_place, port)| (list, place, port_place, port))
        })
    })
}
