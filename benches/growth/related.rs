//! What is doubled of things that are held against each other: objects that name one another, take
//! each other's pods, or are alike.

use std::path::Path;

use crate::inputs::{Input, check, input, one, stream, write};
use crate::objects::{DaemonSet, each, object};

#[rustfmt::skip]
pub static RELATED: &[Input] = &[
    input("files of a projected volume", |to, n| one(to, volume(&format!("projected: {{sources: [{}]}}", each(n, |i| format!("{{configMap: {{name: c, items: [{{key: k, path: p{i}}}]}}}}, ")))))),
    input("items of a ConfigMap's volume", |to, n| one(to, volume(&format!("configMap: {{name: c, items: [{}]}}", each(n, |i| format!("{{key: k, path: p{i}}}, ")))))),
    input("ConfigMaps that are not there", |to, n| stream(to, references(n, |i| format!("{{name: d{i}, key: k}}")) + &each(n, |i| object("v1", "ConfigMap", &format!("c{i}"), "data: {k: v}\n")))),
    input("keys that are not there", |to, n| stream(to, references(n, |i| format!("{{name: c, key: d{i}}}")) + &keys(n))),
    input("keys that are there", |to, n| stream(to, references(n, |i| format!("{{name: c, key: k{i}}}")) + &keys(n))),
    input("role bindings of accounts", |to, n| stream(to, each(n, binding))),
    input("copies of a DaemonSet", |to, n| stream(to, each(n, |_| DaemonSet::default().text("agent")))),
    input("Deployments of one label", |to, n| stream(to, DaemonSet::default().text("agent") + &each(n, |i| deployment(&format!("d{i}"))))),
    input("DaemonSets of one label on nodes of their own", |to, n| stream(to, each(n, pooled))),
    input("budgets by expressions", |to, n| stream(to, each(n, |i| budget(&format!("agent-{i}"))))),
    input("Services that miss by more than a slip", |to, n| stream(to, each(n, |i| service(&format!("agent-{i}"), &format!("other-{i}"))))),
    input("nodes of which no two are alike", unlike),
];

fn volume(source: &str) -> DaemonSet {
    DaemonSet {
        pod: format!("      volumes: [{{name: v, {source}}}]\n"),
        container: "          volumeMounts: [{name: v, mountPath: /v}]\n".to_owned(),
        ..DaemonSet::default()
    }
}

/// A DaemonSet whose variables are keys of ConfigMaps.
fn references(count: usize, key: impl Fn(usize) -> String) -> String {
    let variable =
        |i| format!("            - {{name: V{i}, valueFrom: {{configMapKeyRef: {}}}}}\n", key(i));
    let container = format!("          env:\n{}", each(count, variable));
    DaemonSet { container, ..DaemonSet::default() }.text("agent")
}

fn keys(count: usize) -> String {
    let data = each(count, |i| format!("  k{i}: v\n"));
    object("v1", "ConfigMap", "c", &format!("data:\n{data}"))
}

fn binding(number: usize) -> String {
    let subjects = format!("[{{kind: ServiceAccount, name: a{number}, namespace: tools}}]");
    let role = "{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}";
    object("v1", "ServiceAccount", &format!("a{number}"), "")
        + &object(
            "rbac.authorization.k8s.io/v1",
            "RoleBinding",
            &format!("b{number}"),
            &format!("subjects: {subjects}\nroleRef: {role}\n"),
        )
}

/// A Deployment whose pods are those of the DaemonSet `agent` too.
fn deployment(name: &str) -> String {
    let text = DaemonSet::default().text("agent").replace("kind: DaemonSet", "kind: Deployment");
    text.replace("  name: agent\n", &format!("  name: {name}\n"))
}

fn pooled(number: usize) -> String {
    let pod = format!("      nodeSelector: {{pool: p{number}}}\n");
    let text = DaemonSet { pod, ..DaemonSet::default() }.text("agent");
    text.replace("  name: agent\n", &format!("  name: agent-{number}\n"))
}

fn budget(name: &str) -> String {
    let selector = format!("{{matchExpressions: [{{key: app, operator: In, values: [{name}]}}]}}");
    DaemonSet::default().text(name)
        + &object(
            "policy/v1",
            "PodDisruptionBudget",
            name,
            &format!("spec: {{maxUnavailable: 1, selector: {selector}}}\n"),
        )
}

fn service(name: &str, selected: &str) -> String {
    let spec = format!("spec: {{selector: {{app: {selected}}}, ports: [{{port: 80}}]}}\n");
    DaemonSet::default().text(name) + &object("v1", "Service", name, &spec)
}

fn unlike(to: &Path, count: usize) -> Vec<String> {
    let node = |i| {
        format!(
            "apiVersion: v1\nkind: Node\nmetadata: {{name: n{i}, labels: {{kubernetes.io/os: linux, own{i}: v}}}}\n\
             spec: {{taints: [{{key: own{i}, effect: NoSchedule}}]}}\n\
             status: {{allocatable: {{cpu: 4, memory: 8Gi, pods: 110}}}}\n---\n"
        )
    };
    write(to, "nodes.yaml", &each(count, node));
    write(to, "all.yaml", &DaemonSet::default().text("agent"));
    let mut arguments = check(&["--nodes", "nodes.yaml", "all.yaml"]);
    arguments.retain(|word| !["--format", "short"].contains(&word.as_str()));
    arguments[0] = "plan".to_owned();
    arguments
}
