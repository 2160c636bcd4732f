//! JSON as Go's `encoding/json` reads it, made into the same trees as YAML.

use std::borrow::Cow;
use std::collections::HashMap;

use super::MAX_DEPTH;
use super::build::Failure;
use super::error::Problem;
use super::node::{Duplicate, Entry, NodeId, Style, Value};
use super::tree::{Stored, Tree};
use crate::source::Span;

/// Passes over the blanks of JSON; the position after them.
pub(super) fn skip_blanks(text: &str, from: usize) -> usize {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    from + text.as_bytes()[from..].iter().take_while(|byte| blank(byte)).count()
}

/// Reads the value that begins at a position, and nothing after it; also gives where it ends.
/// Spans are those of the whole text.
pub(super) fn read(text: &str, from: usize) -> Result<(Tree, usize), Failure> {
    let mut reader = Reader { text, position: from, tree: Tree::default(), depth: 0 };
    reader.value()?;
    Ok((reader.tree.take(), reader.position))
}

struct Reader<'t> {
    text: &'t str,
    position: usize,
    tree: Tree,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    fn blanks(&mut self) {
        self.position = skip_blanks(self.text, self.position);
    }

    /// A failure at the next character, or at the text's end.
    fn failure(&self, message: &'static str) -> Failure {
        let rest = self.text.get(self.position..).unwrap_or_default();
        let length = rest.chars().next().map_or(0, char::len_utf8);
        let message = if length == 0 { "the JSON ends before it is complete" } else { message };
        self.failure_from(self.position, self.position + length, message)
    }

    fn failure_from(&self, start: usize, end: usize, message: &'static str) -> Failure {
        Failure::new(Problem::Json(message), Span::new(start as u32, end as u32))
    }

    fn push(&mut self, start: usize, style: Style, stored: Stored) -> NodeId {
        self.tree.push(Span::new(start as u32, self.position as u32), style, stored)
    }

    fn value(&mut self) -> Result<NodeId, Failure> {
        self.blanks();
        let start = self.position;
        let value = match self.peek() {
            Some(b'{') => return self.collection(Self::object),
            Some(b'[') => return self.collection(Self::array),
            Some(b'"') => {
                let text = self.string()?;
                let text = self.text(&text, start);
                return Ok(self.push(start, Style::DoubleQuoted, text));
            }
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            _ => return Err(self.failure("a JSON value is expected here")),
        };
        Ok(self.push(start, Style::Plain, value))
    }

    fn word(&mut self, word: &'static str, value: Value<'static>) -> Result<Stored, Failure> {
        if !self.text[self.position..].starts_with(word) {
            return Err(self.failure("a JSON value is expected here: put text in double quotes"));
        }
        self.position += word.len();
        Ok(self.tree.plain(value))
    }

    fn collection(
        &mut self,
        read: fn(&mut Self, NodeId) -> Result<Stored, Failure>,
    ) -> Result<NodeId, Failure> {
        let start = self.position;
        if self.depth >= MAX_DEPTH {
            let span = Span::new(start as u32, start as u32 + 1);
            return Err(Failure::new(Problem::TooDeep, span));
        }
        self.position += 1;
        self.depth += 1;
        let id = self.push(start, Style::Flow, Stored::NULL);
        let value = read(self, id)?;
        self.depth -= 1;
        self.tree.set(id, value);
        self.tree.nodes[id.0 as usize].span.end = self.position as u32;
        Ok(id)
    }

    fn array(&mut self, _: NodeId) -> Result<Stored, Failure> {
        let mut elements = Vec::new();
        self.blanks();
        if self.peek() == Some(b']') {
            self.position += 1;
            return Ok(self.tree.sequence(&[]));
        }
        loop {
            elements.push(self.value()?);
            self.blanks();
            match self.peek() {
                Some(b',') => self.position += 1,
                Some(b']') => break,
                _ => return Err(self.failure("a `,` or `]` is expected here")),
            }
        }
        self.position += 1;
        Ok(self.tree.sequence(&elements))
    }

    fn object(&mut self, mapping: NodeId) -> Result<Stored, Failure> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut places = HashMap::new();
        self.blanks();
        if self.peek() == Some(b'}') {
            self.position += 1;
            return Ok(self.tree.mapping(&[]));
        }
        loop {
            self.blanks();
            let start = self.position;
            if self.peek() != Some(b'"') {
                return Err(self.failure("a key in double quotes is expected here"));
            }
            let text = self.string()?;
            let key = self.text(&text, start);
            let key = self.push(start, Style::DoubleQuoted, key);
            self.blanks();
            if self.peek() != Some(b':') {
                return Err(self.failure("a `:` is expected here"));
            }
            self.position += 1;
            let value = self.value()?;
            let entry = Entry { key, value, merged: false };
            match places.entry(text) {
                std::collections::hash_map::Entry::Vacant(place) => {
                    place.insert(entries.len());
                    entries.push(entry);
                }
                std::collections::hash_map::Entry::Occupied(place) => {
                    let first = std::mem::replace(&mut entries[*place.get()], entry).key;
                    self.tree.rare_mut().duplicates.push(Duplicate {
                        mapping,
                        first,
                        second: key,
                        first_merged: false,
                        second_merged: false,
                    });
                }
            }
            self.blanks();
            match self.peek() {
                Some(b',') => self.position += 1,
                Some(b'}') => break,
                _ => return Err(self.failure("a `,` or `}` is expected here")),
            }
        }
        self.position += 1;
        Ok(self.tree.mapping(&entries))
    }

    /// A number. Whole ones that fit are integers, as in Kubernetes' decoders; all others floats.
    fn number(&mut self) -> Result<Stored, Failure> {
        let start = self.position;
        if self.peek() == Some(b'-') {
            self.position += 1;
        }
        match self.peek() {
            Some(b'0') => self.position += 1,
            _ => self.digits()?,
        }
        let mut whole = true;
        if self.peek() == Some(b'.') {
            self.position += 1;
            self.digits()?;
            whole = false;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.position += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.position += 1;
            }
            self.digits()?;
            whole = false;
        }
        let text = &self.text[start..self.position];
        if let (true, Ok(number)) = (whole, text.parse()) {
            return Ok(self.tree.plain(Value::Int(number)));
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(self.tree.plain(Value::Float(number))),
            _ => Err(self.failure_from(start, self.position, "the number is out of range")),
        }
    }

    fn digits(&mut self) -> Result<(), Failure> {
        let start = self.position;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.position += 1;
        }
        if self.position == start { Err(self.failure("a digit is expected here")) } else { Ok(()) }
    }

    /// Keeps the string that begins at a byte and was just read: one without escapes, which all take
    /// more bytes than what they stand for, is written as it reads.
    fn text(&mut self, text: &str, start: usize) -> Stored {
        let quotes = 2;
        if start + text.len() + quotes == self.position {
            return Stored::VERBATIM;
        }
        self.tree.text(text)
    }

    fn string(&mut self) -> Result<Cow<'t, str>, Failure> {
        let open = self.position;
        self.position += 1;
        let mut text: Cow<'t, str> = Cow::Borrowed("");
        loop {
            let run = self.position;
            while !matches!(self.peek(), None | Some(b'"' | b'\\' | 0..0x20)) {
                self.position += 1;
            }
            let run = &self.text[run..self.position];
            if text.is_empty() {
                text = Cow::Borrowed(run);
            } else {
                text.to_mut().push_str(run);
            }
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    let character = self.escape()?;
                    text.to_mut().push(character);
                }
                Some(_) => {
                    return Err(self.failure(
                        "a line break or control character in a JSON string wants an escape (`\\n`)",
                    ));
                }
                None => {
                    let message = "this string is never closed";
                    return Err(self.failure_from(open, open + 1, message));
                }
            }
        }
        self.position += 1;
        Ok(text)
    }

    fn escape(&mut self) -> Result<char, Failure> {
        self.position += 1;
        let character = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => byte as char,
            Some(b'b') => '\x08',
            Some(b'f') => '\x0c',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(),
            _ => return Err(self.failure("JSON has no such escape")),
        };
        self.position += 1;
        Ok(character)
    }

    /// `\uXXXX`, two of them for a surrogate pair; half a pair alone is replaced.
    fn code_point(&mut self) -> Result<char, Failure> {
        let unit = self.code_unit()?;
        let low = self.position;
        if (0xd800..0xdc00).contains(&unit) && self.text[low..].starts_with("\\u") {
            self.position += 1;
            let second = self.code_unit()?;
            if let Some(Ok(character)) = char::decode_utf16([unit, second]).next() {
                return Ok(character);
            }
            self.position = low;
        }
        Ok(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// The four digits after `u`.
    fn code_unit(&mut self) -> Result<u16, Failure> {
        self.position += 1;
        let digits = self.text.get(self.position..self.position + 4);
        let unit = digits
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u16::from_str_radix(digits, 16).ok());
        let Some(unit) = unit else {
            return Err(self.failure("`\\u` wants four hexadecimal digits"));
        };
        self.position += 4;
        Ok(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::Value;

    fn text(json: &str) -> Option<String> {
        let (tree, end) = read(json, 0).ok()?;
        assert_eq!(end, json.len());
        match tree.value(json, NodeId(0)) {
            Value::String(text) => Some(text.to_owned()),
            other => Some(format!("{other:?}")),
        }
    }

    #[test]
    fn strings() {
        assert_eq!(text(r#""a\n\u0041\/""#).as_deref(), Some("a\nA/"));
        assert_eq!(text(r#""\ud83d\ude00é""#).as_deref(), Some("😀é"));
        assert_eq!(text(r#""\ud83d\u0041\udc00""#).as_deref(), Some("\u{fffd}A\u{fffd}"));
        assert_eq!(text(r#""\ud83dx""#).as_deref(), Some("\u{fffd}x"));
        for wrong in ["\"a\nb\"", r#""\x41""#, r#""\u12""#, r#""abc"#, r#""\"#] {
            assert_eq!(text(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers() {
        assert_eq!(text("-12").as_deref(), Some("Int(-12)"));
        assert_eq!(text("1.0").as_deref(), Some("Float(1.0)"));
        assert_eq!(text("1e3").as_deref(), Some("Float(1000.0)"));
        assert_eq!(text("9223372036854775808").as_deref(), Some("Float(9.223372036854776e18)"));
        for wrong in ["-", "1.", "1e", "1e400", "+1", ".5"] {
            assert_eq!(text(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_last_duplicate_counts() {
        let text = r#"{"a": 1, "b": 2, "a": 3}"#;
        let (tree, _) = read(text, 0).unwrap();
        let Value::Mapping(entries) = tree.value(text, NodeId(0)) else { panic!() };
        assert_eq!(entries.len(), 2);
        assert_eq!(tree.value(text, entries[0].value), Value::Int(3));
        assert_eq!(tree.rare().duplicates.len(), 1);
    }
}
