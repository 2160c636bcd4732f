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
      help: `daemonlint schema config` prints what this file may hold

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
      help: `daemonlint schema config` prints what this file may hold

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

/// A kubectl whose user may not list everything prints what it is given, and complains.
#[test]
fn what_this_user_may_not_list_is_said_and_the_rest_is_used() {
    let story = Story::new(&[("deploy/agent.yaml", AGENT), ("answer.json", &guarded())]);
    let complaint = "Error from server (Forbidden): resourcequotas is forbidden: User \"jo\" cannot \
                     list resource \"resourcequotas\" in API group \"\" at the cluster scope";
    let script = format!("cat answer.json; echo '{complaint}' >&2; exit 1");
    let seen = kubectl(story, &script).run("plan --cluster kubectl deploy");
    assert!(seen.contains("host namespaces (hostPID=true)"), "{seen}");
    assert!(
        seen.contains("kubectl may not list resourcequotas: what they would change isn't known"),
        "{seen}"
    );
}

/// The objects that policies take their bounds from are of any kind: they are asked for once the
/// policies are known.
#[test]
fn kubectl_is_asked_for_the_parameters_of_policies() {
    let policy = serde_json::json!({
        "apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicy",
        "metadata": {"name": "images"},
        "spec": {
            "paramKind": {"apiVersion": "v1", "kind": "ConfigMap"},
            "matchConstraints": {"resourceRules": [{
                "apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["pods"],
            }]},
            "validations": [{
                "expression": "object.spec.containers.all(c, c.image.startsWith(params.data.registry))",
                "message": "an image of another registry",
            }],
        },
    });
    let binding = serde_json::json!({
        "apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicyBinding",
        "metadata": {"name": "images"},
        "spec": {
            "policyName": "images", "validationActions": ["Deny"],
            "paramRef": {"name": "images", "namespace": "guards", "parameterNotFoundAction": "Deny"},
        },
    });
    let bounds = serde_json::json!({
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": {"name": "images", "namespace": "guards"},
        "data": {"registry": "quay.io/"},
    });
    let mut cluster = open();
    cluster.extend([policy, binding]);
    let story = Story::new(&[
        ("deploy/agent.yaml", AGENT),
        ("answer.json", &list(&cluster)),
        ("bounds.json", &list(&[bounds])),
    ]);
    let script = "echo \"$@\" >> asked; case \"$*\" in *ConfigMap*) cat bounds.json;; *) cat \
                  answer.json;; esac";
    let story = kubectl(story, script);
    let seen = story.run("plan --cluster kubectl deploy");
    assert!(seen.contains("an image of another registry"), "{seen}");
    let asked = story.read("asked");
    let second = asked.lines().nth(1).unwrap();
    assert!(second.starts_with("get ConfigMap --all-namespaces --output=json"), "{asked}");
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
fn openshift_has_a_selector_for_projects_without_one() {
    let scheduler = serde_json::json!({
        "apiVersion": "config.openshift.io/v1",
        "kind": "Scheduler",
        "metadata": {"name": "cluster"},
        "spec": {"defaultNodeSelector": "disk=n-2", "mastersSchedulable": false},
    });
    let placed = |annotations: serde_json::Value, packed: bool| {
        let namespace = namespace(serde_json::json!({}), annotations);
        let objects = list(&[node("n-1"), node("n-2"), namespace, class(), scheduler.clone()]);
        let story = Story::new(&[("deploy/agent.yaml", AGENT), ("cluster.json", &objects)]);
        let cluster = if packed {
            story.run("inventory pack cluster.json --quiet --output packed.yaml");
            "--nodes packed.yaml"
        } else {
            "--cluster cluster.json"
        };
        let plan = story.run(&format!("plan {cluster} --format json --quiet deploy"));
        let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
        (plan["summary"]["wanted"].clone(), plan["summary"]["running"].clone())
    };
    assert_eq!(placed(serde_json::json!({}), false), (1.into(), 1.into()));
    assert_eq!(placed(serde_json::json!({}), true), (1.into(), 1.into()));
    // An empty annotation is a selector of its own, which takes all nodes.
    let none = serde_json::json!({"openshift.io/node-selector": ""});
    assert_eq!(placed(none, false), (2.into(), 2.into()));
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

/// What carries a packed inventory that a plan may need: half an update, a pod that waits, and an
/// object of each kind that has a say.
fn busy_cluster() -> String {
    let pod = |name: &str, version: &str, hash: &str| {
        serde_json::json!({
            "apiVersion": "v1", "kind": "Pod",
            "metadata": {
                "name": name, "namespace": "telemetry",
                "labels": {"app": "agent", "controller-revision-hash": hash},
                "ownerReferences": [{"apiVersion": "apps/v1", "kind": "DaemonSet",
                    "name": "agent", "uid": "1", "controller": true}],
            },
            "spec": {"containers": [{"name": "agent", "image": version,
                "resources": {"requests": {"cpu": "100m", "memory": "64Mi"}}}]},
            "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]},
        })
    };
    let on = |mut pod: serde_json::Value, node: &str| {
        pod["spec"]["nodeName"] = node.into();
        pod
    };
    let mut waits = pod("agent-w", "registry.example.com/agent:2.9.0", "b");
    waits["status"] = serde_json::json!({"phase": "Pending"});
    waits["spec"]["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"] = serde_json::json!({"nodeSelectorTerms": [{"matchFields": [
            {"key": "metadata.name", "operator": "In", "values": ["n-3"]}]}]});
    let of = |api_version: &str, kind: &str, name: &str, rest: serde_json::Value| {
        let mut object = rest;
        object["apiVersion"] = api_version.into();
        object["kind"] = kind.into();
        object["metadata"] = serde_json::json!({
            "name": name, "namespace": "telemetry", "resourceVersion": "77", "managedFields": [],
            "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}"},
        });
        object
    };
    let cluster_wide = |api_version: &str, kind: &str, name: &str, rest: serde_json::Value| {
        let mut object = of(api_version, kind, name, rest);
        object["metadata"].as_object_mut().unwrap().remove("namespace");
        object
    };
    let level = serde_json::json!({"pod-security.kubernetes.io/enforce": "privileged"});
    let annotations = serde_json::json!({"note": "two\nlines: 'yes'"});
    list(&[
        node("n-1"),
        node("n-2"),
        node("n-3"),
        node("n-4"),
        on(pod("agent-1", "registry.example.com/agent:1.9.0", "a"), "n-1"),
        on(pod("agent-2", "registry.example.com/agent:2.9.0", "b"), "n-2"),
        waits,
        namespace(level, annotations),
        class(),
        of(
            "v1",
            "LimitRange",
            "sizes",
            serde_json::json!({"spec": {"limits": [
            {"type": "Container", "defaultRequest": {"cpu": "300m"}, "default": {"cpu": "1"}}]}}),
        ),
        of(
            "v1",
            "ResourceQuota",
            "few",
            serde_json::json!({
            "spec": {"hard": {"pods": "3"}}, "status": {"hard": {"pods": "3"}, "used": {"pods": "0"}}}),
        ),
        of("v1", "ServiceAccount", "agent", serde_json::json!({})),
        of("v1", "Secret", "token", serde_json::json!({"data": {"key": "c2VjcmV0"}})),
        of(
            "policy/v1",
            "PodDisruptionBudget",
            "agent",
            serde_json::json!({
            "spec": {"minAvailable": 1, "selector": {"matchLabels": {"app": "agent"}}}}),
        ),
        cluster_wide(
            "storage.k8s.io/v1",
            "StorageClass",
            "slow",
            serde_json::json!({
            "provisioner": "disk.example.com"}),
        ),
    ])
}

#[test]
fn a_packed_inventory_carries_the_cluster() {
    let new = AGENT.replace(":1.", ":2.");
    let story = Story::new(&[
        ("old/agent.yaml", AGENT),
        ("deploy/agent.yaml", &new),
        ("cluster.json", &busy_cluster()),
        (".daemonlint.yaml", "complete: true\n"),
    ]);
    let packed = story.run("inventory pack cluster.json --output packed.yaml");
    assert!(packed.contains("4 nodes, 3 pods and 7 other objects: "), "{packed}");
    assert_snapshot!(story.read("packed.yaml"), @r#"
    apiVersion: daemonlint.dev/v1
    kind: Inventory
    nodes:
      - {names: "n-{1..4}", labels: {disk: "{name}"}, allocatable: {cpu: 2, memory: 4Gi, pods: 110}}
    pods:
      - daemonSet: agent
        namespace: telemetry
        labels: {app: agent, controller-revision-hash: a}
        requests: {cpu: 100m, memory: 64Mi}
        images: {agent: "registry.example.com/agent:1.9.0"}
        nodes: n-1
      - daemonSet: agent
        namespace: telemetry
        labels: {app: agent, controller-revision-hash: b}
        requests: {cpu: 100m, memory: 64Mi}
        images: {agent: "registry.example.com/agent:2.9.0"}
        nodes: n-2
      - daemonSet: agent
        namespace: telemetry
        labels: {app: agent, controller-revision-hash: b}
        requests: {cpu: 100m, memory: 64Mi}
        waiting: true
        images: {agent: "registry.example.com/agent:2.9.0"}
        nodes: n-3
    ---
    apiVersion: v1
    kind: List
    items:
      - apiVersion: v1
        kind: Namespace
        metadata:
          annotations: {note: "two\nlines: 'yes'"}
          labels: {pod-security.kubernetes.io/enforce: privileged}
          name: telemetry
        spec: {finalizers: [kubernetes]}
        status: {phase: Active}
      - apiVersion: v1
        kind: LimitRange
        metadata: {name: sizes, namespace: telemetry}
        spec: {limits: [{default: {cpu: "1"}, defaultRequest: {cpu: 300m}, type: Container}]}
      - apiVersion: v1
        kind: ResourceQuota
        metadata: {name: few, namespace: telemetry}
        spec: {hard: {pods: "3"}}
        status: {hard: {pods: "3"}, used: {pods: "0"}}
      - {apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: agents}, value: 5000}
      - {apiVersion: v1, kind: ServiceAccount, metadata: {name: agent, namespace: telemetry}}
      - apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: agent, namespace: telemetry}
        spec: {minAvailable: 1, selector: {matchLabels: {app: agent}}}
      - apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: slow}
        provisioner: disk.example.com
    "#);
    for plan in [
        "plan deploy",
        "plan --against old deploy",
        "plan --format json --quiet deploy",
        "plan --verbose old",
    ] {
        let original = story.run(&format!("{plan} --cluster cluster.json"));
        assert_eq!(story.run(&format!("{plan} --cluster packed.yaml")), original, "{plan}");
        assert_eq!(story.run(&format!("{plan} --nodes packed.yaml")), original, "{plan}");
    }
    story.run("inventory pack packed.yaml --output again.yaml --quiet");
    assert_eq!(story.read("again.yaml"), story.read("packed.yaml"));
    assert_snapshot!(story.run("plan --against old deploy --nodes packed.yaml"), @"
    telemetry/agent   update: 1 restarted, 0 gained, 0 lost                                      deploy/agent.yaml
      taken into account: LimitRange sizes, PriorityClass agents: 5000

      restarted           1  n-1
                             the pod template changes: containers[0].image 1.9.0 → 2.9.0             agent.yaml:16
      untouched           3  n-2 … n-4
      rollout                1 at a time, 1 wave, about 119 s at 60 s to ready; never more than 2 nodes without a
                             pod

    1 of 1 DaemonSet changes: 1 restarted, 0 gained, 0 lost, on 4 nodes, in N ms (Kubernetes 1.37)
    ");
}

/// A policy that wants something of every pod.
fn demands(expression: &str) -> String {
    format!(
        "\
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {{name: fresh}}
spec:
  failurePolicy: Fail
  matchConstraints:
    resourceRules:
      - {{apiGroups: [\"\"], apiVersions: [v1], operations: [CREATE], resources: [pods]}}
  validations: [{{expression: \"{expression}\", message: not as it should be}}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {{name: fresh}}
spec: {{policyName: fresh, validationActions: [Deny]}}
"
    )
}

/// Two nodes with a device, and one that is kept for pods that ask for it.
const LENSES: &str = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
nodes:
  - {names: [n-1, n-2], allocatable: {cpu: 2, memory: 4Gi, example.com/lens: 2}}
  - {names: [l-1], taints: [example.com/lens:NoSchedule], allocatable: {cpu: 2, example.com/lens: 2}}
";

#[test]
fn policies_see_what_plugins_made_of_the_pods() {
    let gauge = AGENT
        .replace("      serviceAccountName: agent\n      priorityClassName: agents\n", "")
        .replace("limits: {memory: 64Mi}", "limits: {memory: 64Mi, example.com/lens: 1}");
    let cases = [
        ("AlwaysPullImages", "object.spec.containers.all(c, c.imagePullPolicy == 'Always')"),
        (
            "ExtendedResourceToleration",
            "object.spec.tolerations.exists(t, t.key == 'example.com/lens')",
        ),
    ];
    for (plugin, expression) in cases {
        let story = Story::new(&[
            ("deploy/agent.yaml", &gauge),
            ("deploy/policy.yaml", &demands(expression)),
            ("nodes.yaml", LENSES),
        ]);
        let seen = story.run("plan --nodes nodes.yaml deploy");
        assert!(seen.contains("0 of 3 nodes get a pod"), "{plugin}: {seen}");
        story.write(".daemonlint.yaml", &format!("admission-plugins: [{plugin}]\n"));
        let seen = story.run("plan --nodes nodes.yaml deploy");
        assert!(seen.contains("2 of 3 nodes get a pod"), "{plugin}: {seen}");
        // The controller asks the template, which no plugin of pods changes.
        let kept = "taint example.com/lens:NoSchedule is not tolerated";
        assert!(seen.contains(kept), "{plugin}: {seen}");
    }
}

#[test]
fn policies_that_are_not_known_are_told_where_all_else_is() {
    let around = "\
apiVersion: v1
kind: Namespace
metadata: {name: telemetry}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: many, namespace: telemetry}
spec: {hard: {pods: \"50\"}}
---
apiVersion: v1
kind: LimitRange
metadata: {name: sizes, namespace: telemetry}
spec: {limits: [{type: Container, max: {memory: 1Gi}}]}
";
    let agent =
        AGENT.replace("      serviceAccountName: agent\n      priorityClassName: agents\n", "");
    let story = Story::new(&[
        ("deploy/agent.yaml", &agent),
        ("deploy/around.yaml", around),
        ("nodes.yaml", LENSES),
    ]);
    let seen = story.run("plan --nodes nodes.yaml deploy");
    let said = "not known: whether policies or webhooks refuse pods: --cluster kubectl asks your \
                cluster\n";
    assert!(seen.contains(said), "{seen}");
    story.write("deploy/policy.yaml", &demands("true"));
    let seen = story.run("plan --nodes nodes.yaml deploy");
    assert!(!seen.contains("not known"), "{seen}");
}

#[test]
fn openshift_reads_selectors_of_projects_in_all_their_forms() {
    let nodes = ["n-1", "n-2", "n-3"].map(|name| {
        let mut node = node(name);
        node["metadata"]["labels"]["node.openshift.io/os_id"] = "rhcos".into();
        node
    });
    let wanted = |selector: &str| {
        let annotation = serde_json::json!({"openshift.io/node-selector": selector});
        let mut objects = nodes.to_vec();
        objects.extend([namespace(serde_json::json!({}), annotation), class()]);
        let story = Story::new(&[("deploy/agent.yaml", AGENT), ("cluster.json", &list(&objects))]);
        let plan = story.run("plan --cluster cluster.json --format json --quiet deploy");
        let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
        let nodes = plan["daemonsets"][0]["nodes"].as_array().unwrap();
        let wanted = nodes.iter().filter(|node| node["shouldRun"] == true);
        let wanted: Vec<String> =
            wanted.map(|node| node["node"].as_str().unwrap().to_owned()).collect();
        (wanted, story.run("why --cluster cluster.json telemetry/agent n-1 deploy"))
    };
    assert_eq!(wanted("disk in (n-2, n-3)").0, ["n-2", "n-3"]);
    assert_eq!(wanted("disk!=n-2, !spare").0, ["n-1", "n-3"]);
    // What is no selector demands nothing of nodes.
    assert_eq!(wanted("disk in n-2").0.len(), 3);
    // What the controller asked for is not told again among what nobody asks.
    let (nodes, why) = wanted("disk=n-2");
    assert_eq!(nodes, ["n-2"]);
    assert!(why.contains("disk=n-2") && !why.contains("would fail: disk=n-2"), "{why}");
}
