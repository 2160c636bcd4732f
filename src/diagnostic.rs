//! What a rule found: where, what, why and what to write instead.

mod rule_id;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use crate::kubernetes::field::{CompactPath, Reason, RoutePattern};
pub(crate) use crate::source::Edit;
use crate::source::{FileId, SourceFile, Span};
pub(crate) use rule_id::RuleId;

/// How bad a finding is. Ordered: an error is greater than a warning.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably not what is meant.
    Warning,
    /// Wrong: the API server refuses it, or it can't work.
    Error,
}

impl Severity {
    /// The word that outputs print and that `--fail-on` and the config file take.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which object of a run: what findings are matched by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId {
    /// The file.
    pub file: FileId,
    /// The document in the file's stream, from 0, empty and null documents not counted.
    pub document: u32,
    /// The place among the items of a `List`, from 0.
    pub item: Option<u32>,
}

/// What an object calls itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectRef {
    /// `apps/v1`.
    pub api_version: String,
    /// `DaemonSet`.
    pub kind: String,
    /// As written; none where the manifest names none.
    pub namespace: Option<String>,
    /// Empty where the manifest names none.
    pub name: String,
}

/// A marked place with a word about it.
#[derive(Clone, Debug)]
pub struct Label {
    /// The file; none for the diagnostic's own.
    pub file: Option<Arc<SourceFile>>,
    /// The bytes.
    pub span: Span,
    /// What is to be seen there; may be empty.
    pub text: Cow<'static, str>,
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, in the imperative.
    pub title: Cow<'static, str>,
    /// Whether it keeps the meaning: only such fixes are applied without being asked for by name.
    pub safe: bool,
    /// The edits, all in the diagnostic's file, in order and without overlap.
    pub edits: Vec<Edit>,
    /// The maps and lists that get, lose or rename entries: another fix that does so to one of them
    /// can't be carried out with this one, for it counts on what was there.
    pub reshaped: Vec<Span>,
}

/// One finding. Of a large run there are many: what few of them have lies apart, in [`Details`], and
/// is read as if it were their own.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule.
    pub rule: RuleId,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line without a full stop.
    pub message: Box<str>,
    /// The file.
    pub file: Arc<SourceFile>,
    /// The document of the file that it is about, and the item of its list; nothing where it is
    /// about the file.
    place: Option<(u32, Option<u32>)>,
    /// What the object calls itself.
    pub object: Option<Arc<ObjectRef>>,
    /// The field, from the object on; empty for the whole of it.
    pub route: CompactPath,
    /// The place, with a word about it.
    pub primary: Label,
    /// What to do instead: mostly the same words for all that a rule finds.
    pub help: Option<Cow<'static, str>>,
    details: Option<Box<Details>>,
}

/// What few findings have.
#[derive(Clone, Debug)]
pub struct Details {
    /// The API server's class of the error, for `admission-invalid`.
    pub reason: Option<Reason>,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// Changes that mend it.
    pub fixes: Vec<Fix>,
    /// The fields of the object about which others need not say anything beside this finding.
    pub covers: Vec<RoutePattern>,
    /// The field that was meant and is missing now, where the one that is written doesn't exist:
    /// what is said of that field follows from this finding.
    pub meant: Option<RoutePattern>,
    /// The rule that says the same of this object, better: mostly for what the API server would
    /// say. Outputs for people leave such a finding out; those for programs show both.
    pub covered_by: Option<&'static str>,
}

impl Details {
    const NONE: Self = Self {
        reason: None,
        labels: Vec::new(),
        fixes: Vec::new(),
        covers: Vec::new(),
        meant: None,
        covered_by: None,
    };
}

impl Deref for Diagnostic {
    type Target = Details;

    fn deref(&self) -> &Details {
        static NONE: Details = Details::NONE;
        self.details.as_deref().unwrap_or(&NONE)
    }
}

impl Diagnostic {
    /// A finding at a place, with nothing but its message; the `with_…` functions add the rest.
    #[must_use]
    pub fn new(
        rule: impl Into<RuleId>,
        severity: Severity,
        message: impl Into<Box<str>>,
        file: Arc<SourceFile>,
        span: Span,
    ) -> Self {
        Self {
            rule: rule.into(),
            severity,
            message: message.into(),
            file,
            place: None,
            object: None,
            route: CompactPath::default(),
            primary: Label { file: None, span, text: Cow::default() },
            help: None,
            details: None,
        }
    }

    /// Which object it is about, or which document that holds none; nothing where it is about the
    /// file.
    #[must_use]
    pub fn id(&self) -> Option<ObjectId> {
        let (file, document, item) = self.place()?;
        Some(ObjectId { file: file.clone(), document, item })
    }

    /// The same as the file, the document in it and the item of that, which nothing is cloned for.
    #[must_use]
    pub(crate) fn place(&self) -> Option<(&FileId, u32, Option<u32>)> {
        let (document, item) = self.place?;
        Some((self.file.id(), document, item))
    }

    /// What few findings have, to be changed.
    pub fn details_mut(&mut self) -> &mut Details {
        self.details.get_or_insert_with(|| Box::new(Details::NONE))
    }

    /// The word at the marked place.
    #[must_use]
    pub fn with_text(mut self, text: impl Into<Cow<'static, str>>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Which object of its file it is about, and what that calls itself.
    #[must_use]
    pub fn with_object(mut self, id: &ObjectId, object: Arc<ObjectRef>) -> Self {
        self.object = Some(object);
        self.with_document(id.document, id.item)
    }

    /// Which document of the file it is about, or which item of its list, that is no object.
    #[must_use]
    pub const fn with_document(mut self, document: u32, item: Option<u32>) -> Self {
        self.place = Some((document, item));
        self
    }

    /// The field, from the object on.
    #[must_use]
    pub fn with_route(mut self, route: impl Into<CompactPath>) -> Self {
        self.route = route.into();
        self
    }

    /// The API server's class of the error.
    #[must_use]
    pub fn with_reason(mut self, reason: Reason) -> Self {
        self.details_mut().reason = Some(reason);
        self
    }

    /// Another place in the same file that belongs to it.
    #[must_use]
    pub fn with_label(mut self, span: Span, text: impl Into<Cow<'static, str>>) -> Self {
        self.details_mut().labels.push(Label { file: None, span, text: text.into() });
        self
    }

    /// A place in another file that belongs to it.
    #[must_use]
    pub fn with_label_in(
        mut self,
        file: Arc<SourceFile>,
        span: Span,
        text: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.details_mut().labels.push(Label { file: Some(file), span, text: text.into() });
        self
    }

    /// What to do instead.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<Cow<'static, str>>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The fix that is carried out where fixes are asked for: the first safe one, else with `all`
    /// the first. What another finding says better is mended there, if it can be.
    #[must_use]
    pub fn chosen_fix(&self, all: bool) -> Option<&Fix> {
        let fixes = || self.fixes.iter().filter(|fix| !fix.edits.is_empty());
        let safe = fixes().find(|fix| fix.safe);
        let chosen = safe.or_else(|| fixes().next().filter(|_| all));
        chosen.filter(|_| self.covered_by.is_none())
    }

    /// A change that mends it.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.details_mut().fixes.push(fix);
        self
    }

    /// Takes out the changes that mend it.
    pub fn drop_fixes(&mut self) {
        if let Some(details) = &mut self.details {
            details.fixes.clear();
        }
    }
}

/// Puts findings into the order in which every output shows them: errors first, then warnings,
/// then infos; within these by file and place. The order depends on nothing else, so that the
/// same input gives the same bytes.
pub(crate) fn sort(diagnostics: &mut [Diagnostic]) {
    if diagnostics.is_sorted_by(|one, next| order(one, next).is_le()) {
        return;
    }
    // Places are moved around and not the findings, which are large.
    let mut places: Vec<usize> = (0..diagnostics.len()).collect();
    places.sort_by(|a, b| order(&diagnostics[*a], &diagnostics[*b]));
    arrange(diagnostics, places);
}

/// Which of two findings comes first.
fn order(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    b.severity
        .cmp(&a.severity)
        .then_with(|| a.file.name().cmp(b.file.name()))
        .then_with(|| a.primary.span.cmp(&b.primary.span))
        .then_with(|| a.rule.cmp(&b.rule))
        .then_with(|| a.route.cmp(&b.route))
        .then_with(|| a.message.cmp(&b.message))
}

/// Puts each item where its old place stands among the places.
fn arrange<T>(items: &mut [T], mut places: Vec<usize>) {
    for first in 0..places.len() {
        let mut at = first;
        loop {
            let from = std::mem::replace(&mut places[at], at);
            if from == first {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_go_where_their_places_stand() {
        for places in [vec![], vec![0], vec![2, 0, 1], vec![3, 1, 0, 2, 4], vec![4, 3, 2, 1, 0]] {
            let mut items: Vec<usize> = (0..places.len()).collect();
            arrange(&mut items, places.clone());
            assert_eq!(items, places);
        }
    }

    #[test]
    fn errors_come_first_then_the_order_of_the_files_and_lines() {
        let file = |name: &str| Arc::new(SourceFile::new(name, "text"));
        let found = |severity, name, start| {
            Diagnostic::new("a-rule", severity, "wrong", file(name), Span::new(start, start + 1))
        };
        let mut all = [
            found(Severity::Info, "a.yaml", 0),
            found(Severity::Error, "b.yaml", 2),
            found(Severity::Error, "b.yaml", 1),
            found(Severity::Warning, "a.yaml", 0),
            found(Severity::Error, "a.yaml", 3),
        ];
        sort(&mut all);
        let seen =
            all.map(|d| format!("{} {} {}", d.severity, d.file.name(), d.primary.span.start));
        assert_eq!(
            seen,
            [
                "error a.yaml 3",
                "error b.yaml 1",
                "error b.yaml 2",
                "warning a.yaml 0",
                "info a.yaml 0"
            ]
        );
    }
}
