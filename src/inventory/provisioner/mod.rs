//! What makes nodes at need: their manifests read as pools.
//!
//! They say what new nodes have, not which nodes there are: that is what kubectl prints. So a pool
//! of a provisioner has no nodes of its own; those of the inventory that carry its label belong to
//! it.

pub(super) mod cluster_api;
pub(super) mod eksctl;
pub(super) mod karpenter;
pub(super) mod requirements;

use super::builder::InventoryBuilder;
use super::pool::{OpenLabel, Origin, Pool};
use super::short::shape::Shape;
use super::tables::Tables;
use crate::kubernetes::node_labels::{
    ARCH, INSTANCE_TYPE, OLD_ARCH, OLD_INSTANCE_TYPE, OLD_OS, OS, REGION, ZONE,
};
use crate::yaml::cursor::{At, Read};

/// Labels that every node of a cloud has, whatever made it.
const WELL_KNOWN: [&str; 5] = [OS, ARCH, INSTANCE_TYPE, ZONE, REGION];

/// Older names that nodes carry beside the new ones, with the same value.
const OLD_NAMES: [(&str, &str); 3] =
    [(OS, OLD_OS), (ARCH, OLD_ARCH), (INSTANCE_TYPE, OLD_INSTANCE_TYPE)];

/// A new node as far as a manifest describes it.
struct NewNode {
    shape: Shape,
    open: Vec<OpenLabel>,
}

impl NewNode {
    /// Leaves open what every node has and the manifest doesn't say.
    fn complete(&mut self, tables: &mut Tables) {
        for key in WELL_KNOWN {
            let key = tables.symbols.intern(key);
            if !self.has(key) {
                self.open.push(OpenLabel { key, tests: Box::new([]), may_be_missing: false });
            }
        }
        for (new, old) in OLD_NAMES {
            let [new, old] = [new, old].map(|key| tables.symbols.intern(key));
            if self.has(old) {
                continue;
            }
            let fixed = self.shape.labels.iter().find(|(key, _)| *key == new);
            if let Some((_, value)) = fixed.copied() {
                self.shape.set(old, value);
            } else if let Some(label) = self.open.iter().find(|label| label.key == new).cloned() {
                self.open.push(OpenLabel { key: old, ..label });
            }
        }
    }

    fn has(&self, key: super::symbols::Symbol) -> bool {
        self.shape.labels.iter().any(|(known, _)| *known == key)
            || self.open.iter().any(|label| label.key == key)
    }

    fn into_pool(self, name: &str, origin: Origin, tables: &mut Tables) -> Pool {
        Pool {
            name: name.into(),
            origin,
            template: self.shape.template(tables),
            count: 0,
            open: self.open.into(),
            startup_taints: Box::new([]),
            closed: None,
        }
    }
}

/// Adds a pool that was read there.
fn add(at: At<'_>, pool: Pool, builder: &mut InventoryBuilder) -> Read<()> {
    match builder.add_pool(pool) {
        Ok(_) => Ok(()),
        Err(_) => Err(at.wrong("too many pools for one inventory")),
    }
}

/// The object's `metadata.name`.
fn object_name<'d>(at: At<'d>, kind: &str) -> Read<At<'d>> {
    let name = at.find(&["metadata", "name"]).filter(|name| name.text() != Ok(""));
    name.ok_or_else(|| at.wrong(format!("a {kind} without metadata.name")))
}
