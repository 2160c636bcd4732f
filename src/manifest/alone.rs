//! Objects of a large text, each read by itself: most are there because a cluster was asked for all
//! that it has, and nothing is said of them.

use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;
use std::sync::Arc;

use k8s_openapi::api::core::v1::Container;

use super::kept::Around;
use super::load::{Loaded, Role};
use super::manifest::Manifest;
use super::neighbours::Neighbours;
use super::object::Object;
use crate::kubernetes::containers::containers;
use crate::kubernetes::release::Release;
use crate::source::SourceFile;
use crate::source::portions::{Form, Look, Portion};
use crate::yaml::{Document, Kind, parse_stream};

/// What no rule asks for beside the objects that it is about: but for pods, of which those with the
/// same labels and containers are the same to it.
const SPARE: [(&str, &str); 7] = [
    ("v1", "Pod"),
    ("v1", "Node"),
    ("v1", "Event"),
    ("events.k8s.io/v1", "Event"),
    ("v1", "Endpoints"),
    ("discovery.k8s.io/v1", "EndpointSlice"),
    ("coordination.k8s.io/v1", "Lease"),
];

/// What may say something of the text around it, or be asked for in it: our own comments and
/// annotations, marks of templates, Helm's hooks, and what reads otherwise as YAML than as JSON.
const TELLING: [&str; 12] = [
    "daemonlint",
    "{{",
    "{%",
    "%{",
    "#@",
    "helm.sh/hook",
    ".Values",
    ".Release",
    ".Chart",
    ".Capabilities",
    "include \"",
    "\\/",
];

/// Reads objects of one file, each by itself.
#[derive(Debug)]
pub(crate) struct Alone {
    file: Arc<SourceFile>,
    around: Around,
    state: RandomState,
}

impl Alone {
    /// For the objects of a file; none where what it is to others tells more than its text.
    #[must_use]
    pub(crate) fn new(
        file: &Arc<SourceFile>,
        bare_pipe: bool,
        guides: &[(PathBuf, SourceFile)],
        release: Release,
    ) -> Option<Self> {
        let around = Around::of(file, bare_pipe, &Neighbours::new(guides), release);
        let is_plain = around.overlay.is_none() && !matches!(around.role, Role::LeftOut(_));
        let state = RandomState::new();
        is_plain.then(|| Self { file: Arc::clone(file), around, state })
    }

    /// For the objects of a cluster's file, which an API server gave.
    #[must_use]
    pub(super) fn of_cluster(file: &Arc<SourceFile>) -> Self {
        let release = Release::default();
        let around = Around { chart_template: false, role: Role::Applied, overlay: None, release };
        Self { file: Arc::clone(file), around, state: RandomState::new() }
    }

    /// Looks at a portion of the file. What nothing is said of while it is read, and what nobody asks
    /// about, is spare.
    #[must_use]
    pub(crate) fn look(&self, portion: Portion<'_>) -> Look<Manifest> {
        match self.one(portion) {
            Look::Spare((manifest, rest)) if is_clean(&rest) && is_spare(&manifest) => {
                Look::Spare(manifest)
            }
            Look::Broken => Look::Broken,
            _ => Look::Needed,
        }
    }

    /// The only object of a portion, if that means nothing outside of it, and what else was read.
    pub(super) fn one(&self, portion: Portion<'_>) -> Look<(Manifest, Loaded)> {
        // Above such a document it would be read as JSON.
        if portion.form == Form::Document && portion.text.trim_start().starts_with('{') {
            return Look::Needed;
        }
        let file = Arc::new(self.file.with_text(portion.alone()));
        let mut loaded = self.around.load(&file, false);
        let manifest = match (loaded.manifests.pop(), loaded.manifests.is_empty()) {
            (Some(manifest), true) if is_whole(manifest.document(), portion.form) => manifest,
            _ if is_broken(&file, portion.form) => return Look::Broken,
            _ => return Look::Needed,
        };
        let is_telling = TELLING
            .iter()
            .any(|word| memchr::memmem::find(portion.text.as_bytes(), word.as_bytes()).is_some());
        match !is_telling && is_plain(manifest.document()) {
            true => Look::Spare((manifest, loaded)),
            false => Look::Needed,
        }
    }

    /// The objects of what is left of the file.
    #[must_use]
    pub(crate) fn left(&self, file: SourceFile) -> Vec<Manifest> {
        self.around.load(&Arc::new(file), true).manifests
    }

    /// A number for what a manifest names; two that name the same have the same.
    #[must_use]
    pub(crate) fn name(&self, manifest: &Manifest) -> u64 {
        let object = manifest.object_ref();
        let (group, kind) = (manifest.group(), object.kind.as_str());
        self.state.hash_one((group, kind, manifest.namespace(), object.name.as_str()))
    }

    /// A number for what rules that are about other objects see of a manifest.
    #[must_use]
    pub(crate) fn shape(&self, manifest: &Manifest) -> u64 {
        let object = manifest.object_ref();
        let Object::Pod(pod) = manifest.object() else {
            return self.state.hash_one((&object.api_version, &object.kind));
        };
        // Each pod mounts its token by a name of its own.
        let seen = |container: &Container| {
            let container = Container { volume_mounts: None, ..container.clone() };
            serde_json::to_string(&container).unwrap_or_default()
        };
        let containers: Vec<String> =
            pod.spec.iter().flat_map(|spec| containers(spec).map(seen)).collect();
        let inits = pod.spec.as_ref().map_or(0, |spec| spec.containers.len());
        let labels = manifest.pod_labels();
        self.state.hash_one((manifest.namespace(), labels, inits, containers))
    }
}

/// The kind of objects that a policy takes for its parameters, where they may have been let go of.
#[must_use]
pub(crate) fn spare_parameters(manifest: &Manifest) -> Option<&str> {
    let kind = manifest.find(&["spec", "paramKind", "kind"])?;
    let kind = manifest.document().as_str(kind)?;
    let is_policy = manifest.group() == "admissionregistration.k8s.io";
    (is_policy && SPARE.iter().any(|(_, spare)| *spare == kind)).then_some(kind)
}

/// Whether a document is the portion, all of it, and nothing else.
fn is_whole(document: &Document, form: Form) -> bool {
    let items = || document.get(document.root(), "items").map(|items| document.elements(items));
    document.ignored.is_none()
        && match form {
            Form::Document => document.kind(document.root()) == Kind::Mapping,
            Form::Item | Form::JsonItem => items().is_some_and(|items| items.len() == 1),
        }
}

/// Whether a portion is no whole by itself, or more than one.
fn is_broken(file: &SourceFile, form: Form) -> bool {
    match parse_stream(file).as_slice() {
        [Ok(document)] => !is_whole(document, form),
        _ => form != Form::Document,
    }
}

/// Whether nothing is said of an object while it is read.
fn is_clean(loaded: &Loaded) -> bool {
    loaded.diagnostics.is_empty()
        && loaded.skipped.is_empty()
        && loaded.suppressions.list.is_empty()
        && loaded.suppressions.malformed.is_empty()
}

/// Whether an object is one that nobody asks about, and all of it is known.
fn is_spare(manifest: &Manifest) -> bool {
    let object = manifest.object_ref();
    SPARE.contains(&(object.api_version.as_str(), object.kind.as_str()))
        && !object.name.is_empty()
        && manifest.is_readable()
        && !manifest.has_unknown()
        && !matches!(manifest.object(), Object::Unreadable(_))
}

/// Whether nothing in a document means anything outside of it, or is written twice.
fn is_plain(document: &Document) -> bool {
    document.aliases().is_empty()
        && document.merges().is_empty()
        && document.duplicates().is_empty()
        && document.nodes().all(|(node, _)| document.properties(node).is_none())
}
