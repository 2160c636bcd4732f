//! Values of a tree put in place of others, where what is written is not what counts: what fills a
//! placeholder, what an overlay sets. Spans stay those of the text.

use std::sync::OnceLock;

use super::document::Document;
use super::node::{Entry, Kind, NodeId, Style, Value};
use super::resolve::{Scalar, resolve};
use super::tree::Stored;
use crate::source::Span;

/// What comes in a value's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replacement<'t> {
    /// This text.
    Text(&'t str),
    /// What YAML reads in this text when it stands there without quotes.
    Plain(&'t str),
    /// A number.
    Int(i64),
    /// A truth.
    Bool(bool),
    /// Null.
    Null,
}

impl Document {
    /// Puts another value in a value's or a key's place.
    pub fn replace(&mut self, node: NodeId, with: Replacement<'_>) {
        self.wide = OnceLock::new();
        let stored = self.stored(with);
        self.tree.set(node, stored);
    }

    /// Puts another document's tree in a value's place. All of it stands where the value does.
    pub fn replace_by_tree(&mut self, node: NodeId, other: &Self) {
        self.wide = OnceLock::new();
        let stored = self.copied(self.span(node), other, other.root());
        self.tree.set(node, stored);
    }

    fn copied(&mut self, span: Span, other: &Self, from: NodeId) -> Stored {
        match other.value(from) {
            Value::String(text) => self.tree.text(text),
            Value::Sequence(elements) => {
                let elements: Vec<NodeId> =
                    elements.iter().map(|one| self.copy(span, other, *one)).collect();
                self.tree.sequence(&elements)
            }
            Value::Mapping(entries) => {
                let one = |entry: &Entry| Entry {
                    key: self.copy(span, other, entry.key),
                    value: self.copy(span, other, entry.value),
                    merged: true,
                };
                let entries: Vec<Entry> = entries.iter().map(one).collect();
                self.tree.mapping(&entries)
            }
            Value::Null => self.tree.plain(Value::Null),
            Value::Bool(truth) => self.tree.plain(Value::Bool(truth)),
            Value::Int(number) => self.tree.plain(Value::Int(number)),
            Value::Uint(number) => self.tree.plain(Value::Uint(number)),
            Value::Float(number) => self.tree.plain(Value::Float(number)),
        }
    }

    fn copy(&mut self, span: Span, other: &Self, from: NodeId) -> NodeId {
        let stored = self.copied(span, other, from);
        self.tree.push(span, other.node(from).style, stored)
    }

    fn stored(&mut self, with: Replacement<'_>) -> Stored {
        match with {
            Replacement::Text(text) => self.tree.text(text),
            Replacement::Plain(text) => match resolve(text.into(), None, true).map(Scalar::known) {
                Ok(Ok(value)) if !is_beyond_json(value) => self.tree.plain(value),
                _ => self.tree.text(text),
            },
            Replacement::Int(number) => self.tree.plain(Value::Int(number)),
            Replacement::Bool(truth) => self.tree.plain(Value::Bool(truth)),
            Replacement::Null => Stored::NULL,
        }
    }

    /// Takes an entry out of a mapping.
    pub fn remove_entry(&mut self, mapping: NodeId, key: &str) {
        let kept: Vec<Entry> =
            self.entries(mapping).iter().filter(|entry| self.key(entry) != key).copied().collect();
        self.set_entries(mapping, &kept);
    }

    /// Sets a value in a mapping; where it has no such key, it stands at the mapping's first byte.
    pub fn set_entry(&mut self, mapping: NodeId, key: &str, with: Replacement<'_>) {
        if let Some(value) = self.get(mapping, key) {
            self.replace(value, with);
            return;
        }
        let start = self.span(mapping).start;
        let mut entries = self.entries(mapping).to_vec();
        let [key, value] = [Replacement::Text(key), with].map(|with| {
            let stored = self.stored(with);
            self.tree.push(Span::new(start, start), Style::Plain, stored)
        });
        entries.push(Entry { key, value, merged: true });
        self.set_entries(mapping, &entries);
    }

    /// The mapping that stands at a key of a mapping. What else stands there, or nothing, becomes
    /// an empty one.
    pub fn mapping_at(&mut self, mapping: NodeId, key: &str) -> NodeId {
        if let Some(value) = self.get(mapping, key)
            && self.kind(value) == Kind::Mapping
        {
            return value;
        }
        self.set_entry(mapping, key, Replacement::Null);
        let value = self.get(mapping, key).unwrap_or(mapping);
        self.set_entries(value, &[]);
        value
    }

    fn set_entries(&mut self, mapping: NodeId, entries: &[Entry]) {
        let stored = self.tree.mapping(entries);
        self.wide = OnceLock::new();
        self.tree.set(mapping, stored);
    }
}

/// Whether a value is a number that JSON has not.
fn is_beyond_json(value: Value<'_>) -> bool {
    matches!(value, Value::Float(number) if !number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use crate::yaml::parse_document;

    #[test]
    fn values_change_and_places_stay() {
        let file = SourceFile::new("test.yaml", "a: ${X}\nb: {c: 1, d: 2}\n");
        let mut document = parse_document(&file).unwrap();
        let root = document.root();
        let [a, b] = ["a", "b"].map(|key| document.get(root, key).unwrap());
        let span = document.span(a);
        document.replace(a, Replacement::Plain("5"));
        assert_eq!((document.as_i64(a), document.span(a)), (Some(5), span));
        document.replace(a, Replacement::Text("5"));
        assert_eq!(document.as_str(a), Some("5"));
        document.replace(a, Replacement::Null);
        assert_eq!(document.kind(a), Kind::Null);
        document.remove_entry(b, "c");
        document.set_entry(b, "d", Replacement::Text("x"));
        document.set_entry(b, "e", Replacement::Text("y"));
        let inner = document.mapping_at(b, "f");
        document.set_entry(inner, "g", Replacement::Int(1));
        assert_eq!(document.mapping_at(b, "f"), inner);
        assert_eq!(document.find(&["b", "f", "g"]).and_then(|g| document.as_i64(g)), Some(1));
        document.remove_entry(b, "f");
        let keys: Vec<_> = document.entries(b).iter().map(|e| document.key(e)).collect();
        assert_eq!(keys, ["d", "e"]);
        assert_eq!(document.get(b, "d").and_then(|d| document.as_str(d)), Some("x"));
    }
}
