//! `host-port-reserved`: a port of the node that one of Kubernetes' own programs listens on.

use k8s_openapi::api::core::v1::{PodSpec, Taint};

use crate::diagnostic::Severity;
use crate::kubernetes::containers::containers;
use crate::kubernetes::node_affinity::RequiredNodeAffinity;
use crate::kubernetes::node_labels::{CONTROL_PLANE, MASTER};
use crate::kubernetes::satisfiability::never_meet;
use crate::kubernetes::toleration::{NO_SCHEDULE, untolerated};
use crate::planner::Verdict;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};
use crate::rules::host_access::host_mounts;
use crate::rules::node_port::{NodePort, node_ports};
use crate::rules::placed::Placed;

/// The rule.
pub(super) struct HostPortReserved;

/// On which nodes a program runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum On {
    Every,
    /// But where something else does its work.
    EveryWithProxy,
    ControlPlane,
}

/// A port that a program of Kubernetes takes.
struct Reserved {
    number: i32,
    program: &'static str,
    /// Whether only in the node's own loopback: a port that is forwarded to a pod is another.
    loopback: bool,
    on: On,
}

const fn row(number: i32, program: &'static str, loopback: bool, on: On) -> Reserved {
    Reserved { number, program, loopback, on }
}

/// `pkg/cluster/ports`, and what kubeadm gives etcd and the API server.
const RESERVED: [Reserved; 9] = [
    row(10250, "kubelet", false, On::Every),
    row(10248, "kubelet", true, On::Every),
    row(10256, "kube-proxy", false, On::EveryWithProxy),
    row(10249, "kube-proxy", true, On::EveryWithProxy),
    row(6443, "kube-apiserver", false, On::ControlPlane),
    row(2379, "etcd", false, On::ControlPlane),
    row(2380, "etcd", false, On::ControlPlane),
    row(10257, "kube-controller-manager", true, On::ControlPlane),
    row(10259, "kube-scheduler", true, On::ControlPlane),
];

impl Check for HostPortReserved {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        for port in node_ports(subject).into_iter().filter(|port| port.protocol == "TCP") {
            let Some(reserved) = RESERVED.iter().find(|known| known.number == port.number) else {
                continue;
            };
            if is_free(reserved, &port) || is_the_program(subject.pod, reserved) {
                continue;
            }
            if reserved.on == On::EveryWithProxy && is_network(subject) {
                continue;
            }
            let is_met = reserved.on != On::ControlPlane || reaches_control_plane(cx, subject);
            if is_met {
                findings.push(finding(reserved, port));
            } else if cx.fleet.is_none() {
                // Single nodes, and those of K3s, have a control plane and no taint.
                findings.push(finding(reserved, port).severity(Severity::Info));
            }
        }
    }
}

/// Whether the program's own address leaves the port free for this one.
fn is_free(reserved: &Reserved, port: &NodePort) -> bool {
    let elsewhere = |address: &str| !address.starts_with("127.") && address != "0.0.0.0";
    reserved.loopback && (!port.by_host_network || port.address.as_deref().is_some_and(elsewhere))
}

/// Whether the pods are that program, or do its work.
fn is_the_program(pod: &PodSpec, reserved: &Reserved) -> bool {
    let stem = reserved.program.trim_start_matches("kube-");
    containers(pod).any(|container| {
        let image = container.image.as_deref().unwrap_or_default();
        let words = container.command.iter().chain(&container.args).flatten().map(String::as_str);
        let mut all = words.chain([image, container.name.as_str()]);
        all.any(|text| text.contains(stem))
    })
}

/// Whether the pods set up the node's network: some do what kube-proxy would.
fn is_network(subject: &Subject<'_>) -> bool {
    let mounts = host_mounts(subject);
    mounts.iter().any(|mount| mount.is_writable() && mount.path() == "/etc/cni/net.d")
}

/// Whether pods come to nodes of the control plane: to those of the inventory, else to one that has
/// nothing but its role and its taint.
fn reaches_control_plane(cx: &Context<'_>, subject: &Subject<'_>) -> bool {
    if let Some(placed) = Placed::of(cx, subject) {
        let nodes = placed.nodes(|verdict: &Verdict| verdict.should_run);
        let label = |node: &_, key| {
            placed.inventory.nodes.get(*node).and_then(|n| placed.inventory.label(n, key))
        };
        return nodes
            .iter()
            .any(|n| label(n, CONTROL_PLANE).is_some() || label(n, MASTER).is_some());
    }
    let taint =
        Taint { key: CONTROL_PLANE.to_owned(), effect: NO_SCHEDULE.to_owned(), ..Taint::default() };
    let tolerations = subject.pod.tolerations.as_deref().unwrap_or_default();
    let kept_off = untolerated(&[taint], tolerations, &[NO_SCHEDULE], cx.release).next().is_some();
    let role = [(CONTROL_PLANE.to_owned(), String::new())];
    let on_it = PodSpec { node_selector: Some(role.into()), ..PodSpec::default() };
    !kept_off && !never_meet(subject.affinity(), &RequiredNodeAffinity::of(&on_it))
}

fn finding(reserved: &Reserved, port: NodePort) -> Finding {
    let Reserved { number, program, on, .. } = reserved;
    let nodes = match on {
        On::ControlPlane => "nodes of the control plane",
        On::Every | On::EveryWithProxy => "every node",
    };
    let (message, label) = if port.by_host_network {
        (
            format!(
                "port {number} is the {program}'s on {nodes}: the container can't listen there"
            ),
            "in the node's network this is a port of the node",
        )
    } else {
        (
            format!(
                "port {number} is the {program}'s on {nodes}: it would be forwarded to the pod"
            ),
            "takes the port away from the program that has it",
        )
    };
    Finding::new(message, port.route, label)
        .help("take another port; Kubernetes' own are 10248 to 10259, 6443, 2379 and 2380")
}
