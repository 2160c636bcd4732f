//! Findings as GitLab's Code Quality reads them.
//!
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use std::io;

use serde::Serialize;

use super::fingerprint::fingerprints;
use super::place::{Place, origin};
use super::{Findings, Format};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::shared::format::Audience;
use crate::report::shared::json::{Each, write};

/// The format.
pub(super) const FORMAT: Format = Format {
    name: "gitlab",
    about: "A Code Quality report, for GitLab",
    audience: Audience::People,
    on_screen: false,
    render: |findings, _, out| render(findings, out),
};

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

fn render(findings: &Findings<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let diagnostics = &findings.diagnostics;
    let fingerprints = fingerprints(&findings.sources.workspace, diagnostics);
    let all = diagnostics.iter().zip(&fingerprints);
    write(&Each::new(all, |(found, fingerprint)| issue(found, fingerprint)), out)
}

fn issue<'a>(found: &'a Diagnostic, fingerprint: &'a str) -> Issue<'a> {
    let Place { file, start, end } = Place::of(found);
    let message = format!("{}{}", found.message, origin(found));
    let description = match &found.help {
        Some(help) => format!("{message} (help: {help})"),
        None => message,
    };
    Issue {
        description,
        check_name: &found.rule,
        fingerprint,
        severity: match found.severity {
            Severity::Error => "critical",
            Severity::Warning => "major",
            Severity::Info => "info",
        },
        location: Location { path: file, lines: Lines { begin: start.line, end: end.line } },
    }
}
