//! Pods that run, in the short form: what they take, and what else may decide about others.

use k8s_openapi::api::core::v1::{PodAffinityTerm, Volume};

use super::names;
use super::shape::{Shape, read_amounts};
use crate::inventory::Inventory;
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::item::digits;
use crate::inventory::node::Labels;
use crate::inventory::pod::{HostPort, Pod};
use crate::inventory::pod_item::disks;
use crate::inventory::resources::ResourceAmounts;
use crate::inventory::symbols::{Symbol, Symbols};
use crate::kubernetes::names::namespace_or_default;
use crate::yaml::cursor::{At, Read};

/// The fields of pods that are alike.
pub const POD_FIELDS: [&str; 19] = [
    "name",
    "namespace",
    "daemonSet",
    "bare",
    "labels",
    "requests",
    "hostPorts",
    "sidecarHostPorts",
    "priority",
    "ready",
    "terminating",
    "waiting",
    "created",
    "images",
    "antiAffinity",
    "volumes",
    "claims",
    "nodes",
    "count",
];

/// How many pods alike may run on one node.
const MOST_ON_A_NODE: i64 = 10_000;

/// Reads pods that run on each node from `first` on.
///
/// # Errors
/// At the first mistake.
pub(crate) fn on_each(at: At<'_>, first: usize, builder: &mut InventoryBuilder) -> Read<()> {
    let nodes = builder.inventory.nodes.iter().skip(first);
    let names: Vec<Box<str>> = nodes.map(|node| node.name.clone()).collect();
    for alike in at.list()? {
        if let Some(nodes) = alike.get("nodes") {
            return Err(nodes.wrong("these pods run on the nodes that they stand at"));
        }
        add(alike, names.iter().map(|name| &**name), builder)?;
    }
    Ok(())
}

/// Reads pods that name their nodes.
///
/// # Errors
/// At the first mistake; also where a node is named that the inventory doesn't have.
pub(crate) fn on_named(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    for alike in at.list()? {
        let nodes = alike.get("nodes").ok_or_else(|| alike.wrong("`nodes` are wanted here"))?;
        let mut all = Vec::new();
        for (at, pattern) in nodes.texts()? {
            let names = names::expand(pattern).map_err(|error| at.wrong(error.to_string()))?;
            if let Some(missing) = names.iter().find(|name| !builder.has_node(name)) {
                return Err(at.wrong(format!("there is no node `{missing}`")));
            }
            all.extend(names);
        }
        add(alike, all.iter().map(String::as_str), builder)?;
    }
    Ok(())
}

fn add<'n>(
    at: At<'_>,
    nodes: impl Iterator<Item = &'n str>,
    builder: &mut InventoryBuilder,
) -> Read<()> {
    at.only("pods", &POD_FIELDS)?;
    let model = pod(at, builder)?;
    let count = at.get("count").map_or(Ok(1), |count| count.number(1, MOST_ON_A_NODE))?;
    let waiting = at.get("waiting");
    let waits = waiting.map_or(Ok(false), At::flag)?;
    if let Some(at) = waiting.filter(|_| waits && model.daemon_set.is_none()) {
        return Err(at.wrong("only a pod of a `daemonSet` waits for the node that it is meant for"));
    }
    for node in nodes {
        let node = builder.tables.symbols.intern(node);
        let Inventory { pods, waiting, .. } = &mut builder.inventory;
        let list = if waits { waiting } else { pods };
        list.extend((0..count).map(|_| Pod { node, ..model.clone() }));
    }
    Ok(())
}

/// A pod without its node.
fn pod(at: At<'_>, builder: &mut InventoryBuilder) -> Read<Pod> {
    let tables = &mut builder.tables;
    let text = |key| at.get(key).map(At::text).transpose();
    let daemon_set = text("daemonSet")?;
    let name = text("name")?.or(daemon_set).unwrap_or("pod");
    let mut shape = Shape::new(tables);
    shape.labels.clear();
    if let Some(labels) = at.get("labels") {
        shape.read_labels(labels, tables)?;
    }
    let labels = shape.node(name, None, tables).labels;
    let mut requests = match at.get("requests") {
        Some(amounts) => read_amounts(amounts, ResourceAmounts::default(), tables)?,
        None => ResourceAmounts::default(),
    };
    requests.pods = 1;
    let symbols = &mut tables.symbols;
    let mut ports = host_ports(at.get("hostPorts"), symbols)?;
    let of_sidecars = host_ports(at.get("sidecarHostPorts"), symbols)?;
    let sidecar_ports = u16::try_from(of_sidecars.len()).unwrap_or(u16::MAX);
    ports.extend(of_sidecars);
    let anti_affinity: Option<Vec<PodAffinityTerm>> =
        at.get("antiAffinity").map(At::decode).transpose()?;
    let priority = at
        .get("priority")
        .map_or(Ok(0), |priority| priority.number(i64::from(i32::MIN), i64::from(i32::MAX)))?;
    let priority = i32::try_from(priority).unwrap_or_default();
    let claims: Option<Vec<String>> = at.get("claims").map(At::decode).transpose()?;
    let volumes: Option<Vec<Volume>> = at.get("volumes").map(At::decode).transpose()?;
    let volumes = disks(&volumes.unwrap_or_default()).into_iter().map(|(_, disk)| disk);
    Ok(Pod {
        namespace: symbols.intern(namespace_or_default(text("namespace")?)),
        name: name.into(),
        labels,
        node: symbols.intern(""),
        daemon_set: daemon_set.map(|name| symbols.intern(name)),
        bare: at.get("bare").map_or(Ok(false), At::flag)?,
        claims: claims.iter().flatten().map(|name| symbols.intern(name)).collect(),
        priority,
        created: text("created")?.map_or(0, digits),
        terminating: at.get("terminating").map_or(Ok(false), At::flag)?,
        ready: at.get("ready").map(At::flag).transpose()?,
        images: at.get("images").map_or(Ok(Box::default()), |at| images(at, symbols))?,
        requests,
        host_ports: ports.into(),
        sidecar_ports,
        anti_affinity: anti_affinity.unwrap_or_default().into(),
        disks: volumes.collect(),
    })
}

/// Reads the images of containers, by their names.
fn images(at: At<'_>, symbols: &mut Symbols) -> Read<Box<[(Symbol, Symbol)]>> {
    let image =
        |(_, value): (_, At<'_>)| Ok((symbols.intern(value.key()), symbols.intern(value.text()?)));
    at.entries()?.into_iter().map(image).collect()
}

fn host_ports(at: Option<At<'_>>, symbols: &mut Symbols) -> Read<Vec<HostPort>> {
    let ports = at.map(At::list).transpose()?.unwrap_or_default();
    ports.into_iter().map(|port| host_port(port, symbols)).collect()
}

/// Reads a port: `9100`, `53/UDP`, `10.0.0.1:53/UDP`, `[::1]:53`.
fn host_port(at: At<'_>, symbols: &mut Symbols) -> Read<HostPort> {
    let text = at.literal("a port")?;
    let wrong = || {
        at.wrong(format!("`{text}` is not a port: those are `9100`, `53/UDP`, `10.0.0.1:53/UDP`"))
    };
    let (rest, protocol) = text.split_once('/').unwrap_or((&text, "TCP"));
    let (ip, port) = match rest.rsplit_once(':') {
        Some((ip, port)) => (ip.trim_start_matches('[').trim_end_matches(']'), port),
        None => ("", rest),
    };
    let port = port.parse().ok().filter(|port| *port > 0).ok_or_else(wrong)?;
    if !matches!(protocol, "TCP" | "UDP" | "SCTP") {
        return Err(wrong());
    }
    let ip: Option<Symbol> = match ip {
        "" | "0.0.0.0" => None,
        ip => Some(symbols.intern(ip)),
    };
    Ok(HostPort { ip, protocol: symbols.intern(protocol), port })
}

/// The fields of a namespace.
pub const NAMESPACE_FIELDS: [&str; 2] = ["name", "labels"];

/// Reads namespaces, for the namespace selectors of pod affinity.
///
/// # Errors
/// At the first mistake.
pub(crate) fn namespaces(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    for namespace in at.list()? {
        namespace.only("a namespace", &NAMESPACE_FIELDS)?;
        let name = namespace.get("name");
        let name = name.ok_or_else(|| namespace.wrong("a namespace without a `name`"))?.text()?;
        let tables = &mut builder.tables;
        let mut shape = Shape::new(tables);
        shape.labels.clear();
        if let Some(labels) = namespace.get("labels") {
            shape.read_labels(labels, tables)?;
        }
        let labels: Labels = shape.node(name, None, tables).labels;
        let name = tables.symbols.intern(name);
        builder.inventory.namespaces.push((name, labels));
    }
    Ok(())
}
