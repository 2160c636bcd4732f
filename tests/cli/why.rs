//! One DaemonSet on one node, as a user sees it.

use insta::assert_snapshot;

use crate::plan::{SHIPPER, nodes};
use crate::story::Story;

fn story() -> Story {
    let gpu = SHIPPER.replace("node-role.kubernetes.io/control-plane", "nvidia.com/gpu");
    let gpu = gpu.replace("hostPort: 2020", "hostPort: 2021");
    let gpu =
        gpu.replace("effect: NoSchedule", "value: \"true\"").replace("name: shipper", "name: gpu");
    Story::new(&[
        ("deploy/shipper.yaml", SHIPPER),
        ("deploy/gpu.yaml", &gpu),
        ("nodes.json", &nodes()),
    ])
}

fn why(words: &str) -> String {
    story().run(&format!("why {words} --nodes nodes.json deploy"))
}

#[test]
fn what_keeps_it_off_is_told_check_by_check() {
    assert_snapshot!(why("logging/shipper gpu-1"), @r"
    shipper does not run on gpu-1 (Kubernetes 1.37)
    a pod that runs there already stays until the next update, which deletes it

      + node name         none
      + node selector     kubernetes.io/os=linux             shipper.yaml:14 · node label kubernetes.io/os=linux
      + node affinity     none
      x taints            nvidia.com/gpu=present:NoSchedule  shipper.yaml:15 · no toleration matches
      - resources, ports  not asked: the controller creates no pod here

    the smallest change that flips it:
      - another toleration: {key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}
    ");
    assert_snapshot!(why("shipper win-1"), @r"
    shipper does not run on win-1 (Kubernetes 1.37)

      + node name         none
      x node selector     kubernetes.io/os=linux  shipper.yaml:14 · node label kubernetes.io/os=windows
      + node affinity     none
      + taints            none
      - resources, ports  not asked: the controller creates no pod here

    the smallest change that flips it: no requirement of kubernetes.io/os=linux: that label is the node's own
    ");
}

#[test]
fn the_closest_toleration_is_named() {
    assert_snapshot!(why("gpu gpu-1"), @r#"
    gpu does not run on gpu-1 (Kubernetes 1.37)
    a pod that runs there already stays until the next update, which deletes it

      + node name         none
      + node selector     kubernetes.io/os=linux                   gpu.yaml:14 · node label kubernetes.io/os=linux
      + node affinity     none
      x taints            nvidia.com/gpu=present:NoSchedule          gpu.yaml:16 · no toleration matches
                          closest: key nvidia.com/gpu, value "true"  gpu.yaml:16 · the taint's value is "present"
      - resources, ports  not asked: the controller creates no pod here

    the smallest change that flips it: tolerations[0].value: present      (or operator: Exists)
    "#);
}

#[test]
fn what_is_short_is_told_with_what_is_left() {
    assert_snapshot!(why("shipper edge-1"), @r"
    shipper is wanted, and finds no room, on edge-1 (Kubernetes 1.37)

      + node name        none
      + node selector    kubernetes.io/os=linux                shipper.yaml:14 · node label kubernetes.io/os=linux
      + node affinity    none
      + taints           none
      + host ports       host port 2020/TCP                       shipper.yaml:23
      x resources        memory: needs 256Mi, the node has 200Mi  shipper.yaml:25
      +                  pods: the node has 110
      +                  cpu: needs 100m, the node has 3920m      shipper.yaml:25
      + volumes          none
      + topology spread  none
      + pod affinity     none

    the smallest change that flips it: 56Mi more memory, or a request of at most 200Mi
    ");
    assert_snapshot!(why("shipper worker-1"), @r"
    shipper runs on worker-1 (Kubernetes 1.37)

      + node name        none
      + node selector    kubernetes.io/os=linux                shipper.yaml:14 · node label kubernetes.io/os=linux
      + node affinity    none
      + taints           none
      + host ports       host port 2020/TCP                      shipper.yaml:23
      + resources        pods: the node has 110
                         cpu: needs 100m, the node has 3920m     shipper.yaml:25
                         memory: needs 256Mi, the node has 16Gi  shipper.yaml:25
      + volumes          none
      + topology spread  none
      + pod affinity     none
    ");
}

#[test]
fn a_name_that_nothing_has_is_told_apart_from_the_nearest() {
    assert_snapshot!(why("shiper gpu-1"), @r"
    --- stderr
    error: no DaemonSet is called `shiper`; did you mean `logging/shipper`?
    --- exit code 2
    ");
    assert_snapshot!(why("shipper gpu"), @r"
    --- stderr
    error: no node is called `gpu`; there are cp-1, worker-1 … worker-5, gpu-1 and 3 more
    --- exit code 2
    ");
    let pools = "apiVersion: daemonlint.dev/v1\nkind: Inventory\npools: [{name: gpu, count: 0}]\n";
    let story = Story::new(&[("shipper.yaml", SHIPPER), ("pools.yaml", pools)]);
    assert_snapshot!(story.run("why shipper gpu --nodes pools.yaml shipper.yaml"), @"
    shipper does not run on a new node of gpu (Kubernetes 1.37)

      + node name         none
      x node selector     kubernetes.io/os=linux  shipper.yaml:14 · the node has no such label
      + node affinity     none
      + taints            none
      - resources, ports  not asked: the controller creates no pod here

    the smallest change that flips it: no requirement of kubernetes.io/os=linux: that label is the node's own
    ");
}

#[test]
fn a_taint_of_the_nodes_state_goes_with_it() {
    let fleet = nodes().replacen(
        r#""taints":[]"#,
        r#""taints":[{"key":"node.kubernetes.io/unreachable","effect":"NoSchedule"}]"#,
        1,
    );
    let story = Story::new(&[("shipper.yaml", SHIPPER), ("nodes.json", &fleet)]);
    assert_snapshot!(story.run("why shipper worker-1 --nodes nodes.json shipper.yaml"), @r"
    shipper does not run on worker-1 (Kubernetes 1.37)
    a pod that runs there already stays until the next update, which deletes it

      + node name         none
      + node selector     kubernetes.io/os=linux               shipper.yaml:14 · node label kubernetes.io/os=linux
      + node affinity     none
      x taints            node.kubernetes.io/unreachable:NoSchedule  shipper.yaml:15 · no toleration matches
      - resources, ports  not asked: the controller creates no pod here

    the smallest change that flips it:
      - the taint node.kubernetes.io/unreachable goes when the node leaves that state
      - or another toleration: {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoSchedule}
    ");
}

#[test]
fn a_taint_that_goes_when_this_runs_does_not_go_by_itself() {
    let fleet = nodes().replacen(
        r#""taints":[]"#,
        r#""taints":[{"key":"node.kubernetes.io/not-ready","effect":"NoSchedule"}]"#,
        1,
    );
    let plugin = SHIPPER.replace(
        "      containers:
",
        "      volumes: [{name: cni, hostPath: {path: /etc/cni/net.d}}]
      initContainers:          [{name: install, image: 'example.com/cni:1', volumeMounts: [{name: cni, mountPath:          /cni}]}]
      containers:
",
    );
    let story =
        Story::new(&[("shipper.yaml", SHIPPER), ("plugin.yaml", &plugin), ("nodes.json", &fleet)]);
    let by_itself = "goes when the node leaves that state";
    let seen = story.run("why shipper worker-1 --nodes nodes.json shipper.yaml");
    assert!(seen.contains(by_itself), "{seen}");
    let seen = story.run("why shipper worker-1 --nodes nodes.json plugin.yaml");
    assert!(!seen.contains(by_itself), "{seen}");
    assert!(seen.contains("another toleration: {key: node.kubernetes.io/not-ready"), "{seen}");
}

#[test]
fn what_runs_elsewhere_is_told_by_its_domain() {
    let apart = SHIPPER.replace(
        "      containers:\n",
        "      topologySpreadConstraints: [{maxSkew: 1, topologyKey: rack, whenUnsatisfiable: \
         DoNotSchedule, labelSelector: {matchLabels: {app: shipper}}}]\n      affinity: \
         {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: \
         example.com/pool, namespaceSelector: {}, labelSelector: {matchLabels: {app: web}}}]}}\n      \
         containers:\n",
    );
    let web = serde_json::json!({"kind": "Pod", "apiVersion": "v1",
        "metadata": {"name": "web", "namespace": "apps", "labels": {"app": "web"}},
        "spec": {"nodeName": "worker-1", "containers": []}, "status": {"phase": "Running"}});
    let story = Story::new(&[
        ("shipper.yaml", &apart),
        ("nodes.json", &nodes()),
        ("pods.json", &web.to_string()),
    ]);
    let why = "why shipper worker-2 --nodes nodes.json --pods pods.json shipper.yaml";
    assert_snapshot!(story.run(why), @r"
    shipper is wanted, and can't be scheduled, on worker-2 (Kubernetes 1.37)

      + node name        none
      + node selector    kubernetes.io/os=linux                shipper.yaml:14 · node label kubernetes.io/os=linux
      + node affinity    none
      + taints           none
      + host ports       host port 2020/TCP                                   shipper.yaml:25
      + resources        pods: the node has 110
                         cpu: needs 100m, the node has 3920m                  shipper.yaml:27
                         memory: needs 256Mi, the node has 16Gi               shipper.yaml:27
      + volumes          none
      x topology spread  topology spread by rack: the node has no such label  shipper.yaml:18
      x pod affinity     pod anti-affinity by example.com/pool: a pod that it avoids is there  shipper.yaml:19

    the smallest change that flips it, all of these:
      - a node label rack
      - no pod that it avoids, on a node of the same example.com/pool
    ");
}

#[test]
fn a_label_that_is_the_nodes_own_is_not_to_be_changed() {
    let picky = SHIPPER.replace(
        "      containers:\n",
        "      affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: \
         {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: NotIn, \
         values: [worker-1]}]}]}}}\n      containers:\n",
    );
    let story = Story::new(&[("shipper.yaml", &picky), ("nodes.json", &nodes())]);
    let seen = story.run("why shipper worker-1 --nodes nodes.json shipper.yaml");
    let said = "flips it: no requirement of kubernetes.io/hostname: that label is the node's own";
    assert!(seen.contains(said), "{seen}");
}
