//! The short form of an inventory: few lines for many nodes, written by hand or by
//! `daemonlint inventory pack`.
//!
//! ```yaml
//! apiVersion: daemonlint.dev/v1
//! kind: Inventory
//! pools:
//!   - name: worker
//!     count: 12
//!     labels: {kubernetes.io/os: linux}
//!     allocatable: {cpu: 3920m, memory: 14Gi}
//!   - name: gpu
//!     count: 0                # an autoscaler could start some
//!     taints: ["nvidia.com/gpu=present:NoSchedule"]
//! ```
//!
//! What is not written is not there, but for four things: every node has the label
//! `kubernetes.io/hostname` with its name, has its operating system and architecture also under the
//! names of before, is ready, and takes 110 pods where `allocatable` doesn't say how many.

pub(crate) mod groups;
pub(crate) mod names;
pub(crate) mod pods;
pub(crate) mod pools;
pub(crate) mod shape;

use crate::yaml::cursor::{At, Read};
use groups::Nodes;
use shape::Shape;

use super::builder::InventoryBuilder;

pub use crate::yaml::own_kind::API_VERSION;
pub(crate) use crate::yaml::own_kind::GROUP;
pub use crate::yaml::own_kind::INVENTORY as KIND;

/// The JSON Schema of the short form, for editors: what `daemonlint schema inventory` prints.
pub const SCHEMA: &str = include_str!("schema.json");

/// The fields of the short form.
pub const FIELDS: [&str; 7] =
    ["apiVersion", "kind", "apiServers", "pools", "nodes", "pods", "namespaces"];

/// Reads an inventory in the short form.
///
/// # Errors
/// At the first mistake.
pub(crate) fn read(at: At<'_>, builder: &mut InventoryBuilder) -> Read<()> {
    at.only("an inventory", &FIELDS)?;
    if let Some(version) = at.get("apiVersion")
        && version.text()? != API_VERSION
    {
        return Err(version.wrong(format!("this version reads `{API_VERSION}` alone")));
    }
    for (_, version) in at.get("apiServers").map_or(Ok(Vec::new()), At::texts)? {
        let version = builder.tables.symbols.intern(version);
        builder.inventory.api_servers.push(version);
    }
    if let Some(pools) = at.get("pools") {
        pools::read(pools, builder)?;
    }
    if let Some(groups) = at.get("nodes") {
        let shape = Shape::new(&mut builder.tables);
        let mut nodes = Nodes { builder, pool: None, leaves: Vec::new(), count: 0 };
        nodes.groups(groups, &shape)?;
    }
    if let Some(namespaces) = at.get("namespaces") {
        pods::namespaces(namespaces, builder)?;
    }
    if let Some(list) = at.get("pods") {
        pods::on_named(list, builder)?;
    }
    Ok(())
}
