//! From tokens to events, by the grammar of go-yaml v2 (`parserc.go`).
//!
//! This is the one module that knows the scanner: a tree is built from events alone.

mod block;
mod flow;

use std::borrow::Cow;

use super::node::Style;
use super::resolve::CORE;
use super::scan::{Fault, Kind, Scanner, Tag, Token};
use crate::source::Span;

/// What stands before a node's content, which is hardly ever something.
pub(super) type Properties<'t> = Option<Box<Property<'t>>>;

/// An anchor, a tag, or both.
#[derive(Debug, Default)]
pub(super) struct Property<'t> {
    /// Where the first of them begins.
    pub start: u32,
    /// The name after `&`.
    pub anchor: Option<&'t str>,
    /// The tag, its handle replaced by what it stands for.
    pub tag: Option<Cow<'t, str>>,
}

/// A step through a document.
#[derive(Debug)]
pub(super) enum Event<'t> {
    /// A scalar. A plain one without a tag is `implicit`: it is resolved by what it looks like.
    Scalar {
        value: Cow<'t, str>,
        style: Style,
        span: Span,
        properties: Properties<'t>,
        implicit: bool,
    },
    /// A list begins: block or flow, at a byte.
    SequenceStart { style: Style, start: u32, properties: Properties<'t> },
    /// A map begins.
    MappingStart { style: Style, start: u32, properties: Properties<'t> },
    /// The innermost collection ends, before a byte.
    End { end: u32 },
    /// `*name`.
    Alias { name: &'t str, span: Span },
    /// The document ends.
    DocumentEnd,
}

/// What is expected next.
#[derive(Clone, Copy, Debug)]
enum State {
    DocumentContent,
    DocumentEnd,
    BlockNode,
    BlockSequenceEntry,
    IndentlessSequenceEntry,
    BlockMappingKey,
    BlockMappingValue,
    /// The value of an entry whose `:` is passed.
    BlockEntryValue,
    FlowSequenceFirstEntry,
    FlowSequenceEntry,
    FlowPairKey,
    FlowPairValue,
    FlowPairEnd,
    FlowMappingFirstKey,
    FlowMappingKey,
    FlowMappingValue,
    FlowMappingEmptyValue,
    Done,
}

/// Hands out the events of the first document of a text. Kubernetes reads no further one: it
/// splits a stream into documents before it parses any.
pub(super) struct Events<'t> {
    scanner: Scanner<'t>,
    state: State,
    states: Vec<State>,
    /// Where the open collections began.
    starts: Vec<u32>,
    /// What the document's directives say that handles of tags stand for.
    tag_prefixes: Vec<(&'t str, Box<str>)>,
    /// Where the last token that has bytes ended.
    last_end: u32,
}

impl<'t> Events<'t> {
    /// The events of a text; none come if it has no document at all.
    pub(super) fn new(text: &'t str) -> Result<Self, Fault> {
        let mut events = Self {
            scanner: Scanner::new(text)?,
            state: State::Done,
            states: Vec::with_capacity(16),
            starts: Vec::with_capacity(16),
            tag_prefixes: Vec::new(),
            last_end: 0,
        };
        events.states.push(State::DocumentEnd);
        events.start_document()?;
        Ok(events)
    }

    /// The comments passed so far.
    pub(super) fn into_comments(self) -> Vec<Span> {
        self.scanner.into_comments()
    }

    /// Where the first token after the document stands, if there is one but ends of documents.
    pub(super) fn after_document(&mut self) -> Option<u32> {
        loop {
            match self.scanner.peek() {
                Ok(Token { kind: Kind::StreamEnd, .. }) => return None,
                Ok(Token { kind: Kind::DocumentEnd, .. }) => _ = self.scanner.take(),
                Ok(token) => return Some(token.span.start),
                Err(fault) => return Some(fault.details().span.start),
            }
        }
    }

    /// The next event; after the document's end that again.
    pub(super) fn next(&mut self) -> Result<Event<'t>, Fault> {
        match self.state {
            State::DocumentContent => self.document_content(),
            State::DocumentEnd => self.document_end(),
            State::BlockNode => self.node(true, false),
            State::BlockSequenceEntry => self.block_sequence_entry(),
            State::IndentlessSequenceEntry => self.indentless_sequence_entry(),
            State::BlockMappingKey => self.block_mapping_key(),
            State::BlockMappingValue => self.block_mapping_value(),
            State::BlockEntryValue => self.block_entry_value(),
            State::FlowSequenceFirstEntry => self.flow_sequence_entry(true),
            State::FlowSequenceEntry => self.flow_sequence_entry(false),
            State::FlowPairKey => self.flow_pair_key(),
            State::FlowPairValue => self.flow_pair_value(),
            State::FlowPairEnd => {
                self.scanner.peek()?;
                self.state = State::FlowSequenceEntry;
                Ok(Event::End { end: self.last_end })
            }
            State::FlowMappingFirstKey => self.flow_mapping_key(true),
            State::FlowMappingKey => self.flow_mapping_key(false),
            State::FlowMappingValue => self.flow_mapping_value(),
            State::FlowMappingEmptyValue => {
                self.state = State::FlowMappingKey;
                Ok(empty(self.peek_start()?))
            }
            State::Done => Ok(Event::DocumentEnd),
        }
    }

    #[inline(always)]
    fn peek(&mut self) -> Result<&Kind<'t>, Fault> {
        Ok(&self.scanner.peek()?.kind)
    }

    fn peek_start(&mut self) -> Result<u32, Fault> {
        Ok(self.scanner.peek()?.span.start)
    }

    /// Takes the token that was peeked at; its bytes.
    fn skip(&mut self) -> Result<Span, Fault> {
        Ok(self.take()?.span)
    }

    #[inline(always)]
    fn take(&mut self) -> Result<Token<'t>, Fault> {
        let token = self.scanner.take()?;
        if let Some(end) = token.end() {
            self.last_end = end;
        }
        Ok(token)
    }

    fn pop_state(&mut self) {
        self.state = self.states.pop().unwrap_or(State::Done);
    }

    /// Reads directives and the document's start, if there is a document.
    fn start_document(&mut self) -> Result<(), Fault> {
        match self.peek()? {
            Kind::StreamEnd => return Ok(()),
            Kind::Version { .. } | Kind::TagDirective { .. } | Kind::DocumentStart => {
                self.directives()?;
                if !matches!(self.peek()?, Kind::DocumentStart) {
                    return Err(self.fault("`---` is expected after a directive (a line with `%`)"));
                }
                self.skip()?;
                self.state = State::DocumentContent;
            }
            _ => self.state = State::BlockNode,
        }
        Ok(())
    }

    fn directives(&mut self) -> Result<(), Fault> {
        let mut versions = 0;
        loop {
            match &mut self.scanner.peek()?.kind {
                Kind::Version { major: 1, minor: 1 } if versions == 0 => versions += 1,
                Kind::Version { major: 1, minor: 1 } => {
                    return Err(self.fault("the %YAML directive appears twice"));
                }
                Kind::Version { .. } => {
                    return Err(self.fault("Kubernetes reads YAML 1.1 and no other version"));
                }
                Kind::TagDirective { handle, prefix } => {
                    let (handle, prefix) = (*handle, std::mem::take(prefix));
                    if self.tag_prefixes.iter().any(|(known, _)| *known == handle) {
                        return Err(self.fault("the %TAG directive of this handle appears twice"));
                    }
                    self.tag_prefixes.push((handle, prefix));
                }
                _ => return Ok(()),
            }
            self.skip()?;
        }
    }

    fn document_content(&mut self) -> Result<Event<'t>, Fault> {
        match self.peek()? {
            Kind::Version { .. }
            | Kind::TagDirective { .. }
            | Kind::DocumentStart
            | Kind::DocumentEnd
            | Kind::StreamEnd => {
                self.pop_state();
                Ok(empty(self.last_end))
            }
            _ => self.node(true, false),
        }
    }

    fn document_end(&mut self) -> Result<Event<'t>, Fault> {
        if matches!(self.peek()?, Kind::DocumentEnd) {
            self.skip()?;
        }
        self.state = State::Done;
        Ok(Event::DocumentEnd)
    }

    /// A node: an alias, or properties and content.
    fn node(&mut self, block: bool, indentless: bool) -> Result<Event<'t>, Fault> {
        match self.peek()? {
            Kind::Scalar(..) => {
                self.pop_state();
                return self.scalar(None);
            }
            Kind::Alias(name) => {
                let name = *name;
                self.pop_state();
                let span = self.skip()?;
                return Ok(Event::Alias { name, span });
            }
            _ => {}
        }
        let properties = self.properties()?;
        let token = self.scanner.peek()?;
        let start = token.span.start;
        let next = match token.kind {
            Kind::Scalar(..) => {
                self.pop_state();
                return self.scalar(properties);
            }
            Kind::BlockEntry if indentless => {
                self.state = State::IndentlessSequenceEntry;
                return Ok(Event::SequenceStart { style: Style::Block, start, properties });
            }
            Kind::FlowSequenceStart => State::FlowSequenceFirstEntry,
            Kind::FlowMappingStart => State::FlowMappingFirstKey,
            Kind::BlockSequenceStart if block => State::BlockSequenceEntry,
            Kind::BlockMappingStart if block => State::BlockMappingKey,
            _ if properties.is_some() => {
                self.pop_state();
                let implicit = properties.as_ref().is_none_or(|property| property.tag.is_none());
                let span = Span::new(self.last_end, self.last_end);
                let value = Cow::Borrowed("");
                return Ok(Event::Scalar {
                    value,
                    style: Style::Empty,
                    span,
                    properties,
                    implicit,
                });
            }
            _ => return Err(self.fault("a value is expected here")),
        };
        self.state = next;
        self.starts.push(start);
        self.skip()?;
        Ok(match next {
            State::FlowSequenceFirstEntry => {
                Event::SequenceStart { style: Style::Flow, start, properties }
            }
            State::FlowMappingFirstKey => {
                Event::MappingStart { style: Style::Flow, start, properties }
            }
            State::BlockSequenceEntry => {
                Event::SequenceStart { style: Style::Block, start, properties }
            }
            _ => Event::MappingStart { style: Style::Block, start, properties },
        })
    }

    /// The scalar that comes next, by itself or as the key of an entry. What is expected after it is
    /// set before.
    fn scalar(&mut self, properties: Properties<'t>) -> Result<Event<'t>, Fault> {
        let Token { span, kind } = self.take()?;
        let (Kind::Scalar(value, style) | Kind::Entry(value, style, _)) = kind else {
            return Err(Fault::at(span, "a value is expected here"));
        };
        let tag = properties.as_ref().and_then(|property| property.tag.as_deref());
        let implicit = tag.map_or(style == Style::Plain, |tag| tag == "!");
        Ok(Event::Scalar { value, style, span, properties, implicit })
    }

    /// An anchor and a tag, in either order.
    fn properties(&mut self) -> Result<Properties<'t>, Fault> {
        let mut properties = Properties::None;
        for _ in 0..2 {
            let token = self.scanner.peek()?;
            if !matches!(token.kind, Kind::Anchor(_) | Kind::Tag(_)) {
                break;
            }
            let start = token.span.start;
            let property = properties
                .get_or_insert_with(|| Box::new(Property { start, ..Property::default() }));
            match &mut token.kind {
                Kind::Anchor(name) if property.anchor.is_none() => property.anchor = Some(*name),
                Kind::Tag(tag) if property.tag.is_none() => {
                    let tag = Tag { handle: tag.handle, suffix: std::mem::take(&mut tag.suffix) };
                    property.tag = Some(self.resolve_tag(tag)?);
                }
                _ => break,
            }
            self.skip()?;
        }
        Ok(properties)
    }

    fn resolve_tag(&mut self, tag: Tag<'t>) -> Result<Cow<'t, str>, Fault> {
        if tag.handle.is_empty() {
            return Ok(tag.suffix.into());
        }
        match self.tag_prefixes.iter().find(|(handle, _)| *handle == tag.handle) {
            Some((_, prefix)) => Ok(format!("{prefix}{}", tag.suffix).into()),
            None if tag.handle == "!" => Ok(format!("!{}", tag.suffix).into()),
            None if tag.handle == "!!" => Ok(format!("{CORE}{}", tag.suffix).into()),
            None => {
                Err(self.fault("no %TAG directive tells what the handle of this tag stands for"))
            }
        }
    }

    /// Ends the innermost collection; its end has bytes in flow style alone.
    fn end_collection(&mut self) -> Result<Event<'t>, Fault> {
        self.pop_state();
        self.starts.pop();
        self.skip()?;
        Ok(Event::End { end: self.last_end })
    }

    /// A fault at the next token.
    fn fault(&mut self, message: &'static str) -> Fault {
        match self.scanner.peek() {
            Ok(token) => {
                let mark = token.mark();
                Fault::at(self.scanner.visible(mark), message)
            }
            Err(fault) => fault,
        }
    }

    /// A fault at the next token, in a collection that began earlier.
    fn fault_since(&mut self, message: &'static str, word: &'static str) -> Fault {
        let start = self.starts.last().copied().unwrap_or_default();
        self.fault(message).since(start as usize, word)
    }
}

/// A scalar that isn't there.
fn empty<'t>(at: u32) -> Event<'t> {
    Event::Scalar {
        value: Cow::Borrowed(""),
        style: Style::Empty,
        span: Span::new(at, at),
        properties: None,
        implicit: true,
    }
}
