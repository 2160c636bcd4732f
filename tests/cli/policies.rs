//! Policies: what a cluster that has them would refuse.

use insta::assert_snapshot;

use crate::story::Story;

const AGENT: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
  namespace: ops
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      hostNetwork: true
      containers:
        - name: agent
          image: quay.io/example/agent:v1
";

/// A policy on a resource.
fn policy(name: &str, group: &str, resource: &str, rest: &str) -> String {
    format!(
        "apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {{name: {name}}}
spec:
  matchConstraints:
    resourceRules:
      - apiGroups: ['{group}']
        apiVersions: [v1]
        operations: [CREATE, UPDATE]
        resources: [{resource}]
{rest}"
    )
}

fn binding(name: &str, rest: &str) -> String {
    format!(
        "---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {{name: {name}}}
spec:
  policyName: {name}
{rest}"
    )
}

const CHECK: &str = "check --isolated --select admission-policy --format short --quiet";

#[test]
fn a_policy_that_is_given_holds() {
    let registry = "  validations:
    - expression: object.spec.template.spec.containers.all(c, c.image.startsWith('registry.example.com/'))
      messageExpression: object.metadata.name + ' wants an image of registry.example.com'
";
    let policy = policy("registry", "apps", "daemonsets", registry);
    let story = Story::new(&[("policies/registry.yaml", &policy), ("deploy/agent.yaml", AGENT)]);
    assert_snapshot!(story.run("check --isolated --select admission --policy policies deploy"), @"
    error[admission-policy]: policy `registry` refuses it: agent wants an image of registry.example.com
       ,-[deploy/agent.yaml:2:7]
     1 | apiVersion: apps/v1
     2 | kind: DaemonSet
       :       ^^^^|^^^^
       :           `-- refused
       `----
        ,-[policies/registry.yaml:12:19]
     11 |   validations:
     12 |     - expression: object.spec.template.spec.containers.all(c, c.image.startsWith('registry.example…
        :                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^|^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        :                                                           `-- what is asked
        `----
      help: what must hold: object.spec.template.spec.containers.all(c,
            c.image.startsWith('registry.example.com/'))
      see:  daemonlint explain admission-policy
            https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/

    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
    // It does nothing in a cluster that doesn't bind it.
    assert_snapshot!(story.run(&format!("{CHECK} .")), @"");
    let none = story.run(&format!("{CHECK} --policy deploy deploy"));
    assert!(none.contains("there is no ValidatingAdmissionPolicy in deploy"), "{none}");
}

#[test]
fn a_binding_says_what_a_refusal_comes_to() {
    let team = "  validations:
    - expression: has(object.metadata.labels) && 'team' in object.metadata.labels
      message: say whose it is
";
    let policy = policy("team", "apps", "daemonsets", team);
    for (actions, severity) in [("Deny", "error"), ("Warn, Audit", "warning"), ("Audit", "info")] {
        let binding = binding("team", &format!("  validationActions: [{actions}]\n"));
        let story = Story::new(&[("all.yaml", &format!("{policy}{binding}---\n{AGENT}"))]);
        let said = story.run(&format!("{CHECK} all.yaml"));
        assert!(
            said.contains(&format!(
                "{severity}[admission-policy]: policy `team` refuses it: say whose it is"
            )),
            "{said}"
        );
    }
}

#[test]
fn pods_are_asked_after_what_changes_them() {
    let network = "  validations:
    - expression: '!has(object.spec.hostNetwork) || !object.spec.hostNetwork'
      message: keep off the host network
    - expression: object.spec.serviceAccountName == 'default'
";
    let policy = policy("network", "", "pods", network);
    let story = Story::new(&[("p.yaml", &policy), ("agent.yaml", AGENT)]);
    assert_snapshot!(story.run(&format!("{CHECK} --policy p.yaml agent.yaml")), @"
    agent.yaml:12:5: error[admission-policy]: policy `network` refuses its pods: keep off the host network
    --- exit code 1
    ");
}

#[test]
fn what_only_a_cluster_knows_is_said_to_be_unknown() {
    let unknown = "  paramKind: {apiVersion: v1, kind: ConfigMap}
  validations:
    - expression: request.userInfo.username != 'root'
    - expression: authorizer.group('apps').resource('daemonsets').check('create').allowed()
    - expression: namespaceObject.metadata.name == 'ops'
    - expression: params.data.most == '1'
";
    let policy = policy("unknown", "apps", "daemonsets", unknown);
    let story = Story::new(&[("p.yaml", &policy), ("agent.yaml", AGENT)]);
    assert_snapshot!(story.run(&format!("{CHECK} --policy p.yaml agent.yaml")), @"
    agent.yaml:2:7: info[admission-policy]: it isn't known whether it passes policy `unknown`: the namespace is only known in a cluster
    agent.yaml:2:7: info[admission-policy]: it isn't known whether it passes policy `unknown`: the parameter object is only known in a cluster
    agent.yaml:2:7: info[admission-policy]: it isn't known whether it passes policy `unknown`: what the user may do is only known in a cluster
    agent.yaml:2:7: info[admission-policy]: it isn't known whether it passes policy `unknown`: who asks is only known in a cluster
    ");

    let binding = binding("unknown", "  paramRef: {name: limits, parameterNotFoundAction: Deny}\n");
    let known = "---
apiVersion: v1
kind: ConfigMap
metadata: {name: limits, namespace: ops}
data: {most: '2'}
---
apiVersion: v1
kind: Namespace
metadata: {name: ops}
";
    story.write("known.yaml", &format!("{AGENT}{binding}{known}"));
    assert_snapshot!(story.run(&format!("{CHECK} --policy p.yaml known.yaml")), @"
    known.yaml:2:7: error[admission-policy]: policy `unknown` refuses it: failed expression: params.data.most == '1'
    known.yaml:2:7: info[admission-policy]: it isn't known whether it passes policy `unknown`: what the user may do is only known in a cluster
    known.yaml:2:7: info[admission-policy]: it isn't known whether it passes policy `unknown`: who asks is only known in a cluster
    --- exit code 1
    ");
}

#[test]
fn parameters_may_stand_beside_the_policies_that_are_given() {
    let most = "  paramKind: {apiVersion: v1, kind: ConfigMap}
  validations:
    - expression: size(object.spec.template.spec.containers) <= int(params.data.most)
      messageExpression: \"'no more than ' + params.data.most\"
";
    let policy = policy("most", "apps", "daemonsets", most);
    let binding = binding("most", "  paramRef: {name: limits, namespace: policies}\n");
    let limits = |most: u8| {
        format!(
            "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: limits, namespace: policies}}\n\
             data: {{most: '{most}'}}\n"
        )
    };
    let story = Story::new(&[
        ("policies/most.yaml", &format!("{policy}{binding}")),
        ("policies/limits.yaml", &limits(0)),
        ("agent.yaml", AGENT),
    ]);
    assert_snapshot!(story.run(&format!("{CHECK} --policy policies agent.yaml")), @"
    agent.yaml:2:7: error[admission-policy]: policy `most` refuses it: no more than 0
    --- exit code 1
    ");
    // What the manifests have counts.
    story.write("limits.yaml", &limits(1));
    assert_snapshot!(story.run(&format!("{CHECK} --policy policies agent.yaml limits.yaml")), @"");
}

#[test]
fn an_update_is_held_against_the_old_object() {
    let frozen = "  validations:
    - expression: oldObject == null || oldObject.spec.template == object.spec.template
      message: the template is frozen
";
    let policy = policy("frozen", "apps", "daemonsets", frozen);
    let story = Story::new(&[
        ("p.yaml", &policy),
        ("old/agent.yaml", AGENT),
        ("new/agent.yaml", &AGENT.replace("agent:v1", "agent:v2")),
    ]);
    assert_snapshot!(story.run(&format!("{CHECK} --policy p.yaml new")), @"");
    assert_snapshot!(story.run(&format!("{CHECK} --policy p.yaml --against old new")), @"
    new/agent.yaml:2:7: error[admission-policy]: policy `frozen` refuses it: the template is frozen
    --- exit code 1
    ");
}

#[test]
fn a_mistake_is_marked_in_the_policy() {
    let wrong = "  variables:
    - name: images
      expression: object.spec.template.spec.containers.map(c, c.image)
  validations:
    - expression: |
        variables.images.all(i,
          i.startswith('registry.example.com/'))
    - expression: variables.image.size() > 0
    - expression: timestamp(object.metadata.annotations.until).getHours('Europe/Rome') > 6
";
    let policy = policy("wrong", "apps", "daemonsets", wrong);
    let story = Story::new(&[("p.yaml", &policy), ("agent.yaml", AGENT)]);
    assert_snapshot!(story.run(&format!("{CHECK} --policy p.yaml agent.yaml")), @"
    p.yaml:17:13: error[admission-policy]: the policy is refused: spec.validations[0].expression: undeclared reference to 'startswith'; did you mean `startsWith`?
    p.yaml:18:29: error[admission-policy]: the policy is refused: spec.validations[1].expression: undefined field 'image'; did you mean `images`?
    p.yaml:19:64: warning[admission-policy]: spec.validations[2].expression: a time zone by its name is not supported here
    --- exit code 1
    ");
}

/// A policy that keeps pods off the host network, bound.
fn no_host_network() -> String {
    let network = "  validations:
    - expression: '!has(object.spec.hostNetwork) || !object.spec.hostNetwork'
      message: keep off the host network
";
    let binding = binding("network", "  validationActions: [Deny]\n");
    format!("{}{binding}", policy("network", "", "pods", network))
}

const NODES: &str = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
pools:
  - name: worker
    count: 2
    labels: {kubernetes.io/os: linux}
";

#[test]
fn the_plan_counts_pods_that_policies_refuse() {
    let files = [("deploy/agent.yaml", AGENT), ("nodes.yaml", NODES)];
    let story = Story::new(&files);
    story.write("deploy/policy.yaml", &no_host_network());
    assert_snapshot!(story.run("plan --isolated --nodes nodes.yaml --fail-on refused deploy"), @"
    ops/agent   0 of 2 nodes get a pod                                                           deploy/agent.yaml
      the API server refuses every pod ValidatingAdmissionPolicy network: keep off the host network

      refused             2  worker-1, worker-2

    1 DaemonSet on 2 nodes: 1 has pods that the API server refuses, in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
    assert_snapshot!(story.run("why agent worker-1 --isolated --nodes nodes.yaml deploy"), @"
    agent is wanted, and refused by the API server, on worker-1 (Kubernetes 1.37)

      + node name         none
      + node selector     none
      + node affinity     none
      + taints            none
      x admission         keep off the host network  ValidatingAdmissionPolicy
      - resources, ports  not asked: the API server refuses the pod

    the smallest change that flips it: a pod that ValidatingAdmissionPolicy lets in
    ");
    let plan = "plan --isolated --nodes nodes.yaml --format json --quiet";
    let json: serde_json::Value =
        serde_json::from_str(&story.run(&format!("{plan} deploy"))).unwrap();
    assert_eq!(json["summary"]["refused"], 2);
    assert_eq!(
        json["daemonsets"][0]["nodes"][1]["admissionRefusals"][0]["message"],
        "keep off the host network"
    );
    // One that only warns lets them in.
    story.write("deploy/policy.yaml", &no_host_network().replace("[Deny]", "[Warn]"));
    let json: serde_json::Value =
        serde_json::from_str(&story.run(&format!("{plan} deploy"))).unwrap();
    assert_eq!(json["daemonsets"][0]["running"], 2);
}

#[test]
fn what_webhooks_make_of_pods_is_not_known() {
    let webhook = "\
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: images}
webhooks:
  - name: images.example.com
    clientConfig: {url: 'https://images.example.com'}
    sideEffects: None
    admissionReviewVersions: [v1]
    namespaceSelector: {matchLabels: {signed: 'yes'}}
    rules:
      - {apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]}
";
    let story = Story::new(&[("agent.yaml", AGENT), ("nodes.yaml", NODES), ("hook.yaml", webhook)]);
    let plan = "plan --isolated --nodes nodes.yaml agent.yaml hook.yaml";
    assert_snapshot!(story.run(plan), @"
    ops/agent   2 of 2 nodes get a pod                                                                  agent.yaml
      not known: whether the webhook images.example.com takes the pods

      runs on             2  worker-1, worker-2

    1 DaemonSet on 2 nodes: all find room where they are wanted, in N ms (Kubernetes 1.37)
    not known: whether ops has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods): --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    // A namespace that it doesn't pick is left alone.
    let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: ops}\n";
    story.write("namespace.yaml", namespace);
    let said = story.run(&format!("{plan} namespace.yaml"));
    assert!(!said.contains("images.example.com"), "{said}");
}

#[test]
fn what_a_cluster_writes_into_a_policy_s_status_is_marked_in_the_policy() {
    let typos = "  variables:
    - name: pods
      expression: object.spec.template.spec
  validations:
    - expression: object.spec.template.spec.containers.all(c, has(c.securityContxt))
    - expression: \"!has(variables.pods.hostPid) || !variables.pods.hostPID\"
      messageExpression: \"'no host PID in ' + object.metadata.nam\"
    - expression: object.spec.minReadySeconds >= '10'
    - expression: object.spec.template.spec.containers.size() > 0
";
    let one = policy("typos", "apps", "daemonsets", typos);
    let story = Story::new(&[("p.yaml", &one), ("agent.yaml", AGENT)]);
    assert_snapshot!(story.run(&format!("{CHECK} p.yaml")), @"
    p.yaml:15:63: warning[admission-policy]: spec.validations[0].expression, for apps/v1 DaemonSet: undefined field 'securityContxt'; did you mean `securityContext`?
    p.yaml:16:21: warning[admission-policy]: spec.validations[1].expression, for apps/v1 DaemonSet: undefined field 'hostPid'; did you mean `hostPID`?
    p.yaml:17:63: warning[admission-policy]: spec.validations[1].messageExpression, for apps/v1 DaemonSet: undefined field 'nam'; did you mean `name`?
    p.yaml:18:47: warning[admission-policy]: spec.validations[2].expression, for apps/v1 DaemonSet: found no matching overload for '_>=_' applied to '(int, string)'
    ");
    let replicas = "  validations:
    - expression: \"!has(object.spec.replicas) || object.spec.replicas < 9\"
";
    let several = policy("several", "apps", "daemonsets, deployments", replicas);
    let wide = policy("wide", "*", "daemonsets", &replicas.replace("replicas", "rplicas"));
    let story = Story::new(&[("p.yaml", &several), ("q.yaml", &wide)]);
    assert_snapshot!(story.run(&format!("{CHECK} .")), @"
    ./p.yaml:12:21: info[admission-policy]: spec.validations[0].expression, for apps/v1 DaemonSet: undefined field 'replicas'
    ./p.yaml:12:62: info[admission-policy]: spec.validations[0].expression, for apps/v1 DaemonSet: undefined field 'replicas'
    ");
}
