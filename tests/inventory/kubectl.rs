//! What kubectl prints, in any shape, and what is said when it is not that.

use daemonlint::internals::inventory::{Inventory, Loader, Resource};
use insta::assert_snapshot;

use crate::{read, refuse};

fn show(inventory: &Inventory) -> String {
    let mut lines = Vec::new();
    for node in &inventory.nodes {
        let labels: Vec<_> = inventory.labels(node).map(|(k, v)| format!("{k}={v}")).collect();
        let taints: Vec<_> = inventory
            .taints(node)
            .map(|t| format!("{}={}:{}", t.key, t.value.as_deref().unwrap_or(""), t.effect))
            .collect();
        let room = node.allocatable.as_ref().map(|amounts| {
            let amounts = amounts.iter();
            let amounts: Vec<_> =
                amounts.map(|(r, n)| format!("{} {n}", r.name(&inventory.symbols))).collect();
            amounts.join(", ")
        });
        lines.push(format!(
            "{} [{}] [{}] unschedulable={} ready={:?} room={room:?}",
            node.name,
            labels.join(" "),
            taints.join(" "),
            node.unschedulable,
            node.ready
        ));
    }
    for pod in &inventory.pods {
        let requests = pod.requests.iter();
        let requests: Vec<_> =
            requests.map(|(r, n)| format!("{} {n}", r.name(&inventory.symbols))).collect();
        lines.push(format!(
            "pod {}/{} on {} of {:?}: {}",
            inventory.text(pod.namespace),
            pod.name,
            inventory.text(pod.node),
            pod.daemon_set.map(|name| inventory.text(name)),
            requests.join(", ")
        ));
    }
    lines.join("\n")
}

const NODE: &str = r#"{"apiVersion": "v1", "kind": "Node",
    "metadata": {"name": "a", "labels": {"os": "linux", "note": "caf\u00e9 \"x\""}, "annotations": {"x": "y"}},
    "spec": {"taints": [{"key": "gpu", "value": "yes", "effect": "NoSchedule", "timeAdded": null}], "unschedulable": true},
    "status": {"allocatable": {"cpu": "1930m", "memory": "7Gi", "pods": "110", "example.com/gpu": "2", "hugepages-2Mi": "0"},
               "capacity": {"cpu": "2", "memory": "8Gi"},
               "conditions": [{"type": "MemoryPressure", "status": "False"}, {"status": "True", "type": "Ready"}],
               "images": [{"names": ["x"], "sizeBytes": 1}]}}"#;

#[test]
fn a_node_is_slimmed_to_what_decides() {
    insta::assert_snapshot!(show(&read(NODE)), @r#"a [os=linux note=café "x"] [gpu=yes:NoSchedule] unschedulable=true ready=Some(true) room=Some("pods 110, cpu 1930, memory 7516192768, example.com/gpu 2")"#);
}

#[test]
fn of_a_list_that_stands_twice_the_last_one_counts() {
    let taints = |key: &str| {
        format!(r#""spec": {{"taints": [{{"key": "{key}", "effect": "NoSchedule"}}]}}"#)
    };
    let text = format!(
        r#"{{"kind": "Node", "metadata": {{"name": "a"}}, {}, {}}}"#,
        taints("first"),
        taints("last")
    );
    let inventory = read(&text);
    let nodes = inventory.nodes.iter();
    let keys: Vec<_> =
        nodes.flat_map(|node| inventory.taints(node)).map(|taint| &*taint.key).collect();
    assert_eq!(keys, ["last"]);
}

#[test]
fn a_list_is_read_in_every_shape_kubectl_and_the_api_server_print() {
    let bare = |name: &str| {
        format!(
            r#"{{"metadata": {{"name": "{name}"}}, "status": {{"capacity": {{"pods": "9"}}}}}}"#
        )
    };
    let kubectl_last = format!(
        r#"{{"apiVersion": "v1", "items": [{NODE}], "kind": "List", "metadata": {{"resourceVersion": ""}}}}"#
    );
    let api_server = format!(
        r#"{{"kind": "NodeList", "apiVersion": "v1", "metadata": {{}}, "items": [{}, {}]}}"#,
        bare("a"),
        bare("b")
    );
    let sorted = format!(r#"{{"apiVersion": "v1", "items": [{}], "kind": "NodeList"}}"#, bare("a"));
    let array = format!("[{NODE}]");
    let several = format!("{NODE}\n{{\"kind\": \"Node\", \"metadata\": {{\"name\": \"b\"}}}}");
    let names = |text: &str| {
        read(text).nodes.iter().map(|node| node.name.to_string()).collect::<Vec<_>>().join(" ")
    };
    let all: Vec<_> =
        [&kubectl_last, &api_server, &sorted, &array, &several].map(|text| names(text)).into();
    assert_eq!(all, ["a", "a b", "a", "a", "a b"]);
    assert!(read(r#"{"apiVersion": "v1", "items": [], "kind": "List"}"#).nodes.is_empty());
}

#[test]
fn yaml_is_read_item_by_item_and_as_a_whole() {
    let listed = "apiVersion: v1
items:
- apiVersion: v1
  kind: Node
  metadata:
    labels:
      os: linux
    name: a
  status:
    allocatable:
      cpu: 2
      memory: 1Gi
- apiVersion: v1
  kind: Node
  metadata:
    name: b
    annotations:
      script: |
        items:
        - no item
kind: List
";
    let indented = "kind: NodeList\nitems:\n  - metadata: {name: a, labels: {os: linux}}\n    status: {allocatable: {cpu: 2, memory: 1Gi}}\n  - metadata: {name: b}\n";
    let stream = "---\nkind: Node\nmetadata: {name: a, labels: {os: linux}}\nstatus: {allocatable: {cpu: 2, memory: 1Gi}}\n---\nkind: Node\nmetadata:\n  name: b\n";
    insta::assert_snapshot!(show(&read(listed)), @r#"
    a [os=linux] [] unschedulable=false ready=None room=Some("cpu 2000, memory 1073741824")
    b [] [] unschedulable=false ready=None room=None
    "#);
    assert_eq!(show(&read(listed)), show(&read(indented)));
    assert_eq!(show(&read(listed)), show(&read(stream)));
}

#[test]
fn byte_order_marks_and_utf_16_are_no_hindrance() {
    let bom = format!("\u{feff}{NODE}");
    assert_eq!(read(&bom).nodes.len(), 1);
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(NODE.encode_utf16().flat_map(u16::to_le_bytes));
    let mut loader = Loader::default();
    loader.read("input", &utf16[..]).unwrap();
    assert_eq!(loader.finish().nodes.len(), 1);
    let broken = Loader::default().read("input", &b"\xff\xfe{\0\0\xd8}\0"[..]).unwrap_err();
    insta::assert_snapshot!(broken, @"input:1:1: is not text: byte 4 is not valid UTF-16");
}

#[test]
fn pods_count_while_they_are_on_a_node_and_not_finished() {
    let pod = |name: &str, rest: &str, phase: &str| {
        format!(
            r#"{{"kind": "Pod", "metadata": {{"name": "{name}", "namespace": "ops",
            "ownerReferences": [{{"kind": "DaemonSet", "controller": true, "name": "agent"}}]}},
            "spec": {{{rest} "containers": [{{"name": "c", "resources": {{"requests": {{"cpu": "100m"}}}}}}],
            "initContainers": [{{"name": "i", "resources": {{"requests": {{"cpu": "1", "memory": "1Mi"}}}}}}],
            "overhead": {{"cpu": "10m"}}}}, "status": {{"phase": "{phase}"}}}}"#
        )
    };
    let text = format!(
        r#"{{"kind": "List", "items": [{}, {}, {}]}}"#,
        pod("runs", r#""nodeName": "a","#, "Running"),
        pod("done", r#""nodeName": "a","#, "Succeeded"),
        pod("pending", "", "Pending")
    );
    insta::assert_snapshot!(show(&read(&text)), @r#"pod ops/runs on a of Some("agent"): pods 1, cpu 1010, memory 1048576"#);
}

/// Both for a container and for a pod as a whole: what it has counts while it asks for less. A pod
/// that asks for nothing as a whole has nothing as a whole either.
#[test]
fn a_pod_that_is_being_resized_takes_what_it_has() {
    let has = r#""resources": {"requests": {"cpu": "2"}}"#;
    let pod = |spec: &str, status: &str| {
        format!(
            r#"{{"kind": "Pod", "metadata": {{"name": "p"}}, "spec": {{"nodeName": "a", {spec}
            "containers": [{{"name": "c", "resources": {{"requests": {{"cpu": "1"}}}}}}]}},
            "status": {{"phase": "Running", {status}}}}}"#
        )
    };
    let of_pod = r#""resources": {"requests": {"cpu": "1"}},"#;
    let of_container = format!(r#""containerStatuses": [{{"name": "c", {has}}}]"#);
    let text = format!(
        r#"{{"kind": "List", "items": [{}, {}, {}]}}"#,
        pod("", &of_container),
        pod(of_pod, has),
        pod("", has),
    );
    insta::assert_snapshot!(show(&read(&text)), @r"
    pod default/p on a of None: pods 1, cpu 2000
    pod default/p on a of None: pods 1, cpu 2000
    pod default/p on a of None: pods 1, cpu 1000
    ");
}

#[test]
fn a_mistake_is_named_with_its_place() {
    let list = |item: &str| format!("{{\"items\": [\n{NODE},\n\n{item}\n], \"kind\": \"List\"}}");
    let place =
        r#"{"kind": "Node", "metadata": {"name": "b"}, "status": {"allocatable": {"cpu": "two"}}}"#;
    insta::assert_snapshot!(
        [
            refuse(&list(place)),
            refuse(&list(r#"{"kind": "Node", "metadata": {}}"#)),
            refuse(&list(NODE)),
            refuse(&list(r#"{"kind": "Node", "metadata": {"name": 3}}"#)),
            refuse(&list("{")),
            refuse("{\"kind\": \"Node\""),
            refuse("kind: Node\nmetadata:\n  name: a\nstatus:\n  allocatable:\n    cpu: [1]\n"),
            refuse("items:\n- kind: Node\n  metadata: {name: a}\n- kind: Node\n  metadata: {name: a}\n"),
            refuse(r#"{"kind": "List", "items": [{"kind": "Service", "spec": {"taints": 1}}]}"#),
            refuse("just text"),
            refuse(""),
        ]
        .join("\n"),
        @r#"
    input:10:84: `two` as an amount of `cpu` is not a number with an optional suffix, as in `500m` or `1.5Gi`
    input:10: a Node without metadata.name
    input:10: there is a node `a` already
    input:10:39: invalid type: integer `3`, expected a string
    input:11:1: key must be a string
    input:1:16: expected `,` or `}`
    input:6:10: status.allocatable.cpu: invalid type: sequence, expected a quantity
    input:4: there is a node `a` already
    input: no nodes, pods or pools in it, only Service
    input:1:1: invalid type: string "just text", expected an object
    input: no nodes, pods or pools in it
    "#
    );
}

#[test]
fn objects_are_read_across_the_borders_of_what_is_read_at_once() {
    // Some 8 MB in items of growing size, one of them larger than what is read at once.
    let node = |i: usize| {
        let padding = "x".repeat(if i == 500 { 3 << 20 } else { i * 10 });
        format!(
            r#"{{"kind": "Node", "metadata": {{"annotations": {{"p": "{padding}"}}, "name": "n{i}"}}}}"#
        )
    };
    let nodes: Vec<_> = (0..1000).map(node).collect();
    let text = format!("{{\"items\": [{}], \"kind\": \"List\"}}", nodes.join(",\n"));
    let inventory = read(&text);
    assert_eq!(inventory.nodes.len(), 1000);
    assert!(inventory.nodes.iter().enumerate().all(|(i, node)| *node.name == format!("n{i}")));
    assert_eq!(
        inventory.nodes.first().unwrap().allocatable.as_ref().map(|a| a.get(Resource::Cpu)),
        None
    );
}

#[test]
fn the_fixtures_are_read() {
    let mut loader = Loader::default();
    for file in ["fixtures/inventory/nodes.json", "fixtures/inventory/pods.json"] {
        loader.read(file, std::fs::File::open(file).unwrap()).unwrap();
    }
    let inventory = loader.finish();
    assert!(inventory.nodes.len() >= 55, "{}", inventory.nodes.len());
    assert!(!inventory.pods.is_empty());
    assert!(inventory.nodes.iter().all(|node| node.allocatable.is_some() && node.ready.is_some()));
}

/// kubectl writes a list's kind behind its items; those of a `NodeList` may have none of their own.
#[test]
fn a_list_in_yaml_is_read_item_by_item() {
    let list = "apiVersion: v1
items:
- metadata: {name: bare}
# a comment
- kind: Pod
  metadata: {name: p}
  spec: {nodeName: bare, containers: [{name: c}]}
- metadata:
    name: other

    labels: {a: b}
kind: NodeList
metadata: {}
---
# nothing
---
kind: Node
metadata: {name: alone}
";
    for text in [list.to_owned(), list.replace('\n', "\r\n")] {
        let inventory = read(&text);
        let names: Vec<_> = inventory.nodes.iter().map(|node| &*node.name).collect();
        assert_eq!(names, ["bare", "other", "alone"]);
        assert_eq!(inventory.pods.len(), 1);
    }
    let wrong = list.replace("name: other", "name: [other");
    assert!(refuse(&wrong).starts_with("input:11:11"), "{}", refuse(&wrong));
}

#[test]
fn json_documents_stand_between_the_lines_of_yaml() {
    let node = |name: &str| {
        format!(
            "{{\"apiVersion\": \"v1\",\n \"kind\": \"Node\", \"metadata\": {{\"name\": \"{name}\"}}}}\n"
        )
    };
    let text = format!("{}---\n{}--- \n---\n{}", node("a"), node("b"), node("c"));
    assert_eq!(read(&text).nodes.len(), 3);
    let text = format!(
        "{}---\n# the rest\napiVersion: v1\nkind: Node\nmetadata: {{name: b}}\n---\n{}",
        node("a"),
        node("c")
    );
    assert_eq!(read(&text).nodes.len(), 3);
    let wrong = format!("{}---\napiVersion: v1\nkind: Node\nmetadata: [\n", node("a"));
    assert_snapshot!(refuse(&wrong), @"input:7:1: did not find expected node content");
    assert_snapshot!(refuse(&format!("{}--\n{}", node("a"), node("b"))), @"input:3:1: expected an object or a list");
    assert_snapshot!(refuse(&format!("{}---{}", node("a"), node("b"))), @"input:3:1: expected an object or a list");
}
