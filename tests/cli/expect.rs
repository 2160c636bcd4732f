//! What is expected of the placement of DaemonSets, and what becomes of it.

use insta::assert_snapshot;

use crate::story::Story;

const NODES: &str = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
nodes:
  - labels: {kubernetes.io/os: linux}
    allocatable: {cpu: 4, memory: 8Gi, pods: 110}
    nodes:
      - {names: \"cp-{1..3}\", labels: {node-role.kubernetes.io/control-plane: \"\"}, taints: [\"node-role.kubernetes.io/control-plane:NoSchedule\"]}
      - {names: \"web-{1..5}\", labels: {pool: web}}
      - {names: \"gpu-{1,2}\", labels: {pool: gpu}, taints: [\"nvidia.com/gpu=present:NoSchedule\"]}
      - {names: \"small-{1,2}\", labels: {pool: small}, allocatable: {cpu: 1, memory: 1Gi, pods: 20}}
";

/// A collector with lines of its metadata and of its pods' spec.
fn collector(metadata: &str, spec: &str) -> String {
    format!(
        "apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: collector
  namespace: watch
{metadata}spec:
  selector:
    matchLabels: {{app: collector}}
  template:
    metadata:
      labels: {{app: collector}}
    spec:
      nodeSelector: {{kubernetes.io/os: linux}}
{spec}      containers:
        - name: main
          image: registry.example.com/collector:v3
          resources: {{requests: {{cpu: 150m, memory: 100Mi}}, limits: {{memory: 100Mi}}}}
"
    )
}

fn story(config: &str, metadata: &str, spec: &str) -> Story {
    let collector = collector(metadata, spec);
    Story::new(&[
        (".daemonlint.yaml", config),
        ("nodes.yaml", NODES),
        ("deploy/collector.yaml", &collector),
    ])
}

const CONFIG: &str = "\
expect:
  - name: collect*
    namespace: watch
    that:
      - no node with node-role.kubernetes.io/control-plane
      - at least 80% of nodes with pool in (web, gpu)
      - at most 10% of cpu on every node
";

const CHECK: &str = "check --select broken-expectation --format short deploy";

#[test]
fn an_annotation_expects() {
    let annotation = "  annotations:\n    daemonlint.dev/expect: every node with pool=gpu\n";
    let story = story("", annotation, "");
    let check = "check --select broken-expectation --nodes nodes.yaml deploy";
    assert_snapshot!(story.run(check), @"
    error[broken-expectation]: `every node with pool=gpu` does not hold: 2 of 2 nodes get no pod [fixable]
       ,-[deploy/collector.yaml:7:28]
     6 |   annotations:
     7 |     daemonlint.dev/expect: every node with pool=gpu
       :                            ^^^^^^^^^^^^|^^^^^^^^^^^
       :                                        `-- gpu-1, gpu-2 (nothing tolerates `nvidia.com/gpu=present:NoSchedule`)
       `----
      help: to run there as well, add
            tolerations:
              - key: nvidia.com/gpu
                operator: Exists
                effect: NoSchedule
      see:  daemonlint explain broken-expectation
            https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/

    collector (watch): 7 of 12 nodes · 5 kept off by a taint

    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    1 fixable with --fix
    --- exit code 1
    ");
    assert_snapshot!(story.run(CHECK), @"
    --- stderr
    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    not known: 1 expectation of placement, without --nodes
    ");
    assert_snapshot!(story.run(&format!("{check} --fix")), @"
    collector (watch): 9 of 12 nodes · 3 kept off by a taint

    1 file, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    fixed 1 finding in 1 file: 1 broken-expectation
    ");
    assert_snapshot!(story.read("deploy/collector.yaml").lines().skip(13).take(8).collect::<Vec<_>>().join("\n"), @"
    spec:
      nodeSelector: {kubernetes.io/os: linux}
      containers:
        - name: main
          image: registry.example.com/collector:v3
          resources: {requests: {cpu: 150m, memory: 100Mi}, limits: {memory: 100Mi}}
      tolerations:
        - key: nvidia.com/gpu
    ");
}

#[test]
fn a_config_expects() {
    let story = story(CONFIG, "", "");
    assert_snapshot!(story.run(&format!("{CHECK} --nodes nodes.yaml")), @"
    deploy/collector.yaml:4:9: error[broken-expectation]: `at least 80% of nodes with pool in (web, gpu)` does not hold: 5 of 7 nodes get a pod, and 6 should
    deploy/collector.yaml:4:9: error[broken-expectation]: `at most 10% of cpu on every node` does not hold: too much cpu on 2 of 7 nodes
    --- stderr
    1 file, 1 object, 1 DaemonSet: 2 errors in N ms (Kubernetes 1.37)
    1 fixable with --fix
    --- exit code 1
    ");
    assert_snapshot!(story.run("plan --nodes nodes.yaml deploy"), @"
    watch/collector   7 of 12 nodes get a pod                                                deploy/collector.yaml

      runs on             7  web-1 … web-5, small-1, small-2
      kept off            3  cp-1 … cp-3
                             taint node-role.kubernetes.io/control-plane:NoSchedule is not       collector.yaml:12
                             tolerated
                          2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated            collector.yaml:12
      holds                  no node with node-role.kubernetes.io/control-plane
      broken                 at least 80% of nodes with pool in (web, gpu): 5 of 7 nodes get a pod, and 6 should:
                             gpu-1, gpu-2 (nothing tolerates `nvidia.com/gpu=present:NoSchedule`)
      broken                 at most 10% of cpu on every node: too much cpu on 2 of 7 nodes: small-1, small-2 (a
                             pod asks for 150m of 1, 15.0%)

    1 DaemonSet on 12 nodes: all find room where they are wanted, in N ms (Kubernetes 1.37)
    3 expectations: 2 broken
    not known: whether watch has a ResourceQuota, a LimitRange or a Pod Security level (the pods pass baseline), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    --- exit code 1
    ");
    assert_snapshot!(story.run("plan --nodes nodes.yaml --fail-on never --format markdown deploy"), @r"
    ### 1 DaemonSet on 12 nodes (Kubernetes 1.37)

    | DaemonSet | nodes with a pod | kept off | wanted, no room |
    | --- | ---: | ---: | ---: |
    | watch/collector | 7 of 12 | 5 | 0 |

    What is expected:

    - watch/collector: holds: no node with node-role.kubernetes.io/control-plane
    - watch/collector: **broken**: at least 80% of nodes with pool in (web, gpu): 5 of 7 nodes get a pod, and 6 should: gpu-1, gpu-2 (nothing tolerates \`nvidia.com/gpu=present:NoSchedule\`)
    - watch/collector: **broken**: at most 10% of cpu on every node: too much cpu on 2 of 7 nodes: small-1, small-2 (a pod asks for 150m of 1, 15.0%)

    <details>
    <summary>watch/collector: why not on 5 nodes</summary>

    - kept off **3**: cp-1 … cp-3
      - taint node-role.kubernetes.io/control-plane:NoSchedule is not tolerated (collector.yaml:12)
    - kept off **2**: gpu-1, gpu-2
      - taint nvidia.com/gpu=present:NoSchedule is not tolerated (collector.yaml:12)

    </details>
    --- stderr
    broken: watch/collector: at least 80% of nodes with pool in (web, gpu): 5 of 7 nodes get a pod, and 6 should: gpu-1, gpu-2 (nothing tolerates `nvidia.com/gpu=present:NoSchedule`)
    broken: watch/collector: at most 10% of cpu on every node: too much cpu on 2 of 7 nodes: small-1, small-2 (a pod asks for 150m of 1, 15.0%)
    1 DaemonSet on 12 nodes: all find room where they are wanted, in N ms (Kubernetes 1.37)
    3 expectations: 2 broken
    not known: whether watch has a ResourceQuota, a LimitRange or a Pod Security level (the pods pass baseline), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    let json = story.run("plan --nodes nodes.yaml --fail-on never --quiet --format json deploy");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let all = json.pointer("/daemonsets/0/expectations").unwrap().as_array().unwrap();
    let holds: Vec<_> = all.iter().map(|one| one["holds"].as_bool()).collect();
    assert_eq!(holds, [Some(true), Some(false), Some(false)]);
    assert_eq!(all[1]["nodes"][0]["node"], "gpu-1");
}

#[test]
fn a_sentence_that_cannot_be_read_is_shown_where_it_goes_wrong() {
    let annotation = "  annotations:
    daemonlint.dev/expect: |
      every node with kubernetes.io/os=linux
      at least 80% from pool web
";
    let story = story("", annotation, "");
    assert_snapshot!(story.run("check --select broken-expectation deploy"), @"
    error[broken-expectation]: this expectation can't be read: `from` can't stand here; `of` can
       ,-[deploy/collector.yaml:9:20]
     8 |       every node with kubernetes.io/os=linux
     9 |       at least 80% from pool web
       :                    ^^^^
       `----
      help: write for example `at least 80% of pool web`
      see:  daemonlint explain broken-expectation
            https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/

    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    not known: 1 expectation of placement, without --nodes
    --- exit code 1
    ");
    assert_snapshot!(story.run("plan --quiet --nodes nodes.yaml deploy"), @"
    watch/collector   7 of 12 nodes get a pod                                                deploy/collector.yaml

      runs on             7  web-1 … web-5, small-1, small-2
      kept off            3  cp-1 … cp-3
                             taint node-role.kubernetes.io/control-plane:NoSchedule is not       collector.yaml:16
                             tolerated
                          2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated            collector.yaml:16
      broken                 every node with kubernetes.io/os=linux: 5 of 12 nodes get no pod: cp-1 … cp-3
                             (nothing tolerates `node-role.kubernetes.io/control-plane:NoSchedule`); gpu-1, gpu-2
                             (nothing tolerates `nvidia.com/gpu=present:NoSchedule`)
      not readable           at least 80% from pool web: `from` can't stand here; `of` can; `at least 80% of pool
                             web` can be read

    --- exit code 2
    ");
    let config = "expect: [{name: collector, that: at most 10% of cpus on every node}]\n";
    story.write(".daemonlint.yaml", config);
    assert_snapshot!(story.run(CHECK), @"
    --- stderr
    error[config]: this expectation can't be read: `cpus` can't stand here; `cpu`, `memory`, `ephemeral-storage`,
      | `pods`, `nodes` or `pool` can
       ,-[.daemonlint.yaml:1:49]
     1 | expect: [{name: collector, that: at most 10% of cpus on every node}]
       :                                                 ^^^^
       `----
      help: write for example `at most 10% of cpu on every node`

    --- exit code 2
    ");
    story.write(".daemonlint.yaml", "expect: [{name: collector}]\n");
    assert_snapshot!(story.run(CHECK), @"
    --- stderr
    error[config]: `that` is missing: what is expected of these DaemonSets?
       ,-[.daemonlint.yaml:1:10]
     1 | expect: [{name: collector}]
       :          ^^^^^^^^^^^^^^^^^
       `----
      help: `daemonlint schema config` prints what this file may hold

    --- exit code 2
    ");
}

#[test]
fn what_is_not_known_is_not_broken() {
    let annotation = "  annotations:
    daemonlint.dev/expect: every node with kubernetes.io/os=linux; every node of pool wbe; at least 1 node
";
    let story = story("", annotation, "      tolerations: [{operator: Exists}]\n");
    let text = story.read("deploy/collector.yaml").replace("os: linux}", "os: \"${OS}\"}");
    story.write("deploy/collector.yaml", &text);
    assert_snapshot!(story.run(&format!("{CHECK} --nodes nodes.yaml")), @"
    deploy/collector.yaml:7:68: info[broken-expectation]: `every node of pool wbe` expects nothing: no node is of pool `wbe`
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 info in N ms (Kubernetes 1.37)
    ");
    assert_snapshot!(story.run("plan --nodes nodes.yaml deploy"), @r#"
    watch/collector   0 to 12 of 12 nodes get a pod                                          deploy/collector.yaml
      not known: whether 12 nodes get a pod: it hangs on what is still to be filled in

      not known          12  cp-1 … cp-3, web-1 … web-5, gpu-1 and 3 more
                             nodeSelector[kubernetes.io/os] is still to be filled in: "${OS}"    collector.yaml:15
      not known              every node with kubernetes.io/os=linux: it hangs on 12 nodes, and there on what is
                             still to be filled in
      not known              every node of pool wbe: no node is of pool `wbe`
      not known              at least 1 node: it hangs on 12 nodes, and there on what is still to be filled in

    1 DaemonSet on 12 nodes: of 1 it is not known where, in N ms (Kubernetes 1.37)
    3 expectations: 3 not known
    "#);
}

#[test]
fn what_is_expected_of_no_daemonset_is_told_in_the_config() {
    let config = "expect:\n  - name: collctor\n    that: every node\n  - {namespace: wtch, that: every node}\n  - {that: every node}\n";
    let story = story(config, "", "");
    assert_snapshot!(story.run("check --select broken-expectation ."), @"
    warning[broken-expectation]: this is expected of no DaemonSet: none is called `collctor`
       ,-[.daemonlint.yaml:2:11]
     1 | expect:
     2 |   - name: collctor
       :           ^^^^^^^^
       `----
      help: did you mean `collector`?
      see:  daemonlint explain broken-expectation

    warning[broken-expectation]: this is expected of no DaemonSet: none is called `wtch/*`
       ,-[.daemonlint.yaml:4:17]
     3 |     that: every node
     4 |   - {namespace: wtch, that: every node}
       :                 ^^^^
       `----
      help: name one that there is (`name` and `namespace` are globs), or take it out

    2 files, 1 object, 1 DaemonSet: 2 warnings in N ms (Kubernetes 1.37)
    skipped: 1 inventory
    not known: 1 expectation of placement, without --nodes
    ");
    assert_snapshot!(story.run("plan --nodes nodes.yaml ."), @"
    watch/collector   7 of 12 nodes get a pod                                              ./deploy/collector.yaml

      runs on             7  web-1 … web-5, small-1, small-2
      kept off            3  cp-1 … cp-3
                             taint node-role.kubernetes.io/control-plane:NoSchedule is not       collector.yaml:12
                             tolerated
                          2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated            collector.yaml:12
      broken                 every node: 5 of 12 nodes get no pod: cp-1 … cp-3 (nothing tolerates
                             `node-role.kubernetes.io/control-plane:NoSchedule`); gpu-1, gpu-2 (nothing tolerates
                             `nvidia.com/gpu=present:NoSchedule`)

    1 DaemonSet on 12 nodes: all find room where they are wanted, in N ms (Kubernetes 1.37)
    1 expectation: 1 broken
    .daemonlint.yaml:2:11: warning[broken-expectation]: this is expected of no DaemonSet: none is called `collctor`
    .daemonlint.yaml:4:17: warning[broken-expectation]: this is expected of no DaemonSet: none is called `wtch/*`
    not known: whether watch has a ResourceQuota, a LimitRange or a Pod Security level (the pods pass baseline), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    --- exit code 1
    ");
    // One file of many: what is meant may be in another.
    assert_snapshot!(story.run("check --quiet --select broken-expectation deploy"), @"");
    story
        .write(".daemonlint.yaml", "expect: [{name: coll*, namespace: watch, that: every node}]\n");
    assert_snapshot!(story.run("check --quiet --select broken-expectation ."), @"");
}

#[test]
fn a_taint_that_breaks_an_expectation_is_told_once() {
    let linux = "  annotations: {daemonlint.dev/expect: every node with pool=gpu}\n";
    let story = story("", linux, "");
    let check = "check --quiet --format short --nodes nodes.yaml deploy --select broken-expectation,missed-by-taint-only";
    assert_snapshot!(story.run(check), @"
    deploy/collector.yaml:6:40: error[broken-expectation]: `every node with pool=gpu` does not hold: 2 of 2 nodes get no pod
    deploy/collector.yaml:13:5: info[missed-by-taint-only]: taints alone keep the pods off 3 of 12 nodes
    --- exit code 1
    ");
    assert_snapshot!(story.run(&check.replace("broken-expectation,", "")), @"deploy/collector.yaml:13:5: warning[missed-by-taint-only]: taints alone keep the pods off 5 of 12 nodes");
    let text = story.read("deploy/collector.yaml").replace("pool=gpu", "kubernetes.io/os=linux");
    story.write("deploy/collector.yaml", &text);
    assert_snapshot!(story.run(check), @"
    deploy/collector.yaml:6:40: error[broken-expectation]: `every node with kubernetes.io/os=linux` does not hold: 5 of 12 nodes get no pod
    --- exit code 1
    ");
}

#[test]
fn new_nodes_of_pools_count_as_well() {
    let pools = "---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: batch}
spec:
  template:
    metadata: {labels: {pool: batch}}
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: main}
      requirements: [{key: kubernetes.io/os, operator: In, values: [linux]}]
      taints: [{key: example.com/batch, effect: NoSchedule}]
---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: {name: plain}
spec:
  template:
    metadata: {labels: {pool: plain}}
    spec:
      nodeClassRef: {group: karpenter.k8s.aws, kind: EC2NodeClass, name: main}
      requirements: [{key: kubernetes.io/os, operator: In, values: [linux]}]
";
    let expect = "  annotations:
    daemonlint.dev/expect: |
      every node of pool batch
      every node with pool in (web, plain)
      at least 90% of pool plain
      no node of pool plain
      at least 50% of nodes with pool in (batch, plain)
      at least 1 node of pool plain
";
    let story = story("", expect, "");
    story.write("pools.yaml", pools);
    story.write("both.yaml", &format!("{NODES}{pools}"));
    let check = "check --quiet --select broken-expectation --nodes both.yaml deploy";
    assert_snapshot!(story.run(check), @"
    error[broken-expectation]: `every node of pool batch` does not hold: new nodes of batch get no pod [fixable]
       ,-[deploy/collector.yaml:8:7]
     7 |     daemonlint.dev/expect: |
     8 |       every node of pool batch
       :       ^^^^^^^^^^^^|^^^^^^^^^^^
       :                   `-- new nodes of batch (nothing tolerates `example.com/batch:NoSchedule`)
       `----
      help: to run there as well, add
            tolerations:
              - key: example.com/batch
                operator: Exists
                effect: NoSchedule
      see:  daemonlint explain broken-expectation
            https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/

    error[broken-expectation]: `no node of pool plain` does not hold: new nodes of plain get a pod
        ,-[deploy/collector.yaml:11:7]
     10 |       at least 90% of pool plain
     11 |       no node of pool plain
        :       ^^^^^^^^^^|^^^^^^^^^^
        :                 `-- new nodes of plain (nothing keeps the pods off)
        `----
      help: keep them off by a nodeSelector, or a required node affinity

    error[broken-expectation]: `at least 1 node of pool plain` does not hold: 0 of 0 nodes get a pod, and 1 should
        ,-[deploy/collector.yaml:13:7]
     12 |       at least 50% of nodes with pool in (batch, plain)
     13 |       at least 1 node of pool plain
        :       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        `----

    collector (watch): 7 of 12 nodes · 5 kept off by a taint

    --- exit code 1
    ");
    assert_snapshot!(story.run("plan --quiet --nodes both.yaml deploy"), @"
    watch/collector   7 of 12 nodes get a pod                                                deploy/collector.yaml

      runs on             7  web-1 … web-5, small-1, small-2
      kept off            3  cp-1 … cp-3
                             taint node-role.kubernetes.io/control-plane:NoSchedule is not       collector.yaml:20
                             tolerated
                          2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated            collector.yaml:20
      would run on           new nodes of plain
      would not run on       new nodes of batch
                             taint example.com/batch:NoSchedule is not tolerated                 collector.yaml:20
      broken                 every node of pool batch: new nodes of batch get no pod: new nodes of batch (nothing
                             tolerates `example.com/batch:NoSchedule`)
      holds                  every node with pool in (web, plain)
      holds                  at least 90% of pool plain
      broken                 no node of pool plain: new nodes of plain get a pod: new nodes of plain (nothing
                             keeps the pods off)
      not known              at least 50% of nodes with pool in (batch, plain): it hangs on how many new nodes
                             each pool gets
      broken                 at least 1 node of pool plain: 0 of 0 nodes get a pod, and 1 should

    --- exit code 1
    ");
    assert_snapshot!(story.run("why collector batch --nodes both.yaml deploy"), @"
    collector does not run on a new node of batch (Kubernetes 1.37)

      + node name         none
      + node selector     kubernetes.io/os=linux             collector.yaml:21 · node label kubernetes.io/os=linux
      + node affinity     none
      x taints            example.com/batch:NoSchedule                   collector.yaml:20 · no toleration matches
      - resources, ports  not asked: the controller creates no pod here
      x expected          every node of pool batch: new nodes of batch get no pod  collector.yaml:8
      ?                   at least 50% of nodes with pool in (batch, plain): it hangs on how many new nodes each
                          pool gets
                            collector.yaml:12

    the smallest change that flips it:
      - another toleration: {key: example.com/batch, operator: Exists, effect: NoSchedule}
    ");
    // Before the first node, pools are all that is known.
    assert_snapshot!(story.run("check --quiet --format short --select broken-expectation --nodes pools.yaml deploy"), @"
    deploy/collector.yaml:8:7: error[broken-expectation]: `every node of pool batch` does not hold: new nodes of batch get no pod
    deploy/collector.yaml:11:7: error[broken-expectation]: `no node of pool plain` does not hold: new nodes of plain get a pod
    --- exit code 1
    ");
    let json = story.run("plan --quiet --format json --nodes pools.yaml deploy");
    assert!(json.contains(r#""pools":[{"pool":"batch","reason":"#), "{json}");
}

#[test]
fn what_is_expected_of_a_node_is_told_of_it() {
    let story = story(CONFIG, "", "");
    assert_snapshot!(story.run("why collector cp-1 --nodes nodes.yaml deploy"), @"
    collector does not run on cp-1 (Kubernetes 1.37)
    a pod that runs there already stays until the next update, which deletes it

      + node name         none
      + node selector     kubernetes.io/os=linux             collector.yaml:13 · node label kubernetes.io/os=linux
      + node affinity     none
      x taints            node-role.kubernetes.io/control-plane:NoSchedule
                            collector.yaml:12 · no toleration matches
      - resources, ports  not asked: the controller creates no pod here
      + expected          no node with node-role.kubernetes.io/control-plane  .daemonlint.yaml:5
      x                   at most 10% of cpu on every node: too much cpu on 2 of 7 nodes  .daemonlint.yaml:7

    the smallest change that flips it:
      - another toleration: {key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule}
    ");
    assert_snapshot!(story.run("why collector gpu-1 --nodes nodes.yaml deploy"), @"
    collector does not run on gpu-1 (Kubernetes 1.37)
    a pod that runs there already stays until the next update, which deletes it

      + node name         none
      + node selector     kubernetes.io/os=linux             collector.yaml:13 · node label kubernetes.io/os=linux
      + node affinity     none
      x taints            nvidia.com/gpu=present:NoSchedule              collector.yaml:12 · no toleration matches
      - resources, ports  not asked: the controller creates no pod here
      x expected          at least 80% of nodes with pool in (web, gpu): 5 of 7 nodes get a pod, and 6 should
                            .daemonlint.yaml:6
      x                   at most 10% of cpu on every node: too much cpu on 2 of 7 nodes  .daemonlint.yaml:7

    the smallest change that flips it:
      - another toleration: {key: nvidia.com/gpu, operator: Exists, effect: NoSchedule}
    ");
}
