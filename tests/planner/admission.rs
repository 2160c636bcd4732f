//! What changes a pod between the controller and its node.

use crate::{daemon_set, inventory, object, told};
use daemonlint::internals::kubernetes::pod_admission::{AdmissionContext, OptionalPlugin};

const NODE: &str =
    "kind: Node\nmetadata: {name: a}\nstatus: {allocatable: {cpu: 1, memory: 1Gi, pods: 10}}\n";

#[test]
fn limits_without_requests_are_requests_when_the_pod_is_created() {
    let agent = daemon_set("containers: [{name: c, resources: {limits: {cpu: 2}}}]");
    insta::assert_snapshot!(told(&inventory(NODE), &agent, &AdmissionContext::default()), @r#"
    a: wanted
        NodeResourcesFit: Insufficient cpu [containers[0].resources.limits[cpu]] Resource { name: "cpu", need: 2000 } (on admission)
    on its way: limits without requests are taken as requests
    "#);
}

#[test]
fn container_ports_are_host_ports_in_the_hosts_network() {
    let nodes = format!(
        "{NODE}---\nkind: Pod\nmetadata: {{name: p}}\nspec: {{nodeName: a, containers: [{{name: c, \
         ports: [{{containerPort: 9100, hostPort: 9100}}]}}]}}\n"
    );
    let agent =
        daemon_set("hostNetwork: true\ncontainers: [{name: c, ports: [{containerPort: 9100}]}]");
    insta::assert_snapshot!(told(&inventory(&nodes), &agent, &AdmissionContext::default()), @r#"
    a: wanted
        NodePorts: node(s) didn't have free ports for the requested pod ports [containers[0].ports[0].containerPort] HostPort { port: 9100, protocol: "TCP", ip: None } (on admission)
    on its way: container ports are host ports in the host's network
    "#);
}

#[test]
fn a_limit_range_fills_in_what_containers_leave_open() {
    let range = object(
        "metadata: {name: defaults, namespace: default}\n\
         spec: {limits: [{type: Container, max: {memory: 2Gi}, defaultRequest: {cpu: 100m}}]}",
    );
    let elsewhere = object(
        "metadata: {name: elsewhere, namespace: other}\n\
         spec: {limits: [{type: Container, default: {cpu: 8}}]}",
    );
    let around = AdmissionContext {
        limit_ranges: vec![&range, &elsewhere].into(),
        ..AdmissionContext::default()
    };
    let agent = daemon_set("containers: [{name: c}]");
    insta::assert_snapshot!(told(&inventory(NODE), &agent, &around), @r#"
    a: wanted
        NodeResourcesFit: Insufficient memory [containers[0].resources.limits[memory]] Resource { name: "memory", need: 2147483648 } (on admission)
    on its way: LimitRange defaults
    "#);
}

#[test]
fn a_runtime_class_brings_overhead_and_a_node_selector() {
    let class = object(
        "metadata: {name: kata}\nhandler: kata\noverhead: {podFixed: {memory: 2Gi}}\n\
         scheduling: {nodeSelector: {runtime: kata}}",
    );
    let around =
        AdmissionContext { runtime_classes: vec![&class].into(), ..AdmissionContext::default() };
    let agent = daemon_set("runtimeClassName: kata\ncontainers: [{name: c}]");
    insta::assert_snapshot!(told(&inventory(NODE), &agent, &around), @r#"
    a: wanted
        NodeAffinity: node(s) didn't match Pod's node affinity/selector [] Label { key: "runtime", value: None } (on admission)
        NodeResourcesFit: Insufficient memory [overhead[memory]] Resource { name: "memory", need: 2147483648 } (on admission)
    on its way: RuntimeClass kata (overhead memory 2Gi; node selector runtime=kata)
    "#);
}

#[test]
fn a_namespace_can_have_a_node_selector() {
    let namespace = object(
        "metadata: {name: default, annotations: \
         {scheduler.alpha.kubernetes.io/node-selector: 'env=test,region=west'}}",
    );
    let off =
        AdmissionContext { namespaces: vec![&namespace].into(), ..AdmissionContext::default() };
    let plugins = [OptionalPlugin::PodNodeSelector];
    let around =
        AdmissionContext { optional_plugins: plugins.into_iter().collect(), ..off.clone() };
    let nodes = format!(
        "{NODE}---\nkind: Node\nmetadata: {{name: b, labels: {{env: test, region: west}}}}\n"
    );
    let agent = daemon_set("containers: [{name: c}]");
    // The annotation is that of a plugin which is off unless the cluster says otherwise.
    insta::assert_snapshot!(told(&inventory(&nodes), &agent, &off), @r"
    a: runs
    b: runs
    ");
    insta::assert_snapshot!(told(&inventory(&nodes), &agent, &around), @r#"
    a: wanted
        NodeAffinity: node(s) didn't match Pod's node affinity/selector [] Label { key: "env", value: None } (on admission)
        NodeAffinity: node(s) didn't match Pod's node affinity/selector [] Label { key: "region", value: None } (on admission)
    b: runs
    on its way: Namespace default: scheduler.alpha.kubernetes.io/node-selector=env=test,region=west
    "#);
}

#[test]
fn a_priority_class_sets_the_priority() {
    let class = object("metadata: {name: agents}\nvalue: 1000");
    let default = object("metadata: {name: usual}\nvalue: 7\nglobalDefault: true");
    let around = AdmissionContext {
        priority_classes: vec![&class, &default].into(),
        ..AdmissionContext::default()
    };
    let priority = |name: &str| {
        let agent = daemon_set(&format!("containers: [{{name: c}}]\npriorityClassName: {name}"));
        let nodes = inventory(NODE);
        let fleet = daemonlint::internals::planner::Fleet::new(&nodes, [&agent], &around);
        fleet.placement(crate::at(0)).priority
    };
    let all = ["agents", "system-node-critical", "''", "unknown"].map(priority);
    assert_eq!(all, [1000, 2_000_001_000, 7, 0]);
}
