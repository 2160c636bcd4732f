//! A document: its tree, where it stands, and how one looks into it.

use std::sync::{Arc, OnceLock};

use super::node::{Content, Duplicate, Entry, Kind, Merge, Node, NodeId, Properties, Value};
use super::tree::Tree;
use super::wide::{MANY, Wide};
use crate::source::Span;

/// The language of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Syntax {
    /// YAML 1.1 as go-yaml v2 reads it.
    Yaml,
    /// JSON as Go's `encoding/json` reads it.
    Json,
}

/// One document of a stream.
#[derive(Clone, Debug)]
pub struct Document {
    pub(super) tree: Tree,
    /// The file's text, where most texts of the tree stand.
    pub(super) text: Arc<String>,
    /// Made when something is looked for in a map of many entries.
    pub(super) wide: OnceLock<Box<Wide>>,
    /// Its place in the stream, from 0, empty and null documents not counted.
    pub index: u32,
    /// Its bytes: all that stands between two separators, comments included.
    pub span: Span,
    /// Whether it was read as YAML or as JSON.
    pub syntax: Syntax,
    /// Text after the document's end (`...`, or a closing bracket) that Kubernetes silently
    /// ignores; comments and blank lines don't count.
    pub ignored: Option<Span>,
}

impl Document {
    /// The outermost node.
    #[must_use]
    pub const fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// The node of an id of this document.
    #[inline]
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        self.tree.node(id)
    }

    /// What a node is.
    #[inline]
    #[must_use]
    pub fn value(&self, id: NodeId) -> Value<'_> {
        self.tree.value(&self.text, id)
    }

    /// Where a node stands.
    #[inline]
    #[must_use]
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// The type of a node's value.
    #[inline]
    #[must_use]
    pub fn kind(&self, id: NodeId) -> Kind {
        match self.node(id).content {
            Content::Null => Kind::Null,
            Content::Bool => Kind::Bool,
            Content::Natural | Content::Number => Kind::Number,
            Content::Verbatim | Content::Text => Kind::String,
            Content::Sequence => Kind::Sequence,
            Content::Mapping => Kind::Mapping,
        }
    }

    /// The entries of a mapping; none for anything else.
    #[inline]
    #[must_use]
    pub fn entries(&self, id: NodeId) -> &[Entry] {
        self.tree.entries(id)
    }

    /// The elements of a sequence; none for anything else.
    #[inline]
    #[must_use]
    pub fn elements(&self, id: NodeId) -> &[NodeId] {
        self.tree.elements(id)
    }

    /// The text of an entry's key, as JSON has it.
    #[inline]
    #[must_use]
    pub fn key(&self, entry: &Entry) -> &str {
        self.as_str(entry.key).unwrap_or_default()
    }

    /// The entry of a mapping with this key; none where there is none, or no mapping.
    #[inline]
    #[must_use]
    pub fn entry(&self, id: NodeId, key: &str) -> Option<&Entry> {
        let entries = self.entries(id);
        let is_it = |entry: &Entry| self.tree.is_text(&self.text, entry.key, key);
        if entries.len() < MANY {
            return entries.iter().find(|entry| is_it(entry));
        }
        let is_at = |place: usize| entries.get(place).is_some_and(is_it);
        entries.get(self.wide.get_or_init(|| self.wide_maps().into()).place(id.0, key, is_at)?)
    }

    /// The maps of many entries.
    fn wide_maps(&self) -> Wide {
        let mut wide = Wide::default();
        for (id, _) in self.nodes() {
            let entries = self.entries(id);
            if entries.len() >= MANY {
                wide.add(id.0, entries.iter().map(|entry| self.key(entry)));
            }
        }
        wide
    }

    /// The value of a key of a mapping; none where there is none, or no mapping.
    #[inline]
    #[must_use]
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.entry(id, key).map(|entry| entry.value)
    }

    /// The value that a chain of keys leads to, from the root.
    #[must_use]
    pub fn find(&self, keys: &[&str]) -> Option<NodeId> {
        keys.iter().try_fold(self.root(), |id, key| self.get(id, key))
    }

    /// An element of a sequence.
    #[inline]
    #[must_use]
    pub fn element(&self, id: NodeId, index: usize) -> Option<NodeId> {
        self.elements(id).get(index).copied()
    }

    /// The text of a string node.
    #[inline]
    #[must_use]
    pub fn as_str(&self, id: NodeId) -> Option<&str> {
        match self.value(id) {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth of a boolean node.
    #[inline]
    #[must_use]
    pub fn as_bool(&self, id: NodeId) -> Option<bool> {
        match self.value(id) {
            Value::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    /// The number of a node that holds a whole one in the range of `i64`; `1.0` counts, since it
    /// is `1` once converted to JSON.
    #[must_use]
    pub fn as_i64(&self, id: NodeId) -> Option<i64> {
        match self.value(id) {
            Value::Int(number) => Some(number),
            Value::Float(number) => super::number::whole(number),
            _ => None,
        }
    }

    /// Whether a node is null.
    #[inline]
    #[must_use]
    pub fn is_null(&self, id: NodeId) -> bool {
        self.node(id).content == Content::Null
    }

    /// The text of a number or boolean as Go's JSON writes it, which is what types with their own
    /// decoding (`Quantity`) get to see: `1_000` is `1000`, `1e3` is `1000`.
    #[must_use]
    pub fn literal(&self, id: NodeId) -> Option<String> {
        match self.value(id) {
            Value::Bool(truth) => Some(truth.to_string()),
            Value::Int(number) => Some(number.to_string()),
            Value::Uint(number) => Some(number.to_string()),
            Value::Float(number) => Some(super::number::json_float(number)),
            _ => None,
        }
    }

    /// Keys that stand twice in a mapping, in the order of the text.
    #[must_use]
    pub fn duplicates(&self) -> &[Duplicate] {
        &self.tree.rare().duplicates
    }

    /// The merge keys (`<<`): those of one mapping in the order of the text.
    #[must_use]
    pub fn merges(&self) -> &[Merge] {
        &self.tree.rare().merges
    }

    /// The keys that YAML reads as booleans or numbers, and JSON writes as text again: `on` is
    /// `true`, `0x10` is `16`. In the order of the text, but for those that have an anchor.
    #[must_use]
    pub fn converted_keys(&self) -> &[NodeId] {
        &self.tree.rare().converted
    }

    /// The aliases, each with the node that it repeats, in the order of the text.
    #[must_use]
    pub fn aliases(&self) -> &[(NodeId, NodeId)] {
        &self.tree.rare().aliases
    }

    /// The anchor and tag that stand before a node.
    #[must_use]
    pub fn properties(&self, id: NodeId) -> Option<&Properties> {
        let properties = &self.tree.rare().properties;
        let place = properties.binary_search_by_key(&id, |property| property.node).ok()?;
        properties.get(place)
    }

    /// Where a node's text begins, its anchor and tag included.
    #[must_use]
    pub fn start(&self, id: NodeId) -> u32 {
        self.properties(id).map_or(self.span(id).start, |property| property.start)
    }

    /// The comments, `#` included, in the order of the text. Those of empty documents before this
    /// one are among them.
    #[must_use]
    pub fn comments(&self) -> &[Span] {
        &self.tree.rare().comments
    }

    /// Whether a comment begins in some bytes.
    #[must_use]
    pub fn has_comment(&self, span: Span) -> bool {
        self.comments().iter().any(|comment| span.range().contains(&(comment.start as usize)))
    }

    /// Every node in the order of the text, also those that nothing leads to because a later
    /// duplicate replaced them.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.tree.nodes.iter().enumerate().map(|(index, node)| (NodeId(index as u32), node))
    }
}
