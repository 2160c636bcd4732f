//! What the operating system says, without its number.

use std::io;

/// An error of the system in words: "no such file or directory" for "No such file or directory
/// (os error 2)".
#[must_use]
pub(crate) fn system_error(error: &io::Error) -> String {
    let text = error.to_string();
    let Some((words, _)) = text.split_once(" (os error ") else { return text };
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_speaks_in_plain_words() {
        let error = std::fs::read("/nonexistent/file").unwrap_err();
        assert_eq!(system_error(&error), "no such file or directory");
        assert_eq!(system_error(&io::Error::other("it Broke")), "it Broke");
    }
}
