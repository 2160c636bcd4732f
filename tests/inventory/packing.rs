//! What is packed comes back as it was.

use std::fs::File;

use daemonlint::internals::inventory::pack::{Options, pack};
use daemonlint::internals::inventory::{Inventory, Loader, Pod};

use crate::{read, short, show, show_pools};

fn fixtures() -> Inventory {
    let mut loader = Loader::default();
    for file in ["fixtures/inventory/nodes.json", "fixtures/inventory/pods.json"] {
        loader.read(file, File::open(file).unwrap()).unwrap();
    }
    loader.finish()
}

/// The fixtures' cluster in the short form.
pub fn packed_fixtures() -> String {
    pack(&fixtures(), Options::default())
}

fn nodes(inventory: &Inventory) -> Vec<String> {
    let mut nodes: Vec<String> = inventory.nodes.iter().map(|node| show(inventory, node)).collect();
    nodes.sort();
    nodes
}

/// Pods on nodes of the inventory, but for their names and priorities.
fn pods(inventory: &Inventory) -> Vec<String> {
    let show = |pod: &Pod| {
        let mut labels: Vec<_> = pod
            .labels
            .iter()
            .map(|(key, value)| (inventory.text(key), inventory.text(value)))
            .collect();
        labels.sort_unstable();
        let requests = pod.requests.iter();
        let requests: Vec<_> =
            requests.map(|(r, n)| format!("{} {n}", r.name(&inventory.symbols))).collect();
        let ports = pod.host_ports.iter();
        let ports: Vec<_> = ports
            .map(|p| (p.port, inventory.text(p.protocol), p.ip.map(|ip| inventory.text(ip))))
            .collect();
        format!(
            "{} {} {:?} {labels:?} {requests:?} {ports:?} {} {} {:?} {:?} {:?} {}",
            inventory.text(pod.namespace),
            inventory.text(pod.node),
            pod.daemon_set.map(|name| inventory.text(name)),
            pod.priority,
            pod.terminating,
            pod.anti_affinity,
            pod.disks,
            pod.images.iter().map(|(_, image)| inventory.text(*image)).collect::<Vec<_>>(),
            if pod.bare { pod.created } else { 0 },
        )
    };
    let there = inventory
        .pods
        .iter()
        .chain(&inventory.waiting)
        .filter(|pod| inventory.find(inventory.text(pod.node)).is_some());
    let mut pods: Vec<String> = there.map(show).collect();
    pods.sort();
    pods
}

fn assert_same(original: &Inventory) {
    let packed = pack(original, Options::default());
    let again = read(&packed);
    assert_eq!(nodes(&again), nodes(original), "{packed}");
    assert_eq!(pods(&again), pods(original), "{packed}");
    assert_eq!(pack(&again, Options::default()), packed);
}

#[test]
fn the_fixtures_come_back() {
    let original = fixtures();
    assert_same(&original);
    let packed = packed_fixtures();
    assert!(packed.len() < 10_000, "{}", packed.len());
    for gone in ["10.0.0.15", "i-0000000b", "5f0c9a1e"] {
        assert!(!packed.contains(gone), "{gone}");
    }
}

#[test]
fn odd_nodes_and_pods_come_back() {
    let list = r#"{"kind": "List", "items": [
        {"kind": "Namespace", "metadata": {"name": "shop", "labels": {"team": "1"}}},
        {"kind": "Node", "metadata": {"name": "a", "labels": {"kubernetes.io/hostname": "other", "same": "a"}},
         "spec": {"taints": [{"key": "b", "effect": "NoSchedule"}, {"key": "a", "value": "1", "effect": "NoExecute"}]}},
        {"kind": "Node", "metadata": {"name": "b", "labels": {"yes": "no", "e": ""}},
         "status": {"allocatable": {"cpu": "0", "memory": "1000", "pods": "0", "example.com/gpu": "0"}}},
        {"kind": "Node", "metadata": {"name": "c", "labels": {"kubernetes.io/hostname": "c"}},
         "status": {"allocatable": {}, "conditions": [{"type": "Ready", "status": "False"}]}},
        {"kind": "Node", "metadata": {"name": "d-1", "labels": {"kubernetes.io/hostname": "d-1"}},
         "status": {"allocatable": {"cpu": "1500m", "memory": "1Gi", "hugepages-2Mi": "2Mi"}}},
        {"kind": "Node", "metadata": {"name": "d-2", "labels": {"kubernetes.io/hostname": "d-2"}},
         "status": {"allocatable": {"cpu": "2", "memory": "1025Ki", "ephemeral-storage": "7"}}},
        {"kind": "Pod", "metadata": {"name": "web-d-1", "namespace": "shop", "labels": {"app": "1.5", "on": "off"}, "deletionTimestamp": "2026-01-01T00:00:00Z"},
         "spec": {"nodeName": "d-1", "priority": 7,
           "containers": [{"name": "c", "ports": [{"containerPort": 1, "hostPort": 53, "protocol": "UDP", "hostIP": "::1"}, {"containerPort": 2, "hostPort": 54, "hostIP": "10.0.0.1"}], "resources": {"requests": {"cpu": "1m", "example.com/gpu": "1"}}}],
           "affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [{"topologyKey": "zone", "labelSelector": {"matchExpressions": [{"key": "a", "operator": "In", "values": ["1", "yes"]}]}}]}},
           "volumes": [{"name": "v", "iscsi": {"targetPortal": "x", "iqn": "q", "lun": 1, "readOnly": true}}, {"name": "r", "rbd": {"monitors": ["m"], "image": "i"}}, {"name": "g", "gcePersistentDisk": {"pdName": "p"}}, {"name": "e", "awsElasticBlockStore": {"volumeID": "vol"}}]}},
        {"kind": "Pod", "metadata": {"name": "old", "namespace": "shop", "creationTimestamp": "2026-01-02T03:04:05Z"}, "spec": {"nodeName": "d-1"}},
        {"kind": "Pod", "metadata": {"name": "agent-x", "namespace": "shop", "ownerReferences": [{"apiVersion": "apps/v1", "kind": "DaemonSet", "name": "agent", "uid": "1", "controller": true}]},
         "spec": {"containers": [{"name": "c", "image": "agent:1"}, {"name": "on", "image": "side:2"}],
           "affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [{"matchFields": [{"key": "metadata.name", "operator": "In", "values": ["d-2"]}]}]}}}}},
        {"kind": "Pod", "metadata": {"name": "kube-apiserver-c", "namespace": "kube-system"},
         "spec": {"nodeName": "nowhere", "containers": [{"name": "kube-apiserver", "image": "registry.k8s.io/kube-apiserver:v1.35.1"}]}},
        {"kind": "Pod", "metadata": {"name": "lost"}, "spec": {"nodeName": "nowhere", "containers": []}}
    ]}"#;
    let original = read(list);
    assert_eq!(pods(&original).len(), 3);
    assert_same(&original);
    let again = read(&pack(&original, Options::default()));
    assert_eq!((again.namespaces.len(), again.waiting.len()), (1, 1));
    assert_eq!(again.api_server(), Some(35));
}

#[test]
fn nodes_without_hostname_stay_without() {
    assert_same(&read(r#"{"kind": "Node", "metadata": {"name": "a"}}"#));
}

#[test]
fn names_of_before_come_back_where_they_are() {
    let node = |name: &str, labels: &str| {
        format!(
            r#"{{"kind": "Node", "metadata": {{"name": "{name}", "labels": {{"kubernetes.io/hostname": "{name}", {labels}}}}}}}"#
        )
    };
    let linux = r#""kubernetes.io/os": "linux""#;
    let without = [node("a", linux), node("b", linux)].join("\n");
    assert_same(&read(&without));
    let packed = pack(&read(&without), Options::default());
    assert!(packed.contains("beta.kubernetes.io/os: null"), "{packed}");
    let both = format!(r#"{linux}, "beta.kubernetes.io/os": "linux""#);
    let other = format!(r#"{linux}, "beta.kubernetes.io/os": "other""#);
    let all = [node("a", linux), node("b", &both), node("c", &other), node("d", r#""x": "y""#)];
    assert_same(&read(&all.join("\n")));
    assert_same(&read(&short(
        "pools:
  - {name: a, count: 1, labels: {kubernetes.io/os: linux, beta.kubernetes.io/os: null}}
  - name: b
    nodes:
      - {names: b1, labels: {kubernetes.io/os: linux, beta.kubernetes.io/os: null}}
      - {names: b2, ready: null, labels: {kubernetes.io/os: linux}}
",
    )));
}

#[test]
fn written_pools_come_back() {
    let text = std::fs::read_to_string("fixtures/inventory/pools.yaml").unwrap();
    let original = read(&text);
    assert_same(&original);
    let sorted = |inventory: &Inventory| {
        let pools = show_pools(inventory);
        let mut pools: Vec<String> = pools.split("\n").map(str::to_owned).collect();
        pools.sort();
        pools
    };
    assert_eq!(sorted(&read(&pack(&original, Options::default()))), sorted(&original));
}

#[test]
fn as_many_pods_on_each_node_stay_as_many() {
    assert_same(&read(&short(
        "nodes: ['a-{1..3}']
pods:
  - {name: p, count: 2, nodes: 'a-{1..2}', requests: {cpu: 1}}
  - {name: p, nodes: a-3, requests: {cpu: 1}}
  - {name: q, nodes: 'a-{1..3}'}
",
    )));
}
