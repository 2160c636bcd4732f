//! The nodes of a document and what they hold, in few tables: most nodes are short texts, and none
//! needs memory of its own.

use std::ops::Range;

use super::node::{Content, Duplicate, Entry, Merge, Node, NodeId, Properties, Style, Value};
use crate::source::Span;

/// A document's nodes. What they stand for is told beside the text that they were read from, in
/// which most of it stands already.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    /// The root comes first, the others in the order of the text.
    pub nodes: Vec<Node>,
    /// The children of collections, which follow each other.
    elements: Vec<NodeId>,
    entries: Vec<Entry>,
    rare: Option<Box<Rare>>,
}

/// What many documents have nothing of.
#[derive(Clone, Debug, Default)]
pub(super) struct Rare {
    /// Texts that are not written as they read, by the numbers of nodes.
    texts: Vec<Box<str>>,
    /// Where the children of large collections stand.
    ranges: Vec<Span>,
    /// Numbers that are no natural ones, or large.
    numbers: Vec<Value<'static>>,
    pub duplicates: Vec<Duplicate>,
    pub properties: Vec<Properties>,
    /// Aliases, each with the node that it repeats.
    pub aliases: Vec<(NodeId, NodeId)>,
    pub merges: Vec<Merge>,
    /// Keys that YAML reads as something else than text.
    pub converted: Vec<NodeId>,
    pub comments: Vec<Span>,
}

static NOTHING: Rare = Rare {
    texts: Vec::new(),
    ranges: Vec::new(),
    numbers: Vec::new(),
    duplicates: Vec::new(),
    properties: Vec::new(),
    aliases: Vec::new(),
    merges: Vec::new(),
    converted: Vec::new(),
    comments: Vec::new(),
};

impl Rare {
    /// Whether anything of it stands at a place of the text.
    pub(super) const fn is_placed(&self) -> bool {
        !(self.properties.is_empty() && self.comments.is_empty())
    }
}

/// What is set as the content of a node: a number, and how many children there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stored(Content, u32, u16);

impl Stored {
    pub(super) const NULL: Self = Self(Content::Null, 0, 0);
    pub(super) const VERBATIM: Self = Self(Content::Verbatim, 0, 0);
}

/// The count of a collection of so many children and more, whose range stands in a table.
const LARGE: u16 = u16::MAX;

impl Node {
    pub(super) const fn stored(&self) -> Stored {
        Stored(self.content, self.number, self.count)
    }
}

impl Tree {
    /// Room for the nodes of a text of some bytes.
    pub(super) fn reserve(&mut self, length: usize) {
        self.nodes.reserve(length / 12 + 8);
        self.entries.reserve(length / 26);
    }

    /// What was built, in tables of just its size. Those that it was built on stay for what comes
    /// next, but for large ones.
    pub(super) fn take(&mut self) -> Self {
        Self {
            nodes: taken(&mut self.nodes),
            elements: taken(&mut self.elements),
            entries: taken(&mut self.entries),
            rare: self.rare.take(),
        }
    }

    /// Lets go of what was built.
    pub(super) fn clear(&mut self) {
        self.nodes.clear();
        self.elements.clear();
        self.entries.clear();
        self.rare = None;
    }

    #[inline]
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    #[inline]
    pub(super) fn rare(&self) -> &Rare {
        self.rare.as_deref().unwrap_or(&NOTHING)
    }

    pub(super) fn rare_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    /// What a node is. The text is that which the tree was read from.
    #[inline]
    pub(super) fn value<'d>(&'d self, text: &'d str, id: NodeId) -> Value<'d> {
        let node = self.node(id);
        match node.content {
            Content::Null => Value::Null,
            Content::Bool => Value::Bool(node.number != 0),
            Content::Natural => Value::Int(node.number.into()),
            Content::Number => self.rare().numbers[node.number as usize],
            Content::Verbatim => Value::String(&text[node.verbatim().range()]),
            Content::Text => Value::String(&self.rare().texts[node.number as usize]),
            Content::Sequence => Value::Sequence(self.elements_of(node)),
            Content::Mapping => Value::Mapping(self.entries_of(node)),
        }
    }

    /// Whether a node is a text, and this one.
    #[inline]
    pub(super) fn is_text(&self, text: &str, id: NodeId, wanted: &str) -> bool {
        let node = self.node(id);
        match node.content {
            Content::Verbatim => {
                let span = node.verbatim();
                (span.end - span.start) as usize == wanted.len()
                    && text.as_bytes().get(span.range()) == Some(wanted.as_bytes())
            }
            Content::Text => *self.rare().texts[node.number as usize] == *wanted,
            _ => false,
        }
    }

    /// The entries of a mapping; none for anything else.
    #[inline]
    pub(super) fn entries(&self, id: NodeId) -> &[Entry] {
        let node = self.node(id);
        if node.content == Content::Mapping { self.entries_of(node) } else { &[] }
    }

    /// The elements of a sequence; none for anything else.
    #[inline]
    pub(super) fn elements(&self, id: NodeId) -> &[NodeId] {
        let node = self.node(id);
        if node.content == Content::Sequence { self.elements_of(node) } else { &[] }
    }

    #[inline]
    fn elements_of(&self, node: &Node) -> &[NodeId] {
        &self.elements[self.children(node)]
    }

    #[inline]
    fn entries_of(&self, node: &Node) -> &[Entry] {
        &self.entries[self.children(node)]
    }

    #[inline]
    fn children(&self, node: &Node) -> Range<usize> {
        if node.count == LARGE {
            return self.rare().ranges[node.number as usize].range();
        }
        let start = node.number as usize;
        start..start + usize::from(node.count)
    }

    pub(super) fn push(&mut self, span: Span, style: Style, stored: Stored) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        let Stored(content, number, count) = stored;
        self.nodes.push(Node { span, number, count, content, style });
        id
    }

    pub(super) fn set(&mut self, id: NodeId, stored: Stored) {
        if let Some(node) = self.nodes.get_mut(id.0 as usize) {
            Stored(node.content, node.number, node.count) = stored;
        }
    }

    /// Keeps a text that is not written as it reads.
    pub(super) fn text(&mut self, text: impl Into<Box<str>>) -> Stored {
        let texts = &mut self.rare_mut().texts;
        texts.push(text.into());
        Stored(Content::Text, texts.len() as u32 - 1, 0)
    }

    /// Keeps what is neither a text nor a collection.
    pub(super) fn plain(&mut self, value: Value<'static>) -> Stored {
        if let Value::Int(number) = value
            && let Ok(natural) = u32::try_from(number)
        {
            return Stored(Content::Natural, natural, 0);
        }
        match value {
            Value::Bool(truth) => Stored(Content::Bool, truth.into(), 0),
            Value::Int(_) | Value::Uint(_) | Value::Float(_) => {
                let numbers = &mut self.rare_mut().numbers;
                numbers.push(value);
                Stored(Content::Number, numbers.len() as u32 - 1, 0)
            }
            _ => Stored::NULL,
        }
    }

    /// Keeps the elements of a list.
    pub(super) fn sequence(&mut self, elements: &[NodeId]) -> Stored {
        let start = self.elements.len() as u32;
        self.elements.extend_from_slice(elements);
        self.collection(Content::Sequence, start, elements.len())
    }

    /// Keeps the entries of a map.
    pub(super) fn mapping(&mut self, entries: &[Entry]) -> Stored {
        let start = self.entries.len() as u32;
        self.entries.extend_from_slice(entries);
        self.collection(Content::Mapping, start, entries.len())
    }

    fn collection(&mut self, content: Content, start: u32, count: usize) -> Stored {
        if count < usize::from(LARGE) {
            return Stored(content, start, count as u16);
        }
        let ranges = &mut self.rare_mut().ranges;
        ranges.push(Span::new(start, start + count as u32));
        Stored(content, ranges.len() as u32 - 1, LARGE)
    }
}

/// What is on a table.
fn taken<T: Copy>(table: &mut Vec<T>) -> Vec<T> {
    const SMALL: usize = 1 << 14;
    if table.len() < SMALL {
        let all = table.as_slice().to_vec();
        table.clear();
        return all;
    }
    // Beside that, a copy would need as much room again.
    let mut all = std::mem::take(table);
    all.shrink_to_fit();
    all
}
