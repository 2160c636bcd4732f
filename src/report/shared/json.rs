//! JSON as both reports write it.

use std::io;

use serde::{Serialize, Serializer};
use serde_json::ser::{CompactFormatter, Formatter};

use crate::words::escape::{begins_command, is_dangerous, may_command};

/// The version of both JSON reports: a field may be added, and nothing else, without a new one.
pub(crate) const VERSION: u32 = 1;

/// JSON with a line break at its end. Characters that could harm a terminal, and the first ones of
/// commands to a pipeline, are written as `\u` escapes, which means the same to every reader of JSON.
#[must_use]
pub(crate) fn to_string(value: &impl Serialize) -> String {
    let mut bytes = Vec::with_capacity(1024);
    // Only a map with keys that aren't strings, or a failing writer, could be refused here.
    if write(value, &mut bytes).is_err() {
        bytes.clear();
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// The same, written piece by piece: never as a whole in memory.
///
/// # Errors
/// When the writer refuses.
pub(crate) fn write(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, SafeFormatter))?;
    out.write_all(b"\n")
}

/// A list of which each element is made when its turn to be written comes.
pub(crate) struct Each<I, F>(I, F);

impl<I: Iterator, T, F: Fn(I::Item) -> T> Each<I, F> {
    /// What is made of each of some values.
    pub(crate) const fn new(of: I, make: F) -> Self {
        Self(of, make)
    }
}

impl<I: Iterator + Clone, F: Fn(I::Item) -> T, T: Serialize> Serialize for Each<I, F> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.clone().map(&self.1))
    }
}

struct SafeFormatter;

impl Formatter for SafeFormatter {
    fn write_string_fragment<W: io::Write + ?Sized>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let commands = may_command(fragment);
        if !commands && !fragment.contains(is_dangerous) {
            return CompactFormatter.write_string_fragment(writer, fragment);
        }
        let mut units = [0; 2];
        for (at, c) in fragment.char_indices() {
            // No line of JSON begins within a string.
            let commands =
                || commands && begins_command(Some('"'), fragment.get(at..).unwrap_or_default());
            if is_dangerous(c) || commands() {
                for unit in c.encode_utf16(&mut units) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            } else {
                write!(writer, "{c}")?;
            }
        }
        Ok(())
    }
}
