//! What a check finds with the nodes at hand, as a user sees it.

use insta::assert_snapshot;

use crate::plan::{SHIPPER, nodes};
use crate::story::Story;

const RULES: &str = "targets-no-node,unknown-node-label,missed-by-taint-only,toleration-mismatch,\
                     does-not-fit,host-port-collision";

fn check(shipper: &str) -> String {
    let story = Story::new(&[("shipper.yaml", shipper), ("nodes.json", &nodes())]);
    story.run(&format!("check --nodes nodes.json --select {RULES} shipper.yaml"))
}

/// The shipper as it is with a part replaced, small enough for every node.
fn small(from: &str, to: &str) -> String {
    assert!(SHIPPER.contains(from));
    SHIPPER.replace(from, to).replace("256Mi", "64Mi")
}

#[test]
fn a_taint_alone_and_too_little_room() {
    assert_snapshot!(check(SHIPPER), @"
    error[does-not-fit]: the pod doesn't fit on 1 of the 7 nodes that want it: it needs 256Mi of memory
        ,-[shipper.yaml:25:43]
     24 |           resources:
     25 |             requests: {cpu: 100m, memory: 256Mi}
        :                                           ^^|^^
        :                                             `-- edge-1 has 200Mi
        `----
      help: the pod stays Pending there; ask for less, or keep the DaemonSet off these nodes by a nodeSelector or
            node affinity: they are too small even when empty
      see:  daemonlint explain does-not-fit
            https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/

    warning[missed-by-taint-only]: taints alone keep the pods off 2 of 10 nodes
        ,-[shipper.yaml:15:7]
     14 |         kubernetes.io/os: linux
     15 |       tolerations:
        :       ^^^^^|^^^^^
        :            `-- nothing here tolerates `nvidia.com/gpu=present:NoSchedule` (2 nodes: gpu-1, gpu-2)
        `----
      help: to run there as well, add
              - key: nvidia.com/gpu
                operator: Exists
                effect: NoSchedule
      see:  daemonlint explain missed-by-taint-only
            https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/

    shipper (logging): 6 of 10 nodes · 2 kept off by a taint · 1 too small or full · 1 not selected

    1 file, 1 object, 1 DaemonSet: 1 error, 1 warning in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn a_misspelt_value_is_said_once() {
    assert_snapshot!(check(&small("os: linux", "os: linus")), @r"
    error[targets-no-node]: no node of the inventory gets a pod: none has kubernetes.io/os=linus
        ,-[shipper.yaml:14:27]
     13 |       nodeSelector:
     14 |         kubernetes.io/os: linus
        :                           ^^|^^
        :                             `-- none of 10 nodes
        `----
      help: did you mean `linux`?
      see:  daemonlint explain targets-no-node
            https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/

    shipper (logging): 0 of 10 nodes · 10 not selected

    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
    let story =
        Story::new(&[("shipper.yaml", &small("os: linux", "os: linus")), ("nodes.json", &nodes())]);
    let only = "check --nodes nodes.json --select unknown-node-label --format short shipper.yaml";
    assert_snapshot!(story.run(only), @r"
    shipper.yaml:14:27: warning[unknown-node-label]: no node has kubernetes.io/os=linus
    --- stderr
    1 file, 1 object, 1 DaemonSet: 1 warning in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn all_nodes_that_match_are_tainted() {
    assert_snapshot!(check(&small("kubernetes.io/os: linux", "example.com/pool: gpu")), @r"
    error[targets-no-node]: no node of the inventory gets a pod: all 2 that match have a taint
        ,-[shipper.yaml:15:7]
     14 |         example.com/pool: gpu
     15 |       tolerations:
        :       ^^^^^|^^^^^
        :            `-- nothing here tolerates `nvidia.com/gpu=present:NoSchedule` (gpu-1, gpu-2)
        `----
      help: to run there, add
              - key: nvidia.com/gpu
                operator: Exists
                effect: NoSchedule
      see:  daemonlint explain targets-no-node
            https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/

    shipper (logging): 0 of 10 nodes · 2 kept off by a taint · 8 not selected

    1 file, 1 object, 1 DaemonSet: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
}

#[test]
fn a_toleration_of_another_value() {
    let tolerating = small(
        "effect: NoSchedule\n",
        "effect: NoSchedule\n        - key: nvidia.com/gpu\n          value: \"true\"\n",
    );
    assert_snapshot!(check(&tolerating), @r#"
    warning[toleration-mismatch]: a toleration misses `nvidia.com/gpu=present:NoSchedule` by its value: no pod on
      | 2 nodes
        ,-[shipper.yaml:19:18]
     18 |         - key: nvidia.com/gpu
     19 |           value: "true"
        :                  ^^^|^^
        :                     `-- the taint has the value `present` (gpu-1, gpu-2)
        `----
      help: write `value: present`, or `operator: Exists` and no value for any value
      see:  daemonlint explain toleration-mismatch
            https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/

    shipper (logging): 7 of 10 nodes · 2 kept off by a taint · 1 not selected

    1 file, 1 object, 1 DaemonSet: 1 warning in N ms (Kubernetes 1.37)
    "#);
}

#[test]
fn two_want_one_port() {
    let other = SHIPPER.replace("shipper", "collector").replace("256Mi", "64Mi");
    let both = [("a.yaml", other.as_str()), ("b.yaml", SHIPPER), ("nodes.json", &nodes())];
    let story = Story::new(&both);
    let select = "--select host-port-collision";
    assert_snapshot!(story.run(&format!("check --nodes nodes.json {select} a.yaml b.yaml")), @r"
    error[host-port-collision]: logging/shipper wants host port 2020/TCP too, on 7 nodes (cp-1, worker-1 …
      | worker-5, edge-1)
        ,-[a.yaml:23:25]
     22 |             - containerPort: 2020
     23 |               hostPort: 2020
        :                         ^^|^
        :                           `-- only one pod of a node can have it
        `----
        ,-[b.yaml:23:25]
     22 |             - containerPort: 2020
     23 |               hostPort: 2020
        :                         ^^|^
        :                           `-- wanted by logging/shipper
        `----
      help: whichever pod comes second to a node stays Pending: give one of them another port, or keep them on
            different nodes
      see:  daemonlint explain host-port-collision
            https://kubernetes.io/docs/concepts/services-networking/

    collector (logging): 7 of 10 nodes · 2 kept off by a taint · 1 not selected
    shipper (logging): 0 of 10 nodes · 2 kept off by a taint · 7 with the host port taken · 1 not selected

    2 files, 2 objects, 2 DaemonSets: 1 error in N ms (Kubernetes 1.37)
    --- exit code 1
    ");
    let short = format!("check {select} --format short a.yaml b.yaml");
    assert_snapshot!(story.run(&short), @r"
    a.yaml:23:25: warning[host-port-collision]: logging/shipper wants host port 2020/TCP too, and nothing keeps them on different nodes
    --- stderr
    2 files, 2 objects, 2 DaemonSets: 1 warning in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn each_fits_alone_but_not_beside_the_other() {
    let first = SHIPPER.replace("shipper", "collector").replace("256Mi", "128Mi");
    let second = SHIPPER.replace("256Mi", "128Mi").replace("2020", "2021");
    let story = Story::new(&[("a.yaml", &first), ("b.yaml", &second), ("nodes.json", &nodes())]);
    assert_snapshot!(story.run("check --nodes nodes.json --select does-not-fit a.yaml b.yaml"), @r"
    warning[does-not-fit]: the pod has no room beside the other DaemonSets of this run on 1 of the 7 nodes that
      | want it
        ,-[b.yaml:25:43]
     24 |           resources:
     25 |             requests: {cpu: 100m, memory: 128Mi}
        :                                           ^^|^^
        :                                             `-| edge-1: memory 128Mi, 72Mi of 200Mi left beside collector
        :                                               | 128Mi
        `----
      help: higher priority goes first; where it is equal, the pod that comes later stays Pending (daemonlint plan
            --capacity shows the nodes)
      see:  daemonlint explain does-not-fit
            https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/

    collector (logging): 7 of 10 nodes · 2 kept off by a taint · 1 not selected
    shipper (logging): 6 of 10 nodes · 2 kept off by a taint · 1 too small or full · 1 not selected

    2 files, 2 objects, 2 DaemonSets: 1 warning in N ms (Kubernetes 1.37)
    ");
}

#[test]
fn what_the_api_server_refuses_runs_once_it_is_accepted() {
    let refused = SHIPPER.replace("hostPort: 2020", "hostPort: 70000");
    let story = Story::new(&[("deploy/shipper.yaml", &refused), ("nodes.json", &nodes())]);
    let seen = story.run("check --select admission --nodes nodes.json deploy");
    assert!(seen.contains("shipper (logging): 6 of 10 nodes once it is accepted · "), "{seen}");
}
