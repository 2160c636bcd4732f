//! `terms-cancel-out`: alternatives that each let in what another keeps out.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::NodeSelectorRequirement;

use super::terms::{required, term_route};
use crate::manifest::PodPath;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings};
use crate::words::list::short;
use crate::words::yaml;
use crate::yaml::edit::{Change, Fragment};

/// The rule.
pub(super) struct TermsCancelOut;

/// Beyond so many ways to choose one expression of each term nobody could say what was meant.
const MOST: usize = 256;

impl Check for TermsCancelOut {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let terms: Option<Vec<Vec<&NodeSelectorRequirement>>> = required(subject.pod)
            .iter()
            .map(|term| {
                let expressions: Vec<_> = term.match_expressions.iter().flatten().collect();
                let negative = expressions.iter().all(|expression| excluded(expression).is_some());
                let fields = term.match_fields.as_ref().is_some_and(|fields| !fields.is_empty());
                (negative && !fields && !expressions.is_empty()).then_some(expressions)
            })
            .collect();
        let Some(terms) = terms.filter(|terms| terms.len() > 1) else { return };
        // What all terms demand holds whichever is taken.
        let common = |expression: &&NodeSelectorRequirement| {
            terms.iter().all(|term| term.contains(expression))
        };
        let rests: Vec<Vec<&NodeSelectorRequirement>> = terms
            .iter()
            .map(|term| term.iter().copied().filter(|one| !common(one)).collect())
            .collect();
        if rests.iter().any(Vec::is_empty) || !keeps_nobody_off(&rests) {
            return;
        }
        findings.push(finding(subject.pods.path, &terms, &rests));
    }
}

/// What a negative expression keeps off.
#[derive(Clone, Debug)]
enum Excluded<'a> {
    /// Nodes with one of these values.
    Values(BTreeSet<&'a str>),
    /// Nodes with any.
    Any,
}

impl<'a> Excluded<'a> {
    /// What both keep off.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Any, one) | (one, Self::Any) => one,
            (Self::Values(a), Self::Values(b)) => {
                Self::Values(a.intersection(&b).copied().collect())
            }
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Values(values) if values.is_empty())
    }
}

fn excluded(expression: &NodeSelectorRequirement) -> Option<Excluded<'_>> {
    match expression.operator.as_str() {
        "NotIn" => {
            let values = expression.values.iter().flatten().map(String::as_str);
            Some(Excluded::Values(values.collect()))
        }
        "DoesNotExist" => Some(Excluded::Any),
        _ => None,
    }
}

/// Whether no label keeps a node off by itself: a node is kept off by all terms at once or not at
/// all, so by one expression of each. Where these are of different labels, only a node that has
/// both is kept off.
fn keeps_nobody_off(terms: &[Vec<&NodeSelectorRequirement>]) -> bool {
    let ways = terms.iter().try_fold(1_usize, |ways, term| ways.checked_mul(term.len()));
    if ways.is_none_or(|ways| ways > MOST) {
        return false;
    }
    let mut chosen: Vec<(Option<&str>, Excluded<'_>)> = vec![(None, Excluded::Any)];
    for term in terms {
        let mut next = Vec::new();
        for (key, left) in &chosen {
            for expression in term.iter().filter(|e| key.is_none_or(|key| key == e.key)) {
                let both = excluded(expression).map(|own| left.clone().and(own));
                let both = both.filter(|both| !both.is_empty());
                next.extend(both.map(|both| (Some(expression.key.as_str()), both)));
            }
        }
        chosen = next;
    }
    chosen.is_empty()
}

fn finding(
    path: PodPath,
    terms: &[Vec<&NodeSelectorRequirement>],
    rests: &[Vec<&NodeSelectorRequirement>],
) -> Finding {
    let mut said: Vec<String> = Vec::new();
    for expression in rests.iter().flatten() {
        let one = words(expression);
        if !said.contains(&one) {
            said.push(one);
        }
    }
    let message = format!("{} keep nobody off: a node needs to meet one term alone", short(&said));
    let finding =
        Finding::new(message, term_route(path, 0), "lets in what the other terms keep out");
    let finding = (1..terms.len()).fold(finding, |finding, term| {
        finding.related(term_route(path, term), "and this what that one keeps out")
    });
    finding.help(format!(
        "terms are alternatives, expressions of one term hold together; if all of them are meant, \
         write one term\nnodeSelectorTerms:\n  - matchExpressions:{}",
        merged(terms)
    ))
    .unsafe_fix("write one term", into_one(path, terms))
}

/// The changes that write what the other terms demand into the first one.
fn into_one(path: PodPath, terms: &[Vec<&NodeSelectorRequirement>]) -> Vec<Change> {
    let list = term_route(path, 0).field("matchExpressions");
    let first = terms.first().map_or(0, Vec::len);
    let added = all_of(terms).into_iter().skip(first).enumerate().map(|(place, expression)| {
        let text = |text: &String| Fragment::Text(text.clone());
        let values: Vec<Fragment> = expression.values.iter().flatten().map(text).collect();
        let mut entries = vec![
            ("key".to_owned(), text(&expression.key)),
            ("operator".to_owned(), text(&expression.operator)),
        ];
        if !values.is_empty() {
            entries.push(("values".to_owned(), Fragment::List(values)));
        }
        list.clone().index(first + place).filled_with(Fragment::Map(entries))
    });
    let others = (1..terms.len()).map(|term| term_route(path, term).taken_out());
    added.chain(others).collect()
}

/// The expressions of all terms, those of the first one first.
fn all_of<'a>(terms: &[Vec<&'a NodeSelectorRequirement>]) -> Vec<&'a NodeSelectorRequirement> {
    let mut all: Vec<&NodeSelectorRequirement> = terms.first().cloned().unwrap_or_default();
    for expression in terms.iter().flatten() {
        if !all.contains(expression) {
            all.push(expression);
        }
    }
    all
}

fn words(expression: &NodeSelectorRequirement) -> String {
    match excluded(expression) {
        Some(Excluded::Values(values)) => {
            let values: Vec<&str> = values.into_iter().collect();
            format!("`{} NotIn ({})`", expression.key, values.join(", "))
        }
        _ => format!("`{} DoesNotExist`", expression.key),
    }
}

/// The expressions of all terms in one.
fn merged(terms: &[Vec<&NodeSelectorRequirement>]) -> String {
    let entry = |expression: &&NodeSelectorRequirement| {
        let values: Vec<_> =
            expression.values.iter().flatten().map(|value| yaml::scalar(value)).collect();
        let values = if values.is_empty() {
            String::new()
        } else {
            format!(", values: [{}]", values.join(", "))
        };
        let (key, operator) = (yaml::scalar(&expression.key), &expression.operator);
        format!("\n      - {{key: {key}, operator: {operator}{values}}}")
    };
    all_of(terms).iter().map(entry).collect()
}
