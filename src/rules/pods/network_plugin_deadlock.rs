//! `network-plugin-deadlock`: a DaemonSet that waits for a taint to go that goes when it runs.

use k8s_openapi::api::core::v1::{Container, Taint};

use crate::kubernetes::system_taints::{SystemTaint, UNINITIALIZED};
use crate::kubernetes::toleration::{NO_SCHEDULE, NOT_READY, notation, untolerated};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

/// Where the container runtime looks for network plugins and their configuration.
const NETWORK_FOLDERS: [&str; 2] = ["/etc/cni/net.d", "/opt/cni/bin"];
/// The programs that take the taint of new nodes off, by how their names end.
const CLOUD_PROGRAMS: [&str; 2] = ["cloud-controller-manager", "cloud-node-manager"];

/// The rule.
pub(super) struct NetworkPluginDeadlock;

impl Check for NetworkPluginDeadlock {
    fn daemon_set(&self, _cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        if let Some((route, folder)) = written_folder(subject)
            && let Some(taint) = missed(subject, NOT_READY)
        {
            let why = format!("writes {folder}, which a new node needs to become ready");
            let finding = finding(subject, &taint, "network plugin", "the node is ready");
            findings.push(finding.related(route, why));
        }
        let cloud = subject.containers(crate::kubernetes::containers::ContainerList::Regular);
        if let Some((route, _)) = cloud.into_iter().find(|(_, one)| is_cloud_controller(one))
            && let Some(taint) = missed(subject, UNINITIALIZED)
        {
            let finding = finding(subject, &taint, "cloud controller", "this has seen the node");
            findings.push(finding.related(route.field("name"), "the cloud controller"));
        }
    }
}

/// The taint of this key that keeps the pods from starting, if they don't tolerate it.
fn missed(subject: &WorkloadSubject<'_>, key: &str) -> Option<Taint> {
    let taints: Vec<Taint> = SystemTaint::of(key)?.taints().collect();
    let tolerations = subject.pod.tolerations.as_deref().unwrap_or_default();
    untolerated(&taints, tolerations, &[NO_SCHEDULE]).next().cloned()
}

/// The first mount by which a container can write a folder of network plugins on the node.
fn written_folder(subject: &WorkloadSubject<'_>) -> Option<(Route, &'static str)> {
    let folder = |volume: &str| {
        let mut volumes = subject.pod.volumes.iter().flatten();
        let source = volumes.find(|one| one.name == volume)?.host_path.as_ref()?;
        NETWORK_FOLDERS.into_iter().find(|folder| source.path.trim_end_matches('/') == *folder)
    };
    subject.all_containers().find_map(|(route, container)| {
        let mounts = container.volume_mounts.iter().flatten().enumerate();
        let mut writable = mounts.filter(|(_, mount)| mount.read_only != Some(true));
        let (place, found) =
            writable.find_map(|(place, mount)| Some((place, folder(&mount.name)?)))?;
        Some((route.field("volumeMounts").index(place), found))
    })
}

/// Whether a container runs a cloud's controller that initializes nodes.
fn is_cloud_controller(container: &Container) -> bool {
    let image = container.image.as_deref().unwrap_or_default();
    let image = image.split('@').next().unwrap_or_default();
    let image = image.rsplit('/').next().unwrap_or_default();
    let image = image.split(':').next().unwrap_or_default();
    let words = || container.command.iter().chain(&container.args).flatten();
    let program = words().next().map(String::as_str).unwrap_or_default();
    let program = program.rsplit('/').next().unwrap_or_default();
    // One that leaves nodes to another takes no taint off.
    let leaves_nodes =
        words().any(|word| word.starts_with("--controllers") && word.contains("-cloud-node"));
    let runs = |name: &&str| image.ends_with(name) || program.ends_with(name);
    CLOUD_PROGRAMS.iter().any(runs) && !leaves_nodes
}

fn finding(subject: &WorkloadSubject<'_>, taint: &Taint, what: &str, until: &str) -> Finding {
    let has_list = subject.pod.tolerations.as_ref().is_some_and(|list| !list.is_empty());
    let (route, list) = match has_list {
        true => (Route::pod_spec(subject.pods.path).field("tolerations"), ""),
        false => (Route::pod_spec(subject.pods.path), "\ntolerations:"),
    };
    let message =
        format!("the {what} waits for itself on new nodes: it doesn't tolerate `{}`", taint.key);
    let label = format!("nothing here tolerates `{}`, which stays until {until}", notation(taint));
    Finding::new(message, route.key(), label).help(format!(
        "add{list}\n  - key: {}\n    operator: Exists\n    effect: {}",
        taint.key, taint.effect
    ))
}
