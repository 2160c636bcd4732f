//! What the files around a file say of it: a kustomization that names it, a test that holds a
//! cluster against it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::kustomize::{Build, Kustomizations, lexical};
use super::load::Role;
use super::overlay::Overlay;
use super::skip::Why;
use crate::source::SourceFile;
use crate::source::around::{KUSTOMIZATIONS, TESTS, is_named};
use crate::yaml::{Document, NodeId, Value, parse_stream};

/// What the files of a run, and of the folders above it, say of each other.
#[derive(Debug, Default)]
pub(crate) struct Neighbours {
    kustomizations: Kustomizations,
    /// What tests hold a cluster against.
    assertions: HashSet<PathBuf>,
}

impl Neighbours {
    /// Reads files that tell what others are: their absolute paths, and their texts.
    #[must_use]
    pub(crate) fn new(files: &[(PathBuf, SourceFile)]) -> Self {
        let is_test = |path: &Path| is_named(path, &TESTS);
        let (tests, kustomizations): (Vec<_>, Vec<_>) =
            files.iter().partition(|(path, _)| is_test(path));
        let mut assertions = HashSet::new();
        for (path, file) in tests {
            let folder = path.parent().unwrap_or(Path::new(""));
            for document in parse_stream(file).iter().flatten() {
                asserted(document, document.root(), &mut |file| {
                    assertions.insert(lexical(&folder.join(file)));
                });
            }
        }
        let kustomizations = kustomizations.into_iter().map(|(path, file)| (path.as_path(), file));
        Self { kustomizations: Kustomizations::new(kustomizations), assertions }
    }

    /// What a file of a folder is, by its absolute path.
    #[must_use]
    pub(crate) fn role(&self, path: &Path) -> Role {
        if let Some(why) = self.kustomizations.left_out(path) {
            return Role::LeftOut(why);
        }
        if self.assertions.contains(&lexical(path)) || is_step_of_kuttl(path) {
            return Role::LeftOut(Why::TestAssertion);
        }
        if is_named(path, &KUSTOMIZATIONS) {
            return Role::LeftOut(Why::Kustomization);
        }
        if self.kustomizations.is_resource(path) { Role::Resource } else { Role::Found }
    }

    /// What is set in a file's objects from outside.
    #[must_use]
    pub(crate) fn overlay(&self, path: &Path) -> Option<Overlay> {
        self.kustomizations.overlay(path)
    }

    /// Whether there is any kustomization.
    #[must_use]
    pub(super) const fn has_kustomizations(&self) -> bool {
        !self.kustomizations.is_empty()
    }

    /// Each kustomization that builds a file, with what it calls the file's objects.
    #[must_use]
    pub(super) fn builds(&self, path: &Path) -> Vec<Build> {
        self.kustomizations.builds(path)
    }
}

/// Calls back with each file that a test of chainsaw names for an assertion or an error.
fn asserted<'d>(document: &'d Document, node: NodeId, found: &mut impl FnMut(&'d str)) {
    match document.value(node) {
        Value::Sequence(elements) => {
            elements.iter().for_each(|element| asserted(document, *element, found));
        }
        Value::Mapping(entries) => {
            for entry in entries {
                let file = document.get(entry.value, "file").and_then(|f| document.as_str(f));
                match (document.key(entry), file) {
                    ("assert" | "error", Some(file)) => found(file),
                    _ => asserted(document, entry.value, found),
                }
            }
        }
        _ => {}
    }
}

/// Whether a file is a step of kuttl that applies nothing: `01-assert.yaml`, `02-errors.yaml`.
fn is_step_of_kuttl(path: &Path) -> bool {
    let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { return false };
    let Some((number, name)) = stem.split_once('-') else { return false };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number && matches!(name.split('-').next(), Some("assert" | "errors"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)]) -> Neighbours {
        let files: Vec<_> = files
            .iter()
            .map(|(path, text)| (PathBuf::from(path), SourceFile::new(*path, *text)))
            .collect();
        Neighbours::new(&files)
    }

    #[test]
    fn tests_name_what_they_hold_a_cluster_against() {
        let neighbours = read(&[(
            "/t/chainsaw-test.yaml",
            "spec:\n  steps:\n  - try:\n    - apply: {file: ds.yaml}\n    - assert: {file: seen.yaml}\n",
        )]);
        let assertion = Role::LeftOut(Why::TestAssertion);
        assert_eq!(neighbours.role(Path::new("/t/seen.yaml")), assertion);
        assert_eq!(neighbours.role(Path::new("/t/ds.yaml")), Role::Found);
        assert_eq!(neighbours.role(Path::new("/t/00-assert.yaml")), assertion);
        assert_eq!(neighbours.role(Path::new("/t/00-install.yaml")), Role::Found);
    }

    #[test]
    fn a_resource_is_whole() {
        let neighbours =
            read(&[("/k/kustomization.yml", "resources: [a.yaml]\npatches: [{path: b.yaml}]\n")]);
        assert_eq!(neighbours.role(Path::new("/k/a.yaml")), Role::Resource);
        assert_eq!(neighbours.role(Path::new("/k/b.yaml")), Role::LeftOut(Why::KustomizePatch));
        let own = neighbours.role(Path::new("/k/kustomization.yml"));
        assert_eq!(own, Role::LeftOut(Why::Kustomization));
    }
}
