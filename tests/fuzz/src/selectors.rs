//! Selectors and node affinity, held against the labels that there can be.

use std::collections::BTreeMap;

use daemonlint::internals::kubernetes::label_selector::Selector;
use daemonlint::internals::kubernetes::node_affinity::RequiredNodeAffinity;
use k8s_openapi::api::core::v1::{NodeSelector, NodeSelectorRequirement, NodeSelectorTerm};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use super::choices::Choices;

const KEYS: [&str; 2] = ["app", "example.com/zone"];
const OPERATORS: [&str; 8] = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt", "in", ""];
const VALUES: [&str; 9] = ["x", "y", "3", "5", "-1", "", "007", "9223372036854775807", "a b"];
/// Beside them, what a label may be that nobody names.
const LABELS: [Option<&str>; 10] = [
    None,
    Some("x"),
    Some("y"),
    Some("3"),
    Some("4"),
    Some("5"),
    Some(""),
    Some("007"),
    Some("9223372036854775807"),
    Some("other"),
];

pub fn run(data: &[u8]) {
    let mut choices = Choices(data);
    overlap(&mut choices);
    affinity(&mut choices);
    raw(choices.0);
}

/// Two selectors overlap exactly where some labels are selected by both.
fn overlap(choices: &mut Choices<'_>) {
    let (a, b) = (selector(choices), selector(choices));
    let (Ok(a), Ok(b)) = (Selector::compile(&a), Selector::compile(&b)) else { return };
    let meet = all_labels().any(|labels| a.matches(&labels) && b.matches(&labels));
    assert_eq!(a.overlaps(&b), meet, "{a:?} {b:?}");
    assert_eq!(a.overlaps(&b), b.overlaps(&a), "{a:?} {b:?}");
    for labels in all_labels() {
        assert_eq!(a.matches(&labels), a.unmet(&labels).next().is_none(), "{a:?} {labels:?}");
    }
}

fn selector(choices: &mut Choices<'_>) -> LabelSelector {
    let labels = (0..choices.below(3)).map(|_| {
        let value = choices.one_of(&VALUES);
        (choices.one_of(&KEYS).to_owned(), value.to_owned())
    });
    let match_labels = Some(labels.collect());
    let expressions = (0..choices.below(4)).map(|_| {
        let (key, operator, values) = requirement(choices);
        LabelSelectorRequirement { key, operator, values }
    });
    LabelSelector { match_labels, match_expressions: Some(expressions.collect()) }
}

fn requirement(choices: &mut Choices<'_>) -> (String, String, Option<Vec<String>>) {
    let (key, operator) = (choices.one_of(&KEYS), choices.one_of(&OPERATORS));
    let count = choices.below(4);
    let values = (0..count).map(|_| choices.one_of(&VALUES).to_owned());
    (key.to_owned(), operator.to_owned(), (count > 0).then(|| values.collect()))
}

fn all_labels() -> impl Iterator<Item = BTreeMap<String, String>> {
    LABELS.iter().flat_map(|first| {
        LABELS.iter().map(move |second| {
            let pairs = KEYS.iter().zip([first, second]);
            let pairs = pairs.filter_map(|(key, value)| Some((*key, (*value)?)));
            pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
        })
    })
}

/// A node is taken where one term is fulfilled: a term more takes no node away, a requirement more
/// brings none.
fn affinity(choices: &mut Choices<'_>) {
    let terms: Vec<NodeSelectorTerm> = (0..choices.below(3)).map(|_| term(choices)).collect();
    let affinity = |terms: &[NodeSelectorTerm]| {
        RequiredNodeAffinity::of_terms(&NodeSelector { node_selector_terms: terms.to_vec() })
    };
    let all = affinity(&terms);
    for labels in all_labels().step_by(7) {
        let look_up = |key: &str| labels.get(key).map(String::as_str);
        let allows = |terms: &[NodeSelectorTerm]| affinity(terms).allows("node", look_up);
        let any = terms.iter().any(|term| allows(std::slice::from_ref(term)));
        assert_eq!(all.allows("node", look_up), any, "{terms:?} {labels:?}");
        for term in &terms {
            let parts = term.match_expressions.iter().flatten().map(|one| NodeSelectorTerm {
                match_expressions: Some(vec![one.clone()]),
                match_fields: None,
            });
            let parts: Vec<_> = parts.collect();
            if parts.is_empty() || term.match_fields.is_some() {
                continue;
            }
            let every = parts.iter().all(|part| allows(std::slice::from_ref(part)));
            assert_eq!(allows(std::slice::from_ref(term)), every, "{term:?} {labels:?}");
        }
    }
}

fn term(choices: &mut Choices<'_>) -> NodeSelectorTerm {
    let expressions = (0..choices.below(4)).map(|_| {
        let (key, operator, values) = requirement(choices);
        NodeSelectorRequirement { key, operator, values }
    });
    let match_expressions = Some(expressions.collect());
    let match_fields = (choices.below(4) == 1).then(|| {
        let (_, operator, _) = requirement(choices);
        let value = choices.one_of(&["node", "other", ""]).to_owned();
        let key = choices.one_of(&["metadata.name", "metadata.uid"]).to_owned();
        vec![NodeSelectorRequirement { key, operator, values: Some(vec![value]) }]
    });
    NodeSelectorTerm { match_expressions, match_fields }
}

/// Whatever an object holds.
fn raw(data: &[u8]) {
    if let Ok(selector) = serde_json::from_slice::<LabelSelector>(data)
        && let Ok(selector) = Selector::compile(&selector)
    {
        assert!(selector.overlaps(&selector) || !all_labels().any(|one| selector.matches(&one)));
    }
    if let Ok(selector) = serde_json::from_slice::<NodeSelector>(data) {
        let affinity = RequiredNodeAffinity::of_terms(&selector);
        let _ = affinity.matches("node", |key| KEYS.contains(&key).then_some("x"));
    }
}
