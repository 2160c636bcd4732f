//! `%YAML` and `%TAG` directives.

use super::{Fault, Kind, Scanner, Token};
use crate::source::Span;

impl<'t> Scanner<'t> {
    pub(super) fn fetch_directive(&mut self) -> Result<(), Fault> {
        self.unroll_indent(-1);
        self.drop_simple_key()?;
        self.simple_key_allowed = false;
        let token = self.scan_directive()?;
        self.tokens.push_back(token);
        Ok(())
    }

    fn scan_directive(&mut self) -> Result<Token<'t>, Fault> {
        let start = self.position;
        self.position += 1;
        let name = self.take_word();
        let known = matches!(name, "YAML" | "TAG") && self.blank_or_end(0);
        if !known {
            return Err(self.tag_fault(
                start,
                "a line that begins with `%` is a directive, and only %YAML and %TAG are known",
            ));
        }
        self.skip_blanks();
        let kind =
            if name == "YAML" { self.scan_version(start)? } else { self.scan_prefix(start)? };
        let span = Span::new(start as u32, self.position as u32);
        self.skip_blanks();
        self.skip_comment();
        if !self.at_end_of_line() {
            return Err(self.tag_fault(start, "nothing but a comment may follow a directive"));
        }
        self.skip_break();
        Ok(Token { span, kind })
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.at_blank() {
            self.position += 1;
        }
    }

    fn scan_version(&mut self, start: usize) -> Result<Kind<'t>, Fault> {
        let major = self.scan_version_number(start)?;
        if self.at(0) != b'.' {
            return Err(self.tag_fault(start, "the version is written as two numbers: %YAML 1.1"));
        }
        self.position += 1;
        let minor = self.scan_version_number(start)?;
        Ok(Kind::Version { major, minor })
    }

    fn scan_version_number(&mut self, start: usize) -> Result<u8, Fault> {
        let from = self.position;
        while self.at(0).is_ascii_digit() && self.position - from < 3 {
            self.position += 1;
        }
        let digits = &self.text[from..self.position];
        digits.parse().ok().filter(|_| digits.len() < 3).ok_or_else(|| {
            self.tag_fault(start, "the version is written as two numbers: %YAML 1.1")
        })
    }

    fn scan_prefix(&mut self, start: usize) -> Result<Kind<'t>, Fault> {
        let handle = if self.at(0) == b'!' { self.scan_tag_handle() } else { "" };
        if !handle.ends_with('!') || !self.at_blank() {
            return Err(
                self.tag_fault(start, "a %TAG directive has a handle (`!name!`) and a prefix")
            );
        }
        self.skip_blanks();
        let prefix = self.scan_tag_uri(start, "", true)?;
        if !self.blank_or_end(0) {
            return Err(self.tag_fault(start, "a blank is expected after the tag's prefix"));
        }
        Ok(Kind::TagDirective { handle, prefix: prefix.into() })
    }
}
