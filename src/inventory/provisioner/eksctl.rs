//! `ClusterConfig` of eksctl: its node groups, managed or not, and the pools of Auto Mode.

use super::auto_mode;
use super::group::several;
use super::{NewNode, add, add_taint, share};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::Origin;
use crate::inventory::provider::Provider;
use crate::inventory::short::shape::{Shape, split_taint, taint_at, taints};
use crate::inventory::tables::Tables;
use crate::kubernetes::node_labels::{INSTANCE_TYPE, OS, REGION, ZONE};
use crate::yaml::cursor::{At, Read};

/// How the tags begin by which a group has options of its own.
const OPTIONS: &str = "k8s.io/cluster-autoscaler/node-template/autoscaling-options/";

/// Reads the node groups of a cluster.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    for (list, managed) in [("managedNodeGroups", true), ("nodeGroups", false)] {
        if let Some(groups) = at.get(list) {
            for group in groups.list()? {
                read_group(at, group, managed, builder)?;
            }
        }
    }
    match at.get("autoModeConfig") {
        Some(config) => auto_mode::read(config, builder),
        None => Ok(()),
    }
}

fn read_group(
    config: At<'_>,
    at: At<'_>,
    managed: bool,
    builder: &mut InventoryBuilder,
) -> Read<()> {
    let named = at.get("name").filter(|name| name.text() != Ok(""));
    let named = named.ok_or_else(|| at.wrong("a node group without a name"))?;
    let name = named.text()?;
    let tables = &mut builder.tables;
    let mut shape = Shape::new(tables);
    if let Some(labels) = at.get("labels") {
        shape.read_labels(labels, tables)?;
    }
    shape.set_at(named, "alpha.eksctl.io/nodegroup-name", name, tables)?;
    if let Some(cluster) = config.find(&["metadata", "name"]) {
        shape.set_at(cluster, "alpha.eksctl.io/cluster-name", cluster.text()?, tables)?;
    }
    if let Some(region) = config.find(&["metadata", "region"]) {
        shape.set_at(region, REGION, region.text()?, tables)?;
    }
    if managed {
        shape.set_text("eks.amazonaws.com/nodegroup", name, tables);
        let spot = at.get("spot").map(At::flag).transpose()?.unwrap_or_default();
        let capacity = if spot { "SPOT" } else { "ON_DEMAND" };
        shape.set_text("eks.amazonaws.com/capacityType", capacity, tables);
    }
    let family = at.get("amiFamily").map(At::text).transpose()?.unwrap_or_default();
    let os = if family.starts_with("Windows") { "windows" } else { "linux" };
    shape.set_text(OS, os, tables);
    let settings = at.find(&["bottlerocket", "settings", "kubernetes"]);
    if let Some(labels) = settings.and_then(|at| at.get("node-labels")) {
        shape.read_labels(labels, tables)?;
    }
    if let Some(map) = settings.and_then(|at| at.get("node-taints")) {
        shape.taints = taint_map(map, tables)?;
    }
    if let Some(list) = at.get("taints") {
        shape.taints = if list.is_map() { taint_map(list, tables)? } else { taints(list, tables)? };
    }

    let mut node = NewNode::new(shape);
    let types = at.get("instanceType").or_else(|| at.get("instanceTypes"));
    // Groups of mixed instances say `mixed` here, and the types below.
    let mixed = at.find(&["instancesDistribution", "instanceTypes"]);
    for (key, list) in [(INSTANCE_TYPE, mixed.or(types)), (ZONE, at.get("availabilityZones"))] {
        let Some(list) = list else { continue };
        several(&mut node, key, list, tables)?;
    }
    let none = at.get("maxSize").map(|most| most.number(0, i64::MAX)).transpose()? == Some(0);
    node.complete(&Provider::Eks, tables);
    let mut pool = node.into_pool(name, Origin::Eksctl, tables);
    pool.closed = none.then_some("its largest size is 0");
    pool.provider = Provider::Eks;
    // What EKS manages the autoscaler asks EKS for; else tags of the group tell it.
    let tags = at.get("propagateASGTags").map(At::flag).transpose()?.unwrap_or_default();
    pool.provisioning.untagged = !managed && !tags;
    let tag = |name: &str| -> Read<_> {
        let tag = at.get("tags").and_then(|tags| tags.get(&format!("{OPTIONS}{name}")));
        tag.map(At::text).transpose()
    };
    pool.provisioning.threshold = tag("scaledownutilizationthreshold")?.and_then(share);
    pool.provisioning.gpu_threshold = tag("scaledowngpuutilizationthreshold")?.and_then(share);
    pool.provisioning.ignores_daemon_sets = tag("ignoredaemonsetsutilization")? == Some("true");
    let most = at
        .get("maxPodsPerNode")
        .or_else(|| at.find(&["bottlerocket", "settings", "kubernetes", "max-pods"]));
    pool.max_pods = most.map(|most| most.number(0, i64::from(i32::MAX))).transpose()?;
    add(at, pool, builder)
}

/// Taints as a map from the key to `value:Effect`, as eksctl wrote them once.
fn taint_map(at: At<'_>, tables: &mut Tables) -> Read<Vec<crate::inventory::TaintId>> {
    let mut ids = Vec::new();
    for (_, entries) in at.entries()? {
        // Bottlerocket takes several of one key.
        for (entry, text) in entries.texts()? {
            let (value, _, effect) = split_taint(text).ok_or_else(|| {
                entry.wrong(format!("`{text}` is not a taint: those are `value:Effect`"))
            })?;
            let id = taint_at(entry, (entries.key(), value, effect), tables)?;
            add_taint(&mut ids, id, tables);
        }
    }
    Ok(ids)
}
