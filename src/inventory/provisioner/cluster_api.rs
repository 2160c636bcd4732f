//! `MachineDeployment`, `MachineSet` and `MachinePool` of Cluster API.
//!
//! Of a machine's labels only some go to its node; what a node offers is told by the annotations
//! from which the cluster autoscaler scales up from nothing (`clusterapi_utils.go`).

use super::{NewNode, add, object_name};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::Origin;
use crate::inventory::resources::ResourceAmounts;
use crate::inventory::short::shape::{PODS, Shape, split_taint, taint_at, taints};
use crate::inventory::tables::Tables;
use crate::yaml::cursor::{At, Read};

const CAPACITY: &str = "capacity.cluster-autoscaler.kubernetes.io/";
const MAX_SIZE: &str = "cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size";

/// Reads machines.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let name = object_name(at, "set of machines")?.text()?;
    let tables = &mut builder.tables;
    let mut shape = Shape::new(tables);
    let template = at.find(&["spec", "template"]);
    let annotations = at.find(&["metadata", "annotations"]);
    let annotation = |key: &str| annotations.and_then(|at: At<'_>| at.get(key));
    let capacity = |key: &str| annotation(&format!("{CAPACITY}{key}"));

    if let Some(labels) = template.and_then(|at| at.find(&["metadata", "labels"])) {
        for (_, value) in labels.entries()? {
            if goes_to_nodes(value.key()) {
                shape.set_at(value, value.key(), value.text()?, tables)?;
            }
        }
    }
    if let Some(labels) = capacity("labels") {
        for (key, value) in labels.text()?.split(',').filter_map(|pair| pair.split_once('=')) {
            shape.set_at(labels, key.trim(), value.trim(), tables)?;
        }
    }
    if let Some(list) = template.and_then(|at| at.find(&["spec", "taints"])) {
        shape.taints = taints(list, tables)?;
    }
    if let Some(list) = capacity("taints") {
        for text in list.text()?.split(',').filter(|text| !text.trim().is_empty()) {
            let taint = split_taint(text.trim())
                .ok_or_else(|| list.wrong(format!("`{text}` is not a taint")))?;
            let id = taint_at(list, taint, tables)?;
            if !shape.taints.contains(&id) {
                shape.taints.push(id);
            }
        }
    }
    shape.allocatable = allocatable(capacity, tables)?;

    let none =
        annotation(MAX_SIZE).map(At::text).transpose()?.is_some_and(|most| most.trim() == "0");
    let mut node = NewNode { shape, open: Vec::new() };
    node.complete(tables);
    let mut pool = node.into_pool(name, Origin::ClusterApi, tables);
    pool.closed = none.then_some("its largest size is 0");
    add(at, pool, builder)
}

/// Whether Cluster API keeps a label of a machine on its node, too.
fn goes_to_nodes(key: &str) -> bool {
    let (domain, _) = key.split_once('/').unwrap_or(("", key));
    let within = |parent: &str| {
        domain == parent || domain.strip_suffix(parent).is_some_and(|sub| sub.ends_with('.'))
    };
    domain == "node-role.kubernetes.io"
        || within("node-restriction.kubernetes.io")
        || within("node.cluster.x-k8s.io")
}

/// What the annotations say that a node offers; the autoscaler wants CPU and memory at least.
fn allocatable<'d>(
    capacity: impl Fn(&str) -> Option<At<'d>>,
    tables: &mut Tables,
) -> Read<Option<ResourceAmounts>> {
    if capacity("cpu").is_none() || capacity("memory").is_none() {
        return Ok(None);
    }
    let mut amounts = ResourceAmounts { pods: PODS, ..ResourceAmounts::default() };
    let mut scalar = Vec::new();
    let gpu = capacity("gpu-type").map(At::text).transpose()?;
    let resources = [
        ("cpu", Some("cpu")),
        ("memory", Some("memory")),
        ("ephemeral-disk", Some("ephemeral-storage")),
        ("maxPods", Some("pods")),
        ("gpu-count", gpu),
    ];
    for (key, resource) in resources {
        if let (Some(at), Some(resource)) = (capacity(key), resource) {
            let set = amounts.set(resource, at.text()?, &mut scalar, &mut tables.symbols);
            set.map_err(|message| at.wrong(message))?;
        }
    }
    Ok(Some(amounts.with_scalar(scalar)))
}
