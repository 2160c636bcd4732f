//! `redundant-requirement`: demands on nodes that follow from others.

use std::collections::HashMap;

use crate::kubernetes::labels::{Requirement, Test};
use crate::kubernetes::node_affinity::Term;
use crate::kubernetes::satisfiability::implies;
use crate::manifest::PodPath;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

use super::terms::{can_match, required, required_route, term_route};

/// The rule.
pub(super) struct RedundantRequirement;

impl Check for RedundantRequirement {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let (path, affinity) = (subject.pods.path, subject.affinity());
        let terms = affinity.terms.as_deref().unwrap_or_default();
        // What can match nothing is for another rule.
        let live: Vec<&Term> = terms.iter().filter(|term| can_match(affinity, term)).collect();
        let wide = Wide::new(&live);
        for term in &live {
            if let Some(wider) = wide.than(term) {
                let message = "this term adds no node: another one matches all of its nodes";
                findings.push(
                    Finding::new(message, at(path, term), "the narrower term")
                        .related(at(path, wider), "matches all of them")
                        .help("terms are alternatives: keep the wider one, or only the narrower")
                        .fix(
                            "take the narrower term out",
                            vec![term_route(path, term.index).taken_out()],
                        ),
                );
            } else {
                within(subject, term, findings);
            }
        }
    }
}

/// The first requirement of a term.
fn at(path: PodPath, term: &Term) -> Route {
    let list = if term.expressions().is_empty() { "matchFields" } else { "matchExpressions" };
    term_route(path, term.index).field(list).index(0).field("key")
}

/// Terms by what they ask first: what matches whatever another one does asks for something that the
/// other entails, so that not each is held against each.
struct Wide<'a> {
    /// Those that ask for one of some values of a label.
    by_value: HashMap<(&'a str, &'a str), Vec<&'a Term>>,
    /// Those that ask something else of a label.
    by_key: HashMap<&'a str, Vec<&'a Term>>,
    /// Those that ask nothing of labels.
    others: Vec<&'a Term>,
}

impl<'a> Wide<'a> {
    fn new(terms: &[&'a Term]) -> Self {
        let (by_value, by_key) = (HashMap::new(), HashMap::new());
        let mut all = Self { by_value, by_key, others: Vec::new() };
        for term in terms {
            match term.expressions().first() {
                None => all.others.push(term),
                Some(Requirement { key, test: Test::In(values) }) => {
                    for value in values {
                        all.by_value.entry((key, value)).or_default().push(term);
                    }
                }
                Some(Requirement { key, .. }) => all.by_key.entry(key).or_default().push(term),
            }
        }
        all
    }

    /// Another term that matches whatever this one does; of two that are equal the first.
    fn than(&self, term: &Term) -> Option<&'a Term> {
        let is_wider = |other: &&&'a Term| {
            other.index != term.index
                && follows(term, other)
                && (other.index < term.index || !follows(other, term))
        };
        let mut asking = vec![&self.others];
        for Requirement { key, test } in term.expressions() {
            if let Test::In(values) = test
                && let Some(value) = values.first()
            {
                asking.extend(self.by_value.get(&(key.as_str(), value.as_str())));
            }
            asking.extend(self.by_key.get(key.as_str()));
        }
        let first = asking.into_iter().filter_map(|all| all.iter().find(is_wider));
        first.min_by_key(|other| other.index).copied()
    }
}

/// Whether what matches `narrow` matches `wide` too.
fn follows(narrow: &Term, wide: &Term) -> bool {
    let (given, wanted) = (narrow.expressions(), wide.expressions());
    if !wide.fields().iter().all(|field| narrow.fields().contains(field)) {
        return false;
    }
    if given.len().saturating_mul(wanted.len()) < FEW {
        return wanted.iter().all(|one| given.iter().any(|given| entails(given, one)));
    }
    let given = Givens::new(given);
    wanted.iter().all(|one| given.entailing(one).next().is_some())
}

/// So few comparisons cost less than looking up what to compare.
const FEW: usize = 64;

/// Requirements by what they can entail, so that not each is held against each.
struct Givens<'a> {
    /// Those that rule values of a label out, by each.
    ruling_out: HashMap<(&'a str, &'a str), Vec<Given<'a>>>,
    /// The others, by their label.
    others: HashMap<&'a str, Vec<Given<'a>>>,
}

/// A requirement with its place among the others.
type Given<'a> = (usize, &'a Requirement);

impl<'a> Givens<'a> {
    fn new(requirements: &'a [Requirement]) -> Self {
        let mut all = Self { ruling_out: HashMap::new(), others: HashMap::new() };
        for given in requirements.iter().enumerate() {
            let Requirement { key, test } = given.1;
            match test {
                Test::NotIn(values) => {
                    for value in values {
                        all.ruling_out.entry((key, value)).or_default().push(given);
                    }
                }
                _ => all.others.entry(key).or_default().push(given),
            }
        }
        all
    }

    /// Those that a requirement follows from, itself among them.
    fn entailing<'s>(
        &'s self,
        requirement: &'s Requirement,
    ) -> impl Iterator<Item = Given<'a>> + use<'s, 'a> {
        let Requirement { key, test } = requirement;
        // Who rules all of its values out rules out its first.
        let ruling_out = match test {
            Test::NotIn(values) => values
                .first()
                .and_then(|value| self.ruling_out.get(&(key.as_str(), value.as_str()))),
            _ => None,
        };
        let all = self.others.get(key.as_str()).into_iter().chain(ruling_out).flatten();
        all.filter(|(_, given)| entails(given, requirement)).copied()
    }
}

fn entails(given: &Requirement, requirement: &Requirement) -> bool {
    given.key == requirement.key && implies(&given.test, &requirement.test)
}

/// Requirements of a term that follow from `nodeSelector` or from others of the term.
fn within(subject: &WorkloadSubject<'_>, term: &Term, findings: &mut Findings) {
    let affinity = subject.affinity();
    let list = term_route(subject.pods.path, term.index).field("matchExpressions");
    let expressions = term.expressions();
    let selectors = Givens::new(&affinity.node_selector);
    let others = Givens::new(expressions);
    for (place, requirement) in expressions.iter().enumerate() {
        let selector = selectors.entailing(requirement).min_by_key(|(place, _)| *place);
        let beside = others.entailing(requirement).filter(|(other, given)| {
            *other != place && (*other < place || !entails(requirement, given))
        });
        let beside = beside.min_by_key(|(other, _)| *other);
        let (given, route) = match (selector, beside) {
            (Some((_, given)), _) => {
                let selector = Route::pod_spec(subject.pods.path).field("nodeSelector");
                (given, selector.entry(given.key.clone()).key())
            }
            (None, Some((other, given))) => (given, list.clone().index(other).field("key")),
            (None, None) => continue,
        };
        let message = if given == requirement {
            format!("`{requirement}` is demanded twice")
        } else {
            format!("`{requirement}` adds nothing: it follows from `{given}`")
        };
        let finding = Finding::new(message, list.clone().index(place).field("key"), "can go")
            .related(route, "this says it already");
        let gone = match (expressions.len(), term.fields().is_empty()) {
            (1, true) => superfluous_terms(subject),
            (1, false) => Some(list.clone()),
            _ => Some(list.clone().index(place)),
        };
        findings.push(match gone {
            Some(gone) => finding.fix("take it out", vec![gone.taken_out()]),
            None => finding,
        });
    }
}

/// What goes with the only term, which adds nothing: an empty one would match no node. None where
/// there are others, which it makes superfluous, too.
fn superfluous_terms(subject: &WorkloadSubject<'_>) -> Option<Route> {
    let affinity = subject.pod.affinity.as_ref()?;
    let of_nodes = affinity.node_affinity.as_ref()?;
    if required(subject.pod).len() > 1 {
        return None;
    }
    let place = Route::pod_spec(subject.pods.path).field("affinity");
    if of_nodes.preferred_during_scheduling_ignored_during_execution.is_some() {
        return Some(required_route(subject.pods.path));
    }
    let alone = affinity.pod_affinity.is_none() && affinity.pod_anti_affinity.is_none();
    Some(if alone { place } else { place.field("nodeAffinity") })
}
