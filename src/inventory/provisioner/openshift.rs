//! `MachineSet` of OpenShift's Machine API.
//!
//! Unlike Cluster API's it gives all labels of `spec.template.spec.metadata` to the node, and says
//! there which machine it asks its cloud for.

use super::cluster_api::Machines;
use super::group::Group;
use super::{add, object_name};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::Origin;
use crate::inventory::resources::ResourceAmounts;
use crate::inventory::short::shape::PODS;
use crate::kubernetes::node_labels::REGION;
use crate::yaml::cursor::{At, Read};

/// What the operators of the Machine API write of a machine's size, each with the resource.
const SIZES: [(&str, &str, &str); 3] = [
    ("machine.openshift.io/vCPU", "cpu", ""),
    ("machine.openshift.io/memoryMb", "memory", "Mi"),
    ("machine.openshift.io/GPU", "nvidia.com/gpu", ""),
];

/// Reads a MachineSet.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let name = object_name(at, "MachineSet")?.text()?;
    let spec = at.find(&["spec", "template", "spec"]);
    let of = |path: &[&str]| spec.and_then(|spec| spec.find(path));
    let annotations = at.find(&["metadata", "annotations"]);
    let mut group = Group::new(&mut builder.tables);
    let os = at.find(&["spec", "template", "metadata", "labels", "machine.openshift.io/os-id"]);
    let windows = os.is_some_and(|os| os.text() == Ok("Windows"));
    group.os(windows);
    if !windows {
        group.set("node.openshift.io/os_id", "rhel");
    }
    group.set("node-role.kubernetes.io/worker", "");
    group.labels(of(&["metadata", "labels"]))?;
    let value = |path: &[&str]| of(&["providerSpec", "value"]).and_then(|value| value.find(path));
    // AWS, Azure, Google in turn.
    let types = ["instanceType", "vmSize", "machineType"].map(|key| value(&[key]));
    let zone = value(&["placement", "availabilityZone"]);
    group.machines(types.into_iter().flatten().next(), zone)?;
    group.one_of(REGION, value(&["placement", "region"]))?;
    let Group { mut node, tables, .. } = group;

    let mut amounts = ResourceAmounts { pods: PODS, ..ResourceAmounts::default() };
    let mut scalar = Vec::new();
    for (key, resource, unit) in SIZES {
        let text = annotations.and_then(|all| all.get(key)).map(At::text).transpose()?;
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            // What is no number is not known; the operators write numbers.
            let _ =
                amounts.set(resource, &format!("{text}{unit}"), &mut scalar, &mut tables.symbols);
        }
    }
    let known = amounts.milli_cpu > 0 && amounts.memory > 0;
    node.shape.allocatable = known.then(|| amounts.with_scalar(scalar));
    let (taints, replicas) = (of(&["taints"]), at.find(&["spec", "replicas"]));
    let machines = Machines { name, labels: None, taints, annotations, replicas };
    let mut pool = machines.pool(node, tables)?;
    pool.origin = Origin::OpenShift;
    add(at, pool, builder)
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
