//! What pods use of their node.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::{Container, HostPathVolumeSource, PodSpec, VolumeMount};

use super::context::WorkloadSubject;
use super::finding::Route;
use crate::kubernetes::containers::{ContainerList, VolumeNames, containers};
use crate::manifest::PodPath;

/// Where a node's own parts meet those that others bring: the folder, what comes from there, and
/// whether that is so only for what writes there.
const PARTS: [(&str, &str, bool); 6] = [
    ("/var/lib/kubelet/plugins_registry", "registers a driver with the kubelet", false),
    ("/var/lib/kubelet/device-plugins", "registers devices with the kubelet", false),
    ("/var/lib/kubelet/plugins", "has the socket of a storage driver", false),
    ("/var/lib/kubelet/csi-plugins", "has the socket of a storage driver", false),
    ("/etc/cni/net.d", "sets up the node's network", true),
    ("/opt/cni/bin", "sets up the node's network", true),
];

/// A path of the node that a container mounts.
#[derive(Clone, Debug)]
pub(super) struct HostMount<'a> {
    /// The container.
    pub container: &'a Container,
    /// Where it mounts it.
    pub mount: &'a VolumeMount,
    /// What of the node.
    pub source: &'a HostPathVolumeSource,
    /// The way to the pods.
    pods: PodPath,
    list: ContainerList,
    /// The places of the container in its list, of the mount and of the volume.
    places: [usize; 3],
}

impl<'a> HostMount<'a> {
    /// The place of the container.
    pub(super) fn container_route(&self) -> Route {
        let [container, _, _] = self.places;
        Route::pod_spec(self.pods).field(self.list.field()).index(container)
    }

    /// The place of the mount.
    pub(super) fn route(&self) -> Route {
        let [_, mount, _] = self.places;
        self.container_route().field("volumeMounts").index(mount)
    }

    /// The place of the path in the volume.
    pub(super) fn path_route(&self) -> Route {
        let [_, _, volume] = self.places;
        let volumes = Route::pod_spec(self.pods).field("volumes");
        volumes.index(volume).field("hostPath").field("path")
    }

    /// The path on the node that the container sees, without a slash at its end; `/` for the whole
    /// node. Of a `subPathExpr` the path is not known.
    pub(super) fn path(&self) -> Cow<'a, str> {
        let of_volume = self.source.path.trim_end_matches('/');
        let below = self.mount.sub_path.as_deref().unwrap_or_default().trim_matches('/');
        match (of_volume, below) {
            ("", "") => "/".into(),
            (path, "") => path.into(),
            (path, below) => format!("{path}/{below}").into(),
        }
    }

    /// Whether the container can write there.
    pub(super) fn is_writable(&self) -> bool {
        self.mount.read_only != Some(true)
    }

    /// What it makes the container do for its node, where a node's own parts meet those that others
    /// bring.
    pub(super) fn part(&self) -> Option<&'static str> {
        let path = self.path();
        let is = |folder: &str| {
            // The socket of one driver lies in a folder of its own.
            path == folder
                || folder.ends_with("plugins")
                    && path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
        };
        let known = PARTS.iter().find(|(folder, _, _)| is(folder));
        known.filter(|(_, _, writes)| !writes || self.is_writable()).map(|(_, why, _)| *why)
    }
}

/// The paths of the node that the containers mount.
pub(super) fn host_mounts<'a>(subject: &WorkloadSubject<'a>) -> Vec<HostMount<'a>> {
    let volumes = subject.pod.volumes.as_deref().unwrap_or_default();
    if volumes.iter().all(|volume| volume.host_path.is_none()) {
        return Vec::new();
    }
    let volumes = VolumeNames::new(volumes);
    let lists = [ContainerList::Init, ContainerList::Regular];
    let containers = lists.into_iter().flat_map(|list| {
        let containers = list.of(subject.pod).iter().enumerate();
        containers.map(move |(place, container)| (list, place, container))
    });
    let mut all = Vec::new();
    for (list, of_container, container) in containers {
        for (of_mount, mount) in container.volume_mounts.iter().flatten().enumerate() {
            let found = volumes.find(&mount.name);
            let found = found.and_then(|(place, volume)| Some((place, volume.host_path.as_ref()?)));
            let Some((of_volume, source)) = found else { continue };
            let (pods, places) = (subject.pods.path, [of_container, of_mount, of_volume]);
            all.push(HostMount { container, mount, source, pods, list, places });
        }
    }
    all
}

/// Whether pods use anything of their node: its files, its network, its processes, its devices.
pub(super) fn uses_host(pod: &PodSpec) -> bool {
    let shares = [pod.host_network, pod.host_pid, pod.host_ipc];
    let privileged = |container: &Container| {
        let context = container.security_context.as_ref();
        context.is_some_and(|context| {
            let added = context.capabilities.as_ref().and_then(|own| own.add.as_ref());
            context.privileged == Some(true) || added.is_some_and(|list| !list.is_empty())
        })
    };
    let has_port = |container: &Container| {
        let mut ports = container.ports.iter().flatten();
        ports.any(|port| port.host_port.is_some_and(|number| number > 0))
    };
    let has_device = |container: &Container| {
        let limits = container.resources.as_ref().and_then(|own| own.limits.as_ref());
        limits.is_some_and(|limits| limits.keys().any(|name| name.contains('/')))
    };
    let windows = pod.security_context.as_ref().and_then(|own| own.windows_options.as_ref());
    shares.contains(&Some(true))
        || pod.volumes.iter().flatten().any(|volume| volume.host_path.is_some())
        || windows.is_some_and(|options| options.host_process == Some(true))
        || containers(pod).any(|one| privileged(one) || has_port(one) || has_device(one))
}
