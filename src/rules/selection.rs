//! Which rules run, and how severe their findings are.

use std::collections::BTreeMap;

use super::meta::{Category, Meta};
use super::rule_set::RuleSet;
use crate::diagnostic::Severity;
use crate::words::near::nearest;

/// What a word on the command line or in the configuration names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Selector {
    Rule(String),
    Category(Category),
    All,
}

impl Selector {
    fn parse(rules: &RuleSet, word: &str) -> Result<Self, UnknownSelector> {
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

    fn covers(&self, meta: &Meta) -> bool {
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

/// Which rules run where none is selected by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Those that nearly everybody leaves on.
    #[default]
    Default,
    /// Those that some find too much as well, but for those about security.
    Strict,
    /// Those of [`Profile::Default`], and all about security.
    Security,
}

impl Profile {
    /// The one of a name.
    #[must_use]
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "default" => Some(Self::Default),
            "strict" => Some(Self::Strict),
            "security" => Some(Self::Security),
            _ => None,
        }
    }

    fn includes(self, meta: &Meta) -> bool {
        let about_security = meta.category == Category::Security;
        match self {
            Self::Default => meta.default_on,
            Self::Strict => meta.default_on || !about_security,
            Self::Security => meta.default_on || about_security,
        }
    }
}

/// Which rules run of those that there are, and how severe their findings are.
#[derive(Clone, Debug)]
pub struct Selection {
    rules: RuleSet,
    select: Vec<Selector>,
    ignore: Vec<Selector>,
    severities: BTreeMap<String, Severity>,
    profile: Profile,
}

impl Selection {
    /// The rules that `select` names (all that are on by default where it is empty) but for those
    /// that `ignore` names. Each word is a rule's id, a category or `all`. The more specific word
    /// wins, and of two equally specific ones the one that ignores. A category and `all` include
    /// the rules that are off by default.
    ///
    /// # Errors
    /// When a word names neither a rule nor a category.
    pub fn new<S: AsRef<str>>(
        rules: &RuleSet,
        select: &[S],
        ignore: &[S],
    ) -> Result<Self, UnknownSelector> {
        let parse = |words: &[S]| -> Result<Vec<_>, _> {
            words.iter().map(|word| Selector::parse(rules, word.as_ref())).collect()
        };
        let (select, ignore) = (parse(select)?, parse(ignore)?);
        let selection = Self { select, ignore, ..Self::of(rules.clone()) };
        Ok(selection)
    }

    /// Gives the findings of a rule, of a category's rules or of all another severity.
    ///
    /// # Errors
    /// When the word names neither a rule nor a category.
    pub fn set_severity(&mut self, word: &str, severity: Severity) -> Result<(), UnknownSelector> {
        let selector = Selector::parse(&self.rules, word)?;
        for meta in self.rules.metas().filter(|meta| selector.covers(meta)) {
            self.severities.insert(meta.id.clone().into_owned(), severity);
        }
        Ok(())
    }

    /// Those of these rules that are on by default.
    #[must_use]
    pub const fn of(rules: RuleSet) -> Self {
        Self {
            rules,
            select: Vec::new(),
            ignore: Vec::new(),
            severities: BTreeMap::new(),
            profile: Profile::Default,
        }
    }

    /// The same with those of a profile where none is selected by name.
    #[must_use]
    pub(crate) const fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// The rules of which it is a selection.
    #[must_use]
    pub const fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Whether there is a rule of this id, and it runs.
    #[must_use]
    pub fn runs(&self, id: &str) -> bool {
        self.rules.find(id).is_some_and(|rule| self.contains(&rule.meta))
    }

    /// Whether a rule runs.
    #[must_use]
    pub fn contains(&self, meta: &Meta) -> bool {
        let weight = |selectors: &[Selector]| {
            let covering = selectors.iter().filter(|selector| selector.covers(meta));
            covering.map(|selector| selector.weight()).max().unwrap_or(0)
        };
        let ignored = weight(&self.ignore);
        let selected = match self.select.is_empty() {
            true => u8::from(self.profile.includes(meta)),
            false => weight(&self.select),
        };
        selected > ignored
    }

    /// The severity of a rule's findings where it was changed.
    #[must_use]
    pub fn severity(&self, meta: &Meta) -> Option<Severity> {
        self.severities.get(&*meta.id).copied()
    }
}
