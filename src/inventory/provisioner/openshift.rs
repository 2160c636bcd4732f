//! `MachineSet` of OpenShift's Machine API.
//!
//! Unlike Cluster API's it gives all labels of `spec.template.spec.metadata` to the node, and says
//! there which machine it asks its cloud for.

use super::cluster_api::Machines;
use super::group::Group;
use super::scale_from_zero::Annotations;
use super::{add, object_name};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::Origin;
use crate::inventory::symbols::Symbol;
use crate::kubernetes::node_labels::{HOSTNAME, INSTANCE_TYPE, REGION, ZONE};
use crate::yaml::cursor::{At, Read};

/// Reads a MachineSet.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let name = object_name(at, "MachineSet")?.text()?;
    let spec = at.find(&["spec", "template", "spec"]);
    let of = |path: &[&str]| spec.and_then(|spec| spec.find(path));
    let annotations = Annotations::of_openshift(at.find(&["metadata", "annotations"]));
    let mut group = Group::new(&mut builder.tables);
    let os = at.find(&["spec", "template", "metadata", "labels", "machine.openshift.io/os-id"]);
    let windows = os.is_some_and(|os| os.text() == Ok("Windows"));
    group.os(windows);
    if !windows {
        group.set("node.openshift.io/os_id", "rhel");
    }
    group.set("node-role.kubernetes.io/worker", "");
    group.labels(of(&["metadata", "labels"]))?;
    if let Some(machine) = of(&["providerSpec", "value"]) {
        set_place(machine, &mut group)?;
    }
    let Group { node, tables, .. } = group;

    let (taints, replicas) = (of(&["taints"]), at.find(&["spec", "replicas"]));
    let machines = Machines { name, labels: None, taints, annotations, replicas };
    let mut pool = machines.pool(node, tables)?;
    pool.origin = Origin::OpenShift;
    // Of what the cloud and OpenShift set the autoscaler knows nothing (`Labels` of its provider).
    let written = of(&["metadata", "labels"]).map(At::entries).transpose()?.unwrap_or_default();
    let written = written.iter().map(|(_, value)| value.key());
    let keys = written.chain(annotations.label_keys()?).chain([HOSTNAME]);
    let keys: Vec<Symbol> = keys.map(|key| tables.symbols.intern(key)).collect();
    pool.provisioning.named =
        pool.provisioning.named.iter().copied().filter(|key| keys.contains(key)).collect();
    add(at, pool, builder)
}

/// Sets the instance type, the zone and the region of a machine, each where its cloud has it.
fn set_place(machine: At<'_>, group: &mut Group<'_>) -> Read<()> {
    // AWS, Azure, Google in turn.
    let types = ["instanceType", "vmSize", "machineType"].map(|key| machine.get(key));
    let [amazon, azure, google] = types;
    group.one_of(INSTANCE_TYPE, amazon.or(azure).or(google))?;
    if let Some(placement) = machine.get("placement") {
        group.one_of(ZONE, placement.get("availabilityZone"))?;
        group.one_of(REGION, placement.get("region"))?;
    }
    if google.is_some() {
        group.one_of(ZONE, machine.get("zone"))?;
        group.one_of(REGION, machine.get("region"))?;
    }
    // Zones have numbers there, and on the node the region before them.
    if let Some(location) = azure.and(machine.get("location")) {
        group.one_of(REGION, Some(location))?;
        let zone = machine.get("zone").map(At::text).transpose()?.unwrap_or_default();
        if !zone.is_empty() {
            group.set_at(location, ZONE, &format!("{}-{zone}", location.text()?))?;
        }
    }
    Ok(())
}

/// Reads a MachineAutoscaler: it has the autoscaler see to a MachineSet, by annotations that the cluster
/// has and files mostly don't.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read_autoscaler(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    if let Some(name) = at.find(&["spec", "scaleTargetRef", "name"]) {
        builder.autoscaled.push(name.text()?.to_owned());
    }
    Ok(())
}
