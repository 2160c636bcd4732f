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
      help: `daemonlint config schema` prints what this file may hold

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
