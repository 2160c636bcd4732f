//! An object with the bytes it stands on.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::fill::Unknown;
use super::object::Object;
use super::outline::Outline;
use super::reach::{is_any_open, touches};
use super::schema::Kind;
use crate::diagnostic::{Diagnostic, Fix, ObjectId, ObjectRef, RuleId, Severity};
use crate::kubernetes::field::{FieldErrors, FieldPath, Step};
use crate::kubernetes::names::namespace_or_default;
use crate::kubernetes::release::Release;
use crate::kubernetes::validation::{Facts, Warning};
use crate::source::{SourceFile, Span};
use crate::yaml::edit::{self, Change, Edits, Refusal};
use crate::yaml::path::{Location, locate_from};
use crate::yaml::{Document, NodeId, StandIns};

/// One Kubernetes object of a file, typed where its kind is known, with its tree and spans.
#[derive(Clone, Debug)]
pub struct Manifest {
    pub(super) file: Arc<SourceFile>,
    pub(super) document: Arc<Document>,
    pub(super) node: NodeId,
    pub(super) item: Option<u32>,
    /// Shared with all that is found in it.
    pub(super) object_ref: Arc<ObjectRef>,
    pub(super) kind: Option<&'static Kind>,
    /// Made when someone asks, where it was let go of.
    pub(super) object: OnceLock<Object>,
    /// What is read in the place of values that the types can't take.
    pub(super) stand_ins: StandIns,
    pub(super) outline: Outline,
    /// Whether the API server can read it as it is.
    pub(super) readable: bool,
    /// The values of which nothing is known but that they are wrong.
    pub(super) unknown: BTreeSet<NodeId>,
    /// What of its document is not known yet: placeholders, encrypted values.
    pub(super) open: Option<Arc<Unknown>>,
    /// How many kustomizations lie around its file, as far as they were seen; none where none
    /// names it or lies beside it.
    pub(super) layers: Option<usize>,
    pub(super) release: Release,
    /// The object as the API server fills it in, once someone asks.
    pub(super) defaulted: OnceLock<Object>,
    /// The same without the fields that it drops, where it drops any.
    pub(super) stored: OnceLock<Option<Object>>,
    /// What validation says of it, once someone asks.
    pub(super) verdict: OnceLock<(FieldErrors, Vec<Warning>)>,
}

impl Manifest {
    /// The file that it stands in.
    #[must_use]
    pub const fn file(&self) -> &Arc<SourceFile> {
        &self.file
    }

    /// The tree that it stands in; [`Manifest::node`] is its own node there.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Its node: the document's root, or for an item of a `List` the item.
    #[must_use]
    pub const fn node(&self) -> NodeId {
        self.node
    }

    /// Its text, as written.
    #[must_use]
    pub fn text(&self) -> &str {
        self.file.slice(self.document.span(self.node))
    }

    /// Its place among the items of a `List`, from 0.
    #[must_use]
    pub const fn item(&self) -> Option<u32> {
        self.item
    }

    /// Which object of the run it is.
    #[must_use]
    pub fn id(&self) -> ObjectId {
        ObjectId { file: self.file.id().clone(), document: self.document.index, item: self.item }
    }

    /// Its apiVersion, kind, namespace and name, as written.
    #[must_use]
    pub fn object_ref(&self) -> &ObjectRef {
        &self.object_ref
    }

    /// The API group of its apiVersion; empty for the core group.
    #[must_use]
    pub fn group(&self) -> &str {
        self.object_ref.api_version.split_once('/').map_or("", |(group, _)| group)
    }

    /// The namespace that it is created in: the one it names, else `default`; empty for a kind
    /// that is known to stand outside of namespaces.
    #[must_use]
    pub fn namespace(&self) -> &str {
        if self.kind.is_some_and(|kind| !kind.namespaced) {
            return "";
        }
        namespace_or_default(self.object_ref.namespace.as_deref())
    }

    /// Its kind, if it is one of Kubernetes' own: for one that the API server can't read the kind
    /// that was meant.
    #[must_use]
    pub const fn kind(&self) -> Option<&'static Kind> {
        self.kind
    }

    /// Whether it may be a DaemonSet, though it can't be read as one.
    #[must_use]
    pub fn may_be_a_daemon_set(&self) -> bool {
        match self.kind {
            Some(kind) => kind.kind == "DaemonSet",
            None => matches!(self.object(), Object::Unreadable(_)),
        }
    }

    /// Whether the API server can read it as it is. What it can't read is looked at with what was
    /// meant, as far as that can be told.
    #[must_use]
    pub const fn is_readable(&self) -> bool {
        self.readable
    }

    /// Whether anything is known of the value at a path: it may be of the wrong type, or stand in
    /// one that is.
    #[must_use]
    pub fn is_known(&self, path: &FieldPath) -> bool {
        if self.is_open(path) {
            return false;
        }
        if self.unknown.is_empty() {
            return true;
        }
        let ways = (0..=path.0.len()).filter_map(|length| path.0.get(..length));
        ways.map(|way| self.locate(&FieldPath(way.to_vec())))
            .all(|location| !self.unknown.contains(&location.node))
    }

    /// Whether the value at a path is known itself, whatever is held against it.
    #[must_use]
    pub(super) fn is_value_known(&self, path: &FieldPath) -> bool {
        let ways = (0..=path.0.len()).filter_map(|length| path.0.get(..length));
        let mut on_the_way = ways.map(|way| self.locate(&FieldPath(way.to_vec())).node);
        let open = self.open.as_deref();
        let is_unknown =
            |node: NodeId| self.unknown.contains(&node) || open.is_some_and(|open| open.has(node));
        let value = self.locate(path);
        let is_open_in = |open: &Unknown| match value.found {
            true => open.is_in(&self.document, value.node),
            // What is not there may come by a name that is not known yet.
            false => self.document.entries(value.node).iter().any(|entry| open.has(entry.key)),
        };
        let mut keys = (1..=path.0.len()).filter_map(|length| path.0.get(..length));
        !on_the_way.any(is_unknown)
            && !keys.any(|way| self.has_open_key(&FieldPath(way.to_vec())))
            && !open.is_some_and(is_open_in)
    }

    /// Whether all of its values are known.
    #[must_use]
    pub fn is_all_known(&self) -> bool {
        self.unknown.is_empty()
    }

    /// Whether any of its values may not be known.
    #[must_use]
    pub fn has_unknown(&self) -> bool {
        !self.unknown.is_empty() || self.open.is_some()
    }

    /// Whether the key of an entry is still to be filled in.
    #[must_use]
    pub fn has_open_key(&self, path: &FieldPath) -> bool {
        let Some((step, before)) = path.0.split_last() else { return false };
        let key = match step {
            Step::Key(key) => key.as_str(),
            Step::Field(name) => name,
            Step::Index(_) => return false,
        };
        let map = self.locate(&FieldPath(before.to_vec())).node;
        let entry = self.document.entry(map, key);
        entry.zip(self.open.as_ref()).is_some_and(|(entry, open)| open.has(entry.key))
    }

    /// The Kubernetes that it is read and checked for.
    #[must_use]
    pub const fn release(&self) -> Release {
        self.release
    }

    /// Which of two comes first in a workspace: by file name, document and item.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        let place = |manifest: &Self| (manifest.document.index, manifest.item);
        let by_file = self.file.name().cmp(other.file.name());
        by_file.then_with(|| place(self).cmp(&place(other)))
    }

    /// What validation must know and the typed object can't say.
    #[must_use]
    pub fn facts(&self) -> Facts {
        Facts { selector: self.has(&["spec", "selector"]) }
    }

    /// Whether the manifest has a field and it is not null.
    #[must_use]
    pub fn has(&self, keys: &[&str]) -> bool {
        self.find(keys).is_some_and(|node| !self.document.is_null(node))
    }

    /// The node that a chain of keys leads to from the object.
    #[must_use]
    pub fn find(&self, keys: &[&str]) -> Option<NodeId> {
        keys.iter().try_fold(self.node, |node, key| self.document.get(node, key))
    }

    /// Where a field stands, or the innermost field on the way to it that is there.
    #[must_use]
    pub fn locate(&self, path: &FieldPath) -> Location {
        locate_from(&self.document, self.node, path)
    }

    /// A fix that makes changes, whose paths begin at the object.
    ///
    /// # Errors
    /// When one of them can't be made without changing something else.
    pub fn fix(
        &self,
        title: impl Into<Cow<'static, str>>,
        safe: bool,
        changes: &[Change],
    ) -> Result<Fix, Refusal> {
        let Edits { mut edits, mut reshaped } =
            edit::edits(&self.file, &self.document, self.node, changes)?;
        // Fixes are kept until the run ends.
        edits.shrink_to_fit();
        reshaped.shrink_to_fit();
        // Documents of a text that is not whole have other numbers than those of its own.
        #[cfg(test)]
        if self.file.gaps().is_none() {
            edit::check(self.file.text(), &self.document, self.node, changes, &edits);
        }
        Ok(Fix { title: title.into(), safe, edits, reshaped })
    }

    /// Its values and keys that a tool has yet to fill in, in the order of the text.
    #[must_use]
    pub fn placeholders(&self) -> &[NodeId] {
        self.open.as_ref().map_or(&[], |open| open.placeholders(self.node))
    }

    /// Whether patches may add what it lacks: it is a base of kustomize.
    #[must_use]
    pub fn is_patched(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.is_patched())
    }

    /// Whether kustomize builds it, or it lies where people keep what kustomize builds on.
    #[must_use]
    pub fn is_kustomized(&self) -> bool {
        self.layers.is_some() || self.is_in_base()
    }

    /// Whether it is a base whose overlays were not seen: they set what it leaves open.
    #[must_use]
    pub fn waits_for_an_overlay(&self) -> bool {
        self.is_in_base() && self.layers.unwrap_or_default() < 2
    }

    /// Whether a folder around it is called as kustomize's own documentation calls bases.
    fn is_in_base(&self) -> bool {
        let folders = Path::new(self.file.name()).parent().into_iter().flat_map(Path::components);
        folders.into_iter().any(|part| matches!(part.as_os_str().to_str(), Some("base" | "bases")))
    }

    /// Whether anything that is called so, anywhere in it, is still to be filled in.
    #[must_use]
    pub fn has_open(&self, key: &str) -> bool {
        let open = self.open.as_ref();
        open.is_some_and(|open| is_any_open(&self.document, self.node, key, open))
    }

    /// Whether its name or namespace is still to be filled in, so that it may be any object's.
    #[must_use]
    pub fn is_nameless(&self) -> bool {
        let Some(open) = &self.open else { return false };
        let names = ["name", "namespace"].map(|field| self.find(&["metadata", field]));
        names.into_iter().flatten().any(|node| open.has(node))
    }

    /// Whether what is said of a field depends on a value that is not known yet: the field's own,
    /// one that encloses it, or one that it is held against.
    fn is_open(&self, path: &FieldPath) -> bool {
        self.open.as_ref().is_some_and(|open| touches(&self.document, self.node, path, open))
    }

    /// The bytes to point at for a field: its own, or those of the innermost field on the way to
    /// it that is there, and of several lines the first; for the whole object its kind.
    #[must_use]
    pub fn span_of(&self, path: &FieldPath) -> Span {
        let location = self.locate(path);
        if location.node == self.node {
            return self.headline();
        }
        first_line(&self.file, location.span(&self.document))
    }

    /// The bytes that stand for the object as a whole: the value of `kind`, or its first line.
    #[must_use]
    pub fn headline(&self) -> Span {
        let node = self.document.get(self.node, "kind").unwrap_or(self.node);
        first_line(&self.file, self.document.span(node))
    }

    /// A finding at a field.
    #[must_use]
    pub fn finding(
        &self,
        rule: impl Into<RuleId>,
        severity: Severity,
        path: &FieldPath,
        message: impl Into<Box<str>>,
    ) -> Diagnostic {
        self.finding_at(rule, severity, self.span_of(path), message).with_route(path)
    }

    /// A finding at given bytes of the object.
    #[must_use]
    pub fn finding_at(
        &self,
        rule: impl Into<RuleId>,
        severity: Severity,
        span: Span,
        message: impl Into<Box<str>>,
    ) -> Diagnostic {
        Diagnostic::new(rule, severity, message, Arc::clone(&self.file), span)
            .with_object(&self.id(), Arc::clone(&self.object_ref))
    }
}

/// A span cut at the end of its first line.
pub(crate) fn first_line(file: &SourceFile, span: Span) -> Span {
    let line = file.slice(span).lines().next().unwrap_or_default();
    Span::new(span.start, span.start + line.len() as u32)
}
