//! Anchors, aliases and tags.

use super::{Fault, Kind, Scanner, Tag, Token, chars};
use crate::source::Span;

impl<'t> Scanner<'t> {
    pub(super) fn scan_alias(&mut self) -> Result<Token<'t>, Fault> {
        let (span, name) = self.scan_name()?;
        Ok(Token { span, kind: Kind::Alias(name) })
    }

    pub(super) fn scan_anchor(&mut self) -> Result<Token<'t>, Fault> {
        let (span, name) = self.scan_name()?;
        Ok(Token { span, kind: Kind::Anchor(name) })
    }

    /// The name after `*` or `&`.
    fn scan_name(&mut self) -> Result<(Span, &'t str), Fault> {
        let start = self.position;
        self.position += 1;
        let name = self.take_word();
        let ended = self.blank_or_end(0)
            || matches!(self.at(0), b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`');
        if name.is_empty() || !ended {
            let message = match self.bytes[start] {
                b'*' => {
                    "a `*` begins an alias, whose name has letters, digits, `-` and `_` only; \
                         put text that begins with `*` in quotes"
                }
                _ => {
                    "a `&` begins an anchor, whose name has letters, digits, `-` and `_` only; \
                      put text that begins with `&` in quotes"
                }
            };
            return Err(self.fault_here(message).since(start, "begins here"));
        }
        Ok((Span::new(start as u32, self.position as u32), name))
    }

    /// Letters, digits, `-` and `_` from here on.
    pub(super) fn take_word(&mut self) -> &'t str {
        let start = self.position;
        while chars::is_word(self.at(0)) {
            self.position += 1;
        }
        &self.text[start..self.position]
    }

    pub(super) fn scan_tag(&mut self) -> Result<Token<'t>, Fault> {
        let start = self.position;
        let tag = if self.at(1) == b'<' {
            self.position += 2;
            let suffix = self.scan_tag_uri(start, "", true)?;
            if self.at(0) != b'>' {
                return Err(self.tag_fault(start, "the tag's `>` is missing"));
            }
            self.position += 1;
            Tag { handle: "", suffix }
        } else {
            self.scan_tag_with_handle(start)?
        };
        if !self.blank_or_end(0) {
            return Err(self.tag_fault(start, "a blank is expected after the tag"));
        }
        let span = Span::new(start as u32, self.position as u32);
        Ok(Token { span, kind: Kind::Tag(Box::new(tag)) })
    }

    /// A tag of the form `!name`, `!!name`, `!handle!name` or a lone `!`.
    fn scan_tag_with_handle(&mut self, start: usize) -> Result<Tag<'t>, Fault> {
        let handle = self.scan_tag_handle();
        if handle.len() > 1 && handle.ends_with('!') {
            let suffix = self.scan_tag_uri(start, "", true)?;
            return Ok(Tag { handle, suffix });
        }
        let suffix = self.scan_tag_uri(start, &handle[1..], false)?;
        if suffix.is_empty() {
            return Ok(Tag { handle: "", suffix: "!".to_owned() });
        }
        Ok(Tag { handle: "!", suffix })
    }

    /// `!`, a word, and another `!` if one is there.
    pub(super) fn scan_tag_handle(&mut self) -> &'t str {
        let start = self.position;
        self.position += 1;
        self.take_word();
        if self.at(0) == b'!' {
            self.position += 1;
        }
        &self.text[start..self.position]
    }

    /// The characters of a URI, with `%` escapes decoded, after a part that was read already.
    pub(super) fn scan_tag_uri(
        &mut self,
        start: usize,
        head: &str,
        required: bool,
    ) -> Result<String, Fault> {
        let from = self.position;
        let mut uri = head.as_bytes().to_vec();
        loop {
            match self.at(0) {
                b'%' => self.scan_uri_escape(start, &mut uri)?,
                byte if chars::is_word(byte) || b";/?:@&=+$,.!~*'()[]".contains(&byte) => {
                    uri.push(byte);
                    self.position += 1;
                }
                _ => break,
            }
        }
        if required && self.position == from {
            return Err(self.tag_fault(start, "the tag has no name"));
        }
        Ok(String::from_utf8_lossy(&uri).into_owned())
    }

    /// One character written as `%` and two hexadecimal digits for each of its bytes.
    fn scan_uri_escape(&mut self, start: usize, uri: &mut Vec<u8>) -> Result<(), Fault> {
        let mut left = None;
        while left != Some(0) {
            let digits = self.text.get(self.position + 1..self.position + 3);
            let octet = digits
                .filter(|digits| {
                    self.at(0) == b'%' && digits.bytes().all(|b| b.is_ascii_hexdigit())
                })
                .and_then(|digits| u8::from_str_radix(digits, 16).ok());
            let Some(octet) = octet else {
                return Err(self.tag_fault(start, "a `%` in a tag wants two hexadecimal digits"));
            };
            left = match (left, octet.leading_ones()) {
                (None, 0) => Some(0),
                (None, ones @ 2..=4) => Some(ones - 1),
                (Some(count), 1) => Some(count - 1),
                _ => return Err(self.tag_fault(start, "the tag's `%` escapes are no UTF-8")),
            };
            uri.push(octet);
            self.position += 3;
        }
        Ok(())
    }

    pub(super) fn tag_fault(&self, start: usize, message: &'static str) -> Fault {
        self.fault_here(message).since(start, "begins here")
    }
}
