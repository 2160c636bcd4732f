//! `AzureManagedMachinePool` of Cluster API's provider for Azure: a node pool of AKS.

use super::group::Group;
use super::{add, object_name};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::{NodeClassRef, Origin};
use crate::inventory::provider::Provider;
use crate::kubernetes::toleration::NO_SCHEDULE;
use crate::yaml::cursor::{At, Read};

/// Whether AKS may take a node back; label and taint alike.
const PRIORITY: &str = "kubernetes.azure.com/scalesetpriority";

/// Reads a node pool.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let object = object_name(at, "AzureManagedMachinePool")?;
    let of = |path: &[&str]| at.get("spec").and_then(|spec| spec.find(path));
    // The pool's own name, where it is not the object's.
    let named = of(&["name"]).unwrap_or(object);
    let name = named.text()?;
    let mut group = Group::new(&mut builder.tables);
    group.labels(of(&["nodeLabels"]))?;
    for key in ["agentpool", "kubernetes.azure.com/agentpool"] {
        group.set_at(named, key, name)?;
    }
    match of(&["mode"]) {
        Some(at) => group.set_at(at, "kubernetes.azure.com/mode", &at.text()?.to_lowercase())?,
        None => group.set("kubernetes.azure.com/mode", "user"),
    }
    let os = of(&["osType"]).map(At::text).transpose()?;
    group.os(os == Some("Windows"));
    group.taints(of(&["taints"]))?;
    let priority = of(&["scaleSetPriority"]);
    if let Some(at) = priority.filter(|priority| priority.text() == Ok("Spot")) {
        group.set(PRIORITY, "spot");
        group.taint(at, (PRIORITY, "spot", NO_SCHEDULE))?;
    }
    // Zones are numbers here, and names on the node.
    group.machines(of(&["sku"]), None)?;
    group.max_pods(of(&["maxPods"]))?;
    let kind = (Origin::ClusterApiManaged, Provider::Azure);
    let mut pool = group.pool(name, kind, of(&["scaling", "maxSize"]))?;
    pool.node_class = Some(NodeClassRef::managed("AzureManagedMachinePool", object.text()?));
    add(at, pool, builder)
}
