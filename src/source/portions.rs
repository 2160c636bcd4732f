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
    /// What is remembered of one that waits.
    type Waiting;

    /// Looks at some portions, each by itself.
    fn look(&self, portions: &[Portion<'_>]) -> Vec<Look<Self::Seen>>;

    /// What becomes of a portion, after all those that came before it.
    ///
    /// # Errors
    /// When one that was let go of is needed after all.
    fn decide(&mut self, seen: Self::Seen) -> Result<Fate<Self::Waiting>, Doubt>;

    /// Looks at what is left without those that wait.
    ///
    /// # Errors
    /// When one that was let go of is needed after all.
    fn finish(&mut self, left: SourceFile) -> Result<(), Doubt>;

    /// Whether one that waits is needed, now that all is known.
    fn needs(&self, waiting: &Self::Waiting) -> bool;
}

/// What becomes of a portion that may not be needed.
#[derive(Clone, Debug)]
pub(crate) enum Fate<T> {
    /// It is let go of.
    Gone,
    /// The end will tell.
    Waits(T),
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
    let kept = Kept::default();
    let mut reading = Reading { sieve, kept, queue: Vec::new(), frozen: None };
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
    let Reading { sieve, kept, .. } = reading;
    let made = |text| file.with_text(text).encoded(Encoding::Utf8);
    if kept.is_whole() {
        return Ok(made(kept.into_text(|_| true).0));
    }
    sieve.finish(made(kept.without_waiting())).map_err(Stopped::Doubtful)?;
    let (text, gaps) = kept.into_text(|seen| sieve.needs(seen));
    Ok(made(text).with_gaps(gaps))
}

/// A text while it is read.
struct Reading<'s, S: Sieve> {
    sieve: &'s mut S,
    kept: Kept<S::Waiting>,
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
        let portions =
            all.filter_map(|(segment, text)| Some(Portion { form: segment.may_go?.form, text }));
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
                    let is_frozen = list.is_some() && self.frozen == list;
                    let is_bound = may_go.is_first || is_frozen || self.kept.is_marked;
                    if !is_bound {
                        match self.sieve.decide(seen).map_err(Stopped::Doubtful)? {
                            Fate::Gone => self.kept.leave_out(text, may_go.form),
                            Fate::Waits(seen) => self.kept.wait(text, may_go.form, seen),
                        }
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
struct Kept<T> {
    parts: Vec<Part<T>>,
    /// How many bytes were read, those that were left out among them.
    read: u64,
    /// What may be about the next object has been read.
    is_marked: bool,
}

/// What is left of some of a text.
enum Part<T> {
    Text(String),
    Waits(String, Form, T),
    /// It was left out; its last line is known.
    Gone(Left, String),
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { parts: Vec::new(), read: 0, is_marked: false }
    }
}

impl<T> Kept<T> {
    fn keep(&mut self, text: &str) {
        self.read += text.len() as u64;
        self.is_marked |= memchr::memmem::find(text.as_bytes(), MARK.as_bytes()).is_some();
        match self.parts.last_mut() {
            Some(Part::Text(last)) => last.push_str(text),
            _ => self.parts.push(Part::Text(text.to_owned())),
        }
    }

    fn leave_out(&mut self, text: &str, form: Form) {
        self.read += text.len() as u64;
        let (left, line) = (left(text, form), last_line(text));
        match self.parts.last_mut() {
            Some(Part::Gone(all, last)) => {
                *all = all.and(left);
                line.clone_into(last);
            }
            _ => self.parts.push(Part::Gone(left, line.to_owned())),
        }
    }

    fn wait(&mut self, text: &str, form: Form, seen: T) {
        self.read += text.len() as u64;
        self.parts.push(Part::Waits(text.to_owned(), form, seen));
    }

    fn is_whole(&self) -> bool {
        self.parts.iter().all(|part| matches!(part, Part::Text(_)))
    }

    /// The text without what waits.
    fn without_waiting(&self) -> String {
        let text = |part: &Part<T>| match part {
            Part::Text(text) => Some(text.clone()),
            _ => None,
        };
        self.parts.iter().filter_map(text).collect()
    }

    /// The text with what is needed of that which waits, and what was left out of it.
    fn into_text(self, is_needed: impl Fn(&T) -> bool) -> (String, Gaps) {
        let (mut all, mut gaps, mut lines) = (String::new(), Gaps::default(), 1);
        for part in self.parts {
            match part {
                Part::Waits(text, form, seen) if !is_needed(&seen) => {
                    gaps.add(all.len() as u32, lines, last_line(&text), left(&text, form));
                }
                Part::Text(text) | Part::Waits(text, ..) => {
                    lines += breaks(&text);
                    match all.is_empty() {
                        true => all = text,
                        false => all.push_str(&text),
                    }
                }
                Part::Gone(left, line) => gaps.add(all.len() as u32, lines, &line, left),
            }
        }
        (all, gaps)
    }
}

/// How much is missing where some whole lines are.
fn left(text: &str, form: Form) -> Left {
    let is_document = form == Form::Document;
    Left {
        bytes: text.len() as u32,
        lines: breaks(text),
        documents: u32::from(is_document),
        items: u32::from(!is_document),
    }
}

/// The last of some whole lines, without its break.
fn last_line(text: &str) -> &str {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let line = text.rsplit('\n').next().unwrap_or_default();
    line.strip_suffix('\r').unwrap_or(line)
}

fn breaks(text: &str) -> u32 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u32
}
