//! Looking at the next characters and passing over them.

use super::{Scanner, chars};

impl<'t> Scanner<'t> {
    pub(super) fn column(&self) -> i32 {
        (self.position - self.line_start) as i32
    }

    /// Whether these bytes come next.
    pub(super) fn begins_with(&self, bytes: &[u8]) -> bool {
        self.bytes.get(self.position..).is_some_and(|rest| rest.starts_with(bytes))
    }

    /// The byte at an offset from here; 0 beyond the end (the text has no such byte).
    pub(super) fn at(&self, offset: usize) -> u8 {
        self.bytes.get(self.position + offset).copied().unwrap_or(0)
    }

    /// Whether a blank, a line break or the end of the text is at an offset from here.
    pub(super) fn blank_or_end(&self, offset: usize) -> bool {
        chars::blank_or_end(self.bytes, self.position + offset)
    }

    pub(super) fn at_blank(&self) -> bool {
        matches!(self.at(0), b' ' | b'\t')
    }

    /// How many blanks come next; tabs are some or none.
    pub(super) fn blanks_here(&self, tabs: bool) -> usize {
        let mut end = self.position;
        while let Some(byte) = self.bytes.get(end)
            && (*byte == b' ' || tabs && *byte == b'\t')
        {
            end += 1;
        }
        end - self.position
    }

    pub(super) fn at_break(&self) -> bool {
        chars::break_length(self.bytes, self.position) > 0
    }

    pub(super) fn at_end_of_line(&self) -> bool {
        self.position >= self.bytes.len() || self.at_break()
    }

    /// Whether `---` or `...` stands at the beginning of the line here.
    pub(super) fn document_indicator(&self) -> bool {
        self.column() == 0
            && matches!(self.bytes.get(self.position..self.position + 3), Some(b"---" | b"..."))
            && self.blank_or_end(3)
    }

    /// Passes over a line break if one is here.
    pub(super) fn skip_break(&mut self) -> bool {
        let length = chars::break_length(self.bytes, self.position);
        if length == 0 {
            return false;
        }
        self.position += length;
        self.line += 1;
        self.line_start = self.position;
        true
    }

    /// Passes over a line break and adds it to a text: as a line feed, or as itself where it is
    /// one of Unicode's separators.
    pub(super) fn read_break(&mut self, into: &mut String) {
        into.push_str(self.take_break());
    }

    /// The same text by itself; empty where no line break is.
    pub(super) fn take_break(&mut self) -> &'t str {
        let start = self.position;
        if !self.skip_break() {
            return "";
        }
        let separator = self.position - start == 3;
        if separator { &self.text[start..self.position] } else { "\n" }
    }
}
