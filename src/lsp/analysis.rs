//! What is known of the manifests at one time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, ObjectId};
use crate::inventory::Inventory;
use crate::manifest::{Manifest, Reading};
use crate::pipeline::Site;
use crate::source::{FileId, SourceFile};

/// What is known of all projects at one time: the answers to all questions come from here.
#[derive(Debug, Default)]
pub(super) struct Analysis {
    /// The projects, inner folders before outer ones.
    pub projects: Vec<Arc<Checked>>,
}

/// A project after a check.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// What was read.
    pub reading: Reading,
    /// Its files: their paths, or the URIs of what is none.
    pub files: BTreeMap<PathBuf, Arc<SourceFile>>,
    /// The nodes.
    pub inventory: Option<Arc<Inventory>>,
    /// The nodes that nested configs name, for the files below them.
    pub at_sites: Vec<AtSite>,
    /// What was found in each file, as people are told it.
    pub found: BTreeMap<PathBuf, Vec<Diagnostic>>,
    /// The rules that no comment may suppress, of each file where something is found.
    pub enforced: BTreeSet<(PathBuf, String)>,
    /// Where the DaemonSets run, if there are nodes.
    pub runs: Vec<(ObjectId, Runs)>,
    /// What keeps the project from being looked at as it is meant.
    pub problems: Vec<String>,
}

/// Files with nodes of their own.
#[derive(Clone, Debug)]
pub(super) struct AtSite {
    /// The files.
    pub files: BTreeSet<FileId>,
    /// The nodes, if any are known.
    pub inventory: Option<Arc<Inventory>>,
}

impl AtSite {
    /// The same, as a run takes it.
    pub(super) fn site(&self) -> Site<'_> {
        Site { files: self.files.clone(), inventory: self.inventory.as_deref() }
    }
}

/// On how many nodes a DaemonSet runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Runs {
    /// The nodes on which it gets a pod.
    pub on: usize,
    /// All nodes.
    pub of: usize,
    /// More about it, in a line.
    pub more: String,
}

impl Analysis {
    /// The project of a file, and the file as it was read.
    pub(super) fn of(&self, key: &Path) -> Option<(&Checked, &Arc<SourceFile>)> {
        self.projects.iter().find_map(|project| Some((&**project, project.files.get(key)?)))
    }
}

impl Checked {
    /// The nodes that a file's objects are applied to, if any are known.
    pub(super) fn nodes_of(&self, file: &SourceFile) -> Option<&Inventory> {
        let site = self.at_sites.iter().find(|site| site.files.contains(file.id()));
        site.map_or(self.inventory.as_deref(), |site| site.inventory.as_deref())
    }

    /// The manifests of a file, in the order of the text.
    pub(super) fn manifests_in<'a>(
        &'a self,
        file: &'a SourceFile,
    ) -> impl Iterator<Item = &'a Manifest> {
        let manifests = self.reading.workspace.manifests();
        manifests.filter(move |manifest| manifest.file().id() == file.id())
    }

    /// The manifest that a byte of a file belongs to, the innermost.
    pub(super) fn manifest_at<'a>(
        &'a self,
        file: &'a SourceFile,
        byte: u32,
    ) -> Option<&'a Manifest> {
        self.manifests_in(file)
            .filter(|manifest| {
                let document = manifest.document();
                let whole = manifest.node() == document.root();
                let span = if whole { document.span } else { document.span(manifest.node()) };
                span.start <= byte && byte <= span.end
            })
            .last()
    }
}

/// What a file is called among those of a project.
pub(super) fn key_of(file: &SourceFile) -> PathBuf {
    file.path().map_or_else(|| PathBuf::from(file.name()), Path::to_owned)
}
