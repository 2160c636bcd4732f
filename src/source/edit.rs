//! Changes of a text by bytes.

use super::span::Span;

/// One replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go; empty for an insertion.
    pub span: Span,
    /// What comes instead.
    pub text: String,
}

impl Edit {
    /// Puts a text in the place of bytes.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Puts a text before a byte.
    #[must_use]
    pub fn insert(at: u32, text: impl Into<String>) -> Self {
        Self::replace(Span::new(at, at), text)
    }

    /// Takes bytes out.
    #[must_use]
    pub fn remove(start: u32, end: u32) -> Self {
        Self::replace(Span::new(start, end), "")
    }

    /// Whether two edits change common bytes, or begin at the same place.
    #[must_use]
    pub const fn touches(&self, other: &Self) -> bool {
        let (a, b) = (self.span, other.span);
        a.start < b.end && b.start < a.end || a.start == b.start
    }
}

/// A text with edits carried out that are in order and don't overlap; what doesn't lie in the
/// text is left out.
#[must_use]
pub fn apply<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let range = edit.span.range();
        result.push_str(text.get(done..range.start).unwrap_or_default());
        result.push_str(&edit.text);
        done = range.end;
    }
    result.push_str(text.get(done..).unwrap_or_default());
    result
}
