//! `sensitive-host-path`: paths by which a container can take over its node.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::PodSpec;

use crate::kubernetes::node_labels::{OLD_OS, OS};
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::host_access::{HostMount, host_mounts};
use crate::yaml::edit::{Change, Fragment};

/// The paths, with what can be done there.
const SENSITIVE: [(&str, &str); 10] = [
    ("/", "every file of the node can be changed"),
    ("/etc", "accounts, services and the kubelet's credentials can be changed"),
    ("/etc/kubernetes", "the control plane's manifests and credentials can be changed"),
    ("/etc/kubernetes/manifests", "a file put there runs as a pod of the node"),
    ("/root", "the keys of root can be changed"),
    ("/var/lib/kubelet", "the volumes and secrets of every pod can be changed"),
    ("/var/run/docker.sock", "who reaches it starts containers as root of the node"),
    ("/run/containerd/containerd.sock", "who reaches it starts containers as root of the node"),
    ("/run/crio/crio.sock", "who reaches it starts containers as root of the node"),
    ("/run/k3s/containerd/containerd.sock", "who reaches it starts containers as root of the node"),
];

/// The rule.
pub(super) struct SensitiveHostPath;

impl Check for SensitiveHostPath {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        if is_for_windows(subject.pod) {
            return;
        }
        let params = cx.params(subject.manifest);
        let mounts = host_mounts(subject);
        let mut told: Vec<Cow<'_, str>> = Vec::new();
        for mount in &mounts {
            let path = mount.path();
            // Who connects to a socket asks nothing of the mount.
            if !mount.is_writable() && !is_socket(&path) {
                continue;
            }
            let also = params.words("sensitive-host-path", "also");
            let listed =
                also.iter().any(|own| *own == path).then_some("the config says that none may");
            let Some(what) = known(&path).or(listed) else { continue };
            if told.contains(&path) || is_its_work(mount, &path, &mounts) {
                continue;
            }
            let spec = Route::pod_spec(subject.pods.path);
            findings.push(
                finding(mount, &path, what)
                    .rests_on(mount.container_route().field("securityContext"))
                    .rests_on(spec.clone().field("os"))
                    .rests_on(spec.field("nodeSelector").entry(OS)),
            );
            told.push(path);
        }
    }
}

/// Whether the pods run on Windows, whose paths are others.
fn is_for_windows(pod: &PodSpec) -> bool {
    let by_label = pod.node_selector.as_ref().and_then(|own| own.get(OS).or(own.get(OLD_OS)));
    let by_field = pod.os.as_ref().map(|os| &os.name);
    by_label.or(by_field).is_some_and(|os| os == "windows")
}

fn known(path: &str) -> Option<&'static str> {
    // `/var/run` is `/run` on every node of today.
    let same = |known: &str| {
        known == path || known.trim_start_matches("/var") == path.trim_start_matches("/var")
    };
    let is_socket = is_socket(path);
    let all = SENSITIVE.iter();
    all.clone()
        .find(|(known, _)| if is_socket { same(known) } else { *known == path })
        .map(|(_, what)| *what)
}

fn is_socket(path: &str) -> bool {
    path.ends_with(".sock")
}

/// Whether the mount is what the container is for: mounting volumes into the kubelet's folder, or
/// running privileged in the whole node.
fn is_its_work(mount: &HostMount<'_>, path: &str, all: &[HostMount<'_>]) -> bool {
    let passes_on = mount.mount.mount_propagation.as_deref() == Some("Bidirectional");
    let is_driver = path == "/var/lib/kubelet"
        && all.iter().any(|other| {
            let other = other.path();
            other.contains("/plugins")
                || other.contains("/csi")
                || other.contains("/device-plugins")
        });
    let context = mount.container.security_context.as_ref();
    let privileged = context.and_then(|context| context.privileged) == Some(true);
    passes_on || is_driver || privileged
}

fn finding(mount: &HostMount<'_>, path: &str, what: &str) -> Finding {
    let name = &mount.container.name;
    let does = if is_socket(path) { "can connect to" } else { "can write to" };
    let message = format!("`{name}` {does} `{path}` of the node: {what}");
    let at = mount.route().field("readOnly");
    let change = match mount.mount.read_only {
        Some(_) => Change::Replace { at: at.path(), with: Fragment::Literal("true".to_owned()) },
        None => Change::Insert { at: at.path(), value: Fragment::Literal("true".to_owned()) },
    };
    let mounted = if mount.is_writable() { "mounted writable" } else { "mounted" };
    let finding = Finding::new(message, mount.route().field("mountPath"), mounted)
        .related(mount.path_route(), "of the node");
    if is_socket(path) {
        return finding.help(
            "ask the kubelet or the API server, or give the container the runtime's socket only where \
             its work is there; `readOnly` keeps the file and not those who connect to it",
        );
    }
    finding
        .help("write `readOnly: true` in this mount, or mount only the folder that is needed")
        .unsafe_fix("mount it read-only", vec![change])
}
