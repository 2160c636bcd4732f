//! What the cluster has beside the manifests: files, dumps, and kubectl itself.

use insta::assert_snapshot;

use crate::story::Story;

/// An agent in a namespace that the manifests don't have.
const AGENT: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: telemetry}
spec:
  selector:
    matchLabels: {app: agent}
  template:
    metadata:
      labels: {app: agent}
    spec:
      serviceAccountName: agent
      priorityClassName: agents
      hostPID: true
      containers:
        - name: agent
          image: registry.example.com/agent:1.9.0
          resources:
            requests: {cpu: 100m, memory: 64Mi}
            limits: {memory: 64Mi}
";

fn node(name: &str) -> serde_json::Value {
    serde_json::json!({
        "apiVersion": "v1", "kind": "Node",
        "metadata": {"name": name, "labels": {"kubernetes.io/hostname": name, "disk": name}},
        "status": {
            "allocatable": {"cpu": "2", "memory": "4Gi", "pods": "110"},
            "conditions": [{"type": "Ready", "status": "True"}],
        },
    })
}

fn namespace(labels: serde_json::Value, annotations: serde_json::Value) -> serde_json::Value {
    serde_json::json!({
        "apiVersion": "v1", "kind": "Namespace",
        "metadata": {"name": "telemetry", "labels": labels, "annotations": annotations},
        "spec": {"finalizers": ["kubernetes"]}, "status": {"phase": "Active"},
    })
}

fn class() -> serde_json::Value {
    serde_json::json!({
        "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass",
        "metadata": {"name": "agents"}, "value": 5000,
    })
}

fn list(items: &[serde_json::Value]) -> String {
    let list = serde_json::json!({"apiVersion": "v1", "kind": "List", "items": items});
    serde_json::to_string_pretty(&list).unwrap()
}

/// A cluster whose namespace takes no privileged pods.
fn guarded() -> String {
    let labels = serde_json::json!({"pod-security.kubernetes.io/enforce": "baseline"});
    list(&[node("n-1"), node("n-2"), namespace(labels, serde_json::json!({})), class()])
}

fn open() -> Vec<serde_json::Value> {
    let nothing = serde_json::json!({});
    vec![node("n-1"), node("n-2"), namespace(nothing.clone(), nothing), class()]
}

/// A program called kubectl, which does this.
fn kubectl(story: Story, script: &str) -> Story {
    use std::os::unix::fs::PermissionsExt;

    story.write("bin/kubectl", &format!("#!/bin/sh\n{script}\n"));
    let program = story.folder().join("bin/kubectl");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/bin:/usr/bin", story.folder().join("bin").display());
    story.with("PATH", &path)
}

#[test]
fn what_the_cluster_has_counts_for_the_pods() {
    let story = Story::new(&[("deploy/agent.yaml", AGENT), ("cluster.json", &guarded())]);
    assert_snapshot!(story.run("plan --cluster cluster.json deploy"), @"
    telemetry/agent   0 of 2 nodes get a pod                                                     deploy/agent.yaml
      the API server refuses every pod PodSecurity (Namespace telemetry): host namespaces (hostPID=true)
      (agent.yaml:13)
      taken into account: PriorityClass agents: 5000

      refused             2  n-1, n-2

    1 DaemonSet on 2 nodes: 1 has pods that the API server refuses, in N ms (Kubernetes 1.37)
    ");
    assert_snapshot!(story.run("check --cluster cluster.json --select pods deploy"), @r#"
    error[pod-security-violations]: namespace telemetry enforces baseline:latest, and the pods break it: host
      | namespaces (hostPID=true)
        ,-[deploy/agent.yaml:13:16]
     12 |       priorityClassName: agents
     13 |       hostPID: true
        :                ^^|^
        :                  `-- every pod is refused for it
        `----
        ,-[cluster.json:58:49]
     57 |         "labels": {
     58 |           "pod-security.kubernetes.io/enforce": "baseline"
        :                                                 ^^^^^|^^^^
        :                                                      `-- here is the rule
        `----
      help: take it out, or give the namespace a level that allows it (pod-security.kubernetes.io/enforce:
            privileged): the DaemonSet is accepted, no pod comes, and only the events say why (FailedCreate)
      see:  daemonlint explain pod-security-violations
            https://kubernetes.io/docs/concepts/security/pod-security-standards/

    agent (telemetry): 0 of 2 nodes

    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    "#);
}

#[test]
fn the_manifests_win_over_the_cluster() {
    let own = "apiVersion: v1\nkind: Namespace\nmetadata: {name: telemetry}\n";
    let story = Story::new(&[
        ("deploy/agent.yaml", AGENT),
        ("deploy/namespace.yaml", own),
        ("cluster.json", &guarded()),
    ]);
    assert_snapshot!(story.run("plan --cluster cluster.json deploy"), @"
    telemetry/agent   2 of 2 nodes get a pod                                                     deploy/agent.yaml
      taken into account: PriorityClass agents: 5000

      runs on             2  n-1, n-2

    1 DaemonSet on 2 nodes: all find room where they are wanted, in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn the_config_names_what_the_cluster_has() {
    let story = Story::new(&[
        (".daemonlint.yaml", "cluster: cluster.json\n"),
        ("deploy/agent.yaml", AGENT),
        ("cluster.json", &guarded()),
    ]);
    assert!(story.run("why agent n-1 deploy").contains("PodSecurity"));
    // The file lies among the manifests, and is none of them.
    assert!(story.run("check --select admission .").contains("1 file, 1 object"));
    story.write(".daemonlint.yaml", "cluster: [kubectl:prod]\n");
    assert_snapshot!(story.run("check deploy"), @"
    --- stderr
    error[config]: kubectl is asked on the command line alone: --cluster kubectl
       ,-[.daemonlint.yaml:1:11]
     1 | cluster: [kubectl:prod]
       :           ^^^^^^^^^^^^
       `----
      help: `daemonlint config schema` prints what this file may hold

    --- exit code 2
    ");
}

#[test]
fn a_dump_is_read_as_it_lies() {
    let part = |kind: &str, items: &[serde_json::Value]| {
        let bare = items.iter().map(|item| {
            let mut item = item.clone();
            item.as_object_mut().unwrap().retain(|key, _| key != "kind" && key != "apiVersion");
            item
        });
        let items: Vec<_> = bare.collect();
        serde_json::json!({"kind": kind, "apiVersion": "v1", "items": items}).to_string()
    };
    let labels = serde_json::json!({"pod-security.kubernetes.io/enforce": "baseline"});
    let namespace = namespace(labels, serde_json::json!({}));
    let story = Story::new(&[
        ("deploy/agent.yaml", AGENT),
        ("dump/nodes.json", &part("NodeList", &[node("n-1"), node("n-2")])),
        ("dump/again/n-1.yaml", &node("n-1").to_string()),
        ("dump/telemetry/pods.json", &part("PodList", &[])),
        ("dump/telemetry/agent-x/logs.txt", "starting\n"),
        ("dump/core/namespaces/telemetry.yaml", &namespace.to_string()),
        ("dump/version.json", "{\"major\": \"1\"}"),
        ("dump/broken.yaml", "a: [\n"),
    ]);
    assert_snapshot!(story.run("plan --cluster dump deploy"), @"
    telemetry/agent   0 of 2 nodes get a pod                                                     deploy/agent.yaml
      the API server refuses every pod PodSecurity (Namespace telemetry): host namespaces (hostPID=true)
      (agent.yaml:13)

      refused             2  n-1, n-2

    1 DaemonSet on 2 nodes: 1 has pods that the API server refuses, in N ms (Kubernetes 1.37)
    note: 1 file of the cluster's dump can't be read
    ");
    assert_snapshot!(story.run("plan --cluster deploy deploy"), @"
    --- stderr
    error: a plan needs the nodes: kubectl get nodes -o json > nodes.json, then --nodes nodes.json
    --- exit code 2
    ");
}

#[test]
fn what_is_absent_does_not_exist_where_the_config_says_so() {
    let story = Story::new(&[
        ("deploy/agent.yaml", AGENT),
        (".daemonlint.yaml", "cluster: cluster.json\ncomplete: true\n"),
        ("cluster.json", &list(&open())),
    ]);
    assert_snapshot!(story.run("check --select unknown-reference --format short deploy"), @"
    deploy/agent.yaml:11:27: error[unknown-reference]: no ServiceAccount is called `agent`
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
    assert_snapshot!(story.run("plan deploy"), @r#"
    telemetry/agent   0 of 2 nodes get a pod                                                     deploy/agent.yaml
      the API server refuses every pod ServiceAccount: error looking up service account telemetry/agent:
      serviceaccount "agent" not found (agent.yaml:11)
      taken into account: PriorityClass agents: 5000

      refused             2  n-1, n-2

    1 DaemonSet on 2 nodes: 1 has pods that the API server refuses, in N ms (Kubernetes 1.37)
    "#);
    story.write("cluster.json", &list(&[node("n-1")]));
    assert_snapshot!(story.run("check --select unknown-reference --format short deploy"), @"
    deploy/agent.yaml:3:36: error[unknown-reference]: no Namespace is called `telemetry`
    deploy/agent.yaml:11:27: error[unknown-reference]: no ServiceAccount is called `agent`
    deploy/agent.yaml:12:26: error[unknown-reference]: no PriorityClass is called `agents`
    --- stderr
    1 file, 1 object, 1 DaemonSet: 3 errors in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn plugins_that_are_off_by_default_apply_where_the_config_lists_them() {
    let prefix = "scheduler.alpha.kubernetes.io";
    let annotations = serde_json::json!({
        format!("{prefix}/node-selector"): "disk=n-2",
        format!("{prefix}/tolerationsWhitelist"): "[{\"key\": \"only\", \"operator\": \"Exists\"}]",
    });
    let objects =
        [node("n-1"), node("n-2"), namespace(serde_json::json!({}), annotations), class()];
    let story = Story::new(&[("deploy/agent.yaml", AGENT), ("cluster.json", &list(&objects))]);
    let plan = "plan --cluster cluster.json deploy";
    assert!(story.run(plan).contains("2 of 2 nodes get a pod"));
    story.write(".daemonlint.yaml", "admission-plugins: [PodNodeSelector]\n");
    assert_snapshot!(story.run(plan), @"
    telemetry/agent   1 of 2 nodes get a pod                                                     deploy/agent.yaml
      taken into account: Namespace telemetry: scheduler.alpha.kubernetes.io/node-selector=disk=n-2, PriorityClass
      agents: 5000

      runs on             1  n-2
      wanted, pending     1  n-1
                             nodeSelector disk=n-2 of Namespace telemetry: the node has n-1

    1 DaemonSet on 2 nodes: 1 is wanted where it can't be scheduled, in N ms (Kubernetes 1.37)
    ");
    story.write(".daemonlint.yaml", "admission-plugins: [PodTolerationRestriction]\n");
    assert_snapshot!(story.run(plan), @"
    telemetry/agent   0 of 2 nodes get a pod                                                     deploy/agent.yaml
      the API server refuses every pod PodTolerationRestriction (Namespace telemetry): pod tolerations (possibly
      merged with namespace default tolerations) conflict with its namespace whitelist (agent.yaml:10)
      taken into account: PriorityClass agents: 5000

      refused             2  n-1, n-2

    1 DaemonSet on 2 nodes: 1 has pods that the API server refuses, in N ms (Kubernetes 1.37)
    ");
    story.write(".daemonlint.yaml", "admission-plugins: [PodNodeSelektor]\n");
    assert_snapshot!(story.run(plan), @"
    --- stderr
    error[config]: `PodNodeSelektor` is not known here; one of `AlwaysPullImages`, `ExtendedResourceToleration`,
      | `LimitPodHardAntiAffinityTopology`, `PodNodeSelector`, `PodTolerationRestriction`
       ,-[.daemonlint.yaml:1:21]
     1 | admission-plugins: [PodNodeSelektor]
       :                     ^^^^^^^^^^^^^^^
       `----
      help: `daemonlint config schema` prints what this file may hold

    --- exit code 2
    ");
}

#[test]
fn kubectl_is_asked_once() {
    let story = Story::new(&[("deploy/agent.yaml", AGENT), ("answer.json", &guarded())]);
    let story = kubectl(story, "echo \"$@\" >> asked; cat answer.json");
    assert_snapshot!(story.run("plan --cluster kubectl:prod deploy"), @"
    telemetry/agent   0 of 2 nodes get a pod                                                     deploy/agent.yaml
      the API server refuses every pod PodSecurity (Namespace telemetry): host namespaces (hostPID=true)
      (agent.yaml:13)
      taken into account: PriorityClass agents: 5000

      refused             2  n-1, n-2

    1 DaemonSet on 2 nodes: 1 has pods that the API server refuses, in N ms (Kubernetes 1.37)
    ");
    assert_snapshot!(story.read("asked"), @"--context=prod get namespaces,limitranges,resourcequotas,priorityclasses,runtimeclasses,serviceaccounts,poddisruptionbudgets,persistentvolumeclaims,persistentvolumes,storageclasses,resourceclaims,resourceclaimtemplates,deviceclasses,validatingadmissionpolicies,validatingadmissionpolicybindings,mutatingadmissionpolicies,mutatingadmissionpolicybindings,validatingwebhookconfigurations,mutatingwebhookconfigurations,nodes,pods --all-namespaces --output=json --request-timeout=60s");
}

#[test]
fn what_an_older_server_has_not_is_not_asked_for() {
    let story = Story::new(&[("deploy/agent.yaml", AGENT), ("answer.json", &guarded())]);
    let script = "case \"$*\" in *deviceclasses*) \
                  echo 'error: the server doesn'\"'\"'t have a resource type \"deviceclasses\"' >&2; \
                  exit 1;; esac; cat answer.json";
    let seen = kubectl(story, script).run("plan --cluster kubectl deploy");
    assert!(seen.contains("PodSecurity"), "{seen}");
}

#[test]
fn kubectl_that_gives_no_answer_ends_the_run() {
    let story = || Story::new(&[("deploy/agent.yaml", AGENT)]);
    let ask = "plan --cluster kubectl --kubectl-timeout 1 deploy";
    assert_snapshot!(story().with("PATH", "").run(ask), @"
    --- stderr
    error: can't run kubectl: it is not on the PATH
    --- exit code 2
    ");
    let script = "echo 'The connection to the server was refused' >&2; exit 1";
    assert_snapshot!(kubectl(story(), script).run(ask), @"
    --- stderr
    error: kubectl get: The connection to the server was refused
    --- exit code 2
    ");
    assert_snapshot!(kubectl(story(), "sleep 100").run(ask), @"
    --- stderr
    error: kubectl gave no answer within 1 s (--kubectl-timeout allows more)
    --- exit code 2
    ");
    assert_snapshot!(kubectl(story(), "echo '{\"kind\": \"List\"'").run(ask), @"
    --- stderr
    error: kubectl:2:1: expected `,` or `}`
    --- exit code 2
    ");
}

#[test]
fn openshift_wants_no_pod_on_nodes_of_other_projects() {
    let openshift = |name: &str| {
        let mut node = node(name);
        node["metadata"]["labels"]["node.openshift.io/os_id"] = "rhcos".into();
        node
    };
    let selector = serde_json::json!({"openshift.io/node-selector": "disk=n-2"});
    let nodes = [openshift("n-1"), openshift("n-2")];
    let namespace = namespace(serde_json::json!({}), selector);
    let [first, second] = nodes;
    let objects = list(&[first, second, namespace, class()]);
    let story = Story::new(&[("deploy/agent.yaml", AGENT), ("cluster.json", &objects)]);
    let plan = story.run("plan --cluster cluster.json --format json --quiet deploy");
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    assert_eq!(plan["summary"]["wanted"], 1);
    assert_eq!(plan["summary"]["unschedulable"], 0);
    assert_eq!(plan["daemonsets"][0]["nodes"][0]["shouldRun"], false);
    assert_eq!(plan["daemonsets"][0]["nodes"][0]["shouldContinueRunning"], false);
}

#[test]
fn a_plugin_that_refuses_the_pods_is_a_finding() {
    let allowed = "scheduler.alpha.kubernetes.io/tolerationsWhitelist";
    let allowed = serde_json::json!({allowed: "[{\"key\": \"only\", \"operator\": \"Exists\"}]"});
    let objects = list(&[namespace(serde_json::json!({}), allowed), class()]);
    let story = Story::new(&[("deploy/agent.yaml", AGENT), ("cluster.json", &objects)]);
    let check = "check --cluster cluster.json --select pods --format short deploy";
    assert!(!story.run(check).contains("admission-plugin-refuses"));
    story.write(".daemonlint.yaml", "admission-plugins: [PodTolerationRestriction]\n");
    let said = story.run(check);
    assert!(said.contains("error[admission-plugin-refuses]: the plugin PodTolerationRestriction"));
}
