//! Folders that hold the same objects are alternatives: each is looked at for itself.

use insta::assert_snapshot;

use crate::plan::nodes;
use crate::story::Story;

/// A DaemonSet whose pods want a port of their node.
fn wants(name: &str, port: u16) -> String {
    format!(
        "apiVersion: apps/v1
kind: DaemonSet
metadata: {{name: {name}, namespace: ops}}
spec:
  selector: {{matchLabels: {{app: {name}}}}}
  template:
    metadata: {{labels: {{app: {name}}}}}
    spec:
      nodeSelector: {{kubernetes.io/os: linux}}
      containers:
        - name: main
          image: registry.example.com/{name}:v1
          ports: [{{containerPort: {port}, hostPort: {port}}}]
          resources: {{requests: {{cpu: 10m, memory: 8Mi}}}}
          readinessProbe: {{tcpSocket: {{port: {port}}}}}
"
    )
}

fn story() -> Story {
    Story::new(&[
        ("deploy/namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: ops}\n"),
        ("deploy/v1/agent.yaml", &wants("agent", 9100)),
        ("deploy/v1/export-old.yaml", &wants("export-old", 9200)),
        ("deploy/v2/agent.yaml", &wants("agent", 9100)),
        ("deploy/v2/export.yaml", &wants("export", 9200)),
        ("nodes.json", &nodes()),
    ])
}

#[test]
fn alternatives_are_not_held_against_each_other() {
    assert_snapshot!(story().run("check --nodes nodes.json --format short deploy"), @"
    deploy/v1/agent.yaml:8:5: warning[missed-by-taint-only]: taints alone keep the pods off 3 of 10 nodes
    deploy/v1/export-old.yaml:8:5: warning[missed-by-taint-only]: taints alone keep the pods off 3 of 10 nodes
    deploy/v2/agent.yaml:8:5: warning[missed-by-taint-only]: taints alone keep the pods off 3 of 10 nodes
    deploy/v2/export.yaml:8:5: warning[missed-by-taint-only]: taints alone keep the pods off 3 of 10 nodes
    --- stderr
    5 files, 5 objects, 4 DaemonSets: 4 warnings in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: deploy/v1, deploy/v2
    ");
    assert_snapshot!(story().run("check deploy/v1 deploy/v2"), @"
    4 files, 4 objects, 4 DaemonSets: nothing found in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: deploy/v1, deploy/v2
    ");
}

#[test]
fn what_meets_within_an_alternative_is_found() {
    let story = story();
    story.write("deploy/v2/probe.yaml", &wants("probe", 9200));
    assert_snapshot!(story.run("check --nodes nodes.json --format short deploy"), @"
    deploy/v2/export.yaml:13:51: error[host-port-collision]: ops/probe wants host port 9200/TCP too, on 6 nodes (worker-1 … worker-5, edge-1)
    deploy/v1/agent.yaml:8:5: warning[missed-by-taint-only]: taints alone keep the pods off 3 of 10 nodes
    deploy/v1/export-old.yaml:8:5: warning[missed-by-taint-only]: taints alone keep the pods off 3 of 10 nodes
    deploy/v2/agent.yaml:8:5: warning[missed-by-taint-only]: taints alone keep the pods off 3 of 10 nodes
    deploy/v2/export.yaml:8:5: warning[missed-by-taint-only]: taints alone keep the pods off 3 of 10 nodes
    deploy/v2/probe.yaml:8:5: warning[missed-by-taint-only]: taints alone keep the pods off 3 of 10 nodes
    --- stderr
    6 files, 6 objects, 5 DaemonSets: 1 error, 5 warnings in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: deploy/v1, deploy/v2
    --- exit code 1
    ");
}

#[test]
fn files_beside_each_other_are_alternatives_too() {
    let story = Story::new(&[
        ("a.yaml", &format!("{}---\n{}", wants("agent", 9100), wants("one", 9200))),
        ("b.yaml", &format!("{}---\n{}", wants("agent", 9100), wants("two", 9200))),
    ]);
    assert_snapshot!(story.run("check ."), @"
    2 files, 4 objects, 4 DaemonSets: nothing found in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: a.yaml, b.yaml
    ");
}

#[test]
fn a_namespace_that_is_written_twice_makes_no_alternatives() {
    let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: ops}\n---\n";
    let story = Story::new(&[
        ("a/a.yaml", &format!("{namespace}{}", wants("one", 9200))),
        ("b/b.yaml", &format!("{namespace}{}", wants("two", 9200))),
    ]);
    assert_snapshot!(story.run("check --format short ."), @"
    ./a/a.yaml:17:51: warning[host-port-collision]: ops/two wants host port 9200/TCP too, and nothing keeps them on different nodes
    --- stderr
    2 files, 4 objects, 2 DaemonSets: 1 warning in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn a_plan_shows_each_under_its_name() {
    assert_snapshot!(story().run("plan --nodes nodes.json --verbose deploy"), @"
    in deploy/v1

    ops/agent   6 of 10 nodes get a pod                                                       deploy/v1/agent.yaml

      runs on             6  worker-1 … worker-5, edge-1
      kept off            2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated                 agent.yaml:8
                          1  cp-1
                             taint node-role.kubernetes.io/control-plane:NoSchedule is not tolerated  agent.yaml:8
                          1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows                agent.yaml:9

    ops/export-old   6 of 10 nodes get a pod                                             deploy/v1/export-old.yaml

      runs on             6  worker-1 … worker-5, edge-1
      kept off            2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated            export-old.yaml:8
                          1  cp-1
                             taint node-role.kubernetes.io/control-plane:NoSchedule is not       export-old.yaml:8
                             tolerated
                          1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows           export-old.yaml:9

    in deploy/v2

    ops/agent   6 of 10 nodes get a pod                                                       deploy/v2/agent.yaml

      runs on             6  worker-1 … worker-5, edge-1
      kept off            2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated                 agent.yaml:8
                          1  cp-1
                             taint node-role.kubernetes.io/control-plane:NoSchedule is not tolerated  agent.yaml:8
                          1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows                agent.yaml:9

    ops/export   6 of 10 nodes get a pod                                                     deploy/v2/export.yaml

      runs on             6  worker-1 … worker-5, edge-1
      kept off            2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated                export.yaml:8
                          1  cp-1
                             taint node-role.kubernetes.io/control-plane:NoSchedule is not           export.yaml:8
                             tolerated
                          1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows               export.yaml:9

    4 DaemonSets on 10 nodes: all find room where they are wanted, in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: deploy/v1, deploy/v2
    not known: whether ops has a ResourceQuota or a LimitRange, and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn the_config_says_what_is_one_deployment() {
    let mut story = story();
    // Another name: nothing shows that these are alternatives.
    story.write("sites/north/a.yaml", &wants("north", 9300));
    story.write("sites/south/a.yaml", &wants("south", 9300));
    let check =
        "check --nodes nodes.json --format short --select host-port-collision,duplicate-object";
    let seen = story.run(&format!("{check} --quiet sites"));
    assert_eq!(seen.matches("host-port-collision").count(), 1, "{seen}");
    story.write(".daemonlint.yaml", "deployments: ['sites/*']\n");
    assert_snapshot!(story.run(&format!("{check} sites")), @"
    --- stderr
    2 files, 2 objects, 2 DaemonSets: nothing found in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: sites/north, sites/south
    ");
    assert_snapshot!(story.run("plan --nodes nodes.json sites"), @"
    in sites/north

    ops/north   6 of 10 nodes get a pod                                                         sites/north/a.yaml

      runs on             6  worker-1 … worker-5, edge-1
      kept off            2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated                     a.yaml:8
                          1  cp-1
                             taint node-role.kubernetes.io/control-plane:NoSchedule is not tolerated      a.yaml:8
                          1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows                    a.yaml:9

    in sites/south

    ops/south   6 of 10 nodes get a pod                                                         sites/south/a.yaml

      runs on             6  worker-1 … worker-5, edge-1
      kept off            2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated                     a.yaml:8
                          1  cp-1
                             taint node-role.kubernetes.io/control-plane:NoSchedule is not tolerated      a.yaml:8
                          1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows                    a.yaml:9

    2 DaemonSets on 10 nodes: all find room where they are wanted, in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: sites/north, sites/south
    not known: whether ops has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    // What is named together is together, whatever it looks like.
    story.write(".daemonlint.yaml", "deployments: [deploy]\n");
    assert_snapshot!(story.run(&format!("{check} deploy")), @"
    deploy/v1/export-old.yaml:13:51: error[host-port-collision]: ops/export wants host port 9200/TCP too, on 6 nodes (worker-1 … worker-5, edge-1)
    deploy/v2/agent.yaml:3:18: warning[duplicate-object]: the DaemonSet `agent` appears in two files of one deployment
    --- stderr
    5 files, 5 objects, 4 DaemonSets: 1 error, 1 warning in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
    story.go("deploy");
    let seen = story.run("check --nodes ../nodes.json --format short --select duplicate-object .");
    assert_snapshot!(seen, @"
    ./v2/agent.yaml:3:18: warning[duplicate-object]: the DaemonSet `agent` appears in two files of one deployment
    --- stderr
    5 files, 5 objects, 4 DaemonSets: 1 warning in N ms (Kubernetes 1.37)
    config: ../.daemonlint.yaml
    ");
    story.write(".daemonlint.yaml", "deployments: ['a[']\n");
    assert_snapshot!(story.run("check --quiet ."), @"
    --- stderr
    error[config]: `a[` is not a glob: unclosed character class; missing ']'
       ,-[../.daemonlint.yaml:1:15]
     1 | deployments: ['a[']
       :               ^^^^
       `----

    --- exit code 2
    ");
}

const DUPLICATES: &str = "check --format short --select duplicate-object";

#[test]
fn a_kustomization_takes_an_object_once() {
    let named = |name: &str| wants(name, 9100);
    let config = |value: &str| {
        format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: conf}}\ndata: {{a: {value}}}\n")
    };
    let story = Story::new(&[
        ("base/kustomization.yaml", "resources: [agent.yaml, conf.yaml]\nnamespace: ops\n"),
        ("base/agent.yaml", &named("agent")),
        ("base/conf.yaml", &config("one")),
        (
            "prod/kustomization.yaml",
            "resources: [../base, agent.yaml, conf.yaml]\nnamespace: ops\n\
             patches: [{path: patch.yaml}]\n",
        ),
        ("prod/agent.yaml", &named("agent").replace(":v1", ":v2")),
        ("prod/conf.yaml", &config("one")),
        ("prod/patch.yaml", &named("agent").replace(":v1", ":v3")),
    ]);
    assert_snapshot!(story.run(&format!("{DUPLICATES} .")), @"
    ./prod/agent.yaml:3:18: error[duplicate-object]: the kustomization in `prod` has the DaemonSet `agent` from two files
    ./prod/conf.yaml:3:18: warning[duplicate-object]: the kustomization in `prod` has the ConfigMap `conf` from two files
    --- stderr
    7 files, 4 objects, 2 DaemonSets: 1 error, 1 warning in N ms (Kubernetes 1.37)
    skipped: 1 kustomize patch (kustomize build DIR | daemonlint check -), 2 kustomizations
    --- exit code 1
    ");
    // Each of two overlays builds one of them.
    story.write("prod/kustomization.yaml", "resources: [agent.yaml, conf.yaml]\n");
    assert_snapshot!(story.run(&format!("{DUPLICATES} .")), @"
    --- stderr
    7 files, 5 objects, 3 DaemonSets: nothing found in N ms (Kubernetes 1.37)
    4 alternatives, each for itself: base, prod, prod/agent.yaml, prod/patch.yaml
    skipped: 2 kustomizations
    ");
    // What stands within gives them other names before they meet.
    story.write("prod/kustomization.yaml", "resources: [agent.yaml, conf.yaml]\nnamePrefix: x-\n");
    story.write("all/kustomization.yaml", "resources: [../base, ../prod]\n");
    assert_snapshot!(story.run(&format!("{DUPLICATES} .")), @"
    --- stderr
    8 files, 5 objects, 3 DaemonSets: nothing found in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: base, prod
    skipped: 3 kustomizations
    ");
    // The same text is a warning.
    story.write("prod/kustomization.yaml", "resources: [conf.yaml]\nnamespace: ops\n");
    assert_snapshot!(story.run(&format!("{DUPLICATES} .")), @"
    ./prod/conf.yaml:3:18: warning[duplicate-object]: the kustomization in `all` has the ConfigMap `conf` from two files
    --- stderr
    8 files, 5 objects, 3 DaemonSets: 1 warning in N ms (Kubernetes 1.37)
    4 alternatives, each for itself: base, prod, prod/agent.yaml, prod/patch.yaml
    skipped: 3 kustomizations
    ");
    // What a patch within takes out is not there when they meet.
    let patched = "resources: [conf.yaml]\nnamespace: ops\npatches: [{path: patch.yaml}]\n";
    story.write("prod/kustomization.yaml", patched);
    assert_snapshot!(story.run(&format!("{DUPLICATES} .")), @"
    --- stderr
    8 files, 4 objects, 2 DaemonSets: nothing found in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: base, prod
    skipped: 1 kustomize patch (kustomize build DIR | daemonlint check -), 3 kustomizations
    ");
}

#[test]
fn a_named_deployment_has_an_object_once() {
    let story = Story::new(&[
        (".daemonlint.yaml", "deployments: ['sites/*']\n"),
        ("sites/north/a.yaml", &wants("agent", 9100)),
        ("sites/north/more/a.yaml", &wants("agent", 9100)),
        ("sites/south/a.yaml", &wants("agent", 9100)),
        ("sites/south/b.yaml", &wants("export", 9200)),
    ]);
    assert_snapshot!(story.run(&format!("{DUPLICATES} .")), @"
    ./sites/north/more/a.yaml:3:18: warning[duplicate-object]: the DaemonSet `agent` appears in two files of one deployment
    --- stderr
    4 files, 4 objects, 4 DaemonSets: 1 warning in N ms (Kubernetes 1.37)
    2 alternatives, each for itself: sites/north, sites/south
    ");
    // Of files of which nobody says anything each may be meant for a cluster of its own.
    story.write(".daemonlint.yaml", "{}\n");
    assert_snapshot!(story.run(&format!("{DUPLICATES} .")), @"
    --- stderr
    4 files, 4 objects, 4 DaemonSets: nothing found in N ms (Kubernetes 1.37)
    3 alternatives, each for itself: sites/north, sites/north/more, sites/south
    ");
}

/// A DaemonSet of one name in two environments, with how many pods an update takes down at once.
fn agent(version: &str, at_once: u8) -> String {
    wants("agent", 9100).replace(":v1", &format!(":{version}")).replace(
        "  selector:",
        &format!("  updateStrategy: {{rollingUpdate: {{maxUnavailable: {at_once}}}}}\n  selector:"),
    )
}

#[test]
fn namesakes_are_foretold_each_from_its_own_counterpart() {
    let pod = |node: &str, version: &str| {
        serde_json::json!({
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {
                "name": format!("agent-{node}"),
                "namespace": "ops",
                "labels": {"app": "agent"},
                "ownerReferences": [{
                    "apiVersion": "apps/v1", "kind": "DaemonSet", "name": "agent",
                    "uid": format!("of-{version}"), "controller": true,
                }],
            },
            "spec": {"nodeName": node, "containers": [{
                "name": "main", "image": format!("registry.example.com/agent:{version}"),
            }]},
            "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]},
        })
    };
    let pods = [("worker-1", "v1"), ("worker-2", "v1"), ("worker-3", "v2"), ("worker-4", "v2")];
    let pods = pods.map(|(node, version)| pod(node, version));
    let pods = serde_json::json!({"apiVersion": "v1", "kind": "List", "items": pods}).to_string();
    let story = Story::new(&[
        ("old/envs/prod/agent.yaml", &agent("v1", 1)),
        ("old/envs/stage/agent.yaml", &agent("v2", 3)),
        ("new/envs/prod/agent.yaml", &agent("v8", 1)),
        ("new/envs/stage/agent.yaml", &agent("v9", 3)),
        ("nodes.json", &nodes()),
        ("pods.json", &pods),
    ]);
    let told = |arguments: &str| {
        let seen = story.run(&format!("plan --nodes nodes.json --pods pods.json {arguments}"));
        let wanted = ["envs/", "image v", "  rollout "];
        let lines = seen.lines().filter(|line| wanted.iter().any(|part| line.contains(part)));
        let short = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        lines.map(short).collect::<Vec<_>>()
    };
    let changes = told("--against old new");
    let of = |place: &str| {
        let at = changes.iter().position(|line| line.ends_with(place)).unwrap();
        changes[at..at + 3].join("\n")
    };
    let (prod, stage) = (of("new/envs/prod/agent.yaml"), of("new/envs/stage/agent.yaml"));
    assert!(prod.contains("image v1 → v8") && prod.contains("rollout 1 at a time"), "{prod}");
    assert!(stage.contains("image v2 → v9") && stage.contains("rollout 3 at a time"), "{stage}");
    let rollouts = told("--rollout new");
    let rollouts: Vec<&String> =
        rollouts.iter().filter(|line| line.starts_with("rollout")).collect();
    let [prod, stage] = rollouts.as_slice() else { panic!("{rollouts:?}") };
    assert!(prod.starts_with("rollout 1 at a time"), "{prod}");
    assert!(stage.starts_with("rollout 3 at a time"), "{stage}");
}
