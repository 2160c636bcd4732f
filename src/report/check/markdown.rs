//! Findings as Markdown: the summary of a job, a comment for a pull request.

use super::place::{Place, origin};
use super::summary::by_severity;
use super::{Findings, Format, statistics};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::shared::format::Audience;
use crate::report::shared::markup::{self, COMMENT, markdown};
use crate::words::count;

/// The format.
pub(super) const FORMAT: Format = Format {
    name: "markdown",
    about: "A table for a job's summary or a comment",
    audience: Audience::People,
    on_screen: false,
    render: |findings, _, out| out.write_all(render(findings).as_bytes()),
};

fn render(findings: &Findings<'_>) -> String {
    let found = &findings.diagnostics;
    let versions = match findings.summary.kubernetes.as_str() {
        "" => String::new(),
        versions => format!(" (Kubernetes {})", markdown(versions)),
    };
    let said = match found.is_empty() {
        true => findings.summary.nothing().to_owned(),
        false => by_severity(found),
    };
    let mut report = format!("### daemonlint: {said}{versions}\n\n");
    if findings.statistics {
        report.push_str(&by_rule(findings));
        report.push('\n');
    } else {
        let (worse, infos): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
            found.iter().copied().partition(|found| found.severity > Severity::Info);
        report.push_str(&table(&worse, COMMENT / 4 * 3));
        if !infos.is_empty() {
            let number = count(infos.len(), "info");
            let rows = table(&infos, COMMENT / 8);
            report.push_str(&format!(
                "<details>\n<summary>{number}</summary>\n\n{rows}\n</details>\n\n"
            ));
        }
    }
    for line in findings.headlines() {
        report.push_str(&format!("- {}\n", markdown(&line)));
    }
    report.push_str(&format!("\n{}\n", findings.summary.looked_at_in_all()));
    report
}

/// The findings as rows, as many as fit into a number of characters; the rest is counted.
fn table(found: &[&Diagnostic], room: usize) -> String {
    if found.is_empty() {
        return String::new();
    }
    let mut rows = "| | place | finding |\n| --- | --- | --- |\n".to_owned();
    let mut length = 0;
    for (index, one) in found.iter().enumerate() {
        let row = row(one);
        length += row.chars().count();
        if length > room {
            let more = found.len() - index;
            rows.push_str(&format!("\n{more} more: `daemonlint check` shows them all\n"));
            break;
        }
        rows.push_str(&row);
    }
    rows.push('\n');
    rows
}

fn row(found: &Diagnostic) -> String {
    let Place { file, start, .. } = Place::of(found);
    let at = format!("{}:{}:{}", file, start.line, start.column);
    let rule = match found.rule.url() {
        Some(url) if is_plain(url) => format!("[{}]({url})", markdown(&found.rule)),
        _ => markdown(&found.rule),
    };
    let message = coded(&format!("{}{}", found.message, origin(found)));
    let help: String = found
        .help
        .iter()
        .flat_map(|help| help.lines())
        .map(|line| format!("<br>{}", coded(line.trim_end())))
        .collect();
    let at = markdown(&at);
    format!("| {} | {at} | **{rule}**: {message}{help} |\n", found.severity)
}

/// How often each rule found something.
fn by_rule(findings: &Findings<'_>) -> String {
    let mut rows = "| | rule | | |\n| ---: | --- | --- | --- |\n".to_owned();
    for one in statistics::counted(findings) {
        rows.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            one.count,
            markdown(one.rule),
            one.severity,
            coded(one.title)
        ));
    }
    rows
}

/// A text of ours with `words` in backticks: these become code, and nothing in it is markup. Blanks
/// before it stay.
fn coded(text: &str) -> String {
    let words = text.trim_start_matches(' ');
    "&nbsp;".repeat(text.len() - words.len()) + &markup::coded(words, markdown)
}

/// Whether an address can stand in a link as it is.
fn is_plain(url: &str) -> bool {
    url.starts_with("https://") && !url.contains([' ', '(', ')', '<', '>', '|', '"'])
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use insta::assert_snapshot;

    use super::*;
    use crate::source::{SourceFile, Span};

    #[test]
    fn nothing_in_a_finding_is_markup() {
        let file = Arc::new(SourceFile::new("a|b.yaml", "é: 1\nb: 2\n"));
        let found = Diagnostic::new(
            "a-rule",
            Severity::Warning,
            "`a|b` is <b>not</b> @you, `c",
            file,
            Span::new(6, 10),
        )
        .with_help("write\n  - key: `x`");
        assert_snapshot!(row(&found), @r"| warning | a\|b.yaml:2:1 | **a-rule**: \`a\|b\` is &lt;b&gt;not&lt;/b&gt; &#64;you, \`c<br>write<br>&nbsp;&nbsp;- key: <code>x</code> |");
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let file = Arc::new(SourceFile::new("a.yaml", "a: 1\n"));
        let found = Diagnostic::new("a-rule", Severity::Error, "no", file, Span::new(0, 1));
        let table = table(&[&found; 1000], 500);
        assert!(table.len() < 700, "{table}");
        assert!(table.ends_with("more: `daemonlint check` shows them all\n\n"), "{table}");
    }
}
