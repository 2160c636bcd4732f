//! Findings as Checkstyle writes them, which many tools of continuous integration read.

use std::collections::BTreeMap;
use std::io;

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
    render: |findings, _, out| render(&findings.diagnostics, out),
};

fn render(diagnostics: &[&Diagnostic], out: &mut dyn io::Write) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"10.0\">\n")?;
    let mut files: BTreeMap<String, Vec<&Diagnostic>> = BTreeMap::new();
    for found in diagnostics {
        files.entry(place::shown(found)).or_default().push(found);
    }
    for (file, all) in files {
        writeln!(out, "  <file name=\"{}\">", xml(&file))?;
        all.into_iter().try_for_each(|found| out.write_all(error(found).as_bytes()))?;
        out.write_all(b"  </file>\n")?;
    }
    out.write_all(b"</checkstyle>\n")
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
