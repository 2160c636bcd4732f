//! Node pools of GKE: `GCPManagedMachinePool` of Cluster API's provider for Google Cloud, and
//! `ContainerNodePool` of Config Connector.

use super::group::Group;
use super::{add, is_variable, object_name};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::{NodeClassRef, Origin};
use crate::inventory::provider::Provider;
use crate::kubernetes::node_labels::ARCH;
use crate::kubernetes::toleration::NO_SCHEDULE;
use crate::yaml::cursor::{At, Read};

const NODE_POOL: &str = "cloud.google.com/gke-nodepool";

/// Reads a node pool of Cluster API.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read_managed(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let object = object_name(at, "GCPManagedMachinePool")?;
    let of = |path: &[&str]| at.get("spec").and_then(|spec| spec.find(path));
    let named = of(&["nodePoolName"]).unwrap_or(object);
    let name = named.text()?;
    let mut group = Group::new(&mut builder.tables);
    group.labels(of(&["kubernetesLabels"]))?;
    group.set_at(named, NODE_POOL, name)?;
    group.os(is_windows(of(&["imageType"]))?);
    group.taints(of(&["kubernetesTaints"]))?;
    let types = of(&["machineType"]).or_else(|| of(&["instanceType"]));
    of_arm(&mut group, types)?;
    group.machines(types, of(&["nodeLocations"]))?;
    group.max_pods(of(&["maxPodsPerNode"]))?;
    let kind = (Origin::ClusterApiManaged, Provider::Gke);
    let mut pool = group.pool(name, kind, of(&["scaling", "maxCount"]))?;
    pool.node_class = Some(NodeClassRef::managed("GCPManagedMachinePool", object.text()?));
    add(at, pool, builder)
}

/// Reads a node pool of Config Connector.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read_connector(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let object = object_name(at, "ContainerNodePool")?;
    let of = |path: &[&str]| at.get("spec").and_then(|spec| spec.find(path));
    let named = of(&["resourceID"]).unwrap_or(object);
    let name = named.text()?;
    let mut group = Group::new(&mut builder.tables);
    let node = |key: &str| of(&["nodeConfig", key]);
    group.labels(node("labels"))?;
    group.set_at(named, NODE_POOL, name)?;
    for (field, label) in
        [("spot", "cloud.google.com/gke-spot"), ("preemptible", "cloud.google.com/gke-preemptible")]
    {
        if node(field).map(At::flag).transpose()? == Some(true) {
            group.set(label, "true");
        }
    }
    group.os(is_windows(node("imageType"))?);
    group.taints(node("taint"))?;
    // Where a node has a GPU GKE keeps others off, and says which one it is.
    let gpus = node("guestAccelerator").map(At::list).transpose()?.unwrap_or_default();
    if let Some(gpu) = gpus.first() {
        group.taint(*gpu, ("nvidia.com/gpu", "present", NO_SCHEDULE))?;
        group.one_of("cloud.google.com/gke-accelerator", gpu.get("type"))?;
    }
    of_arm(&mut group, node("machineType"))?;
    group.machines(node("machineType"), of(&["nodeLocations"]))?;
    group.max_pods(of(&["maxPodsPerNode"]))?;
    let kind = (Origin::ConfigConnector, Provider::Gke);
    let pool = group.pool(name, kind, of(&["autoscaling", "maxNodeCount"]))?;
    add(at, pool, builder)
}

/// How the machine types begin whose processors are of Arm's architecture.
const OF_ARM: [&str; 4] = ["t2a-", "c4a-", "n4a-", "a4x-"];

/// GKE keeps pods off Arm machines that don't tolerate their architecture.
fn of_arm(group: &mut Group<'_>, machine: Option<At<'_>>) -> Read<()> {
    let Some(at) = machine else { return Ok(()) };
    let machine = at.text()?;
    if OF_ARM.iter().any(|family| machine.starts_with(family)) {
        group.set(ARCH, "arm64");
        group.taint(at, (ARCH, "arm64", NO_SCHEDULE))?;
    } else if !is_variable(machine) {
        group.set(ARCH, "amd64");
    }
    Ok(())
}

fn is_windows(image: Option<At<'_>>) -> Read<bool> {
    let image = image.map(At::text).transpose()?.unwrap_or_default();
    Ok(image.to_lowercase().starts_with("windows"))
}
