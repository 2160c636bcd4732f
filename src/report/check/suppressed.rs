//! What is suppressed, by what and why: a line each.

use super::Findings;
use crate::manifest::Accepted;
use crate::manifest::suppression::By;
use crate::source::{SourceFile, Span};
use crate::words::escape::escape;

/// The lines, by the places of the findings, then what a config accepts in vain; nothing where they
/// are not asked for. What was there before is counted alone: its list is the baseline.
#[must_use]
pub(super) fn lines(findings: &Findings<'_>) -> String {
    if !findings.lists_suppressed {
        return String::new();
    }
    let mut accepted: Vec<(&Accepted, &SourceFile, Span)> = findings
        .suppressed
        .iter()
        .filter_map(|accepted| match &accepted.by {
            By::Manifest(file, span) | By::Config(file, span) => Some((accepted, &**file, *span)),
            By::Before(_) => None,
        })
        .collect();
    accepted.sort_by_key(|(accepted, ..)| {
        (accepted.found.file.name(), accepted.found.primary.span, &accepted.found.rule)
    });
    let mut lines: String =
        accepted.into_iter().map(|(accepted, file, span)| line(accepted, file, span)).collect();
    for (file, span) in &findings.idle {
        let (name, line) = (escape(file.name()), file.position(span.start).line);
        lines.push_str(&format!("{name}:{line}: suppresses nothing of what was checked\n"));
    }
    lines
}

fn line(accepted: &Accepted, file: &SourceFile, span: Span) -> String {
    let found = &accepted.found;
    let place = found.file.position(found.primary.span.start);
    let line = file.position(span.start).line;
    let by = match file.name() == found.file.name() {
        true => format!("line {line}"),
        false => format!("{}:{line}", escape(file.name())),
    };
    let reason = match &*accepted.reason {
        "" => ", without a reason".to_owned(),
        reason => format!(": {}", escape(reason)),
    };
    format!(
        "{}:{}:{}: suppressed {}[{}]: {} (by {by}{reason})\n",
        escape(found.file.name()),
        place.line,
        place.column,
        found.severity,
        escape(&found.rule),
        escape(&found.message),
    )
}
