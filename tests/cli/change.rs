//! What a change does to the fleet, and how it rolls out.

use insta::assert_snapshot;

use crate::plan::{SHIPPER, nodes};
use crate::story::Story;

/// The shipper after a change: another image, GPU nodes tolerated, the control plane no more.
fn changed() -> String {
    SHIPPER
        .replace(
            "node-role.kubernetes.io/control-plane",
            "nvidia.com/gpu\n          operator: Exists",
        )
        .replace("shipper:1.4.2", "shipper:1.5.0")
}

fn story() -> Story {
    let other = SHIPPER.replace("shipper", "unchanged").replace("hostPort: 2020", "hostPort: 2021");
    Story::new(&[
        ("old/shipper.yaml", SHIPPER),
        ("old/unchanged.yaml", &other),
        ("new/shipper.yaml", &changed()),
        ("new/unchanged.yaml", &other),
        ("nodes.json", &nodes()),
    ])
}

#[test]
fn a_change_of_manifests() {
    let story = story();
    assert_snapshot!(story.run("plan --nodes nodes.json --against old --fail-on lost new"), @"
    logging/shipper   update: 0 restarted, 2 gained, 1 lost, 5 keep the old pod                   new/shipper.yaml

      gained              2  gpu-1, gpu-2
                             before: taint nvidia.com/gpu=present:NoSchedule is not tolerated;     shipper.yaml:16
                             now tolerations[0]
      lost                1  cp-1
                             taint node-role.kubernetes.io/control-plane:NoSchedule is not         shipper.yaml:15
                             tolerated
      kept                5  worker-1 … worker-5
                             the pod template changes: containers[0].image 1.4.2 → 1.5.0,          shipper.yaml:21
                             tolerations[0].key node-role.kubernetes.io/control-plane →
                             nvidia.com/gpu, tolerations[0].operator is new
                             the update gets stuck: these keep the old pod
      rollout                1 at a time; it doesn't get anywhere: edge-1 has no room for the pod; 6 nodes keep
                             the old pod, since these use up the budget

    logging/unchanged   unchanged: 6 pods                                                       new/unchanged.yaml

    1 of 2 DaemonSets change: 0 restarted, 2 gained, 1 lost, 5 keep the old pod, on 10 nodes, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    --- exit code 1
    ");
    assert_snapshot!(story.run("plan --nodes nodes.json --against old --format markdown new"), @r"
    ### 1 of 2 DaemonSets change: 0 restarted, 2 gained, 1 lost, 5 keep the old pod (Kubernetes 1.37)

    | DaemonSet | nodes with a pod | restarted | gained | lost |
    | --- | ---: | ---: | ---: | ---: |
    | logging/shipper | 7 of 10 | 0 | 2 | **1** |

    <details>
    <summary>logging/shipper: update: 0 restarted, 2 gained, 1 lost, 5 keep the old pod</summary>

    - gained **2**: gpu-1, gpu-2
      - before: taint nvidia.com/gpu=present:NoSchedule is not tolerated; now tolerations\[0\] (shipper.yaml:16)
    - lost **1**: cp-1
      - taint node-role.kubernetes.io/control-plane:NoSchedule is not tolerated (shipper.yaml:15)
    - kept **5**: worker-1 … worker-5
      - the pod template changes: containers\[0\].image 1.4.2 → 1.5.0, tolerations\[0\].key node-role.kubernetes.io/control-plane → nvidia.com/gpu, tolerations\[0\].operator is new
      - 1 at a time; it doesn't get anywhere: edge-1 has no room for the pod; 6 nodes keep the old pod, since these use up the budget

    </details>
    --- stderr
    1 of 2 DaemonSets change: 0 restarted, 2 gained, 1 lost, 5 keep the old pod, on 10 nodes, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn a_change_against_a_revision() {
    let story = Story::new(&[("deploy/shipper.yaml", SHIPPER), ("nodes.json", &nodes())]);
    story.git("init -q");
    story.git("add -A");
    story.git("commit -q -m old");
    story.write("deploy/shipper.yaml", &changed());
    let seen = story.run("plan --nodes nodes.json --against git:HEAD --format json deploy");
    let json = seen.lines().next().unwrap();
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_snapshot!(value["changes"], @r#"{"daemonsets":[{"gained":[{"field":"spec.template.spec.tolerations[0]","moves":false,"nodes":["gpu-1","gpu-2"],"reasons":[{"message":"node(s) had untolerated taint(s)","plugin":"TaintToleration"}]}],"kept":["worker-1","worker-2","worker-3","worker-4","worker-5"],"kind":"changed","leftRunning":[],"lost":[{"field":"spec.template.spec.tolerations","moves":false,"nodes":["cp-1"],"reasons":[{"message":"node(s) had untolerated taint(s)","plugin":"TaintToleration"}]}],"lostWithoutRoom":[],"name":"shipper","namespace":"logging","onDelete":false,"outdated":[],"refused":false,"restarted":[],"spec":[],"template":[{"field":"spec.template.spec.containers[0].image","new":"registry.example.com/shipper:1.5.0","old":"registry.example.com/shipper:1.4.2"},{"field":"spec.template.spec.tolerations[0].key","new":"nvidia.com/gpu","old":"node-role.kubernetes.io/control-plane"},{"field":"spec.template.spec.tolerations[0].operator","new":"Exists","old":null}],"untouched":[],"wantedWithoutRoom":[]}],"joining":[],"leaving":[]}"#);
}

#[test]
fn a_change_of_nodes() {
    let story = story();
    let fewer = nodes().replace("\"worker-5\"", "\"worker-6\"");
    story.write("fewer.json", &fewer);
    assert_snapshot!(story.run("plan --nodes fewer.json --against-nodes nodes.json old"), @"
    logging/shipper   update: 0 restarted, 1 gained, 1 lost                                       old/shipper.yaml

      gained              1  worker-6
                             the node joins
      lost                1  worker-5
                             the node leaves
      untouched           5  cp-1, worker-1 … worker-4

    logging/unchanged   update: 0 restarted, 1 gained, 1 lost                                   old/unchanged.yaml

      gained              1  worker-6
                             the node joins
      lost                1  worker-5
                             the node leaves
      untouched           5  cp-1, worker-1 … worker-4

      nodes join          1  worker-6
                             each gets 2 pods: logging/shipper, logging/unchanged

      nodes leave         1  worker-5
                             each had 2 pods: logging/shipper, logging/unchanged

    2 of 2 DaemonSets change: 0 restarted, 2 gained, 2 lost, on 10 nodes, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn a_daemon_set_that_comes_or_goes() {
    let story = story();
    assert_snapshot!(story.run("plan --nodes nodes.json --against old/unchanged.yaml new"), @"
    logging/shipper   new: 7 of 10 nodes get a pod                                                new/shipper.yaml

      gained              7  worker-1 … worker-5, gpu-1, gpu-2
      wanted, no room     1  edge-1
                             memory: needs 256Mi, the node has 200Mi                               shipper.yaml:26

    logging/unchanged   unchanged: 6 pods                                                       new/unchanged.yaml

    1 of 2 DaemonSets change: 0 restarted, 7 gained, 0 lost, on 10 nodes, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    assert_snapshot!(story.run("plan --nodes nodes.json --against old new/unchanged.yaml"), @"
    logging/shipper   removed: 6 nodes lose their pod                                             old/shipper.yaml

      lost                6  cp-1, worker-1 … worker-5
                             the DaemonSet is removed

    logging/unchanged   unchanged: 6 pods                                                       new/unchanged.yaml

    1 of 2 DaemonSets change: 0 restarted, 0 gained, 6 lost, on 10 nodes, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn how_an_update_would_roll_out() {
    let slow = SHIPPER.replace(
        "  selector:\n",
        "  updateStrategy: {rollingUpdate: {maxUnavailable: 30%}}\n  selector:\n",
    );
    let story = Story::new(&[("shipper.yaml", &slow), ("nodes.json", &nodes())]);
    assert_snapshot!(story.run("plan --nodes nodes.json --rollout --ready-seconds 90 shipper.yaml"), @"
    logging/shipper   6 of 10 nodes get a pod                                                         shipper.yaml

      runs on             6  cp-1, worker-1 … worker-5
      kept off            2  gpu-1, gpu-2
                             taint nvidia.com/gpu=present:NoSchedule is not tolerated              shipper.yaml:16
                          1  win-1
                             nodeSelector kubernetes.io/os=linux: the node has windows             shipper.yaml:15
      wanted, no room     1  edge-1
                             memory: needs 256Mi, the node has 200Mi                               shipper.yaml:26
      rollout                30% of 7 = 3 at a time; 6 of 7 nodes in 3 waves, about 5 min at 90 s to ready, and
                             not the rest: edge-1 has no room for the pod

    1 DaemonSet on 10 nodes: 1 is wanted where it has no room, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    let by_hand =
        SHIPPER.replace("  selector:\n", "  updateStrategy: {type: OnDelete}\n  selector:\n");
    story.write("shipper.yaml", &by_hand);
    let seen = story.run("plan --nodes nodes.json --rollout shipper.yaml");
    assert!(seen.contains("OnDelete: a pod is replaced when it is deleted by hand"), "{seen}");
}

#[test]
fn what_keeps_new_pods_off_is_told_where_old_ones_stay() {
    let tainted = nodes().replacen(
        r#""taints":[]"#,
        r#""taints":[{"key":"dedicated","value":"db","effect":"NoSchedule"}]"#,
        1,
    );
    let story =
        Story::new(&[("shipper.yaml", SHIPPER), ("old.json", &nodes()), ("nodes.json", &tainted)]);
    assert_snapshot!(story.run("plan --nodes nodes.json --against-nodes old.json shipper.yaml"), @"
    logging/shipper   update: 0 restarted, 0 gained, 0 lost                                           shipper.yaml

      left running        1  worker-1
                             the pod stays until the next update, which deletes it, and no new     shipper.yaml:15
                             one comes: taint dedicated=db:NoSchedule is not tolerated

    1 of 1 DaemonSet changes: 0 restarted, 0 gained, 0 lost, on 10 nodes, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn nodes_that_come_and_go_are_told_of_in_every_output() {
    let joined = nodes().replace("worker-5", "worker-6");
    let story =
        Story::new(&[("shipper.yaml", SHIPPER), ("old.json", &nodes()), ("nodes.json", &joined)]);
    let plan = "plan --nodes nodes.json --against-nodes old.json shipper.yaml --format";
    for format in ["markdown", "html"] {
        let seen = story.run(&format!("{plan} {format}"));
        for said in [
            "1 node joins (worker-6); each gets 1 pod: logging/shipper",
            "1 node leaves (worker-5); each had 1 pod: logging/shipper",
        ] {
            assert!(seen.contains(said), "{said}: {seen}");
        }
    }
}

#[test]
fn an_update_that_is_refused_changes_nothing() {
    let renamed = SHIPPER.replace("app: shipper", "app: log-shipper");
    let story = Story::new(&[
        ("old/shipper.yaml", SHIPPER),
        ("new/shipper.yaml", &renamed),
        ("nodes.json", &nodes()),
    ]);
    let plan = "plan --nodes nodes.json --against old new";
    assert_snapshot!(story.run(&format!("{plan} --fail-on refused")), @"
    logging/shipper   refused: 6 pods run on as they are                                          new/shipper.yaml
      the API server refuses this update: spec.selector: cannot be changed; give the changed DaemonSet a new name
      (shipper.yaml:7); keep the old selector, take another name, or before applying: kubectl delete daemonset
      shipper -n logging --cascade=orphan, and afterwards, where old pods are adopted: kubectl rollout restart
      daemonset shipper -n logging

      would change           selector.matchLabels[app] shipper → log-shipper, template.metadata.labels[app]
                             shipper → log-shipper
      untouched           6  cp-1, worker-1 … worker-5

    1 of 1 DaemonSet changes: 0 restarted, 0 gained, 0 lost, 1 refused by the API server, on 10 nodes, in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
    assert_snapshot!(story.run(&format!("{plan} --quiet --format markdown")), @"
    ### 1 of 1 DaemonSet changes: 0 restarted, 0 gained, 0 lost, 1 refused by the API server (Kubernetes 1.37)

    | DaemonSet | nodes with a pod | restarted | gained | lost |
    | --- | ---: | ---: | ---: | ---: |
    | logging/shipper | refused: 6 as before | 0 | 0 | 0 |

    <details>
    <summary>logging/shipper: refused: 6 pods run on as they are</summary>

    the API server refuses this update: spec.selector: cannot be changed; give the changed DaemonSet a new name (shipper.yaml:7); keep the old selector, take another name, or before applying: kubectl delete daemonset shipper -n logging --cascade=orphan, and afterwards, where old pods are adopted: kubectl rollout restart daemonset shipper -n logging

    - untouched **6**: cp-1, worker-1 … worker-5

    </details>
    ");
    let seen = story.run(&format!("{plan} --quiet --format json"));
    let value: serde_json::Value = serde_json::from_str(seen.lines().next().unwrap()).unwrap();
    assert_eq!(value["daemonsets"][0]["refused"], true);
    assert_eq!(value["daemonsets"][0]["rollout"], serde_json::Value::Null);
    let change = &value["changes"]["daemonsets"][0];
    assert_eq!((&change["refused"], &change["kind"]), (&true.into(), &"changed".into()));
    assert_eq!(change["restarted"], serde_json::json!([]));
    assert_eq!(change["untouched"].as_array().unwrap().len(), 6);
    // What is refused by itself is no update either.
    story.write("new/shipper.yaml", &changed().replace("hostPort: 2020", "hostPort: 70000"));
    assert_snapshot!(story.run(&format!("{plan} --fail-on lost")), @"
    logging/shipper   refused: 6 pods run on as they are                                          new/shipper.yaml
      the API server refuses this manifest as it is: daemonlint check new/shipper.yaml

      would change           containers[0].image 1.4.2 → 1.5.0, containers[0].ports[0].hostPort 2020 → 70000,
                             tolerations[0].key node-role.kubernetes.io/control-plane → nvidia.com/gpu,
                             tolerations[0].operator is new
      untouched           6  cp-1, worker-1 … worker-5

    1 of 1 DaemonSet changes: 0 restarted, 0 gained, 0 lost, 1 refused by the API server, on 10 nodes, in N ms (Kubernetes 1.37)
    ");
    story.write("new/shipper.yaml", &SHIPPER.replace("namespace: logging", "namespace: other"));
    assert_snapshot!(story.run(&format!("{plan} --quiet")), @"
    other/shipper   new: 6 of 10 nodes get a pod                                                  new/shipper.yaml
      a second DaemonSet: logging/shipper keeps running beside it until it is deleted (kubectl delete daemonset
      shipper -n logging)

      gained              6  cp-1, worker-1 … worker-5
      wanted, no room     1  edge-1
                             memory: needs 256Mi, the node has 200Mi                               shipper.yaml:25

    logging/shipper   left behind: 6 pods until it is deleted                                     old/shipper.yaml

      untouched           6  cp-1, worker-1 … worker-5
    ");
}

#[test]
fn new_and_deleted_files_are_new_and_removed() {
    let story = Story::new(&[("deploy/shipper.yaml", SHIPPER), ("nodes.json", &nodes())]);
    story.git("init -q");
    story.git("add -A");
    story.git("commit -q -m old");
    story.write("more/collector.yaml", &SHIPPER.replace("shipper", "collector"));
    let plan = "plan --nodes nodes.json --against git:HEAD";
    assert_snapshot!(story.run(&format!("{plan} more")), @"
    logging/collector   new: 6 of 10 nodes get a pod                                           more/collector.yaml

      gained              6  cp-1, worker-1 … worker-5
      wanted, no room     1  edge-1
                             memory: needs 256Mi, the node has 200Mi                             collector.yaml:25

    1 of 1 DaemonSet changes: 0 restarted, 6 gained, 0 lost, on 10 nodes, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    std::fs::remove_dir_all(story.folder().join("deploy")).unwrap();
    assert_snapshot!(story.run(&format!("{plan} deploy more/collector.yaml")), @"
    logging/collector   new: 6 of 10 nodes get a pod                                           more/collector.yaml

      gained              6  cp-1, worker-1 … worker-5
      wanted, no room     1  edge-1
                             memory: needs 256Mi, the node has 200Mi                             collector.yaml:25

    logging/shipper   removed: 6 nodes lose their pod                                     HEAD:deploy/shipper.yaml

      lost                6  cp-1, worker-1 … worker-5
                             the DaemonSet is removed

    2 of 2 DaemonSets change: 0 restarted, 6 gained, 6 lost, on 10 nodes, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
    assert_snapshot!(story.run(&format!("{plan} --fail-on lost --format markdown deploy/shipper.yaml")), @"
    ### 1 of 1 DaemonSet changes: 0 restarted, 0 gained, 6 lost (Kubernetes 1.37)

    | DaemonSet | nodes with a pod | restarted | gained | lost |
    | --- | ---: | ---: | ---: | ---: |
    | logging/shipper | removed | 0 | 0 | **6** |

    <details>
    <summary>logging/shipper: removed: 6 nodes lose their pod</summary>

    - lost **6**: cp-1, worker-1 … worker-5
      - the DaemonSet is removed

    </details>
    --- stderr
    1 of 1 DaemonSet changes: 0 restarted, 0 gained, 6 lost, on 10 nodes, in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
    let nowhere = SHIPPER.replace("kubernetes.io/os: linux", "kubernetes.io/os: plan9");
    story.write("old/nowhere.yaml", &nowhere);
    story.write("new/collector.yaml", &nowhere.replace("shipper", "collector"));
    let seen = story.run("plan --quiet --nodes nodes.json --against old --format markdown new");
    assert!(seen.starts_with("### 2 of 2 DaemonSets change"), "{seen}");
}

#[test]
fn a_pod_that_waits_under_on_delete_gains_nothing() {
    let by_hand =
        SHIPPER.replace("  selector:\n", "  updateStrategy: {type: OnDelete}\n  selector:\n");
    let smaller = by_hand.replace("memory: 256Mi", "memory: 16Mi");
    let story = Story::new(&[
        ("old/shipper.yaml", &by_hand),
        ("new/shipper.yaml", &smaller),
        ("nodes.json", &nodes()),
    ]);
    assert_snapshot!(story.run("plan --nodes nodes.json --against old new"), @"
    logging/shipper   update: 0 restarted, 0 gained, 0 lost                                       new/shipper.yaml

      outdated            6  cp-1, worker-1 … worker-5
                             the pod template changes: containers[0].resources.requests[memory]    shipper.yaml:26
                             256Mi → 16Mi
                             OnDelete: each keeps its pod until that is deleted by hand

    1 of 1 DaemonSet changes: 0 restarted, 0 gained, 0 lost, on 10 nodes, in N ms (Kubernetes 1.37)
    not known: whether logging has a ResourceQuota, a LimitRange or a Pod Security level (baseline refuses the pods), and whether policies or webhooks refuse pods: --cluster kubectl asks your cluster; or kubectl get ns,quota,limits -A -o json > cluster.json, then --cluster cluster.json
    ");
}

#[test]
fn a_new_name_is_a_new_daemon_set() {
    let agent = |name: &str| {
        format!(
            "apiVersion: apps/v1
kind: DaemonSet
metadata: {{name: {name}, namespace: ops}}
spec:
  selector:
    matchLabels: {{app: agent}}
  template:
    metadata:
      labels: {{app: agent}}
    spec:
      containers:
        - name: agent
          image: registry.example.com/agent:v1
          ports:
            - {{containerPort: 9100, hostPort: 9100}}
"
        )
    };
    let nodes = "apiVersion: daemonlint.dev/v1\nkind: Inventory\npools:\n  - {name: w, count: 2}\n";
    let other = agent("other").replace("app: agent", "app: other").replace("9100", "9200");
    let story = Story::new(&[
        ("nodes.yaml", nodes),
        ("old/agent.yaml", &agent("agent")),
        ("old/other.yaml", &other),
        ("new/agent.yaml", &agent("node-agent")),
        ("new/other.yaml", &other),
    ]);
    let plan = "plan --isolated --nodes nodes.yaml --against old new";
    let said = story.run(plan);
    assert!(said.contains("ops/node-agent   renamed, was agent: 2 of 2 nodes get a pod"), "{said}");
    assert!(said.contains("wait for host port 9100/TCP until the old ones are gone"), "{said}");
    assert!(said.contains("renamed to node-agent: 2 pods of the old name go"), "{said}");
    let value = story.run(&format!("{plan} --format json --quiet"));
    let value: serde_json::Value = serde_json::from_str(&value).unwrap();
    let sets = value["changes"]["daemonsets"].as_array().unwrap();
    let of = |name: &str| sets.iter().find(|one| one["name"] == name).unwrap();
    assert_eq!(of("node-agent")["renamedFrom"], "agent");
    assert_eq!(of("agent")["renamedTo"], "node-agent");
    assert!(of("other").get("renamedTo").is_none());
    let comment = story.run(&format!("{plan} --format markdown --quiet"));
    assert!(comment.contains("renamed to node-agent"), "{comment}");
    let page = story.run(&format!("{plan} --format html --quiet"));
    assert!(page.contains("a new name is a new DaemonSet, no rolling update"), "{page}");
}
