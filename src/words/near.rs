//! What a word was meant to be: the one home of "did you mean".

use strsim::osa_distance;

/// How two words differ where one is likely a slip of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slip {
    /// In nothing but upper and lower case.
    Case,
    /// In nothing but what is neither a letter nor a digit: `rolling-update`, `RollingUpdate`.
    Punctuation,
    /// In so many letters that were changed, left out, put in, or swapped with the next.
    Letters(usize),
}

/// How two different words differ, where one is likely a slip of the other: few letters, as
/// measured by the shorter one's length. Short words have many neighbours, so of one or two
/// letters only the swapped ones count.
#[must_use]
pub(crate) fn slip(word: &str, other: &str) -> Option<Slip> {
    if word.is_empty() || other.is_empty() {
        return None;
    }
    let (lower, other_lower) = (word.to_lowercase(), other.to_lowercase());
    if lower == other_lower {
        return Some(Slip::Case);
    }
    let own = letters(&lower);
    if !own.is_empty() && own == letters(&other_lower) {
        return Some(Slip::Punctuation);
    }
    let length = lower.chars().count().min(other_lower.chars().count());
    let allowed = match length {
        ..=2 if is_swapped(&lower, &other_lower) => 1,
        ..=2 => 0,
        3..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    // Nothing is nearer than the difference of the lengths.
    if lower.chars().count().abs_diff(other_lower.chars().count()) > allowed {
        return None;
    }
    let distance = osa_distance(&lower, &other_lower);
    (distance <= allowed).then_some(Slip::Letters(distance))
}

/// The word of a list that another one is likely a slip of: the nearest, and of several the first.
#[must_use]
pub(crate) fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_by(word, words, |other| other)
}

/// The same for things that have names.
#[must_use]
pub(crate) fn nearest_by<'a, T>(
    word: &str,
    things: impl IntoIterator<Item = T>,
    name: impl Fn(&T) -> &'a str,
) -> Option<T> {
    things
        .into_iter()
        .filter_map(|thing| Some((slip(word, name(&thing))?, thing)))
        .min_by_key(|(slip, _)| *slip)
        .map(|(_, thing)| thing)
}

fn letters(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_swapped(word: &str, other: &str) -> bool {
    word.chars().rev().eq(other.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_few_letters_for_the_length_of_the_word() {
        for (word, other, expected) in [
            ("Linux", "linux", Some(Slip::Case)),
            ("rolling-update", "RollingUpdate", Some(Slip::Punctuation)),
            ("eu-west1-a", "eu-west-1a", Some(Slip::Punctuation)),
            ("tolerationz", "tolerations", Some(Slip::Letters(1))),
            ("contianers", "containers", Some(Slip::Letters(1))),
            ("so", "os", Some(Slip::Letters(1))),
            ("a1", "a2", None),
            ("http", "htpp", Some(Slip::Letters(1))),
            ("http", "tcp", None),
            ("windows", "linux", None),
            ("us-east-2c", "eu-west-1a", None),
            ("--", "__", None),
            ("", "a", None),
        ] {
            assert_eq!(slip(word, other), expected, "{word} {other}");
            assert_eq!(slip(other, word), expected, "{other} {word}");
        }
    }

    #[test]
    fn the_nearest_word_is_meant() {
        assert_eq!(nearest("metric", ["http", "metrics", "metrical"]), Some("metrics"));
        assert_eq!(nearest("volume", ["volumes", "volumen"]), Some("volumes"));
        assert_eq!(nearest("probe", ["http", "metrics"]), None);
        assert_eq!(nearest("x", []), None);
    }
}
