//! One DaemonSet, one node, step by step.

use crate::{at, daemon_set, inventory};
use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use daemonlint::internals::planner::Fleet;
use daemonlint::internals::planner::why::{Outcome, why};

fn told(nodes: &str, spec: &str) -> String {
    let inventory = inventory(nodes);
    let daemon_set = daemon_set(spec);
    let fleet = Fleet::new(&inventory, [&daemon_set], &AdmissionContext::default());
    let explanation = why(&fleet, at(0), at(0));
    let mut lines = Vec::new();
    for check in &explanation.checks {
        let sign = match check.outcome {
            Outcome::Pass => '✓',
            Outcome::Fail => '✗',
            Outcome::Open => '?',
            Outcome::NotAsked => '–',
        };
        lines.push(format!("{sign} {:?} {}", check.asker, check.kind.title()));
        for line in &check.lines {
            let field = line.field.as_ref().map(ToString::to_string).unwrap_or_default();
            let field = field.trim_start_matches("spec.template.spec.").to_owned();
            let sign = if line.passes { '✓' } else { '✗' };
            lines.push(format!("    {sign} {:?} [{field}]", line.item));
        }
    }
    lines.extend(explanation.flips.iter().map(|flip| format!("=> {flip}")));
    lines.join("\n")
}

#[test]
fn the_closest_toleration_is_mended() {
    let node = "kind: Node
metadata: {name: gpu-1, labels: {os: linux}}
spec: {taints: [{key: gpu, value: present, effect: NoSchedule}, {key: node.kubernetes.io/unschedulable, effect: NoSchedule}, {key: old, effect: PreferNoSchedule}]}
status: {allocatable: {cpu: 4, pods: 10}}
";
    let spec = "nodeSelector: {os: linux}
tolerations: [{key: gpu, operator: Equal, value: 'true', effect: NoSchedule}]
containers: [{name: c, resources: {requests: {cpu: 100m}}}]
";
    insta::assert_snapshot!(told(node, spec), @r#"
    ✓ Controller node name
    ✓ Controller node selector
        ✓ Label { wanted: "os=linux", key: "os", found: Some("linux") } [nodeSelector[os]]
    ✓ Controller node affinity
    ✗ Controller taints
        ✗ Taint { taint: Taint { effect: "NoSchedule", key: "gpu", time_added: None, value: Some("present") }, tolerated: No, closest: Some(Closest { field: FieldPath([Field("spec"), Field("template"), Field("spec"), Field("tolerations"), Index(0)]), toleration: Toleration { effect: Some("NoSchedule"), key: Some("gpu"), operator: Some("Equal"), toleration_seconds: None, value: Some("true") }, differs: ["value"] }) } [tolerations[0]]
        ✓ Taint { taint: Taint { effect: "NoSchedule", key: "node.kubernetes.io/unschedulable", time_added: None, value: None }, tolerated: ByController, closest: None } []
        ✓ Taint { taint: Taint { effect: "PreferNoSchedule", key: "old", time_added: None, value: None }, tolerated: OnlyPreferred, closest: None } []
    – Scheduler host ports
    – Scheduler resources
        ✓ Resource(ResourceFigures { name: "pods", need: 1, allocatable: Some(10), used: 0, by: [] }) []
        ✓ Resource(ResourceFigures { name: "cpu", need: 100, allocatable: Some(4000), used: 0, by: [] }) [containers[0].resources.requests[cpu]]
    – Scheduler volumes
    – Scheduler topology spread
    – Scheduler pod affinity
    => spec.template.spec.tolerations[0].value: present
    "#);
}

#[test]
fn a_node_without_room_is_shown_with_its_figures() {
    let nodes = "kind: List
items:
- {kind: Node, metadata: {name: a}, status: {allocatable: {cpu: 2, memory: 1Gi, pods: 3}}}
- kind: Pod
  metadata: {name: db-0, namespace: shop}
  spec: {nodeName: a, containers: [{name: c, resources: {requests: {cpu: 1500m}}, ports: [{containerPort: 1, hostPort: 9100}]}]}
- kind: Pod
  metadata: {name: other-x7, namespace: shop, ownerReferences: [{kind: DaemonSet, controller: true, name: other}]}
  spec: {nodeName: a, containers: [{name: c, resources: {requests: {cpu: 200m}}}]}
";
    let spec = "containers: [{name: c, resources: {requests: {cpu: '1'}}, ports: [{containerPort: 1, hostPort: 9100}]}]";
    insta::assert_snapshot!(told(nodes, spec), @r#"
    ✓ Controller node name
    ✓ Controller node selector
    ✓ Controller node affinity
    ✓ Controller taints
    ✗ Scheduler host ports
        ✗ HostPort { port: 9100, protocol: "TCP", ip: None, taken_by: Some("shop/db-0") } [containers[0].ports[0].hostPort]
    ✗ Scheduler resources
        ✓ Resource(ResourceFigures { name: "pods", need: 1, allocatable: Some(3), used: 2, by: [] }) []
        ✗ Resource(ResourceFigures { name: "cpu", need: 1000, allocatable: Some(2000), used: 1700, by: [("db-0", 1500), ("other", 200)] }) [containers[0].resources.requests[cpu]]
    ✓ Scheduler volumes
    ✓ Scheduler topology spread
    ✓ Scheduler pod affinity
    => host port 9100/TCP free of shop/db-0
    => 700 more of cpu
    "#);
}

#[test]
fn what_is_not_asked_is_still_told_where_it_would_matter() {
    let node = "kind: Node
metadata: {name: a, labels: {os: windows, cores: '2', legacy: ''}}
spec: {taints: [{key: gpu, effect: NoSchedule}, {key: gpu, effect: NoExecute}]}
status: {allocatable: {memory: 1Gi, pods: 10}}
";
    let spec = "nodeSelector: {os: linux}
tolerations: [{key: gpu, operator: Exists, effect: NoExecute}]
containers: [{name: c, resources: {requests: {memory: 4Gi}}}]
affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [
  {matchExpressions: [{key: x, operator: Exists}, {key: y, operator: Exists}]},
  {matchExpressions: [{key: cores, operator: Gt, values: ['3']}, {key: legacy, operator: Exists}]}]}}}
";
    insta::assert_snapshot!(told(node, spec), @r#"
    ✓ Controller node name
    ✗ Controller node selector
        ✗ Label { wanted: "os=linux", key: "os", found: Some("windows") } [nodeSelector[os]]
    ✗ Controller node affinity
        ✗ Label { wanted: "cores > 3", key: "cores", found: Some("2") } [affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[1].matchExpressions[0]]
        ✓ Label { wanted: "legacy", key: "legacy", found: Some("") } [affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[1].matchExpressions[1]]
    ✗ Controller taints
        ✗ Taint { taint: Taint { effect: "NoSchedule", key: "gpu", time_added: None, value: None }, tolerated: No, closest: Some(Closest { field: FieldPath([Field("spec"), Field("template"), Field("spec"), Field("tolerations"), Index(0)]), toleration: Toleration { effect: Some("NoExecute"), key: Some("gpu"), operator: Some("Exists"), toleration_seconds: None, value: None }, differs: ["effect"] }) } [tolerations[0]]
        ✓ Taint { taint: Taint { effect: "NoExecute", key: "gpu", time_added: None, value: None }, tolerated: By(FieldPath([Field("spec"), Field("template"), Field("spec"), Field("tolerations"), Index(0)])), closest: None } [tolerations[0]]
    – Scheduler host ports
    – Scheduler resources
        ✓ Resource(ResourceFigures { name: "pods", need: 1, allocatable: Some(10), used: 0, by: [] }) []
        ✗ Resource(ResourceFigures { name: "memory", need: 4294967296, allocatable: Some(1073741824), used: 0, by: [] }) [containers[0].resources.requests[memory]]
    – Scheduler volumes
    – Scheduler topology spread
    – Scheduler pod affinity
    => node label os=linux
    => node label cores=4
    => another toleration: {key: gpu, operator: Exists, effect: NoSchedule}
    => 3221225472 more of memory
    "#);
}
