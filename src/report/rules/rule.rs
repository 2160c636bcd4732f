//! A rule's text, for people.

use crate::diagnostic::Severity;
use crate::manifest::suppression::ANNOTATION;
use crate::report::shared::screen::{Screen, Tone};
use crate::report::shared::text::{pad, width, wrap};
use crate::rules::search::Hit;
use crate::rules::{Example, Fixable, Meta, Needs, Text};
use crate::words::escape::{escape, escape_lines};

/// Renders everything that a rule's file says.
#[must_use]
pub(crate) fn explain(meta: &Meta, text: &Text, screen: &Screen) -> String {
    let mut page = format!(
        "{}  {}\n{}\n",
        screen.paint(Tone::Strong, &meta.id),
        screen.paint(Tone::Faint, &facts(meta).join(" · ")),
        wrap(&escape_lines(text.title.trim()), screen.width),
    );
    let mut section = |title: &str, body: &str, columns: usize| {
        let body = wrap(escape_lines(body.trim_end()).trim_start_matches('\n'), columns);
        let body = body.replace('\n', "\n  ").replace("\n  \n", "\n\n");
        page.push_str(&format!("\n{}\n  {body}\n", screen.paint(Tone::Strong, title)));
    };
    let columns = screen.width.min(READABLE).saturating_sub(2);
    section("Why", &flow(&text.why), columns);
    section("What to write instead", &flow(&text.fix), columns);
    let bad = shown(text, |example| example.bad.as_deref(), &[]);
    let like = bad.map(|(_, example)| beside(example)).unwrap_or_default();
    let good = shown(text, |example| example.good.as_deref(), &like);
    let mut printed = None;
    for (title, shown) in [("It finds", bad), ("It leaves alone", good)] {
        let Some((stream, example)) = shown else { continue };
        section(title, stream, usize::MAX);
        for (word, stream) in beside(example) {
            // The same nodes are not printed twice.
            let same = printed.replace(stream) == Some(stream);
            section(&format!("… {word}"), if same { "as above" } else { stream }, usize::MAX);
        }
    }
    if let Some(params) = parameters(text) {
        section(
            "Parameters, and what they are unless the config says otherwise",
            &params,
            usize::MAX,
        );
    }
    if let Some(reference) = &text.reference {
        section("See", reference, usize::MAX);
    }
    section("To accept a finding", &acceptance(&meta.id), usize::MAX);
    page
}

/// What an example is held against.
fn beside(example: &Example) -> Vec<(&'static str, &str)> {
    let streams = [
        ("on these nodes (--nodes)", &example.inventory),
        ("beside these pods (--pods)", &example.pods),
        ("after this (--against)", &example.against),
    ];
    streams.into_iter().filter_map(|(word, stream)| Some((word, stream.as_deref()?))).collect()
}

/// The example that is shown of those with such a stream: the first that is held against things of
/// the same kinds, else the first.
fn shown<'a>(
    text: &'a Text,
    stream: fn(&Example) -> Option<&str>,
    like: &[(&'static str, &str)],
) -> Option<(&'a str, &'a Example)> {
    let unlike = |example: &Example| {
        let kinds =
            |beside: &[(&'static str, &str)]| beside.iter().map(|(kind, _)| *kind).collect();
        let (own, wanted): (Vec<_>, Vec<_>) = (kinds(&beside(example)), kinds(like));
        own != wanted
    };
    text.examples
        .iter()
        .filter_map(|example| Some((stream(example)?, example)))
        .min_by_key(|(_, example)| unlike(example))
}

/// Text is not read in lines wider than this.
const READABLE: usize = 88;

/// How a finding of the rule is accepted.
fn acceptance(id: &str) -> String {
    let comment = format!("# daemonlint: ignore[{id}] the reason");
    let annotation = format!("{ANNOTATION}: {id}");
    let columns = width(&comment).max(width(&annotation)) + 2;
    format!(
        "{}in the line, or above it\n{}an annotation, for the whole object",
        pad(&comment, columns),
        pad(&annotation, columns),
    )
}

/// The parameters of a rule with their defaults, as a config has them; none where there are none.
pub(super) fn parameters(text: &Text) -> Option<String> {
    let params = text.params.as_ref()?.as_object().filter(|params| !params.is_empty())?;
    let lines = params.iter().map(|(name, value)| format!("\n    {name}: {value}"));
    Some(format!("params:\n  {}:{}", text.id, lines.collect::<String>()))
}

/// By what its findings are mended, or some of them.
const fn fixes(meta: &Meta) -> Option<&'static str> {
    match meta.fixable {
        Fixable::No => None,
        Fixable::Safe => Some("fixable"),
        Fixable::Unsafe => Some("fixable with --unsafe-fixes"),
        Fixable::Both => Some("fixable, in part with --unsafe-fixes"),
    }
}

fn facts(meta: &Meta) -> Vec<String> {
    let mut facts = vec![meta.severity.to_string(), meta.category.to_string()];
    facts.extend(meta.in_tests_said("in tests"));
    if matches!(meta.needs, Needs::Inventory) {
        facts.push("needs --nodes".to_owned());
    }
    if !meta.default_on {
        facts.push("off unless selected".to_owned());
    }
    facts.extend(fixes(meta).map(str::to_owned));
    facts
}

/// Paragraphs with their lines joined, so that they can be broken anew; lines that begin with a
/// blank or a list's dash stay lines.
fn flow(text: &str) -> String {
    let mut flowing = String::new();
    let mut joins = false;
    for line in text.trim_end().lines() {
        let own = line.is_empty() || line.starts_with([' ', '-', '*']);
        if joins && !own {
            flowing.push(' ');
        } else if !flowing.is_empty() {
            flowing.push('\n');
        }
        flowing.push_str(line);
        joins = !line.is_empty() && !line.starts_with(' ');
    }
    flowing
}

/// How many rules are suggested.
const SUGGESTED: usize = 12;

/// Renders the rules that words are about.
#[must_use]
pub(crate) fn suggest(found: &[Hit<'_>], words: &str, screen: &Screen) -> String {
    let shown = found.iter().take(SUGGESTED).map(|hit| hit.meta);
    let wide = shown.clone().map(|meta| width(&meta.id)).max().unwrap_or_default();
    let mut page = format!("no rule is called `{}`; about it are\n\n", escape(words));
    for meta in shown {
        let id = screen.paint(Tone::Strong, &pad(&meta.id, wide));
        page.push_str(&format!("  {id}  {}\n", escape(&meta.title)));
    }
    if found.len() > SUGGESTED {
        page.push_str(&format!("  and {} more\n", found.len() - SUGGESTED));
    }
    page.push_str("\ndaemonlint explain RULE tells why it is there and what to write instead\n");
    page
}

/// Renders a list of rules: one line each, by category.
#[must_use]
pub(crate) fn list<'a>(rules: impl IntoIterator<Item = &'a Meta>, screen: &Screen) -> String {
    let rules: Vec<&Meta> = rules.into_iter().collect();
    let wide = rules.iter().map(|meta| width(&meta.id)).max().unwrap_or_default();
    let mut listed = String::new();
    let mut category = None;
    for meta in rules {
        if category != Some(meta.category) {
            let gap = if category.is_some() { "\n" } else { "" };
            category = Some(meta.category);
            let title = screen.paint(Tone::Strong, meta.category.as_str());
            listed.push_str(&format!("{gap}{title}\n"));
        }
        let severity = screen.paint(tone(meta.severity), &pad(meta.severity.as_str(), 7));
        let mut notes = String::new();
        if matches!(meta.needs, Needs::Inventory) {
            notes.push_str(" (needs --nodes)");
        }
        if !meta.default_on {
            notes.push_str(" (off unless selected)");
        }
        notes.extend(fixes(meta).map(|fixes| format!(" ({fixes})")));
        let notes = screen.paint(Tone::Faint, &notes);
        listed.push_str(&format!("  {severity}  {}  {}{notes}\n", pad(&meta.id, wide), meta.title));
    }
    listed
}

const fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Warn,
        Severity::Info => Tone::Note,
    }
}
