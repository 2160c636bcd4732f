//! Room on nodes, as a user sees it: who takes it, who makes it, and what needs some of its own.

use insta::assert_snapshot;

use crate::plan::{SHIPPER, nodes};
use crate::story::Story;

fn story() -> Story {
    Story::new(&[("deploy/shipper.yaml", SHIPPER), ("nodes.json", &nodes())])
}

/// A pod that runs on a node, asking for memory.
fn pod(name: &str, node: &str, owner: Option<&str>, memory: &str) -> serde_json::Value {
    let owners = owner.map_or_else(Vec::new, |owner| {
        vec![serde_json::json!({"apiVersion": "apps/v1", "kind": "DaemonSet", "name": owner,
                                "uid": "1", "controller": true})]
    });
    serde_json::json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": "apps", "ownerReferences": owners},
        "spec": {"nodeName": node, "containers": [
            {"name": "a", "resources": {"requests": {"memory": memory}}}
        ]},
        "status": {"phase": "Running"},
    })
}

#[test]
fn who_takes_the_room_is_told_where_it_is_the_same_on_all_nodes() {
    let story = story();
    let mut pods = vec![
        pod("cilium-1", "worker-1", Some("cilium"), "15Gi"),
        pod("cilium-2", "worker-2", Some("cilium"), "15Gi"),
        pod("exporter-1", "worker-1", Some("exporter"), "800Mi"),
        pod("exporter-2", "worker-2", Some("exporter"), "800Mi"),
        pod("web", "worker-2", None, "100Mi"),
    ];
    for place in 0..4 {
        pods.push(pod(&format!("job-{place}"), "worker-3", None, "4050Mi"));
    }
    let list = serde_json::json!({"kind": "List", "apiVersion": "v1", "items": pods});
    story.write("pods.json", &list.to_string());
    assert_snapshot!(story.run("plan --nodes nodes.json --pods pods.json deploy/shipper.yaml"), @"
    logging/shipper   3 of 10 nodes get a pod                                                  deploy/shipper.yaml

      runs on             3  cp-1, worker-4, worker-5
      kept off            2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated              shipper.yaml:15
                          1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows             shipper.yaml:14
      wanted, no room     4  worker-1 … worker-3, edge-1
                             memory: needs 256Mi, 124Mi to 224Mi left (on worker-2: cilium 15Gi,   shipper.yaml:25
                             exporter 800Mi, web 100Mi)

    1 DaemonSet on 10 nodes: 1 is wanted where it has no room, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

const KATA: &str = "\
---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: kata}
handler: kata
overhead: {podFixed: {cpu: 250m}}
scheduling: {nodeSelector: {runtime: kata}, tolerations: [{key: kata, operator: Exists}]}
";

#[test]
fn what_comes_on_a_pods_way_is_no_line_of_the_manifest() {
    let story = story();
    let shipper =
        SHIPPER.replace("      nodeSelector:", "      runtimeClassName: kata\n      nodeSelector:");
    story.write("deploy/shipper.yaml", &format!("{shipper}{KATA}"));
    assert_snapshot!(story.run("plan --nodes nodes.json deploy"), @"
    logging/shipper   0 of 10 nodes get a pod                                                  deploy/shipper.yaml
      taken into account: RuntimeClass kata (overhead cpu 250m; node selector runtime=kata; 1 toleration)

      kept off            2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated              shipper.yaml:16
                          1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows             shipper.yaml:15
      wanted, pending     7  cp-1, worker-1 … worker-5, edge-1
                             nodeSelector runtime=kata of RuntimeClass kata: the nodes have no such label

    1 DaemonSet on 10 nodes: 1 is wanted where it has no room, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    assert_snapshot!(story.run("why shipper worker-1 --nodes nodes.json deploy"), @r"
    shipper is wanted, and can't be scheduled, on worker-1 (Kubernetes 1.37)

      + node name        none
      + node selector    kubernetes.io/os=linux                shipper.yaml:15 · node label kubernetes.io/os=linux
      + node affinity    none
      + taints           none
      x node selector    runtime=kata                            the node has no such label
      +                  kubernetes.io/os=linux                shipper.yaml:15 · node label kubernetes.io/os=linux
      + host ports       host port 2020/TCP                      shipper.yaml:24
      + resources        pods: the node has 110
                         cpu: needs 350m, the node has 3920m     shipper.yaml:12
                         memory: needs 256Mi, the node has 16Gi  shipper.yaml:26
      + volumes          none
      + topology spread  none
      + pod affinity     none

    taken into account: RuntimeClass kata (overhead cpu 250m; node selector runtime=kata; 1 toleration)

    the smallest change that flips it: kubectl label node worker-1 runtime=kata
    ");
}

#[test]
fn what_fits_alone_but_not_together_is_hinted_at() {
    let story = story();
    let other = SHIPPER.replace("shipper", "collector").replace("hostPort: 2020", "hostPort: 2021");
    story.write("deploy/shipper.yaml", &SHIPPER.replace("256Mi", "150Mi"));
    story.write("deploy/other.yaml", &other.replace("256Mi", "150Mi"));
    let seen = story.run("plan --alone --nodes nodes.json deploy");
    assert!(
        seen.contains(
            "2 DaemonSets on 10 nodes: all find room where they are wanted; 1 node can't take all \
             of them together (--capacity), in"
        ),
        "{seen}"
    );
    let seen = story.run("plan --nodes nodes.json --capacity deploy");
    assert!(
        seen.contains(
            "no room for logging/shipper: memory: needs 150Mi, 50Mi left of 200Mi (collector 150Mi)"
        ),
        "{seen}"
    );
}

#[test]
fn a_surge_on_a_host_port_is_told_to_get_stuck() {
    let story = story();
    let surge = SHIPPER.replace(
        "  selector:\n",
        "  updateStrategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}\n  selector:\n",
    );
    story.write("deploy/shipper.yaml", &surge);
    assert_snapshot!(story.run("plan --nodes nodes.json --rollout deploy"), @"
    logging/shipper   6 of 10 nodes get a pod                                                  deploy/shipper.yaml

      runs on             6  cp-1, worker-1 … worker-5
      kept off            2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated              shipper.yaml:16
                          1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows             shipper.yaml:15
      wanted, no room     1  edge-1
                             memory: needs 256Mi, the node has 200Mi                               shipper.yaml:26
      rollout                1 beside the old ones; it doesn't get anywhere: edge-1 has no room for the pod; cp-1
                             has no room for a new pod beside the old one (host port 2020/TCP), like 5 others; 5
                             nodes keep the old pod, since these use up the budget

    1 DaemonSet on 10 nodes: 1 is wanted where it has no room, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn pods_of_lower_priority_make_room() {
    let story = story();
    let critical = SHIPPER.replace(
        "      nodeSelector:",
        "      priorityClassName: system-node-critical\n      nodeSelector:",
    );
    story.write("deploy/shipper.yaml", &critical);
    let pods: Vec<_> = (1..=2)
        .map(|i| pod(&format!("web-{i}"), &format!("worker-{i}"), None, "16200Mi"))
        .collect();
    let list = serde_json::json!({"kind": "List", "apiVersion": "v1", "items": pods});
    story.write("pods.json", &list.to_string());
    assert_snapshot!(story.run("plan --nodes nodes.json --pods pods.json --rollout deploy/shipper.yaml"), @"
    logging/shipper   6 of 10 nodes get a pod                                                  deploy/shipper.yaml

      runs on             6  cp-1, worker-1 … worker-5
                             preemption makes room on 2: at priority 2000001000, pods of lower priority must go
                             (on worker-1: web-1)
      kept off            2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated              shipper.yaml:16
                          1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows             shipper.yaml:15
      wanted, no room     1  edge-1
                             memory: needs 256Mi, the node has 200Mi                               shipper.yaml:26
      rollout                1 at a time; it doesn't get anywhere: edge-1 has no room for the pod; 6 nodes keep
                             the old pod, since these use up the budget

    1 DaemonSet on 10 nodes: 1 is wanted where it has no room, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    assert_snapshot!(story.run("why shipper worker-2 --nodes nodes.json --pods pods.json deploy/shipper.yaml"), @r"
    shipper runs on worker-2 (Kubernetes 1.37)
    preemption makes room: at priority 2000001000, web-2 must go

      + node name        none
      + node selector    kubernetes.io/os=linux                shipper.yaml:15 · node label kubernetes.io/os=linux
      + node affinity    none
      + taints           none
      + host ports       host port 2020/TCP                      shipper.yaml:24
      + resources        pods: the node has 110
                         cpu: needs 100m, the node has 3920m     shipper.yaml:26
                         memory: needs 256Mi, the node has 16Gi  shipper.yaml:26
      + volumes          none
      + topology spread  none
      + pod affinity     none
    ");
}

#[test]
fn the_threshold_of_the_cluster_autoscaler_can_be_another() {
    let story = story();
    let plan = "plan --nodes nodes.json --capacity deploy";
    let never = "the cluster autoscaler removes no node that is used to";
    assert!(!story.run(plan).contains(never));
    let seen = story.run(&format!("{plan} --scale-down-threshold 2"));
    let seen = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        seen.contains(&format!(
            "the DaemonSets alone take 3.1% of its memory: {never} more than 2%"
        ))
    );
}

#[test]
fn pods_that_run_where_none_is_wanted_are_told_of() {
    let story = story();
    let mut pods: Vec<_> = ["gpu-1", "gpu-2", "win-1"]
        .iter()
        .map(|node| pod(&format!("shipper-{node}"), node, Some("shipper"), "1Mi"))
        .collect();
    pods.iter_mut().for_each(|pod| pod["metadata"]["namespace"] = "logging".into());
    let list = serde_json::json!({"kind": "List", "apiVersion": "v1", "items": pods});
    story.write("pods.json", &list.to_string());
    let seen = story.run("plan --nodes nodes.json --pods pods.json deploy");
    for said in [
        "on all of them a pod runs, and stays until the next update",
        "a pod runs there, and is deleted",
    ] {
        assert!(seen.contains(said), "{said}: {seen}");
    }
}
