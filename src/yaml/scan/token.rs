//! Tokens, and what is wrong where there is none.

use std::borrow::Cow;

use crate::source::Span;
use crate::yaml::node::Style;

/// What is wrong. Behind a pointer, since results are handed on for every token.
#[derive(Debug)]
pub(in crate::yaml) struct Fault(Box<Details>);

/// What is wrong, where (as bytes of the scanned text), and where it began.
#[derive(Debug)]
pub(in crate::yaml) struct Details {
    /// For a human.
    pub message: &'static str,
    /// The bytes to point at.
    pub span: Span,
    /// Where what is wrong began, with a word about it.
    pub context: Option<(Span, &'static str)>,
}

impl Fault {
    pub(crate) fn at(span: Span, message: &'static str) -> Self {
        Self(Box::new(Details { message, span, context: None }))
    }

    /// The same with the place where it began.
    pub(crate) fn since(mut self, start: usize, word: &'static str) -> Self {
        self.0.context = Some((Span::new(start as u32, start as u32 + 1), word));
        self
    }

    pub(crate) fn details(&self) -> &Details {
        &self.0
    }
}

/// A token with its bytes; those of a mark that is implied by indentation are empty.
#[derive(Debug)]
pub(in crate::yaml) struct Token<'t> {
    pub span: Span,
    pub kind: Kind<'t>,
}

impl Token<'_> {
    /// The bytes to point at where it is not expected.
    pub(in crate::yaml) const fn mark(&self) -> Span {
        match self.kind {
            // What is not expected is that an entry begins here.
            Kind::Entry(..) => Span::new(self.span.start, self.span.start),
            _ => self.span,
        }
    }

    /// Where its bytes end, if it has any.
    pub(in crate::yaml) const fn end(&self) -> Option<u32> {
        match self.kind {
            Kind::Entry(_, _, end) => Some(end),
            _ if self.span.is_empty() => None,
            _ => Some(self.span.end),
        }
    }
}

/// The kinds of tokens.
#[derive(Debug)]
pub(in crate::yaml) enum Kind<'t> {
    StreamEnd,
    Version {
        major: u8,
        minor: u8,
    },
    TagDirective {
        handle: &'t str,
        prefix: Box<str>,
    },
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    FlowSequenceStart,
    FlowSequenceEnd,
    FlowMappingStart,
    FlowMappingEnd,
    FlowEntry,
    BlockEntry,
    Key,
    Value,
    /// A scalar as the key of an entry with its `:`, where both stand on one line: what is `Key`, the
    /// scalar and `Value` elsewhere. The token's bytes are the scalar's; the last number is where the
    /// `:` ends.
    Entry(Cow<'t, str>, Style, u32),
    Alias(&'t str),
    Anchor(&'t str),
    Tag(Box<Tag<'t>>),
    Scalar(Cow<'t, str>, Style),
}

/// A tag as written: a handle that stands for a prefix (none for `!<…>`), and the rest.
#[derive(Debug)]
pub(in crate::yaml) struct Tag<'t> {
    pub handle: &'t str,
    pub suffix: String,
}
