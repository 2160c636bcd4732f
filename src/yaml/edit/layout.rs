//! How a text is laid out: its lines, and the habits of its author.

use std::cell::OnceCell;

use crate::source::{SourceFile, Span};
use crate::yaml::document::{Document, Syntax};
use crate::yaml::node::{Kind, Node, NodeId, Style};

/// The text that a document stands in.
pub(super) struct Layout<'d> {
    file: &'d SourceFile,
    pub text: &'d str,
    pub document: &'d Document,
    habits: OnceCell<Habits>,
}

/// How an author indents.
#[derive(Clone, Copy, Debug)]
struct Habits {
    /// How many columns a map stands further right than the key above it.
    step: usize,
    /// Whether a list stands further right than the key above it.
    indents_lists: bool,
}

impl<'d> Layout<'d> {
    pub(super) fn new(file: &'d SourceFile, document: &'d Document) -> Self {
        Self { file, text: file.text(), document, habits: OnceCell::new() }
    }

    pub(super) fn is_json(&self) -> bool {
        self.document.syntax == Syntax::Json
    }

    fn bytes(&self) -> &'d [u8] {
        self.text.as_bytes()
    }

    /// The text of some bytes.
    pub(super) fn slice(&self, start: u32, end: u32) -> &'d str {
        self.text.get(Span::new(start, end).range()).unwrap_or_default()
    }

    /// Where the line of a byte begins, after a byte order mark.
    pub(super) fn line_start(&self, at: u32) -> u32 {
        match self.file.line_span(self.file.line(at)).start {
            0 if self.text.starts_with('\u{feff}') => 3.min(at),
            start => start,
        }
    }

    /// Where the line of a byte ends, before its line break.
    pub(super) fn line_end(&self, at: u32) -> u32 {
        let line = self.slice(at, self.next_line(at)).trim_end_matches('\n');
        at + line.trim_end_matches('\r').len() as u32
    }

    /// Where the line after that of a byte begins; the end of the text after the last line.
    pub(super) fn next_line(&self, at: u32) -> u32 {
        let starts = self.file.line_starts();
        let next = starts.get(self.file.line(at) as usize).copied();
        next.unwrap_or(self.text.len() as u32)
    }

    /// Whether a line that some bytes stand on ends in the middle of what is a line here.
    pub(super) fn breaks_oddly(&self, span: Span) -> bool {
        let lines = Span::new(self.line_start(span.start), self.next_line(span.end));
        !self.is_json() && self.file.breaks_oddly(lines)
    }

    /// The column of a byte in characters, from 0.
    pub(super) fn column(&self, at: u32) -> usize {
        self.file.position(at).column as usize - 1
    }

    /// What stands before a byte on its line.
    pub(super) fn before(&self, at: u32) -> &'d str {
        self.slice(self.line_start(at), at)
    }

    /// The line break of the text.
    pub(super) fn line_break(&self) -> &'static str {
        match memchr::memchr(b'\n', self.bytes()) {
            Some(at) if at > 0 && self.bytes().get(at - 1) == Some(&b'\r') => "\r\n",
            _ => "\n",
        }
    }

    /// Ends a line, and indents the next one to a column.
    pub(super) fn write_line(&self, column: usize, out: &mut String) {
        out.push_str(self.line_break());
        out.extend(std::iter::repeat_n(' ', column));
    }

    /// Where a node's text ends, the blank lines included that a block of text may keep.
    pub(super) fn end(&self, node: NodeId) -> u32 {
        let end = self.document.span(node).end;
        let rest = self.text.get(end as usize..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start().len();
        let blank = rest.get(..blank).unwrap_or_default();
        match blank.rfind('\n') {
            Some(last) if blank.find('\n') < Some(last) && self.keeps_blank_lines(end) => {
                let kept = blank.get(..last).unwrap_or_default();
                end + kept.trim_end_matches('\r').len() as u32
            }
            _ => end,
        }
    }

    /// Whether what ends at a byte is a block of text to which the blank lines after it belong.
    fn keeps_blank_lines(&self, end: u32) -> bool {
        self.texts().any(|text| text.span.end == end && self.keeps(text))
    }

    /// The blocks of text.
    fn texts(&self) -> impl Iterator<Item = &'d Node> {
        let nodes = self.document.nodes().map(|(_, node)| node);
        nodes.filter(|node| matches!(node.style, Style::Literal | Style::Folded))
    }

    /// Whether the blank lines after a block of text belong to it.
    pub(super) fn keeps(&self, text: &Node) -> bool {
        let header = self.slice(text.span.start, self.line_end(text.span.start));
        header.split('#').next().is_some_and(|header| header.contains('+'))
    }

    /// The block of text that the lines right above a byte belong to.
    pub(super) fn text_above(&self, at: u32) -> Option<&'d Node> {
        let above = self.texts().filter(|text| text.span.end <= at).last()?;
        // Beside what begins one, a comment may stand; beneath it ends the text.
        let line_end = self.line_end(above.span.end);
        let beside = self.slice(above.span.end, line_end).trim_start();
        let beneath = self.slice(line_end, at);
        let is_right_above =
            (beside.is_empty() || beside.starts_with('#')) && beneath.trim().is_empty();
        is_right_above.then_some(above)
    }

    /// The first byte from one on that is neither blank nor in a comment.
    pub(super) fn skip(&self, mut at: u32) -> u32 {
        loop {
            let rest = self.bytes().get(at as usize..).unwrap_or_default();
            at += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count() as u32;
            match self.comment_at(at) {
                Some(comment) if comment.start == at => at = comment.end,
                _ => return at,
            }
        }
    }

    /// The end of what stands before a byte, blanks and comments left out.
    pub(super) fn skip_back(&self, mut at: u32) -> u32 {
        loop {
            at = self.slice(0, at).trim_end_matches(|c: char| c.is_ascii_whitespace()).len() as u32;
            match at.checked_sub(1).and_then(|last| self.comment_at(last)) {
                Some(comment) => at = comment.start,
                None => return at,
            }
        }
    }

    fn comment_at(&self, at: u32) -> Option<Span> {
        let comments = self.document.comments();
        let after = comments.partition_point(|comment| comment.start <= at);
        comments.get(after.checked_sub(1)?).copied().filter(|comment| at < comment.end)
    }

    /// Whether a comment stands between two bytes.
    pub(super) fn has_comment(&self, start: u32, end: u32) -> bool {
        let comments = self.document.comments();
        let first = comments.partition_point(|comment| comment.start < start);
        comments.get(first).is_some_and(|comment| comment.start < end)
    }

    pub(super) fn byte(&self, at: u32) -> Option<u8> {
        self.bytes().get(at as usize).copied()
    }

    pub(super) fn step(&self) -> usize {
        self.habits().step
    }

    pub(super) fn indents_lists(&self) -> bool {
        self.habits().indents_lists
    }

    fn habits(&self) -> Habits {
        *self.habits.get_or_init(|| {
            let mut step = None;
            let mut indents_lists = None;
            let block = self.document.nodes().filter(|(_, node)| node.style == Style::Block);
            for (id, _) in block {
                for entry in self.document.entries(id).iter().filter(|entry| !entry.merged) {
                    let value = self.document.node(entry.value);
                    let is_list = self.document.kind(entry.value) == Kind::Sequence;
                    let is_known = if is_list { indents_lists.is_some() } else { step.is_some() };
                    if value.style != Style::Block || is_known {
                        continue;
                    }
                    let column = self.column(value.span.start);
                    let right = column.saturating_sub(self.column(self.document.start(entry.key)));
                    if is_list {
                        indents_lists = Some(right > 0);
                    } else if right > 0 {
                        step = Some(right);
                    }
                }
                if step.is_some() && indents_lists.is_some() {
                    break;
                }
            }
            Habits { step: step.unwrap_or(2), indents_lists: indents_lists.unwrap_or(true) }
        })
    }
}
