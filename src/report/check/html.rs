//! Findings as one page that needs nothing else: no network, no other file.

use std::io;

use super::place::origin;
use super::summary::by_severity;
use super::{Findings, Format, statistics};
use crate::diagnostic::{Diagnostic, Label};
use crate::report::shared::format::Audience;
use crate::report::shared::markup::{self, html as text};
use crate::source::SourceFile;
use crate::words::escape::escape_lines;

const STYLE: &str = concat!(include_str!("../shared/page.css"), include_str!("page.css"));

/// The format.
pub(super) const FORMAT: Format = Format {
    name: "html",
    about: "One page for a browser",
    audience: Audience::People,
    on_screen: false,
    render: |findings, _, out| render(findings, out),
};

fn render(findings: &Findings<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let found = &findings.diagnostics;
    let said = match found.is_empty() {
        true => findings.summary.nothing().to_owned(),
        false => by_severity(found),
    };
    let title = text(&format!("daemonlint: {said}"));
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{}</p>\n",
        text(&looked_at(findings))
    )?;
    out.write_all(by_rule(findings).as_bytes())?;
    let mut file = "";
    for one in found {
        if one.file.name() != file {
            file = one.file.name();
            writeln!(out, "<h2>{}</h2>", text(file))?;
        }
        out.write_all(article(one).as_bytes())?;
    }
    out.write_all(b"</body>\n</html>\n")
}

/// What was looked at, so that "nothing found" can't be mistaken for "nothing read".
fn looked_at(findings: &Findings<'_>) -> String {
    let summary = &findings.summary;
    match summary.kubernetes.as_str() {
        "" => summary.looked_at_in_all(),
        versions => format!("{}; Kubernetes {versions}", summary.looked_at_in_all()),
    }
}

/// How often each rule found something.
fn by_rule(findings: &Findings<'_>) -> String {
    let counted = statistics::counted(findings);
    if counted.is_empty() {
        return String::new();
    }
    let row = |one: &statistics::Counted<'_>| {
        format!(
            "<tr><td class=\"number\">{}</td><td class=\"{severity}\">{severity}</td>\
             <th scope=\"row\">{}</th><td>{}</td></tr>\n",
            one.count,
            text(one.rule),
            markup::coded(one.title, text),
            severity = one.severity,
        )
    };
    let rows: String = counted.iter().map(row).collect();
    format!("<table>\n{rows}</table>\n")
}

fn article(found: &Diagnostic) -> String {
    let severity = found.severity;
    let rule = text(&found.rule);
    let rule = match found.rule.url() {
        Some(url) => format!("<a href=\"{}\" rel=\"noreferrer\">{rule}</a>", text(url)),
        None => rule,
    };
    let message = markup::coded(&format!("{}{}", found.message, origin(found)), text);
    let mut article = format!(
        "<article class=\"{severity}\">\n<h3><b>{severity}</b> {rule}</h3>\n<p>{message}</p>\n{}",
        excerpt(&found.file, &found.primary),
    );
    for label in &found.labels {
        article.push_str(&excerpt(label.file.as_deref().unwrap_or(&found.file), label));
    }
    if let Some(help) = &found.help {
        article.push_str(&format!("<p class=\"help\">{}</p>\n", coded(help)));
    }
    article.push_str("</article>\n");
    article
}

/// The most characters that are shown of a line before the mark, of the mark, and after it.
const SHOWN: usize = 120;

/// The marked line, with what is to be seen there.
fn excerpt(file: &SourceFile, label: &Label) -> String {
    let place = file.position(label.span.start);
    let line = file.line_span(file.line(label.span.start));
    let (start, end) = (label.span.start.max(line.start), label.span.end.min(line.end));
    let slice =
        |from: u32, to: u32| file.text().get(from as usize..to as usize).unwrap_or_default();
    let (before, marked, after) =
        (slice(line.start, start), slice(start, end), slice(end.max(start), line.end));
    let name = text(&format!("{}:{}:{}", file.name(), place.line, place.column));
    let said = match &*label.text {
        "" => String::new(),
        said => format!(" <span>{}</span>", markup::coded(said, text)),
    };
    format!(
        "<figure><figcaption>{name}{said}</figcaption><pre>{}<mark>{}</mark>{}</pre></figure>\n",
        text(&last(before)),
        text(&first(marked)),
        text(&first(after)),
    )
}

fn first(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn last(text: &str) -> String {
    match text.char_indices().rev().nth(SHOWN) {
        Some((at, c)) => format!("…{}", &text[at + c.len_utf8()..]),
        None => text.to_owned(),
    }
}

/// A help with `words` in backticks: these become code. Line breaks stay.
fn coded(said: &str) -> String {
    let lines = |part: &str| {
        let part = escape_lines(part);
        part.split('\n').map(text).collect::<Vec<_>>().join("\n")
    };
    markup::coded(said, lines)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use insta::assert_snapshot;

    use super::*;
    use crate::diagnostic::Severity;
    use crate::source::Span;

    #[test]
    fn nothing_in_a_finding_is_markup() {
        let file = Arc::new(SourceFile::new("a.yaml", "<é>: 1\n"));
        let found = Diagnostic::new("r", Severity::Error, "`<i>` & `", file, Span::new(0, 4))
            .with_text("`x`");
        assert_snapshot!(article(&found), @r#"
        <article class="error">
        <h3><b>error</b> r</h3>
        <p>`&lt;i&gt;` &amp; `</p>
        <figure><figcaption>a.yaml:1:1 <span><code>x</code></span></figcaption><pre><mark>&lt;é&gt;</mark>: 1</pre></figure>
        </article>
        "#);
    }

    #[test]
    fn any_span_can_be_marked() {
        let long = format!("{}x{}\n", "é".repeat(400), "ß".repeat(400));
        for (content, start, end) in
            [(long.as_str(), 800, 801), ("", 0, 5), ("a\nb", 1, 3), ("a", 9, 12), ("é", 1, 1)]
        {
            let file = SourceFile::new("a", content);
            let label = Label { file: None, span: Span::new(start, end), text: "".into() };
            let shown = excerpt(&file, &label);
            assert!(shown.contains("<mark>") && shown.chars().count() < 500, "{shown}");
        }
    }
}
