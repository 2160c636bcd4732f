//! The words that name rules.

use crate::diagnostic::Severity;
use crate::rules::meta::{Category, Meta};
use crate::rules::rule_set::RuleSet;
use crate::words::near::nearest;

/// What a word on the command line or in the configuration names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Selector {
    Rule(String),
    Category(Category),
    All,
}

impl Selector {
    pub(super) fn parse(rules: &RuleSet, word: &str) -> Result<Self, UnknownSelector> {
        if word == "all" {
            return Ok(Self::All);
        }
        if let Some(category) = Category::named(word) {
            return Ok(Self::Category(category));
        }
        match rules.find(word) {
            Some(_) => Ok(Self::Rule(word.to_owned())),
            None => Err(UnknownSelector::new(rules, word)),
        }
    }

    pub(super) fn covers(&self, meta: &Meta) -> bool {
        match self {
            Self::Rule(id) => *id == meta.id,
            Self::Category(category) => *category == meta.category,
            Self::All => true,
        }
    }

    /// A rule's own name outweighs its category's, and that outweighs `all`.
    const fn weight(&self) -> u8 {
        match self {
            Self::All => 1,
            Self::Category(_) => 2,
            Self::Rule(_) => 3,
        }
    }
}

/// How closely the words of a list name a rule; 0 where none does.
pub(super) fn weight(selectors: &[Selector], meta: &Meta) -> u8 {
    let covering = selectors.iter().filter(|selector| selector.covers(meta));
    covering.map(|selector| selector.weight()).max().unwrap_or(0)
}

/// Reads words.
pub(super) fn parse<S: AsRef<str>>(
    rules: &RuleSet,
    words: &[S],
) -> Result<Vec<Selector>, UnknownSelector> {
    words.iter().map(|word| Selector::parse(rules, word.as_ref())).collect()
}

/// Severities by words that name rules.
#[derive(Clone, Debug, Default)]
pub(super) struct Severities(Vec<(Selector, Severity)>);

impl Severities {
    /// Adds one: the closer word counts, and of two that are equally close the later one.
    pub(super) fn add(&mut self, selector: Selector, severity: Severity) {
        self.0.push((selector, severity));
    }

    /// That of a rule.
    pub(super) fn of(&self, meta: &Meta) -> Option<Severity> {
        let covering = self.0.iter().filter(|(selector, _)| selector.covers(meta));
        covering.max_by_key(|(selector, _)| selector.weight()).map(|(_, severity)| *severity)
    }
}

/// A word that names no rule and no category.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no rule or category is called `{word}`{}", suggest(.nearest.as_deref()))]
pub struct UnknownSelector {
    /// The word.
    pub word: String,
    /// The rule or category that is spelt most like it.
    pub nearest: Option<String>,
}

fn suggest(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

impl UnknownSelector {
    fn new(rules: &RuleSet, word: &str) -> Self {
        let ids = rules.metas().map(|meta| meta.id.as_ref());
        let names = ids.chain(Category::ALL.iter().map(|category| category.as_str()));
        Self { word: word.to_owned(), nearest: nearest(word, names).map(str::to_owned) }
    }
}
