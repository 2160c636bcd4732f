//! The comment that accepts a finding.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::manifest::load::Role;
use crate::manifest::suppression::Scope;
use crate::manifest::{Options, load};
use crate::source::{Edit, SourceFile, Span, edit};
use crate::yaml::document::Syntax;
use crate::yaml::{Document, parse_stream};

/// What stands for the reason until the author writes one.
const REASON: &str = "TODO: say why";

/// The edit that suppresses a finding where it is marked; none where no comment can: in JSON, in
/// what is no object.
pub(super) fn suppression(file: &Arc<SourceFile>, found: &Diagnostic) -> Option<Edit> {
    let place = found.primary.span.start;
    if is_json(file, place) {
        return None;
    }
    let line = file.line(place);
    let added = added_to_comment(file, line, &found.rule);
    let lines = (1..=line).rev().take(40).filter(|above| is_own(file, *above, line));
    let above = lines.map(|above| comment_above(file, above, &found.rule));
    let candidates = added.into_iter().chain(above);
    candidates.into_iter().find(|edit| suppresses(file, edit, found))
}

/// Whether a byte is part of a document that is JSON.
fn is_json(file: &SourceFile, byte: u32) -> bool {
    let has = |document: &Document| document.span.start <= byte && byte < document.span.end;
    parse_stream(file)
        .iter()
        .flatten()
        .any(|document| document.syntax == Syntax::Json && has(document))
}

/// A line that a comment may stand above: that of the finding, or one that begins what it is in.
fn is_own(file: &SourceFile, above: u32, line: u32) -> bool {
    above == line || indent(file, above) < indent(file, line)
}

fn indent(file: &SourceFile, line: u32) -> usize {
    let text = file.slice(file.line_span(line));
    text.len() - text.trim_start_matches(' ').len()
}

fn comment_above(file: &SourceFile, line: u32, rule: &str) -> Edit {
    let start = file.line_span(line).start;
    let blanks = " ".repeat(indent(file, line));
    let end = if file.text().contains("\r\n") { "\r\n" } else { "\n" };
    Edit::insert(start, format!("{blanks}# daemonlint: ignore[{rule}] {REASON}{end}"))
}

/// The same in the comment that stands there already.
fn added_to_comment(file: &SourceFile, line: u32, rule: &str) -> Option<Edit> {
    let above = file.line_span(line.checked_sub(1)?);
    let text = file.slice(above);
    let comment = text.trim_start().strip_prefix('#')?.trim_start();
    let rest = comment.strip_prefix("daemonlint:")?.trim_start().strip_prefix("ignore")?;
    if !rest.trim_start().starts_with('[') {
        return None;
    }
    let end = above.start + text.find(']')? as u32;
    Some(Edit::insert(end, format!(", {rule}")))
}

/// Whether a comment that an edit brings covers a finding: asked of the text as it would be.
fn suppresses(file: &SourceFile, edit: &Edit, found: &Diagnostic) -> bool {
    let text = edit::apply(file.text(), [edit]);
    let after = Arc::new(SourceFile::new(file.name(), text));
    let loaded = load(&after, Options { role: Role::Resource, ..Options::default() });
    let grown = edit.text.len() as u32;
    let byte = found.primary.span.start + grown;
    loaded.suppressions.list.iter().any(|one| {
        let covers = match one.scope {
            Scope::File => false,
            Scope::Bytes(Span { start, end }) => start <= byte && byte < end,
        };
        found.rule == *one.rule && covers && one.span.start <= edit.span.start + grown
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    /// A text with a finding at a word, once that is suppressed.
    fn suppressed(text: &str, word: &str) -> Option<String> {
        let file = Arc::new(SourceFile::new("a.yaml", text));
        let start = text.find(word).unwrap() as u32;
        let span = Span::new(start, start + word.len() as u32);
        let found = Diagnostic::new("some-rule", Severity::Error, "", Arc::clone(&file), span);
        Some(edit::apply(text, [&suppression(&file, &found)?]))
    }

    const OBJECT: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n";

    #[test]
    fn the_comment_stands_above_with_the_same_indent() {
        let text = format!("{OBJECT}  a: b\n");
        let after = suppressed(&text, "b\n").unwrap();
        assert_eq!(
            after,
            format!("{OBJECT}  # daemonlint: ignore[some-rule] TODO: say why\n  a: b\n")
        );
    }

    #[test]
    fn in_a_text_of_several_lines_it_stands_above_the_text() {
        let text = format!("{OBJECT}  a: |\n    b\n    c\n");
        let after = suppressed(&text, "c\n");
        assert!(after.is_none_or(|after| {
            after.contains("  # daemonlint: ignore[some-rule] TODO: say why\n  a: |")
        }));
    }

    #[test]
    fn a_comment_that_is_there_gets_another_name() {
        let text = format!("{OBJECT}  # daemonlint: ignore[other] because\n  a: b\n");
        let after = suppressed(&text, "b\n").unwrap();
        assert!(after.contains("ignore[other, some-rule] because"), "{after}");
    }

    #[test]
    fn json_has_no_comments() {
        let text =
            "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\",\n\"metadata\": {\"name\": \"a\"}}\n";
        assert_eq!(suppressed(text, "\"a\""), None);
    }
}
