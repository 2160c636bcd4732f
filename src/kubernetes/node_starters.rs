//! Pods that a new node waits for: network plugins, cloud controllers and other agents that take a
//! taint off themselves.

use k8s_openapi::api::core::v1::{Container, PodSpec};

use super::system_taints::{AGENT_SUFFIX, UNINITIALIZED};
use super::toleration::{NETWORK_UNAVAILABLE, NOT_READY};

/// Where the container runtime looks for the configuration of network plugins.
pub(crate) const CONFIGURATION: &str = "/etc/cni/net.d";
/// The same, and where it looks for their programs.
const NETWORK_FOLDERS: [&str; 2] = [CONFIGURATION, "/opt/cni/bin"];
/// The programs that take the taint of new nodes off, by how their names end.
const CLOUD_PROGRAMS: [&str; 2] = ["cloud-controller-manager", "cloud-node-manager"];

/// Whether a node keeps a taint until a pod like this runs there.
#[must_use]
pub(crate) fn takes_off(pod: &PodSpec, key: &str) -> bool {
    match key {
        NOT_READY | NETWORK_UNAVAILABLE => {
            let mut containers = pod.init_containers.iter().flatten().chain(&pod.containers);
            containers.any(|container| network_folder(pod, container).is_some())
        }
        UNINITIALIZED => pod.containers.iter().any(is_cloud_controller),
        _ => key.strip_suffix(AGENT_SUFFIX).is_some_and(|domain| is_agent_of(pod, domain)),
    }
}

/// The first mount by which a container can write a folder of network plugins on the node, that of
/// their configuration if there is one: its place, and the folder.
#[must_use]
pub(crate) fn network_folder(
    pod: &PodSpec,
    container: &Container,
) -> Option<(usize, &'static str)> {
    let folder = |volume: &str| {
        let mut volumes = pod.volumes.iter().flatten();
        let source = volumes.find(|one| one.name == volume)?.host_path.as_ref()?;
        NETWORK_FOLDERS.into_iter().find(|folder| source.path.trim_end_matches('/') == *folder)
    };
    let mounts = container.volume_mounts.iter().flatten().enumerate();
    let writable = mounts.filter(|(_, mount)| mount.read_only != Some(true));
    let found = writable.filter_map(|(place, mount)| Some((place, folder(&mount.name)?)));
    found.min_by_key(|(_, folder)| *folder != CONFIGURATION)
}

/// Whether a container runs a cloud's controller that initializes nodes.
#[must_use]
pub(crate) fn is_cloud_controller(container: &Container) -> bool {
    let image = repository(container).rsplit('/').next().unwrap_or_default();
    let words = || container.command.iter().chain(&container.args).flatten();
    let program = words().next().map(String::as_str).unwrap_or_default();
    let program = program.rsplit('/').next().unwrap_or_default();
    // One that leaves nodes to another takes no taint off.
    let leaves_nodes =
        words().any(|word| word.starts_with("--controllers") && word.contains("-cloud-node"));
    let runs = |name: &&str| image.ends_with(name) || program.ends_with(name);
    CLOUD_PROGRAMS.iter().any(runs) && !leaves_nodes
}

/// Whether a pod is the agent that a domain's taint waits for: a container's image has the name that
/// the domain begins with (`node.cilium.io`, `ebs.csi.aws.com`).
fn is_agent_of(pod: &PodSpec, domain: &str) -> bool {
    let mut names = domain.split('.').filter(|name| *name != "node");
    let Some(name) = names.next().filter(|name| !name.is_empty()) else { return false };
    let words = |container: &Container| {
        let image = repository(container);
        image.split(['/', '-', '_', '.']).any(|word| word == name)
    };
    pod.containers.iter().any(words)
}

/// The image without tag and digest.
fn repository(container: &Container) -> &str {
    let image = container.image.as_deref().unwrap_or_default();
    let image = image.split('@').next().unwrap_or_default();
    // A colon in front of a slash is a registry's port.
    match image.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => name,
        _ => image,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agent(image: &str) -> PodSpec {
        let container = Container { image: Some(image.to_owned()), ..Container::default() };
        PodSpec { containers: vec![container], ..PodSpec::default() }
    }

    #[test]
    fn an_agent_takes_its_own_taint_off() {
        let own = "node.cilium.io/agent-not-ready";
        assert!(takes_off(&agent("quay.io/cilium/cilium:v1"), own));
        assert!(!takes_off(&agent("registry:5000/logs/shipper:v1"), own));
        let storage = "ebs.csi.aws.com/agent-not-ready";
        assert!(takes_off(&agent("registry:5000/ebs-csi-driver:v1"), storage));
        assert!(!takes_off(&agent("registry:5000/efs-csi-driver:v1"), storage));
    }

    #[test]
    fn a_cloud_controller_takes_off_the_taint_of_new_nodes() {
        assert!(takes_off(&agent("example.com/x-cloud-controller-manager:v1"), UNINITIALIZED));
        assert!(!takes_off(&agent("example.com/x-cloud-controller-manager:v1"), NOT_READY));
    }
}
