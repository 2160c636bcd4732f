//! `ClusterConfig` of eksctl: its node groups, managed or not.

use super::{NewNode, add};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::{OpenLabel, Origin};
use crate::inventory::short::shape::{Shape, split_taint, taint_at, taints};
use crate::inventory::tables::Tables;
use crate::kubernetes::labels::Test;
use crate::kubernetes::names::label_value;
use crate::kubernetes::node_labels::{INSTANCE_TYPE, OS, REGION, ZONE};
use crate::yaml::cursor::{At, Read};

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
    Ok(())
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
    if let Some(list) = at.get("taints") {
        shape.taints = if list.is_map() { taint_map(list, tables)? } else { taints(list, tables)? };
    }

    let mut open = Vec::new();
    let types = at.get("instanceType").or_else(|| at.get("instanceTypes"));
    // Groups of mixed instances say `mixed` here, and the types below.
    let mixed = at.find(&["instancesDistribution", "instanceTypes"]);
    for (key, list) in [(INSTANCE_TYPE, mixed.or(types)), (ZONE, at.get("availabilityZones"))] {
        let Some(list) = list else { continue };
        let values: Vec<String> = list.texts()?.into_iter().map(|(_, v)| v.to_owned()).collect();
        let wrong = values.iter().find(|value| !label_value(value).is_empty());
        if let Some(value) = wrong {
            return Err(list.wrong(format!("`{value}` is not a label's value")));
        }
        match values.as_slice() {
            [] => {}
            [only] => shape.set_at(list, key, only, tables)?,
            _ => open.push(OpenLabel {
                key: tables.symbols.intern(key),
                tests: [Test::In(values)].into(),
                may_be_missing: false,
            }),
        }
    }
    let none = at.get("maxSize").map(|most| most.number(0, i64::MAX)).transpose()? == Some(0);
    let mut node = NewNode { shape, open };
    node.complete(tables);
    let mut pool = node.into_pool(name, Origin::Eksctl, tables);
    pool.closed = none.then_some("its largest size is 0");
    add(at, pool, builder)
}

/// Taints as a map from the key to `value:Effect`, as eksctl wrote them once.
fn taint_map(at: At<'_>, tables: &mut Tables) -> Read<Vec<crate::inventory::TaintId>> {
    let mut ids = Vec::new();
    for (_, entry) in at.entries()? {
        let text = entry.text()?;
        let (value, _, effect) = split_taint(text).ok_or_else(|| {
            entry.wrong(format!("`{text}` is not a taint: those are `value:Effect`"))
        })?;
        ids.push(taint_at(entry, (entry.key(), value, effect), tables)?);
    }
    Ok(ids)
}
