//! Pods that are alike, with the nodes they run on.

use std::collections::{BTreeMap, HashMap};

use super::amounts;
use super::naming::{Naming, Written, WrittenLabels};
use super::nodes::Bucket;
use super::objects::Objects;
use super::tree::Tree;
use crate::inventory::{Disk, HostPort, Inventory, Labels, NodeIx, Pod, ResourceAmounts, Symbol};
use crate::kubernetes::names::DEFAULT_NAMESPACE;

/// What decides of a pod.
#[derive(PartialEq, Eq, Hash)]
struct Kind<'a> {
    namespace: Symbol,
    daemon_set: Option<Symbol>,
    bare: bool,
    labels: &'a Labels,
    priority: i32,
    terminating: bool,
    ready: bool,
    requests: &'a ResourceAmounts,
    host_ports: &'a [HostPort],
    sidecar_ports: u16,
    anti_affinity: Option<String>,
    disks: &'a [Disk],
    claims: &'a [Symbol],
    waits: bool,
    images: &'a [(Symbol, Symbol)],
    created: u64,
}

/// Pods that are alike.
struct Alike<'a> {
    pod: &'a Pod,
    /// Whether they still wait for their nodes.
    waits: bool,
    /// What their names have in common.
    name: String,
    /// How many there are on each node.
    on: BTreeMap<NodeIx, usize>,
}

/// Whether a pod is ready. That matters to updates of DaemonSets alone.
fn is_ready(pod: &Pod) -> bool {
    pod.daemon_set.is_none() || pod.ready != Some(false)
}

/// Gives pods that run on all nodes of a bucket to it; the others are given back.
pub(super) fn assign(naming: &Naming<'_>, buckets: &mut [Bucket]) -> Vec<Tree> {
    let mut rest = Vec::new();
    for mut alike in kinds(naming.inventory) {
        for bucket in buckets.iter_mut() {
            let count = bucket.nodes.first().and_then(|node| alike.on.get(node)).copied();
            let Some(count) = count else { continue };
            // One node is named as briefly as it is given the pods.
            if bucket.nodes.len() > 1
                && bucket.nodes.iter().all(|node| alike.on.get(node) == Some(&count))
            {
                for node in &bucket.nodes {
                    alike.on.remove(node);
                }
                bucket.pods.push(alike.tree(naming, count, None));
            }
        }
        let mut by_count: BTreeMap<usize, Vec<NodeIx>> = BTreeMap::new();
        for (node, count) in &alike.on {
            by_count.entry(*count).or_default().push(*node);
        }
        let trees = by_count.into_iter().map(|(count, on)| alike.tree(naming, count, Some(&on)));
        rest.extend(trees);
    }
    rest
}

/// When a pod was made. That matters where a DaemonSet adopts it alone: the oldest stays.
fn created(pod: &Pod) -> u64 {
    if pod.bare { pod.created } else { 0 }
}

fn kinds(inventory: &Inventory) -> Vec<Alike<'_>> {
    let nodes: HashMap<&str, NodeIx> =
        inventory.nodes.numbered().map(|(place, node)| (&*node.name, place)).collect();
    let mut kinds: Vec<Alike<'_>> = Vec::new();
    let mut known: HashMap<Kind<'_>, usize> = HashMap::new();
    let running = inventory.pods.iter().map(|pod| (pod, false));
    for (pod, waits) in running.chain(inventory.waiting.iter().map(|pod| (pod, true))) {
        let node_name = inventory.text(pod.node);
        let Some(&node) = nodes.get(node_name) else { continue };
        let name = pod.name.strip_suffix(node_name).unwrap_or(&pod.name);
        let at = *known.entry(Kind::of(pod, waits)).or_insert_with(|| {
            kinds.push(Alike { pod, waits, name: name.to_owned(), on: BTreeMap::new() });
            kinds.len() - 1
        });
        if let Some(alike) = kinds.get_mut(at) {
            let common = alike.name.chars().zip(name.chars()).take_while(|(a, b)| a == b);
            let common = common.map(|(letter, _)| letter.len_utf8()).sum();
            alike.name.truncate(common);
            *alike.on.entry(node).or_default() += 1;
        }
    }
    kinds
}

impl<'a> Kind<'a> {
    fn of(pod: &'a Pod, waits: bool) -> Self {
        Self {
            namespace: pod.namespace,
            daemon_set: pod.daemon_set,
            bare: pod.bare,
            labels: &pod.labels,
            priority: pod.priority,
            terminating: pod.terminating,
            ready: is_ready(pod),
            requests: &pod.requests,
            host_ports: &pod.host_ports,
            sidecar_ports: pod.sidecar_ports,
            anti_affinity: (!pod.anti_affinity.is_empty())
                .then(|| serde_json::to_string(&pod.anti_affinity).unwrap_or_default()),
            disks: &pod.disks,
            claims: &pod.claims,
            waits,
            images: &pod.images,
            created: created(pod),
        }
    }
}

impl Alike<'_> {
    fn tree(&self, naming: &Naming<'_>, count: usize, on: Option<&[NodeIx]>) -> Tree {
        let inventory = naming.inventory;
        let pod = self.pod;
        let mut entries = Vec::new();
        let mut push = |key: &str, tree: Tree| entries.push((key.to_owned(), tree));
        let name = self.name.trim_end_matches(['-', '.']);
        match pod.daemon_set {
            Some(name) => push("daemonSet", Tree::text(inventory.text(name))),
            None if !name.is_empty() => push("name", Tree::text(name)),
            None => {}
        }
        let namespace = inventory.text(pod.namespace);
        if namespace != DEFAULT_NAMESPACE {
            push("namespace", Tree::text(namespace));
        }
        if !pod.labels.is_empty() {
            push("labels", naming.label_tree(&written(&pod.labels), false));
        }
        let requests = amounts::requests(&pod.requests, &inventory.symbols);
        if !requests.is_empty() {
            push("requests", requests);
        }
        let of_containers = pod.host_ports.len() - usize::from(pod.sidecar_ports);
        let (of_containers, of_sidecars) = pod.host_ports.split_at(of_containers);
        for (key, ports) in [("hostPorts", of_containers), ("sidecarHostPorts", of_sidecars)] {
            if !ports.is_empty() {
                let ports = ports.iter().map(|port| host_port(inventory, port));
                push(key, Tree::List(ports.collect()));
            }
        }
        if pod.priority != 0 {
            push("priority", Tree::Literal(pod.priority.to_string()));
        }
        if !is_ready(pod) {
            push("ready", Tree::Literal("false".to_owned()));
        }
        if pod.bare {
            push("bare", Tree::Literal("true".to_owned()));
        }
        if self.waits {
            push("waiting", Tree::Literal("true".to_owned()));
        }
        if let Some(time) = timestamp(created(pod)) {
            push("created", Tree::text(time));
        }
        let images = images(inventory, pod);
        if !images.is_empty() {
            push("images", images);
        }
        if pod.terminating {
            push("terminating", Tree::Literal("true".to_owned()));
        }
        if !pod.anti_affinity.is_empty() {
            let terms = serde_json::to_value(&pod.anti_affinity).unwrap_or_default();
            push("antiAffinity", Tree::of_json(&terms));
        }
        if !pod.disks.is_empty() {
            push("volumes", Tree::List(pod.disks.iter().map(volume).collect()));
        }
        if !pod.claims.is_empty() {
            let names = pod.claims.iter().map(|name| Tree::text(inventory.text(*name)));
            push("claims", Tree::List(names.collect()));
        }
        if count != 1 {
            push("count", Tree::Literal(count.to_string()));
        }
        if let Some(on) = on {
            push("nodes", naming.names(on));
        }
        Tree::Map(entries)
    }
}

fn written(labels: &Labels) -> WrittenLabels {
    labels.iter().map(|(key, value)| (key, Written::Text(value))).collect()
}

fn host_port(inventory: &Inventory, port: &HostPort) -> Tree {
    let protocol = match inventory.text(port.protocol) {
        "TCP" => String::new(),
        other => format!("/{other}"),
    };
    match port.ip.map(|ip| inventory.text(ip)) {
        None if protocol.is_empty() => Tree::Literal(port.port.to_string()),
        None => Tree::text(format!("{}{protocol}", port.port)),
        Some(ip) if ip.contains(':') => Tree::text(format!("[{ip}]:{}{protocol}", port.port)),
        Some(ip) => Tree::text(format!("{ip}:{}{protocol}", port.port)),
    }
}

/// The images of a pod's containers, by their names.
fn images(inventory: &Inventory, pod: &Pod) -> Tree {
    let mut images: Vec<(String, Tree)> = Vec::new();
    for (name, image) in &pod.images {
        let name = inventory.text(*name);
        if !images.iter().any(|(known, _)| known == name) {
            images.push((name.to_owned(), Tree::text(inventory.text(*image))));
        }
    }
    Tree::Map(images)
}

/// The time whose digits these are, to the second; none for 0.
fn timestamp(digits: u64) -> Option<String> {
    let text = digits.to_string();
    let [year, month, day, hour, minute, second] =
        [0..4, 4..6, 6..8, 8..10, 10..12, 12..14].map(|range| text.get(range));
    let (date, time) = (year.zip(month).zip(day)?, hour.zip(minute).zip(second)?);
    let (((year, month), day), ((hour, minute), second)) = (date, time);
    Some(format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"))
}

/// A volume as a pod has it, named so that it can be read again.
fn volume(disk: &Disk) -> Tree {
    let source = match disk {
        Disk::Gce { name, read_only } => {
            serde_json::json!({"gcePersistentDisk": {"pdName": name, "readOnly": read_only}})
        }
        Disk::Aws { id } => serde_json::json!({"awsElasticBlockStore": {"volumeID": id}}),
        Disk::Iscsi { iqn, read_only } => serde_json::json!({"iscsi": {
            "targetPortal": "", "iqn": iqn, "lun": 0, "readOnly": read_only,
        }}),
        Disk::Rbd { monitors, pool, image, read_only } => serde_json::json!({"rbd": {
            "monitors": monitors, "pool": pool, "image": image, "readOnly": read_only,
        }}),
    };
    Tree::of_json(&source)
}

/// The namespaces with their labels, but for those that are written whole.
pub(super) fn namespaces(naming: &Naming<'_>, objects: &Objects) -> Vec<Tree> {
    let one = |(name, labels): &(Symbol, Labels)| {
        let name = naming.inventory.text(*name);
        let mut entries = vec![("name".to_owned(), Tree::text(name))];
        if !labels.is_empty() {
            entries.push(("labels".to_owned(), naming.label_tree(&written(labels), false)));
        }
        Tree::Map(entries)
    };
    let all = naming.inventory.namespaces.iter();
    all.filter(|(name, _)| !objects.has_namespace(naming.inventory.text(*name))).map(one).collect()
}
