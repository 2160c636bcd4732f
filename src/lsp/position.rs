//! Places in a text as a client counts them.

use lsp_types::{Position, PositionEncodingKind, Range};

use crate::source::Span;

/// What columns count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes of UTF-8.
    Utf8,
    /// Units of UTF-16: what every client knows.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The first one that is known of those that a client likes, in its order.
    #[must_use]
    pub(super) fn of(offered: &[&str]) -> Self {
        let known = offered.iter().find_map(|kind| match *kind {
            "utf-8" => Some(Self::Utf8),
            "utf-16" => Some(Self::Utf16),
            "utf-32" => Some(Self::Utf32),
            _ => None,
        });
        known.unwrap_or_default()
    }

    /// Its name in the protocol.
    #[must_use]
    pub(super) const fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    const fn units(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// The lines of a text. They end as the protocol says: with `\n`, `\r\n` or `\r`.
#[derive(Debug)]
pub(super) struct Lines<'t> {
    text: &'t str,
    encoding: Encoding,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of a text.
    #[must_use]
    pub(super) fn new(text: &'t str, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let ends = |at: &usize| bytes.get(*at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n');
        starts.extend(breaks.filter(ends).map(|at| at + 1));
        Self { text, encoding, starts }
    }

    /// Where a byte stands; one beyond the end stands at the end, one in a character at its begin.
    #[must_use]
    pub(super) fn position(&self, byte: u32) -> Position {
        let byte = floor(self.text, byte as usize);
        let line = self.starts.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or_default();
        let before = self.text.get(start..byte).unwrap_or_default();
        let before = before.trim_end_matches(['\r', '\n']);
        let column: usize = before.chars().map(|c| self.encoding.units(c)).sum();
        Position::new(line as u32, column as u32)
    }

    /// The byte at a place; a column beyond the line's end is its end, a line beyond the last is
    /// the text's end, a unit in a character is the character's begin.
    #[must_use]
    pub(super) fn byte(&self, position: Position) -> u32 {
        let line = position.line as usize;
        let Some(&start) = self.starts.get(line) else { return self.text.len() as u32 };
        let end = self.starts.get(line + 1).copied().unwrap_or(self.text.len());
        let content = self.text.get(start..end).unwrap_or_default();
        let content = content.trim_end_matches(['\r', '\n']);
        let mut left = position.character as usize;
        let mut at = start;
        for character in content.chars() {
            let units = self.encoding.units(character);
            if left < units {
                break;
            }
            left -= units;
            at += character.len_utf8();
        }
        at as u32
    }

    /// A range of bytes.
    #[must_use]
    pub(super) fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end.max(span.start)))
    }

    /// The bytes of a range, whichever of its ends comes first.
    #[must_use]
    pub(super) fn span(&self, range: Range) -> Span {
        let (one, other) = (self.byte(range.start), self.byte(range.end));
        Span::new(one.min(other), one.max(other))
    }
}

/// The begin of the character that a byte belongs to.
fn floor(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_what_was_agreed_on() {
        let text = "a: ä😀b\r\nc\rd\n";
        for (encoding, column) in [(Encoding::Utf8, 9), (Encoding::Utf16, 6), (Encoding::Utf32, 5)]
        {
            let lines = Lines::new(text, encoding);
            let byte = text.find('b').unwrap() as u32;
            assert_eq!(lines.position(byte), Position::new(0, column));
            assert_eq!(lines.byte(Position::new(0, column)), byte);
            assert_eq!(lines.byte(Position::new(0, 99)), byte + 1);
            assert_eq!(lines.byte(Position::new(1, 0)), byte + 3);
            assert_eq!(lines.position(byte + 5), Position::new(2, 0));
            assert_eq!(lines.byte(Position::new(9, 9)), text.len() as u32);
            assert_eq!(lines.position(99), Position::new(3, 0));
        }
    }

    #[test]
    fn nothing_ends_within_a_character() {
        let lines = Lines::new("😀x", Encoding::Utf16);
        assert_eq!(lines.byte(Position::new(0, 1)), 0);
        assert_eq!(lines.position(2), Position::new(0, 0));
        let backwards = Range::new(Position::new(0, 3), Position::new(0, 2));
        assert_eq!(lines.span(backwards), Span::new(4, 5));
    }

    #[test]
    fn the_client_chooses() {
        assert_eq!(Encoding::of(&["utf-32", "utf-8"]), Encoding::Utf32);
        assert_eq!(Encoding::of(&["ebcdic", "utf-8", "utf-16"]), Encoding::Utf8);
        assert_eq!(Encoding::of(&[]), Encoding::Utf16);
    }
}
