//! The nodes of a project, kept until their files change.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::wrong::Wrong;
use crate::inventory::Inventory;
use crate::kubernetes::release::Release;
use crate::manifest::{Surroundings, surroundings};
use crate::project::inventory::InventoryError;
use crate::project::{Named, cluster, inventory};
use crate::source::stamp::{Stamp, stamp};

/// The nodes as they were last read.
#[derive(Default)]
pub(super) struct Nodes {
    of: Vec<(PathBuf, Stamp)>,
    release: Release,
    /// The nodes, if there are any.
    pub inventory: Option<Arc<Inventory>>,
    /// What else the cluster has.
    pub cluster: Surroundings,
    /// Why they can't be read.
    pub problem: Option<Wrong>,
}

impl Nodes {
    /// The files that they were read from.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.of.iter().map(|(path, _)| path.as_path())
    }

    /// Reads them again where the files have changed, or the release that is asked. What is wrong
    /// with that is told where the manifests are read.
    pub(super) fn read_again(
        &mut self,
        named: &Named,
        release: impl Fn(Option<&Inventory>) -> Result<Release, String>,
    ) {
        let release = |inventory: Option<&Inventory>| release(inventory).unwrap_or_default();
        let files = named.files().into_iter();
        let of: Vec<(PathBuf, Stamp)> = files.map(|path| (path.clone(), stamp(&path))).collect();
        if of != self.of || release(self.inventory.as_deref()) != self.release {
            *self = Self { of, release: release(None), ..Self::default() };
            self.problem = self.read(named, release).err();
        }
    }

    fn read(
        &mut self,
        named: &Named,
        release: impl Fn(Option<&Inventory>) -> Release,
    ) -> Result<(), Wrong> {
        let said = |error: &dyn std::fmt::Display| Wrong::from(error.to_string());
        let texts = cluster::read(&named.cluster).map_err(|error| said(&error))?;
        let (nodes, pods) = (named.nodes.as_deref(), named.pods.as_deref());
        let known = inventory::load(nodes, pods, &texts).map_err(|error| match error {
            InventoryError::PodsAlone => said(&"pods are of no use without nodes"),
            error => said(&error),
        })?;
        self.inventory = known.inventory.map(Arc::new);
        self.release = release(self.inventory.as_deref());
        self.cluster = surroundings(&known.more, self.release).map_err(|wrong| {
            let line = wrong.file.position(wrong.primary.span.start).line;
            Wrong::from(format!("{}:{line}: {}", wrong.file.name(), wrong.message))
        })?;
        Ok(())
    }
}
