//! Where pods run, as a user sees it.

use insta::assert_snapshot;

use crate::story::Story;

/// A log shipper that wants Linux and tolerates the control plane.
pub const SHIPPER: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: shipper
  namespace: logging
spec:
  selector:
    matchLabels: {app: shipper}
  template:
    metadata:
      labels: {app: shipper}
    spec:
      nodeSelector:
        kubernetes.io/os: linux
      tolerations:
        - key: node-role.kubernetes.io/control-plane
          effect: NoSchedule
      containers:
        - name: shipper
          image: registry.example.com/shipper:1.4.2
          ports:
            - containerPort: 2020
              hostPort: 2020
          resources:
            requests: {cpu: 100m, memory: 256Mi}
";

/// Nodes of one fleet: control plane, workers, GPU, Windows, a small one.
pub fn nodes() -> String {
    let node = |name: &str, os: &str, memory: &str, taint: Option<(&str, &str)>| {
        let taints = taint.map_or_else(Vec::new, |(key, value)| {
            vec![serde_json::json!({"key": key, "value": value, "effect": "NoSchedule"})]
        });
        serde_json::json!({
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {"name": name, "labels": {
                "kubernetes.io/os": os,
                "kubernetes.io/hostname": name,
                "example.com/pool": name.split('-').next().unwrap(),
            }},
            "spec": {"taints": taints},
            "status": {
                "allocatable": {"cpu": "3920m", "memory": memory, "pods": "110"},
                "conditions": [{"type": "Ready", "status": "True"}],
            },
        })
    };
    let gpu = Some(("nvidia.com/gpu", "present"));
    let mut nodes =
        vec![node("cp-1", "linux", "8Gi", Some(("node-role.kubernetes.io/control-plane", "")))];
    nodes.extend((1..=5).map(|i| node(&format!("worker-{i}"), "linux", "16Gi", None)));
    nodes.extend((1..=2).map(|i| node(&format!("gpu-{i}"), "linux", "64Gi", gpu)));
    nodes.push(node("win-1", "windows", "16Gi", None));
    nodes.push(node("edge-1", "linux", "200Mi", None));
    serde_json::json!({"apiVersion": "v1", "kind": "List", "items": nodes}).to_string()
}

fn story() -> Story {
    Story::new(&[("deploy/shipper.yaml", SHIPPER), ("nodes.json", &nodes())])
}

#[test]
fn the_table_groups_nodes_by_outcome_and_reason() {
    assert_snapshot!(story().run("plan --nodes nodes.json deploy"), @"
    logging/shipper   6 of 10 nodes get a pod                                                  deploy/shipper.yaml

      runs on             6  cp-1, worker-1 … worker-5
      kept off            2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated              shipper.yaml:15
                          1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows             shipper.yaml:14
      wanted, no room     1  edge-1
                             memory: needs 256Mi, the node has 200Mi                               shipper.yaml:25

    1 DaemonSet on 10 nodes: 1 is wanted where it has no room, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn a_narrow_screen_keeps_its_columns() {
    let story = story().with("COLUMNS", "60");
    assert_snapshot!(story.run("plan --nodes nodes.json deploy"), @"
    logging/shipper   6 of 10 nodes get a pod
      deploy/shipper.yaml

      runs on             6  cp-1, worker-1 … worker-5
      kept off            2  gpu-1, gpu-2
                             taint
                             nvidia.com/gpu=present:NoSchedule
                             is not tolerated
                             shipper.yaml:15
                          1  win-1
                             nodeSelector
                             kubernetes.io/os=linux: the node
                             has windows
                             shipper.yaml:14
      wanted, no room     1  edge-1
                             memory: needs 256Mi, the node has
                             200Mi
                             shipper.yaml:25

    1 DaemonSet on 10 nodes: 1 is wanted where it has no room, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn the_matrix_fits_on_a_screen() {
    assert_snapshot!(story().run("plan --nodes nodes.json --format matrix deploy"), @"
                         1
    cp-1 … worker-5 (6)  x
    gpu-1, gpu-2 (2)     t
    win-1                .
    edge-1               !

    x runs   . not targeted   t kept off by a taint alone   ! wanted, no room
    1 logging/shipper  6 of 10

    1 DaemonSet on 10 nodes: 1 is wanted where it has no room, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    assert_snapshot!(story().run("plan --nodes nodes.json --format matrix --verbose deploy"), @"
              1
    cp-1      x
    worker-1  x
    worker-2  x
    worker-3  x
    worker-4  x
    worker-5  x
    gpu-1     t
    gpu-2     t
    win-1     .
    edge-1    !

    x runs   . not targeted   t kept off by a taint alone   ! wanted, no room
    1 logging/shipper  6 of 10

    1 DaemonSet on 10 nodes: 1 is wanted where it has no room, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn json_is_the_contract() {
    let story = story();
    let output = story.output("", "plan --nodes nodes.json --format json deploy");
    assert!(output.status.success());
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(value["version"], 1);
    let daemon_set = &value["daemonsets"][0];
    assert_eq!(daemon_set["file"], "deploy/shipper.yaml");
    assert_eq!(daemon_set["desired"], 7);
    let nodes = daemon_set["nodes"].as_array().unwrap();
    assert_eq!(nodes[0]["node"], "cp-1");
    assert_snapshot!(nodes[6], @r#"{"admitted":null,"blockers":[],"node":"gpu-1","refusals":[{"field":"spec.template.spec.tolerations","line":15,"message":"node(s) had untolerated taint(s)","plugin":"TaintToleration"}],"schedulable":null,"shouldContinueRunning":true,"shouldRun":false,"virtual":false}"#);
    assert_snapshot!(nodes[9], @r#"{"admitted":true,"blockers":[{"field":"spec.template.spec.containers[0].resources.requests[memory]","line":25,"message":"Insufficient memory","plugin":"NodeResourcesFit","resource":"memory"}],"node":"edge-1","refusals":[],"schedulable":false,"shouldContinueRunning":true,"shouldRun":true,"virtual":false}"#);
}

#[test]
fn compact_json_tells_the_same_of_classes_of_nodes() {
    let story = story();
    let read = |arguments: &str| -> serde_json::Value {
        let output = story.output("", &format!("plan --nodes nodes.json {arguments} deploy"));
        assert!(output.status.success());
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let (whole, compact) = (read("--format json"), read("--format json --compact"));
    assert_eq!(whole["summary"], compact["summary"]);
    let classes = compact["nodeClasses"].as_array().unwrap();
    assert_snapshot!(classes[1], @r#"{"labels":{"example.com/pool":"worker","kubernetes.io/os":"linux"},"nodes":["worker-1","worker-2","worker-3","worker-4","worker-5"],"taints":[]}"#);
    let daemon_set = &compact["daemonsets"][0];
    assert!(daemon_set["nodes"].is_null());
    assert_snapshot!(daemon_set["verdicts"][0], @r#"{"admitted":true,"blockers":[],"classes":[0,1],"count":6,"refusals":[],"schedulable":true,"shouldContinueRunning":true,"shouldRun":true,"virtual":false}"#);
    // Each node's answer is that of its class.
    let mut told = 0;
    for node in whole["daemonsets"][0]["nodes"].as_array().unwrap() {
        let has =
            |class: &serde_json::Value| class["nodes"].as_array().unwrap().contains(&node["node"]);
        let class = classes.iter().position(has).unwrap();
        let verdicts = daemon_set["verdicts"].as_array().unwrap().iter();
        let mut of_class =
            verdicts.filter(|one| one["classes"].as_array().unwrap().contains(&class.into()));
        let mut verdict = of_class.next().unwrap().clone();
        assert!(of_class.next().is_none());
        let verdict = verdict.as_object_mut().unwrap();
        verdict.remove("classes");
        verdict.remove("count");
        verdict.insert("node".to_owned(), node["node"].clone());
        assert_eq!(node.as_object(), Some(&*verdict));
        told += 1;
    }
    let counts = daemon_set["verdicts"].as_array().unwrap().iter().map(|one| &one["count"]);
    assert_eq!(counts.map(|count| count.as_u64().unwrap()).sum::<u64>(), told);
    assert_snapshot!(story.run("plan --nodes nodes.json --compact deploy"), @r"
    --- stderr
    error: --compact is about the JSON report: add --format json
    --- exit code 2
    ");
}

#[test]
fn what_runs_already_takes_room_and_ports() {
    let pod = serde_json::json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {
            "name": "collector-x7k2p",
            "namespace": "tracing",
            "ownerReferences": [{
                "apiVersion": "apps/v1", "kind": "DaemonSet", "name": "collector", "uid": "1",
                "controller": true,
            }],
        },
        "spec": {
            "nodeName": "worker-2",
            "containers": [{
                "name": "collector",
                "ports": [{"containerPort": 2020, "hostPort": 2020}],
                "resources": {"requests": {"cpu": "3900m"}},
            }],
        },
        "status": {"phase": "Running"},
    });
    let story = story();
    story.write(
        "pods.json",
        &serde_json::json!({"kind": "List", "apiVersion": "v1", "items": [pod]}).to_string(),
    );
    let seen = story.run(
        "plan --nodes nodes.json --pods pods.json --fail-on unschedulable deploy/shipper.yaml",
    );
    assert_snapshot!(seen, @"
    logging/shipper   5 of 10 nodes get a pod                                                  deploy/shipper.yaml

      runs on             5  cp-1, worker-1, worker-3 … worker-5
      kept off            2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated              shipper.yaml:15
                          1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows             shipper.yaml:14
      wanted, no room     1  worker-2
                             host port 2020/TCP is taken by tracing/collector                      shipper.yaml:23
                             cpu: needs 100m, 20m left of 3920m (collector 3900m)                  shipper.yaml:25
                          1  edge-1
                             memory: needs 256Mi, the node has 200Mi                               shipper.yaml:25

    1 DaemonSet on 10 nodes: 1 is wanted where it has no room, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    --- exit code 1
    ");
}

#[test]
fn a_comment_for_a_pull_request_folds_the_details() {
    assert_snapshot!(story().run("plan --nodes nodes.json --format markdown deploy"), @"
    ### 1 DaemonSet on 10 nodes (Kubernetes 1.37)

    | DaemonSet | nodes with a pod | kept off | wanted, no room |
    | --- | ---: | ---: | ---: |
    | logging/shipper | 6 of 10 | 3 | **1** |

    <details>
    <summary>logging/shipper: why not on 4 nodes</summary>

    - kept off **2**: gpu-1, gpu-2
      - taint nvidia.com/gpu=present:NoSchedule is not tolerated (shipper.yaml:15)
    - kept off **1**: win-1
      - nodeSelector kubernetes.io/os=linux: the node has windows (shipper.yaml:14)
    - wanted, no room on **1**: edge-1
      - memory: needs 256Mi, the node has 200Mi (shipper.yaml:25)

    </details>
    --- stderr
    1 DaemonSet on 10 nodes: 1 is wanted where it has no room, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn nothing_to_place_is_said() {
    let story = Story::new(&[
        ("nodes.json", &nodes()),
        ("config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"),
        ("broken.yaml", "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: [}\n"),
        ("nothing.json", "{\"kind\": \"Nothing\"}"),
    ]);
    assert_snapshot!(story.run("plan --nodes nodes.json config.yaml"), @r"
    --- stderr
    error: no DaemonSet in 1 file (1 other object)
    --- exit code 2
    ");
    assert_snapshot!(story.run("plan --nodes nodes.json broken.yaml"), @"
    --- stderr
    broken.yaml:3:19: error[admission-decode]: a value is expected here
    error: 1 object left out of the plan: not readable
    error: no DaemonSet in 1 file (0 other objects)
    --- exit code 2
    ");
    assert_snapshot!(story.run("plan --nodes nothing.json config.yaml"), @r"
    --- stderr
    error: nothing.json: no nodes, pods or pools in it, only Nothing
    --- exit code 2
    ");
    assert_snapshot!(story.run("plan --nodes gone.json config.yaml"), @"
    --- stderr
    error: can't read gone.json: no such file or directory
    --- exit code 2
    ");
    let broken = SHIPPER.replace("  template:\n", "  template: none\n  was:\n");
    let story = Story::new(&[
        ("nodes.json", &nodes()),
        ("a/shipper.yaml", &broken),
        ("b/other.yaml", &SHIPPER.replace("name: shipper", "name: other")),
        ("old.yaml", SHIPPER),
    ]);
    assert_snapshot!(story.run("plan --quiet --format matrix --fail-on unschedulable --nodes nodes.json a b"), @"
                         1
    cp-1 … worker-5 (6)  x
    gpu-1, gpu-2 (2)     t
    win-1                .
    edge-1               !

    x runs   . not targeted   t kept off by a taint alone   ! wanted, no room
    1 logging/other  6 of 10

    left out, since it can't be read: a/shipper.yaml:9: `template` takes a map of fields, not a string

    --- stderr
    a/shipper.yaml:9:13: error[admission-decode]: `template` takes a map of fields, not a string
    error: 1 object left out of the plan: not readable
    --- exit code 2
    ");
    let report = story.run("plan --format json --nodes nodes.json a b");
    assert!(report.contains(r#""unreadable":[{"file":"a/shipper.yaml","line":9,"#), "{report}");
    let table = story.run("plan --nodes nodes.json a b");
    assert!(table.contains("what can't be read is left out, "), "{table}");
    assert!(!table.contains("all find room"), "{table}");
    assert_snapshot!(story.run("plan --nodes nodes.json --against old.yaml a b"), @"
    logging/other   new: 6 of 10 nodes get a pod                                                      b/other.yaml

      gained              6  cp-1, worker-1 … worker-5
      wanted, no room     1  edge-1
                             memory: needs 256Mi, the node has 200Mi                                 other.yaml:25

    logging/shipper   not compared: the new one can't be read                                             old.yaml

    left out, since it can't be read: a/shipper.yaml:9: `template` takes a map of fields, not a string

    1 of 2 DaemonSets change: 0 restarted, 6 gained, 0 lost, 1 not compared, on 10 nodes, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    --- stderr
    a/shipper.yaml:9:13: error[admission-decode]: `template` takes a map of fields, not a string
    error: 1 object left out of the plan: not readable
    --- exit code 2
    ");
    let none = "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": []}";
    let story = Story::new(&[("none.json", none), ("shipper.yaml", SHIPPER)]);
    assert_snapshot!(story.run("check --quiet --select capacity --nodes none.json shipper.yaml"), @"
    --- stderr
    error: there is no node in none.json (an empty list): take what `kubectl get nodes -o json` prints
    --- exit code 2
    ");
    let (one, empty) = (
        "{\"kind\": \"NodeList\", \"items\": [{\"metadata\": {\"name\": \"a\"}}]}",
        "{\"apiVersion\": \"v1\", \"items\": [], \"kind\": \"NodeList\"}",
    );
    story.write("one.json", one);
    story.write("empty.json", empty);
    assert_snapshot!(story.run("plan --nodes one.json --pods empty.json shipper.yaml"), @"
    --- stderr
    error: there is no pod in empty.json (an empty NodeList): take what `kubectl get pods -A -o json` prints
    --- exit code 2
    ");
    assert_snapshot!(story.run("plan --max-overhead cpus=5% --nodes none.json shipper.yaml"), @"
    --- stderr
    error: invalid value 'cpus=5%' for '--max-overhead <BUDGET>': `cpus` is not a resource of nodes: cpu, memory, ephemeral-storage, pods, hugepages-SIZE, or one with a domain, as in nvidia.com/gpu

    For more information, try '--help'.
    --- exit code 2
    ");
}

#[test]
fn what_the_daemon_sets_take_together() {
    let story = story();
    story.write("deploy/other.yaml", &SHIPPER.replace("shipper", "collector"));
    let plan = "plan --nodes nodes.json --capacity --max-overhead cpu=4%";
    assert_snapshot!(story.run(&format!("{plan} deploy")), @"
    tightest nodes first       DaemonSets take           all pods take
                               cpu     memory  pods      cpu     memory
      edge-1                   5.1%    256%    1.8%      5.1%    256%
        no room for logging/collector: memory: needs 256Mi, the node has 200Mi
        no room for logging/shipper: memory: needs 256Mi, the node has 200Mi
      cp-1                     5.1%    6.2%    1.8%      5.1%    6.2%
        no room for logging/shipper: host port 2020/TCP is taken
      worker-1 … worker-5 (5)  5.1%    3.1%    1.8%      5.1%    3.1%
        no room for logging/shipper: host port 2020/TCP is taken
      gpu-1, gpu-2 (2)         0.0%    0.0%    0.0%      0.0%    0.0%
      win-1                    0.0%    0.0%    0.0%      0.0%    0.0%

    an empty new node    nodes  DaemonSets take                        left for a pod
      like worker-1          5  200m cpu (5.1%), 512Mi memory (3.1%)   3720m cpu, 15.5Gi memory, 108 pods
      like gpu-1             2  0 cpu (0.0%), 0 memory (0.0%)          3920m cpu, 64Gi memory, 110 pods
      like edge-1            1  0 cpu (0.0%), 0 memory (0.0%)          3920m cpu, 200Mi memory, 110 pods
        no such node takes all of these DaemonSets: too little memory for logging/collector, logging/shipper
      like cp-1              1  200m cpu (5.1%), 512Mi memory (6.2%)   3720m cpu, 7.5Gi memory, 108 pods
      like win-1             1  0 cpu (0.0%), 0 memory (0.0%)          3920m cpu, 16Gi memory, 110 pods

    host ports that collide
      host port 2020/TCP: logging/collector and logging/shipper meet on 7 nodes (cp-1, worker-1 … worker-5,
      edge-1)

    over budget
      cpu is limited to 4.0%: exceeded on 7 nodes (cp-1, worker-1 … worker-5, edge-1)

    2 DaemonSets on 10 nodes: 7 nodes can't take all of them, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    --- exit code 1
    ");
    let json = story.output("", &format!("{plan} --format json deploy")).stdout;
    let value: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_snapshot!(value["capacity"]["nodes"][0], @r#"{"daemonsets":["logging/collector","logging/shipper"],"node":"cp-1","share":{"cpu":5.11,"memory":6.25,"pods":1.82},"takes":{"memory":536870912,"milliCpu":200,"pods":2},"withoutRoom":[{"daemonset":"logging/shipper","reasons":["node(s) didn't have free ports for the requested pod ports"]}]}"#);
    assert_snapshot!(value["capacity"]["collisions"], @r#"[{"daemonsets":["logging/collector","logging/shipper"],"nodes":["cp-1","worker-1","worker-2","worker-3","worker-4","worker-5","edge-1"],"port":2020,"protocol":"TCP"}]"#);
}

#[test]
fn pods_behind_a_gate_are_told_to_wait() {
    let gated = SHIPPER.replace(
        "      containers:\n",
        "      schedulingGates: [{name: example.com/quota}, {name: b}]\n      containers:\n",
    );
    let story = Story::new(&[("a.yaml", &gated), ("nodes.json", &nodes())]);
    let seen = story.run("plan --nodes nodes.json a.yaml");
    let told =
        "every pod waits until the scheduling gate example.com/quota and 1 more is taken off it";
    assert!(seen.contains(told), "{seen}");
}

#[test]
fn a_plan_of_many_shows_what_deserves_a_look() {
    let sets: String = (0..42)
        .map(|i| {
            let small = SHIPPER.replace("memory: 256Mi", "memory: 1Mi").replace("100m", "10m");
            // One host port is one DaemonSet's.
            let small = small.replace("hostPort: 2020", &format!("hostPort: {}", 2021 + i));
            format!("---\n{}", small.replace("shipper", &format!("agent-{i}")))
        })
        .collect();
    let story = Story::new(&[("all.yaml", &sets), ("nodes.json", &nodes())]);
    assert_snapshot!(story.run("plan --nodes nodes.json all.yaml"), @"
    all 42 DaemonSets get all the pods that they want (--verbose)

    42 DaemonSets on 10 nodes: all find room where they are wanted, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    let all = story.run("plan --nodes nodes.json --verbose all.yaml");
    assert_eq!(all.matches("runs on").count(), 42);
    story.write("one.yaml", SHIPPER);
    assert_snapshot!(story.run("plan --nodes nodes.json all.yaml one.yaml"), @"
    logging/shipper   6 of 10 nodes get a pod                                                             one.yaml

      wanted, no room     1  edge-1
                             memory: needs 256Mi, 158Mi left of 200Mi (agent-0 1Mi, agent-1 1Mi,       one.yaml:25
                             agent-10 1Mi and 39 more)

    42 more DaemonSets get all the pods that they want (--verbose)

    43 DaemonSets on 10 nodes: 1 is wanted where it has no room, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    let seen = story.run("plan --nodes nodes.json --against all.yaml all.yaml");
    assert!(seen.starts_with("42 DaemonSets don't change any pod (--verbose)"), "{seen}");
}
