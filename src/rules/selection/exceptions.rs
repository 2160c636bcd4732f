//! What holds in some places alone: other rules and severities, findings that are accepted; and
//! rules that no manifest may suppress.

use std::borrow::Cow;
use std::cell::LazyCell;
use std::sync::Arc;

use serde_json::Value as Json;

use super::by_name::ByName;
use super::selector::{Selector, Severities, UnknownSelector, parse, weight};
use super::whereabouts::{Spot, Where};
use crate::diagnostic::Severity;
use crate::rules::meta::Meta;
use crate::rules::params::Params;
use crate::rules::rule_set::RuleSet;
use crate::source::{SourceFile, Span};

/// What a config says beside the selection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exceptions {
    overrides: Vec<Override>,
    overrides_by_name: ByName,
    accepted: Vec<Acceptance>,
    accepted_by_name: ByName,
    enforced: Vec<Selector>,
    /// What no override brings back.
    ignored: Vec<Selector>,
}

/// Other rules in some places.
#[derive(Clone, Debug)]
pub(crate) struct Override {
    at: Where,
    select: Vec<Selector>,
    ignore: Vec<Selector>,
    severities: Severities,
    params: Vec<ParamValue>,
}

/// A value for a rule's parameter.
#[derive(Clone, Debug)]
pub(crate) struct ParamValue {
    /// The rule.
    pub rule: String,
    /// The parameter.
    pub name: String,
    /// The value: one that the parameter takes.
    pub value: Json,
}

/// Findings that are accepted in some places.
#[derive(Clone, Debug)]
pub(crate) struct Acceptance {
    at: Where,
    rules: Vec<Selector>,
    /// Why.
    pub reason: String,
    /// The config.
    pub file: Arc<SourceFile>,
    /// Where it says so.
    pub span: Span,
}

/// What overrides say of a rule in a place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Decision {
    /// Whether it runs, where they say so.
    pub runs: Option<bool>,
    /// The severity of its findings, where they give one.
    pub severity: Option<Severity>,
}

impl Override {
    /// Rules to run and to leave out in some places, the severities and the parameters of others.
    ///
    /// # Errors
    /// When a word names neither a rule nor a category.
    pub(crate) fn new<'w>(
        rules: &RuleSet,
        at: Where,
        select: &[String],
        ignore: &[&str],
        severities: impl IntoIterator<Item = (&'w str, Severity)>,
        params: Vec<ParamValue>,
    ) -> Result<Self, UnknownSelector> {
        let mut by_word = Severities::default();
        for (word, severity) in severities {
            by_word.add(Selector::parse(rules, word)?, severity);
        }
        let (select, ignore) = (parse(rules, select)?, parse(rules, ignore)?);
        Ok(Self { at, select, ignore, severities: by_word, params })
    }
}

impl Acceptance {
    /// Rules whose findings are accepted in some places: a config says so, and why.
    ///
    /// # Errors
    /// When a word names neither a rule nor a category.
    pub(crate) fn new(
        rules: &RuleSet,
        at: Where,
        named: &[String],
        reason: &str,
        (file, span): (Arc<SourceFile>, Span),
    ) -> Result<Self, UnknownSelector> {
        Ok(Self { at, rules: parse(rules, named)?, reason: reason.to_owned(), file, span })
    }

    /// Whether it covers what a rule finds in a place.
    fn covers(&self, meta: &Meta, spot: &Spot<'_>) -> bool {
        weight(&self.rules, meta) > 0 && self.at.has(spot)
    }
}

impl Exceptions {
    /// All of them; `ignored` are rules that no override brings back, `enforced` those that no
    /// manifest may suppress.
    ///
    /// # Errors
    /// When a word names neither a rule nor a category.
    pub(crate) fn new(
        rules: &RuleSet,
        overrides: Vec<Override>,
        accepted: Vec<Acceptance>,
        enforced: &[String],
        ignored: &[String],
    ) -> Result<Self, UnknownSelector> {
        let (enforced, ignored) = (parse(rules, enforced)?, parse(rules, ignored)?);
        let overrides_by_name = ByName::new(overrides.iter().map(|one| &one.at));
        let accepted_by_name = ByName::new(accepted.iter().map(|one| &one.at));
        Ok(Self { overrides, overrides_by_name, accepted, accepted_by_name, enforced, ignored })
    }

    /// Whether any place has other rules.
    pub(in crate::rules) const fn differ(&self) -> bool {
        !self.overrides.is_empty()
    }

    /// Whether a rule is selected in any place.
    pub(super) fn select(&self, meta: &Meta) -> bool {
        weight(&self.ignored, meta) == 0
            && self.overrides.iter().any(|one| weight(&one.select, meta) > 0)
    }

    /// What the overrides say of a rule in a place: the last one that says anything counts.
    pub(super) fn decide(&self, meta: &Meta, spot: &Spot<'_>) -> Decision {
        let mut decision = Decision::default();
        let place = LazyCell::new(|| spot.place());
        let about = self.overrides_by_name.about(spot).rev();
        for one in about.filter_map(|place| self.overrides.get(place)) {
            let (selected, ignored) = (weight(&one.select, meta), weight(&one.ignore, meta));
            let severity = one.severities.of(meta);
            if (selected == 0 && ignored == 0 && severity.is_none()) || !one.at.holds(spot, &place)
            {
                continue;
            }
            if selected > 0 || ignored > 0 {
                let runs = selected > ignored;
                let may = !runs || weight(&self.ignored, meta) == 0;
                decision.runs = decision.runs.or_else(|| may.then_some(runs));
            }
            decision.severity = decision.severity.or(severity);
        }
        decision
    }

    /// The values of parameters in a place.
    pub(in crate::rules) fn params<'p>(
        &self,
        usual: &'p Params,
        spot: &Spot<'_>,
    ) -> Cow<'p, Params> {
        let mut here = Cow::Borrowed(usual);
        let about = self.overrides_by_name.about(spot);
        let about = about.filter_map(|place| self.overrides.get(place));
        let given = about.filter(|one| !one.params.is_empty() && one.at.has(spot));
        for ParamValue { rule, name, value } in given.flat_map(|one| &one.params) {
            // It was taken when the config was read.
            let set = here.to_mut().set(rule, name, value);
            debug_assert!(set.is_ok(), "{set:?}");
        }
        here
    }

    /// Whether no manifest may suppress what a rule finds.
    pub(crate) fn enforce(&self, meta: &Meta) -> bool {
        weight(&self.enforced, meta) > 0
    }

    /// The first of what is accepted that covers what a rule finds in a place.
    pub(crate) fn accepting(&self, meta: &Meta, spot: &Spot<'_>) -> Option<&Acceptance> {
        let about = self.accepted_by_name.about(spot);
        about.filter_map(|place| self.accepted.get(place)).find(|one| one.covers(meta, spot))
    }

    /// What is accepted.
    pub(crate) fn accepted(&self) -> &[Acceptance] {
        &self.accepted
    }
}
