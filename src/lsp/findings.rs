//! Findings as the protocol has them.

use std::str::FromStr;

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, NumberOrString, Range, Uri,
};

use super::analysis::key_of;
use super::client::Client;
use super::position::Lines;
use super::uri;
use crate::diagnostic::{self, Severity};
use crate::source::{SourceFile, Span};

/// Whose findings these are, for people.
pub(super) const SOURCE: &str = "daemonlint";

/// Rules about what is of no use: editors grey it out.
const UNNECESSARY: [&str; 7] = [
    "document-dropped",
    "merge-key-overridden",
    "preference-has-no-effect",
    "redundant-requirement",
    "redundant-toleration",
    "rolling-update-beside-on-delete",
    "unused-suppression",
];

/// Rules about what is on its way out: editors strike it through.
const DEPRECATED: [&str; 6] = [
    "deprecated-annotation",
    "deprecated-api-version",
    "deprecated-field",
    "deprecated-node-label",
    "frozen-registry",
    "removed-master-role",
];

/// A finding as the protocol has it; `lines` are those of its file.
pub(super) fn diagnostic(
    found: &diagnostic::Diagnostic,
    lines: &Lines<'_>,
    client: &Client,
    name: &dyn Fn(&SourceFile) -> Option<Uri>,
) -> Diagnostic {
    let page = found.rule.url().filter(|_| client.pages);
    let page = page.and_then(|url| Uri::from_str(url).ok());
    Diagnostic {
        range: range(&found.file, lines, found.primary.span),
        severity: Some(severity(found.severity)),
        code: Some(NumberOrString::String(found.rule.to_string())),
        code_description: page.map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message: message(found),
        related_information: client.related.then(|| related(found, lines, client, name)),
        tags: tags(&found.rule).filter(|_| client.tags),
        data: None,
    }
}

const fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

/// What is wrong, what is to be seen at the place, and what to write instead.
fn message(found: &diagnostic::Diagnostic) -> String {
    let mut message = String::from(&*found.message);
    if !found.primary.text.is_empty() {
        message.push_str(&format!("\n{}", found.primary.text));
    }
    if let Some(help) = &found.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    message
}

fn tags(rule: &str) -> Option<Vec<DiagnosticTag>> {
    let unnecessary = UNNECESSARY.contains(&rule).then_some(DiagnosticTag::UNNECESSARY);
    let deprecated = DEPRECATED.contains(&rule).then_some(DiagnosticTag::DEPRECATED);
    let tags: Vec<_> = unnecessary.into_iter().chain(deprecated).collect();
    (!tags.is_empty()).then_some(tags)
}

/// The other places of a finding.
fn related(
    found: &diagnostic::Diagnostic,
    lines: &Lines<'_>,
    client: &Client,
    name: &dyn Fn(&SourceFile) -> Option<Uri>,
) -> Vec<DiagnosticRelatedInformation> {
    let one = |label: &diagnostic::Label| {
        let file = label.file.as_ref().unwrap_or(&found.file);
        let range = match &label.file {
            None => range(file, lines, label.span),
            Some(other) => range(other, &Lines::new(other.text(), client.encoding), label.span),
        };
        let message = if label.text.is_empty() {
            "see here".to_owned()
        } else {
            label.text.clone().into_owned()
        };
        Some(DiagnosticRelatedInformation {
            location: Location { uri: name(file)?, range },
            message,
        })
    };
    found.labels.iter().filter_map(one).collect()
}

/// A range of a file. A byte order mark on disk is nothing that an editor shows.
pub(super) fn range(file: &SourceFile, lines: &Lines<'_>, span: Span) -> Range {
    let mut range = lines.range(span);
    if file.text().starts_with('\u{feff}') {
        let mark = lines.position('\u{feff}'.len_utf8() as u32).character;
        for end in [&mut range.start, &mut range.end] {
            if end.line == 0 {
                end.character = end.character.saturating_sub(mark);
            }
        }
    }
    range
}

/// The URI of a file of a run.
pub(super) fn uri_of(file: &SourceFile) -> Option<Uri> {
    uri::of_key(&key_of(file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    #[test]
    fn tagged_rules_exist() {
        let rules = RuleSet::built_in();
        for rule in UNNECESSARY.iter().chain(&DEPRECATED) {
            assert!(rules.find(rule).is_some(), "{rule}");
        }
    }
}
