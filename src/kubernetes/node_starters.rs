//! Pods that a new node waits for: network plugins, cloud controllers and other agents that take a
//! taint off themselves.

use std::collections::HashMap;

use k8s_openapi::api::core::v1::{Container, PodSpec, Volume};

use super::containers::containers;
use super::image::{self, last_segment};
use super::system_taints::{AGENT_SUFFIX, UNINITIALIZED};
use super::toleration::{NETWORK_UNAVAILABLE, NOT_READY};

/// Where the container runtime looks for the configuration of network plugins: usually, the folder
/// above, and where K3s and MicroK8s have it look.
const CONFIGURATION: [&str; 4] = [
    "/etc/cni/net.d",
    "/etc/cni",
    "/var/lib/rancher/k3s/agent/etc/cni/net.d",
    "/var/snap/microk8s/current/args/cni-network",
];
/// Where it looks for their programs.
const PROGRAMS: &str = "/opt/cni/bin";
/// The programs that take the taint of new nodes off, by how their names end.
const CLOUD_PROGRAMS: [&str; 2] = ["cloud-controller-manager", "cloud-node-manager"];

/// A taint that new nodes are given so that a project's agent runs there before anything else, and
/// that the agent takes off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StartupTaint {
    /// The taint's key.
    pub key: &'static str,
    /// The value that the project documents; empty for none.
    pub value: &'static str,
    /// The project sets it itself where its agent doesn't run, whoever made the node.
    pub is_set_by_itself: bool,
    /// Words that the last part of the agent's image has.
    image: &'static [&'static str],
    /// The container's name, where the project has other containers with such an image.
    container: Option<&'static str>,
}

const fn opt_in(key: &'static str, image: &'static [&'static str]) -> StartupTaint {
    StartupTaint { key, value: "", is_set_by_itself: false, image, container: None }
}

/// Those of projects that document one.
///
/// Sources: `Documentation/installation/taints.rst` of cilium/cilium, whose operator sets the taint
/// again where the agent is missing; `docs/install.md` of the AWS drivers for EBS, EFS and FSx;
/// kubernetes-sigs/azuredisk-csi-driver#2309; `pilot/pkg/controllers/untaint` of istio/istio.
const STARTUP_TAINTS: [StartupTaint; 6] = [
    StartupTaint {
        key: CILIUM_NOT_READY,
        value: "true",
        is_set_by_itself: true,
        image: &[CILIUM],
        container: Some("cilium-agent"),
    },
    opt_in("ebs.csi.aws.com/agent-not-ready", &["ebs", "csi"]),
    opt_in("efs.csi.aws.com/agent-not-ready", &["efs", "csi"]),
    opt_in("fsx.csi.aws.com/agent-not-ready", &["fsx", "csi"]),
    opt_in("disk.csi.azure.com/agent-not-ready", &["azuredisk", "csi"]),
    opt_in("cni.istio.io/not-ready", &["install", "cni"]),
];

/// A word in the images of Cilium's agents.
pub(crate) const CILIUM: &str = "cilium";
/// The taint of a node where Cilium doesn't run yet.
pub(crate) const CILIUM_NOT_READY: &str = "node.cilium.io/agent-not-ready";

/// The startup taint that waits for a pod like this, if it is the agent of a project that has one.
#[must_use]
pub(crate) fn startup_taint(pod: &PodSpec) -> Option<&'static StartupTaint> {
    const TAINTS: &[StartupTaint] = &STARTUP_TAINTS;
    let of_container = |container: &Container| {
        let last = last_segment(repository(container));
        let is_its_own = |taint: &StartupTaint| {
            taint.container.is_none_or(|name| container.name == name)
                && taint.image.iter().all(|word| has_word(last, word))
        };
        TAINTS.iter().position(is_its_own)
    };
    TAINTS.get(pod.containers.iter().filter_map(of_container).min()?)
}

/// Whether a word stands between two of the marks that part an image's name.
fn has_word(name: &str, word: &str) -> bool {
    let mut words = name.as_bytes().split(|byte| matches!(byte, b'/' | b'-' | b'_' | b'.'));
    words.any(|part| part == word.as_bytes())
}

/// Whether a node keeps a taint until a pod like this runs there.
#[must_use]
pub(crate) fn takes_off(pod: &PodSpec, key: &str) -> bool {
    match key {
        NOT_READY | NETWORK_UNAVAILABLE => {
            let folders = NetworkFolders::of(pod);
            containers(pod).any(|container| folders.written_by(container).is_some())
        }
        UNINITIALIZED => pod.containers.iter().any(is_cloud_controller),
        _ => key.strip_suffix(AGENT_SUFFIX).is_some_and(|domain| is_agent_of(pod, domain)),
    }
}

/// The folders of network plugins on the node that a pod's volumes are, by the volumes' names.
#[derive(Clone, Debug)]
pub(crate) struct NetworkFolders<'p>(HashMap<&'p str, &'static str>);

impl<'p> NetworkFolders<'p> {
    pub(crate) fn of(pod: &'p PodSpec) -> Self {
        let folder = |volume: &Volume| {
            let path = volume.host_path.as_ref()?.path.trim_end_matches('/');
            CONFIGURATION.into_iter().chain([PROGRAMS]).find(|folder| path == *folder)
        };
        let mut folders = HashMap::new();
        // Of several volumes of one name the first counts.
        for volume in pod.volumes.iter().flatten().rev() {
            match folder(volume) {
                Some(folder) => folders.insert(volume.name.as_str(), folder),
                None => folders.remove(volume.name.as_str()),
            };
        }
        Self(folders)
    }

    /// The first mount by which a container can write one of them, that of the configuration if
    /// there is one: its place, and the folder.
    #[must_use]
    pub(crate) fn written_by(&self, container: &Container) -> Option<(usize, &'static str)> {
        let mounts = container.volume_mounts.iter().flatten().enumerate();
        let writable = mounts.filter(|(_, mount)| mount.read_only != Some(true));
        let folder = |name: &str| self.0.get(name).copied();
        let found = writable.filter_map(|(place, mount)| Some((place, folder(&mount.name)?)));
        found.min_by_key(|(_, folder)| !is_configuration(folder))
    }
}

/// Whether what stands in a folder of network plugins makes a node ready, and not only brings a
/// program.
#[must_use]
pub(crate) fn is_configuration(folder: &str) -> bool {
    folder != PROGRAMS
}

/// Whether a container runs a cloud's controller that initializes nodes.
#[must_use]
pub(crate) fn is_cloud_controller(container: &Container) -> bool {
    let image = last_segment(repository(container));
    let words = || container.command.iter().chain(&container.args).flatten();
    let program = words().next().map(String::as_str).unwrap_or_default();
    let program = program.rsplit('/').next().unwrap_or_default();
    // One that leaves nodes to another takes no taint off.
    let leaves_nodes =
        words().any(|word| word.starts_with("--controllers") && word.contains("-cloud-node"));
    let runs = |name: &&str| image.ends_with(name) || program.ends_with(name);
    // Some are called after the repository of the cloud's provider: `cloud-provider-vsphere`.
    let is_told_its_cloud = || words().any(|word| word.starts_with("--cloud-provider="));
    let is_provider = |name: &str| name.contains("cloud-provider");
    let is_one = CLOUD_PROGRAMS.iter().any(runs)
        || (is_provider(image) || is_provider(program)) && is_told_its_cloud();
    is_one && !leaves_nodes
}

/// Whether a pod is the agent that a domain's taint waits for: a container's image has the name that
/// the domain begins with (`node.cilium.io`, `ebs.csi.aws.com`).
fn is_agent_of(pod: &PodSpec, domain: &str) -> bool {
    let mut names = domain.split('.').filter(|name| *name != "node");
    let Some(name) = names.next().filter(|name| !name.is_empty()) else { return false };
    pod.containers.iter().any(|container| has_word(repository(container), name))
}

/// The image without tag and digest.
fn repository(container: &Container) -> &str {
    image::repository(container.image.as_deref().unwrap_or_default())
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
    fn agents_have_a_startup_taint() {
        let key = |image: &str, name: &str| {
            let mut pod = agent(image);
            pod.containers.iter_mut().for_each(|container| container.name = name.to_owned());
            startup_taint(&pod).map(|taint| taint.key)
        };
        let ebs = "ebs.csi.aws.com/agent-not-ready";
        assert_eq!(key("registry:5000/aws-ebs-csi-driver:v1", "ebs-plugin"), Some(ebs));
        assert_eq!(key("quay.io/cilium/cilium:v1", "cilium-agent"), Some(CILIUM_NOT_READY));
        assert_eq!(key("quay.io/cilium/cilium-envoy:v1", "cilium-envoy"), None);
        assert_eq!(key("quay.io/cilium/tetragon:v1", "tetragon"), None);
        assert_eq!(key("registry:5000/csi-node-driver-registrar:v2", "registrar"), None);
    }

    #[test]
    fn a_cloud_controller_takes_off_the_taint_of_new_nodes() {
        assert!(takes_off(&agent("example.com/x-cloud-controller-manager:v1"), UNINITIALIZED));
        assert!(!takes_off(&agent("example.com/x-cloud-controller-manager:v1"), NOT_READY));
        // By the provider's name where it is told its cloud.
        let mut provider = agent("example.com/cloud-provider-hills:v1");
        assert!(!takes_off(&provider, UNINITIALIZED));
        let args = Some(vec!["--v=2".to_owned(), "--cloud-provider=hills".to_owned()]);
        provider.containers.iter_mut().for_each(|container| container.args.clone_from(&args));
        assert!(takes_off(&provider, UNINITIALIZED));
    }
}
