//! Places that a config names: files by their paths, objects by what they are called.

use std::cell::LazyCell;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobMatcher};

use crate::diagnostic::{Diagnostic, ObjectRef};
use crate::kubernetes::names::namespace_or_default;
use crate::manifest::Manifest;
use crate::source::place::absolute;
use crate::source::{ExcludeError, Folders, SourceFile};

/// Some files or objects.
#[derive(Clone, Debug)]
pub(crate) struct Where {
    /// Files, or the folders that they are in; none where those of any path are meant.
    paths: Option<Folders>,
    /// Objects; none where all in those files are meant, and the files themselves.
    objects: Option<Vec<ObjectGlobs>>,
}

/// What objects are called, as globs: what is not given is as it may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ObjectNames {
    /// The kind.
    pub kind: Option<String>,
    /// The namespace; `default` where a manifest names none.
    pub namespace: Option<String>,
    /// The name.
    pub name: Option<String>,
}

#[derive(Clone, Debug)]
struct ObjectGlobs {
    kind: Option<GlobMatcher>,
    namespace: Option<GlobMatcher>,
    name: Option<GlobMatcher>,
}

/// Where something is found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot<'a> {
    /// In this file.
    pub file: &'a SourceFile,
    /// At this byte.
    pub byte: u32,
    /// In this object, if it is in any.
    pub object: Option<&'a ObjectRef>,
}

impl<'a> Spot<'a> {
    /// Where a finding is.
    pub(crate) fn of(found: &'a Diagnostic) -> Self {
        let byte = found.primary.span.start;
        Self { file: &found.file, byte, object: found.object.as_deref() }
    }

    /// Where an object is.
    pub(crate) fn of_manifest(manifest: &'a Manifest) -> Self {
        let byte = manifest.document().span(manifest.node()).start;
        Self { file: manifest.file(), byte, object: Some(manifest.object_ref()) }
    }

    /// The file, by its absolute path: of what was rendered, what it was rendered from.
    pub(super) fn place(&self) -> Option<PathBuf> {
        let origin = self.file.origin_at(self.byte);
        let path = origin.or_else(|| self.file.place().map(Path::to_owned));
        path.map(|path| absolute(&path))
    }
}

impl Where {
    /// Files by globs that are seen from a folder, objects by their names; both where both are
    /// given, and everything where neither is.
    ///
    /// # Errors
    /// For the first pattern that is no glob.
    pub(crate) fn new(
        folder: &Path,
        paths: &[String],
        objects: &[ObjectNames],
    ) -> Result<Self, ExcludeError> {
        let folders = Folders::default().within(folder, paths)?;
        let objects: Vec<ObjectGlobs> =
            objects.iter().map(ObjectGlobs::new).collect::<Result<_, _>>()?;
        Ok(Self {
            paths: (!paths.is_empty()).then_some(folders),
            objects: (!objects.is_empty()).then_some(objects),
        })
    }

    /// The names of the objects that may be meant; none where their names are not told in full.
    pub(super) fn object_names(&self) -> Option<Vec<&str>> {
        self.objects.as_ref()?.iter().map(ObjectGlobs::name).collect()
    }

    /// Whether a place is one of them.
    pub(crate) fn has(&self, spot: &Spot<'_>) -> bool {
        self.holds(spot, &LazyCell::new(|| spot.place()))
    }

    /// The same where the path is found once for many questions.
    pub(super) fn holds<F: FnOnce() -> Option<PathBuf>>(
        &self,
        spot: &Spot<'_>,
        place: &LazyCell<Option<PathBuf>, F>,
    ) -> bool {
        let is_named = |objects: &Vec<ObjectGlobs>| {
            spot.object.is_some_and(|object| objects.iter().any(|globs| globs.are_of(object)))
        };
        let is_there =
            |paths: &Folders| place.as_ref().is_some_and(|path| paths.up_from(path).is_some());
        self.objects.as_ref().is_none_or(is_named) && self.paths.as_ref().is_none_or(is_there)
    }
}

impl ObjectGlobs {
    fn new(names: &ObjectNames) -> Result<Self, ExcludeError> {
        let glob = |pattern: &Option<String>| -> Result<Option<GlobMatcher>, ExcludeError> {
            let Some(pattern) = pattern else { return Ok(None) };
            let glob = GlobBuilder::new(pattern).build().map_err(|error| ExcludeError {
                pattern: pattern.clone(),
                reason: error.kind().to_string(),
            })?;
            Ok(Some(glob.compile_matcher()))
        };
        Ok(Self {
            kind: glob(&names.kind)?,
            namespace: glob(&names.namespace)?,
            name: glob(&names.name)?,
        })
    }

    /// The name, where that is one name and no other.
    fn name(&self) -> Option<&str> {
        let name = self.name.as_ref()?.glob().glob();
        (!name.contains(['*', '?', '[', ']', '{', '}', '\\', '!'])).then_some(name)
    }

    fn are_of(&self, object: &ObjectRef) -> bool {
        let fits = |glob: &Option<GlobMatcher>, text: &str| {
            glob.as_ref().is_none_or(|glob| glob.is_match(text))
        };
        fits(&self.kind, &object.kind)
            && fits(&self.namespace, namespace_or_default(object.namespace.as_deref()))
            && fits(&self.name, &object.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_named_by_globs() {
        let object = |kind: &str, namespace: Option<&str>, name: &str| ObjectRef {
            kind: kind.to_owned(),
            namespace: namespace.map(str::to_owned),
            name: name.to_owned(),
            ..ObjectRef::default()
        };
        let named = |kind: Option<&str>, namespace: Option<&str>, name: Option<&str>| {
            let [kind, namespace, name] = [kind, namespace, name].map(|n| n.map(str::to_owned));
            Where::new(Path::new("/r"), &[], &[ObjectNames { kind, namespace, name }]).unwrap()
        };
        let file = SourceFile::new("a.yaml", "");
        let has = |named: &Where, object: &ObjectRef| {
            named.has(&Spot { file: &file, byte: 0, object: Some(object) })
        };
        let agent = object("DaemonSet", Some("ops"), "agent-7");
        assert!(has(&named(None, None, Some("agent-*")), &agent));
        assert!(has(&named(Some("DaemonSet"), Some("ops"), None), &agent));
        assert!(!has(&named(Some("Deployment"), None, Some("agent-*")), &agent));
        let bare = object("DaemonSet", None, "agent");
        assert!(has(&named(None, Some("default"), None), &bare));
        let none = Spot { file: &file, byte: 0, object: None };
        assert!(!named(Some("*"), None, None).has(&none));
    }

    #[test]
    fn a_file_is_named_by_a_glob_that_is_seen_from_the_config() {
        let named = Where::new(Path::new("/r"), &["vendor/**".to_owned()], &[]).unwrap();
        let has = |path: &str| {
            let file = SourceFile::new(path, "").at(path);
            named.has(&Spot { file: &file, byte: 0, object: None })
        };
        assert!(has("/r/vendor/chart/a.yaml"));
        assert!(!has("/r/own/vendor.yaml") && !has("/vendor/a.yaml"));
        assert!(Where::new(Path::new("/r"), &["a[".to_owned()], &[]).is_err());
    }
}
