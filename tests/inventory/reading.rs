//! What is read of the short form, and what is said of mistakes.

use insta::assert_snapshot;

use crate::{read, refuse, short, show_all, show_pools};

#[test]
fn pools_have_nodes_by_count_and_by_name() {
    let inventory = read(&short(
        "pools:
  - name: worker
    count: 2
    labels: {os: linux}
    taints: ['gpu=yes:NoSchedule', {key: other, effect: NoExecute}]
    allocatable: {cpu: 1930m, memory: 7Gi, example.com/gpu: 2}
  - name: edge
    names: ['edge-{a,b}', 'last-{09..10}']
    unschedulable: true
    ready: false
    allocatable: {cpu: 1, pods: 30}
  - {name: bare, names: x, ready: unknown, labels: {kubernetes.io/hostname: null, self: '{name}'}}
",
    ));
    assert_snapshot!(show_all(&inventory), @"
    worker-1 [kubernetes.io/hostname=worker-1 os=linux] [gpu=yes:NoSchedule other=:NoExecute] ready pool=worker room=pods 110 cpu 1930 memory 7516192768 example.com/gpu 2
    worker-2 [kubernetes.io/hostname=worker-2 os=linux] [gpu=yes:NoSchedule other=:NoExecute] ready pool=worker room=pods 110 cpu 1930 memory 7516192768 example.com/gpu 2
    edge-a [kubernetes.io/hostname=edge-a] [] cordoned not ready pool=edge room=pods 30 cpu 1000
    edge-b [kubernetes.io/hostname=edge-b] [] cordoned not ready pool=edge room=pods 30 cpu 1000
    last-09 [kubernetes.io/hostname=last-09] [] cordoned not ready pool=edge room=pods 30 cpu 1000
    last-10 [kubernetes.io/hostname=last-10] [] cordoned not ready pool=edge room=pods 30 cpu 1000
    x [self=x] [] not ready pool=bare room=?
    ");
}

#[test]
fn nobody_writes_the_names_of_before() {
    let inventory = read(&short(
        "pools:
  - name: mixed
    nodes:
      - {names: l, labels: {kubernetes.io/os: linux, kubernetes.io/arch: arm64}}
      - {names: w, labels: {kubernetes.io/os: windows, kubernetes.io/arch: arm64}}
  - name: odd
    count: 1
    labels: {kubernetes.io/os: linux, beta.kubernetes.io/os: null, kubernetes.io/arch: amd64, beta.kubernetes.io/arch: x86}
  - name: later
    count: 0
    requirements: [{key: kubernetes.io/os, operator: In, values: [linux, windows]}]
nodes:
  - {names: lone, ready: null, labels: {beta.kubernetes.io/os: linux}}
",
    ));
    assert_snapshot!(show_all(&inventory), @"
    l [beta.kubernetes.io/arch=arm64 beta.kubernetes.io/os=linux kubernetes.io/arch=arm64 kubernetes.io/hostname=l kubernetes.io/os=linux] [] ready pool=mixed room=?
    w [beta.kubernetes.io/arch=arm64 beta.kubernetes.io/os=windows kubernetes.io/arch=arm64 kubernetes.io/hostname=w kubernetes.io/os=windows] [] ready pool=mixed room=?
    odd-1 [beta.kubernetes.io/arch=x86 kubernetes.io/arch=amd64 kubernetes.io/hostname=odd-1 kubernetes.io/os=linux] [] ready pool=odd room=?
    lone [beta.kubernetes.io/os=linux kubernetes.io/hostname=lone] [] unknown pool=- room=?
    ");
    assert_snapshot!(show_pools(&inventory), @r#"
    2 mixed: (new node) [beta.kubernetes.io/arch=arm64 kubernetes.io/arch=arm64 kubernetes.io/hostname=(new node)] [] ready pool=- room=?
      open: kubernetes.io/os [In(["linux", "windows"])], beta.kubernetes.io/os [In(["linux", "windows"])]
      startup:  closed: None
    1 odd: (new node) [beta.kubernetes.io/arch=x86 kubernetes.io/arch=amd64 kubernetes.io/hostname=(new node) kubernetes.io/os=linux] [] ready pool=- room=?
      open: 
      startup:  closed: None
    0 later: (new node) [kubernetes.io/hostname=(new node)] [] ready pool=- room=?
      open: beta.kubernetes.io/os [In(["linux", "windows"])], kubernetes.io/os [In(["linux", "windows"])]
      startup:  closed: None
    "#);
}

#[test]
fn groups_differ_from_their_pool() {
    let inventory = read(&short(
        "pools:
  - name: worker
    count: 4
    labels: {os: linux, zone: none}
    taints: ['a:NoSchedule']
    allocatable: {cpu: 2, memory: 4Gi}
    nodes:
      - w-0
      - {names: 'w-{1..2}', labels: {zone: a}, allocatable: {memory: 3Gi}}
      - {names: w-3, labels: {zone: null, rack: '7'}, taints: [], unschedulable: true}
nodes:
  - {names: lonely, labels: {os: windows}}
",
    ));
    assert_snapshot!(show_all(&inventory), @"
    w-0 [kubernetes.io/hostname=w-0 os=linux zone=none] [a=:NoSchedule] ready pool=worker room=pods 110 cpu 2000 memory 4294967296
    w-1 [kubernetes.io/hostname=w-1 os=linux zone=a] [a=:NoSchedule] ready pool=worker room=pods 110 cpu 2000 memory 3221225472
    w-2 [kubernetes.io/hostname=w-2 os=linux zone=a] [a=:NoSchedule] ready pool=worker room=pods 110 cpu 2000 memory 3221225472
    w-3 [kubernetes.io/hostname=w-3 os=linux rack=7] [] cordoned ready pool=worker room=pods 110 cpu 2000 memory 4294967296
    lonely [kubernetes.io/hostname=lonely os=windows] [] ready pool=- room=?
    ");
    // A new node has what all have; in what they differ, it may have any of it.
    assert_snapshot!(show_pools(&inventory), @r#"
    4 worker: (new node) [kubernetes.io/hostname=(new node) os=linux] [a=:NoSchedule] ready pool=- room=pods 110 cpu 2000 memory 4294967296
      open: zone [In(["a", "none"])] or missing, rack [In(["7"])] or missing
      startup:  closed: None
    "#);
}

#[test]
fn json_is_read_as_well_and_beside_what_kubectl_prints() {
    let node = r#"{"kind": "Node", "metadata": {"name": "kubectl"}}"#;
    let pools = r#"{"apiVersion": "daemonlint.dev/v1", "kind": "Inventory",
        "pools": [{"name": "a", "count": 1}]}"#;
    assert_snapshot!(show_all(&read(&format!("{pools}\n{node}"))), @"
    a-1 [kubernetes.io/hostname=a-1] [] ready pool=a room=?
    kubectl [] [] unknown pool=- room=?
    ");
    let list = format!(r#"{{"apiVersion": "v1", "items": [{node}, {pools}], "kind": "List"}}"#);
    assert_snapshot!(show_all(&read(&list)), @"
    kubectl [] [] unknown pool=- room=?
    a-1 [kubernetes.io/hostname=a-1] [] ready pool=a room=?
    ");
    let indented = format!(
        "kind: List\napiVersion: v1\nitems:\n  - {node}\n  - {}\n",
        pools.replace('\n', " ")
    );
    assert_snapshot!(show_all(&read(&indented)), @"
    kubectl [] [] unknown pool=- room=?
    a-1 [kubernetes.io/hostname=a-1] [] ready pool=a room=?
    ");
    let stream = format!("{}---\n{node}\n", short("nodes: [{names: other}]\n"));
    assert_snapshot!(show_all(&read(&stream)), @"
    other [kubernetes.io/hostname=other] [] ready pool=- room=?
    kubectl [] [] unknown pool=- room=?
    ");
}

#[test]
fn pods_take_room_where_they_stand() {
    let inventory = read(&short(
        "pools:
  - name: a
    count: 2
    pods:
      - {daemonSet: cni, namespace: kube-system, requests: {cpu: 100m}, hostPorts: [9100, 53/UDP, '10.0.0.1:80', '[::1]:81/SCTP']}
nodes:
  - {names: b, pods: [{name: web, labels: {app: web}, count: 2, terminating: true}]}
pods:
  - name: db
    nodes: ['a-{1..2}', b]
    antiAffinity: [{topologyKey: zone, labelSelector: {matchLabels: {app: db}}}]
    volumes: [{awsElasticBlockStore: {volumeID: v}}]
namespaces:
  - {name: shop, labels: {team: shop}}
",
    ));
    let pods: Vec<String> = inventory
        .pods
        .iter()
        .map(|pod| {
            let ports: Vec<String> = pod
                .host_ports
                .iter()
                .map(|p| {
                    let ip = p.ip.map_or("*", |ip| inventory.text(ip));
                    format!("{ip} {} {}", p.port, inventory.text(p.protocol))
                })
                .collect();
            format!(
                "{}/{} on {} of {:?}, cpu {} pods {} [{}] terminating={} terms={} disks={}",
                inventory.text(pod.namespace),
                pod.name,
                inventory.text(pod.node),
                pod.daemon_set.map(|name| inventory.text(name)),
                pod.requests.milli_cpu,
                pod.requests.pods,
                ports.join(", "),
                pod.terminating,
                pod.anti_affinity.len(),
                pod.disks.len(),
            )
        })
        .collect();
    assert_snapshot!(pods.join("\n"), @r#"
    kube-system/cni on a-1 of Some("cni"), cpu 100 pods 1 [* 9100 TCP, * 53 UDP, 10.0.0.1 80 TCP, ::1 81 SCTP] terminating=false terms=0 disks=0
    kube-system/cni on a-2 of Some("cni"), cpu 100 pods 1 [* 9100 TCP, * 53 UDP, 10.0.0.1 80 TCP, ::1 81 SCTP] terminating=false terms=0 disks=0
    default/web on b of None, cpu 0 pods 1 [] terminating=true terms=0 disks=0
    default/web on b of None, cpu 0 pods 1 [] terminating=true terms=0 disks=0
    default/db on a-1 of None, cpu 0 pods 1 [] terminating=false terms=1 disks=1
    default/db on a-2 of None, cpu 0 pods 1 [] terminating=false terms=1 disks=1
    default/db on b of None, cpu 0 pods 1 [] terminating=false terms=1 disks=1
    "#);
    assert_eq!(inventory.namespaces.len(), 1);
}

#[test]
fn a_hundred_thousand_nodes_are_one_line() {
    let inventory = read(&short(
        "pools: [{name: big, count: 100000, labels: {os: linux}, allocatable: {cpu: 4}}]\n",
    ));
    assert_eq!(inventory.nodes.len(), 100_000);
    assert_eq!(&*inventory.nodes.last().unwrap().name, "big-100000");
    assert_eq!(inventory.pools.first().unwrap().count, 100_000);
}

#[test]
fn a_mistake_is_named_with_its_place() {
    let pool = |rest: &str| refuse(&short(&format!("pools:\n  - name: a\n    {rest}\n")));
    let all = [
        pool("lable: {a: b}"),
        pool("colour: red"),
        pool("count: three"),
        pool("count: -1"),
        pool("count: 1000001"),
        pool("labels: {}"),
        pool("count: 2\n    names: [a, b, c]"),
        pool("names: [a, a]"),
        pool("names: 'a{1..'"),
        pool("names: 'a{5..1}'"),
        pool("names: Upper"),
        pool("count: 1\n    labels: {os: true}"),
        pool("count: 1\n    labels: {a/b/c: x}"),
        pool("count: 1\n    labels: {a: 'no spaces'}"),
        pool("count: 1\n    labels: [a]"),
        pool("count: 1\n    count: 2"),
        pool("count: 1\n    taints: ['a=b']"),
        pool("count: 1\n    taints: ['a=b:Never']"),
        pool("count: 1\n    taints: ['a:NoSchedule', 'a=b:NoSchedule']"),
        pool("count: 1\n    taints: [{key: a}]"),
        pool("count: 1\n    allocatable: {cpu: two}"),
        pool("count: 1\n    allocatable: {cpu: -1}"),
        pool("count: 1\n    allocatable: {cpu: [1]}"),
        pool("count: 1\n    unschedulable: 1"),
        pool("count: 1\n    ready: maybe"),
        pool("count: 1\n    pods: [{nodes: a}]"),
        pool("count: 1\n    pods: [{hostPorts: [70000]}]"),
        pool("count: 1\n    pods: [{count: 0}]"),
        pool("count: 0\n    requirements: [{key: a, operator: Like}]"),
        pool("nodes: [{labels: {a: b}}]"),
        pool("count: 1\n  - name: a\n    count: 1"),
        refuse(&short("pools: [{count: 1}]\n")),
        refuse(&short("pools: 3\n")),
        refuse(&short("nodes: [a]\npods: [{name: p, nodes: b}]\n")),
        refuse(&short("nodes: [a]\npods: [{name: p}]\n")),
        refuse(&short("nodes: [a\n")),
        refuse(&short("nodes: [a]\n").replace("/v1", "/v2")),
        refuse("pools: [{name: a, count: 1}]\n"),
        refuse(&format!("{}---\n{}", short("nodes: [a]\n"), short("nodes:\n  - b\n  - a\n"))),
        refuse(
            "{\"items\": [\n  {\"apiVersion\": \"daemonlint.dev/v1\", \"kind\": \"Inventory\", \"x\": 1}], \"kind\": \"List\"}",
        ),
    ];
    assert_snapshot!(all.join("\n"), @"
    input:5:5: `lable` is not a field of a pool; `labels` is
    input:5:5: `colour` is not a field of a pool; those are name, count, names, nodes, labels, taints, allocatable, unschedulable, ready, kubelet, declaredFeatures, pods, requirements, startupTaints
    input:5:12: `count`: a whole number is wanted here, this is a string
    input:5:12: -1 is not between 0 and 1000000
    input:5:12: 1000001 is not between 0 and 1000000
    input:4:5: how many nodes has `a`? `count: 3`, `names`, or `count: 0` where an autoscaler could start some
    input:5:12: `count` is 2, and 3 nodes are named
    input:5:16: there is a node `a` already
    input:5:12: a brace is not closed, or not opened
    input:5:12: `5..1` is not a range: a smaller number, two dots, a larger one, as in `1..12`
    input:5:12: `Upper` is not a node's name: must have only lower-case letters, digits, `-` and `.`, and each part between dots must start and end with a letter or a digit, as in `example.com`
    input:6:18: `os`: a string is wanted here, this is a boolean: put it in quotes
    input:6:14: `a/b/c` is not a label's key: must be a name, with at most one domain and `/` before it, as in `example.com/my-name`
    input:6:17: `no spaces` is not a label's value: must be empty or have only letters, digits, `-`, `_` and `.`, and start and end with a letter or a digit, as in `my_value`
    input:6:13: `labels`: a map is wanted here, this is a list
    input:6:5: `count` stands here a second time
    input:6:14: `a=b` is not a taint: those are `key=value:Effect` or `key:Effect`
    input:6:14: `Never` is not a taint's effect: those are NoSchedule, PreferNoSchedule, NoExecute
    input:6:30: there is a taint a:NoSchedule already
    input:6:14: `` is not a taint's effect: those are NoSchedule, PreferNoSchedule, NoExecute
    input:6:24: `two` as an amount of `cpu` is not a number with an optional suffix, as in `500m` or `1.5Gi`
    input:6:24: cpu can't be less than nothing
    input:6:24: `cpu`: a quantity is wanted here, this is a list
    input:6:20: `unschedulable`: true or false is wanted here, this is a number
    input:6:12: `ready`: true or false is wanted here, this is a string
    input:6:20: these pods run on the nodes that they stand at
    input:6:25: `70000` is not a port: those are `9100`, `53/UDP`, `10.0.0.1:53/UDP`
    input:6:20: 0 is not between 1 and 10000
    input:6:20: `Like` is not an operator
    input:5:13: `names` of nodes are wanted here
    input:6:11: there is a pool `a` already
    input:3:9: a pool without a `name`
    input:3:8: `pools`: a list is wanted here, this is a number
    input:4:25: there is no node `b`
    input:4:8: `nodes` are wanted here
    input:4:1: a `,` or `]` is expected here
    input:1:13: this version reads `daemonlint.dev/v1` alone
    input:1:1: an inventory in the short form begins with `apiVersion: daemonlint.dev/v1` and `kind: Inventory`
    input:9:5: there is a node `a` already
    input:2:60: `x` is not a field of an inventory; those are apiVersion, kind, apiServers, pools, nodes, pods, namespaces
    ");
}
