//! Inventories that kubectl didn't print: written by hand, packed, from what starts nodes.

use std::path::Path;

use insta::assert_snapshot;
use serde_json::Value;

use crate::plan::SHIPPER;
use crate::story::Story;

const POOLS: &str = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
pools:
  - name: worker
    count: 3
    labels: {kubernetes.io/os: linux}
    allocatable: {cpu: 3920m, memory: 14Gi}
  - name: gpu
    count: 0
    labels: {kubernetes.io/os: linux}
    taints: ['nvidia.com/gpu=present:NoSchedule']
    allocatable: {cpu: 7910m, memory: 30Gi}
  - name: spot
    count: 0
    labels: {kubernetes.io/os: linux}
    startupTaints: ['example.com/not-ready:NoExecute']
  - name: tiny
    count: 0
    labels: {kubernetes.io/os: linux}
    allocatable: {cpu: 1, memory: 100Mi}
  - name: mixed
    count: 0
    requirements: [{key: kubernetes.io/os, operator: In, values: [linux, windows]}]
";

fn story() -> Story {
    Story::new(&[("deploy/shipper.yaml", SHIPPER), ("pools.yaml", POOLS)])
}

fn fixture(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(path).display().to_string()
}

#[test]
fn the_table_tells_what_new_nodes_would_get() {
    assert_snapshot!(story().run("plan --nodes pools.yaml deploy"), @"
    logging/shipper   3 of 3 nodes get a pod                                                   deploy/shipper.yaml

      runs on             3  worker-1 … worker-3
      would run on           new nodes of spot
                             once the startup taint example.com/not-ready:NoExecute is gone
      may run on             new nodes of mixed
                             if kubernetes.io/os is linux
      would not run on       new nodes of gpu
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated              shipper.yaml:15
      has no room on         new nodes of tiny
                             memory: needs 256Mi, a new node has 100Mi                             shipper.yaml:25

    1 DaemonSet on 3 nodes: all find room where they are wanted, 1 has no room on new nodes, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn the_matrix_has_a_row_for_new_nodes() {
    assert_snapshot!(story().run("plan --nodes pools.yaml --format matrix deploy"), @"
                             1
    worker-1 … worker-3 (3)  x
    new: gpu                 t
    new: spot                x
    new: tiny                !
    new: mixed               ?

    x runs   t kept off by a taint alone   ! wanted, no room   ? depends on the new node
    1 logging/shipper  3 of 3

    1 DaemonSet on 3 nodes: all find room where they are wanted, 1 has no room on new nodes, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn the_comment_folds_new_nodes() {
    assert_snapshot!(story().run("plan --nodes pools.yaml --format markdown deploy"), @"
    ### 1 DaemonSet on 3 nodes (Kubernetes 1.37)

    | DaemonSet | nodes with a pod | kept off | wanted, no room |
    | --- | ---: | ---: | ---: |
    | logging/shipper | 3 of 3 | 0 | 0 |

    <details>
    <summary>What new nodes would get</summary>

    - logging/shipper would run on new nodes of **spot**
      - once the startup taint example.com/not-ready:NoExecute is gone
    - logging/shipper may run on new nodes of **mixed**
      - if kubernetes.io/os is linux
    - logging/shipper would not run on new nodes of **gpu**
      - taint nvidia.com/gpu=present:NoSchedule is not tolerated (shipper.yaml:15)
    - logging/shipper has no room on new nodes of **tiny**
      - memory: needs 256Mi, a new node has 100Mi (shipper.yaml:25)

    </details>
    --- stderr
    1 DaemonSet on 3 nodes: all find room where they are wanted, 1 has no room on new nodes, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn programs_get_every_pool() {
    let output = story().output("", "plan --nodes pools.yaml --format json deploy");
    let plan: Value = serde_json::from_slice(&output.stdout).unwrap();
    let pools = plan["daemonsets"][0]["pools"].as_array().unwrap();
    let seen: Vec<String> = pools
        .iter()
        .map(|pool| {
            format!(
                "{} {}: {} {} {} {} {}",
                pool["pool"],
                pool["count"],
                pool["shouldRun"],
                pool["schedulable"],
                pool["blockers"][0]["resource"],
                pool["conditions"],
                pool["after"]
            )
        })
        .collect();
    assert_snapshot!(seen.join("\n"), @r#"
    "worker" 3: true true null null null
    "gpu" 0: false null null null null
    "spot" 0: true true null null ["example.com/not-ready:NoExecute"]
    "tiny" 0: true false "memory" null null
    "mixed" 0: true true null [{"label":"kubernetes.io/os","missing":false,"others":false,"values":["linux"]}] null
    "#);
}

#[test]
fn a_daemon_set_may_wait_for_new_nodes() {
    let gpu = SHIPPER
        .replace("kubernetes.io/os: linux", "accelerator: nvidia")
        .replace("node-role.kubernetes.io/control-plane", "nvidia.com/gpu")
        .replace("effect: NoSchedule", "operator: Exists");
    let pools =
        POOLS.replacen("os: linux}\n    taints", "os: linux, accelerator: nvidia}\n    taints", 1);
    let story = Story::new(&[("gpu.yaml", &gpu), ("pools.yaml", &pools)]);
    let shown = story.run("plan --nodes pools.yaml gpu.yaml");
    assert_snapshot!(shown, @"
    logging/shipper   0 of 3 nodes get a pod                                                              gpu.yaml

      kept off            3  worker-1 … worker-3
                             nodeSelector accelerator=nvidia: the nodes have no such label             gpu.yaml:14
      would run on           new nodes of gpu
      would not run on       new nodes of spot, tiny, mixed
                             nodeSelector accelerator=nvidia: the node has no such label               gpu.yaml:14

    1 DaemonSet on 3 nodes: all find room where they are wanted, 1 is wanted on new nodes alone, in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn mistakes_are_named_where_they_stand() {
    let story = story();
    story.write("bad.yaml", &POOLS.replace("count: 3\n    labels", "count: 3\n    lables"));
    story.write(
        "json.json",
        r#"{"apiVersion": "daemonlint.dev/v1", "kind": "Inventory",
      "pools": [{"name": "a", "count": 1}, {"name": "a", "count": 1}]}"#,
    );
    assert_snapshot!(story.run("plan --nodes bad.yaml deploy"), @"
    --- stderr
    error: bad.yaml:6:5: `lables` is not a field of a pool; `labels` is
    --- exit code 2
    ");
    assert_snapshot!(story.run("plan --nodes json.json deploy"), @"
    --- stderr
    error: json.json:2:53: there is a pool `a` already
    --- exit code 2
    ");
}

#[test]
fn a_pool_without_an_operating_system_is_noticed() {
    let text = "apiVersion: daemonlint.dev/v1\nkind: Inventory\npools: [{name: a, count: 1}]\n";
    let story = story();
    story.write("bare.yaml", text);
    assert_snapshot!(story.run("plan --nodes bare.yaml deploy"), @"
    logging/shipper   0 of 1 node get a pod                                                    deploy/shipper.yaml

      kept off            1  a-1
                             nodeSelector kubernetes.io/os=linux: the node has no such label       shipper.yaml:14

    1 DaemonSet on 1 node: all find room where they are wanted, 1 is wanted nowhere, in N ms (Kubernetes 1.37)
    note: the pool a has no label kubernetes.io/os, as every node has
    ");
}

#[test]
fn check_passes_inventories_over() {
    assert_snapshot!(story().run("check --select admission --isolated ."), @"
    2 files, 1 object, 1 DaemonSet: nothing found in N ms (Kubernetes 1.37)
    skipped: 1 inventory
    ");
}

#[test]
fn what_starts_nodes_is_read_as_pools() {
    let story = Story::new(&[("agent.yaml", SHIPPER)]);
    let nodes = fixture("inventory/provisioners.yaml");
    assert_snapshot!(story.run(&format!("plan --nodes {nodes} agent.yaml")), @"
    logging/shipper   there is no node yet                                                              agent.yaml

      would run on           new nodes of general
                             once the startup taint node.cilium.io/agent-not-ready=true:NoExecute is gone
      would not run on       new nodes of gpu
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated                agent.yaml:15
                             new nodes of storage
                             taint example.com/storage=true:NoSchedule is not tolerated              agent.yaml:15
                             new nodes of ingress
                             taint example.com/ingress:NoSchedule is not tolerated                   agent.yaml:15
                             new nodes of windows
                             nodeSelector kubernetes.io/os=linux: the node has windows               agent.yaml:14
      won't see              new nodes of retired
                             its limits allow no node

    1 DaemonSet on no node yet: the inventory has 5 pools that could start some, in N ms (Kubernetes 1.37)
    ");
    assert_snapshot!(story.run(&format!("inventory show {nodes}")), @"
    0 nodes in 0 pools, 0 pods that take room, 6 pools that could start nodes

    general   Karpenter NodePool
      offers    not known, so that nothing is said about room
      at first  node.cilium.io/agent-not-ready=true:NoExecute
      not known the values of karpenter.k8s.aws/instance-category, karpenter.k8s.aws/instance-generation,
                karpenter.sh/capacity-type, kubernetes.io/arch, node.kubernetes.io/instance-type,
                topology.kubernetes.io/zone, topology.kubernetes.io/region, beta.kubernetes.io/arch,
                beta.kubernetes.io/instance-type, failure-domain.beta.kubernetes.io/zone,
                failure-domain.beta.kubernetes.io/region

    gpu   Karpenter NodePool
      offers    not known, so that nothing is said about room
      taints    nvidia.com/gpu=present:NoSchedule
      not known the values of topology.kubernetes.io/zone, topology.kubernetes.io/region,
                failure-domain.beta.kubernetes.io/zone, failure-domain.beta.kubernetes.io/region

    retired   Karpenter NodePool
      closed    its limits allow no node
      offers    not known, so that nothing is said about room
      not known the values of karpenter.sh/capacity-type, kubernetes.io/arch, node.kubernetes.io/instance-type,
                topology.kubernetes.io/zone, topology.kubernetes.io/region, beta.kubernetes.io/arch,
                beta.kubernetes.io/instance-type, failure-domain.beta.kubernetes.io/zone,
                failure-domain.beta.kubernetes.io/region

    storage   Cluster API machines
      offers    cpu 4, memory 14.9Gi, pods 110
      taints    example.com/storage=true:NoSchedule
      not known the values of kubernetes.io/os, node.kubernetes.io/instance-type, topology.kubernetes.io/zone,
                topology.kubernetes.io/region, beta.kubernetes.io/os, beta.kubernetes.io/instance-type,
                failure-domain.beta.kubernetes.io/zone, failure-domain.beta.kubernetes.io/region,
                node.kubernetes.io/windows-build

    ingress   eksctl node group
      offers    not known, so that nothing is said about room
      taints    example.com/ingress:NoSchedule
      not known the values of topology.kubernetes.io/zone, failure-domain.beta.kubernetes.io/zone

    windows   eksctl node group
      offers    not known, so that nothing is said about room
      not known the values of topology.kubernetes.io/zone, failure-domain.beta.kubernetes.io/zone,
                node.kubernetes.io/windows-build
    ");
}

#[test]
fn show_tells_what_was_read() {
    let nodes = fixture("inventory/nodes.json");
    let pods = fixture("inventory/pods.json");
    assert_snapshot!(Story::new(&[]).run(&format!("inventory show {nodes} --pods {pods}")), @"
    60 nodes in 8 pools, 77 pods that take room, 0 pools that could start nodes

    control-plane   3 nodes
      names     cp-1 … cp-3
      offers    cpu 3920m, memory 15.1Gi, ephemeral-storage 90Gi, pods 110
      taints    node-role.kubernetes.io/control-plane:NoSchedule

    general   30 nodes
      names     worker-a-1 … worker-a-10, worker-b-1 … worker-b-10, worker-c-1 … worker-c-10
      offers    cpu 7920m, memory 31.1Gi, ephemeral-storage 90Gi, pods 110
      taints    node.kubernetes.io/unreachable:NoSchedule, node.kubernetes.io/unreachable:NoExecute (1);
                node.kubernetes.io/unschedulable:NoSchedule (1)
      state     not ready (1); cordoned (1)

    storage   3 nodes
      names     storage-a-1, storage-b-1, storage-c-1
      offers    cpu 15920m, memory 59.1Gi, ephemeral-storage 180Gi, hugepages-2Mi 4Gi, pods 110

    gpu   4 nodes
      names     gpu-a-1, gpu-a-2, gpu-b-1, gpu-b-2
      offers    cpu 31920m, memory 127Gi, ephemeral-storage 360Gi, nvidia.com/gpu 4, pods 110
      taints    nvidia.com/gpu=present:NoSchedule

    arm   6 nodes
      names     arm-a-1, arm-a-2, arm-b-1 and 3 more
      offers    cpu 7920m, memory 15.1Gi, ephemeral-storage 90Gi, pods 110

    windows   4 nodes
      names     win-1 … win-4
      offers    cpu 7920m, memory 31.1Gi, ephemeral-storage 90Gi, pods 110
      taints    os=windows:NoSchedule

    spot   6 nodes
      names     spot-a-1, spot-b-1, spot-c-1 and 3 more
      offers    cpu 7920m, memory 31.1Gi, ephemeral-storage 90Gi, pods 110
      taints    example.com/spot=true:NoSchedule

    edge   4 nodes
      names     edge-1 … edge-4
      offers    cpu 920m, memory 464Mi, ephemeral-storage 14.4Gi, pods 32
    ");
}

#[test]
fn schema_is_printed_and_packing_reads_standard_input() {
    let story = Story::new(&[]);
    let schema = story.run("inventory schema");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["properties"]["kind"]["const"], "Inventory");
    let node = r#"{"kind": "Node", "metadata": {"name": "a", "labels": {"kubernetes.io/hostname": "a", "on": "yes"}},
        "status": {"capacity": {"cpu": "2"}, "addresses": [{"address": "10.0.0.1"}]}}"#;
    assert_snapshot!(story.run_on(node, "inventory pack -"), @r#"
    apiVersion: daemonlint.dev/v1
    kind: Inventory
    nodes:
      - {names: a, labels: {"on": "yes"}, ready: null, allocatable: {cpu: 2, pods: 0}}
    --- stderr
    1 node and 0 pods: 185 bytes packed into 136 bytes
    "#);
    assert_snapshot!(story.run_on(node, "inventory pack - --hash-names --quiet --output p.yaml"), @"");
    assert_snapshot!(story.read("p.yaml"), @r#"
    apiVersion: daemonlint.dev/v1
    kind: Inventory
    nodes:
      - {names: n-af63dc4c8601ec8c, labels: {"on": "yes"}, ready: null, allocatable: {cpu: 2, pods: 0}}
    "#);
    let odd = r#"{"kind": "Node", "metadata": {"name": "a", "labels": {"on": "-"}}}"#;
    assert_snapshot!(story.run_on(odd, "inventory pack -"), @"
    --- stderr
    error: what was read can't be packed: the packed file:4:61: `-` is not a label's value: must be empty or have only letters, digits, `-`, `_` and `.`, and start and end with a letter or a digit, as in `my_value`
    --- exit code 2
    ");
    assert_snapshot!(story.run("inventory pack missing.json"), @"
    --- stderr
    error: can't read missing.json: no such file or directory
    --- exit code 2
    ");
}

/// A DaemonSet that goes by names.
const BY_NAME: &str = "\
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: by-name}
spec:
  selector: {matchLabels: {app: by-name}}
  template:
    metadata: {labels: {app: by-name}}
    spec:
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchFields: [{key: metadata.name, operator: In, values: [worker-a-3]}]
              - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [gpu-a-1, cp-2]}]
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: topology.kubernetes.io/zone
              namespaces: [shop]
              labelSelector: {matchLabels: {app: checkout}}
      tolerations: [{operator: Exists}]
      containers:
        - name: main
          image: main:v1
          ports: [{containerPort: 80, hostPort: 9100}]
          resources: {requests: {cpu: '6', memory: 20Gi}}
";

/// A plan as JSON with every list sorted, since a packed inventory has another order.
fn plan(story: &Story, nodes: &str, manifests: &str) -> Value {
    let arguments = format!("plan --isolated --format json --capacity --nodes {nodes} {manifests}");
    let output = story.output("", &arguments);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut plan = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{stderr}"));
    sort(&mut plan);
    plan
}

fn sort(value: &mut Value) {
    match value {
        Value::Array(list) => {
            list.iter_mut().for_each(sort);
            list.sort_by_cached_key(ToString::to_string);
        }
        Value::Object(map) => map.values_mut().for_each(sort),
        _ => {}
    }
}

#[test]
fn a_plan_for_the_packed_file_is_the_same() {
    let story = Story::new(&[("by-name.yaml", BY_NAME)]);
    let (nodes, pods) = (fixture("inventory/nodes.json"), fixture("inventory/pods.json"));
    let manifests = format!("{} by-name.yaml", fixture(""));
    story.run(&format!("inventory pack {nodes} --pods {pods} --output packed.yaml"));
    let packed = plan(&story, "packed.yaml", &manifests);
    let original = plan(&story, &format!("{nodes} --pods {pods}"), &manifests);
    assert_eq!(
        packed["daemonsets"].as_array().unwrap().len(),
        original["daemonsets"].as_array().unwrap().len()
    );
    let by_name = |plan: &Value| {
        let sets = plan["daemonsets"].as_array().unwrap().iter();
        sets.filter(|set| set["name"] == "by-name").cloned().collect::<Vec<_>>()
    };
    assert_eq!(by_name(&original)[0]["desired"], 3);
    assert_eq!(by_name(&packed), by_name(&original));
    assert!(packed == original);
    // The pods do matter.
    assert!(plan(&story, &nodes, &manifests) != original);
    // Packed once more, nothing changes.
    story.run("inventory pack packed.yaml --output again.yaml");
    assert_eq!(story.read("again.yaml"), story.read("packed.yaml"));
}

#[test]
fn hashed_names_change_nothing_but_names() {
    let story = Story::new(&[("deploy/shipper.yaml", SHIPPER)]);
    let (nodes, pods) = (fixture("inventory/nodes.json"), fixture("inventory/pods.json"));
    story.run(&format!("inventory pack {nodes} --pods {pods} --hash-names --output packed.yaml"));
    let packed = story.read("packed.yaml");
    for name in ["worker-a", "gpu-a", "cp-1", "edge-1", "win-1"] {
        assert!(!packed.contains(name), "{name} in {packed}");
    }
    let manifests =
        ["cni", "log-shipper", "node-exporter", "gpu-device-plugin", "storage", "ingress"];
    let manifests: Vec<String> = manifests.into_iter().map(fixture).collect();
    let manifests = manifests.join(" ");
    let mut plans = [
        plan(&story, "packed.yaml", &manifests),
        plan(&story, &format!("{nodes} --pods {pods}"), &manifests),
    ];
    for plan in &mut plans {
        nameless(plan);
        sort(plan);
    }
    assert!(plans[0] == plans[1]);
}

/// Takes the nodes' names away.
fn nameless(plan: &mut Value) {
    match plan {
        Value::Array(list) => list.iter_mut().for_each(nameless),
        Value::Object(map) => {
            map.remove("node");
            map.remove("file");
            if let Some(Value::Array(nodes)) = map.get_mut("nodes")
                && nodes.iter().all(Value::is_string)
            {
                *nodes = vec![Value::from(nodes.len())];
            }
            map.values_mut().for_each(nameless);
        }
        _ => {}
    }
}

#[test]
fn pools_are_packed_as_pools() {
    let story = Story::new(&[("deploy/shipper.yaml", SHIPPER)]);
    let manifests = format!("{} {}", fixture("cni"), fixture("gpu-device-plugin"));
    for file in ["pools.yaml", "provisioners.yaml"] {
        let nodes = fixture(&format!("inventory/{file}"));
        story.run(&format!("inventory pack {nodes} --output packed.yaml"));
        let mut plans = [plan(&story, &nodes, &manifests), plan(&story, "packed.yaml", &manifests)];
        for plan in &mut plans {
            for set in plan["daemonsets"].as_array_mut().unwrap() {
                let pools = set["pools"].as_array_mut().unwrap();
                pools.retain(|pool| pool["closed"].is_null());
                // What it was read from is not kept, and the second of two pools with one name is
                // called otherwise.
                pools.iter_mut().for_each(|pool| pool["from"] = Value::Null);
            }
            sort(plan);
        }
        assert_eq!(plans[0]["daemonsets"], plans[1]["daemonsets"], "{file}");
    }
}
