//! The tree that libyaml-safer's events make.

use std::cell::Cell;
use std::panic;

use libyaml_safer::{EventData, Parser, ScalarStyle};

/// As deep as our own reader goes.
const MAX_DEPTH: usize = 200;

#[derive(Debug)]
pub enum Tree {
    Scalar {
        value: String,
        plain: bool,
        tag: bool,
    },
    Sequence(Vec<Tree>),
    Mapping(Vec<(Tree, Tree)>),
    /// An alias or a collection with a tag, which are not looked into.
    Other,
}

impl Tree {
    /// Whether a tag says somewhere how a value is read.
    pub fn has_tag(&self) -> bool {
        match self {
            Self::Scalar { tag, .. } => *tag,
            Self::Sequence(elements) => elements.iter().any(Self::has_tag),
            Self::Mapping(entries) => {
                entries.iter().any(|(key, value)| key.has_tag() || value.has_tag())
            }
            Self::Other => true,
        }
    }
}

thread_local! {
    static ELSEWHERE: Cell<bool> = const { Cell::new(false) };
}

/// Has the fuzzer pass over panics that are not ours: it would stop at them.
pub fn forgive_others() {
    let stopping = panic::take_hook();
    panic::set_hook(Box::new(move |why| {
        if !ELSEWHERE.get() {
            stopping(why);
        }
    }));
}

/// The first document of a text; none where there is none, or the reader doesn't take it.
pub fn read(text: &str) -> Option<Tree> {
    ELSEWHERE.set(true);
    let tree = panic::catch_unwind(|| first_document(text));
    ELSEWHERE.set(false);
    tree.unwrap_or_default()
}

/// The same, with the reader's panics.
fn first_document(text: &str) -> Option<Tree> {
    let mut input = text.as_bytes();
    let mut parser = Parser::new();
    parser.set_input_string(&mut input);
    loop {
        match parser.parse().ok()?.data {
            EventData::StreamEnd => return None,
            EventData::DocumentStart { .. } => break,
            _ => {}
        }
    }
    let tree = node(&mut parser, 0)?;
    matches!(parser.parse().ok()?.data, EventData::DocumentEnd { .. }).then_some(tree)
}

fn node(parser: &mut Parser<&mut &[u8]>, depth: usize) -> Option<Tree> {
    let event = parser.parse().ok()?.data;
    build(parser, event, depth)
}

fn build(parser: &mut Parser<&mut &[u8]>, event: EventData, depth: usize) -> Option<Tree> {
    if depth > MAX_DEPTH {
        return None;
    }
    match event {
        EventData::Scalar { value, style, tag, .. } => {
            let plain = matches!(style, ScalarStyle::Plain);
            Some(Tree::Scalar { value, plain, tag: tag.is_some() })
        }
        EventData::SequenceStart { tag, .. } => {
            let mut elements = Vec::new();
            loop {
                match parser.parse().ok()?.data {
                    EventData::SequenceEnd => break,
                    event => elements.push(build(parser, event, depth + 1)?),
                }
            }
            Some(if tag.is_some() { Tree::Other } else { Tree::Sequence(elements) })
        }
        EventData::MappingStart { tag, .. } => {
            let mut entries = Vec::new();
            loop {
                match parser.parse().ok()?.data {
                    EventData::MappingEnd => break,
                    event => {
                        let key = build(parser, event, depth + 1)?;
                        entries.push((key, node(parser, depth + 1)?));
                    }
                }
            }
            Some(if tag.is_some() { Tree::Other } else { Tree::Mapping(entries) })
        }
        EventData::Alias { .. } => Some(Tree::Other),
        _ => None,
    }
}
