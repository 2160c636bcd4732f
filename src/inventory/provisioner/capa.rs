//! `AWSManagedMachinePool` of Cluster API's provider for AWS: a node group of EKS.

use super::group::Group;
use super::{add, object_name};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::{NodeClassRef, Origin};
use crate::inventory::provider::Provider;
use crate::kubernetes::node_labels::ARCH;
use crate::yaml::cursor::{At, Read};

/// Reads a node group.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let named = object_name(at, "AWSManagedMachinePool")?;
    let name = named.text()?;
    let of = |path: &[&str]| at.get("spec").and_then(|spec| spec.find(path));
    let mut group = Group::new(&mut builder.tables);
    group.labels(of(&["labels"]))?;
    if let Some(at) = of(&["eksNodegroupName"]) {
        group.set_at(at, "eks.amazonaws.com/nodegroup", at.text()?)?;
    }
    let spot = of(&["capacityType"]).map(At::text).transpose()? == Some("spot");
    group.set("eks.amazonaws.com/capacityType", if spot { "SPOT" } else { "ON_DEMAND" });
    let image = of(&["amiType"]).map(At::text).transpose()?.unwrap_or("AL2_x86_64");
    group.os(image.starts_with("WINDOWS"));
    match image {
        image if image.to_lowercase().contains("arm") => group.set(ARCH, "arm64"),
        image if image.to_lowercase().contains("x86") => group.set(ARCH, "amd64"),
        _ => {}
    }
    group.taints(of(&["taints"]))?;
    group.machines(of(&["instanceType"]), of(&["availabilityZones"]))?;
    let kind = (Origin::ClusterApiManaged, Provider::Eks);
    let mut pool = group.pool(name, kind, of(&["scaling", "maxSize"]))?;
    pool.node_class = Some(NodeClassRef::managed("AWSManagedMachinePool", name));
    add(at, pool, builder)
}
