//! One line a finding, for editors and pipes: `file:line:column: severity[rule]: message`.

use std::fmt::{self, Write};

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
    render: |findings, _| match findings.statistics {
        true => statistics::render(findings),
        false => lines(findings.diagnostics.iter().copied()) + &suppressed::lines(findings),
    },
};

/// Renders findings in the order given.
#[must_use]
pub(crate) fn lines<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let mut lines = String::new();
    for found in diagnostics {
        // Writing to a string can't fail.
        let _ = write(&mut lines, found);
        lines.push('\n');
    }
    lines
}

/// The template that the line comes from, where Helm says so.
fn from(diagnostic: &Diagnostic) -> String {
    let template = diagnostic.file.template_at(diagnostic.primary.span.start);
    template.map(|template| format!(" (from {template})")).unwrap_or_default()
}

/// One finding without a line break.
pub(super) fn line(diagnostic: &Diagnostic) -> String {
    let mut line = String::new();
    // Writing to a string can't fail.
    let _ = write(&mut line, diagnostic);
    line
}

/// Writes one finding without a line break.
fn write(to: &mut String, diagnostic: &Diagnostic) -> fmt::Result {
    let place = diagnostic.file.position(diagnostic.primary.span.start);
    write!(
        to,
        "{}:{}:{}: {}[{}]: {}{}",
        escape(diagnostic.file.name()),
        place.line,
        place.column,
        diagnostic.severity,
        escape(&diagnostic.rule),
        escape(&diagnostic.message),
        escape(&from(diagnostic)),
    )
}
