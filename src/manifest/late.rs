//! Placeholders that only the type of their field gives away: `completions: NODE_COUNT` can be
//! nothing else, while `value: NODE_COUNT` may be the value itself.

use super::decode::{Mistake, What};
use super::placeholder::{is_named, is_to_be_encoded};
use crate::yaml::{Document, Style, Value};

/// Whether a value that its field can't take is yet to be filled in.
pub(super) fn is_to_come(document: &Document, mistake: &Mistake) -> bool {
    let node = mistake.node;
    let in_brackets = document.node(node).style == Style::Flow;
    match (&mistake.what, document.value(node)) {
        (What::Base64, Value::String(text)) => is_to_be_encoded(text),
        (What::Type(_) | What::Quantity(_) | What::Time | What::MicroTime, Value::String(text)) => {
            is_named(text)
        }
        // `[YOUR_TOKEN]`
        (What::Type(_), Value::Sequence([one])) if in_brackets => {
            document.as_str(*one).is_some_and(is_named)
        }
        // `{token}`
        (What::Type(_), Value::Mapping([entry])) if in_brackets => {
            let key = document.key(entry);
            let is_word = key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
            document.node(entry.value).style == Style::Empty && key.len() > 1 && is_word
        }
        _ => false,
    }
}
