//! Pods that meet, or are asked each for themselves, and claims that keep them waiting.

use insta::assert_snapshot;

use crate::story::Story;

/// Three nodes with 4 GiB each.
const NODES: &str = "\
apiVersion: daemonlint.dev/v1
kind: Inventory
pools:
  - name: rack
    count: 3
    labels: {kubernetes.io/os: linux}
    allocatable: {cpu: 4, memory: 4Gi, pods: 20}
";

/// A DaemonSet that asks for so much memory, with more lines in its pods.
fn agent(name: &str, memory: &str, more: &str) -> String {
    format!(
        "\
apiVersion: apps/v1
kind: DaemonSet
metadata: {{name: {name}, namespace: depot}}
spec:
  selector:
    matchLabels: {{app: {name}}}
  template:
    metadata:
      labels: {{app: {name}}}
    spec:
      nodeSelector: {{kubernetes.io/os: linux}}
      containers:
        - name: {name}
          image: registry.example.com/{name}:3.0.1
          resources:
            requests: {{cpu: 100m, memory: {memory}}}
{more}"
    )
}

#[test]
fn daemon_sets_meet_unless_each_is_asked_alone() {
    let story = Story::new(&[
        ("deploy/crane.yaml", &agent("crane", "3Gi", "")),
        ("deploy/scale.yaml", &agent("scale", "2Gi", "")),
        ("nodes.yaml", NODES),
    ]);
    assert_snapshot!(story.run("plan --nodes nodes.yaml deploy"), @"
    depot/crane   3 of 3 nodes get a pod                                                         deploy/crane.yaml
      0 to 3 pods run, and where is chance: on 3 nodes it hangs on which pods come first

      runs on             3  rack-1 … rack-3

    depot/scale   0 of 3 nodes get a pod                                                         deploy/scale.yaml
      0 to 3 pods run, and where is chance: on 3 nodes it hangs on which pods come first

      wanted, no room     3  rack-1 … rack-3
                             memory: needs 2Gi, 1Gi left of 4Gi (crane 3Gi)                          scale.yaml:16

    2 DaemonSets on 3 nodes: 1 is wanted where it has no room, in N ms (Kubernetes 1.37)
    not known: whether depot has a ResourceQuota, a LimitRange or a Pod Security level (the pods pass baseline), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    assert_snapshot!(story.run("plan --nodes nodes.yaml --alone deploy"), @"
    depot/crane   3 of 3 nodes get a pod                                                         deploy/crane.yaml

      runs on             3  rack-1 … rack-3

    depot/scale   3 of 3 nodes get a pod                                                         deploy/scale.yaml

      runs on             3  rack-1 … rack-3

    2 DaemonSets on 3 nodes: all find room where they are wanted; 3 nodes can't take all of them together (--capacity), in N ms (Kubernetes 1.37)
    not known: whether depot has a ResourceQuota, a LimitRange or a Pod Security level (the pods pass baseline), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

/// A claim that is bound to a volume of one node.
const SHELF: &str = "\
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: shelf, namespace: depot}
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: local
  volumeName: shelf-of-rack-2
  resources: {requests: {storage: 5Gi}}
status: {phase: Bound, accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: shelf-of-rack-2}
spec:
  accessModes: [ReadWriteOnce]
  capacity: {storage: 5Gi}
  storageClassName: local
  claimRef: {kind: PersistentVolumeClaim, namespace: depot, name: shelf}
  local: {path: /mnt/shelf}
  nodeAffinity:
    required:
      nodeSelectorTerms:
        - matchExpressions:
            - {key: kubernetes.io/hostname, operator: In, values: [rack-2]}
status: {phase: Bound}
";

const CLAIMS: &str = "      volumes:
        - name: shelf
          persistentVolumeClaim: {claimName: shelf}
";

#[test]
fn a_claim_of_the_cluster_keeps_pods_to_its_volume() {
    let story = Story::new(&[
        ("deploy/crane.yaml", &agent("crane", "1Gi", CLAIMS)),
        ("nodes.yaml", NODES),
        ("cluster.yaml", SHELF),
    ]);
    assert_snapshot!(story.run("plan --nodes nodes.yaml deploy"), @"
    depot/crane   3 of 3 nodes get a pod                                                         deploy/crane.yaml
      not known: whether the PersistentVolumeClaim shelf is there

      runs on             3  rack-1 … rack-3

    1 DaemonSet on 3 nodes: all find room where they are wanted, in N ms (Kubernetes 1.37)
    not known: whether depot has a ResourceQuota, a LimitRange or a Pod Security level (the pods pass baseline), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    assert_snapshot!(story.run("plan --nodes nodes.yaml --cluster cluster.yaml deploy"), @"
    depot/crane   1 of 3 nodes get a pod                                                         deploy/crane.yaml

      runs on             1  rack-2
      wanted, pending     2  rack-1, rack-3
                             node(s) didn't match PersistentVolume's node affinity                   crane.yaml:19

    1 DaemonSet on 3 nodes: 1 is wanted where it can't be scheduled, in N ms (Kubernetes 1.37)
    ");
    story.write(".daemonlint.yaml", "complete: true\n");
    story.write("deploy/depot.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: depot}\n");
    assert_snapshot!(story.run("plan --nodes nodes.yaml deploy"), @r#"
    depot/crane   0 of 3 nodes get a pod                                                         deploy/crane.yaml

      wanted, pending     3  rack-1 … rack-3
                             persistentvolumeclaim "shelf" not found                                 crane.yaml:19

    1 DaemonSet on 3 nodes: 1 is wanted where it can't be scheduled, in N ms (Kubernetes 1.37)
    "#);
}
