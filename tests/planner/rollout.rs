//! How the nodes of an inventory meet an update.

use crate::{at, daemon_set, inventory};
use daemonlint::internals::inventory::Inventory;
use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use daemonlint::internals::planner::Fleet;
use daemonlint::internals::planner::rollout::{Obstacle, parts};

const NODES: &str = "\
kind: Node
metadata: {name: a, labels: {kubernetes.io/hostname: a}}
status: {allocatable: {cpu: 1, memory: 1Gi, pods: 9}}
---
kind: Node
metadata: {name: b, labels: {kubernetes.io/hostname: b}}
status: {allocatable: {cpu: 1, memory: 1Gi, pods: 9}, conditions: [{type: Ready, status: 'False'}]}
---
kind: Node
metadata: {name: tiny, labels: {kubernetes.io/hostname: tiny}}
status: {allocatable: {cpu: 100m, memory: 1Gi, pods: 9}}
";

/// The nodes of each part, and what stands in the way there of an update with a surge.
fn surge(inventory: &Inventory, spec: &str) -> String {
    let agent = daemon_set(spec);
    let around = AdmissionContext::default();
    let fleet = Fleet::new(inventory, [&agent], &around);
    let parts = parts(&fleet.cluster, fleet.placement(at(0)), &fleet.pods[at(0)], true, |_| false);
    let told = parts.iter().map(|part| {
        let names: Vec<_> = part.nodes.iter().map(|node| &*inventory.nodes[*node].name).collect();
        let obstacle = match &part.obstacle {
            None => "goes well".to_owned(),
            Some(Obstacle::NotReady) => "not ready".to_owned(),
            Some(Obstacle::NoRoom) => "no room".to_owned(),
            Some(Obstacle::NoRoomBeside(reasons)) => {
                let said: Vec<_> = reasons.iter().map(|reason| reason.message.clone()).collect();
                format!("no room beside: {}", said.join(", "))
            }
        };
        format!("{}: {obstacle}", names.join(" "))
    });
    told.collect::<Vec<_>>().join("; ")
}

#[test]
fn a_new_pod_needs_room_beside_the_old_one() {
    let requests =
        |cpu| format!("containers: [{{name: c, resources: {{requests: {{cpu: {cpu}}}}}}}]");
    let inventory = inventory(NODES);
    assert_eq!(surge(&inventory, &requests("50m")), "b: not ready; a tiny: goes well");
    assert_eq!(
        surge(&inventory, &requests("600m")),
        "b: not ready; tiny: no room; a: no room beside: Insufficient cpu"
    );
}

#[test]
fn what_only_one_pod_of_a_node_can_have_holds_a_surge() {
    let inventory = inventory(NODES);
    assert_eq!(
        surge(&inventory, "containers: [{name: c, ports: [{containerPort: 80, hostPort: 80}]}]"),
        "b: not ready; a tiny: no room beside: node(s) didn't have free ports for the requested \
         pod ports"
    );
    let apart = |app| {
        format!(
            "affinity: {{podAntiAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: \
             [{{topologyKey: kubernetes.io/hostname, labelSelector: {{matchLabels: {{app: \
             {app}}}}}}}]}}}}\ncontainers: [{{name: c}}]"
        )
    };
    assert_eq!(
        surge(&inventory, &apart("agent")),
        "b: not ready; a tiny: no room beside: node(s) didn't match pod anti-affinity rules"
    );
    assert_eq!(surge(&inventory, &apart("other")), "b: not ready; a tiny: goes well");
}

#[test]
fn an_anti_affinity_within_one_revision_lets_both_be() {
    let spec = "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: \
                [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: agent}}, \
                matchLabelKeys: [controller-revision-hash]}]}}\ncontainers: [{name: c}]";
    assert_eq!(surge(&inventory(NODES), spec), "b: not ready; a tiny: goes well");
}
