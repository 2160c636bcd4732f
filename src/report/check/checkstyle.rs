//! Findings as Checkstyle writes them, which many tools of continuous integration read.

use super::Format;
use crate::diagnostic::Diagnostic;
use crate::report::shared::format::Audience;
use crate::report::shared::markup::xml;

/// The format.
pub(super) const FORMAT: Format = Format {
    name: "checkstyle",
    about: "Checkstyle's XML, for reviewdog, Jenkins and others",
    audience: Audience::People,
    on_screen: false,
    render: |findings, _| render(&findings.diagnostics),
};

fn render(diagnostics: &[&Diagnostic]) -> String {
    let mut report =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"10.0\">\n");
    let mut files: Vec<&str> = diagnostics.iter().map(|found| found.file.name()).collect();
    files.sort_unstable();
    files.dedup();
    for file in files {
        report.push_str(&format!("  <file name=\"{}\">\n", xml(file)));
        for found in diagnostics.iter().filter(|found| found.file.name() == file) {
            report.push_str(&error(found));
        }
        report.push_str("  </file>\n");
    }
    report.push_str("</checkstyle>\n");
    report
}

fn error(found: &Diagnostic) -> String {
    let place = found.file.position(found.primary.span.start);
    format!(
        "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"daemonlint.{}\"/>\n",
        place.line,
        place.column,
        found.severity,
        xml(&found.message),
        xml(&found.rule),
    )
}
