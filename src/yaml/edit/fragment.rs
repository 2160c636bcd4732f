//! New values, and how they are written.

use super::layout::Layout;
use crate::words::yaml::{quoted, scalar};
use crate::yaml::document::Document;
use crate::yaml::node::{NodeId, Value};

/// A value to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// A string, without quotes: they are put where they are needed.
    Text(String),
    /// A number, a boolean or null, as it is written.
    Literal(String),
    /// A list.
    List(Vec<Self>),
    /// A map: its entries in order.
    Map(Vec<(String, Self)>),
}

impl Fragment {
    /// A map of one entry.
    #[must_use]
    pub fn entry(key: impl Into<String>, value: Self) -> Self {
        Self::Map(vec![(key.into(), value)])
    }

    /// The value of a node.
    #[must_use]
    pub fn of(document: &Document, node: NodeId) -> Self {
        match document.value(node) {
            Value::Null => Self::Literal("null".to_owned()),
            Value::String(text) => Self::Text(text.to_owned()),
            Value::Sequence(elements) => {
                Self::List(elements.iter().map(|element| Self::of(document, *element)).collect())
            }
            Value::Mapping(entries) => Self::Map(
                entries
                    .iter()
                    .map(|entry| (document.key(entry).to_owned(), Self::of(document, entry.value)))
                    .collect(),
            ),
            _ => Self::Literal(document.literal(node).unwrap_or_default()),
        }
    }

    /// Whether it is a list or a map with something in it: what is written in lines of its own.
    pub(super) const fn has_lines(&self) -> bool {
        match self {
            Self::Text(_) | Self::Literal(_) => false,
            Self::List(elements) => !elements.is_empty(),
            Self::Map(entries) => !entries.is_empty(),
        }
    }

    /// In one line, in brackets and braces.
    pub(super) fn flow(&self, json: bool) -> String {
        let string = |text: &str| if json { quoted(text) } else { scalar(text).into_owned() };
        match self {
            Self::Text(text) => string(text),
            Self::Literal(text) => text.clone(),
            Self::List(elements) => {
                let elements: Vec<_> = elements.iter().map(|element| element.flow(json)).collect();
                format!("[{}]", elements.join(", "))
            }
            Self::Map(entries) => {
                let entries: Vec<_> = entries
                    .iter()
                    .map(|(key, value)| format!("{}: {}", string(key), value.flow(json)))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// In lines that begin in a column, the first of them without its indentation.
    pub(super) fn block(&self, column: usize, layout: &Layout<'_>) -> String {
        let line = format!("{}{}", layout.line_break(), " ".repeat(column));
        match self {
            Self::List(elements) if !elements.is_empty() => {
                let elements: Vec<_> = elements
                    .iter()
                    .map(|element| format!("- {}", element.block(column + 2, layout)))
                    .collect();
                elements.join(&line)
            }
            Self::Map(entries) if !entries.is_empty() => {
                let entries: Vec<_> = entries
                    .iter()
                    .map(|(key, value)| {
                        format!("{}:{}", scalar(key), value.after_key(column, layout))
                    })
                    .collect();
                entries.join(&line)
            }
            _ => self.flow(false),
        }
    }

    /// What follows the colon of a key in a column: a blank and the value, or lines beneath it.
    pub(super) fn after_key(&self, column: usize, layout: &Layout<'_>) -> String {
        if !self.has_lines() {
            return format!(" {}", self.flow(false));
        }
        let deeper = self.column_below(column, layout);
        format!("{}{}{}", layout.line_break(), " ".repeat(deeper), self.block(deeper, layout))
    }

    /// The column of a value beneath a key in a column.
    pub(super) fn column_below(&self, column: usize, layout: &Layout<'_>) -> usize {
        match self {
            Self::List(_) if !layout.indents_lists() => column,
            _ => column + layout.step(),
        }
    }
}
