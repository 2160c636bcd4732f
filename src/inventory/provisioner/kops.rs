//! `InstanceGroup` of kops.

use super::group::Group;
use super::{add, kops_karpenter, object_name};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::Origin;
use crate::inventory::provider::Provider;
use crate::inventory::short::shape::split_taint;
use crate::kubernetes::node_labels::CONTROL_PLANE;
use crate::kubernetes::toleration::NO_SCHEDULE;
use crate::yaml::cursor::{At, Read};

/// Reads an instance group; one of bastions has no nodes.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let named = object_name(at, "InstanceGroup")?;
    let name = named.text()?;
    let of = |path: &[&str]| at.get("spec").and_then(|spec| spec.find(path));
    let role = of(&["role"]).map(At::text).transpose()?.unwrap_or("Node");
    if role == "Bastion" {
        return Ok(());
    }
    let by_karpenter = of(&["manager"]).map(At::text).transpose()? == Some("Karpenter");
    // Other roles have no such manager (`IsKarpenterManaged`).
    if by_karpenter && role == "Node" {
        return kops_karpenter::read(at, named, builder);
    }
    let mut group = Group::new(&mut builder.tables);
    group.set_at(named, "kops.k8s.io/instancegroup", name)?;
    group.os(false);
    match role {
        "ControlPlane" | "Master" => {
            group.set(CONTROL_PLANE, "");
            group.set("kops.k8s.io/kops-controller-pki", "");
            group.set("node.kubernetes.io/exclude-from-external-load-balancers", "");
            group.taint(named, (CONTROL_PLANE, "", NO_SCHEDULE))?;
        }
        "APIServer" => group.set("node-role.kubernetes.io/api-server", ""),
        _ => group.set("node-role.kubernetes.io/node", ""),
    }
    group.labels(of(&["nodeLabels"]))?;
    for taint in of(&["taints"]).map(At::list).transpose()?.into_iter().flatten() {
        let text = taint.text()?;
        let parts = split_taint(text);
        let parts = parts.ok_or_else(|| taint.wrong(format!("`{text}` is not a taint")))?;
        group.taint(taint, parts)?;
    }
    let types = of(&["mixedInstancesPolicy", "instances"]).or_else(|| of(&["machineType"]));
    // Subnets are named after their zones, mostly; zones alone say it.
    group.machines(types, of(&["zones"]))?;
    group.max_pods(of(&["kubelet", "maxPods"]))?;
    let pool = group.pool(name, (Origin::Kops, Provider::Plain), of(&["maxSize"]))?;
    add(at, pool, builder)
}
