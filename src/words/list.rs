//! Lists as sentences have them.

/// How many entries of a long list are shown.
pub(crate) const SHOWN: usize = 3;

/// How many of so many entries are shown before the rest is counted: three, and a fourth rather than
/// `1 more`.
#[must_use]
pub(crate) const fn shown(all: usize) -> usize {
    if all <= SHOWN + 1 { all } else { SHOWN }
}

/// All of some words: `a`, `a and b`, `a, b and c`.
#[must_use]
pub(crate) fn and<S: AsRef<str>>(words: &[S]) -> String {
    joined(words, "and")
}

/// One of some words: `a`, `a or b`, `a, b or c`.
#[must_use]
pub(crate) fn or<S: AsRef<str>>(words: &[S]) -> String {
    joined(words, "or")
}

/// All of some words, in short: `a, b and c`, `a, b, c and 2 more`.
#[must_use]
pub(crate) fn short<S: AsRef<str>>(words: &[S]) -> String {
    let (first, rest) = words.split_at(shown(words.len()));
    if rest.is_empty() {
        return and(first);
    }
    let mut entries: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
    let more = format!("{} more", rest.len());
    entries.push(&more);
    and(&entries)
}

fn joined<S: AsRef<str>>(words: &[S], last: &str) -> String {
    let Some((end, before)) = words.split_last() else { return String::new() };
    if before.is_empty() {
        return end.as_ref().to_owned();
    }
    let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
    format!("{} {last} {}", before.join(", "), end.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sentences() {
        let words = ["a", "b", "c", "d", "e"];
        assert_eq!([and(&words[..0]), and(&words[..1]), and(&words[..3])], ["", "a", "a, b and c"]);
        assert_eq!([or(&words[..2]), or(&words[..3])], ["a or b", "a, b or c"]);
    }

    #[test]
    fn long_lists_are_counted() {
        let words = ["a", "b", "c", "d", "e"];
        assert_eq!(short(&words[..2]), "a and b");
        assert_eq!(short(&words[..4]), "a, b, c and d");
        assert_eq!(short(&words), "a, b, c and 2 more");
    }
}
