//! What a check reports: a message and symbolic places. No check counts bytes;
//! [`run()`](super::run()) resolves the places when all checks are done.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::{Label, Severity};
use crate::kubernetes::field::{FieldPath, Step};
use crate::manifest::Manifest;
use crate::source::Span;

/// Which part of an entry a place means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The value.
    #[default]
    Value,
    /// The key.
    Key,
}

/// A way through an object to a place in it, `spec.template.spec.containers[2].image` for
/// example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The field.
    pub path: FieldPath,
    /// Which part of it.
    pub part: Part,
}

impl Route {
    /// The whole object.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// `spec`.
    #[must_use]
    pub fn spec() -> Self {
        Self::root().field("spec")
    }

    /// `metadata`.
    #[must_use]
    pub fn metadata() -> Self {
        Self::root().field("metadata")
    }

    /// `spec.template.spec`.
    #[must_use]
    pub fn pod_spec() -> Self {
        Self::spec().field("template").field("spec")
    }

    /// A field of the object here.
    #[must_use]
    pub fn field(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.path.0.push(Step::Field(name.into()));
        self
    }

    /// An element of the list here.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.path.0.push(Step::Index(index));
        self
    }

    /// An entry of the map here.
    #[must_use]
    pub fn entry(mut self, key: impl Into<String>) -> Self {
        self.path.0.push(Step::Key(key.into()));
        self
    }

    /// The key of this place and not its value.
    #[must_use]
    pub const fn key(mut self) -> Self {
        self.part = Part::Key;
        self
    }
}

impl From<FieldPath> for Route {
    fn from(path: FieldPath) -> Self {
        Self { path, part: Part::Value }
    }
}

/// The bytes of a place, or of the innermost field on the way to it that is there: the one
/// function that turns symbolic places into spans.
pub(super) fn span_of(manifest: &Manifest, route: &Route) -> Span {
    let location = manifest.locate(&route.path);
    if location.node == manifest.node() {
        manifest.headline()
    } else {
        match route.part {
            Part::Key => location.key_span(manifest.document()),
            Part::Value => location.span(manifest.document()),
        }
    }
}

/// A place that belongs to a finding, with a word about it.
#[derive(Clone, Debug)]
pub(super) enum Related {
    /// In the finding's own manifest.
    Here(Route, String),
    /// In another one.
    Elsewhere(Label),
}

/// A change that would mend a finding, in symbolic places.
#[derive(Clone, Debug)]
pub(super) struct Mend {
    pub title: String,
    pub safe: bool,
    /// New strings for places that have one.
    pub replacements: Vec<(Route, String)>,
}

/// A rule whose finding says the same, better.
#[derive(Clone, Copy, Debug)]
pub(super) struct Better {
    pub rule: &'static str,
    /// Whether it counts anywhere in the object, and not at the same field alone.
    pub anywhere: bool,
}

/// What a check found in a manifest: built up by what it knows.
#[derive(Clone, Debug)]
pub struct Finding {
    pub(super) message: String,
    pub(super) route: Route,
    pub(super) text: String,
    pub(super) related: Vec<Related>,
    pub(super) severity: Option<Severity>,
    pub(super) help: Option<String>,
    pub(super) covers: Vec<FieldPath>,
    pub(super) yields_to: Vec<Better>,
    pub(super) mends: Vec<Mend>,
}

impl Finding {
    /// What is wrong, in one line without a full stop, at a place, with a word about what is to be
    /// seen there.
    #[must_use]
    pub fn new(message: impl Into<String>, route: Route, text: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            route,
            text: text.into(),
            related: Vec::new(),
            severity: None,
            help: None,
            covers: Vec::new(),
            yields_to: Vec::new(),
            mends: Vec::new(),
        }
    }

    /// Another place of the same manifest that belongs to it.
    #[must_use]
    pub fn related(mut self, route: Route, text: impl Into<String>) -> Self {
        self.related.push(Related::Here(route, text.into()));
        self
    }

    /// A place of another manifest.
    #[must_use]
    pub fn related_in(
        mut self,
        manifest: &Manifest,
        route: &Route,
        text: impl Into<String>,
    ) -> Self {
        let file = Some(Arc::clone(manifest.file()));
        let label = Label { file, span: span_of(manifest, route), text: text.into() };
        self.related.push(Related::Elsewhere(label));
        self
    }

    /// What to do instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A severity other than the rule's own.
    #[must_use]
    pub const fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// The API server's complaint about this field is the same mistake in other words: it points
    /// here, and is not shown beside this finding where people read.
    #[must_use]
    pub fn covers(mut self, route: Route) -> Self {
        self.covers.push(route.path);
        self
    }

    /// Where another rule finds something in the same object at this field, in it or around it,
    /// that says the same and better: this finding is not shown beside it where people read.
    #[must_use]
    pub fn yields_to_at(mut self, rule: &'static str) -> Self {
        self.yields_to.push(Better { rule, anywhere: false });
        self
    }

    /// The same, wherever in the object the other rule finds it.
    #[must_use]
    pub fn yields_to(mut self, rule: &'static str) -> Self {
        self.yields_to.push(Better { rule, anywhere: true });
        self
    }

    /// A change that mends it and keeps the meaning: new strings for places that have one, given
    /// without quotes. They are written in those that are there.
    #[must_use]
    pub fn fix(mut self, title: impl Into<String>, replacements: Vec<(Route, String)>) -> Self {
        self.mends.push(Mend { title: title.into(), safe: true, replacements });
        self
    }
}

/// Collects what a check finds in one manifest.
#[derive(Debug, Default)]
pub struct Findings(pub(super) Vec<Finding>);

impl Findings {
    /// Records a finding.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }
}
