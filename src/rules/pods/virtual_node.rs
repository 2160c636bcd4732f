//! `virtual-node`: a DaemonSet comes to nodes where its pods never run.

use crate::inventory::{Inventory, Node};
use crate::kubernetes::release::Release;
use crate::kubernetes::toleration::tolerates;
use crate::planner::Verdict;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::words::count;

/// The labels by which virtual nodes are known, with their value.
const LABELS: [(&str, &str); 2] =
    [("eks.amazonaws.com/compute-type", "fargate"), ("type", "virtual-kubelet")];

/// The rule.
pub(super) struct VirtualNode;

impl Check for VirtualNode {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(placed) = Placed::of(cx, subject) else { return };
        let nodes = placed.nodes(Verdict::is_virtual);
        let Some(first) = nodes.first() else { return };
        let node = &placed.inventory.nodes[*first];
        let message = format!(
            "the pods come to {} where they never run: virtual or serverless",
            count(nodes.len(), "node")
        );
        let (route, said) = lets_in(placed.inventory, node, subject, cx.release);
        let label = format!("{said}: {}", placed.names(&nodes));
        let help = match known_by(placed.inventory, node) {
            Some((key, value)) => format!(
                "a pod there stays Pending and counts as unavailable in every update; keep off by a \
                 required node affinity: key {key}, operator NotIn, values [{value}]"
            ),
            None => "a pod there stays Pending and counts as unavailable in every update; don't \
                     tolerate the taint virtual-kubelet.io/provider"
                .to_owned(),
        };
        findings.push(Finding::new(message, route, label).help(help));
    }
}

/// The label by which a virtual node is known.
fn known_by(inventory: &Inventory, node: &Node) -> Option<(&'static str, &'static str)> {
    LABELS.into_iter().find(|(key, value)| inventory.label(node, key) == Some(value))
}

/// What lets the pods in: a toleration of the node's taints, or that nothing keeps them off.
fn lets_in(
    inventory: &Inventory,
    node: &Node,
    subject: &WorkloadSubject<'_>,
    release: Release,
) -> (Route, &'static str) {
    let tolerations = subject.pod.tolerations.iter().flatten();
    let lets_in = |toleration: &k8s_openapi::api::core::v1::Toleration| {
        inventory.taints(node).any(|taint| tolerates(toleration, taint, release))
    };
    match tolerations.enumerate().find(|(_, toleration)| lets_in(toleration)) {
        Some((place, _)) => (
            Route::pod_spec(subject.pods.path).field("tolerations").index(place),
            "this lets them in",
        ),
        None => (Route::pod_spec(subject.pods.path).key(), "nothing keeps them off"),
    }
}
