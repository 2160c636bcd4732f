//! Findings as JUnit's XML: a failed case for each, and a passed one for each file without any, so
//! that a clean run is not taken for one that tested nothing.

use std::collections::BTreeSet;
use std::io;

use super::place::{Place, origin, shown};
use super::{Findings, Format};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::shared::format::Audience;
use crate::report::shared::markup::xml;

/// The format.
pub(super) const FORMAT: Format = Format {
    name: "junit",
    about: "JUnit's XML, for test reports",
    audience: Audience::People,
    on_screen: false,
    render: |findings, _, out| render(findings, out),
};

fn render(findings: &Findings<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let manifests = findings.sources.workspace.manifests();
    let asked = manifests.filter(|manifest| findings.is_asked(manifest.file().id()));
    let mut passed: BTreeSet<&str> = asked.map(|manifest| manifest.file().name()).collect();
    for found in &findings.diagnostics {
        passed.remove(found.file.name());
    }
    let failures = findings.diagnostics.iter().filter(|found| is_failure(found)).count();
    let counts = format!(
        "tests=\"{}\" failures=\"{failures}\" errors=\"0\"",
        passed.len() + findings.diagnostics.len(),
    );
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"daemonlint\" {counts}>\n  <testsuite name=\"check\" {counts}>\n"
    )?;
    for found in &findings.diagnostics {
        out.write_all(case(found).as_bytes())?;
    }
    for file in passed {
        writeln!(out, "    <testcase classname=\"{}\" name=\"nothing found\"/>", xml(file))?;
    }
    out.write_all(b"  </testsuite>\n</testsuites>\n")
}

/// An info is worth knowing and no reason to fail.
fn is_failure(found: &Diagnostic) -> bool {
    found.severity > Severity::Info
}

fn case(found: &Diagnostic) -> String {
    let place = Place::of(found).start;
    let at = format!("{}:{}", place.line, place.column);
    let message = xml(&format!("{}{}", found.message, origin(found)));
    let help = found.help.as_deref().map(|help| {
        let lines: Vec<String> = help.lines().map(xml).collect();
        format!("\nhelp: {}", lines.join("\n"))
    });
    let help = help.unwrap_or_default();
    let file = xml(&shown(found));
    let said = if is_failure(found) {
        let severity = found.severity;
        format!(
            "<failure type=\"{severity}\" message=\"{message}\">{file}:{at}: {message}{help}</failure>"
        )
    } else {
        format!("<system-out>{file}:{at}: {message}{help}</system-out>")
    };
    let rule = xml(&found.rule);
    format!(
        "    <testcase classname=\"{file}\" name=\"{rule} at {at}\">\n      {said}\n    </testcase>\n"
    )
}
