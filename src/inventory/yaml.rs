//! YAML as kubectl prints it, item by item.
//!
//! kubectl writes a list's items at the left edge (`- apiVersion: v1`), so that a list of
//! gigabytes can be cut into its items by looking at the first byte of each line. What is written
//! otherwise is read as a whole.

use std::io::{BufRead, BufReader, Read};

use serde::Deserialize;
use serde::de::DeserializeSeed;
use serde_yaml::{Deserializer, Value};

use super::error::{Error, Problem};
use super::item::{ItemSeed, is_ours};
use super::json::{Sink, io_error};
use crate::source::read::MAX_BYTES;

/// Reads every document of a YAML stream, holding no more of it than an item of a list, or a
/// document that is none; `before` is how many lines stand before it.
///
/// # Errors
/// The input can't be read, is no YAML, has a wrong type, or is refused by the sink.
pub(super) fn read(
    name: &str,
    input: impl Read,
    before: usize,
    sink: &mut impl Sink,
) -> Result<(), Error> {
    let mut reader = BufReader::with_capacity(1 << 16, input);
    let mut stream = Stream::new(name, sink);
    let mut line = Vec::new();
    let mut number = before;
    loop {
        line.clear();
        let length = reader.by_ref().take(MAX_BYTES).read_until(b'\n', &mut line);
        let length = length.map_err(|e| io_error(name, e))?;
        if length == 0 {
            return stream.end_document();
        }
        // Where nothing ends, memory would.
        if length as u64 == MAX_BYTES || stream.held() as u64 + length as u64 > MAX_BYTES {
            return Err(Problem::too_large().at(name, number + 1));
        }
        let text = std::str::from_utf8(&line).map_err(|_| {
            Problem::Other("neither UTF-8 nor UTF-16".to_owned()).at(name, number + 1)
        })?;
        stream.line(text, number)?;
        number += 1;
    }
}

/// Where in a document the next line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    /// In a document of which nothing else is known yet.
    Document,
    /// Behind `items:` at the left edge.
    ItemsKey,
    /// In an item at the left edge, as kubectl writes them.
    Items,
    /// Behind the items, where the list's kind stands.
    Tail,
}

/// A stream while it is read.
struct Stream<'a, S> {
    name: &'a str,
    sink: &'a mut S,
    at: At,
    /// The document's lines, or those before its items.
    document: Part,
    /// The lines of the item at hand.
    item: Part,
    /// The list's kind, as far as it was seen.
    kind: String,
    /// Items that have no kind of their own and came before the list's.
    nameless: Vec<Part>,
}

/// Lines of a text and the number of lines before them.
#[derive(Clone, Debug, Default)]
struct Part {
    text: String,
    line: usize,
}

impl<'a, S: Sink> Stream<'a, S> {
    fn new(name: &'a str, sink: &'a mut S) -> Self {
        Self {
            name,
            sink,
            at: At::Document,
            document: Part::default(),
            item: Part::default(),
            kind: String::new(),
            nameless: Vec::new(),
        }
    }

    /// Takes the next line; `number` is how many stand before it.
    fn line(&mut self, line: &str, number: usize) -> Result<(), Error> {
        if line.strip_prefix("---").is_some_and(|rest| rest.trim().is_empty()) {
            self.end_document()?;
            self.document = Part { text: line.to_owned(), line: number };
            return Ok(());
        }
        let is_item = line.starts_with("- ");
        match self.at {
            At::ItemsKey if is_item => {
                self.sink.list(&self.kind);
                self.at = At::Items;
                self.item = Part { text: line.to_owned(), line: number };
            }
            At::Document | At::ItemsKey => {
                self.document.text.push_str(line);
                self.see_kind(line);
                // A document is a list for its first `items:` alone.
                let opens = self.at == At::Document && line.trim_end() == "items:";
                self.at = if opens { At::ItemsKey } else { At::Document };
            }
            At::Items if is_item => {
                self.end_item()?;
                self.item = Part { text: line.to_owned(), line: number };
            }
            At::Items if matches!(line.as_bytes(), [b' ' | b'-' | b'\n' | b'\r' | b'#', ..]) => {
                self.item.text.push_str(line);
            }
            At::Items => {
                self.end_item()?;
                self.at = At::Tail;
                self.see_kind(line);
            }
            At::Tail => self.see_kind(line),
        }
        Ok(())
    }

    /// How many bytes are kept of what has not ended yet.
    const fn held(&self) -> usize {
        self.document.text.len() + self.item.text.len()
    }

    fn see_kind(&mut self, line: &str) {
        if let Some(kind) = line.strip_prefix("kind: ") {
            kind.trim().clone_into(&mut self.kind);
        }
    }

    fn end_item(&mut self) -> Result<(), Error> {
        let mut item = std::mem::take(&mut self.item);
        // The dash becomes a space, so that columns stay.
        if let Some(rest) = item.text.strip_prefix('-') {
            item.text = format!(" {rest}");
        }
        read_object(self.name, &item, self.sink)?;
        if self.kind.is_empty() && self.sink.parts().0.kind.is_empty() {
            self.nameless.push(item);
            return Ok(());
        }
        take_object(self.name, &item, self.sink)
    }

    /// Reads what is left of a document, and begins another.
    fn end_document(&mut self) -> Result<(), Error> {
        let document = std::mem::take(&mut self.document);
        match self.at {
            At::Document | At::ItemsKey => {
                if !is_empty(&document.text) {
                    self.whole_document(&document)?;
                }
            }
            at => {
                if at == At::Items {
                    self.end_item()?;
                }
                self.sink.list(&self.kind);
                for item in std::mem::take(&mut self.nameless) {
                    object(self.name, &item, self.sink)?;
                }
            }
        }
        self.kind.clear();
        self.at = At::Document;
        Ok(())
    }

    fn whole_document(&mut self, document: &Part) -> Result<(), Error> {
        if is_wanted_whole(&document.text, self.sink) {
            let taken = self.sink.whole(&document.text, 1);
            return taken.map_err(|problem| problem.at(self.name, document.line + 1));
        }
        whole_document(self.name, document, self.sink)
    }
}

/// Whether a document's own lines say that it is an object which is wanted whole: then nothing else
/// needs to read it.
fn is_wanted_whole(document: &str, sink: &mut impl Sink) -> bool {
    let field = |name: &str| {
        let mut lines = document.lines();
        let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))?;
        Some(value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']))
    };
    let (Some(api_version), Some(kind)) = (field("apiVersion"), field("kind")) else {
        return false;
    };
    let (item, _) = sink.parts();
    item.head(api_version, kind);
    sink.wants_whole()
}

fn is_empty(text: &str) -> bool {
    let says_nothing = |line: &str| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || line == "---" || line == "..."
    };
    text.lines().all(says_nothing)
}

fn whole_document(name: &str, document: &Part, sink: &mut impl Sink) -> Result<(), Error> {
    let value = Value::deserialize(Deserializer::from_str(&document.text))
        .map_err(|error| malformed(name, document.line, &error))?;
    let kind = value.get("kind").and_then(Value::as_str).unwrap_or_default();
    let Some(Value::Sequence(items)) = value.get("items") else {
        sink.list("");
        return object(name, document, sink);
    };
    sink.list(kind);
    for item in items {
        let (read_into, tables) = sink.parts();
        ItemSeed { item: read_into, tables }
            .deserialize(item)
            .map_err(|error| Problem::Other(error.to_string()).at(name, document.line + 1))?;
        let taken = if sink.wants_whole() {
            // Laid out otherwise than kubectl does, an item has no text of its own.
            let text = serde_json::to_string(item).unwrap_or_default();
            sink.whole(&text, 1)
        } else {
            sink.object()
        };
        taken.map_err(|problem| problem.at(name, document.line + 1))?;
    }
    Ok(())
}

fn object(name: &str, part: &Part, sink: &mut impl Sink) -> Result<(), Error> {
    read_object(name, part, sink)?;
    take_object(name, part, sink)
}

/// Reads an object into the sink's item.
fn read_object(name: &str, part: &Part, sink: &mut impl Sink) -> Result<(), Error> {
    let Part { text, line } = part;
    let (item, tables) = sink.parts();
    let read = ItemSeed { item, tables }.deserialize(Deserializer::from_str(text));
    if let Err(error) = read {
        let value = Value::deserialize(Deserializer::from_str(text))
            .map_err(|error| malformed(name, *line, &error))?;
        let field = |key| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (api_version, kind) = (field("apiVersion"), field("kind"));
        if is_ours(&kind) {
            return Err(malformed(name, *line, &error));
        }
        let (item, _) = sink.parts();
        (item.api_version, item.kind) = (api_version, kind);
    }
    Ok(())
}

/// Gives the object that was read to the sink.
fn take_object(name: &str, part: &Part, sink: &mut impl Sink) -> Result<(), Error> {
    let taken = if sink.wants_whole() { sink.whole(&part.text, 1) } else { sink.object() };
    taken.map_err(|problem| problem.at(name, part.line + 1))
}

fn malformed(name: &str, lines_before: usize, error: &serde_yaml::Error) -> Error {
    let (line, column) = error.location().map_or((1, 1), |place| (place.line(), place.column()));
    let text = error.to_string();
    let message = text.split_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    Error::Malformed {
        name: name.to_owned(),
        line: lines_before + line,
        column,
        message: message.to_owned(),
    }
}
