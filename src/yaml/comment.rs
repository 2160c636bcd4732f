//! Comments: what they say, and which line they are about.

use super::document::Document;
use crate::source::{SourceFile, Span};

/// A comment of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment<'s> {
    /// Its bytes, `#` included, line break not.
    pub span: Span,
    /// What it says: without the `#`, and without blanks around.
    pub text: &'s str,
    /// The line that it stands on, from 1.
    pub line: u32,
    /// Whether nothing stands before it on its line.
    pub own_line: bool,
    /// The line that it is about, from 1: its own, or, if it has a line for itself, the next one
    /// that holds more than a comment.
    pub target: u32,
}

/// The comments of a document in the order of the text, those of empty documents before it
/// included.
#[must_use]
pub fn comments<'s>(file: &'s SourceFile, document: &Document) -> Vec<Comment<'s>> {
    let mut comments: Vec<_> =
        document.comments().iter().map(|span| comment(file, *span)).collect();
    // From the last to the first, so that a block of comments is gone through once.
    let mut below: Option<(u32, u32)> = None;
    for comment in comments.iter_mut().rev().filter(|comment| comment.own_line) {
        comment.target = next_content(file, comment.line, below);
        below = Some((comment.line, comment.target));
    }
    comments
}

fn comment(file: &SourceFile, span: Span) -> Comment<'_> {
    let line = file.line(span.start);
    let before = Span::new(file.line_span(line).start, span.start);
    let own_line = file.slice(before).trim_start_matches('\u{feff}').trim().is_empty();
    let text = file.slice(span).trim_start_matches('#').trim();
    Comment { span, text, line, own_line, target: line }
}

/// The first line after a line that holds more than blanks and a comment; the line itself if there
/// is none. Of the comment below, its line and its target are known.
fn next_content(file: &SourceFile, line: u32, below: Option<(u32, u32)>) -> u32 {
    let last = file.line_starts().len() as u32;
    for next in line + 1..=last {
        match below {
            Some((comment, target)) if comment == next && target == next => return line,
            Some((comment, target)) if comment == next => return target,
            _ if !file.slice(file.line_span(next)).trim().is_empty() => return next,
            _ => {}
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse_stream;

    fn all(text: &str) -> Vec<String> {
        let file = SourceFile::new("test.yaml", text);
        let documents = parse_stream(&file);
        let documents = documents.iter().map(|document| document.as_ref().unwrap());
        let describe = |comment: Comment<'_>| {
            format!("{}: {} -> {}", comment.line, comment.text, comment.target)
        };
        documents.flat_map(|document| comments(&file, document)).map(describe).collect()
    }

    #[test]
    fn comments_and_what_only_looks_like_them() {
        let text = "# head\n\na: 'no # comment' # one\n## two\n# three\nb: x#y\nc: | # four\n  # text\n\
                    d: [1, # five\n  2]\ne: a\n  b # six\nf: \"#\n  #\"\n#\n";
        assert_eq!(
            all(text),
            [
                "1: head -> 3",
                "3: one -> 3",
                "4: two -> 6",
                "5: three -> 6",
                "7: four -> 7",
                "9: five -> 9",
                "12: six -> 12",
                "15:  -> 15",
            ]
        );
    }

    #[test]
    fn comments_of_empty_documents_are_not_lost() {
        assert_eq!(all("# a\n---\n# b\n---\nx: 1 # c\n---\n# d\n---\n").len(), 4);
    }
}
