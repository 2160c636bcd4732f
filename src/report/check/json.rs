//! Findings for programs: the versioned contract.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::statistics::Counted;
use super::summary::{Summary, place};
use super::{Format, statistics};
use crate::diagnostic::{Diagnostic, Edit, Fix, Label, ObjectRef, Severity};
use crate::kubernetes::field::Reason;
use crate::manifest::Accepted;
use crate::manifest::suppression::{Before, By};
use crate::report::shared::format::Audience;
use crate::report::shared::json::{Each, VERSION, write};
use crate::source::file::Position;
use crate::source::{SourceFile, Span};

/// The format.
pub(crate) const FORMAT: Format = Format {
    name: "json",
    about: "One versioned object, for programs",
    audience: Audience::Programs,
    on_screen: false,
    render: |findings, _, out| {
        let statistics = findings.statistics.then(|| statistics::counted(findings));
        let listed = if findings.lists_suppressed { findings.suppressed } else { &[] };
        render(&findings.diagnostics, listed, (&findings.summary, statistics), out)
    },
};

/// Writes findings and figures as one object.
fn render(
    diagnostics: &[&Diagnostic],
    suppressed: &[Accepted],
    (summary, statistics): (&Summary, Option<Vec<Counted<'_>>>),
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let report = CheckReport {
        version: VERSION,
        diagnostics: Each::new(diagnostics.iter(), |found| Finding::new(found)),
        suppressed: suppressed.iter().map(Suppressed::new).collect(),
        summary: Figures::new(summary),
        statistics,
    };
    write(&report, out)
}

#[derive(Serialize)]
struct CheckReport<'a, D> {
    version: u32,
    diagnostics: D,
    /// Where it is asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressed: Vec<Suppressed<'a>>,
    summary: Figures,
    #[serde(skip_serializing_if = "Option::is_none")]
    statistics: Option<Vec<Counted<'a>>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    file: &'a str,
    document: Option<u32>,
    object: Option<Object<'a>>,
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    span: Range,
    label: &'a str,
    labels: Vec<Marked<'a>>,
    help: Option<&'a str>,
    url: Option<&'a str>,
    fixes: Vec<Mending<'a>>,
    /// The template that Helm made the object from.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    /// The rule whose finding says the same better.
    #[serde(rename = "coveredBy", skip_serializing_if = "Option::is_none")]
    covered_by: Option<&'a str>,
}

/// A finding with what suppresses it.
#[derive(Serialize)]
struct Suppressed<'a> {
    #[serde(flatten)]
    finding: Finding<'a>,
    suppression: Suppression<'a>,
}

#[derive(Serialize)]
struct Suppression<'a> {
    /// `manifest`, `config`, `baseline` or `revision`.
    kind: &'static str,
    /// The file that says so, or the revision.
    by: &'a str,
    line: Option<u32>,
    reason: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Object<'a> {
    api_version: &'a str,
    kind: &'a str,
    namespace: Option<&'a str>,
    name: &'a str,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    byte: u32,
}

#[derive(Serialize)]
struct Marked<'a> {
    file: &'a str,
    span: Range,
    message: &'a str,
}

#[derive(Serialize)]
struct Mending<'a> {
    title: &'a str,
    safe: bool,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    span: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Figures {
    /// The Kubernetes that answered.
    kubernetes: String,
    files: usize,
    objects: usize,
    daemonsets: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    suppressed: usize,
    /// How many the baseline has.
    #[serde(skip_serializing_if = "is_zero")]
    baseline: usize,
    /// How many of the baseline's are found no more.
    #[serde(skip_serializing_if = "is_zero")]
    gone: usize,
    /// How many were there at the revision that the run is held against.
    #[serde(skip_serializing_if = "is_zero")]
    before: usize,
    /// How many findings of each rule were fixed, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<BTreeMap<String, usize>>,
    /// Where there are alternatives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    deployments: Vec<String>,
    /// How many objects there are of each kind that is none of Kubernetes' own.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    unchecked: BTreeMap<String, usize>,
    skipped: Vec<LeftOut>,
}

#[derive(Serialize)]
struct LeftOut {
    reason: &'static str,
    count: usize,
    places: Vec<String>,
}

impl Range {
    fn new(file: &SourceFile, span: Span) -> Self {
        let place = |position: Position| Place {
            line: position.line,
            column: position.column,
            byte: position.byte,
        };
        let (start, end) = file.positions(span);
        Self { start: place(start), end: place(end) }
    }
}

impl<'a> Finding<'a> {
    fn new(found: &'a Diagnostic) -> Self {
        let file = &*found.file;
        Self {
            rule: &found.rule,
            severity: found.severity,
            message: &found.message,
            file: file.name(),
            document: found.id().map(|id| id.document),
            object: found.object.as_deref().map(Object::new),
            field: (!found.route.is_root()).then(|| found.route.to_string()),
            reason: found.reason.map(Reason::as_str),
            span: Range::new(file, found.primary.span),
            label: &found.primary.text,
            labels: found.labels.iter().map(|label| Marked::new(file, label)).collect(),
            help: found.help.as_deref(),
            url: found.rule.url(),
            fixes: found.fixes.iter().map(|fix| Mending::new(file, fix)).collect(),
            source: file.template_at(found.primary.span.start),
            covered_by: found.covered_by,
        }
    }
}

impl<'a> Suppressed<'a> {
    fn new(accepted: &'a Accepted) -> Self {
        let (kind, by, line) = match &accepted.by {
            By::Manifest(file, span) => {
                ("manifest", file.name(), Some(file.position(span.start).line))
            }
            By::Config(file, span) => ("config", file.name(), Some(file.position(span.start).line)),
            By::Before(Before::Baseline(name)) => ("baseline", &**name, None),
            By::Before(Before::Revision(name)) => ("revision", &**name, None),
        };
        let suppression = Suppression { kind, by, line, reason: &accepted.reason };
        Self { finding: Finding::new(&accepted.found), suppression }
    }
}

impl<'a> Object<'a> {
    fn new(object: &'a ObjectRef) -> Self {
        Self {
            api_version: &object.api_version,
            kind: &object.kind,
            namespace: object.namespace.as_deref(),
            name: &object.name,
        }
    }
}

impl<'a> Marked<'a> {
    fn new(file: &'a SourceFile, label: &'a Label) -> Self {
        let file = label.file.as_deref().unwrap_or(file);
        Self { file: file.name(), span: Range::new(file, label.span), message: &label.text }
    }
}

impl<'a> Mending<'a> {
    fn new(file: &SourceFile, fix: &'a Fix) -> Self {
        let edit =
            |edit: &'a Edit| Replacement { span: Range::new(file, edit.span), text: &edit.text };
        Self { title: &fix.title, safe: fix.safe, edits: fix.edits.iter().map(edit).collect() }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Figures {
    fn new(summary: &Summary) -> Self {
        Self {
            kubernetes: summary.kubernetes.clone(),
            files: summary.files,
            objects: summary.objects,
            daemonsets: summary.daemonsets,
            errors: summary.errors,
            warnings: summary.warnings,
            infos: summary.infos,
            suppressed: summary.suppressed,
            baseline: summary.baseline,
            gone: summary.gone,
            before: summary.before,
            fixed: summary.fixed.as_ref().map(|fixed| fixed.rules.clone()),
            deployments: summary.deployments.clone(),
            unchecked: summary.unchecked.clone(),
            skipped: summary
                .skipped_by_reason()
                .into_iter()
                .map(|(why, count)| {
                    let of_reason = summary.skipped.iter().filter(|skipped| skipped.why == why);
                    LeftOut { reason: why.reason(), count, places: of_reason.map(place).collect() }
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use insta::assert_snapshot;
    use serde_json::Value;

    use super::*;
    use crate::diagnostic::ObjectId;
    use crate::kubernetes::field::Path;

    #[test]
    fn a_finding_has_the_fields_of_the_contract() {
        let file = Arc::new(SourceFile::new("a.yaml", "kind: x\u{202e}\nspec: {}\n"));
        let id = ObjectId { file: file.id().clone(), document: 0, item: None };
        let found = Diagnostic::new(
            "admission-invalid",
            Severity::Error,
            "no \u{202e}",
            file,
            Span::new(16, 18),
        )
        .with_object(
            &id,
            Arc::new(ObjectRef {
                api_version: "apps/v1".to_owned(),
                kind: "DaemonSet".to_owned(),
                namespace: None,
                name: "agent".to_owned(),
            }),
        )
        .with_route(Path::root("spec").child("selector").to_field_path())
        .with_reason(Reason::Required)
        .with_label(Span::new(0, 4), "this")
        .with_fix(Fix {
            title: "write it".into(),
            safe: false,
            edits: vec![Edit { span: Span::new(16, 16), text: "x".to_owned() }],
            reshaped: Vec::new(),
        });
        let summary = Summary { kubernetes: "1.36".to_owned(), ..Summary::default() };
        let mut text = Vec::new();
        render(&[&found], &[], (&summary, None), &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        assert!(text.is_ascii(), "{text}");
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["diagnostics"][0]["message"], "no \u{202e}");
        assert_snapshot!(text, @r#"{"version":1,"diagnostics":[{"rule":"admission-invalid","severity":"error","message":"no \u202e","file":"a.yaml","document":0,"object":{"apiVersion":"apps/v1","kind":"DaemonSet","namespace":null,"name":"agent"},"field":"spec.selector","reason":"FieldValueRequired","span":{"start":{"line":2,"column":6,"byte":16},"end":{"line":2,"column":8,"byte":18}},"label":"","labels":[{"file":"a.yaml","span":{"start":{"line":1,"column":1,"byte":0},"end":{"line":1,"column":5,"byte":4}},"message":"this"}],"help":null,"url":null,"fixes":[{"title":"write it","safe":false,"edits":[{"span":{"start":{"line":2,"column":6,"byte":16},"end":{"line":2,"column":6,"byte":16}},"text":"x"}]}]}],"summary":{"kubernetes":"1.36","files":0,"objects":0,"daemonsets":0,"errors":0,"warnings":0,"infos":0,"suppressed":0,"skipped":[]}}"#);
    }
}
