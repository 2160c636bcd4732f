//! The marked lines of a diagnostic, cut out of their files for miette to draw.
//!
//! miette takes any source that can read a span with the lines around it. Handing it only these
//! lines keeps a diagnostic's cost independent of the file's size (they are found through the
//! file's table of line starts), and lets them be made safe for a terminal and cropped on the
//! way: a manifest may be one JSON line of a megabyte.

use std::collections::HashMap;
use std::sync::Arc;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::diagnostic::{Diagnostic, Label};
use crate::report::shared::text;
use crate::source::{SourceFile, Span};
use crate::words::escape::{escape, escape_source};

/// Lines of one or more files, and the labels on them.
#[derive(Debug)]
pub(super) struct Snippet {
    text: String,
    lines: Vec<Line>,
    marks: Vec<Mark>,
    files: Vec<String>,
}

#[derive(Debug)]
struct Line {
    /// Where it starts in the snippet's text.
    start: usize,
    /// Its number in the file, from 0.
    number: usize,
    /// Which of the files.
    file: usize,
}

#[derive(Debug)]
struct Mark {
    /// Where it starts in the snippet's text.
    start: usize,
    length: usize,
    /// Its column in the file, from 0.
    column: usize,
    text: String,
    primary: bool,
}

/// A label while the snippet is made: its line (from 0) and bytes within the line.
struct Place<'a> {
    line: usize,
    bytes: std::ops::Range<usize>,
    column: usize,
    label: &'a Label,
    primary: bool,
}

/// So many places of a finding are marked: nobody reads more, and miette holds every mark against every
/// line.
const MOST_MARKS: usize = 50;

/// How many places of a finding are not marked.
pub(super) fn unmarked(diagnostic: &Diagnostic) -> usize {
    (1 + diagnostic.labels.len()).saturating_sub(MOST_MARKS)
}

impl Snippet {
    /// The lines that a diagnostic marks, each with the one before it, none wider than `columns`.
    #[must_use]
    pub(super) fn new(diagnostic: &Diagnostic, columns: usize) -> Self {
        let mut sources: Vec<&Arc<SourceFile>> = vec![&diagnostic.file];
        let mut known = HashMap::from([(Arc::as_ptr(&diagnostic.file), 0)]);
        let mut places: Vec<Vec<Place<'_>>> = vec![Vec::new()];
        let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.labels);
        for (number, label) in labels.take(MOST_MARKS).enumerate() {
            let source = label.file.as_ref().unwrap_or(&diagnostic.file);
            let file = *known.entry(Arc::as_ptr(source)).or_insert_with(|| {
                sources.push(source);
                places.push(Vec::new());
                sources.len() - 1
            });
            if let Some(here) = places.get_mut(file) {
                here.push(place(source, label, number == 0));
            }
        }

        let files = sources.iter().map(|source| escape(source.name()).into_owned()).collect();
        let mut snippet = Self { text: String::new(), lines: vec![], marks: vec![], files };
        for (file, (source, mut here)) in sources.into_iter().zip(places).enumerate() {
            here.sort_by_key(|place| (place.line, place.bytes.start));
            for number in wanted(source, here.iter().map(|place| place.line)) {
                let from = here.partition_point(|place| place.line < number);
                let to = here.partition_point(|place| place.line <= number);
                let marked = here.get(from..to).unwrap_or_default();
                snippet.push(file, number, line_text(source, number), marked, columns);
            }
        }
        snippet
    }

    /// The labels for miette, as spans of the snippet.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> + '_ {
        self.marks.iter().map(|mark| {
            let text = (!mark.text.is_empty()).then(|| mark.text.clone());
            let span = SourceSpan::from((mark.start, mark.length));
            if mark.primary {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            }
        })
    }

    /// Adds a line, cropped around what is marked in it.
    fn push(
        &mut self,
        file: usize,
        number: usize,
        line: &str,
        marked: &[Place<'_>],
        columns: usize,
    ) {
        let start = self.text.len();
        self.lines.push(Line { start, number, file });
        let mut window = window(line, marked.iter().map(|place| place.bytes.start).min(), columns);
        let ellipsis = |cut: bool| if cut { "…" } else { "" };
        // A byte order mark is no character of the line.
        let visible = if line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        window.start = window.start.max(visible);
        window.end = window.end.max(visible);
        self.text.push_str(ellipsis(window.start > visible));

        for place in marked {
            let clamp = |byte: usize| byte.clamp(window.start, window.end);
            let (from, to) = (clamp(place.bytes.start), clamp(place.bytes.end));
            let safe = |range| escape_source(line.get(range).unwrap_or_default());
            let before = safe(window.start..from).len();
            let length = safe(from..to).len();
            let shown = self.text.len() + before;
            let column = text::width(&self.text[start..]) + text::width(&safe(window.start..from));
            let room = columns.saturating_sub(column).max(MIN_LABEL);
            self.marks.push(Mark {
                start: shown,
                // Also the end of a line, or an empty one, is marked by one column.
                length: length.max(1),
                column: place.column,
                text: text::wrap(&escape(&place.label.text), room),
                primary: place.primary,
            });
        }
        self.text.push_str(&escape_source(line.get(window.clone()).unwrap_or_default()));
        self.text.push_str(ellipsis(window.end < line.len()));
        self.text.push('\n');
    }

    fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.start <= byte).saturating_sub(1)
    }

    /// Whether these lines follow each other in one file.
    fn adjoin(&self, first: usize, second: usize) -> bool {
        match (self.lines.get(first), self.lines.get(second)) {
            (Some(a), Some(b)) => a.file == b.file && a.number + (second - first) == b.number,
            _ => false,
        }
    }
}

/// Labels are not wrapped to fewer columns than these, however far to the right they stand.
const MIN_LABEL: usize = 30;

/// Where a label is seen: on its first line only, since a span may be a whole object.
fn place<'a>(source: &SourceFile, label: &'a Label, primary: bool) -> Place<'a> {
    let Span { start, end } = label.span;
    let byte = start.min(source.text().len() as u32);
    let position = source.position(byte);
    let line = position.line.saturating_sub(1) as usize;
    let shown = source.line_span(source.line(byte));
    let (line_start, text) = (shown.start, source.slice(shown));
    let from = (start.saturating_sub(line_start) as usize).min(text.len());
    let to = (end.saturating_sub(line_start) as usize).clamp(from, text.len());
    let trimmed = text.get(from..to).map_or(to, |marked| from + marked.trim_end().len());
    let column = position.column.saturating_sub(1) as usize;
    Place { line, bytes: from..trimmed, column, label, primary }
}

/// Marked lines no further apart than this are shown with the lines between them: as far as miette
/// joins frames with a line around each mark.
const JOINED: usize = 3;

/// The lines to show: the marked ones, those before them where there is something to read, and
/// what lies between close ones; `marked` come in order.
fn wanted(source: &SourceFile, marked: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut wanted: Vec<usize> = Vec::new();
    for line in marked {
        let from = match wanted.last() {
            Some(last) if line - last <= JOINED => last + 1,
            _ if line > 0 && !line_text(source, line - 1).trim().is_empty() => line - 1,
            _ => line,
        };
        wanted.extend(from..=line);
    }
    wanted
}

/// A line without its line break, by its number from 0.
fn line_text(source: &SourceFile, line: usize) -> &str {
    source.shown_line(line as u32 + 1)
}

/// The part of a line to show where it is too wide: from a little before `focus`.
fn window(line: &str, focus: Option<usize>, columns: usize) -> std::ops::Range<usize> {
    // Bytes bound columns from both sides (but for tabs), so that few lines need measuring.
    if line.len() <= columns || line.len() <= 4 * columns && text::width(line) <= columns {
        return 0..line.len();
    }
    let room = columns.saturating_sub(2).max(20);
    let focus = focus.unwrap_or_default().min(line.len());
    let mut start = if focus <= room / 2 { 0 } else { focus - room / 4 };
    while !line.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = start;
    let mut used = 0;
    for c in line.get(start..).unwrap_or_default().chars() {
        used += unicode_width::UnicodeWidthChar::width(c).unwrap_or(1);
        if used > room {
            break;
        }
        end += c.len_utf8();
    }
    start..end
}

impl SourceCode for Snippet {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let end = span.offset() + span.len();
        let mut first = self.line_of(span.offset());
        let mut last = self.line_of(end.saturating_sub(1).max(span.offset()));
        if end > self.text.len() || !self.adjoin(first, last) {
            return Err(MietteError::OutOfBounds);
        }
        for _ in 0..lines_before {
            if first > 0 && self.adjoin(first - 1, first) {
                first -= 1;
            }
        }
        for _ in 0..lines_after {
            if self.adjoin(last, last + 1) {
                last += 1;
            }
        }
        let line = self.lines.get(first).ok_or(MietteError::OutOfBounds)?;
        // Marks stand in the order of the text.
        let mark = self.marks.partition_point(|mark| mark.start < span.offset());
        let mark = self.marks.get(mark).filter(|mark| mark.start == span.offset());
        let column = mark.map_or(0, |mark| mark.column);
        // Without lines around it, it is the place of the label that is asked for.
        let from = if lines_before == 0 { span.offset() } else { line.start };
        let to = self.lines.get(last + 1).map_or(self.text.len(), |next| next.start);
        let data = self.text.as_bytes().get(from..to).ok_or(MietteError::OutOfBounds)?;
        let name = self.files.get(line.file).cloned().unwrap_or_default();
        Ok(Box::new(MietteSpanContents::new_named(
            name,
            data,
            (from, to - from).into(),
            line.number,
            column,
            last - first + 1,
        )))
    }
}
