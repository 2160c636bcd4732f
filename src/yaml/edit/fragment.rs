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
        let mut out = String::new();
        self.write_flow(json, &mut out);
        out
    }

    fn write_flow(&self, json: bool, out: &mut String) {
        let string = |text: &str, out: &mut String| match json {
            true => out.push_str(&quoted(text)),
            false => out.push_str(&scalar(text)),
        };
        match self {
            Self::Text(text) => string(text, out),
            Self::Literal(text) => out.push_str(text),
            Self::List(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { ", " });
                    element.write_flow(json, out);
                }
                out.push(']');
            }
            Self::Map(entries) => {
                out.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { ", " });
                    string(key, out);
                    out.push_str(": ");
                    value.write_flow(json, out);
                }
                out.push('}');
            }
        }
    }

    /// In lines that begin in a column, the first of them without its indentation.
    pub(super) fn block(&self, column: usize, layout: &Layout<'_>) -> String {
        let mut out = String::new();
        self.write_block(column, layout, &mut out);
        out
    }

    pub(super) fn write_block(&self, column: usize, layout: &Layout<'_>, out: &mut String) {
        match self {
            Self::List(elements) if !elements.is_empty() => {
                for (index, element) in elements.iter().enumerate() {
                    if index > 0 {
                        layout.write_line(column, out);
                    }
                    out.push_str("- ");
                    element.write_block(column + 2, layout, out);
                }
            }
            Self::Map(entries) if !entries.is_empty() => {
                for (index, (key, value)) in entries.iter().enumerate() {
                    if index > 0 {
                        layout.write_line(column, out);
                    }
                    out.push_str(&scalar(key));
                    out.push(':');
                    value.write_after_key(column, layout, out);
                }
            }
            _ => self.write_flow(false, out),
        }
    }

    /// What follows the colon of a key in a column: a blank and the value, or lines beneath it.
    pub(super) fn after_key(&self, column: usize, layout: &Layout<'_>) -> String {
        let mut out = String::new();
        self.write_after_key(column, layout, &mut out);
        out
    }

    pub(super) fn write_after_key(&self, column: usize, layout: &Layout<'_>, out: &mut String) {
        if !self.has_lines() {
            out.push(' ');
            return self.write_flow(false, out);
        }
        let deeper = self.column_below(column, layout);
        layout.write_line(deeper, out);
        self.write_block(deeper, layout, out);
    }

    /// The column of a value beneath a key in a column.
    pub(super) fn column_below(&self, column: usize, layout: &Layout<'_>) -> usize {
        match self {
            Self::List(_) if !layout.indents_lists() => column,
            _ => column + layout.step(),
        }
    }
}
