//! MutatingAdmissionPolicies: what a cluster that has them makes of DaemonSets and their pods.

use insta::assert_snapshot;
use serde_json::Value;

use crate::story::{AGENT, Story};

const NODES: &str = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
pools:
  - name: worker
    count: 2
    labels: {kubernetes.io/os: linux}
  - name: infra
    count: 1
    labels: {kubernetes.io/os: linux, pool: infra}
";

/// A policy on a resource with one mutation, bound.
fn policy(name: &str, (group, resource): (&str, &str), rest: &str) -> String {
    format!(
        "apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicy
metadata: {{name: {name}}}
spec:
  failurePolicy: Fail
  reinvocationPolicy: Never
  matchConstraints:
    resourceRules:
      - apiGroups: ['{group}']
        apiVersions: [v1]
        operations: [CREATE]
        resources: [{resource}]
{rest}---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingAdmissionPolicyBinding
metadata: {{name: {name}}}
spec: {{policyName: {name}}}
"
    )
}

fn patch(steps: &str) -> String {
    format!(
        "  mutations:\n    - patchType: JSONPatch\n      jsonPatch:\n        expression: \"[{steps}]\"\n"
    )
}

fn apply(change: &str) -> String {
    format!(
        "  mutations:\n    - patchType: ApplyConfiguration\n      applyConfiguration:\n        expression: \"{change}\"\n"
    )
}

const PODS: (&str, &str) = ("", "pods");
const DAEMON_SETS: (&str, &str) = ("apps", "daemonsets");

fn story(policy: &str) -> Story {
    Story::new(&[("agent.yaml", AGENT), ("nodes.yaml", NODES), ("policy.yaml", policy)])
}

const PLAN: &str = "plan --isolated --nodes nodes.yaml agent.yaml policy.yaml";

fn json(story: &Story) -> Value {
    serde_json::from_str(&story.run(&format!("{PLAN} --format json --quiet"))).unwrap()
}

#[test]
fn pods_are_placed_as_policies_leave_them() {
    let steps = "JSONPatch{op: 'add', path: '/spec/nodeSelector', value: {'pool': 'infra'}}";
    let story = story(&policy("infra", PODS, &patch(steps)));
    let said = story.run(PLAN);
    assert!(said.contains("ops/agent   1 of 3 nodes get a pod"), "{said}");
    assert!(
        said.contains("taken into account: MutatingAdmissionPolicy infra (nodeSelector)"),
        "{said}"
    );
    let why = story.run("why agent worker-1 --isolated --nodes nodes.yaml agent.yaml policy.yaml");
    assert!(why.contains("MutatingAdmissionPolicy infra"), "{why}");
    // The controller doesn't see it: a pod is made for every node, and waits.
    let plan = json(&story);
    assert_eq!(plan["daemonsets"][0]["desired"], 3);
    assert_eq!(plan["daemonsets"][0]["running"], 1);
}

#[test]
fn a_daemon_set_is_placed_as_policies_leave_it() {
    let steps =
        "JSONPatch{op: 'add', path: '/spec/template/spec/nodeSelector', value: {'pool': 'infra'}}";
    let story = story(&policy("infra", DAEMON_SETS, &patch(steps)));
    let plan = json(&story);
    assert_eq!(plan["daemonsets"][0]["desired"], 1);
    assert_eq!(plan["daemonsets"][0]["running"], 1);
    let said = story.run(PLAN);
    assert!(
        said.contains("taken into account: MutatingAdmissionPolicy infra (nodeSelector)"),
        "{said}"
    );
}

#[test]
fn a_policy_that_fails_refuses_every_pod() {
    let change = "Object{spec: Object.spec{nodeSelector: {'pool': 'infra'}}}";
    let story = story(&policy("infra", PODS, &apply(change)));
    let said = story.run(&format!("{PLAN} --fail-on refused"));
    assert!(
        said.contains("denied\n  request: error applying patch: invalid ApplyConfiguration"),
        "{said}"
    );
    assert!(said.contains("0 of 3 nodes get a pod"), "{said}");
    let check =
        story.run("check --isolated --select pods --format short --quiet agent.yaml policy.yaml");
    assert!(check.contains("agent.yaml:11:7: error[admission-plugin-refuses]"), "{check}");
    // Where failures are ignored, the pods come as they are.
    let ignored = policy("infra", PODS, &apply(change))
        .replace("failurePolicy: Fail", "failurePolicy: Ignore");
    story.write("policy.yaml", &ignored);
    assert_eq!(json(&story)["daemonsets"][0]["running"], 3);
}

#[test]
fn a_mistake_is_marked_in_the_mutating_policy() {
    let change = "Object{spec: Object.spec{priorityClassName: objet.metadata.name}}";
    let story = story(&policy("wrong", PODS, &apply(change)));
    let check = story.run(
        "check --isolated --select admission-policy --format short --quiet agent.yaml policy.yaml",
    );
    assert!(
        check.contains(
            "policy.yaml:16:66: error[admission-policy]: the policy is refused: \
             spec.mutations[0].applyConfiguration.expression: undeclared reference to 'objet'; did \
             you mean `object`?"
        ),
        "{check}"
    );
    // Such a policy is in no cluster.
    assert_eq!(json(&story)["daemonsets"][0]["running"], 3);
}

#[test]
fn expressions_are_held_against_the_kinds_that_they_change() {
    let change = "Object{spec: Object.spec{minReadySeconds: '10', template: Object.spec.template{spec: \
                  Object.spec.template.spec{hostNetwrk: true, containers: \
                  [Object.spec.template.spec.containers{name: 'a', imag: 'b'}]}}}}";
    let elsewhere = "Object{spec: Object.spec{selectr: Object.spec.selectr{}}}";
    let right = "Object{metadata: Object.metadata{labels: Object.metadata.labels{app: 'b'}}, spec: \
                 Object.spec{minReadySeconds: 10, template: Object.spec.template{spec: \
                 Object.spec.template.spec{hostNetwork: variables.pods.hostPID}}}}";
    let steps = "JSONPatch{op: 'add', path: '/spec/minReadySeconds', value: object.spec.replicas}";
    let rest = format!(
        "  variables:\n    - {{name: pods, expression: object.spec.template.spec}}\n  \
         matchConditions:\n    - {{name: c, expression: \" has(object.spec.replicas)\"}}\n  \
         mutations:\n{}{}{}{}",
        mutation(&apply(change)),
        mutation(&apply(elsewhere)),
        mutation(&apply(right)),
        mutation(&patch(steps)),
    );
    let story = story(&policy("tune", ("apps", "daemonsets"), &rest));
    assert_snapshot!(story.run("check --select admission-policy --format short policy.yaml"), @"
    policy.yaml:16:31: warning[admission-policy]: spec.matchConditions[0].expression, for apps/v1 DaemonSet: undefined field 'replicas'
    policy.yaml:20:64: warning[admission-policy]: spec.mutations[0].applyConfiguration.expression, for apps/v1 DaemonSet: field 'minReadySeconds' is of the type 'int', not of the type 'string'
    policy.yaml:20:145: warning[admission-policy]: spec.mutations[0].applyConfiguration.expression, for apps/v1 DaemonSet: undefined field 'hostNetwrk'; did you mean `hostNetwork`?
    policy.yaml:20:218: warning[admission-policy]: spec.mutations[0].applyConfiguration.expression, for apps/v1 DaemonSet: undefined field 'imag'; did you mean `image`?
    policy.yaml:23:56: warning[admission-policy]: spec.mutations[1].applyConfiguration.expression, for apps/v1 DaemonSet: `Object.spec.selectr`: undefined field 'selectr'
    policy.yaml:29:94: warning[admission-policy]: spec.mutations[3].jsonPatch.expression, for apps/v1 DaemonSet: undefined field 'replicas'
    --- stderr
    1 file, 2 objects, 0 DaemonSets: 6 warnings in N ms (Kubernetes 1.37)
    ");
}

/// The entry of a list of mutations alone.
fn mutation(all: &str) -> String {
    all.split_once("mutations:\n").map_or(all, |(_, entry)| entry).to_owned()
}

#[test]
fn parameters_are_packed_with_the_nodes() {
    let change = "Object{spec: Object.spec{priorityClassName: params.data.class}}";
    let params = "  paramKind: {apiVersion: v1, kind: ConfigMap}\n";
    let policy = policy("class", PODS, &format!("{params}{}", apply(change)))
        .replace("{policyName: class}", "{policyName: class, paramRef: {name: classes, namespace: ops, parameterNotFoundAction: Deny}}");
    let maps = "\
apiVersion: v1
kind: ConfigMap
metadata: {name: classes, namespace: ops}
data: {class: agents}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: others, namespace: ops}
data: {other: x}
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: agents}
value: 100
";
    let story = story(&policy);
    let plan = |more: &str| story.run(&format!("{PLAN} {more}"));
    let said = plan("");
    let unknown = "not known: whether the MutatingAdmissionPolicy class changes the pods";
    assert!(said.contains(unknown), "{said}");
    story.write("cluster.yaml", &format!("{maps}---\n{policy}"));
    story.run("inventory pack nodes.yaml cluster.yaml --quiet --output packed.yaml");
    let packed = story.read("packed.yaml");
    assert!(packed.contains("classes") && !packed.contains("others"), "{packed}");
    // Priority has reckoned with no class before, and refuses what the policy writes.
    let said = story.run("plan --isolated --nodes packed.yaml agent.yaml");
    assert!(said.contains("priority admission controller computed 100"), "{said}");
}

/// Two policies that give each pod a node selector of its own: the last of them wins.
fn two_that_differ() -> String {
    let step = |value: &str| {
        patch(&format!(
            "JSONPatch{{op: 'add', path: '/spec/nodeSelector', value: {{'pool': '{value}'}}}}"
        ))
    };
    let (infra, nowhere) =
        (policy("a-infra", PODS, &step("infra")), policy("b-edge", PODS, &step("edge")));
    format!("{infra}---\n{nowhere}")
}

#[test]
fn where_the_order_of_policies_decides_the_outcome_is_told_as_chance() {
    let story = story(&two_that_differ());
    let said = story.run(PLAN);
    assert!(
        said.contains(
            "the MutatingAdmissionPolicies a-infra and b-edge hold in an order that is chance, and"
        ),
        "{said}"
    );
    assert!(said.contains("0 to 1 pods run"), "{said}");
    let plan = json(&story);
    let agent = &plan["daemonsets"][0];
    assert_eq!(agent["runningRange"], serde_json::json!([0, 1]), "{agent}");
    let by_chance = |node: &Value| node["chance"] == true;
    let nodes: Vec<&Value> =
        agent["nodes"].as_array().unwrap().iter().filter(|node| by_chance(node)).collect();
    assert_eq!(nodes.len(), 1, "{agent}");
    assert!(nodes[0]["node"].as_str().unwrap().starts_with("infra"), "{agent}");
    // Where both say the same, nothing is chance.
    story.write("policy.yaml", &two_that_differ().replace("edge'", "infra'"));
    assert!(!story.run(PLAN).contains("chance"), "{}", story.run(PLAN));
}

/// A policy that is asked of updates alone changes a DaemonSet that is there, and no new one.
#[test]
fn a_daemon_set_that_is_there_is_updated() {
    let steps =
        "JSONPatch{op: 'add', path: '/spec/template/spec/nodeSelector', value: {'pool': 'infra'}}";
    let on_update = policy("infra", DAEMON_SETS, &patch(steps))
        .replace("operations: [CREATE]", "operations: [UPDATE]");
    let story = story(&on_update);
    let desired = |story: &Story, rest: &str| {
        let seen = story.run(&format!("{PLAN} {rest} --format json --quiet"));
        let plan: Value = serde_json::from_str(&seen).unwrap();
        plan["daemonsets"][0]["desired"].clone()
    };
    assert_eq!(desired(&story, ""), 3);
    story.write("old/agent.yaml", &AGENT.replace("agent:v1", "agent:v0"));
    assert_eq!(desired(&story, "--against old/agent.yaml"), 1);
    // Nothing is sent where nothing changes.
    story.write("old/agent.yaml", AGENT);
    assert_eq!(desired(&story, "--against old/agent.yaml"), 3);
}

/// What plan tells as chance check tells, too, with nodes or without, and where there is none neither does.
#[test]
fn check_tells_of_an_order_that_is_chance() {
    let story = story(&two_that_differ());
    let check = "check --isolated --quiet --show info --format short --cluster policy.yaml --select \
                 admission-plugin-refuses,limit-range-refuses agent.yaml";
    assert_snapshot!(story.run(check), @"agent.yaml:11:7: info[admission-plugin-refuses]: the MutatingAdmissionPolicies a-infra and b-edge hold in an order that is chance, and leave other pods in another");
    assert_eq!(story.run(&format!("{check} --nodes nodes.yaml")).matches("is chance").count(), 1);
    story.write("policy.yaml", &two_that_differ().replace("edge'", "infra'"));
    assert!(!story.run(check).contains("chance"));
    // One default request is above what the other allows.
    let range = |name: &str, limits: &str| {
        format!(
            "apiVersion: v1\nkind: LimitRange\nmetadata: {{name: {name}, namespace: ops}}\nspec: {{limits: [{{type: \
             Container, {limits}}}]}}\n---\n"
        )
    };
    let high = range("high", "defaultRequest: {memory: 2Gi}");
    let low =
        range("low", "defaultRequest: {memory: 1Gi}, max: {memory: 1Gi}, default: {memory: 1Gi}");
    story.write("policy.yaml", &format!("{high}{low}"));
    assert_snapshot!(story.run(check), @"agent.yaml:11:7: info[limit-range-refuses]: chance decides for every pod which of the LimitRanges high and low comes first; in one order validation refuses it (spec.containers[0].resources.requests: the request of `memory`, 2Gi, may not exceed its limit, 1Gi), and the controller tries again until it is let in");
    story.write("policy.yaml", &high);
    assert!(!story.run(check).contains("chance"));
}
