//! What becomes of a DaemonSet on a node that a pool would start. Some of such a node's labels may
//! be known by the values alone that are possible: then each of them is asked for.

use std::collections::BTreeSet;

use k8s_openapi::api::core::v1::Taint;

use super::controller::decide;
use super::daemon_pod::{Compiled, DaemonPod};
use super::node_classes::tests;
use super::node_facts::NodeFacts;
use super::verdict::Verdict;
use crate::inventory::{Coming, Inventory, NEW_NODE, Pool, ResourceAmounts};
use crate::kubernetes::labels::Test;
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, untolerated};

/// Stands for every value that nobody names. No label has this value.
pub(super) const ANOTHER: &str = "(another value)";

/// How many combinations of values are asked for. Beyond them the first ones stand for all.
const MOST: usize = 4096;

/// What is to be said of a DaemonSet on a pool's new node beside the verdict.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewNode {
    /// The verdict holds on these conditions, and on no others would the pod run; empty where it
    /// holds in any case.
    pub conditions: Vec<Condition>,
    /// The open labels that the DaemonSet asks for, with the values for which the verdict stands.
    pub taken: Vec<(String, String)>,
    /// Taints that the node has at first and the pod doesn't tolerate: it comes once they are gone.
    pub after: Vec<Taint>,
}

/// A label of a new node on which a verdict depends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The label's key.
    pub key: String,
    /// The values with which the pod runs, as far as anybody names them.
    pub values: Vec<String>,
    /// Whether it runs with any value that nobody names.
    pub others: bool,
    /// The values with which it doesn't run.
    pub except: Vec<String>,
    /// Whether the values are all that count; else the label is compared as a number.
    pub exact: bool,
    /// Whether it runs without the label.
    pub missing: bool,
    /// Whether an agent sets the label once it runs on the node.
    pub later: bool,
}

/// A pool's new node as one DaemonSet sees it.
pub(super) struct Asked<'a> {
    inventory: &'a Inventory,
    pool: &'a Pool,
    compiled: &'a Compiled,
}

/// A new node with certain values for its open labels; none where the label is missing.
#[derive(Clone)]
struct Candidate<'a> {
    inventory: &'a Inventory,
    pool: &'a Pool,
    labels: Vec<(&'a str, Option<String>)>,
}

impl NodeFacts for Candidate<'_> {
    fn is_virtual(&self) -> bool {
        self.inventory.is_virtual(&self.pool.template)
    }

    fn name(&self) -> &str {
        NEW_NODE
    }

    fn label(&self, key: &str) -> Option<&str> {
        match self.labels.iter().find(|(known, _)| *known == key) {
            Some((_, value)) => value.as_deref(),
            None => self.inventory.label(&self.pool.template, key),
        }
    }

    fn is_one_of_many(&self, key: &str) -> bool {
        self.label(key) == Some(ANOTHER)
    }

    fn taints(&self) -> impl Iterator<Item = &Taint> + Clone {
        self.pool.template.taints.iter().filter_map(|id| self.inventory.taint(*id))
    }
}

impl<'a> Asked<'a> {
    pub(super) const fn new(
        inventory: &'a Inventory,
        pool: &'a Pool,
        compiled: &'a Compiled,
    ) -> Self {
        Self { inventory, pool, compiled }
    }

    /// What is to be said, and the verdict where it is not that of the pool's template.
    pub(super) fn answer(&self) -> (NewNode, Option<Verdict>) {
        let scheduled = self.compiled.scheduled();
        let tolerations = &scheduled.pod.tolerations;
        let startup = self.pool.startup_taints.iter().filter_map(|id| self.inventory.taint(*id));
        let after =
            untolerated(startup, tolerations, &[NO_SCHEDULE, NO_EXECUTE], scheduled.release);
        let mut new_node = NewNode { after: after.cloned().collect(), ..NewNode::default() };
        let candidates = self.candidates();
        // A candidate without open labels is the template.
        if candidates.first().is_none_or(|candidate| candidate.labels.is_empty()) {
            return (new_node, None);
        }
        let verdicts: Vec<Verdict> =
            candidates.iter().map(|candidate| self.verdict(candidate)).collect();
        let good: Vec<&Candidate<'_>> =
            candidates.iter().zip(&verdicts).filter(|(_, v)| v.runs()).map(|(c, _)| c).collect();
        if !good.is_empty() && good.len() < candidates.len() {
            new_node.conditions = conditions(&candidates, &good);
            for condition in &mut new_node.conditions {
                let numeric =
                    |test: &&Test| matches!(test, Test::GreaterThan(_) | Test::LessThan(_));
                condition.exact = !self.tests_of(&condition.key).iter().any(numeric);
                let coming = self.inventory.coming(self.pool, &condition.key);
                condition.later = coming == Some(Coming::Later);
            }
        }
        let best = verdicts.iter().position(Verdict::runs);
        // Else the node that comes closest: the controller wants a pod there.
        let best = best.or_else(|| verdicts.iter().position(|verdict| verdict.should_run));
        // Or else the one that least keeps the pod off.
        let least = || {
            (0..verdicts.len()).min_by_key(|place| verdicts.get(*place).map(|v| v.refusals.len()))
        };
        let best = best.or_else(least).unwrap_or_default();
        let labels = candidates.get(best).into_iter().flat_map(|candidate| &candidate.labels);
        let taken = labels.filter_map(|(key, value)| Some(((*key).to_owned(), value.clone()?)));
        new_node.taken = taken.collect();
        (new_node, verdicts.get(best).cloned())
    }

    /// The new nodes that the DaemonSet could tell apart.
    fn candidates(&self) -> Vec<Candidate<'a>> {
        let Self { inventory, pool, .. } = *self;
        let mut candidates = vec![Candidate { inventory, pool, labels: Vec::new() }];
        let open = pool.open.iter();
        let open = open.map(|o| (inventory.text(o.key), &o.tests[..], o.may_be_missing));
        let coming = self.keys().filter_map(|key| {
            let coming = inventory.coming(pool, key)?;
            Some((key, &[][..], coming != Coming::Always))
        });
        for (key, tests, may_be_missing) in open.chain(coming) {
            let asked = self.tests_of(key);
            if asked.is_empty() {
                continue;
            }
            let values = values(tests, may_be_missing, &asked);
            if candidates.len() * values.len() > MOST {
                break;
            }
            let with = |candidate: &Candidate<'a>, value: &Option<String>| {
                let mut candidate = candidate.clone();
                candidate.labels.push((key, value.clone()));
                candidate
            };
            candidates =
                candidates.iter().flat_map(|c| values.iter().map(move |v| with(c, v))).collect();
        }
        candidates
    }

    fn tests(&self) -> impl Iterator<Item = (&'a str, &'a Test)> {
        let Compiled { created, admitted, .. } = self.compiled;
        let pods = std::iter::once(created).chain(admitted);
        let affinities = pods.flat_map(DaemonPod::affinities);
        affinities.flat_map(tests)
    }

    fn tests_of(&self, key: &str) -> Vec<&'a Test> {
        self.tests().filter(|(known, _)| *known == key).map(|(_, test)| test).collect()
    }

    /// The labels that the DaemonSet asks for, each once, in the order of their names.
    fn keys(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let keys: BTreeSet<&'a str> = self.tests().map(|(key, _)| key).collect();
        keys.into_iter()
    }

    fn verdict(&self, candidate: &Candidate<'_>) -> Verdict {
        let mut verdict = self.verdict_of(&self.compiled.created, candidate);
        if let Some(admitted) = &self.compiled.admitted {
            verdict.add_admitted(&self.verdict_of(admitted, candidate));
        }
        verdict
    }

    fn verdict_of(&self, pod: &DaemonPod, candidate: &Candidate<'_>) -> Verdict {
        let mut verdict = decide(pod, candidate);
        if let Some(allocatable) =
            self.pool.template.allocatable.as_ref().filter(|_| verdict.should_run)
        {
            let nothing = ResourceAmounts::default();
            let short = pod.needs.iter().filter(|need| need.exceeds(allocatable, &nothing));
            verdict.blockers.extend(short.map(|need| need.refusal()));
            let missing = pod.features.iter();
            let missing = missing.filter(|one| one.is_missing(&self.pool.template, self.inventory));
            verdict.blockers.extend(missing.map(|one| one.refusal()));
            verdict.schedulable = Some(verdict.blockers.is_empty());
        }
        verdict
    }
}

/// The values of an open label that make a difference to these tests.
pub(super) fn values(tests: &[Test], may_be_missing: bool, asked: &[&Test]) -> Vec<Option<String>> {
    let mut named: Vec<String> = Vec::new();
    let mut limits: Vec<i64> = Vec::new();
    for test in tests.iter().chain(asked.iter().copied()) {
        match test {
            Test::In(values) | Test::NotIn(values) => named.extend(values.iter().cloned()),
            Test::GreaterThan(limit) | Test::LessThan(limit) => limits.push(*limit),
            Test::Exists | Test::DoesNotExist => {}
        }
    }
    if !limits.is_empty() {
        // One number of each gap between those that are named.
        limits.extend(named.iter().filter_map(|value| value.parse::<i64>().ok()));
        let around = |limit: &i64| [limit.saturating_sub(1), *limit, limit.saturating_add(1)];
        named.extend(limits.iter().flat_map(around).map(|number| number.to_string()));
    }
    named.push(ANOTHER.to_owned());
    let mut values: Vec<String> = Vec::new();
    for value in named {
        if tests.iter().all(|test| test.passes(Some(&value))) && !values.contains(&value) {
            values.push(value);
        }
    }
    let missing = may_be_missing || values.is_empty();
    values.into_iter().map(Some).chain(missing.then_some(None)).collect()
}

/// The labels that tell the good candidates from the others, each with its good values.
fn conditions(all: &[Candidate<'_>], good: &[&Candidate<'_>]) -> Vec<Condition> {
    let places = all.first().map_or(0, |candidate| candidate.labels.len());
    let mut conditions = Vec::new();
    for place in 0..places {
        let of =
            |candidate: &Candidate<'_>| candidate.labels.get(place).and_then(|(_, v)| v.clone());
        let distinct = |mut values: Vec<Option<String>>| {
            values.sort();
            values.dedup();
            values
        };
        let possible = distinct(all.iter().map(of).collect());
        let fitting = distinct(good.iter().map(|candidate| of(candidate)).collect());
        if fitting.len() == possible.len() {
            continue;
        }
        let named = fitting.iter().flatten().filter(|value| *value != ANOTHER).cloned();
        let except = possible.iter().filter(|value| !fitting.contains(value)).flatten();
        conditions.push(Condition {
            key: all
                .first()
                .and_then(|c| c.labels.get(place))
                .map_or("", |(key, _)| *key)
                .to_owned(),
            values: named.collect(),
            except: except.filter(|value| *value != ANOTHER).cloned().collect(),
            exact: true,
            others: fitting.iter().flatten().any(|value| value == ANOTHER),
            missing: fitting.contains(&None),
            later: false,
        });
    }
    conditions
}
