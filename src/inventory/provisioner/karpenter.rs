//! `NodePool` of Karpenter (`karpenter.sh/v1`, `karpenter.sh/v1beta1`).

use super::requirements::Requirements;
use super::{NewNode, add, object_name};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::pool::{OpenLabel, Origin};
use crate::inventory::short::shape::{Shape, taints};
use crate::kubernetes::labels::Test;
use crate::kubernetes::quantity::Quantity;
use crate::yaml::cursor::{At, Read};

/// The label by which Karpenter's nodes name their pool.
const POOL: &str = "karpenter.sh/nodepool";
/// Whether a node is bought by the hour or left over.
const CAPACITY_TYPE: &str = "karpenter.sh/capacity-type";
const CAPACITY_TYPES: [&str; 3] = ["on-demand", "reserved", "spot"];
/// Labels that a node gets once it is up.
const STATES: [&str; 2] = ["karpenter.sh/registered", "karpenter.sh/initialized"];

/// Reads a NodePool. How large a node is depends on the instance that Karpenter chooses, so that
/// nothing is said about room.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let named = object_name(at, "NodePool")?;
    let name = named.text()?;
    let tables = &mut builder.tables;
    let mut shape = Shape::new(tables);
    if let Some(labels) = at.find(&["spec", "template", "metadata", "labels"]) {
        shape.read_labels(labels, tables)?;
    }
    shape.set_at(named, POOL, name, tables)?;
    for state in STATES {
        shape.set_text(state, "true", tables);
    }
    let spec = at.find(&["spec", "template", "spec"]);
    let of = |key| spec.and_then(|spec: At<'_>| spec.get(key));
    if let Some(list) = of("taints") {
        shape.taints = taints(list, tables)?;
    }
    let startup = of("startupTaints").map(|list| taints(list, tables)).transpose()?;
    let mut requirements = Requirements::default();
    if let Some(list) = of("requirements") {
        requirements.read(list)?;
    }

    let open = requirements.apply(&mut shape, tables);
    let mut node = NewNode { shape, open };
    let key = tables.symbols.intern(CAPACITY_TYPE);
    if !node.has(key) {
        let types = CAPACITY_TYPES.map(str::to_owned).to_vec();
        node.open.push(OpenLabel { key, tests: [Test::In(types)].into(), may_be_missing: false });
    }
    node.complete(tables);
    let mut pool = node.into_pool(name, Origin::Karpenter, tables);
    pool.startup_taints = startup.unwrap_or_default().into();
    pool.closed = if limited_to_nothing(at)? {
        Some("its limits allow no node")
    } else if requirements.contradict_themselves() {
        Some("its requirements contradict each other")
    } else {
        None
    };
    add(at, pool, builder)
}

/// Whether `spec.limits` leaves no room for any node.
fn limited_to_nothing(at: At<'_>) -> Read<bool> {
    let Some(limits) = at.find(&["spec", "limits"]) else { return Ok(false) };
    for resource in ["cpu", "memory", "nodes"] {
        let Some(limit) = limits.get(resource) else { continue };
        let text = limit.literal("a quantity")?;
        let quantity = Quantity::parse(&text)
            .map_err(|error| limit.wrong(format!("`{text}` as a limit of {resource} {error}")))?;
        if quantity.is_zero() {
            return Ok(true);
        }
    }
    Ok(false)
}
