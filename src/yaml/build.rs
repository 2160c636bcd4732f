//! From events to a tree: anchors, aliases, merge keys and duplicate keys, as go-yaml v2's
//! decoder (`decode.go`) and the conversion of sigs.k8s.io/yaml carry them out.

mod failure;

use std::borrow::Cow;
use std::collections::HashMap;

use super::MAX_DEPTH;
use super::error::Problem;
use super::event::{Event, Events, Properties, Property};
use super::node::{self, Content, Duplicate, Entry, Merge, NodeId, Style, Value};
use super::number;
use super::resolve::{is_core_tag, may_be_known, resolve};
use super::tree::{Stored, Tree};
use crate::source::Span;

pub(super) use failure::{Details, Failure};

/// How many bytes of text aliases may repeat. go-yaml limits how many values they repeat, not how
/// long these are; no object of Kubernetes is as large.
const MAX_REPEATED_BYTES: usize = 64 << 20;

/// Maps of more entries than this look for duplicates with a hash table.
const FEW_ENTRIES: usize = 24;

/// The tree of the first document of a text, null if it has none, and where text begins that comes
/// after it. Spans are relative to the text.
pub(super) fn build(text: &str, on: &mut Scratch) -> Result<(Tree, Option<u32>), Failure> {
    let mut events = Events::new(text)?;
    let mut builder = Builder::new(text, on);
    while builder.take(events.next()?)? {}
    let ignored = events.after_document();
    if builder.suspicious {
        builder.check_json()?;
    }
    let mut tree = builder.finish();
    let comments = events.into_comments();
    if !comments.is_empty() {
        tree.rare_mut().comments = comments;
    }
    Ok((tree, ignored))
}

/// What documents are built on, one after the other.
#[derive(Default)]
pub(super) struct Scratch {
    tree: Tree,
    frames: Vec<Frame>,
    /// The children of the open collections.
    pending: Vec<NodeId>,
    /// The entries of the collection that is being closed.
    entries: Vec<Entry>,
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
    /// What its aliases have, once there is one.
    repeated: Option<Stored>,
}

struct Builder<'t, 's> {
    text: &'t str,
    on: &'s mut Scratch,
    merge_keys: Vec<NodeId>,
    /// Keys that were no strings, and what they were.
    converted_keys: HashMap<NodeId, Value<'static>>,
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

impl<'t, 's> Builder<'t, 's> {
    fn new(text: &'t str, on: &'s mut Scratch) -> Self {
        on.tree.clear();
        on.tree.reserve(text.len());
        on.frames.clear();
        on.pending.clear();
        Self {
            text,
            on,
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

    fn finish(self) -> Tree {
        if self.on.tree.nodes.is_empty() {
            self.on.tree.push(Span::default(), Style::Empty, Stored::NULL);
        }
        if !self.duplicates.is_empty() {
            self.on.tree.rare_mut().duplicates = self.duplicates;
        }
        if !self.converted_keys.is_empty() {
            let mut converted: Vec<NodeId> = self.converted_keys.into_keys().collect();
            converted.sort_unstable();
            self.on.tree.rare_mut().converted = converted;
        }
        self.on.tree.take()
    }

    /// Whether more events come.
    fn take(&mut self, event: Event<'t>) -> Result<bool, Failure> {
        match event {
            Event::DocumentEnd => return Ok(false),
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
        }?;
        Ok(true)
    }

    fn push(&mut self, span: Span, style: Style, stored: Stored) -> NodeId {
        let id = self.on.tree.push(span, style, stored);
        if !self.on.frames.is_empty() {
            self.on.pending.push(id);
        }
        id
    }

    /// Whether the next node is a key.
    fn at_key(&self) -> bool {
        self.on.frames.last().is_some_and(|frame| {
            frame.mapping && (self.on.pending.len() - frame.first).is_multiple_of(2)
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
        let anchor = properties.as_ref().and_then(|written| self.anchor(written));
        let merges = text == "<<"
            && (implicit || tag.is_some_and(|tag| is_core_tag(tag, "merge")))
            && self.at_key();
        if merges {
            let stored = self.kept(text);
            let id = self.push(span, style, stored);
            self.merge_keys.push(id);
            if let Some(frame) = self.on.frames.last_mut() {
                frame.merges = true;
            }
        } else {
            let known = if tag.is_none() && !(implicit && may_be_known(&text)) {
                Err(text)
            } else {
                let scalar = resolve(text, tag, implicit);
                scalar.map_err(|problem| Failure::new(problem, span))?.known()
            };
            let stored = match known {
                Ok(value) => {
                    self.suspicious |= matches!(value, Value::Float(number) if !number.is_finite());
                    self.on.tree.plain(value)
                }
                Err(text) => {
                    self.bytes += text.len();
                    self.kept(text)
                }
            };
            self.count(span)?;
            self.push(span, style, stored);
        }
        self.close_anchor(anchor, 0);
        Ok(())
    }

    /// Keeps a text. What the scanner borrows is written as it reads.
    fn kept(&mut self, text: Cow<'_, str>) -> Stored {
        match text {
            Cow::Borrowed(_) => Stored::VERBATIM,
            Cow::Owned(text) => self.on.tree.text(text),
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
        if self.on.frames.len() >= MAX_DEPTH {
            return Err(Failure::new(Problem::TooDeep, span));
        }
        let anchor = properties.as_ref().and_then(|written| self.anchor(written));
        self.count(span)?;
        let node = self.push(span, style, Stored::NULL);
        let first = self.on.pending.len();
        self.on.frames.push(Frame { node, first, mapping, merges: false, anchor, height: 1 });
        Ok(())
    }

    fn close(&mut self, end: u32) -> Result<(), Failure> {
        let Some(frame) = self.on.frames.pop() else { return Ok(()) };
        let stored = if frame.mapping {
            self.collect_entries(&frame)?;
            self.replace_duplicates(frame.node);
            self.on.tree.mapping(&self.on.entries)
        } else {
            self.on.tree.sequence(&self.on.pending[frame.first..])
        };
        self.on.pending.truncate(frame.first);
        self.on.tree.set(frame.node, stored);
        let span = &mut self.on.tree.nodes[frame.node.0 as usize].span;
        span.end = end.max(span.start);
        self.close_anchor(frame.anchor, frame.height);
        if let Some(outer) = self.on.frames.last_mut() {
            outer.height = outer.height.max(frame.height + 1);
        }
        Ok(())
    }

    /// Notes the anchor and tag of a node that is about to be pushed.
    fn anchor(&mut self, written: &Property<'t>) -> Option<usize> {
        let node = NodeId(self.on.tree.nodes.len() as u32);
        self.on.tree.rare_mut().properties.push(node::Properties {
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
            repeated: None,
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
        let place = self.anchor_names.get(name).copied();
        let Some(anchor) = place.and_then(|place| self.anchors.get_mut(place)) else {
            return Err(Failure::new(Problem::UnknownAnchor(name.to_owned()), span));
        };
        if anchor.open {
            return Err(Failure::new(Problem::RecursiveAlias(name.to_owned()), span));
        }
        if self.on.frames.len() + anchor.height > MAX_DEPTH {
            return Err(Failure::new(Problem::TooDeep, span));
        }
        if let Some(frame) = self.on.frames.last_mut() {
            frame.height = frame.height.max(anchor.height + 1);
        }
        self.decoded += 1 + anchor.decoded;
        self.aliased += anchor.decoded;
        self.bytes += anchor.bytes;
        self.repeated += anchor.bytes;
        let node = anchor.node;
        // Written as it reads is the anchored text, not what repeats it.
        let stored =
            *anchor.repeated.get_or_insert_with(|| match self.on.tree.value(self.text, node) {
                Value::String(text) => self.on.tree.text(text.to_owned()),
                _ => self.on.tree.node(node).stored(),
            });
        self.check_aliasing(span)?;
        let alias = self.push(span, Style::Alias, stored);
        self.on.tree.rare_mut().aliases.push((alias, node));
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
        self.on.entries.clear();
        for index in (frame.first..self.on.pending.len().saturating_sub(1)).step_by(2) {
            let (key, value) = (self.on.pending[index], self.on.pending[index + 1]);
            if frame.merges && self.merge_keys.binary_search(&key).is_ok() {
                self.on.tree.rare_mut().merges.push(Merge { mapping: frame.node, key, value });
                self.merge(value)?;
                continue;
            }
            let kind = match self.on.tree.node(key).content {
                Content::Verbatim | Content::Text => {
                    self.on.entries.push(Entry { key, value, merged: false });
                    continue;
                }
                Content::Sequence => "a list",
                Content::Mapping => "a map",
                _ => {
                    let key = self.key_as_string(key);
                    self.on.entries.push(Entry { key, value, merged: false });
                    continue;
                }
            };
            return Err(Failure::new(Problem::KeyNotScalar(kind), self.on.tree.node(key).span));
        }
        Ok(())
    }

    /// Adds the entries of a map, or of each map of a list from the last to the first.
    fn merge(&mut self, value: NodeId) -> Result<(), Failure> {
        let tree = &self.on.tree;
        let node = tree.node(value);
        let maps = match tree.value(self.text, value) {
            Value::Mapping(_) => &[value][..],
            Value::Sequence(maps) if node.style != Style::Alias => maps,
            _ => return Err(Failure::new(Problem::MergeNotMap, node.span)),
        };
        for map in maps.iter().rev() {
            let Value::Mapping(entries) = tree.value(self.text, *map) else {
                return Err(Failure::new(Problem::MergeNotMap, tree.node(*map).span));
            };
            self.on.entries.extend(entries.iter().map(|entry| Entry { merged: true, ..*entry }));
        }
        Ok(())
    }

    /// A key that is no string as the string that JSON has for it (`convertToJSONableObject` of
    /// sigs.k8s.io/yaml); where JSON has none, the key as it is.
    fn key_as_string(&mut self, key: NodeId) -> NodeId {
        let (was, text) = match self.on.tree.value(self.text, key) {
            Value::Bool(truth) => (Value::Bool(truth), truth.to_string()),
            Value::Int(number) => (Value::Int(number), number.to_string()),
            Value::Float(number) => (Value::Float(number), number::key_float(number)),
            _ => {
                self.suspicious = true;
                return key;
            }
        };
        let stored = self.on.tree.text(text);
        // An alias may still ask for what the key was.
        let key = if self.anchors.binary_search_by_key(&key, |anchor| anchor.node).is_ok() {
            let node = self.on.tree.node(key);
            let (span, style) = (node.span, node.style);
            self.on.tree.push(span, style, stored)
        } else {
            self.on.tree.set(key, stored);
            key
        };
        self.converted_keys.insert(key, was);
        key
    }

    /// Leaves one entry for each key: in the place of the first, with the value of the last.
    fn replace_duplicates(&mut self, mapping: NodeId) {
        if self.on.entries.len() < 2 {
            return;
        }
        let (text, tree) = (self.text, &self.on.tree);
        let mut places: Option<HashMap<&str, usize>> =
            (self.on.entries.len() > FEW_ENTRIES).then(HashMap::new);
        let mut kept = 0;
        for index in 0..self.on.entries.len() {
            let entry = self.on.entries[index];
            let Value::String(key) = tree.value(text, entry.key) else {
                // What JSON can't express is never the same.
                self.on.entries[kept] = entry;
                kept += 1;
                continue;
            };
            let earlier = match &mut places {
                None => {
                    let mut before = self.on.entries[..kept].iter();
                    before.position(|other| tree.is_text(text, other.key, key))
                }
                Some(places) => {
                    let place = *places.entry(key).or_insert(kept);
                    (place < kept).then_some(place)
                }
            };
            if let Some(place) = earlier {
                let earlier = std::mem::replace(&mut self.on.entries[place], entry);
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
            self.on.entries[kept] = entry;
            kept += 1;
        }
        self.on.entries.truncate(kept);
    }

    /// Looks for what JSON can't express in what the root leads to: what a later duplicate
    /// replaced does no harm.
    fn check_json(&self) -> Result<(), Failure> {
        let tree = &self.on.tree;
        let mut seen = vec![false; tree.nodes.len()];
        let mut todo = vec![NodeId(0)];
        while let Some(id) = todo.pop() {
            if std::mem::replace(&mut seen[id.0 as usize], true) {
                continue;
            }
            match tree.value(self.text, id) {
                Value::Float(number) if !number.is_finite() => {
                    return Err(Failure::new(Problem::NumberNotJson, tree.node(id).span));
                }
                Value::Sequence(elements) => todo.extend(elements.iter().rev()),
                Value::Mapping(entries) => {
                    for entry in entries.iter().rev() {
                        todo.push(entry.value);
                        if !matches!(tree.value(self.text, entry.key), Value::String(_)) {
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
