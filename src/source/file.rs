//! A text with its name, and where in it a byte stands.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::gaps::{Gaps, Left};
use super::role::is_of_tests;
use super::span::Span;

/// How many bytes apart the characters before a byte are noted.
const BLOCK: usize = 1024;

/// A place in a text, as editors count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The byte, from 0.
    pub byte: u32,
}

/// Which file of a run: the name under which it is shown, of which a run has one. Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(Arc<str>);

impl FileId {
    /// The file that is shown under a name.
    #[must_use]
    pub(super) fn named(name: &str) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the bytes of a file stand for its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8. A byte order mark is part of the text.
    #[default]
    Utf8,
    /// UTF-16, the lower byte first, after a byte order mark that is no part of the text.
    Utf16Le,
    /// UTF-16, the higher byte first, after a byte order mark that is no part of the text.
    Utf16Be,
}

impl Encoding {
    /// A text as the bytes of a file.
    #[must_use]
    pub fn encode(self, text: &str) -> Vec<u8> {
        let units = |bytes: fn(u16) -> [u8; 2]| {
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16Le => units(u16::to_le_bytes),
            Self::Utf16Be => units(u16::to_be_bytes),
        }
    }
}

/// A file that was read: its text (UTF-8, transcoded where it was UTF-16), the name to show, and
/// where it comes from.
#[derive(Debug)]
pub struct SourceFile {
    id: FileId,
    /// Shared with what was read from it.
    text: Arc<String>,
    path: Option<PathBuf>,
    place: Option<PathBuf>,
    /// Made when it is first asked for.
    absolute: OnceLock<Option<PathBuf>>,
    encoding: Encoding,
    rendered: Option<Rendered>,
    /// What of its text was let go of.
    gaps: Option<Gaps>,
    /// It is a chart's template, whose text is not kept.
    is_template: bool,
    /// Made when a template is first asked for.
    templates: OnceLock<Vec<(u32, Option<Span>)>>,
    /// Looked up when it is first asked for.
    of_tests: OnceLock<bool>,
    /// Made when a position is first asked for: most files have nothing to report.
    index: OnceLock<Index>,
    /// Looked for when a change is first made.
    odd_breaks: OnceLock<Vec<u32>>,
}

/// What a text is made from, where a program has made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rendered {
    /// A chart's folder, by Helm.
    Chart(PathBuf),
    /// A kustomization's folder, by kustomize.
    Kustomization(PathBuf),
}

/// Where lines start, and how many characters there are before each block.
#[derive(Debug)]
struct Index {
    line_starts: Vec<u32>,
    block_characters: Vec<u32>,
}

impl SourceFile {
    /// A text under the name that diagnostics show.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<String>) -> Self {
        let (id, text) = (FileId(name.into()), Arc::new(text.into()));
        Self {
            id,
            text,
            path: None,
            place: None,
            absolute: OnceLock::new(),
            encoding: Encoding::Utf8,
            rendered: None,
            gaps: None,
            is_template: false,
            templates: OnceLock::new(),
            of_tests: OnceLock::new(),
            index: OnceLock::new(),
            odd_breaks: OnceLock::new(),
        }
    }

    /// The same file with another text.
    #[must_use]
    pub fn with_text(&self, text: impl Into<String>) -> Self {
        Self {
            id: self.id.clone(),
            text: Arc::new(text.into()),
            path: self.path.clone(),
            place: self.place.clone(),
            absolute: OnceLock::new(),
            encoding: self.encoding,
            rendered: self.rendered.clone(),
            gaps: None,
            is_template: false,
            templates: OnceLock::new(),
            of_tests: OnceLock::new(),
            index: OnceLock::new(),
            odd_breaks: OnceLock::new(),
        }
    }

    /// The same, read from a path.
    #[must_use]
    pub fn at(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self.absolute = OnceLock::new();
        self
    }

    /// The same, which has come another way and would lie at a path: what an editor pipes in, a
    /// file of another revision.
    #[must_use]
    pub fn as_if_at(mut self, path: impl Into<PathBuf>) -> Self {
        self.place = Some(path.into());
        self.absolute = OnceLock::new();
        self
    }

    /// The same, which a program has made.
    #[must_use]
    pub fn made_from(mut self, rendered: Rendered) -> Self {
        self.rendered = Some(rendered);
        self
    }

    /// The same without its text: a chart's template, of which no more is asked than where it lies.
    #[must_use]
    pub(crate) fn into_template(self) -> Self {
        Self { text: Arc::default(), is_template: true, ..self }
    }

    /// Whether it is a chart's template, whose text is not kept.
    #[must_use]
    pub(crate) const fn is_template(&self) -> bool {
        self.is_template
    }

    /// What a program has made it from.
    #[must_use]
    pub const fn rendered(&self) -> Option<&Rendered> {
        self.rendered.as_ref()
    }

    /// The template that Helm names above the object of a byte: `CHART/templates/agent.yaml`.
    #[must_use]
    pub fn template_at(&self, byte: u32) -> Option<&str> {
        let templates = self.templates.get_or_init(|| templates(&self.text));
        let after = templates.partition_point(|(start, _)| *start <= byte);
        let (_, name) = templates.get(after.checked_sub(1)?)?;
        name.map(|name| self.slice(name))
    }

    /// Where it lies, or would lie, by an absolute path; none for what stands in no folder.
    #[must_use]
    pub fn place(&self) -> Option<&Path> {
        let absolute = || {
            let path = self.path.as_ref().or(self.place.as_ref())?;
            std::path::absolute(path).ok()
        };
        self.absolute.get_or_init(absolute).as_deref()
    }

    /// The file of the repository that a byte of a rendered text comes from.
    #[must_use]
    pub fn origin_at(&self, byte: u32) -> Option<PathBuf> {
        Some(match self.rendered()? {
            Rendered::Kustomization(folder) => folder.join("kustomization.yaml"),
            Rendered::Chart(chart) => {
                // The first part is the chart's name, whatever its folder is called.
                let template =
                    self.template_at(byte).and_then(|name| Some(name.split_once('/')?.1));
                chart.join(template.unwrap_or("Chart.yaml"))
            }
        })
    }

    /// Whether it is there for tests, by its path: of a rendered text what a byte comes from.
    #[must_use]
    pub fn is_of_tests(&self, byte: u32) -> bool {
        if let Some(origin) = self.origin_at(byte) {
            return is_of_tests(&origin);
        }
        *self.of_tests.get_or_init(|| self.place().is_some_and(is_of_tests))
    }

    /// The same, read from bytes in an encoding.
    #[must_use]
    pub const fn encoded(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// The same, of whose text some was left out.
    #[must_use]
    pub(super) fn with_gaps(mut self, gaps: Gaps) -> Self {
        self.gaps = Some(gaps);
        self
    }

    /// What of its text was left out; none where it is whole. Bytes and lines are those of what is
    /// left, and what is shown of them ([`Self::position`]) those of the whole.
    #[must_use]
    pub(crate) const fn gaps(&self) -> Option<&Gaps> {
        self.gaps.as_ref()
    }

    /// The path that it was read from; none for standard input and for what stands in no folder.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// How its bytes stand for its text.
    #[must_use]
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The name to show: the path as given, or the name for standard input.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.id.0
    }

    /// Which file of the run it is.
    #[must_use]
    pub const fn id(&self) -> &FileId {
        &self.id
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole text, for who keeps places in it and outlives the file.
    #[must_use]
    pub(crate) fn shared_text(&self) -> Arc<String> {
        Arc::clone(&self.text)
    }

    /// The text in a range; empty if the range is not in the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The byte at which each line starts.
    #[must_use]
    pub fn line_starts(&self) -> &[u32] {
        &self.index().line_starts
    }

    /// The number of the line that a byte is in, from 1.
    #[must_use]
    pub fn line(&self, byte: u32) -> u32 {
        self.line_starts().partition_point(|start| *start <= byte) as u32
    }

    /// The bytes of a line by its number from 1, its break not included; empty beyond the last.
    #[must_use]
    pub fn line_span(&self, line: u32) -> Span {
        let starts = self.line_starts();
        let index = (line as usize).saturating_sub(1);
        let end = self.text.len() as u32;
        let start = starts.get(index).copied().unwrap_or(end);
        let next = starts.get(index + 1).copied().unwrap_or(end);
        let text = self.slice(Span::new(start, next));
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        Span::new(start, start + text.len() as u32)
    }

    /// Where that which begins at a byte stands; a byte beyond the end stands at the end.
    #[must_use]
    pub fn position(&self, byte: u32) -> Position {
        self.position_after(byte, self.gaps.as_ref().map(|gaps| gaps.before(byte)))
    }

    /// Where that which ends at a byte ends: the same, but where something was left out there.
    #[must_use]
    pub fn end_position(&self, byte: u32) -> Position {
        self.position_after(byte, self.gaps.as_ref().map(|gaps| gaps.before_end(byte)))
    }

    /// Where both ends of some bytes stand.
    #[must_use]
    pub(crate) fn positions(&self, span: Span) -> (Position, Position) {
        let end = self.end_position(span.end);
        (if span.start == span.end { end } else { self.position(span.start) }, end)
    }

    /// The text of a line by the number that is shown, from 1, its break not included; empty where
    /// it is not known.
    #[must_use]
    pub(crate) fn shown_line(&self, number: u32) -> &str {
        let line = self.gaps.as_ref().map_or(Ok(number), |gaps| gaps.line(number));
        line.map_or_else(|text| text, |line| self.slice(self.line_span(line)))
    }

    /// Where a byte stands behind what was left out.
    fn position_after(&self, byte: u32, left: Option<Left>) -> Position {
        let left = left.unwrap_or_default();
        let byte = byte.min(self.text.len() as u32);
        let line = self.line(byte);
        let start = self.line_starts().get(line as usize - 1).copied().unwrap_or_default();
        let mark = u32::from(line == 1 && byte > 0 && self.text.starts_with('\u{feff}'));
        let before = match self.text.as_bytes().get(start as usize..byte as usize) {
            Some(before) if before.len() < BLOCK => characters(before),
            _ => self.characters_before(byte) - self.characters_before(start),
        };
        let column = before - mark + 1;
        Position { line: line + left.lines, column, byte: byte + left.bytes }
    }

    /// The byte at a line and column, both from 1; a column beyond the line's end is its end.
    #[must_use]
    pub fn byte_at(&self, line: u32, column: u32) -> u32 {
        let span = self.line_span(line);
        let text = self.slice(span);
        let text = text.strip_prefix('\u{feff}').filter(|_| span.start == 0).unwrap_or(text);
        let before = (column as usize).saturating_sub(1);
        let rest = text.char_indices().nth(before).map_or(0, |(at, _)| text.len() - at);
        span.end - rest as u32
    }

    /// Whether bytes hold an end of a line that is none here: YAML 1.1 takes a carriage return for one,
    /// and three characters of Unicode.
    #[must_use]
    pub(crate) fn breaks_oddly(&self, span: Span) -> bool {
        let breaks = self.odd_breaks.get_or_init(|| odd_breaks(&self.text));
        let first = breaks.partition_point(|at| *at < span.start);
        breaks.get(first).is_some_and(|at| *at < span.end)
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.text.as_bytes()))
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, byte: u32) -> u32 {
        let block = byte as usize / BLOCK;
        let noted = self.index().block_characters.get(block).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(block * BLOCK..byte as usize).unwrap_or_default();
        noted + characters(rest)
    }
}

fn odd_breaks(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let returns = memchr::memchr_iter(b'\r', bytes);
    let returns = returns.filter(|at| bytes.get(at + 1) != Some(&b'\n')).map(|at| at as u32);
    if text.is_ascii() {
        return returns.collect();
    }
    let others = text.match_indices(['\u{85}', '\u{2028}', '\u{2029}']).map(|(at, _)| at as u32);
    let mut breaks: Vec<u32> = returns.chain(others).collect();
    breaks.sort_unstable();
    breaks
}

/// Where documents begin, and where Helm says which template the rest of one comes from: the byte,
/// and the place of the template's name.
fn templates(text: &str) -> Vec<(u32, Option<Span>)> {
    const SOURCE: &str = "# Source: ";
    // Nearly every file has none.
    if !text.contains(SOURCE) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(name) = line.strip_prefix(SOURCE).map(str::trim_end) {
            let is_path = name.contains('/') && !name.contains([' ', ':']);
            let from = start + SOURCE.len() as u32;
            let name = is_path.then(|| Span::new(from, from + name.len() as u32));
            found.extend(name.map(|name| (start, Some(name))));
        } else if line.starts_with("---") {
            found.push((start, None));
        }
        start += line.len() as u32;
    }
    found
}

impl Index {
    fn new(text: &[u8]) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text);
        let mut line_starts = Vec::with_capacity(breaks.clone().count() + 1);
        line_starts.push(0);
        line_starts.extend(breaks.map(|at| at as u32 + 1));
        let mut count = 0;
        let mut block_characters = Vec::with_capacity(text.len() / BLOCK + 1);
        for block in text.chunks(BLOCK) {
            block_characters.push(count);
            count += characters(block);
        }
        block_characters.push(count);
        Self { line_starts, block_characters }
    }
}

/// How many characters begin in some bytes of UTF-8.
fn characters(bytes: &[u8]) -> u32 {
    // Of most texts that is told at a glance.
    if bytes.is_ascii() {
        return bytes.len() as u32;
    }
    bytes.iter().filter(|byte| *byte & 0xc0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests;
