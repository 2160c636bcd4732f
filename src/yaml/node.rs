//! The tree of a document.

use crate::source::Span;

/// A node of a document, by its place in the arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(super) u32);

/// What a node is, after scalars were resolved as go-yaml v2 resolves them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'d> {
    /// `null`, `~` or nothing.
    Null,
    /// `true`, and for YAML 1.1 `yes`, `on`, `y` …
    Bool(bool),
    /// An integer.
    Int(i64),
    /// An integer beyond [`i64::MAX`].
    Uint(u64),
    /// A number with a fraction or an exponent, or out of the integers' range.
    Float(f64),
    /// Text.
    String(&'d str),
    /// A list: its elements in order.
    Sequence(&'d [NodeId]),
    /// A map: one entry for each key, in the order in which the keys first appear; of duplicates
    /// the last value counts, as in Kubernetes (see `Document::duplicates`), and merge keys
    /// (`<<`) are carried out.
    Mapping(&'d [Entry]),
}

/// The type of a value in the words of JSON, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number, whole or not.
    Number,
    /// Text.
    String,
    /// A list.
    Sequence,
    /// A map.
    Mapping,
}

impl Kind {
    /// The word for a human: "a list", "a number" …
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Sequence => "a list",
            Self::Mapping => "a map",
        }
    }
}

/// How a node is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Not there at all: `key:` without a value.
    Empty,
    /// A scalar without quotes.
    Plain,
    /// `'…'`.
    SingleQuoted,
    /// `"…"`, also every string of JSON.
    DoubleQuoted,
    /// `|`.
    Literal,
    /// `>`.
    Folded,
    /// A collection by indentation.
    Block,
    /// A collection in brackets or braces, also every one of JSON.
    Flow,
    /// `*anchor`: the node is a copy of the anchored one, its children are the anchored one's.
    Alias,
}

/// An entry of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key: a string node, its text as JSON has it (`Document::key`). A key that YAML reads
    /// as a number or boolean is such a string too; its raw text is at its span.
    pub key: NodeId,
    /// The value.
    pub value: NodeId,
    /// Whether the entry came in by a merge key (`<<`), so that its text stands elsewhere.
    pub merged: bool,
}

/// Where a node stands and how it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where it stands: for a scalar its text (quotes and block indicator included, anchor and
    /// tag not), for a collection from its first byte to its last. Empty for [`Style::Empty`].
    pub span: Span,
    /// How it is written.
    pub style: Style,
    pub(super) content: Content,
}

/// What a node is, as it is stored: collections and texts are ranges of the tree's tables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Content {
    Null,
    Bool(bool),
    Int(Halves),
    Uint(Halves),
    Float(Fraction),
    Text(Span),
    Elements(Span),
    Entries(Span),
}

/// The bits of a number in two halves: a document has thousands of nodes, and each takes a third
/// more room if numbers stand in one piece.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Halves(u32, u32);

impl Halves {
    const fn of(bits: u64) -> Self {
        Self((bits >> 32) as u32, bits as u32)
    }

    const fn bits(self) -> u64 {
        (self.0 as u64) << 32 | self.1 as u64
    }
}

/// A number with a fraction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fraction(Halves);

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.number() == other.number()
    }
}

impl Fraction {
    pub(super) const fn number(self) -> f64 {
        f64::from_bits(self.0.bits())
    }
}

impl Content {
    pub(super) const fn int(number: i64) -> Self {
        Self::Int(Halves::of(number.cast_unsigned()))
    }

    pub(super) const fn uint(number: u64) -> Self {
        Self::Uint(Halves::of(number))
    }

    pub(super) const fn float(number: f64) -> Self {
        Self::Float(Fraction(Halves::of(number.to_bits())))
    }
}

/// The nodes of a document and what they hold, in few tables: most nodes are short texts, and
/// none needs memory of its own.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    /// The root comes first, the others in the order of the text.
    pub nodes: Vec<Node>,
    pub texts: String,
    pub elements: Vec<NodeId>,
    pub entries: Vec<Entry>,
    pub duplicates: Vec<Duplicate>,
    pub properties: Vec<Properties>,
    /// Aliases, each with the node that it repeats.
    pub aliases: Vec<(NodeId, NodeId)>,
    pub merges: Vec<Merge>,
    /// Keys that YAML reads as something else than text.
    pub converted: Vec<NodeId>,
    pub comments: Vec<Span>,
}

impl Tree {
    pub(super) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// Gives back the room that was made for more than came.
    pub(super) fn shrink(&mut self) {
        self.nodes.shrink_to_fit();
        self.texts.shrink_to_fit();
        self.elements.shrink_to_fit();
        self.entries.shrink_to_fit();
    }

    pub(super) fn value(&self, id: NodeId) -> Value<'_> {
        match self.node(id).content {
            Content::Null => Value::Null,
            Content::Bool(truth) => Value::Bool(truth),
            Content::Int(number) => Value::Int(number.bits().cast_signed()),
            Content::Uint(number) => Value::Uint(number.bits()),
            Content::Float(number) => Value::Float(number.number()),
            Content::Text(span) => Value::String(&self.texts[span.range()]),
            Content::Elements(span) => Value::Sequence(&self.elements[span.range()]),
            Content::Entries(span) => Value::Mapping(&self.entries[span.range()]),
        }
    }

    /// Keeps a text.
    pub(super) fn text(&mut self, text: &str) -> Content {
        let start = self.texts.len() as u32;
        self.texts.push_str(text);
        Content::Text(Span::new(start, self.texts.len() as u32))
    }

    /// Keeps the elements of a list.
    pub(super) fn sequence(&mut self, elements: &[NodeId]) -> Content {
        let start = self.elements.len() as u32;
        self.elements.extend_from_slice(elements);
        Content::Elements(Span::new(start, self.elements.len() as u32))
    }

    /// Keeps the entries of a map.
    pub(super) fn mapping(&mut self, entries: &[Entry]) -> Content {
        let start = self.entries.len() as u32;
        self.entries.extend_from_slice(entries);
        Content::Entries(Span::new(start, self.entries.len() as u32))
    }

    pub(super) fn push(&mut self, span: Span, style: Style, content: Content) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node { span, style, content });
        id
    }
}

/// A key that stands twice in a mapping: Kubernetes takes the last value, and strict field
/// validation refuses the object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// The mapping.
    pub mapping: NodeId,
    /// The earlier key.
    pub first: NodeId,
    /// The key that repeats it.
    pub second: NodeId,
    /// Whether the earlier one came in by a merge key.
    pub first_merged: bool,
    /// Whether the one that repeats it did.
    pub second_merged: bool,
}

/// What stands before a node's content: an anchor, a tag, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Properties {
    /// The node.
    pub node: NodeId,
    /// Where they begin.
    pub start: u32,
    /// Whether there is an anchor among them.
    pub anchor: bool,
    /// Whether there is a tag among them.
    pub tag: bool,
}

/// A merge key (`<<`) of a mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The mapping.
    pub mapping: NodeId,
    /// The key, `<<`.
    pub key: NodeId,
    /// The map that is merged, or the list of them.
    pub value: NodeId,
}
