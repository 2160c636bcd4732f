//! What a check reports: a message and symbolic places. No check counts bytes;
//! [`run()`](super::run()) resolves the places when all checks are done.

use std::borrow::Cow;
use std::sync::Arc;

pub(super) use super::route::{Part, Route};
use crate::diagnostic::{Label, Severity};
use crate::kubernetes::field::RoutePattern;
use crate::manifest::Manifest;
use crate::source::{SourceFile, Span};
use crate::yaml::edit::Change;

/// The bytes of a place, or of the innermost field on the way to it that is there: the one
/// function that turns symbolic places into spans.
pub(super) fn span_of(manifest: &Manifest, route: &Route) -> Span {
    let location = manifest.locate(&route.path());
    if location.node == manifest.node() {
        manifest.headline()
    } else {
        match route.part() {
            Part::Key => location.key_span(manifest.document()),
            Part::Value => location.span(manifest.document()),
        }
    }
}

/// A place that belongs to a finding, with a word about it.
#[derive(Clone, Debug)]
pub(super) enum Related {
    /// In the finding's own manifest.
    Here(Route, Cow<'static, str>),
    /// In its file, where no route leads.
    Bytes(Span, Cow<'static, str>),
    /// In another one.
    Elsewhere(Label),
}

/// A change that would fix a finding, in symbolic places.
#[derive(Clone, Debug)]
pub(super) struct PlannedFix {
    pub title: Cow<'static, str>,
    pub safe: bool,
    pub changes: Vec<Change>,
}

/// What a check found in a manifest: built up by what it knows.
#[derive(Clone, Debug)]
pub struct Finding {
    pub(super) message: Box<str>,
    pub(super) route: Route,
    /// What to mark, where no route leads.
    pub(super) bytes: Option<Span>,
    pub(super) text: Cow<'static, str>,
    pub(super) related: Vec<Related>,
    /// Where else the manifest has values that it rests on.
    pub(super) rests_on: Vec<Route>,
    pub(super) severity: Option<Severity>,
    pub(super) help: Option<Cow<'static, str>>,
    pub(super) covers: Vec<RoutePattern>,
    pub(super) fixes: Vec<PlannedFix>,
}

impl Finding {
    /// What is wrong, in one line without a full stop, at a place, with a word about what is to be
    /// seen there.
    #[must_use]
    pub fn new(
        message: impl Into<Box<str>>,
        route: Route,
        text: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            message: message.into(),
            route,
            bytes: None,
            text: text.into(),
            related: Vec::new(),
            rests_on: Vec::new(),
            severity: None,
            help: None,
            covers: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Marks bytes of the file to which no route leads: a key that another one replaces, text
    /// outside of the object.
    #[must_use]
    pub const fn at_bytes(mut self, span: Span) -> Self {
        self.bytes = Some(span);
        self
    }

    /// Other bytes of the file that belong to it, to which no route leads.
    #[must_use]
    pub fn related_bytes(mut self, span: Span, text: impl Into<Cow<'static, str>>) -> Self {
        self.related.push(Related::Bytes(span, text.into()));
        self
    }

    /// Another place of the same manifest that belongs to it.
    #[must_use]
    pub fn related(mut self, route: Route, text: impl Into<Cow<'static, str>>) -> Self {
        self.related.push(Related::Here(route, text.into()));
        self
    }

    /// A place whose value it rests on, and that need not be seen: nothing is said where that value
    /// is not known.
    #[must_use]
    pub fn rests_on(mut self, route: Route) -> Self {
        self.rests_on.push(route);
        self
    }

    /// A place of another manifest.
    #[must_use]
    pub fn related_in(
        mut self,
        manifest: &Manifest,
        route: &Route,
        text: impl Into<Cow<'static, str>>,
    ) -> Self {
        let file = Some(Arc::clone(manifest.file()));
        let label = Label { file, span: span_of(manifest, route), text: text.into() };
        self.related.push(Related::Elsewhere(label));
        self
    }

    /// A place of another file that belongs to it.
    #[must_use]
    pub fn related_at(
        mut self,
        file: &Arc<SourceFile>,
        span: Span,
        text: impl Into<Cow<'static, str>>,
    ) -> Self {
        let label = Label { file: Some(Arc::clone(file)), span, text: text.into() };
        self.related.push(Related::Elsewhere(label));
        self
    }

    /// What to do instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A severity other than the rule's own.
    #[must_use]
    pub const fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// What a rule that this one is better than (see `rules/precedence.rs`) says of this field is
    /// the same mistake in other words, and not shown beside this finding where people read.
    #[must_use]
    pub fn covers(mut self, route: impl Into<Route>) -> Self {
        self.covers.push(route.into().path().into());
        self
    }

    /// A change that mends it and keeps the meaning.
    #[must_use]
    pub fn fix(self, title: impl Into<Cow<'static, str>>, changes: Vec<Change>) -> Self {
        self.with_fix(title.into(), true, changes)
    }

    /// A change that mends it, if what it makes of the object is what was meant.
    #[must_use]
    pub fn unsafe_fix(self, title: impl Into<Cow<'static, str>>, changes: Vec<Change>) -> Self {
        self.with_fix(title.into(), false, changes)
    }

    fn with_fix(mut self, title: Cow<'static, str>, safe: bool, changes: Vec<Change>) -> Self {
        self.fixes.push(PlannedFix { title, safe, changes });
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
