//! The rules of a run.

use std::sync::Arc;

use super::meta::Meta;
use super::params::Params;
use super::rule::Rule;
use crate::source::SourceFile;

/// The rules that a run knows, in the order in which they run and are listed. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Arc<[Rule]>,
    params: Arc<Params>,
}

/// A rule whose id another one has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there are two rules called `{id}`")]
pub struct DuplicateRule {
    /// The id.
    pub id: String,
}

impl RuleSet {
    /// These rules, of which no two may have the same id.
    ///
    /// # Errors
    /// When two have.
    pub fn new(rules: impl IntoIterator<Item = Rule>) -> Result<Self, DuplicateRule> {
        rules.into_iter().try_fold(Self::of_distinct(Vec::new()), Self::with)
    }

    /// Rules whose ids are known to differ.
    pub(super) fn of_distinct(rules: Vec<Rule>) -> Self {
        let params = Arc::new(Params::of(rules.iter().map(|rule| &rule.meta)));
        Self { rules: rules.into(), params }
    }

    /// The same with these values of the parameters.
    #[must_use]
    pub(crate) fn with_params(self, params: Params) -> Self {
        Self { params: Arc::new(params), ..self }
    }

    /// The values of the parameters of this program's rules.
    #[must_use]
    pub(crate) fn params(&self) -> &Params {
        &self.params
    }

    /// The same with one more rule.
    ///
    /// # Errors
    /// When it has a rule of that id already.
    pub fn with(self, rule: Rule) -> Result<Self, DuplicateRule> {
        if self.find(&rule.meta.id).is_some() {
            return Err(DuplicateRule { id: rule.meta.id.into_owned() });
        }
        Ok(Self { rules: self.rules.iter().cloned().chain([rule]).collect(), ..self })
    }

    /// The same with the rules of another set whose ids it hasn't.
    #[must_use]
    pub(crate) fn joined_with(self, other: &Self) -> Self {
        let new: Vec<Rule> =
            other.iter().filter(|rule| self.find(&rule.meta.id).is_none()).cloned().collect();
        if new.is_empty() {
            return self;
        }
        Self { rules: self.rules.iter().cloned().chain(new).collect(), ..self }
    }

    /// The files of the rules that users bring.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        self.rules.iter().filter_map(Rule::file)
    }

    /// The rules in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> + Clone {
        self.rules.iter()
    }

    /// What is known of the rules, in their order.
    pub fn metas(&self) -> impl Iterator<Item = &Meta> + Clone {
        self.rules.iter().map(|rule| &rule.meta)
    }

    /// The rule of an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.meta.id == id)
    }
}
