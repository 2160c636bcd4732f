//! One line a finding, for editors and pipes: `file:line:column: severity[rule]: message`.

use crate::diagnostic::Diagnostic;
use crate::words::escape::escape;

/// Renders findings in the order given.
#[must_use]
pub fn render(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|found| line(found) + "\n").collect()
}

/// One finding without a line break.
pub(super) fn line(diagnostic: &Diagnostic) -> String {
    let place = diagnostic.file.position(diagnostic.primary.span.start);
    format!(
        "{}:{}:{}: {}[{}]: {}",
        escape(diagnostic.file.name()),
        place.line,
        place.column,
        diagnostic.severity,
        escape(&diagnostic.rule),
        escape(&diagnostic.message),
    )
}
