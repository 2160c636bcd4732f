//! What pods use of their node.

use k8s_openapi::api::core::v1::{Container, HostPathVolumeSource, PodSpec, VolumeMount};

use super::context::WorkloadSubject;
use super::finding::Route;
use crate::kubernetes::containers::{VolumeNames, containers};

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
    /// The place of that container.
    pub container_route: Route,
    /// Where it mounts it.
    pub mount: &'a VolumeMount,
    /// The place of that.
    pub route: Route,
    /// What of the node.
    pub source: &'a HostPathVolumeSource,
    /// The place of the volume.
    pub volume: Route,
}

impl HostMount<'_> {
    /// The path on the node that the container sees, without a slash at its end; `/` for the whole
    /// node. Of a `subPathExpr` the path is not known.
    pub(super) fn path(&self) -> String {
        let of_volume = self.source.path.trim_end_matches('/');
        let below = self.mount.sub_path.as_deref().unwrap_or_default().trim_matches('/');
        match (of_volume, below) {
            ("", "") => "/".to_owned(),
            (path, "") => path.to_owned(),
            (path, below) => format!("{path}/{below}"),
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
    let list = Route::pod_spec(subject.pods.path).field("volumes");
    let mut all = Vec::new();
    for (route, container) in subject.all_containers() {
        for (place, mount) in container.volume_mounts.iter().flatten().enumerate() {
            let found = volumes.find(&mount.name);
            let Some((at, source)) = found.and_then(|(at, v)| Some((at, v.host_path.as_ref()?)))
            else {
                continue;
            };
            let (container_route, volume) = (route.clone(), list.clone().index(at));
            let route = route.clone().field("volumeMounts").index(place);
            all.push(HostMount { container, container_route, mount, route, source, volume });
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
