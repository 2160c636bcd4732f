//! Findings as Checkstyle writes them, which many tools of continuous integration read.

use std::collections::BTreeMap;

use super::place::{Place, origin};
use super::{Format, place};
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
    let mut files: BTreeMap<String, Vec<&Diagnostic>> = BTreeMap::new();
    for found in diagnostics {
        files.entry(place::shown(found)).or_default().push(found);
    }
    for (file, all) in files {
        report.push_str(&format!("  <file name=\"{}\">\n", xml(&file)));
        report.extend(all.into_iter().map(error));
        report.push_str("  </file>\n");
    }
    report.push_str("</checkstyle>\n");
    report
}

fn error(found: &Diagnostic) -> String {
    let place = Place::of(found).start;
    format!(
        "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"daemonlint.{}\"/>\n",
        place.line,
        place.column,
        found.severity,
        xml(&format!("{}{}", found.message, origin(found))),
        xml(&found.rule),
    )
}
