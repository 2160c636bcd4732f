//! One line a finding, for editors and pipes: `file:line:column: severity[rule]: message`.

use std::fmt::Write as _;

use super::{Format, statistics, suppressed};
use crate::diagnostic::Diagnostic;
use crate::report::shared::format::Audience;
use crate::words::escape::escape;

/// The format.
pub(crate) const FORMAT: Format = Format {
    name: "short",
    about: "`file:line:column: severity[rule]: message`, for editors",
    audience: Audience::People,
    on_screen: false,
    render: |findings, _, out| {
        if findings.statistics {
            return out.write_all(statistics::render(findings).as_bytes());
        }
        let mut line = String::new();
        for found in &findings.diagnostics {
            line.clear();
            push(&mut line, found);
            out.write_all(line.as_bytes())?;
        }
        out.write_all(suppressed::lines(findings).as_bytes())
    },
};

/// Renders findings in the order given.
#[must_use]
pub(crate) fn lines<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let mut lines = String::new();
    diagnostics.into_iter().for_each(|found| push(&mut lines, found));
    lines
}

/// One finding as a line.
pub(super) fn line(diagnostic: &Diagnostic) -> String {
    let mut line = String::new();
    push(&mut line, diagnostic);
    line
}

/// Adds one finding as a line.
fn push(lines: &mut String, diagnostic: &Diagnostic) {
    let at = diagnostic.primary.span.start;
    let place = diagnostic.file.position(at);
    lines.push_str(&escape(diagnostic.file.name()));
    // Writing to a string can't fail.
    let _ = write!(lines, ":{}:{}: ", place.line, place.column);
    let words = [diagnostic.severity.as_str(), "[", &escape(&diagnostic.rule), "]: "];
    lines.extend(words);
    lines.push_str(&escape(&diagnostic.message));
    // The template that the line comes from, where Helm says so.
    if let Some(template) = diagnostic.file.template_at(at) {
        lines.extend([" (from ", &escape(template), ")"]);
    }
    lines.push('\n');
}
