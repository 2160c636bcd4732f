//! The step of the pipeline: a file's documents made into manifests.

mod object;
mod place;

use std::sync::Arc;

use super::admission::DECODE;
use super::fill::{self, Unknown};
use super::identity::{Identity, identify};
use super::list::Held;
use super::manifest::{Manifest, first_line};
use super::object::Object;
use super::overlay::Overlay;
use super::refusal::Refusal;
use super::schema;
use super::skip::{Skipped, Why};
use super::suppression::Suppressions;
use super::unknown_kind::current;
use super::{consequences, foreign, list, openshift, patch, template};
use crate::diagnostic::{Diagnostic, ObjectRef, Severity};
use crate::kubernetes::dropped::{self, Dropped};
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::release::{Release, Version};
use crate::source::{SourceFile, Span};
use crate::yaml::{Document, NodeId, Problem, Value, YamlError, own_kind, parse_stream};
use place::{Item, Place};

/// What the caller knows of a file and its text does not say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The file lies under the `templates` of a Helm chart (a folder above it holds a
    /// `Chart.yaml`): what can't be read there is a template, not a mistake.
    pub chart_template: bool,
    /// The Kubernetes that is asked.
    pub release: Release,
    /// What the file is to those around it.
    pub role: Role,
    /// What is set in its objects from outside.
    pub overlay: Option<&'a Overlay>,
    /// Its typed objects are let go of: what is asked for again is read again.
    pub lets_go: bool,
}

/// What a file is to those around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// What it holds is applied as it stands: a rendered stream.
    #[default]
    Applied,
    /// A file with whole objects, of which values may still have to be filled in.
    Resource,
    /// A file of a folder: what looks like a part of an object is one.
    Found,
    /// Another file says that it is no manifest.
    LeftOut(Why),
}

/// What a file gave.
#[derive(Debug)]
pub struct Loaded {
    /// Its objects, in the order of the text.
    pub manifests: Vec<Manifest>,
    /// What the API server could not read, or would refuse by strict field validation: findings
    /// of the rules `admission-decode` and `admission-strict`.
    pub diagnostics: Vec<Diagnostic>,
    /// The documents that were left out.
    pub skipped: Vec<Skipped>,
    /// What the file's comments and annotations suppress.
    pub suppressions: Suppressions,
    /// How many objects it has beside those, which were let go of while it was read.
    pub let_go: usize,
}

/// Reads a file's objects.
#[must_use]
pub fn load(file: &Arc<SourceFile>, options: Options<'_>) -> Loaded {
    let mut loading = Loading::new(file, &options);
    if let Role::LeftOut(why) = options.role {
        loading.skip(None, whole(file), why);
        if matches!(why, Why::KustomizePatch | Why::Kustomization) {
            loading.broken_for_kustomize();
        }
        return loading.loaded;
    }
    if options.chart_template && (file.is_template() || file.text().contains(template::ACTION)) {
        loading.skip(None, whole(file), Why::HelmTemplate);
        return loading.loaded;
    }
    if template::is_of_ytt(file.text()) {
        loading.skip(None, whole(file), Why::OtherTemplate);
        return loading.loaded;
    }
    let documents = parse_stream(file);
    if documents.is_empty() {
        loading.skip(None, whole(file), Why::Empty);
    }
    let mut failures = documents.iter().filter_map(|document| document.as_ref().err());
    let is_template = failures.any(|error| template::is_template(file, error));
    let whole_documents = file.gaps().map_or(0, |gaps| gaps.all().documents);
    loading.loaded.let_go = whole_documents as usize;
    loading.has_objects =
        whole_documents > 0 || has_objects(file, &documents, options.release.version());
    let mut readable = Vec::with_capacity(documents.len());
    for document in documents {
        match document {
            // Of a template, what happens to be readable is taken if nothing is filled in there.
            Ok(document) if is_template && file.slice(document.span).contains(template::ACTION) => {
                loading.skip(Some(document.index), document.span, template::whose(file.text()));
            }
            Ok(mut document) => {
                openshift::fill_parameters(&mut document);
                if options.role != Role::Applied {
                    let (overlay, version) = (options.overlay, options.release.version());
                    loading.open = fill::fill(&mut document, file, overlay, version).map(Arc::new);
                }
                loading.items = 0;
                let document = Arc::new(document);
                loading.document(&document);
                readable.push(document);
            }
            Err(error) => loading.unreadable(&error),
        }
    }
    let Loaded { manifests, suppressions, .. } = &mut loading.loaded;
    suppressions.read(&readable, manifests);
    loading.loaded
}

/// Whether one of a file's documents is a Kubernetes object, or is meant to be one.
fn has_objects(
    file: &SourceFile,
    documents: &[Result<Document, YamlError>],
    asked: Version,
) -> bool {
    documents.iter().any(|document| match document {
        Ok(document) => {
            !matches!(identify(document, document.root(), asked), Identity::NotKubernetes)
        }
        Err(error) => template::looks_like_kubernetes(file.slice(error.chunk)),
    })
}

/// Whether an object is one of our own, for `--nodes`.
fn is_inventory(api_version: &str, kind: &str) -> bool {
    let group = api_version.split_once('/').map(|(group, _)| group);
    group == Some(own_kind::GROUP) && kind == own_kind::INVENTORY
}

/// What kubectl does with a document that is no object.
const STOPS: &str = "kubectl stops here and applies nothing of what follows";

fn whole(file: &SourceFile) -> Span {
    Span::new(0, file.text().len() as u32)
}

/// A value's text between quotes of its own, shortened.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let text = text.trim_matches(['"', '\'']);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}

/// A file while it is read.
struct Loading<'a> {
    file: &'a Arc<SourceFile>,
    role: Role,
    release: Release,
    loaded: Loaded,
    /// What of the document at hand is not known.
    open: Option<Arc<Unknown>>,
    /// How many items of lists were seen in the document at hand.
    items: u32,
    /// How many kustomizations lie around the file.
    layers: Option<usize>,
    /// The file has objects: kubectl is meant to read it.
    has_objects: bool,
    lets_go: bool,
}

impl<'a> Loading<'a> {
    fn new(file: &'a Arc<SourceFile>, options: &Options<'_>) -> Self {
        let Options { role, release, lets_go, .. } = *options;
        let loaded = Loaded {
            manifests: Vec::new(),
            diagnostics: Vec::new(),
            skipped: Vec::new(),
            suppressions: Suppressions::new(file),
            let_go: 0,
        };
        let layers = options.overlay.map(|overlay| overlay.layers);
        let (open, items, has_objects) = (None, 0, false);
        Self { file, role, release, loaded, open, items, layers, has_objects, lets_go }
    }

    fn skip(&mut self, document: Option<u32>, span: Span, why: Why) {
        self.loaded.skipped.push(Skipped { file: Arc::clone(self.file), document, span, why });
    }

    /// The place of the next item among all items of the document's lists.
    fn next_item(&mut self) -> u32 {
        let item = self.items;
        self.items += 1;
        item
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.loaded.diagnostics.push(diagnostic);
    }

    /// A finding of the rule `admission-decode`.
    fn undecodable(&self, message: impl Into<Box<str>>, span: Span) -> Diagnostic {
        Diagnostic::new(DECODE, Severity::Error, message, Arc::clone(self.file), span)
    }

    /// A document that is no YAML, or no JSON. One that is no object matters too where the file
    /// has others: kubectl stops at it.
    fn unreadable(&mut self, error: &YamlError) {
        let chunk = self.file.slice(error.chunk);
        // After such a line kubectl reads no document: what stands below it was meant to be one.
        let below = match error.problem {
            Problem::Separator => self.file.text().get(error.chunk.start as usize..),
            _ => None,
        };
        let looks_like_kubernetes = template::looks_like_kubernetes(below.unwrap_or(chunk));
        let is_template = template::is_template(self.file, error);
        let is_in_the_way = self.has_objects && !is_template && !template::is_version_line(chunk);
        if is_template || !(looks_like_kubernetes || is_in_the_way) {
            let (span, why) = match is_template {
                true => (error.chunk, template::whose(self.file.text())),
                // Where reading it ends tells more than where it begins.
                false => (error.span, Why::Unreadable),
            };
            self.skip(Some(error.document), span, why);
            // Of a folder's templates, the summary tells. What is piped in is meant to be rendered.
            if self.role != Role::Applied || !looks_like_kubernetes {
                return;
            }
        }
        let mut diagnostic =
            self.undecodable(error.to_string(), error.span).with_document(error.document, None);
        if is_template {
            // The API server can't read it, but nobody means to send it there.
            diagnostic.severity = Severity::Info;
            diagnostic.message = format!("a template, not checked: {error}").into();
            diagnostic.help = Some("check what it renders to".into());
        } else if !looks_like_kubernetes {
            diagnostic.help = Some(STOPS.into());
        }
        if let Some((span, text)) = error.context {
            diagnostic = diagnostic.with_label(span, text);
        }
        self.report(diagnostic);
    }

    /// What kustomize can't read of a file of its own: it builds nothing then.
    fn broken_for_kustomize(&mut self) {
        let documents = parse_stream(self.file);
        let mut failures = documents.iter().filter_map(|document| document.as_ref().err());
        if let Some(error) = failures.next().filter(|e| !template::is_template(self.file, e)) {
            let found = self.undecodable(error.to_string(), error.span);
            let mut found = found.with_document(error.document, None);
            found.help = Some("kustomize stops here and builds nothing".into());
            if let Some((span, text)) = error.context {
                found = found.with_label(span, text);
            }
            self.report(found);
        }
    }

    /// A document that can be read: its object, unless it is no manifest of its own.
    fn document(&mut self, document: &Arc<Document>) {
        let root = document.root();
        if let Some(span) = template::cut_off(self.file, document) {
            let message = "the document ends above this line, which stands further to the left: \
                           kubectl reads nothing from here on";
            let diagnostic = self.undecodable(message, span).with_document(document.index, None);
            self.report(diagnostic.with_help(
                "let all keys of the object begin in the same column, the first one too",
            ));
        } else if let Some(why) = self.left_out(document) {
            self.skip(Some(document.index), document.span, why);
        } else {
            self.object(document, root, None);
        }
    }

    /// Why a document as a whole is no manifest of its own.
    fn left_out(&self, document: &Document) -> Option<Why> {
        let root = document.root();
        let text = |key| document.get(root, key).and_then(|value| document.as_str(value));
        let is_found = self.role == Role::Found;
        match (text("apiVersion"), text("kind")) {
            _ if foreign::is_encrypted(document, root) => Some(Why::Encrypted),
            _ if self.is_kindless(document, root) => Some(Why::OtherTemplate),
            (Some(version), Some(_)) if version.starts_with("kustomize.config.k8s.io/") => {
                Some(Why::Kustomization)
            }
            (Some(_), Some(kind))
                if is_found && patch::is_patch(document, root, kind, self.file.name()) =>
            {
                Some(Why::KustomizePatch)
            }
            _ if is_found && patch::is_json_patch(document, root) => Some(Why::KustomizePatch),
            _ if foreign::is_to_be_deleted(document, root, self.file.name()) => {
                Some(Why::OtherTool)
            }
            _ => foreign::is_foreign(document, root).then_some(Why::OtherTool),
        }
    }

    /// Whether even its kind is still to be filled in. A kind that Kubernetes has tells its
    /// apiVersion.
    fn is_kindless(&self, document: &Document, root: NodeId) -> bool {
        let unknown = |key| {
            let value = document.get(root, key)?;
            self.open.as_ref().map(|unknown| unknown.has(value))
        };
        let is_known = || {
            let kind = document.get(root, "kind").and_then(|kind| document.as_str(kind));
            kind.is_some_and(|kind| current(kind, self.release.version()).is_some())
        };
        unknown("kind").unwrap_or_default()
            || unknown("apiVersion").unwrap_or_default() && !is_known()
    }

    /// The object at a node: the document's root, or an item of a list.
    fn object(&mut self, document: &Arc<Document>, node: NodeId, item: Option<Item>) {
        let inferred = item.as_ref().and_then(|item| item.inferred.clone());
        let identity = match identify(document, node, self.release.version()) {
            Identity::NotKubernetes | Identity::Refused(Refusal { node: None, .. })
                if inferred.is_some() && list::is_bare(document, node) =>
            {
                let (api_version, kind) = inferred.unwrap_or_default();
                Identity::Object { api_version, kind }
            }
            identity => identity,
        };
        let place = Place { document, node, item: item.map(|item| item.index) };
        match identity {
            Identity::NotKubernetes if place.item.is_some() => {
                let span = first_line(self.file, document.span(node));
                let message =
                    "this item of the list is not an object: it has no apiVersion and kind";
                let diagnostic = self.undecodable(message, span);
                self.report(diagnostic.with_document(document.index, place.item));
            }
            Identity::NotKubernetes => match self.obstacle(document) {
                Some(what) => {
                    let message = format!("this document is {what} and no object");
                    let span = first_line(self.file, document.span(node));
                    let found = self.undecodable(message, span);
                    self.report(found.with_document(document.index, None).with_help(STOPS));
                }
                None => self.skip(Some(document.index), document.span, Why::NotKubernetes),
            },
            Identity::Object { api_version, kind } if is_inventory(&api_version, &kind) => {
                self.skip(Some(document.index), document.span, Why::Inventory);
            }
            Identity::Refused(refusal) => self.refused(place, &refusal),
            Identity::Object { api_version, kind } => {
                match list::holder(document, node, &api_version, &kind) {
                    Some(field) => self.items(document, node, field, (&api_version, &kind)),
                    None => self.known(place, api_version, kind),
                }
            }
        }
    }

    /// What a document is that no tool can mean by it, among others that are objects.
    fn obstacle(&self, document: &Document) -> Option<&'static str> {
        let root = document.root();
        let text = document.as_str(root);
        let is_to_come = text.is_some_and(template::is_part);
        if !self.has_objects || is_to_come {
            return None;
        }
        match document.value(root) {
            Value::Mapping([]) => Some("`{}`"),
            Value::Mapping(_) => Some("a map without `apiVersion` and `kind`,"),
            _ => Some(document.kind(root).describe()),
        }
    }

    /// How many items of lists were let go of between two bytes.
    fn items_left_out(&self, from: u32, to: u32) -> usize {
        let before = |byte| self.file.gaps().map_or(0, |gaps| gaps.before(byte).items as usize);
        before(to).saturating_sub(before(from))
    }

    /// The objects that stand in a field of a list or a Template.
    fn items(
        &mut self,
        document: &Arc<Document>,
        list: NodeId,
        field: &'static str,
        (api_version, kind): (&str, &str),
    ) {
        let Some(items) = document.get(list, field) else { return };
        let inferred = list::inferred(api_version, kind);
        if list == document.root() {
            let (start, end) = (document.span(items).start, document.span.end);
            self.loaded.let_go += self.items_left_out(start, end);
        }
        for Held { node, index, expected } in list::held(document, items) {
            let start = document.span(node).start;
            let above = self.items_left_out(document.span.start, start);
            let index =
                index.map(|index| index + self.items_left_out(document.span(items).start, start));
            let item = index.map(|_| Item {
                index: self.next_item() + above as u32,
                inferred: inferred.clone(),
            });
            let Some(expected) = expected else {
                self.object(document, node, item);
                continue;
            };
            let route = FieldPath::root().field(field).then(index.map(Step::Index));
            let found = document.kind(node).describe();
            let message = format!("`{route}` takes {expected}, not {found}");
            let diagnostic = self.undecodable(message, document.span(node));
            self.report(diagnostic.with_document(document.index, None).with_route(route));
        }
    }

    /// An object whose apiVersion and kind the API server can't take. It is looked at as what was
    /// meant.
    fn refused(&mut self, place: Place<'_>, refusal: &Refusal) {
        let text = |key| {
            let value = place.document.get(place.node, key);
            value.and_then(|value| place.document.as_str(value)).unwrap_or_default().to_owned()
        };
        let mut manifest = place.manifest(self, text("apiVersion"), text("kind"), refusal.meant);
        manifest.readable = false;
        manifest.be(Object::Unreadable(refusal.message.clone()));
        let span = match refusal.node {
            Some(node) => place.document.span(node),
            None => first_line(self.file, place.document.span(place.node)),
        };
        let mut diagnostic = manifest
            .finding_at(DECODE, Severity::Error, span, refusal.message.clone())
            .with_route(FieldPath::root().field(refusal.field));
        diagnostic.help = refusal.help.clone().map(Into::into);
        let ObjectRef { api_version, kind, .. } = manifest.object_ref();
        let filled_in = dropped::find(api_version, kind).is_some_and(Dropped::fills_in_selector);
        if filled_in && !manifest.has(&["spec", "selector"]) {
            // The old version has made the selector of the labels; that there is none now is said.
            diagnostic.details_mut().covers.extend(consequences::of_no_selector());
        }
        self.report(diagnostic);
        self.read(&mut manifest);
        self.loaded.manifests.push(manifest);
    }

    /// An object whose apiVersion and kind are in order.
    fn known(&mut self, place: Place<'_>, api_version: String, kind: String) {
        let known = schema::lookup::find(&api_version, &kind);
        let mut manifest = place.manifest(self, api_version, kind, known);
        self.read(&mut manifest);
        self.loaded.manifests.push(manifest);
    }
}
