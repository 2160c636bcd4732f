//! Names in short: three of them before `and N more`, and runs that count upwards as one.

use unicode_width::UnicodeWidthStr;

use super::escape::escape;
use super::list::shown;

/// How many names that count upwards are written as one entry.
const RUN: usize = 3;

/// A list of names in short: three of them before `and N more`, fewer where that is wider than
/// `columns`. Names that count upwards are one entry: `a-1 … a-4`.
#[must_use]
pub(crate) fn names<'a>(all: impl IntoIterator<Item = &'a str>, columns: usize) -> String {
    let all: Vec<&str> = all.into_iter().collect();
    names_of(&all, all.len(), columns)
}

/// The same for a list of which only the first names are at hand, and how many there are in all.
#[must_use]
pub(crate) fn names_of(first: &[&str], all: usize, columns: usize) -> String {
    let runs = runs(first);
    let most = shown(runs.len());
    (1..=most)
        .rev()
        .map(|entries| listed(&runs, entries, all))
        .find(|listed| listed.width() <= columns)
        .unwrap_or_else(|| listed(&runs, 1.min(most), all))
}

/// The first entries, and how many names there are besides.
fn listed(runs: &[&[&str]], entries: usize, all: usize) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut shown = 0;
    for run in runs.iter().take(entries) {
        shown += run.len();
        match run {
            [first, .., last] if run.len() >= RUN => {
                words.push(format!("{} … {}", escape(first), escape(last)));
            }
            _ => words.extend(run.iter().map(|name| escape(name).into_owned())),
        }
    }
    let listed = words.join(", ");
    if shown == all { listed } else { format!("{listed} and {} more", all - shown) }
}

/// Splits names into runs that count upwards: `[a-1, a-2, a-3]`, `[b]`. What is no run of at
/// least three is one entry each.
fn runs<'a, 'b>(all: &'b [&'a str]) -> Vec<&'b [&'a str]> {
    let mut found = Vec::new();
    let mut rest = all;
    while !rest.is_empty() {
        let counted = rest.windows(2).take_while(|pair| follows(pair[0], pair[1])).count() + 1;
        let length = if counted >= RUN { counted } else { 1 };
        let (run, after) = rest.split_at(length);
        found.push(run);
        rest = after;
    }
    found
}

/// Whether the second name is the first with its number one higher: `a-9`, `a-10`.
fn follows(first: &str, second: &str) -> bool {
    let (stem, number) = numbered(first);
    let (next_stem, next) = numbered(second);
    let parse = |digits: &str| digits.parse::<u64>().ok();
    stem == next_stem
        && matches!((parse(number), parse(next)), (Some(a), Some(b)) if a.checked_add(1) == Some(b))
}

fn numbered(name: &str) -> (&str, &str) {
    name.split_at(name.trim_end_matches(|c: char| c.is_ascii_digit()).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short() {
        let names = |all: &[&str]| names(all.iter().copied(), 40);
        assert_eq!(names(&[]), "");
        assert_eq!(names(&["b", "a"]), "b, a");
        assert_eq!(names(&["a", "b", "c", "d"]), "a, b, c, d");
        assert_eq!(names(&["a", "b", "c", "d", "e"]), "a, b, c and 2 more");
        assert_eq!(names(&["w-8", "w-9", "w-10", "w-11", "x"]), "w-8 … w-11, x");
        assert_eq!(names(&["w-1", "w-2", "x-1", "\u{1b}"]), "w-1, w-2, x-1, \\x1B");
        let long = "a-rather-long-name";
        assert_eq!(names(&[long, long, long, long]), format!("{long} and 3 more"));
        let longer = "a-name-that-is-longer-than-what-is-left-of-the-screen";
        assert_eq!(names(&[longer, "b"]), format!("{longer} and 1 more"));
    }
}
