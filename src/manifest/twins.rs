//! Objects that one kustomization takes from two files: they belong together, and kustomize
//! refuses to build them.

use std::collections::{BTreeSet, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::kustomize::Build;
use super::manifest::Manifest;
use super::neighbours::Neighbours;
use crate::diagnostic::ObjectId;
use crate::source::{FileId, SourceFile};

/// Each object that a kustomization has from another file already, with that one.
#[derive(Debug, Default)]
pub(crate) struct Twins(HashMap<ObjectId, Twin>);

/// What comes before an object in a kustomization, and is the same object.
#[derive(Clone, Debug)]
pub(crate) struct Twin {
    /// The object of the other file.
    pub first: Arc<Manifest>,
    /// The folder of the kustomization, as it is shown.
    pub kustomization: String,
}

impl Twins {
    /// Finds them among manifests that name one object, for each such object.
    pub(super) fn of<'m>(
        of_each: impl Iterator<Item = Vec<&'m Arc<Manifest>>>,
        neighbours: &Neighbours,
    ) -> Self {
        let mut all = Self::default();
        let mut known: HashMap<FileId, Vec<Build>> = HashMap::new();
        for namesakes in of_each {
            let files: BTreeSet<&FileId> = namesakes.iter().map(|one| one.file().id()).collect();
            if files.len() < 2 {
                continue;
            }
            let mut seen: HashMap<Build, &Arc<Manifest>> = HashMap::new();
            for manifest in namesakes {
                let Some(place) = manifest.file().place() else { continue };
                let builds = known
                    .entry(manifest.file().id().clone())
                    .or_insert_with(|| neighbours.builds(place));
                for build in builds.iter().map(|build| build.of_kind(manifest)) {
                    let folder = shown(&build.folder, manifest.file());
                    let first = *seen.entry(build).or_insert(manifest);
                    if first.file().id() != manifest.file().id() {
                        let twin = Twin { first: Arc::clone(first), kustomization: folder };
                        // The innermost kustomization comes first.
                        all.0.entry(manifest.id()).or_insert(twin);
                    }
                }
            }
        }
        all
    }

    /// What stands in another file for the same object of the same kustomization.
    #[must_use]
    pub(crate) fn before(&self, manifest: &Manifest) -> Option<&Twin> {
        if self.0.is_empty() { None } else { self.0.get(&manifest.id()) }
    }
}

impl Build {
    /// The same for one manifest: what stands outside of namespaces gets none.
    fn of_kind(&self, manifest: &Manifest) -> Self {
        let mut build = self.clone();
        if manifest.namespace().is_empty() {
            build.namespace = None;
        }
        build
    }
}

/// A folder as it is shown beside a file: seen from where the file's own name is.
fn shown(folder: &Path, file: &SourceFile) -> String {
    let is_named = |part: &Component<'_>| !matches!(part, Component::CurDir);
    let name: PathBuf = Path::new(file.name()).components().filter(is_named).collect();
    let up = name.components().count();
    let from = file.place().filter(|place| place.ends_with(&name));
    let from = from.and_then(|place| place.ancestors().nth(up));
    let below = from.and_then(|from| folder.strip_prefix(from).ok());
    let shown = below.or_else(|| folder.file_name().map(Path::new)).unwrap_or(folder);
    match shown.display().to_string() {
        empty if empty.is_empty() => ".".to_owned(),
        shown => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn a_folder_is_shown_as_its_files_are() {
        let file = SourceFile::new("./deploy/a.yaml", "").at("/r/deploy/a.yaml");
        assert_eq!(shown(Path::new("/r/deploy"), &file), "deploy");
        assert_eq!(shown(Path::new("/r/deploy/x"), &file), "deploy/x");
        assert_eq!(shown(Path::new("/r"), &file), ".");
        assert_eq!(shown(Path::new("/other/base"), &file), "base");
    }
}
