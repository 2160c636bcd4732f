//! One line a finding, for editors and pipes: `file:line:column: severity[rule]: message`.

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
    diagnostics.into_iter().map(|found| line(found) + "\n").collect()
}

/// The template that the line comes from, where Helm says so.
fn from(diagnostic: &Diagnostic) -> String {
    let template = diagnostic.file.template_at(diagnostic.primary.span.start);
    template.map(|template| format!(" (from {template})")).unwrap_or_default()
}

/// One finding without a line break.
pub(super) fn line(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.file.position(diagnostic.primary.span.start);
    format!(
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
