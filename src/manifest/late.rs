//! Placeholders that only the type of their field gives away: `completions: NODE_COUNT` can be
//! nothing else, while `value: NODE_COUNT` may be the value itself.

use super::decode::{Mistake, What};
use super::placeholder::{is_named, is_to_be_encoded};
use crate::yaml::{Document, NodeId, Style, Value};

/// Whether a value that its field can't take is yet to be filled in.
pub(super) fn is_to_come(document: &Document, mistake: &Mistake) -> bool {
    let node = mistake.node;
    let is_flow = document.node(node).style == Style::Flow;
    match (&mistake.what, document.value(node)) {
        (What::Base64, Value::String(text)) => is_to_be_encoded(text),
        (What::Type(_) | What::Quantity(_) | What::Time | What::MicroTime, Value::String(text)) => {
            is_named(text)
        }
        (What::Type(_), Value::Sequence(_)) => {
            let inside = in_brackets(document, node).and_then(|one| document.as_str(one));
            inside.is_some_and(is_named)
        }
        // `{token}`
        (What::Type(_), Value::Mapping([entry])) if is_flow => {
            let key = document.key(entry);
            let is_word = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
            document.node(entry.value).style == Style::Empty && key.len() > 1 && is_word
        }
        _ => false,
    }
}

/// What stands alone in brackets: `[YOUR_TOKEN]`.
pub(super) fn in_brackets(document: &Document, node: NodeId) -> Option<NodeId> {
    match document.elements(node) {
        [one] if document.node(node).style == Style::Flow => Some(*one),
        _ => None,
    }
}
