//! A text read in portions, of which those that nobody needs are let go of at once: what is left in
//! memory grows with what is needed, and not with the text.
//!
//! Only what can be told apart by its lines is cut, as kubectl prints it: the items of one list, and
//! documents between lines `---`. What is written otherwise is kept as it stands. What is left is the
//! same text with some of its portions missing, and is read like any other.

mod input;
mod layout;

use std::io::{BufRead, BufReader, Read};

use super::file::{Encoding, SourceFile};
use super::gaps::{Gaps, Left};
use super::read::{ReadProblem, is_utf16};
use input::Input;
use layout::{Cutter, Segment};

/// So many bytes, or portions, are looked at together.
const BYTES_AT_ONCE: usize = 4 << 20;
const PORTIONS_AT_ONCE: usize = 1 << 9;

/// What says of suppressed findings: such a line may be about the portion below it.
const MARK: &str = "daemonlint";

/// What a portion is to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A document with the line `---` below it.
    Document,
    /// An item of a list at the left edge of a document of YAML.
    Item,
    /// An item of a list of JSON, with the comma behind it.
    JsonItem,
}

/// A part of a text that may be let go of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Portion<'t> {
    /// What it is.
    pub form: Form,
    /// Its lines.
    pub text: &'t str,
}

impl Portion<'_> {
    /// The portion as a text of its own.
    #[must_use]
    pub(crate) fn alone(&self) -> String {
        let text = self.text;
        match self.form {
            Form::Document => {
                let end = text.trim_end_matches(['\n', '\r', ' ', '\t']);
                end.strip_suffix("---").unwrap_or(text).to_owned()
            }
            Form::Item => format!("apiVersion: v1\nkind: List\nitems:\n{text}"),
            Form::JsonItem => {
                let item = text.trim_end();
                let item = item.strip_suffix(',').unwrap_or(item);
                format!("{{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [{item}]}}")
            }
        }
    }
}

/// What is seen of a portion alone.
#[derive(Clone, Debug)]
pub(crate) enum Look<T> {
    /// It is no whole by itself: nor is anything that follows it in its document.
    Broken,
    /// It is needed.
    Needed,
    /// It may not be needed.
    Spare(T),
}

/// Why a text can't be read without some of its portions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Doubt(pub String);

/// Who decides what is needed.
pub(crate) trait Sieve {
    /// What is seen of a portion that may not be needed.
    type Seen;

    /// Looks at some portions, each by itself.
    fn look(&self, portions: &[Portion<'_>]) -> Vec<Look<Self::Seen>>;

    /// Looks at what is left.
    ///
    /// # Errors
    /// When something that was let go of is needed after all.
    fn finish(&mut self, left: &SourceFile) -> Result<(), Doubt>;

    /// Whether a portion can be let go of, after all those that came before it.
    ///
    /// # Errors
    /// When one that was let go of is needed after all.
    fn lets_go(&mut self, seen: Self::Seen) -> Result<bool, Doubt>;
}

/// Why a text was not read in portions.
#[derive(Debug)]
pub(crate) enum Stopped {
    /// It can't be read at all.
    Unreadable(ReadProblem),
    /// It must be read as a whole.
    Doubtful(Doubt),
}

/// Reads the text of a file; `is_piped` tells whether it comes from a pipe, whose end nobody knows.
///
/// # Errors
/// When it can't be read, or not in portions.
pub(crate) fn read<S: Sieve>(
    file: &SourceFile,
    reader: impl Read,
    is_piped: bool,
    sieve: &mut S,
) -> Result<SourceFile, Stopped> {
    let mut reader = BufReader::with_capacity(1 << 16, Input::new(reader, is_piped));
    let start = reader.fill_buf().map_err(|error| Stopped::Unreadable(error.into()))?;
    if is_utf16(start) {
        return Err(Stopped::Doubtful(Doubt("it is UTF-16".to_owned())));
    }
    let mut reading = Reading { sieve, kept: Kept::default(), queue: Vec::new(), frozen: None };
    let read = reading.all(&mut reader);
    if let Err(Stopped::Unreadable(_)) = &read {
        // What is wrong further down may be what is told of the whole.
        let rest = std::io::copy(&mut reader, &mut std::io::sink());
        rest.map_err(|error| Stopped::Unreadable(error.into()))?;
    }
    if let Some(problem) = reader.get_ref().problem() {
        return Err(Stopped::Unreadable(problem));
    }
    read?;
    let Reading { sieve, kept: Kept { text, gaps, .. }, .. } = reading;
    let left = file.with_text(text).encoded(Encoding::Utf8).with_gaps(gaps);
    sieve.finish(&left).map_err(Stopped::Doubtful)?;
    Ok(left)
}

/// A text while it is read.
struct Reading<'s, S> {
    sieve: &'s mut S,
    kept: Kept,
    queue: Vec<Segment>,
    /// The list of which a portion was broken.
    frozen: Option<u32>,
}

impl<S: Sieve> Reading<'_, S> {
    fn all(&mut self, reader: &mut impl BufRead) -> Result<(), Stopped> {
        let unreadable = |error: std::io::Error| Stopped::Unreadable(error.into());
        let mut cutter = Cutter::default();
        let mut line = Vec::new();
        let mut waiting = 0;
        loop {
            line.clear();
            let length = reader.read_until(b'\n', &mut line).map_err(unreadable)?;
            if length == 0 {
                cutter.end(&mut self.queue);
                return self.settle();
            }
            cutter.line(&line, &mut self.queue);
            waiting += length;
            if waiting > BYTES_AT_ONCE || self.queue.len() > PORTIONS_AT_ONCE {
                waiting = 0;
                self.settle()?;
            }
        }
    }

    /// Decides what becomes of all that waits.
    fn settle(&mut self) -> Result<(), Stopped> {
        let mut texts = Vec::with_capacity(self.queue.len());
        let mut before = self.kept.read;
        let mut broken = None;
        for segment in &self.queue {
            match std::str::from_utf8(&segment.text) {
                Ok(text) => texts.push(text),
                Err(error) => {
                    let byte = before as usize + error.valid_up_to();
                    broken = Some(ReadProblem::Encoding { byte, encoding: "UTF-8" });
                    break;
                }
            }
            before += segment.text.len() as u64;
        }
        if let Some(problem) = broken {
            return Err(Stopped::Unreadable(problem));
        }
        let all = self.queue.iter().zip(&texts);
        let portions = all.filter_map(|(segment, text)| {
            Some(Portion { form: segment.may_go?.form, text })
        });
        let portions: Vec<Portion<'_>> = portions.collect();
        let mut looks = self.sieve.look(&portions).into_iter();
        for (segment, text) in self.queue.iter().zip(texts) {
            let Some(may_go) = segment.may_go else {
                self.kept.keep(text);
                continue;
            };
            let list = may_go.list;
            match looks.next() {
                Some(Look::Broken) => self.frozen = list.or(self.frozen),
                Some(Look::Spare(seen)) => {
                    let is_free = !may_go.is_first
                        && !(list.is_some() && self.frozen == list)
                        && !self.kept.is_marked;
                    if is_free && self.sieve.lets_go(seen).map_err(Stopped::Doubtful)? {
                        self.kept.leave_out(text, may_go.form);
                        continue;
                    }
                    // What a comment above it may be about is kept with it.
                    self.kept.is_marked = false;
                }
                _ => {}
            }
            self.kept.keep(text);
        }
        self.queue.clear();
        Ok(())
    }
}

/// What is left of a text.
#[derive(Default)]
struct Kept {
    text: String,
    /// How many line breaks it has.
    lines: u32,
    gaps: Gaps,
    /// How many bytes were read, those that were left out among them.
    read: u64,
    /// What may be about the next object has been read.
    is_marked: bool,
}

impl Kept {
    fn keep(&mut self, text: &str) {
        self.lines += breaks(text);
        self.text.push_str(text);
        self.read += text.len() as u64;
        self.is_marked |= memchr::memmem::find(text.as_bytes(), MARK.as_bytes()).is_some();
    }

    fn leave_out(&mut self, text: &str, form: Form) {
        let is_document = form == Form::Document;
        let left = Left {
            bytes: text.len() as u32,
            lines: breaks(text),
            documents: u32::from(is_document),
            items: u32::from(!is_document),
        };
        self.gaps.add(self.text.len() as u32, self.lines + 1, text, left);
        self.read += text.len() as u64;
    }
}

fn breaks(text: &str) -> u32 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u32
}

#[cfg(test)]
mod tests;
