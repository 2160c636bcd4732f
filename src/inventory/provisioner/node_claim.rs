//! `NodeClaim` of Karpenter: a machine that is asked for, and a node once it has come.

use super::karpenter::machines;
use super::{add, object_name};
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::resources::ResourceAmounts;
use crate::inventory::short::shape::{Shape, read_amounts};
use crate::yaml::cursor::{At, Read};

/// Reads a claim whose node has not come; of others the node says more.
///
/// # Errors
/// At the first mistake in what is read.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    let name = object_name(at, "NodeClaim")?.text()?;
    if at.find(&["status", "nodeName"]).is_some_and(|node| node.text() != Ok("")) {
        return Ok(());
    }
    let tables = &mut builder.tables;
    let mut shape = Shape::new(tables);
    if let Some(labels) = at.find(&["metadata", "labels"]) {
        shape.read_labels(labels, tables)?;
    }
    if let Some(amounts) = at.find(&["status", "allocatable"]) {
        shape.allocatable = Some(read_amounts(amounts, ResourceAmounts::default(), tables)?);
    }
    let pool = machines(at.get("spec"), name, shape, tables)?;
    add(at, pool, builder)
}
