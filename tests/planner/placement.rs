//! The controller's answer and the scheduler's, with every reason.

use crate::{at, daemon_set, inventory, told};
use daemonlint::internals::inventory::NodeIx;
use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use daemonlint::internals::planner::{Fleet, Verdict};

fn around() -> AdmissionContext<'static> {
    AdmissionContext::default()
}

#[test]
fn every_reason_is_given_and_not_only_the_first() {
    let nodes = inventory(
        "kind: List
items:
- {kind: Node, metadata: {name: runs, labels: {os: linux, zone: a}}}
- {kind: Node, metadata: {name: windows, labels: {os: windows, zone: c}}, spec: {taints: [{key: os, value: windows, effect: NoSchedule}]}}
- {kind: Node, metadata: {name: bare}, spec: {taints: [{key: soft, effect: PreferNoSchedule}]}}
- {kind: Node, metadata: {name: draining, labels: {os: linux, zone: b}}, spec: {unschedulable: true, taints: [{key: node.kubernetes.io/unschedulable, effect: NoSchedule}]}}
- {kind: Node, metadata: {name: lost, labels: {os: linux, zone: b}}, spec: {taints: [{key: maintenance, effect: NoExecute}]}}
- {kind: Node, metadata: {name: tainted, labels: {os: linux, zone: b}}, spec: {taints: [{key: gpu, effect: NoSchedule}]}}
",
    );
    let agent = daemon_set(
        "nodeSelector: {os: linux}
containers: [{name: c}]
affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
      - matchExpressions: [{key: zone, operator: In, values: [a, b]}]
      - matchExpressions: [{key: x, operator: Exists}, {key: y, operator: Exists}]
",
    );
    insta::assert_snapshot!(told(&nodes, &agent, &around()), @r#"
    runs: runs
    windows: kept off
        NodeAffinity: node(s) didn't match Pod's node affinity/selector [nodeSelector[os]] Label { key: "os", value: Some("windows") }
        NodeAffinity: node(s) didn't match Pod's node affinity/selector [affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0]] Label { key: "zone", value: Some("c") }
        TaintToleration: node(s) had untolerated taint(s) [tolerations] Taint(Taint { effect: "NoSchedule", key: "os", time_added: None, value: Some("windows") })
    bare: kept off
        NodeAffinity: node(s) didn't match Pod's node affinity/selector [nodeSelector[os]] Label { key: "os", value: None }
        NodeAffinity: node(s) didn't match Pod's node affinity/selector [affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0]] Label { key: "zone", value: None }
    draining: runs
    lost: kept off
        TaintToleration: node(s) had untolerated taint(s) [tolerations] Taint(Taint { effect: "NoExecute", key: "maintenance", time_added: None, value: None })
    tainted: kept off, left where it runs
        TaintToleration: node(s) had untolerated taint(s) [tolerations] Taint(Taint { effect: "NoSchedule", key: "gpu", time_added: None, value: None })
    "#);
}

#[test]
fn a_pods_own_predecessor_makes_room() {
    let nodes = |owner: &str| {
        inventory(&format!(
            "kind: List
items:
- {{kind: Node, metadata: {{name: a}}, status: {{allocatable: {{cpu: 1, pods: 1}}}}}}
- kind: Pod
  metadata: {{name: p, namespace: default, ownerReferences: [{{kind: DaemonSet, name: {owner}, controller: true}}]}}
  spec: {{nodeName: a, containers: [{{name: c, resources: {{requests: {{cpu: 1}}}}, ports: [{{containerPort: 1, hostPort: 80}}]}}]}}
"
        ))
    };
    let agent = daemon_set(
        "containers: [{name: c, resources: {requests: {cpu: 500m}}, ports: [{containerPort: 1, hostPort: 80}]}]",
    );
    insta::assert_snapshot!(told(&nodes("agent"), &agent, &around()), @"a: runs");
    insta::assert_snapshot!(told(&nodes("other"), &agent, &around()), @r#"
    a: wanted
        NodePorts: node(s) didn't have free ports for the requested pod ports [containers[0].ports[0].hostPort] HostPort { port: 80, protocol: "TCP", ip: None }
        NodeResourcesFit: Too many pods [] Resource { name: "pods", need: 1 }
        NodeResourcesFit: Insufficient cpu [containers[0].resources.requests[cpu]] Resource { name: "cpu", need: 500 }
    "#);
}

#[test]
fn nodes_that_nothing_tells_apart_are_one_class() {
    let nodes: String = (0..500)
        .map(|i| {
            format!(
                "- {{kind: Node, metadata: {{name: n{i}, labels: {{kubernetes.io/hostname: n{i}, pool: p{}}}}}, \
                 status: {{allocatable: {{cpu: 4, memory: {}Ki, pods: 110}}}}}}\n",
                i % 2,
                16_000_000 + i
            )
        })
        .collect();
    let nodes = inventory(&format!("kind: List\nitems:\n{nodes}"));
    let plain = daemon_set("nodeSelector: {pool: p1}\ncontainers: [{name: c}]");
    let not_one = daemon_set(
        "containers: [{name: c}]
affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [
  {matchExpressions: [{key: kubernetes.io/hostname, operator: NotIn, values: [n7]}]}]}}}",
    );
    let fleet = Fleet::new(&nodes, [&plain, &not_one], &around());
    let plan = &fleet.plan;
    assert_eq!(plan.classes, 3);
    assert_eq!(fleet.placement(at(0)).desired(), 250);
    assert_eq!(fleet.placement(at(1)).desired(), 499);
    assert!(!fleet.placement(at(1)).verdict(at(7)).should_run);
}

/// Nodes whose verdict depends on what runs elsewhere have one of their own beside their class's.
#[test]
fn a_tally_counts_and_lists_what_a_look_at_each_node_does() {
    let nodes = inventory(
        "kind: List
items:
- {kind: Node, metadata: {name: a, labels: {zone: x}}}
- {kind: Node, metadata: {name: b, labels: {zone: x}}}
- {kind: Node, metadata: {name: c, labels: {zone: y}}}
- {kind: Node, metadata: {name: d, labels: {pool: other}}}
- kind: Pod
  metadata: {name: p, namespace: default, labels: {app: web}}
  spec: {nodeName: b, containers: [{name: c}]}
",
    );
    let apart = daemon_set(
        "containers: [{name: c}]
affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [
  {labelSelector: {matchLabels: {app: web}}, topologyKey: zone}]}}",
    );
    let plain = daemon_set("nodeSelector: {pool: other}\ncontainers: [{name: c}]");
    let fleet = Fleet::new(&nodes, [&apart, &plain], &around());
    let tally = &fleet.tally;
    for placement in &fleet.plan.placements {
        let kinds: [fn(&Verdict) -> bool; 3] =
            [Verdict::runs, |verdict| verdict.should_run, |verdict| !verdict.should_run];
        for is in kinds {
            let seen: Vec<NodeIx> =
                placement.nodes().filter(|node| is(placement.verdict(*node))).collect();
            assert_eq!(tally.nodes(placement, is), seen);
            assert_eq!(tally.count(placement, is), seen.len());
        }
    }
    assert_eq!(tally.nodes(fleet.placement(at(0)), Verdict::runs), [at(2), at(3)]);
}

/// The scheduler lists the namespaces that a selector selects: one that is not there is not among
/// them, whatever the selector denies.
#[test]
fn a_namespace_that_is_not_there_is_selected_by_nothing() {
    let nodes = |namespaces: &str| {
        inventory(&format!(
            "kind: List
items:
- {{kind: Node, metadata: {{name: a, labels: {{zone: z}}}}}}
- {{kind: Pod, metadata: {{name: p, namespace: ghost, labels: {{app: web}}}}, spec: {{nodeName: a, containers: [{{name: c}}]}}}}
{namespaces}"
        ))
    };
    let agent = daemon_set(
        "containers: [{name: c}]
affinity:
  podAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
    - topologyKey: zone
      labelSelector: {matchLabels: {app: web}}
      namespaceSelector: {matchExpressions: [{key: team, operator: DoesNotExist}]}
",
    );
    let runs = |nodes| told(&nodes, &agent, &around()).starts_with("a: runs");
    let namespace =
        |name: &str| format!("- {{kind: Namespace, metadata: {{name: {name}, labels: {{}}}}}}\n");
    assert!(runs(nodes("")), "nothing is known of namespaces");
    assert!(!runs(nodes(&namespace("shop"))));
    assert!(runs(nodes(&namespace("ghost"))));
}
