//! Findings with their marked lines, for people.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::io;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles,
};
use rayon::prelude::*;

use super::fixed::mark;
use super::snippet::{Snippet, unmarked};
use super::summary::by_severity;
use super::{Format, statistics, suppressed};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::shared::format::Audience;
use crate::report::shared::screen::{Screen, Tone};
use crate::report::shared::text;
use crate::words::count;
use crate::words::escape::{escape, escape_lines};

/// The format.
pub(crate) const FORMAT: Format = Format {
    name: "pretty",
    about: "The marked lines, for people",
    audience: Audience::People,
    on_screen: true,
    render: |findings, screen, out| {
        if findings.statistics {
            return out.write_all(statistics::render(findings).as_bytes());
        }
        let shown = findings.diagnostics.iter().copied();
        let shown: Vec<_> = shown.filter(|found| found.severity >= findings.least).collect();
        grouped(&shown, screen, out)?;
        let suppressed = suppressed::lines(findings);
        if !suppressed.is_empty() {
            writeln!(out, "{suppressed}")?;
        }
        let headlines = findings.headlines();
        headlines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        if !headlines.is_empty() {
            writeln!(out)?;
        }
        Ok(())
    },
};

/// So many findings are rendered before they are written.
const AT_ONCE: usize = 1 << 10;

/// Renders findings file by file, in the order in which the files come first; each file has a line of
/// its own where there are several.
fn grouped(
    diagnostics: &[&Diagnostic],
    screen: &Screen,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut files: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for &found in diagnostics {
        let name = found.file.name();
        let place = *places.entry(name).or_insert_with(|| {
            files.push((name, Vec::new()));
            files.len() - 1
        });
        if let Some((_, of_file)) = files.get_mut(place) {
            of_file.push(found);
        }
    }
    let all: Vec<&Diagnostic> = files.iter().flat_map(|(_, found)| found).copied().collect();
    let mut rendered = render(&all, screen);
    for (name, found) in &files {
        if files.len() > 1 {
            let said = format!("{}: {}", escape(name), by_severity(found));
            write!(out, "{}\n\n", screen.paint(Tone::Strong, &said))?;
        }
        let of_file = rendered.by_ref().take(found.len());
        of_file.into_iter().try_for_each(|one| out.write_all(one.as_bytes()))?;
    }
    Ok(())
}

/// Renders findings in the order given, each followed by an empty line.
fn render<'a>(
    diagnostics: &'a [&Diagnostic],
    screen: &'a Screen,
) -> impl Iterator<Item = String> + 'a {
    // Where a rule's text is to be had is said once a rule.
    let mut said = BTreeSet::new();
    let first = diagnostics.iter().map(|found| said.insert(&*found.rule));
    let asked: Vec<(&Diagnostic, bool, Option<Cow<'_, str>>)> = diagnostics
        .iter()
        .zip(first)
        .zip(helps(diagnostics))
        .map(|((found, first), help)| (*found, first, help))
        .collect();
    let one = |(found, first, help): &(&Diagnostic, bool, Option<Cow<'_, str>>)| {
        render_one(found, help.as_deref(), *first, screen)
    };
    let mut done = 0;
    let pieces = std::iter::from_fn(move || {
        let some = asked.get(done..).filter(|rest| !rest.is_empty())?;
        let some = some.get(..AT_ONCE).unwrap_or(some);
        done += some.len();
        // Starting threads costs more than rendering a few.
        Some(match some.len() {
            ..64 => some.iter().map(one).collect::<Vec<String>>(),
            _ => some.par_iter().map(one).collect(),
        })
    });
    pieces.flatten()
}

/// What each finding says to do: a help of many lines once, then where it stands.
fn helps<'a>(diagnostics: &[&'a Diagnostic]) -> Vec<Option<Cow<'a, str>>> {
    const MANY_LINES: usize = 4;
    let mut said: HashMap<&str, &Diagnostic> = HashMap::new();
    diagnostics
        .iter()
        .map(|&found| {
            let help = found.help.as_deref()?;
            if help.lines().count() < MANY_LINES {
                return Some(Cow::Borrowed(help));
            }
            let first = *said.entry(help).or_insert(found);
            if std::ptr::eq(first, found) {
                return Some(Cow::Borrowed(help));
            }
            let line = first.file.position(first.primary.span.start).line;
            Some(Cow::Owned(format!("the same as at {}:{line}", first.file.name())))
        })
        .collect()
}

/// One finding that is no rule's, without a word about where a rule's text is to be had.
#[must_use]
pub(crate) fn render_plain(diagnostic: &Diagnostic, screen: &Screen) -> String {
    render_one(diagnostic, diagnostic.help.as_deref(), false, screen)
}

fn render_one(diagnostic: &Diagnostic, help: Option<&str>, see: bool, screen: &Screen) -> String {
    let shown = Shown {
        snippet: Snippet::new(diagnostic, screen.width.saturating_sub(GUTTER)),
        message: message(diagnostic, screen),
        help: help.map(|help| text::wrap(&escape_lines(help), screen.width.saturating_sub(8))),
        severity: diagnostic.severity,
    };
    let mut rendered = String::new();
    if handler(diagnostic, screen).render_report(&mut rendered, &shown).is_err() {
        // miette fails only on a span outside its source, which a snippet has none of; should it,
        // the finding is still shown.
        rendered = format!("  {}", super::short::line(diagnostic));
    }
    let mut rendered = rendered.trim_start().to_owned();
    if let more @ 1.. = unmarked(diagnostic) {
        rendered.push_str(&format!("  and {}\n", count(more, "more place")));
    }
    if let Some(template) = diagnostic.file.template_at(diagnostic.primary.span.start) {
        let from = screen.paint(Tone::Note, "from:");
        rendered.push_str(&format!("  {from} {}\n", escape(template)));
    }
    if see {
        rendered.push_str(&see_also(diagnostic, screen));
    }
    rendered.push('\n');
    rendered
}

/// The columns that line numbers and the frame take.
const GUTTER: usize = 10;

/// The message, broken into lines behind the head `error[rule]: `.
fn message(diagnostic: &Diagnostic, screen: &Screen) -> String {
    let head = head(diagnostic).len() + 1;
    let message = format!("{}{}", escape(&diagnostic.message), mark(diagnostic));
    // The first line is shorter by the head: wrapped with a word of that width in its place.
    let wrapped =
        text::wrap(&format!("{} {message}", "x".repeat(head.saturating_sub(1))), screen.width);
    wrapped.get(head..).unwrap_or(&message).to_owned()
}

fn head(diagnostic: &Diagnostic) -> String {
    format!("{}[{}]:", diagnostic.severity, escape(&diagnostic.rule))
}

fn see_also(diagnostic: &Diagnostic, screen: &Screen) -> String {
    let mut lines = format!(
        "  {}  daemonlint explain {}\n",
        screen.paint(Tone::Note, "see:"),
        escape(&diagnostic.rule)
    );
    if let Some(url) = &diagnostic.rule.url() {
        lines.push_str(&format!("        {}\n", screen.link(url, &escape(url))));
    }
    lines
}

fn handler(diagnostic: &Diagnostic, screen: &Screen) -> GraphicalReportHandler {
    let mut characters =
        if screen.drawing { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    // miette puts an icon before the message; ours is the severity and the rule.
    let head = match &diagnostic.rule.url() {
        Some(url) => screen.link(url, &head(diagnostic)),
        None => head(diagnostic),
    };
    characters.error.clone_from(&head);
    characters.warning.clone_from(&head);
    characters.advice = head;
    characters.vbar = if screen.drawing { '│' } else { '|' };
    let styles = if screen.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(screen.width)
        // The texts come broken already: miette would also break at hyphens, of which Kubernetes'
        // names are full.
        .with_wrap_lines(false)
        .with_urls(false)
        .without_syntax_highlighting()
}

/// A diagnostic as miette takes it.
#[derive(Debug)]
struct Shown {
    snippet: Snippet,
    message: String,
    help: Option<String>,
    severity: Severity,
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl miette::Diagnostic for Shown {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.snippet)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.snippet.labels()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use insta::assert_snapshot;

    use super::*;
    use crate::source::{SourceFile, Span};

    fn rendered(diagnostics: &[&Diagnostic], screen: &Screen) -> String {
        render(diagnostics, screen).collect()
    }

    const MANIFEST: &str = "\
kind: DaemonSet
spec:
  selector:
    matchLabels:
      app: fluent-bit
  # the template

  template:
    metadata:
      labels:
        app: 日本	fluentbit
";

    fn span(file: &SourceFile, text: &str) -> Span {
        let start = file.text().find(text).unwrap();
        Span::new(start as u32, (start + text.len()) as u32)
    }

    fn mismatch() -> Diagnostic {
        let file = Arc::new(SourceFile::new("deploy/fluent-bit.yaml", MANIFEST));
        let (primary, label) = (span(&file, "fluent-bit"), span(&file, "fluentbit"));
        Diagnostic::new(
            "selector-template-mismatch",
            Severity::Error,
            "the selector does not match the pod template's own labels",
            file,
            primary,
        )
        .with_text("the selector wants `fluent-bit`")
        .with_label(label, "the template says `fluentbit`")
        .with_help("write `fluent-bit` in both places:\n  app: fluent-bit")
    }

    #[test]
    fn of_many_marked_places_some_are_shown() {
        let file = Arc::new(SourceFile::new("a.yaml", "- a\n".repeat(1_000)));
        let mark = |line: u32| Span::new(line * 4 + 2, line * 4 + 3);
        let found =
            Diagnostic::new("many", Severity::Error, "a thousand", Arc::clone(&file), mark(0));
        let found = (1..1_000).fold(found, |found, line| found.with_label(mark(line), "and this"));
        let shown = rendered(&[&found], &Screen::default());
        assert_eq!(shown.matches("and this").count(), 49);
        assert!(shown.contains("\n  and 950 more places\n"), "{shown}");
    }

    #[test]
    fn a_terminal_shows_every_marked_place() {
        let screen = Screen { width: 80, drawing: true, ..Screen::default() };
        assert_snapshot!(rendered(&[&mismatch()], &screen), @r"
        error[selector-template-mismatch]: the selector does not match the pod
          │ template's own labels
           ╭─[deploy/fluent-bit.yaml:5:12]
         4 │     matchLabels:
         5 │       app: fluent-bit
           ·            ─────┬────
           ·                 ╰── the selector wants `fluent-bit`
           ╰────
            ╭─[deploy/fluent-bit.yaml:11:17]
         10 │       labels:
         11 │         app: 日本   fluentbit
            ·                     ────┬────
            ·                         ╰── the template says `fluentbit`
            ╰────
          help: write `fluent-bit` in both places:
                  app: fluent-bit
          see:  daemonlint explain selector-template-mismatch
        ");
    }

    #[test]
    fn a_pipe_has_no_drawing_and_a_narrow_screen_shorter_lines() {
        let screen = Screen { width: 40, ..Screen::default() };
        assert_snapshot!(rendered(&[&mismatch(), &mismatch()], &screen), @r"
        error[selector-template-mismatch]: the
          | selector does not match the pod
          | template's own labels
           ,-[deploy/fluent-bit.yaml:5:12]
         4 |     matchLabels:
         5 |       app: fluent-bit
           :            ^^^^^|^^^^
           :                 `-| the selector wants
           :                   | `fluent-bit`
           `----
            ,-[deploy/fluent-bit.yaml:11:17]
         10 |       labels:
         11 |         app: 日本   fluentbit
            :                     ^^^^|^^^^
            :                         `-- the template says `fluentbit`
            `----
          help: write `fluent-bit` in both
                places:
                  app: fluent-bit
          see:  daemonlint explain selector-template-mismatch

        error[selector-template-mismatch]: the
          | selector does not match the pod
          | template's own labels
           ,-[deploy/fluent-bit.yaml:5:12]
         4 |     matchLabels:
         5 |       app: fluent-bit
           :            ^^^^^|^^^^
           :                 `-| the selector wants
           :                   | `fluent-bit`
           `----
            ,-[deploy/fluent-bit.yaml:11:17]
         10 |       labels:
         11 |         app: 日本   fluentbit
            :                     ^^^^|^^^^
            :                         `-- the template says `fluentbit`
            `----
          help: write `fluent-bit` in both
                places:
                  app: fluent-bit
        ");
    }

    #[test]
    fn another_file_has_its_own_frame_and_nothing_dangerous_gets_through() {
        let other = Arc::new(SourceFile::new("b\u{1b}.yaml", "a: \"x\u{202e}y\" \u{7}\n"));
        let label = span(&other, "\"x\u{202e}y\"");
        let found = mismatch().with_label_in(other, label, "in b\u{1b}[2J");
        let screen = Screen { width: 80, drawing: true, ..Screen::default() };
        assert_snapshot!(rendered(&[&found], &screen), @r#"
        error[selector-template-mismatch]: the selector does not match the pod
          │ template's own labels
           ╭─[deploy/fluent-bit.yaml:5:12]
         4 │     matchLabels:
         5 │       app: fluent-bit
           ·            ─────┬────
           ·                 ╰── the selector wants `fluent-bit`
           ╰────
            ╭─[deploy/fluent-bit.yaml:11:17]
         10 │       labels:
         11 │         app: 日本   fluentbit
            ·                     ────┬────
            ·                         ╰── the template says `fluentbit`
            ╰────
           ╭─[b\x1B.yaml:1:4]
         1 │ a: "x\u202Ey" \x07
           ·    ─────┬────
           ·         ╰── in b\x1B[2J
           ╰────
          help: write `fluent-bit` in both places:
                  app: fluent-bit
          see:  daemonlint explain selector-template-mismatch
        "#);
    }

    #[test]
    fn a_long_line_is_cropped_around_the_mark_and_a_wide_span_to_its_first_line() {
        let text = format!(
            "{{\"a\":\"{}\",\"spec\":{{}},\"b\":\"{}\"}}\n",
            "x".repeat(5000),
            "y".repeat(5000)
        );
        let file = Arc::new(SourceFile::new("one-line.json", text));
        let spec = span(&file, "\"spec\"");
        let whole = Span::new(0, file.text().len() as u32);
        let found = |span| {
            Diagnostic::new("a-rule", Severity::Info, "here", Arc::clone(&file), span)
                .with_text("this")
        };
        let screen = Screen { width: 60, drawing: true, ..Screen::default() };
        assert_snapshot!(rendered(&[&found(spec), &found(whole)], &screen), @r#"
        info[a-rule]: here
           ╭─[one-line.json:1:5009]
         1 │ …xxxxxxxxxx","spec":{},"b":"yyyyyyyyyyyyyyyyyyyyy…
           ·              ───┬──
           ·                 ╰── this
           ╰────
          see:  daemonlint explain a-rule

        info[a-rule]: here
           ╭─[one-line.json:1:1]
         1 │ {"a":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
           · ────────────────────────┬───────────────────────
           ·                         ╰── this
           ╰────
        "#);
    }

    #[test]
    fn the_edges_of_a_file_can_be_marked() {
        for (text, at) in [("", 0), ("\u{feff}a: b\r\n\r\n", 0), ("a\n", 2), ("é", 1), ("a", 99)] {
            for length in 0..4 {
                let file = Arc::new(SourceFile::new("edge.yaml", text));
                let span = Span::new(at, at + length);
                let found = Diagnostic::new("r", Severity::Warning, "m", file, span)
                    .with_label(Span::new(0, 1), "t");
                let rendered = rendered(&[&found], &Screen::default());
                assert!(rendered.contains("[edge.yaml:"), "{rendered}");
            }
        }
    }
}
