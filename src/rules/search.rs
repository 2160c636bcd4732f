//! Rules by words.

use std::collections::BTreeSet;

use super::meta::Meta;
use crate::words::near::nearest;

/// Where a rule has a word: the later the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// In why it is there.
    Reason,
    /// In what it finds.
    Title,
    /// In what it is called.
    Id,
}

/// A rule that words are about.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'m> {
    /// The rule.
    pub meta: &'m Meta,
    /// Where it has the word that it has in the worst place.
    pub rank: Rank,
}

/// The rules that have all of some words, whole or as the beginning of longer ones; those that have
/// them in better places first.
#[must_use]
pub fn search<'m>(metas: impl Iterator<Item = &'m Meta>, words: &str) -> Vec<Hit<'m>> {
    let words: Vec<String> = pieces(words).collect();
    let mut found: Vec<Hit<'m>> = metas
        .filter_map(|meta| {
            let why = meta.text().map(|text| text.why).unwrap_or_default();
            let (id, title, why): (Vec<_>, Vec<_>, Vec<_>) =
                (pieces(&meta.id).collect(), pieces(&meta.title).collect(), pieces(&why).collect());
            let rank = |word: &String| {
                let has = |text: &[String]| text.iter().any(|other| is_like(word, other));
                if has(&id) {
                    Some(Rank::Id)
                } else if has(&title) {
                    Some(Rank::Title)
                } else {
                    has(&why).then_some(Rank::Reason)
                }
            };
            let ranks: Option<Vec<Rank>> = words.iter().map(rank).collect();
            Some(Hit { meta, rank: ranks?.into_iter().min()? })
        })
        .collect();
    // Of equally good ones the order is that of the list.
    found.sort_by_key(|hit| std::cmp::Reverse(hit.rank));
    found
}

/// The same words as rules are called or find something by, where each is one of those or a slip of
/// one.
#[must_use]
pub(crate) fn spelt<'m>(metas: impl Iterator<Item = &'m Meta>, words: &str) -> Option<String> {
    let names = metas.flat_map(|meta| pieces(&meta.id).chain(pieces(&meta.title)));
    let known: BTreeSet<String> = names.filter(|name| name.len() > 3).collect();
    let meant = pieces(words).map(|word| {
        let is_known = known.iter().any(|other| is_like(&word, other));
        let nearest = || nearest(&word, known.iter().map(String::as_str)).map(str::to_owned);
        if is_known { Some(word.clone()) } else { nearest() }
    });
    let meant: Option<Vec<String>> = meant.collect();
    meant.map(|words| words.join(" "))
}

/// The words of a text, in small letters.
fn pieces(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// Whether a word is another one, or the beginning of it; but for the plural's `s`.
fn is_like(word: &str, other: &str) -> bool {
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 3).unwrap_or(word);
    other == word || (stem.len() > 2 && other.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    fn found(words: &str) -> Vec<String> {
        let rules = RuleSet::built_in();
        search(rules.metas(), words).into_iter().map(|hit| hit.meta.id.to_string()).collect()
    }

    #[test]
    fn words_are_spelt_as_rules_spell_them() {
        let rules = RuleSet::built_in();
        let spelt = |words: &str| super::spelt(rules.metas(), words);
        assert_eq!(spelt("tolrates").as_deref(), Some("tolerates"));
        assert_eq!(spelt("probe timming").as_deref(), Some("probe timing"));
        assert_eq!(spelt("quixotic"), None);
    }

    #[test]
    fn a_rule_is_found_by_what_it_is_called_then_by_what_it_finds() {
        assert_eq!(found("probe timing").first().map(String::as_str), Some("probe-timing"));
        assert!(found("Taints").contains(&"unknown-taint".to_owned()));
        assert!(found("registry").iter().any(|id| id == "frozen-registry"));
        assert_eq!(found("xylophone"), [""; 0]);
        assert_eq!(found(""), [""; 0]);
    }
}
