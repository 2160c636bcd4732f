//! Words that findings and reports share: counts, lists, names in short, what was meant by a
//! misspelt word, amounts, strings of YAML, texts made safe to show.

pub mod amount;
pub mod escape;
pub mod list;
mod names;
pub mod near;
pub mod yaml;

pub use list::shown;
pub use names::{names, names_of};

/// `1 file`, `2 files`: the plural of a word that takes an `s`.
#[must_use]
pub fn count(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}
