//! Keys without `?`, which only the `:` after them tells from other text.

use super::{Fault, Scanner, chars};
use crate::source::Span;

/// A place where the key of an entry may have begun, which only the `:` after it will tell.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SimpleKey {
    pub possible: bool,
    /// Whether nothing but a key may stand there.
    pub required: bool,
    /// Whether the token may not be handed out before it is known to be a key or not. go-yaml
    /// forgets that for a collection that turns out to be empty, so `[]: 1` is no mapping there.
    pub listed: bool,
    /// The number of the token that would be the key.
    pub token: usize,
    pub position: usize,
    pub line: u32,
    pub column: i32,
}

impl Scanner<'_> {
    /// Notes that a key may begin here, if one may.
    pub(super) fn save_simple_key(&mut self) -> Result<(), Fault> {
        if !self.simple_key_allowed {
            return Ok(());
        }
        let column = self.column();
        let key = SimpleKey {
            possible: true,
            required: self.flow_level == 0 && self.indent == column,
            listed: true,
            token: self.next_number(),
            position: self.position,
            line: self.line,
            column,
        };
        self.drop_simple_key()?;
        if let Some(top) = self.simple_keys.last_mut() {
            *top = key;
        }
        Ok(())
    }

    /// Gives up the key that may have begun at the current level.
    pub(super) fn drop_simple_key(&mut self) -> Result<(), Fault> {
        let Some(key) = self.simple_keys.last_mut() else { return Ok(()) };
        if key.possible {
            if key.required {
                let key = *key;
                return Err(self.missing_colon(key));
            }
            key.possible = false;
            key.listed = false;
        }
        Ok(())
    }

    /// Whether the key that may have begun at a level still may: it ends on its line and within
    /// 1024 characters.
    pub(super) fn simple_key_valid(&mut self, level: usize) -> Result<bool, Fault> {
        let key = self.simple_keys[level];
        if !key.possible {
            return Ok(false);
        }
        let stale = key.line < self.line || {
            let length = self.position - key.position;
            length > 1024
                && self.bytes[key.position..self.position]
                    .iter()
                    .filter(|byte| !chars::is_continuation(**byte))
                    .take(1025)
                    .count()
                    > 1024
        };
        if stale {
            if key.required {
                return Err(self.missing_colon(key));
            }
            self.simple_keys[level].possible = false;
        }
        Ok(!stale)
    }

    pub(super) fn missing_colon(&self, key: SimpleKey) -> Fault {
        let end = chars::line_end(self.bytes, key.position);
        let text = self.text[key.position..end].trim_end();
        let span = Span::new(key.position as u32, (key.position + text.len()) as u32);
        Fault::at(span, "a key is expected here, but its `:` is missing")
    }

    pub(super) fn misplaced_colon(&self) -> Fault {
        let scalar = self.text.get(self.last_scalar.range()).unwrap_or_default();
        if self.last_scalar.end as usize == self.position && scalar.contains('\n') {
            let message = "no key can stand here, since this line continues the text above: \
                           mind the indentation, and the blank after `:`";
            let line = self.last_scalar.start as usize + scalar.rfind('\n').map_or(0, |at| at + 1);
            let key = self.text[line..self.position].trim_start();
            let start = self.position - key.len();
            return Fault::at(Span::new(start as u32, self.position as u32), message)
                .since(self.last_scalar.start as usize, "the text begins here");
        }
        self.fault_here(
            "a second `:` can't stand here: put the text in quotes, or begin a new line",
        )
    }
}
