//! Findings in the Static Analysis Results Interchange Format, for code scanning and editors.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use std::io;

use serde::Serialize;
use serde_json::{Value, json};

use super::fingerprint::{fingerprints, path};
use super::place::{Place, origin};
use super::{Findings, Format};
use crate::diagnostic::{Diagnostic, Fix, Label, Severity};
use crate::manifest::Accepted;
use crate::manifest::suppression::By;
use crate::report::shared::format::Audience;
use crate::report::shared::json::{Each, write};
use crate::rules::{Category, Meta};
use crate::source::{SourceFile, Span};

/// The format. It goes to dashboards that show every result, so that it says once what people are
/// told once.
pub(super) const FORMAT: Format = Format {
    name: "sarif",
    about: "SARIF 2.1.0, for code scanning",
    audience: Audience::People,
    on_screen: false,
    render: |findings, _, out| render(findings, out),
};

fn render(findings: &Findings<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut found = findings.diagnostics.clone();
    let kept = found.len();
    found.extend(findings.suppressed.iter().map(|accepted| &accepted.found));
    let metas: Vec<&Meta> = findings
        .rules
        .metas()
        .filter(|meta| found.iter().any(|found| found.rule == meta.id))
        .collect();
    let fingerprints = fingerprints(&findings.sources.workspace, &found);
    let of_kept = std::iter::repeat_n(None, kept);
    let accepted = of_kept.chain(findings.suppressed.iter().map(Some));
    let all = found.iter().zip(&fingerprints).zip(accepted);
    let results = Each::new(all, |((found, fingerprint), accepted)| {
        let mut result = result(found, fingerprint, &metas);
        if let Some(accepted) = accepted {
            result["suppressions"] = json!([suppression(accepted)]);
        }
        result
    });
    let mut driver = json!({
        "name": "daemonlint",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": metas.iter().map(|meta| rule(meta)).collect::<Vec<_>>(),
    });
    if let Some(home) = [env!("CARGO_PKG_HOMEPAGE"), env!("CARGO_PKG_REPOSITORY")]
        .into_iter()
        .find(|home| !home.is_empty())
    {
        driver["informationUri"] = json!(home);
    }
    let run = Run {
        column_kind: "unicodeCodePoints",
        properties: json!({"kubernetes": findings.summary.kubernetes}),
        results,
        tool: json!({"driver": driver}),
    };
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    write(&Log { schema, runs: [run], version: "2.1.0" }, out)
}

#[derive(Serialize)]
struct Log<R> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [Run<R>; 1],
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<R> {
    column_kind: &'static str,
    properties: Value,
    results: R,
    tool: Value,
}

/// That a finding was accepted where it stands or elsewhere, and why.
fn suppression(accepted: &Accepted) -> Value {
    let kind = match accepted.by {
        By::Manifest(..) => "inSource",
        By::Config(..) | By::Before(_) => "external",
    };
    let mut suppression = json!({"kind": kind, "status": "accepted"});
    let reason = match &accepted.by {
        By::Before(before) => format!("It was found before ({})", before.name()),
        By::Manifest(..) | By::Config(..) => accepted.reason.clone(),
    };
    if !reason.is_empty() {
        suppression["justification"] = json!(sentence(&reason));
    }
    suppression
}

fn rule(meta: &Meta) -> Value {
    let mut rule = json!({
        "id": meta.id,
        "shortDescription": {"text": sentence(&meta.title)},
        "defaultConfiguration": {"level": level(meta.severity)},
        "properties": {"tags": [meta.category.as_str()]},
    });
    if let Ok(text) = meta.text() {
        let (why, fix) = (text.why.trim(), text.fix.trim());
        rule["fullDescription"] = json!({"text": why});
        rule["help"] = json!({
            "text": format!("{why}\n\n{fix}"),
            "markdown": format!("{why}\n\n**What to write instead**\n\n{fix}"),
        });
    }
    if let Some(reference) = meta.reference() {
        rule["helpUri"] = json!(reference);
    }
    if meta.category == Category::Security {
        rule["properties"]["security-severity"] = json!(match meta.severity {
            Severity::Error => "8.0",
            Severity::Warning => "5.0",
            Severity::Info => "2.0",
        });
    }
    rule
}

fn result(found: &Diagnostic, fingerprint: &str, metas: &[&Meta]) -> Value {
    let help = found.help.as_deref().map(|help| format!(" {}", sentence(help)));
    let message = sentence(&format!("{}{}", found.message, origin(found)));
    let message = message + &help.unwrap_or_default();
    let mut result = json!({
        "ruleId": found.rule,
        "level": level(found.severity),
        "message": {"text": message},
        "locations": [primary(found)],
        "partialFingerprints": {"daemonlint/v1": fingerprint},
    });
    if let Some(index) = metas.iter().position(|meta| found.rule == meta.id) {
        result["ruleIndex"] = json!(index);
    }
    if let (Some(object), Some(location)) = (&found.object, result["locations"].get_mut(0)) {
        location["logicalLocations"] = json!([{
            "name": object.name,
            "fullyQualifiedName": format!(
                "{}/{}/{}",
                object.kind,
                object.namespace.as_deref().unwrap_or_default(),
                object.name
            ),
            "kind": "resource",
        }]);
    }
    if !found.labels.is_empty() {
        let related = found.labels.iter().enumerate().map(|(id, label)| {
            let mut related = location(&found.file, label);
            related["id"] = json!(id);
            related
        });
        result["relatedLocations"] = related.collect();
    }
    if !found.fixes.is_empty() {
        result["fixes"] = found.fixes.iter().map(|one| fix(&found.file, one)).collect();
    }
    result
}

/// Where the finding itself stands in the repository.
fn primary(found: &Diagnostic) -> Value {
    let mut location = location(&found.file, &found.primary);
    if found.file.rendered().is_some() {
        let Place { file, start, .. } = Place::of(found);
        location["physicalLocation"] = json!({
            "artifactLocation": {"uri": uri(&file)},
            "region": {"startLine": start.line},
        });
    }
    location
}

fn location(file: &SourceFile, label: &Label) -> Value {
    let file = label.file.as_deref().unwrap_or(file);
    let mut location = json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(file.name())},
        "region": region(file, label.span),
    }});
    if !label.text.is_empty() {
        location["message"] = json!({"text": label.text});
    }
    location
}

fn fix(file: &SourceFile, fix: &Fix) -> Value {
    let replacements = fix.edits.iter().map(|edit| {
        json!({
            "deletedRegion": region(file, edit.span),
            "insertedContent": {"text": edit.text},
        })
    });
    json!({
        "description": {"text": sentence(&fix.title)},
        "artifactChanges": [{
            "artifactLocation": {"uri": uri(file.name())},
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}

fn region(file: &SourceFile, span: Span) -> Value {
    let (start, end) = file.positions(span);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A text with a full stop, as SARIF's readers expect one.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', ':']) { text.to_owned() } else { format!("{text}.") }
}

/// A file's name as a URI, relative where the name is; what a URI has no place for is encoded.
fn uri(name: &str) -> String {
    let path = path(name);
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
