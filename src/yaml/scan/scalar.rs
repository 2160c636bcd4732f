//! Scalars: plain, quoted and block ones.

use std::borrow::Cow;

use super::{Fault, Kind, Scanner, Token, chars};
use crate::source::Span;
use crate::yaml::node::Style;

/// The line breaks between two runs of text, which fold to a blank or to fewer breaks.
#[derive(Default)]
struct Breaks<'t> {
    /// Whether a line break was passed since the last text.
    passed: bool,
    /// Nearly every plain scalar has one behind it: it is borrowed.
    first: &'t str,
    further: String,
}

impl Breaks<'_> {
    /// Folds the breaks into a text: a single line feed is a blank.
    fn fold(&mut self, into: &mut String) {
        if self.first.starts_with('\n') {
            into.push_str(if self.further.is_empty() { " " } else { &self.further });
        } else {
            into.push_str(self.first);
            into.push_str(&self.further);
        }
        self.first = "";
        self.further.clear();
        self.passed = false;
    }
}

/// What becomes of the line breaks at the end of a block scalar.
#[derive(Clone, Copy, PartialEq)]
enum Chomping {
    Clip,
    Strip,
    Keep,
}

impl<'t> Scanner<'t> {
    fn scalar(&self, start: usize, end: usize, value: Cow<'t, str>, style: Style) -> Token<'t> {
        Token { span: Span::new(start as u32, end as u32), kind: Kind::Scalar(value, style) }
    }

    /// Passes over a line break within a scalar.
    fn pass_break(&mut self, breaks: &mut Breaks<'t>) {
        if breaks.passed {
            self.read_break(&mut breaks.further);
        } else {
            breaks.first = self.take_break();
            breaks.passed = true;
        }
    }

    pub(super) fn scan_plain(&mut self) -> Result<Token<'t>, Fault> {
        let start = self.position;
        let end = self.skip_plain_line();
        if self.at_break() && !self.skip_last_break() {
            return self.scan_plain_lines(start, end);
        }
        self.last_scalar = Span::new(start as u32, end as u32);
        Ok(self.scalar(start, end, Cow::Borrowed(&self.text[start..end]), Style::Plain))
    }

    /// Passes over the text of a plain scalar on its first line, and the blanks after it; where the
    /// text ends.
    fn skip_plain_line(&mut self) -> usize {
        loop {
            self.skip_plain_run();
            let end = self.position;
            self.position += self.blanks_here(true);
            let goes_on = self.position > end
                && !self.at_break()
                && self.at(0) != b'#'
                && self.begins_plain_run();
            if !goes_on {
                return end;
            }
        }
    }

    /// Whether the text of a plain scalar can go on with the character here.
    fn begins_plain_run(&self) -> bool {
        match self.at(0) {
            b':' => !self.blank_or_end(1),
            b',' | b'?' | b'[' | b']' | b'{' | b'}' => self.flow_level == 0,
            _ => self.position < self.bytes.len(),
        }
    }

    /// Passes over the line break after a plain scalar and the indentation of the next line, if
    /// something stands there too far to the left to belong to it, as is ordinary.
    fn skip_last_break(&mut self) -> bool {
        let start = self.position + chars::break_length(self.bytes, self.position);
        let mut next = start;
        while self.bytes.get(next) == Some(&b' ') {
            next += 1;
        }
        let is_last = self.flow_level == 0
            && ((next - start) as i32) <= self.indent
            && self.bytes.get(next) != Some(&b'\t')
            && chars::break_length(self.bytes, next) == 0;
        if is_last {
            self.line += 1;
            self.line_start = start;
            self.position = next;
            self.simple_key_allowed = true;
        }
        is_last
    }

    /// The same of a plain scalar that may go on in further lines.
    fn scan_plain_lines(&mut self, start: usize, mut end: usize) -> Result<Token<'t>, Fault> {
        let indent = self.indent + 1;
        let mut folded: Option<String> = None;
        let mut breaks = Breaks::default();
        loop {
            self.skip_plain_blanks(start, indent, &mut breaks)?;
            if self.flow_level == 0 && self.column() < indent
                || self.document_indicator()
                || self.at(0) == b'#'
            {
                break;
            }
            let run = self.position;
            self.skip_plain_run();
            if self.position > run {
                if breaks.passed {
                    let text = folded.get_or_insert_with(|| self.text[start..end].to_owned());
                    breaks.fold(text);
                    text.push_str(&self.text[run..self.position]);
                } else if let Some(text) = &mut folded {
                    text.push_str(&self.text[end..self.position]);
                }
                end = self.position;
            }
            if !(self.at_blank() || self.at_break()) {
                break;
            }
        }
        if breaks.passed {
            self.simple_key_allowed = true;
        }
        self.last_scalar = Span::new(start as u32, end as u32);
        let value = folded.map_or_else(|| Cow::Borrowed(&self.text[start..end]), Cow::Owned);
        Ok(self.scalar(start, end, value, Style::Plain))
    }

    /// Passes over text up to a blank, a line break, or what ends a plain scalar.
    fn skip_plain_run(&mut self) {
        loop {
            let mut next = self.position;
            while let Some(byte) = self.bytes.get(next)
                && !chars::may_end_plain(*byte)
            {
                next += 1;
            }
            self.position = next;
            let ends = match self.at(0) {
                b':' => self.blank_or_end(1),
                b',' | b'?' | b'[' | b']' | b'{' | b'}' => self.flow_level > 0,
                0xc2 | 0xe2 => self.at_break(),
                _ => true,
            };
            if ends {
                return;
            }
            self.position += 1;
        }
    }

    fn skip_plain_blanks(
        &mut self,
        start: usize,
        indent: i32,
        breaks: &mut Breaks<'t>,
    ) -> Result<(), Fault> {
        loop {
            if self.at_blank() {
                if breaks.passed && self.column() < indent && self.at(0) == b'\t' {
                    let fault = self.fault_here("a tab can't indent: use spaces");
                    return Err(fault.since(start, "the text continues from here"));
                }
                self.position += 1;
            } else if self.at_break() {
                self.pass_break(breaks);
            } else {
                return Ok(());
            }
        }
    }

    pub(super) fn scan_quoted(&mut self) -> Result<Token<'t>, Fault> {
        let start = self.position;
        let single = self.at(0) == b'\'';
        let style = if single { Style::SingleQuoted } else { Style::DoubleQuoted };
        self.position += 1;
        if let Some(end) = self.simple_quoted_end(single) {
            let value = &self.text[self.position..end];
            self.position = end + 1;
            return Ok(self.scalar(start, end + 1, Cow::Borrowed(value), style));
        }
        let value = self.scan_quoted_text(start, single)?;
        self.position += 1;
        Ok(self.scalar(start, self.position, Cow::Owned(value), style))
    }

    /// Where the closing quote is, if there are neither escapes nor line breaks before it.
    fn simple_quoted_end(&self, single: bool) -> Option<usize> {
        let mut end = self.position;
        loop {
            match *self.bytes.get(end)? {
                b'\'' if single => {
                    return (self.bytes.get(end + 1) != Some(&b'\'')).then_some(end);
                }
                b'"' if !single => return Some(end),
                b'\\' if !single => return None,
                b'\n' | b'\r' => return None,
                0xc2 | 0xe2 if chars::break_length(self.bytes, end) > 0 => return None,
                _ => end += 1,
            }
        }
    }

    /// The text of a quoted scalar up to its closing quote.
    fn scan_quoted_text(&mut self, start: usize, single: bool) -> Result<String, Fault> {
        let quote = if single { b'\'' } else { b'"' };
        let mut text = String::new();
        let mut breaks = Breaks::default();
        loop {
            if self.document_indicator() {
                let fault = self.fault_here("the document ends inside quotes");
                return Err(fault.since(start, "the quote that is still open"));
            }
            if self.position >= self.bytes.len() {
                let line = chars::line_end(self.bytes, start);
                let span = Span::new(start as u32, line as u32);
                return Err(Fault::at(span, "this quote is never closed"));
            }
            let mut escaped_break = false;
            while !self.blank_or_end(0) {
                match (single, self.at(0)) {
                    (true, b'\'') if self.at(1) == b'\'' => {
                        text.push('\'');
                        self.position += 2;
                    }
                    (_, byte) if byte == quote => return Ok(text),
                    (false, b'\\') if chars::break_length(self.bytes, self.position + 1) > 0 => {
                        self.position += 1;
                        self.skip_break();
                        escaped_break = true;
                        break;
                    }
                    (false, b'\\') => text.push(self.scan_escape(start)?),
                    _ => {
                        let run = self.position;
                        self.skip_quoted_run(quote);
                        text.push_str(&self.text[run..self.position]);
                    }
                }
            }
            // After an escaped line break, as after any other, blanks don't count.
            breaks.passed = escaped_break;
            let blanks = self.position;
            let mut blanks_end = blanks;
            while self.at_blank() || self.at_break() {
                if self.at_blank() {
                    self.position += 1;
                    blanks_end = if breaks.passed { blanks } else { self.position };
                } else {
                    blanks_end = blanks;
                    self.pass_break(&mut breaks);
                }
            }
            if breaks.passed {
                breaks.fold(&mut text);
            } else {
                text.push_str(&self.text[blanks..blanks_end]);
            }
        }
    }

    /// Passes over at least one character, and on to the next that means something in quotes.
    fn skip_quoted_run(&mut self, quote: u8) {
        self.position += 1;
        while self.position < self.bytes.len()
            && self.at(0) != quote
            && self.at(0) != b'\\'
            && !self.blank_or_end(0)
        {
            self.position += 1;
        }
    }

    /// The character that an escape in double quotes stands for.
    fn scan_escape(&mut self, start: usize) -> Result<char, Fault> {
        let code = self.at(1);
        let character = match code {
            b'0' => '\0',
            b'a' => '\x07',
            b'b' => '\x08',
            b't' | b'\t' => '\t',
            b'n' => '\n',
            b'v' => '\x0b',
            b'f' => '\x0c',
            b'r' => '\r',
            b'e' => '\x1b',
            b' ' => ' ',
            b'"' => '"',
            b'\'' => '\'',
            b'\\' => '\\',
            b'N' => '\u{85}',
            b'_' => '\u{a0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            b'x' => return self.scan_code_point(2),
            b'u' => return self.scan_code_point(4),
            b'U' => return self.scan_code_point(8),
            _ => {
                let length =
                    self.text[self.position + 1..].chars().next().map_or(0, char::len_utf8);
                let span = Span::new(self.position as u32, (self.position + 1 + length) as u32);
                let message = "YAML has no such escape: write `\\\\` for a backslash, \
                               or use single quotes";
                return Err(Fault::at(span, message).since(start, "in these double quotes"));
            }
        };
        self.position += 2;
        Ok(character)
    }

    fn scan_code_point(&mut self, digits: usize) -> Result<char, Fault> {
        let from = self.position + 2;
        let span = Span::new(self.position as u32, (from + digits).min(self.bytes.len()) as u32);
        let digits = self
            .text
            .get(from..from + digits)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let Some(digits) = digits else {
            return Err(Fault::at(span, "the escape wants more hexadecimal digits"));
        };
        let character = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        let Some(character) = character else {
            return Err(Fault::at(span, "the escape stands for no Unicode character"));
        };
        self.position = from + digits.len();
        Ok(character)
    }

    pub(super) fn scan_block_scalar(&mut self, literal: bool) -> Result<Token<'t>, Fault> {
        let start = self.position;
        let (chomping, increment) = self.scan_block_header()?;
        let mut end = self.position;
        self.skip_blanks();
        self.skip_comment();
        if !self.at_end_of_line() {
            let message = "text can't follow a block scalar's `|` or `>` on its line";
            return Err(self.fault_here(message).since(start, "the block scalar"));
        }
        self.skip_break();
        let mut indent = match increment {
            0 => 0,
            _ => self.indent.max(0) + increment,
        };
        let mut text = String::new();
        let mut last_break = String::new();
        let mut empty_lines = String::new();
        self.skip_block_breaks(start, &mut indent, &mut empty_lines)?;
        let mut after_indented = false;
        while self.column() == indent && self.position < self.bytes.len() {
            let indented = self.at_blank();
            let folds = !literal && !after_indented && !indented && last_break.starts_with('\n');
            if !folds {
                text.push_str(&last_break);
            } else if empty_lines.is_empty() {
                text.push(' ');
            }
            last_break.clear();
            text.push_str(&empty_lines);
            empty_lines.clear();
            after_indented = indented;
            let line = self.position;
            self.position = chars::line_end(self.bytes, line);
            text.push_str(&self.text[line..self.position]);
            end = self.position;
            self.read_break(&mut last_break);
            self.skip_block_breaks(start, &mut indent, &mut empty_lines)?;
        }
        if chomping != Chomping::Strip {
            text.push_str(&last_break);
        }
        if chomping == Chomping::Keep {
            text.push_str(&empty_lines);
        }
        let style = if literal { Style::Literal } else { Style::Folded };
        Ok(self.scalar(start, end, Cow::Owned(text), style))
    }

    /// The indicators after `|` or `>`: chomping and an indentation from 1 to 9 (0 for none), in
    /// either order.
    fn scan_block_header(&mut self) -> Result<(Chomping, i32), Fault> {
        let start = self.position;
        self.position += 1;
        let mut chomping = self.scan_chomping();
        let mut increment = 0;
        if self.at(0).is_ascii_digit() {
            if self.at(0) == b'0' {
                let fault = self.fault_here("a block scalar's indentation is a digit from 1 to 9");
                return Err(fault.since(start, "the block scalar"));
            }
            increment = i32::from(self.at(0) - b'0');
            self.position += 1;
            if chomping.is_none() {
                chomping = self.scan_chomping();
            }
        }
        Ok((chomping.unwrap_or(Chomping::Clip), increment))
    }

    fn scan_chomping(&mut self) -> Option<Chomping> {
        let chomping = match self.at(0) {
            b'+' => Chomping::Keep,
            b'-' => Chomping::Strip,
            _ => return None,
        };
        self.position += 1;
        Some(chomping)
    }

    /// Passes over the indentation of a line of a block scalar, and over empty lines before it.
    /// An indentation of 0 is still to be found out: that of the first line with text, or of the
    /// longest empty one before it.
    fn skip_block_breaks(
        &mut self,
        start: usize,
        indent: &mut i32,
        breaks: &mut String,
    ) -> Result<(), Fault> {
        let mut longest = 0;
        loop {
            while (*indent == 0 || self.column() < *indent) && self.at(0) == b' ' {
                self.position += 1;
            }
            longest = longest.max(self.column());
            if (*indent == 0 || self.column() < *indent) && self.at(0) == b'\t' {
                let fault = self.fault_here("a tab can't indent: use spaces");
                return Err(fault.since(start, "the block scalar"));
            }
            if !self.at_break() {
                break;
            }
            self.read_break(breaks);
        }
        if *indent == 0 {
            *indent = longest.max(self.indent + 1).max(1);
        }
        Ok(())
    }
}
