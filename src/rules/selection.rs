//! Which rules run, and how severe their findings are.

mod by_name;
mod exceptions;
mod expected;
mod selector;
mod whereabouts;

use std::borrow::Cow;
use std::sync::Arc;

use super::baseline::Baseline;
use super::choices::Choices;
use super::meta::{Category, Meta};
use super::params::Params;
use super::rule_set::RuleSet;
use crate::diagnostic::{Diagnostic, Severity};
use crate::manifest::Manifest;

pub(crate) use exceptions::{Acceptance, Exceptions, Override, ParamValue};
pub(crate) use expected::Expected;
pub(super) use expected::written;
pub(crate) use selector::UnknownSelector;
use selector::{Selector, Severities, parse, weight};
pub(crate) use whereabouts::{ObjectNames, Spot, Where};

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
    severities: Severities,
    profile: Profile,
    /// Those that run beside the profile's, and beside those that are selected.
    beside: Vec<Selector>,
    exceptions: Exceptions,
    /// What is expected of placement.
    expected: Arc<[Expected]>,
    /// What was found before.
    baselines: Vec<Arc<Baseline>>,
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
        let (select, ignore) = (parse(rules, select)?, parse(rules, ignore)?);
        let selection = Self { select, ignore, ..Self::of(rules.clone()) };
        Ok(selection)
    }

    /// Gives the findings of a rule, of a category's rules or of all another severity.
    ///
    /// # Errors
    /// When the word names neither a rule nor a category.
    pub fn set_severity(&mut self, word: &str, severity: Severity) -> Result<(), UnknownSelector> {
        self.severities.add(Selector::parse(&self.rules, word)?, severity);
        Ok(())
    }

    /// Those of these rules that are on by default.
    #[must_use]
    pub fn of(rules: RuleSet) -> Self {
        Self {
            rules,
            select: Vec::new(),
            ignore: Vec::new(),
            severities: Severities::default(),
            profile: Profile::Default,
            beside: Vec::new(),
            exceptions: Exceptions::default(),
            expected: Arc::default(),
            baselines: Vec::new(),
        }
    }

    /// The same with those of a profile where none is selected by name.
    #[must_use]
    pub(crate) const fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// The same with a rule beside those that are selected, unless it is ignored.
    ///
    /// # Errors
    /// When the word names neither a rule nor a category.
    pub(crate) fn with(mut self, word: &str) -> Result<Self, UnknownSelector> {
        self.beside.push(Selector::parse(&self.rules, word)?);
        Ok(self)
    }

    /// The same with what holds in some places alone.
    #[must_use]
    pub(crate) fn with_exceptions(mut self, exceptions: Exceptions) -> Self {
        self.exceptions = exceptions;
        self
    }

    /// The same with what is expected of placement.
    #[must_use]
    pub(crate) fn with_expected(mut self, expected: Vec<Expected>) -> Self {
        self.expected = expected.into();
        self
    }

    /// What is expected of placement.
    #[must_use]
    pub(crate) fn expected(&self) -> &[Expected] {
        &self.expected
    }

    /// The same without what was found before.
    #[must_use]
    pub(crate) fn with_baseline(mut self, baseline: Arc<Baseline>) -> Self {
        self.baselines.push(baseline);
        self
    }

    /// What was found before.
    pub(crate) fn baselines(&self) -> &[Arc<Baseline>] {
        &self.baselines
    }

    /// The rules of which it is a selection.
    #[must_use]
    pub const fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// What holds in some places alone.
    #[must_use]
    pub(crate) const fn exceptions(&self) -> &Exceptions {
        &self.exceptions
    }

    /// Whether there is a rule of this id, and it runs anywhere.
    #[must_use]
    pub fn runs(&self, id: &str) -> bool {
        self.rules.find(id).is_some_and(|rule| self.runs_anywhere(&rule.meta))
    }

    /// Whether a rule runs anywhere.
    #[must_use]
    pub(crate) fn runs_anywhere(&self, meta: &Meta) -> bool {
        self.contains(meta) || self.exceptions.select(meta)
    }

    /// Whether a rule runs, unless a place makes an exception.
    #[must_use]
    pub fn contains(&self, meta: &Meta) -> bool {
        let ignored = weight(&self.ignore, meta);
        let selected = match self.select.is_empty() {
            true => u8::from(self.profile.includes(meta)),
            false => weight(&self.select, meta),
        };
        selected.max(weight(&self.beside, meta)) > ignored
    }

    /// Whether a rule runs in a place.
    #[must_use]
    pub(crate) fn runs_at(&self, meta: &Meta, spot: &Spot<'_>) -> bool {
        self.exceptions.decide(meta, spot).runs.unwrap_or_else(|| self.contains(meta))
    }

    /// The severity of a rule's findings where it was changed.
    #[must_use]
    pub fn severity(&self, meta: &Meta) -> Option<Severity> {
        self.severities.of(meta)
    }

    /// Leaves of what was found anywhere that which is found where it is, at the severity that it
    /// has there.
    pub(super) fn settle(&self, diagnostics: &mut Vec<Diagnostic>) {
        if !self.exceptions.differ() {
            return;
        }
        diagnostics.retain_mut(|found| {
            let Some(rule) = self.rules.find(&found.rule) else { return true };
            let meta = &rule.meta;
            let here = self.exceptions.decide(meta, &Spot::of(found));
            // What the API server says less loudly than elsewhere stays so.
            let usual = self.severity(meta).unwrap_or(meta.severity);
            let weighs = meta.category != Category::Admission || found.severity == usual;
            if let Some(severity) = here.severity.filter(|_| weighs) {
                found.severity = severity;
            }
            here.runs.unwrap_or_else(|| self.contains(meta))
        });
    }
}

impl Choices for Selection {
    fn tells(&self, rule: &str, manifest: &Manifest) -> bool {
        let spot = Spot::of_manifest(manifest);
        self.rules.find(rule).is_some_and(|rule| self.runs_at(&rule.meta, &spot))
    }

    fn params<'p>(&self, usual: &'p Params, manifest: &Manifest) -> Cow<'p, Params> {
        match self.exceptions.differ() {
            true => self.exceptions.params(usual, &Spot::of_manifest(manifest)),
            false => Cow::Borrowed(usual),
        }
    }
}
