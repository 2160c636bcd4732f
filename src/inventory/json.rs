//! JSON read in a stream: a list's items are taken out of a sliding window one by one, so that
//! memory grows with what is kept and not with the input.

use std::io::{self, Read};

use serde::Deserialize;
use serde::de::{DeserializeSeed, IgnoredAny};
use serde_json::Deserializer;
use serde_json::de::SliceRead;

use super::error::{Error, Problem};
use super::item::{Item, ItemSeed, is_ours};
use super::tables::Tables;
use crate::source::read::MAX_BYTES;

/// How much is read at once, at least.
const CHUNK: usize = 1 << 20;

/// Where a document's objects go.
pub(super) trait Sink {
    /// What the objects are read into.
    fn parts(&mut self) -> (&mut Item, &mut Tables);

    /// The objects that follow are the items of a list of this kind, which stands for their own
    /// where they have none (`NodeList`); empty where it is not known.
    fn list(&mut self, kind: &str);

    /// Whether the object at hand is wanted whole, for [`Self::whole`].
    fn wants_whole(&mut self) -> bool;

    /// An object was read.
    ///
    /// # Errors
    /// The object is refused.
    fn object(&mut self) -> Result<(), Problem>;

    /// The object at hand, which was wanted whole, as the text that it is. It begins in this column
    /// of its first line.
    ///
    /// # Errors
    /// The object is refused.
    fn whole(&mut self, text: &str, column: usize) -> Result<(), Problem>;
}

/// What is left of an input.
pub(super) struct Rest<R> {
    /// Line breaks before it.
    pub lines: usize,
    /// How it begins.
    pub start: Vec<u8>,
    /// How it goes on.
    pub reader: R,
}

/// Reads every document of a JSON stream, one behind the other or between the lines `---` of YAML.
/// Where such a line is followed by no JSON the rest is YAML's, and is given back.
///
/// # Errors
/// The input can't be read, is no JSON, has a wrong type, or is refused by the sink.
pub(super) fn read<R: Read>(
    name: &str,
    start: Vec<u8>,
    reader: R,
    sink: &mut impl Sink,
) -> Result<Option<Rest<R>>, Error> {
    let mut window =
        Window { name, reader, bytes: start, at: 0, keep: 0, ended: false, lines_before: 0 };
    while let Some(byte) = window.peek()? {
        match byte {
            b'{' => window.document(sink)?,
            b'[' => {
                sink.list("");
                window.items(sink)?;
            }
            b'-' if window.is_document_start()? => {
                window.keep = window.at;
                let line = "---".len();
                window.at += line;
                if !matches!(window.peek()?, None | Some(b'{' | b'[' | b'-')) {
                    let start = window.bytes.split_off(window.keep);
                    let lines = window.line(window.keep) - 1;
                    return Ok(Some(Rest { lines, start, reader: window.reader }));
                }
            }
            _ => return Err(window.malformed_here("expected an object or a list")),
        }
        window.keep = window.at;
    }
    Ok(None)
}

struct Window<'a, R> {
    name: &'a str,
    reader: R,
    bytes: Vec<u8>,
    /// The next byte to read.
    at: usize,
    /// What stands before is not needed any more.
    keep: usize,
    ended: bool,
    /// Line breaks in what was dropped.
    lines_before: usize,
}

#[derive(Deserialize)]
struct Head {
    #[serde(default, rename = "apiVersion")]
    api_version: String,
    #[serde(default)]
    kind: String,
}

impl<R: Read> Window<'_, R> {
    /// Drops what is not needed and reads on: at least as much as is left, so that an object that
    /// is retried costs its length a constant number of times.
    fn fill(&mut self) -> Result<(), Error> {
        let dropped = self.bytes.get(..self.keep).unwrap_or_default();
        self.lines_before += memchr::memchr_iter(b'\n', dropped).count();
        self.bytes.drain(..self.keep);
        self.at -= self.keep;
        self.keep = 0;
        if self.bytes.len() as u64 > MAX_BYTES {
            return Err(Problem::too_large().at(self.name, self.lines_before + 1));
        }
        let wanted = self.bytes.len().max(CHUNK);
        let read = (&mut self.reader)
            .take(wanted as u64)
            .read_to_end(&mut self.bytes)
            .map_err(|source| io_error(self.name, source))?;
        self.ended = read < wanted;
        Ok(())
    }

    /// The next byte that is not white space, without taking it.
    fn peek(&mut self) -> Result<Option<u8>, Error> {
        loop {
            while let Some(&byte) = self.bytes.get(self.at) {
                if !byte.is_ascii_whitespace() {
                    return Ok(Some(byte));
                }
                self.at += 1;
            }
            if self.ended {
                return Ok(None);
            }
            self.fill()?;
        }
    }

    /// Whether a line begins here that YAML's documents begin with.
    fn is_document_start(&mut self) -> Result<bool, Error> {
        let wanted = "--- ".len();
        if self.bytes.len() < self.at + wanted && !self.ended {
            self.fill()?;
        }
        let here = self.bytes.get(self.at..).unwrap_or_default();
        let Some(behind) = here.strip_prefix(b"---") else { return Ok(false) };
        let alone = behind.first().is_none_or(u8::is_ascii_whitespace);
        Ok(alone && self.column(self.at) == 1)
    }

    fn expect(&mut self, byte: u8, what: &str) -> Result<(), Error> {
        if self.peek()? != Some(byte) {
            return Err(self.malformed_here(what));
        }
        self.at += 1;
        Ok(())
    }

    /// Reads a value with `read`, again from its start where the window ended within it.
    fn value<T>(
        &mut self,
        mut read: impl FnMut(&mut Deserializer<SliceRead<'_>>) -> serde_json::Result<T>,
    ) -> Result<Result<T, serde_json::Error>, Error> {
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let mut deserializer = Deserializer::from_slice(rest);
            let result = read(&mut deserializer);
            let end = deserializer.into_iter::<IgnoredAny>().byte_offset();
            match result {
                Err(error) if error.is_eof() && !self.ended => self.fill()?,
                // A number may go on beyond the window.
                Ok(_) if end == rest.len() && !self.ended => self.fill()?,
                Ok(value) => {
                    self.at += end;
                    return Ok(Ok(value));
                }
                Err(error) => return Ok(Err(error)),
            }
        }
    }

    fn document(&mut self, sink: &mut impl Sink) -> Result<(), Error> {
        let start = self.at - self.keep;
        let mut kind = String::new();
        let mut listed = false;
        self.at += 1;
        if self.peek()? == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            let key = self.text("expected a field's name")?;
            self.expect(b':', "expected `:`")?;
            match (key.as_str(), self.peek()?) {
                ("items", Some(b'[')) => {
                    listed = true;
                    sink.list(&kind);
                    self.items(sink)?;
                }
                ("kind", Some(b'"')) => kind = self.text("expected a string")?,
                _ => {
                    let skipped = self.value(|value| IgnoredAny::deserialize(value))?;
                    skipped.map_err(|error| self.malformed(&error))?;
                }
            }
            match self.peek()? {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return Err(self.malformed_here("expected `,` or `}`")),
            }
        }
        self.at += 1;
        if listed || kind.ends_with("List") {
            sink.list(&kind);
        } else {
            // The document is an object of its own, still there from its first byte.
            self.at = self.keep + start;
            sink.list("");
            self.object(sink)?;
        }
        Ok(())
    }

    fn text(&mut self, expected: &str) -> Result<String, Error> {
        if self.peek()? != Some(b'"') {
            return Err(self.malformed_here(expected));
        }
        let text = self.value(|value| String::deserialize(value))?;
        text.map_err(|error| self.malformed(&error))
    }

    fn items(&mut self, sink: &mut impl Sink) -> Result<(), Error> {
        self.at += 1;
        if self.peek()? == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.peek()?;
            self.keep = self.at;
            self.object(sink)?;
            match self.peek()? {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return Err(self.malformed_here("expected `,` or `]`")),
            }
        }
        self.at += 1;
        Ok(())
    }

    /// Reads one object, which begins at `at`.
    fn object(&mut self, sink: &mut impl Sink) -> Result<(), Error> {
        let before = self.at - self.keep;
        let read = self.value(|value| {
            let (item, tables) = sink.parts();
            ItemSeed { item, tables }.deserialize(value)
        })?;
        let start = self.keep + before;
        if let Err(error) = read {
            // What is no node may have other types in fields of the same name.
            match self.value(|value| Head::deserialize(value))? {
                Ok(head) if !is_ours(&head.kind) => {
                    let (item, _) = sink.parts();
                    item.api_version = head.api_version;
                    item.kind = head.kind;
                }
                _ => {
                    self.at = start;
                    return Err(self.malformed(&error));
                }
            }
        }
        let taken = if sink.wants_whole() {
            let text = self.bytes.get(start..self.at).unwrap_or_default();
            let text = std::str::from_utf8(text).map_err(|_| {
                Problem::Other("neither UTF-8 nor UTF-16".to_owned())
                    .at(self.name, self.line(start))
            })?;
            sink.whole(text, self.column(start))
        } else {
            sink.object()
        };
        taken.map_err(|problem| problem.at(self.name, self.line(start)))
    }

    fn line(&self, at: usize) -> usize {
        let before = self.bytes.get(..at).unwrap_or_default();
        self.lines_before + memchr::memchr_iter(b'\n', before).count() + 1
    }

    fn malformed(&self, error: &serde_json::Error) -> Error {
        // serde_json counts from where the value began.
        let first = error.line() <= 1;
        let line = self.line(self.at) + error.line().saturating_sub(1);
        let column = error.column() + if first { self.column(self.at) - 1 } else { 0 };
        let text = error.to_string();
        let message = if error.is_eof() {
            "the text ends in the middle: was it written to the end?"
        } else {
            text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message)
        };
        // At the end of a line serde_json counts the next one, from column 0.
        let column = column.max(1);
        Error::Malformed { name: self.name.to_owned(), line, column, message: message.to_owned() }
    }

    fn malformed_here(&self, message: &str) -> Error {
        let name = self.name.to_owned();
        let (line, column) = (self.line(self.at), self.column(self.at));
        Error::Malformed { name, line, column, message: message.to_owned() }
    }

    fn column(&self, at: usize) -> usize {
        let before = self.bytes.get(..at).unwrap_or_default();
        before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1
    }
}

/// An error of the input itself.
pub(super) fn io_error(name: &str, source: io::Error) -> Error {
    Error::Io { name: name.to_owned(), source }
}
