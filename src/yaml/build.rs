//! From events to a tree: anchors, aliases, merge keys and duplicate keys, as go-yaml v2's
//! decoder (`decode.go`) and the conversion of sigs.k8s.io/yaml carry them out.

mod failure;

use std::borrow::Cow;
use std::collections::HashMap;

use super::MAX_DEPTH;
use super::error::Problem;
use super::event::{Event, Events, Properties};
use super::node::{self, Content, Duplicate, Entry, Merge, NodeId, Style, Tree, Value};
use super::number;
use super::resolve::{Scalar, is_core_tag, resolve};
use crate::source::Span;

pub(super) use failure::{Details, Failure};

/// How many bytes of text aliases may repeat. go-yaml limits how many values they repeat, not how
/// long these are; no object of Kubernetes is as large.
const MAX_REPEATED_BYTES: usize = 64 << 20;

/// Maps of more entries than this look for duplicates with a hash table.
const FEW_ENTRIES: usize = 24;

/// The tree of the first document of a text, null if it has none, and where text begins that comes
/// after it. Spans are relative to the text.
pub(super) fn build(text: &str) -> Result<(Tree, Option<u32>), Failure> {
    let mut events = Events::new(text)?;
    let mut builder = Builder::new(text.len());
    while let Some(event) = events.next()? {
        builder.take(event)?;
    }
    let ignored = events.after_document();
    if builder.suspicious {
        builder.check_json()?;
    }
    let mut tree = builder.tree;
    if tree.nodes.is_empty() {
        tree.push(Span::default(), Style::Empty, Content::Null);
    }
    tree.duplicates = builder.duplicates;
    tree.converted = builder.converted_keys.into_keys().collect();
    tree.converted.sort_unstable();
    tree.comments = events.into_comments();
    tree.shrink();
    Ok((tree, ignored))
}

/// A collection that is still open.
struct Frame {
    node: NodeId,
    /// Where its children begin in the list of pending ones.
    first: usize,
    mapping: bool,
    /// Whether a merge key is among its keys.
    merges: bool,
    anchor: Option<usize>,
    /// How many levels of collections are below it.
    height: usize,
}

/// What an anchor names, and what repeating it costs.
struct Anchor {
    node: NodeId,
    open: bool,
    decoded: u64,
    bytes: usize,
    height: usize,
}

struct Builder<'t> {
    tree: Tree,
    frames: Vec<Frame>,
    /// The children of the open collections.
    pending: Vec<NodeId>,
    /// The entries of the collection that is being closed.
    entries: Vec<Entry>,
    merge_keys: Vec<NodeId>,
    /// Keys that were no strings, and what they were.
    converted_keys: HashMap<NodeId, Content>,
    anchors: Vec<Anchor>,
    anchor_names: HashMap<&'t str, usize>,
    duplicates: Vec<Duplicate>,
    /// Whether something may be in the tree that JSON can't express.
    suspicious: bool,
    /// How many values go-yaml would have decoded by now, and how many of them for aliases.
    decoded: u64,
    aliased: u64,
    /// How many bytes of text there are by now, and how many of them for aliases.
    bytes: usize,
    repeated: usize,
}

impl<'t> Builder<'t> {
    fn new(length: usize) -> Self {
        let tree = Tree {
            nodes: Vec::with_capacity(length / 12 + 8),
            texts: String::with_capacity(length * 2 / 3),
            elements: Vec::with_capacity(length / 100),
            entries: Vec::with_capacity(length / 26),
            ..Tree::default()
        };
        Self {
            tree,
            frames: Vec::with_capacity(16),
            pending: Vec::with_capacity(64),
            entries: Vec::with_capacity(16),
            merge_keys: Vec::new(),
            converted_keys: HashMap::new(),
            anchors: Vec::new(),
            anchor_names: HashMap::new(),
            duplicates: Vec::new(),
            suspicious: false,
            decoded: 1,
            aliased: 0,
            bytes: 0,
            repeated: 0,
        }
    }

    fn take(&mut self, event: Event<'t>) -> Result<(), Failure> {
        match event {
            Event::Scalar { value, style, span, properties, implicit } => {
                self.scalar(value, style, span, &properties, implicit)
            }
            Event::SequenceStart { style, start, properties } => {
                self.open(style, start, &properties, false)
            }
            Event::MappingStart { style, start, properties } => {
                self.open(style, start, &properties, true)
            }
            Event::End { end } => self.close(end),
            Event::Alias { name, span } => self.alias(name, span),
        }
    }

    fn push(&mut self, span: Span, style: Style, content: Content) -> NodeId {
        let id = self.tree.push(span, style, content);
        if !self.frames.is_empty() {
            self.pending.push(id);
        }
        id
    }

    /// Whether the next node is a key.
    fn at_key(&self) -> bool {
        self.frames.last().is_some_and(|frame| {
            frame.mapping && (self.pending.len() - frame.first).is_multiple_of(2)
        })
    }

    fn count(&mut self, span: Span) -> Result<(), Failure> {
        self.decoded += 1;
        self.check_aliasing(span)
    }

    fn scalar(
        &mut self,
        text: Cow<'t, str>,
        style: Style,
        span: Span,
        properties: &Properties<'t>,
        implicit: bool,
    ) -> Result<(), Failure> {
        let tag = properties.as_ref().and_then(|property| property.tag.as_deref());
        let anchor = self.anchor(properties);
        let merges = text == "<<"
            && (implicit || tag.is_some_and(|tag| is_core_tag(tag, "merge")))
            && self.at_key();
        if merges {
            let content = self.tree.text(&text);
            let id = self.push(span, style, content);
            self.merge_keys.push(id);
            if let Some(frame) = self.frames.last_mut() {
                frame.merges = true;
            }
        } else {
            let scalar =
                resolve(text, tag, implicit).map_err(|problem| Failure::new(problem, span))?;
            let content = self.content(scalar);
            self.count(span)?;
            self.push(span, style, content);
        }
        self.close_anchor(anchor, 0);
        Ok(())
    }

    fn content(&mut self, scalar: Scalar<'_>) -> Content {
        match scalar {
            Scalar::Null => Content::Null,
            Scalar::Bool(truth) => Content::Bool(truth),
            Scalar::Int(number) => Content::int(number),
            Scalar::Uint(number) => Content::uint(number),
            Scalar::Float(number) => {
                self.suspicious |= !number.is_finite();
                Content::float(number)
            }
            Scalar::Text(text) => {
                self.bytes += text.len();
                self.tree.text(&text)
            }
        }
    }

    fn open(
        &mut self,
        style: Style,
        start: u32,
        properties: &Properties<'t>,
        mapping: bool,
    ) -> Result<(), Failure> {
        let span = Span::new(start, start);
        if self.frames.len() >= MAX_DEPTH {
            return Err(Failure::new(Problem::TooDeep, span));
        }
        let anchor = self.anchor(properties);
        self.count(span)?;
        let empty = Span::default();
        let empty = if mapping { Content::Entries(empty) } else { Content::Elements(empty) };
        let node = self.push(span, style, empty);
        let first = self.pending.len();
        self.frames.push(Frame { node, first, mapping, merges: false, anchor, height: 1 });
        Ok(())
    }

    fn close(&mut self, end: u32) -> Result<(), Failure> {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        let content = if frame.mapping {
            self.collect_entries(&frame)?;
            self.replace_duplicates(frame.node);
            self.tree.mapping(&self.entries)
        } else {
            self.tree.sequence(&self.pending[frame.first..])
        };
        self.pending.truncate(frame.first);
        let node = &mut self.tree.nodes[frame.node.0 as usize];
        node.content = content;
        node.span.end = end.max(node.span.start);
        self.close_anchor(frame.anchor, frame.height);
        if let Some(outer) = self.frames.last_mut() {
            outer.height = outer.height.max(frame.height + 1);
        }
        Ok(())
    }

    /// Notes the anchor and tag of a node that is about to be pushed.
    fn anchor(&mut self, properties: &Properties<'t>) -> Option<usize> {
        let written = properties.as_ref()?;
        let node = NodeId(self.tree.nodes.len() as u32);
        self.tree.properties.push(node::Properties {
            node,
            start: written.start,
            anchor: written.anchor.is_some(),
            tag: written.tag.is_some(),
        });
        let name = written.anchor?;
        let index = self.anchors.len();
        self.anchors.push(Anchor {
            node,
            open: true,
            decoded: self.decoded,
            bytes: self.bytes,
            height: 0,
        });
        self.anchor_names.insert(name, index);
        Some(index)
    }

    fn close_anchor(&mut self, anchor: Option<usize>, height: usize) {
        if let Some(anchor) = anchor.and_then(|index| self.anchors.get_mut(index)) {
            anchor.open = false;
            anchor.decoded = self.decoded - anchor.decoded;
            anchor.bytes = self.bytes - anchor.bytes;
            anchor.height = height;
        }
    }

    fn alias(&mut self, name: &'t str, span: Span) -> Result<(), Failure> {
        let anchor = self.anchor_names.get(name).and_then(|index| self.anchors.get(*index));
        let Some(anchor) = anchor else {
            return Err(Failure::new(Problem::UnknownAnchor(name.to_owned()), span));
        };
        if anchor.open {
            return Err(Failure::new(Problem::RecursiveAlias(name.to_owned()), span));
        }
        if self.frames.len() + anchor.height > MAX_DEPTH {
            return Err(Failure::new(Problem::TooDeep, span));
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.height = frame.height.max(anchor.height + 1);
        }
        self.decoded += 1 + anchor.decoded;
        self.aliased += anchor.decoded;
        self.bytes += anchor.bytes;
        self.repeated += anchor.bytes;
        let node = anchor.node;
        self.check_aliasing(span)?;
        let content = self.tree.node(node).content;
        let alias = self.push(span, Style::Alias, content);
        self.tree.aliases.push((alias, node));
        Ok(())
    }

    /// The limit of go-yaml: of many values only a part may come from aliases, a smaller one the
    /// more there are.
    fn check_aliasing(&self, span: Span) -> Result<(), Failure> {
        const LOW: f64 = 400_000.0;
        const HIGH: f64 = 4_000_000.0;
        if self.aliased <= 100 {
            return Ok(());
        }
        let decoded = self.decoded as f64;
        let allowed = 0.99 - 0.89 * ((decoded - LOW) / (HIGH - LOW)).clamp(0.0, 1.0);
        let excessive = self.decoded > 1000 && self.aliased as f64 / decoded > allowed;
        if excessive || self.repeated > MAX_REPEATED_BYTES {
            return Err(Failure::new(Problem::ExcessiveAliasing, span));
        }
        Ok(())
    }

    /// The entries of a mapping in the order in which go-yaml sets them, duplicates included.
    fn collect_entries(&mut self, frame: &Frame) -> Result<(), Failure> {
        self.entries.clear();
        for index in (frame.first..self.pending.len().saturating_sub(1)).step_by(2) {
            let (key, value) = (self.pending[index], self.pending[index + 1]);
            if frame.merges && self.merge_keys.binary_search(&key).is_ok() {
                self.tree.merges.push(Merge { mapping: frame.node, key, value });
                self.merge(value)?;
                continue;
            }
            let kind = match self.tree.node(key).content {
                Content::Text(_) => {
                    self.entries.push(Entry { key, value, merged: false });
                    continue;
                }
                Content::Elements(_) => "a list",
                Content::Entries(_) => "a map",
                _ => {
                    let key = self.key_as_string(key);
                    self.entries.push(Entry { key, value, merged: false });
                    continue;
                }
            };
            return Err(Failure::new(Problem::KeyNotScalar(kind), self.tree.node(key).span));
        }
        Ok(())
    }

    /// Adds the entries of a map, or of each map of a list from the last to the first.
    fn merge(&mut self, value: NodeId) -> Result<(), Failure> {
        let tree = &self.tree;
        let node = tree.node(value);
        let maps = match tree.value(value) {
            Value::Mapping(_) => &[value][..],
            Value::Sequence(maps) if node.style != Style::Alias => maps,
            _ => return Err(Failure::new(Problem::MergeNotMap, node.span)),
        };
        for map in maps.iter().rev() {
            let Value::Mapping(entries) = tree.value(*map) else {
                return Err(Failure::new(Problem::MergeNotMap, tree.node(*map).span));
            };
            self.entries.extend(entries.iter().map(|entry| Entry { merged: true, ..*entry }));
        }
        Ok(())
    }

    /// A key that is no string as the string that JSON has for it (`convertToJSONableObject` of
    /// sigs.k8s.io/yaml); where JSON has none, the key as it is.
    fn key_as_string(&mut self, key: NodeId) -> NodeId {
        let (span, style) = (self.tree.node(key).span, self.tree.node(key).style);
        let was = self.tree.node(key).content;
        let text = match self.tree.value(key) {
            Value::Bool(truth) => truth.to_string(),
            Value::Int(number) => number.to_string(),
            Value::Float(number) => number::key_float(number),
            _ => {
                self.suspicious = true;
                return key;
            }
        };
        let content = self.tree.text(&text);
        // An alias may still ask for what the key was.
        let key = if self.anchors.binary_search_by_key(&key, |anchor| anchor.node).is_ok() {
            self.tree.push(span, style, content)
        } else {
            self.tree.nodes[key.0 as usize].content = content;
            key
        };
        self.converted_keys.insert(key, was);
        key
    }

    /// Leaves one entry for each key: in the place of the first, with the value of the last.
    fn replace_duplicates(&mut self, mapping: NodeId) {
        let mut places: Option<HashMap<&str, usize>> =
            (self.entries.len() > FEW_ENTRIES).then(HashMap::new);
        let mut kept = 0;
        for index in 0..self.entries.len() {
            let entry = self.entries[index];
            let earlier = match &mut places {
                None => self.entries[..kept]
                    .iter()
                    .position(|other| same_key(&self.tree, other, &entry)),
                Some(places) => match self.tree.value(entry.key) {
                    Value::String(key) => {
                        let place = *places.entry(key).or_insert(kept);
                        (place < kept).then_some(place)
                    }
                    _ => None,
                },
            };
            if let Some(place) = earlier {
                let earlier = std::mem::replace(&mut self.entries[place], entry);
                let (first, second) = (earlier.key, entry.key);
                // `1` and `"1"` are two keys in YAML, which only JSON can't tell apart. So are
                // two floats of the same digits in JSON, and `.nan` is never equal to itself.
                if self.converted_keys.get(&first) == self.converted_keys.get(&second) {
                    let (first_merged, second_merged) = (earlier.merged, entry.merged);
                    let twice = Duplicate { mapping, first, second, first_merged, second_merged };
                    self.duplicates.push(twice);
                }
                continue;
            }
            self.entries[kept] = entry;
            kept += 1;
        }
        self.entries.truncate(kept);
    }

    /// Looks for what JSON can't express in what the root leads to: what a later duplicate
    /// replaced does no harm.
    fn check_json(&self) -> Result<(), Failure> {
        let tree = &self.tree;
        let mut seen = vec![false; tree.nodes.len()];
        let mut todo = vec![NodeId(0)];
        while let Some(id) = todo.pop() {
            if std::mem::replace(&mut seen[id.0 as usize], true) {
                continue;
            }
            match tree.value(id) {
                Value::Float(number) if !number.is_finite() => {
                    return Err(Failure::new(Problem::NumberNotJson, tree.node(id).span));
                }
                Value::Sequence(elements) => todo.extend(elements.iter().rev()),
                Value::Mapping(entries) => {
                    for entry in entries.iter().rev() {
                        todo.push(entry.value);
                        if !matches!(tree.value(entry.key), Value::String(_)) {
                            let span = tree.node(entry.key).span;
                            return Err(Failure::new(Problem::KeyNotJson, span));
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Whether two keys have the same text; those that JSON can't express never do.
fn same_key(tree: &Tree, one: &Entry, other: &Entry) -> bool {
    match (tree.node(one.key).content, tree.node(other.key).content) {
        (Content::Text(one), Content::Text(other)) => {
            let texts = tree.texts.as_bytes();
            one.end - one.start == other.end - other.start
                && texts.get(one.range()) == texts.get(other.range())
        }
        _ => false,
    }
}
