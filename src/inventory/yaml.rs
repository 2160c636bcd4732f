//! YAML as kubectl prints it, item by item.
//!
//! kubectl writes a list's items at the left edge (`- apiVersion: v1`), so that a list of
//! gigabytes can be cut into its items by looking at the first byte of each line. What is written
//! otherwise is read as a whole.

use serde::Deserialize;
use serde::de::DeserializeSeed;
use serde_yaml::{Deserializer, Value};

use super::error::{Error, Problem};
use super::item::{ItemSeed, is_ours};
use super::json::Sink;

/// Reads every document of a YAML stream.
///
/// # Errors
/// The text is no YAML, has a wrong type, or is refused by the sink.
pub fn read(name: &str, text: &str, sink: &mut impl Sink) -> Result<(), Error> {
    for document in documents(text) {
        if is_wanted_whole(document.text, sink) {
            sink.whole(document.text, 1).map_err(|problem| problem.at(name, document.line + 1))?;
            continue;
        }
        match items(document.text) {
            Some(list) => {
                sink.list(list.kind);
                for item in list.items {
                    // The dash becomes a space, so that columns stay.
                    let text = item.text.replacen('-', " ", 1);
                    object(name, &text, document.line + item.line, sink)?;
                }
            }
            None => whole_document(name, document, sink)?,
        }
    }
    Ok(())
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

/// A part of a text and the number of lines before it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Part<'a> {
    text: &'a str,
    line: usize,
}

/// The documents of a stream.
fn documents(text: &str) -> Vec<Part<'_>> {
    let starts = |line: &str| line.strip_prefix("---").is_some_and(|rest| rest.trim().is_empty());
    cut(text, starts).into_iter().filter(|part| !is_empty(part.text)).collect()
}

fn is_empty(text: &str) -> bool {
    let says_nothing = |line: &str| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || line == "---" || line == "..."
    };
    text.lines().all(says_nothing)
}

/// Cuts a text before each line of a kind; the first part is what stands before all of them.
fn cut(text: &str, starts: impl Fn(&str) -> bool) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut from, mut from_line, mut at) = (0, 0, 0);
    for (line_number, line) in text.split_inclusive('\n').enumerate() {
        if starts(line) && at > from {
            parts.push(Part { text: text.get(from..at).unwrap_or_default(), line: from_line });
            (from, from_line) = (at, line_number);
        }
        at += line.len();
    }
    parts.push(Part { text: text.get(from..).unwrap_or_default(), line: from_line });
    parts
}

struct ItemList<'a> {
    kind: &'a str,
    items: Vec<Part<'a>>,
}

/// The items of a list that is laid out as kubectl does; none for any other document.
fn items(document: &str) -> Option<ItemList<'_>> {
    let mut kind = "";
    let mut items = None;
    let mut lines = Vec::new();
    let mut at = 0;
    for (number, line) in document.split_inclusive('\n').enumerate() {
        lines.push((number, at));
        at += line.len();
    }
    // Top-level lines: `items:`, then dashes and indented lines up to the next key.
    let top = |at: usize| document.get(at..).unwrap_or_default();
    let mut list = lines.iter().peekable();
    while let Some(&(number, at)) = list.next() {
        let line = top(at).lines().next().unwrap_or_default();
        if let Some(value) = line.strip_prefix("kind: ") {
            kind = value.trim();
        }
        if line.trim_end() == "items:" && items.is_none() {
            let from = list.peek().map_or(document.len(), |(_, at)| *at);
            while list.peek().is_some_and(|(_, at)| {
                matches!(top(*at).bytes().next(), Some(b' ' | b'-' | b'\n' | b'\r' | b'#'))
                    && !top(*at).starts_with("---")
            }) {
                list.next();
            }
            let until = list.peek().map_or(document.len(), |(_, at)| *at);
            let block = document.get(from..until)?;
            block.starts_with("- ").then_some(())?;
            let parts = cut(block, |line| line.starts_with("- "));
            items = Some(
                parts
                    .into_iter()
                    .map(|part| Part { text: part.text, line: part.line + number + 1 })
                    .collect(),
            );
        }
    }
    Some(ItemList { kind, items: items? })
}

fn whole_document(name: &str, document: Part<'_>, sink: &mut impl Sink) -> Result<(), Error> {
    let value = Value::deserialize(Deserializer::from_str(document.text))
        .map_err(|error| malformed(name, document.line, &error))?;
    let kind = value.get("kind").and_then(Value::as_str).unwrap_or_default();
    let Some(Value::Sequence(items)) = value.get("items") else {
        sink.list("");
        return object(name, document.text, document.line, sink);
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

fn object(name: &str, text: &str, line: usize, sink: &mut impl Sink) -> Result<(), Error> {
    let (item, tables) = sink.parts();
    let read = ItemSeed { item, tables }.deserialize(Deserializer::from_str(text));
    if let Err(error) = read {
        let value = Value::deserialize(Deserializer::from_str(text))
            .map_err(|error| malformed(name, line, &error))?;
        let field = |key| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (api_version, kind) = (field("apiVersion"), field("kind"));
        if is_ours(&kind) {
            return Err(malformed(name, line, &error));
        }
        let (item, _) = sink.parts();
        (item.api_version, item.kind) = (api_version, kind);
    }
    let taken = if sink.wants_whole() { sink.whole(text, 1) } else { sink.object() };
    taken.map_err(|problem| problem.at(name, line + 1))
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
