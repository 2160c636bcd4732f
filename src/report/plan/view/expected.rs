//! What is expected of the placement, in words that are safe to show.

use super::{Planned, View};
use crate::report::shared::markup::markdown;
use crate::report::shared::screen::Tone;
use crate::rules::Judged;
use crate::words::count;
use crate::words::escape::escape;

/// An expectation after the word for whether it holds: the sentence, and beneath it or behind it why
/// not.
#[must_use]
pub(in crate::report) fn sentence(judged: &Judged) -> String {
    let text = escape(&judged.text);
    match judged.holds() {
        true => text.into_owned(),
        false => format!("{text}: {}", escape(&judged.line)),
    }
}

/// How an expectation is painted.
pub(in crate::report) fn tone(judged: &Judged) -> Tone {
    if judged.holds() {
        Tone::Good
    } else if judged.is_broken() || !judged.is_readable() {
        Tone::Bad
    } else {
        Tone::Warn
    }
}

impl View<'_> {
    /// How many expectations are such.
    fn expectations(&self, is: fn(&Judged) -> bool) -> usize {
        self.planned.iter().flat_map(|one| one.expectations).filter(|one| is(one)).count()
    }

    /// How many expectations are broken.
    #[must_use]
    pub(crate) fn broken_expectations(&self) -> usize {
        self.expectations(Judged::is_broken)
    }

    /// How many expectations can't be read.
    #[must_use]
    pub(crate) fn unreadable_expectations(&self) -> usize {
        self.expectations(|one| !one.is_readable())
    }

    /// How many expectations hold, and how many don't; nothing where there are none.
    #[must_use]
    pub(crate) fn how_expectations_end(&self) -> String {
        let all = self.expectations(|_| true);
        if all == 0 {
            return String::new();
        }
        let words = ["broken", "not known", "not readable"];
        let judged = || self.planned.iter().flat_map(|one| one.expectations);
        let number = |word: &str| judged().filter(|one| one.word() == word).count();
        let others: Vec<String> = words
            .into_iter()
            .filter(|word| number(word) > 0)
            .map(|word| format!("{} {word}", number(word)))
            .collect();
        match others.is_empty() {
            true if all == 1 => "1 expectation holds\n".to_owned(),
            true => format!("all {all} expectations hold\n"),
            false => format!("{}: {}\n", count(all, "expectation"), others.join(", ")),
        }
    }

    /// What is expected of the placement, and whether it holds, for a comment; nothing where nothing
    /// is.
    #[must_use]
    pub(crate) fn expectations_in_markdown(&self) -> String {
        let of = |one: &Planned<'_>| {
            let title = markdown(&one.title());
            let item = |judged: &Judged| {
                let word = judged.word();
                let word = if judged.holds() { word.to_owned() } else { format!("**{word}**") };
                format!("- {title}: {word}: {}\n", markdown(&sentence(judged)))
            };
            one.expectations.iter().map(item).collect::<String>()
        };
        let items: String = self.planned.iter().map(of).collect();
        if items.is_empty() { items } else { format!("\nWhat is expected:\n\n{items}") }
    }

    /// The expectations that are broken, a line each.
    #[must_use]
    pub(crate) fn broken(&self) -> String {
        let of = |one: &Planned<'_>| {
            let title = one.title();
            let broken = one.expectations.iter().filter(|judged| judged.is_broken());
            broken
                .map(|judged| format!("broken: {title}: {}\n", sentence(judged)))
                .collect::<String>()
        };
        self.planned.iter().map(of).collect()
    }
}
