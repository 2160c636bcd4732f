//! From text to tokens, as the scanner of go-yaml v2 (`scannerc.go`) cuts them.
//!
//! A scanner of our own, since what decides is what Kubernetes reads: go-yaml v2 descends from
//! libyaml and departs from it in places (which escapes there are, what ends a plain scalar in
//! brackets, when an empty collection may be a key), and both depart from the YAML specification.
//! Working on the text itself, it also gives exact bytes, borrows what it can, and notes comments
//! as it passes them.

mod chars;
mod cursor;
mod directive;
mod key;
mod scalar;
mod tag;
mod token;

use std::collections::VecDeque;

use crate::source::Span;
use key::SimpleKey;
pub(super) use token::{Fault, Kind, Tag, Token};

/// Hands out the tokens of one text.
pub(super) struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    position: usize,
    line: u32,
    line_start: usize,
    flow_level: usize,
    tokens: VecDeque<Token<'t>>,
    /// How many tokens were handed out.
    handed_out: usize,
    /// Whether the first token of the queue may be handed out.
    ready: bool,
    indents: Vec<i32>,
    indent: i32,
    simple_key_allowed: bool,
    simple_keys: Vec<SimpleKey>,
    comments: Vec<Span>,
    last_scalar: Span,
}

#[cold]
fn unexpected_end() -> Fault {
    Fault::at(Span::default(), "the document ends unexpectedly")
}

/// A byte order mark, in UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

impl<'t> Scanner<'t> {
    /// A scanner of a text; a byte order mark at its start is passed over.
    pub(super) fn new(text: &'t str) -> Result<Self, Fault> {
        let start =
            if text.as_bytes().starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let scanner = Self {
            text,
            bytes: text.as_bytes(),
            position: start,
            line: 0,
            line_start: start,
            flow_level: 0,
            tokens: VecDeque::with_capacity(16),
            handed_out: 0,
            ready: false,
            indents: Vec::with_capacity(16),
            indent: -1,
            simple_key_allowed: true,
            simple_keys: vec![SimpleKey::default()],
            comments: Vec::new(),
            last_scalar: Span::default(),
        };
        match chars::forbidden(text) {
            Some((at, length)) => Err(Fault::at(
                Span::new(at as u32, (at + length) as u32),
                "a control character is not allowed in YAML; write it as an escape in double quotes",
            )),
            None => Ok(scanner),
        }
    }

    /// The comments passed so far, `#` included, line break not.
    pub(super) fn into_comments(self) -> Vec<Span> {
        self.comments
    }

    /// The next token, left where it is.
    #[inline(always)]
    pub(super) fn peek(&mut self) -> Result<&mut Token<'t>, Fault> {
        if !self.ready {
            self.fetch_until_ready()?;
        }
        self.tokens.front_mut().ok_or_else(unexpected_end)
    }

    /// Takes the next token.
    #[inline(always)]
    pub(super) fn take(&mut self) -> Result<Token<'t>, Fault> {
        if !self.ready {
            self.fetch_until_ready()?;
        }
        self.ready = false;
        self.handed_out += 1;
        self.tokens.pop_front().ok_or_else(unexpected_end)
    }

    /// Fetches tokens until the first one is known not to be the key of an entry.
    #[inline(never)]
    fn fetch_until_ready(&mut self) -> Result<(), Fault> {
        while self.tokens.is_empty() || self.first_may_be_key()? {
            self.fetch()?;
        }
        self.ready = true;
        Ok(())
    }

    /// Whether the first token may turn out to be a key.
    fn first_may_be_key(&mut self) -> Result<bool, Fault> {
        let number = self.handed_out;
        let waiting = self.simple_keys.iter().position(|key| key.listed && key.token == number);
        waiting.map_or(Ok(false), |level| self.simple_key_valid(level))
    }

    /// Fetches the next token, and those that indentation implies before it.
    fn fetch(&mut self) -> Result<(), Fault> {
        self.skip_to_token();
        let column = self.column();
        self.unroll_indent(column);
        let byte = self.at(0);
        if column == 0 {
            if self.position >= self.bytes.len() {
                return self.fetch_stream_end();
            }
            if byte == b'%' {
                return self.fetch_directive();
            }
            if self.document_indicator() {
                let start = byte == b'-';
                let kind = if start { Kind::DocumentStart } else { Kind::DocumentEnd };
                return self.fetch_document_indicator(kind);
            }
        }
        let in_flow = self.flow_level > 0;
        match byte {
            b'[' => self.fetch_flow_start(Kind::FlowSequenceStart),
            b'{' => self.fetch_flow_start(Kind::FlowMappingStart),
            b']' => self.fetch_flow_end(Kind::FlowSequenceEnd),
            b'}' => self.fetch_flow_end(Kind::FlowMappingEnd),
            b',' => self.fetch_flow_entry(),
            b'-' if self.blank_or_end(1) => self.fetch_block_entry(),
            b'?' if in_flow || self.blank_or_end(1) => self.fetch_key(),
            b':' if in_flow || self.blank_or_end(1) => self.fetch_value(),
            b'*' => self.fetch_key_like(Self::scan_alias),
            b'&' => self.fetch_key_like(Self::scan_anchor),
            b'!' => self.fetch_key_like(Self::scan_tag),
            b'|' | b'>' if !in_flow => self.fetch_block_scalar(byte == b'|'),
            b'\'' | b'"' => self.fetch_key_like(Self::scan_quoted),
            b'@' | b'`' => Err(self.fault_here(
                "text can't begin with `@` or `` ` ``, which YAML reserves: put it in quotes",
            )),
            b'%' => Err(self.fault_here("text can't begin with `%`: put it in quotes")),
            b'\t' => Err(self.fault_here("a tab can't indent: use spaces")),
            b'|' | b'>' | b'#' => Err(self.fault_here("this character can't begin a value here")),
            0 if self.position >= self.bytes.len() => self.fetch_stream_end(),
            _ => self.fetch_key_like(Self::scan_plain),
        }
    }

    /// Passes over blanks, comments and line breaks. Tabs pass where they can't be mistaken for
    /// indentation.
    fn skip_to_token(&mut self) {
        loop {
            // Files that were joined have one inside; it may begin a line, and counts as a column.
            if self.column() == 0 && self.begins_with(BYTE_ORDER_MARK) {
                self.position += BYTE_ORDER_MARK.len();
                self.line_start = self.position - 1;
            }
            let tabs = self.flow_level > 0 || !self.simple_key_allowed;
            self.position += self.blanks_here(tabs);
            if self.at(0) == b'#' {
                self.skip_comment();
            }
            if !self.skip_break() {
                return;
            }
            if self.flow_level == 0 {
                self.simple_key_allowed = true;
            }
        }
    }

    /// Passes over a comment if one begins here.
    fn skip_comment(&mut self) {
        if self.at(0) != b'#' {
            return;
        }
        let start = self.position;
        self.position = chars::line_end(self.bytes, start);
        self.comments.push(Span::new(start as u32, self.position as u32));
    }

    fn push(&mut self, start: usize, kind: Kind<'t>) {
        let span = Span::new(start as u32, self.position as u32);
        self.tokens.push_back(Token { span, kind });
    }

    /// Pushes the token of the next `length` bytes.
    fn push_mark(&mut self, length: usize, kind: Kind<'t>) {
        let start = self.position;
        self.position += length;
        self.push(start, kind);
    }

    fn fetch_stream_end(&mut self) -> Result<(), Fault> {
        if self.column() != 0 {
            self.line += 1;
            self.line_start = self.position;
        }
        self.unroll_indent(-1);
        self.drop_simple_key()?;
        self.simple_key_allowed = false;
        self.push_mark(0, Kind::StreamEnd);
        Ok(())
    }

    fn fetch_document_indicator(&mut self, kind: Kind<'t>) -> Result<(), Fault> {
        self.unroll_indent(-1);
        self.drop_simple_key()?;
        self.simple_key_allowed = false;
        self.push_mark(3, kind);
        Ok(())
    }

    fn fetch_flow_start(&mut self, kind: Kind<'t>) -> Result<(), Fault> {
        self.save_simple_key()?;
        let token = self.next_number();
        self.simple_keys.push(SimpleKey { token, ..SimpleKey::default() });
        self.flow_level += 1;
        self.simple_key_allowed = true;
        self.push_mark(1, kind);
        Ok(())
    }

    fn fetch_flow_end(&mut self, kind: Kind<'t>) -> Result<(), Fault> {
        self.drop_simple_key()?;
        if self.flow_level > 0 {
            self.flow_level -= 1;
            if let (Some(inner), Some(outer)) =
                (self.simple_keys.pop(), self.simple_keys.last_mut())
                && inner.token == outer.token
            {
                outer.listed = false;
            }
        }
        self.simple_key_allowed = false;
        self.push_mark(1, kind);
        Ok(())
    }

    fn fetch_flow_entry(&mut self) -> Result<(), Fault> {
        self.drop_simple_key()?;
        self.simple_key_allowed = true;
        self.push_mark(1, Kind::FlowEntry);
        Ok(())
    }

    fn fetch_block_entry(&mut self) -> Result<(), Fault> {
        if self.flow_level == 0 {
            if !self.simple_key_allowed {
                return Err(self.fault_here("a list can't begin here: put it on a line of its own"));
            }
            self.roll_indent(self.column(), None, self.position, Kind::BlockSequenceStart);
        }
        self.drop_simple_key()?;
        self.simple_key_allowed = true;
        self.push_mark(1, Kind::BlockEntry);
        Ok(())
    }

    fn fetch_key(&mut self) -> Result<(), Fault> {
        if self.flow_level == 0 {
            if !self.simple_key_allowed {
                return Err(self.fault_here("a key can't begin here"));
            }
            self.roll_indent(self.column(), None, self.position, Kind::BlockMappingStart);
        }
        self.drop_simple_key()?;
        self.simple_key_allowed = self.flow_level == 0;
        self.push_mark(1, Kind::Key);
        Ok(())
    }

    fn fetch_value(&mut self) -> Result<(), Fault> {
        let level = self.simple_keys.len() - 1;
        if self.simple_key_valid(level)? {
            let key = self.simple_keys[level];
            self.insert(Some(key.token), key.position, Kind::Key);
            self.roll_indent(key.column, Some(key.token), key.position, Kind::BlockMappingStart);
            self.simple_keys[level].possible = false;
            self.simple_keys[level].listed = false;
            self.simple_key_allowed = false;
        } else {
            if self.flow_level == 0 {
                if !self.simple_key_allowed {
                    return Err(self.misplaced_colon());
                }
                self.roll_indent(self.column(), None, self.position, Kind::BlockMappingStart);
            }
            self.simple_key_allowed = self.flow_level == 0;
        }
        self.push_mark(1, Kind::Value);
        Ok(())
    }

    /// Fetches a token that may begin a key, and that no key may follow.
    fn fetch_key_like(
        &mut self,
        scan: impl FnOnce(&mut Self) -> Result<Token<'t>, Fault>,
    ) -> Result<(), Fault> {
        let may_be_key = self.simple_key_allowed && self.flow_level == 0;
        self.save_simple_key()?;
        self.simple_key_allowed = false;
        let token = scan(self)?;
        if may_be_key && self.skip_to_colon() {
            self.push_entry(token);
        } else {
            self.tokens.push_back(token);
        }
        Ok(())
    }

    /// Whether the token just scanned is the key of an entry of a block map, the ordinary case;
    /// passes over the blanks between them then.
    fn skip_to_colon(&mut self) -> bool {
        let Some(key) = self.simple_keys.last().filter(|key| key.line == self.line) else {
            return false;
        };
        let blanks = self.blanks_here(true);
        // Beyond that a key may be too long, which the general way finds out.
        if self.position + blanks - key.position > 1024
            || self.at(blanks) != b':'
            || !self.blank_or_end(blanks + 1)
        {
            return false;
        }
        self.position += blanks;
        true
    }

    /// Pushes the tokens of a key and the `:` here, with what they imply; the same as saving the
    /// key and finding it again at the `:`, but in order.
    fn push_entry(&mut self, token: Token<'t>) {
        let Some(key) = self.simple_keys.last_mut() else { return };
        key.possible = false;
        key.listed = false;
        let (position, column) = (key.position, key.column);
        self.roll_indent(column, None, position, Kind::BlockMappingStart);
        let Token { span, kind } = token;
        if let Kind::Scalar(value, style) = kind {
            self.position += 1;
            let kind = Kind::Entry(value, style, self.position as u32);
            self.tokens.push_back(Token { span, kind });
        } else {
            self.insert(None, position, Kind::Key);
            self.tokens.push_back(Token { span, kind });
            self.push_mark(1, Kind::Value);
        }
    }

    fn fetch_block_scalar(&mut self, literal: bool) -> Result<(), Fault> {
        self.drop_simple_key()?;
        self.simple_key_allowed = true;
        let token = self.scan_block_scalar(literal)?;
        self.tokens.push_back(token);
        Ok(())
    }

    /// The number that the next token fetched will have.
    fn next_number(&self) -> usize {
        self.handed_out + self.tokens.len()
    }

    /// Inserts a token without bytes before the token of a number, or last where that one is
    /// already handed out.
    fn insert(&mut self, before: Option<usize>, position: usize, kind: Kind<'t>) {
        let span = Span::new(position as u32, position as u32);
        let token = Token { span, kind };
        match before.and_then(|number| number.checked_sub(self.handed_out)) {
            Some(index) if index < self.tokens.len() => self.tokens.insert(index, token),
            _ => self.tokens.push_back(token),
        }
    }

    /// Begins a block collection if the column is further in than the current one.
    fn roll_indent(&mut self, column: i32, before: Option<usize>, position: usize, kind: Kind<'t>) {
        if self.flow_level == 0 && self.indent < column {
            self.indents.push(self.indent);
            self.indent = column;
            self.insert(before, position, kind);
        }
    }

    /// Ends the block collections that are further in than the column.
    fn unroll_indent(&mut self, column: i32) {
        if self.flow_level > 0 {
            return;
        }
        while self.indent > column {
            self.push_mark(0, Kind::BlockEnd);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    /// A fault at the next character.
    fn fault_here(&self, message: &'static str) -> Fault {
        let start = self.position.min(self.bytes.len());
        let length = self.text[start..].chars().next().map_or(0, char::len_utf8);
        Fault::at(Span::new(start as u32, (start + length) as u32), message)
    }

    /// The bytes to show for a token: where it has none, the rest of its line.
    pub(super) fn visible(&self, span: Span) -> Span {
        if !span.is_empty() {
            return span;
        }
        let start = span.start as usize;
        let line = &self.text[start..chars::line_end(self.bytes, start)];
        Span::new(span.start, span.start + line.trim_end().len() as u32)
    }

    /// The character before a byte, if only blanks and no line break are between it and another.
    pub(super) fn follows_on_line(&self, before: u32, start: u32) -> Option<char> {
        let between = self.text.get(before as usize..start as usize)?;
        let blank = between.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
        self.text[..before as usize].chars().next_back().filter(|_| blank)
    }
}
