//! Nodes that a pool would start.

use daemonlint::internals::kubernetes::pod_admission::{AdmissionContext, OptionalPlugin};
use daemonlint::internals::planner::Fleet;
use insta::assert_snapshot;
use k8s_openapi::api::core::v1::Namespace;

use crate::{at, daemon_set, inventory, object};

const POOLS: &str = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
pools:
  - name: p
    count: 0
    labels: {os: linux}
    taints: ['gpu:NoSchedule']
    startupTaints: ['agent-not-ready:NoExecute']
    allocatable: {cpu: 2, memory: 4Gi, example.com/gpu: 1}
    requirements:
      - {key: arch, operator: In, values: [amd64, arm64]}
      - {key: zone, operator: Exists}
      - {key: generation, operator: Gt, values: ['4']}
      - {key: tier, operator: NotIn, values: [gold]}
";

/// What becomes of a pod of this spec on a new node.
fn told(spec: &str, around: &AdmissionContext<'_>) -> String {
    let inventory = inventory(POOLS);
    let daemon_set = daemon_set(spec);
    let fleet = Fleet::new(&inventory, [&daemon_set], around);
    let placement = fleet.placement(at(0));
    let (verdict, new_node) = (placement.pool_verdict(at(0)), placement.new_node(at(0)));
    let mut said = vec![if verdict.runs() { "runs" } else { "does not run" }.to_owned()];
    said.extend(verdict.refusals.iter().chain(&verdict.blockers).map(|reason| {
        let field = reason.field.as_ref().map(ToString::to_string).unwrap_or_default();
        let field = field.strip_prefix("spec.template.spec.").unwrap_or(&field).to_owned();
        format!("{} [{field}]", reason.plugin)
    }));
    said.extend(new_node.conditions.iter().map(|c| {
        let others = if c.others { format!(" or any but {:?}", c.except) } else { String::new() };
        let missing = if c.missing { " or missing" } else { "" };
        format!("if {} {:?}{others}{missing} exact={}", c.key, c.values, c.exact)
    }));
    said.extend(new_node.after.iter().map(|taint| format!("after {}", taint.key)));
    said.join("; ")
}

fn tolerant(rest: &str) -> String {
    format!("tolerations: [{{operator: Exists}}]\ncontainers: []\n{rest}")
}

fn affinity(terms: &str) -> String {
    tolerant(&format!(
        "affinity: {{nodeAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: [{terms}]}}}}}}"
    ))
}

#[test]
fn what_a_new_node_surely_has_is_decided() {
    let none = AdmissionContext::default();
    let term = |test: &str| affinity(&format!("{{matchExpressions: [{test}]}}"));
    let all = [
        told("containers: []", &none),
        told("tolerations: [{key: gpu, operator: Exists}]\ncontainers: []", &none),
        told(&tolerant("nodeSelector: {os: linux}"), &none),
        told(&tolerant("nodeSelector: {os: windows}"), &none),
        told(&tolerant("nodeName: p-1"), &none),
        told(&tolerant("nodeSelector: {arch: s390x}"), &none),
        told(&term("{key: arch, operator: In, values: [amd64, arm64, s390x]}"), &none),
        told(&term("{key: zone, operator: Exists}"), &none),
        told(&term("{key: tier, operator: In, values: [gold]}"), &none),
        told(&term("{key: generation, operator: Gt, values: ['3']}"), &none),
        told(&term("{key: kubernetes.io/hostname, operator: In, values: [p-1]}"), &none),
        told(&term("{key: kubernetes.io/hostname, operator: NotIn, values: [p-1]}"), &none),
    ];
    assert_snapshot!(all.join("\n"), @"
    does not run; TaintToleration [tolerations]; after agent-not-ready
    runs; after agent-not-ready
    runs
    does not run; NodeAffinity [nodeSelector[os]]
    does not run; NodeName [nodeName]
    does not run; NodeAffinity [nodeSelector[arch]]
    runs
    runs
    does not run; NodeAffinity [affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0]]
    runs
    does not run; NodeAffinity [affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0]]
    runs
    ");
}

#[test]
fn what_it_may_have_is_a_condition() {
    let none = AdmissionContext::default();
    let term = |test: &str| affinity(&format!("{{matchExpressions: [{test}]}}"));
    let all = [
        told(&tolerant("nodeSelector: {arch: amd64}"), &none),
        told(&tolerant("nodeSelector: {zone: a, arch: arm64}"), &none),
        told(&term("{key: zone, operator: NotIn, values: [a, b]}"), &none),
        told(&term("{key: tier, operator: Exists}"), &none),
        told(&term("{key: tier, operator: DoesNotExist}"), &none),
        told(&term("{key: generation, operator: Gt, values: ['6']}"), &none),
        told(
            &affinity(
                "{matchExpressions: [{key: arch, operator: In, values: [amd64]}]}, {matchExpressions: [{key: arch, operator: In, values: [arm64]}]}",
            ),
            &none,
        ),
    ];
    assert_snapshot!(all.join("\n"), @r#"
    runs; if arch ["amd64"] exact=true
    runs; if arch ["arm64"] exact=true; if zone ["a"] exact=true
    runs; if zone [] or any but ["a", "b"] exact=true
    runs; if tier [] or any but [] exact=true
    runs; if tier [] or missing exact=true
    runs; if generation ["7"] exact=false
    runs
    "#);
}

#[test]
fn room_and_what_changes_the_pod_count_as_well() {
    let none = AdmissionContext::default();
    let takes = |amounts: &str| {
        format!(
            "tolerations: [{{operator: Exists}}]\nnodeSelector: {{arch: amd64}}\ncontainers: [{{name: c, resources: {{requests: {{{amounts}}}}}}}]"
        )
    };
    let namespace: Namespace = object(
        "metadata: {name: default, annotations: {scheduler.alpha.kubernetes.io/node-selector: zone=a}}",
    );
    let around = AdmissionContext {
        namespaces: vec![&namespace].into(),
        optional_plugins: std::iter::once(OptionalPlugin::PodNodeSelector).collect(),
        ..AdmissionContext::default()
    };
    let all = [
        told(&takes("cpu: 3"), &none),
        told(&takes("cpu: 1, example.com/gpu: 1"), &none),
        told(&takes("example.com/gpu: 2"), &none),
        told(&takes("cpu: 1"), &around),
    ];
    assert_snapshot!(all.join("\n"), @r#"
    does not run; NodeResourcesFit [containers[0].resources.requests[cpu]]
    runs; if arch ["amd64"] exact=true
    does not run; NodeResourcesFit [containers[0].resources.requests[example.com/gpu]]
    runs; if arch ["amd64"] exact=true; if zone ["a"] exact=true
    "#);
}
