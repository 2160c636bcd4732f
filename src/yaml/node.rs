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
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Where it stands: for a scalar its text (quotes and block indicator included, anchor and
    /// tag not), for a collection from its first byte to its last. Empty for [`Style::Empty`].
    pub span: Span,
    /// The numbers that belong to its content: `Tree` knows what they mean.
    pub(super) number: u32,
    pub(super) count: u16,
    pub(super) content: Content,
    /// How it is written.
    pub style: Style,
}

/// What a node is, as it is stored. Documents have thousands of nodes: what few of them have stands
/// in tables of the tree, at the node's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Null,
    Bool,
    /// The node's number itself.
    Natural,
    Number,
    /// Text that is written as it reads, within its quotes: it is not kept twice.
    Verbatim,
    Text,
    Sequence,
    Mapping,
}

impl Node {
    /// The bytes of a text that is written as it reads.
    #[inline]
    pub(super) const fn verbatim(&self) -> Span {
        let quote = matches!(self.style, Style::SingleQuoted | Style::DoubleQuoted) as u32;
        Span::new(self.span.start + quote, self.span.end - quote)
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
