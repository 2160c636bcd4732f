//! What a rule found: where, what, why and what to write instead.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::source::{SourceFile, Span};

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

/// The object that a finding is about.
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
    pub text: String,
}

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go; empty for an insertion.
    pub span: Span,
    /// What comes instead.
    pub text: String,
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, in the imperative.
    pub title: String,
    /// Whether it keeps the meaning: only such fixes are applied without being asked for by name.
    pub safe: bool,
    /// The edits, all in the diagnostic's file, in order and without overlap.
    pub edits: Vec<Edit>,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule's id.
    pub rule: Cow<'static, str>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line without a full stop.
    pub message: String,
    /// The file.
    pub file: Arc<SourceFile>,
    /// The document in the file's stream, from 0, empty and null documents not counted.
    pub document: Option<u32>,
    /// The object.
    pub object: Option<ObjectRef>,
    /// The field in Kubernetes' notation.
    pub field: Option<String>,
    /// The API server's class of the error (`FieldValueRequired`), for `admission-invalid`.
    pub reason: Option<&'static str>,
    /// The place, with a word about it.
    pub primary: Label,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// What to do instead.
    pub help: Option<String>,
    /// A page that says more.
    pub url: Option<String>,
    /// Changes that mend it.
    pub fixes: Vec<Fix>,
    /// The rule that says the same of this object, better: mostly for what the API server would
    /// say. Outputs for people leave such a finding out; those for programs show both.
    pub covered_by: Option<Cow<'static, str>>,
    /// The field that was meant and is missing now, where the one that is written doesn't exist:
    /// what is said of that field follows from this finding. `[*]` stands for any element.
    pub meant: Option<String>,
}

impl Diagnostic {
    /// A finding at a place, with nothing but its message; the `with_…` functions add the rest.
    #[must_use]
    pub fn new(
        rule: impl Into<Cow<'static, str>>,
        severity: Severity,
        message: impl Into<String>,
        file: Arc<SourceFile>,
        span: Span,
    ) -> Self {
        Self {
            rule: rule.into(),
            severity,
            message: message.into(),
            file,
            document: None,
            object: None,
            field: None,
            reason: None,
            primary: Label { file: None, span, text: String::new() },
            labels: Vec::new(),
            help: None,
            url: None,
            fixes: Vec::new(),
            covered_by: None,
            meant: None,
        }
    }

    /// The word at the marked place.
    #[must_use]
    pub fn with_text(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Which document of the file, and which object, it is about.
    #[must_use]
    pub fn with_object(mut self, document: u32, object: ObjectRef) -> Self {
        self.document = Some(document);
        self.object = Some(object);
        self
    }

    /// The field in Kubernetes' notation.
    #[must_use]
    pub fn with_field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Another place in the same file that belongs to it.
    #[must_use]
    pub fn with_label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { file: None, span, text: text.into() });
        self
    }

    /// A place in another file that belongs to it.
    #[must_use]
    pub fn with_label_in(
        mut self,
        file: Arc<SourceFile>,
        span: Span,
        text: impl Into<String>,
    ) -> Self {
        self.labels.push(Label { file: Some(file), span, text: text.into() });
        self
    }

    /// What to do instead.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A change that mends it.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}

/// Puts findings into the order in which every output shows them: errors first, then warnings,
/// then infos; within these by file and place. The order depends on nothing else, so that the
/// same input gives the same bytes.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        b.severity
            .cmp(&a.severity)
            .then_with(|| a.file.name().cmp(b.file.name()))
            .then_with(|| a.primary.span.cmp(&b.primary.span))
            .then_with(|| a.rule.cmp(&b.rule))
            .then_with(|| a.field.cmp(&b.field))
            .then_with(|| a.message.cmp(&b.message))
    });
}

#[cfg(test)]
mod tests {
    use super::*;

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
