//! Node pools of AKS: `AzureManagedMachinePool` and `AzureASOManagedMachinePool` of Cluster API's
//! provider for Azure, and `ManagedClustersAgentPool` of the Azure Service Operator.

use super::group::Group;
use super::{add, object_name};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::{NodeClassRef, Origin, Pool};
use crate::inventory::provider::Provider;
use crate::inventory::short::shape::split_taint;
use crate::kubernetes::toleration::NO_SCHEDULE;
use crate::yaml::cursor::{At, Read};

/// Whether AKS may take a node back; label and taint alike.
const PRIORITY: &str = "kubernetes.azure.com/scalesetpriority";
/// The operator's kind.
const AGENT_POOL: &str = "ManagedClustersAgentPool";

/// How a kind of node pool names what both have.
struct Names {
    machine: &'static str,
    taints: &'static str,
    largest: &'static [&'static str],
}

const OF_CLUSTER_API: Names =
    Names { machine: "sku", taints: "taints", largest: &["scaling", "maxSize"] };
const OF_THE_OPERATOR: Names =
    Names { machine: "vmSize", taints: "nodeTaints", largest: &["maxCount"] };

/// Reads a node pool of Cluster API.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    const KIND: &str = "AzureManagedMachinePool";
    let object = object_name(at, KIND)?;
    let spec = at.get("spec");
    // The pool's own name, where it is not the object's.
    let named = spec.and_then(|spec| spec.get("name")).unwrap_or(object);
    let mut pool = pool(named, spec, &OF_CLUSTER_API, builder)?;
    pool.node_class = Some(NodeClassRef::managed(KIND, object.text()?));
    add(at, pool, builder)
}

/// Reads the node pools of Cluster API that stand in it as the operator's.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read_carrier(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    const KIND: &str = "AzureASOManagedMachinePool";
    let object = object_name(at, KIND)?;
    let resources = at.find(&["spec", "resources"]).map(At::list).transpose()?;
    for resource in resources.into_iter().flatten() {
        if resource.get("kind").is_some_and(|kind| kind.text() == Ok(AGENT_POOL)) {
            let mut pool = operators_pool(resource, builder)?;
            pool.node_class = Some(NodeClassRef::managed(KIND, object.text()?));
            add(resource, pool, builder)?;
        }
    }
    Ok(())
}

/// Reads a node pool of the operator.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read_agent_pool(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let pool = operators_pool(at, builder)?;
    add(at, pool, builder)
}

fn operators_pool(at: At<'_>, builder: &mut InventoryBuilder) -> Read<Pool> {
    let object = object_name(at, AGENT_POOL)?;
    let spec = at.get("spec");
    let named = spec.and_then(|spec| spec.get("azureName")).unwrap_or(object);
    pool(named, spec, &OF_THE_OPERATOR, builder)
}

/// The node pool that such a spec describes.
fn pool(
    named: At<'_>,
    spec: Option<At<'_>>,
    names: &Names,
    builder: &mut InventoryBuilder,
) -> Read<Pool> {
    let of = |path: &[&str]| spec.and_then(|spec| spec.find(path));
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
    taints(of(&[names.taints]), &mut group)?;
    let priority = of(&["scaleSetPriority"]);
    if let Some(at) = priority.filter(|priority| priority.text() == Ok("Spot")) {
        group.set(PRIORITY, "spot");
        group.taint(at, (PRIORITY, "spot", NO_SCHEDULE))?;
    }
    // Zones are numbers here, and names on the node.
    group.machines(of(&[names.machine]), None)?;
    group.max_pods(of(&["maxPods"]))?;
    let kind = (Origin::ClusterApiManaged, Provider::Azure);
    group.pool(name, kind, of(names.largest))
}

/// Adds taints: objects, or each a text like `key=value:NoSchedule`.
fn taints(at: Option<At<'_>>, group: &mut Group<'_>) -> Read<()> {
    let list = at.map(At::list).transpose()?.unwrap_or_default();
    if list.first().is_some_and(|first| first.is_map()) {
        return group.taints(at);
    }
    for taint in list {
        let text = taint.text()?;
        let parts = split_taint(text);
        let parts = parts.ok_or_else(|| taint.wrong(format!("`{text}` is not a taint")))?;
        group.taint(taint, parts)?;
    }
    Ok(())
}
