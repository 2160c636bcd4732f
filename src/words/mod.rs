//! Words that findings and reports share: counts, lists, names in short, what was meant by a
//! misspelt word, amounts, durations, strings of YAML, texts made safe to show.

pub(crate) mod amount;
pub(crate) mod escape;
pub(crate) mod list;
mod names;
pub(crate) mod near;
pub(crate) mod time;
pub(crate) mod yaml;

pub(crate) use list::shown;
pub(crate) use names::{names, names_of};

/// `1 file`, `2 files`: the plural of a word that takes an `s`.
#[must_use]
pub(crate) fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}
