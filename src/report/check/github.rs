//! Findings as GitHub's workflow commands, which mark them in the files of a pull request.

use std::collections::BTreeMap;

use super::Format;
use super::place::{Place, origin};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::shared::format::Audience;
use crate::words::count;
use crate::words::escape::{escape, escape_lines};

/// The format.
pub(super) const FORMAT: Format = Format {
    name: "github",
    about: "Marks in the files of a pull request, for GitHub Actions",
    audience: Audience::People,
    on_screen: false,
    render: |findings, _, out| out.write_all(render(&findings.diagnostics).as_bytes()),
};

/// What GitHub shows of each kind for a step; what is more, it drops without a word.
const SHOWN: usize = 10;

fn render(diagnostics: &[&Diagnostic]) -> String {
    let mut commands = String::new();
    let mut number: BTreeMap<Severity, usize> = BTreeMap::new();
    for found in diagnostics {
        let number = number.entry(found.severity).or_default();
        *number += 1;
        if *number <= SHOWN {
            commands.push_str(&command(found));
        }
    }
    for (severity, number) in number.iter().rev().filter(|(_, number)| **number > SHOWN) {
        let more = count(number - SHOWN, severity.as_str());
        commands.push_str(&format!("{more} more: daemonlint check shows them all\n"));
    }
    commands
}

fn command(found: &Diagnostic) -> String {
    let kind = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let Place { file, start, end } = Place::of(found);
    let mut properties = vec![
        format!("file={}", property(&file)),
        format!("line={}", start.line),
        format!("endLine={}", end.line),
    ];
    // Columns are taken within one line only.
    if start.line == end.line {
        properties.push(format!("col={}", start.column));
        properties.push(format!("endColumn={}", end.column));
    }
    properties.push(format!("title={}", property(&found.rule)));
    let mut message = escape(&format!("{}{}", found.message, origin(found))).into_owned();
    if let Some(help) = &found.help {
        message.push_str(&format!("\nhelp: {}", escape_lines(help)));
    }
    format!("::{kind} {}::{}\n", properties.join(","), data(&message))
}

/// A text as a command's message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A text as a command's property.
fn property(text: &str) -> String {
    data(&escape(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use insta::assert_snapshot;

    use super::*;
    use crate::source::{SourceFile, Span};

    #[test]
    fn nothing_in_a_finding_is_a_command() {
        let file = Arc::new(SourceFile::new("./50%, a:b\n.yaml", "é: 1\nb: 2\n"));
        let found = Diagnostic::new(
            "a-rule",
            Severity::Warning,
            "100%\n::error::no",
            file,
            Span::new(6, 10),
        )
        .with_help("do\n  this");
        assert_snapshot!(render(&[&found]), @r"::warning file=50%25%2C a%3Ab\n.yaml,line=2,endLine=2,col=1,endColumn=5,title=a-rule::100%25\n::error::no%0Ahelp: do%0A  this");
    }

    #[test]
    fn what_github_would_drop_is_counted() {
        let file = Arc::new(SourceFile::new("a.yaml", "a: 1\n"));
        let found = Diagnostic::new("a-rule", Severity::Error, "no", file, Span::new(0, 1));
        let report = render(&[&found; 13]);
        assert_eq!(report.matches("::error ").count(), 10);
        assert_snapshot!(report.lines().last().unwrap(), @"3 errors more: daemonlint check shows them all");
    }
}
