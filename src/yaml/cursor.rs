//! Typed reading of our own small files (inventories, the config): places in a document, and what
//! is expected there. Every mistake is named where it stands.

use std::borrow::Cow;

use super::document::Document;
use super::node::{Entry, Kind, NodeId};
use crate::source::Span;
use crate::words::near::nearest;

/// A mistake and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
}

/// What was read, or what is wrong with it.
pub(crate) type Read<T> = Result<T, Wrong>;

/// A place in a document: a value with the key that leads to it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'d> {
    document: &'d Document,
    node: NodeId,
    /// The key, for messages; empty for the elements of a list and the root.
    key: &'d str,
}

impl<'d> At<'d> {
    /// The outermost value.
    #[must_use]
    pub(crate) const fn root(document: &'d Document) -> Self {
        Self { document, node: document.root(), key: "" }
    }

    /// Where it stands.
    #[must_use]
    pub(crate) fn span(self) -> Span {
        self.document.span(self.node)
    }

    /// A mistake at this place.
    #[must_use]
    pub(crate) fn wrong(self, message: impl Into<String>) -> Wrong {
        Wrong { span: self.document.span(self.node), message: message.into() }
    }

    fn expected(self, what: &str) -> Wrong {
        let found = self.document.kind(self.node).describe();
        let key = if self.key.is_empty() { String::new() } else { format!("`{}`: ", self.key) };
        self.wrong(format!("{key}{what} is wanted here, this is {found}"))
    }

    /// The key that leads here.
    #[must_use]
    pub(crate) const fn key(self) -> &'d str {
        self.key
    }

    /// Whether it is null, or nothing is written.
    #[must_use]
    pub(crate) fn is_null(self) -> bool {
        self.document.is_null(self.node)
    }

    /// Whether it is text.
    #[must_use]
    pub(crate) fn is_text(self) -> bool {
        self.document.kind(self.node) == Kind::String
    }

    /// Whether it is a list.
    #[must_use]
    pub(crate) fn is_list(self) -> bool {
        self.document.kind(self.node) == Kind::Sequence
    }

    /// Whether it is a map.
    #[must_use]
    pub(crate) fn is_map(self) -> bool {
        self.document.kind(self.node) == Kind::Mapping
    }

    /// Refuses keys that stand twice anywhere in the document.
    ///
    /// # Errors
    /// At the second of such keys.
    pub(crate) fn no_duplicates(self) -> Read<()> {
        match self.document.duplicates().first() {
            None => Ok(()),
            Some(twice) => {
                let key = self.document.as_str(twice.second).unwrap_or_default();
                let span = self.document.span(twice.second);
                Err(Wrong { span, message: format!("`{key}` stands here a second time") })
            }
        }
    }

    fn value(self, entry: &Entry) -> Self {
        Self { node: entry.value, key: self.document.key(entry), ..self }
    }

    /// The value of a key, if it is there and not null.
    #[must_use]
    pub(crate) fn get(self, key: &str) -> Option<Self> {
        self.get_or_null(key).filter(|value| !value.is_null())
    }

    /// The value of a key, if it is there.
    #[must_use]
    pub(crate) fn get_or_null(self, key: &str) -> Option<Self> {
        self.document.entry(self.node, key).map(|entry| self.value(entry))
    }

    /// The value that a chain of keys leads to.
    #[must_use]
    pub(crate) fn find(self, keys: &[&str]) -> Option<Self> {
        keys.iter().try_fold(self, |at, key| at.get(key))
    }

    /// A map that has no other fields than these; `what` it is, for messages.
    ///
    /// # Errors
    /// It is no map, or has another field.
    pub(crate) fn only(self, what: &str, fields: &[&str]) -> Read<()> {
        for (key, value) in self.entries()? {
            if fields.contains(&value.key) {
                continue;
            }
            let hint = match nearest(value.key, fields.iter().copied()) {
                Some(near) => format!("; `{near}` is"),
                None => format!("; those are {}", fields.join(", ")),
            };
            let message = format!("`{}` is not a field of {what}{hint}", value.key);
            return Err(Wrong { span: key, message });
        }
        Ok(())
    }

    /// The entries of a map: where each key stands, and the value.
    ///
    /// # Errors
    /// It is no map.
    pub(crate) fn entries(self) -> Read<Vec<(Span, Self)>> {
        if !self.is_map() {
            return Err(self.expected("a map"));
        }
        let entries = self.document.entries(self.node).iter();
        Ok(entries.map(|entry| (self.document.span(entry.key), self.value(entry))).collect())
    }

    /// The elements of a list.
    ///
    /// # Errors
    /// It is no list.
    pub(crate) fn list(self) -> Read<Vec<Self>> {
        if !self.is_list() {
            return Err(self.expected("a list"));
        }
        let elements = self.document.elements(self.node).iter();
        Ok(elements.map(|node| Self { node: *node, key: "", ..self }).collect())
    }

    /// Texts: one, or a list of them.
    ///
    /// # Errors
    /// It is neither.
    pub(crate) fn texts(self) -> Read<Vec<(Self, &'d str)>> {
        if self.is_list() {
            return self.list()?.into_iter().map(|at| Ok((at, at.text()?))).collect();
        }
        Ok(vec![(self, self.text()?)])
    }

    /// One of a few words.
    ///
    /// # Errors
    /// It is another one, or no text.
    pub(crate) fn one_of<T: Copy>(self, words: &[(&str, T)]) -> Read<T> {
        let text = self.text()?;
        let known = words.iter().find(|(word, _)| *word == text);
        known.map(|(_, meant)| *meant).ok_or_else(|| {
            let words: Vec<_> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
            let key = if self.key.is_empty() { String::new() } else { format!("`{}`: ", self.key) };
            self.wrong(format!("{key}`{text}` is not known here; one of {}", words.join(", ")))
        })
    }

    /// A text.
    ///
    /// # Errors
    /// It is something else; a number or a boolean may want quotes.
    pub(crate) fn text(self) -> Read<&'d str> {
        self.document.as_str(self.node).ok_or_else(|| {
            let mut wrong = self.expected("a string");
            if self.document.literal(self.node).is_some() {
                wrong.message.push_str(": put it in quotes");
            }
            wrong
        })
    }

    /// A boolean.
    ///
    /// # Errors
    /// It is something else.
    pub(crate) fn flag(self) -> Read<bool> {
        self.document.as_bool(self.node).ok_or_else(|| self.expected("true or false"))
    }

    /// A whole number from `least` to `most`.
    ///
    /// # Errors
    /// It is something else, or out of the range.
    pub(crate) fn number(self, least: i64, most: i64) -> Read<i64> {
        let number = self.document.as_i64(self.node);
        let number = number.ok_or_else(|| self.expected("a whole number"))?;
        if number < least || number > most {
            return Err(self.wrong(format!("{number} is not between {least} and {most}")));
        }
        Ok(number)
    }

    /// A text or a number, as text: a quantity, a port.
    ///
    /// # Errors
    /// It is something else.
    pub(crate) fn literal(self, what: &str) -> Read<Cow<'d, str>> {
        match self.document.kind(self.node) {
            Kind::String => Ok(self.text()?.into()),
            Kind::Number => Ok(self.document.literal(self.node).unwrap_or_default().into()),
            _ => Err(self.expected(what)),
        }
    }

    /// A value of one of Kubernetes' own types.
    ///
    /// # Errors
    /// At the first value in it that doesn't have its type.
    pub(crate) fn decode<T: serde::de::Deserialize<'d>>(self) -> Read<T> {
        self.document.decode(self.node).map_err(|error| {
            let at = Self { node: error.node.unwrap_or(self.node), ..self };
            at.wrong(error.message)
        })
    }
}
