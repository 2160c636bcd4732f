//! How many nodes a nodeSelector, an affinity or a toleration keeps, and which.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    NodeAffinity, NodeSelector, NodeSelectorTerm, PodSpec, Toleration,
};

use crate::inventory::{Inventory, Node};
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::node_affinity::RequiredNodeAffinity;
use crate::kubernetes::release::Release;
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, notation, tolerates};
use crate::lsp::cursor::{Cursor, words};
use crate::words::{count, names_of};

/// How wide a list of names is.
const WIDTH: usize = 100;

/// How many nodes what stands at a place keeps; none where it is about no nodes.
pub(super) fn about(cursor: &Cursor<'_>, inventory: &Inventory) -> Option<String> {
    if inventory.nodes.is_empty() {
        return None;
    }
    let pod = cursor.manifest.object().pods()?.spec?;
    let path = cursor.in_pod_spec()?;
    let release = cursor.manifest.release();
    match words(&path).as_slice() {
        ["nodeSelector"] => {
            let spec = PodSpec { node_selector: pod.node_selector.clone(), ..PodSpec::default() };
            Some(kept(inventory, &RequiredNodeAffinity::of(&spec), None))
        }
        ["nodeSelector", key] => {
            let value = pod.node_selector.as_ref()?.get(*key)?;
            let only = [((*key).to_owned(), value.clone())].into();
            let spec = PodSpec { node_selector: Some(only), ..PodSpec::default() };
            Some(kept(inventory, &RequiredNodeAffinity::of(&spec), Some(key)))
        }
        ["affinity", "nodeAffinity", ..] => {
            let affinity = pod.affinity.as_ref()?.node_affinity.as_ref()?;
            of_affinity(inventory, affinity, &path)
        }
        ["affinity"] => {
            let affinity = pod.affinity.as_ref()?.node_affinity.as_ref()?;
            let required = affinity.required_during_scheduling_ignored_during_execution.as_ref()?;
            Some(kept(inventory, &RequiredNodeAffinity::of_terms(required), None))
        }
        ["tolerations"] => Some(opened(inventory, pod.tolerations.as_deref()?, release)),
        ["tolerations", "*", ..] => {
            let place = index(&path, 1)?;
            let one = pod.tolerations.as_deref()?.get(place)?;
            Some(opened(inventory, std::slice::from_ref(one), release))
        }
        _ => None,
    }
}

/// The index that a step of a path is.
fn index(path: &FieldPath, step: usize) -> Option<usize> {
    match path.0.get(step)? {
        Step::Index(index) => Some(*index),
        _ => None,
    }
}

/// The term or the requirement of a node affinity that a path leads to.
fn of_affinity(inventory: &Inventory, affinity: &NodeAffinity, path: &FieldPath) -> Option<String> {
    let way = words(path);
    let (terms, rest, start): (Vec<NodeSelectorTerm>, &[&str], usize) = match way.get(2..)? {
        ["requiredDuringSchedulingIgnoredDuringExecution", rest @ ..] => {
            let required = affinity.required_during_scheduling_ignored_during_execution.as_ref()?;
            let terms = required.node_selector_terms.clone();
            match rest {
                ["nodeSelectorTerms", "*", rest @ ..] => {
                    (vec![terms.get(index(path, 4)?)?.clone()], rest, 5)
                }
                _ => (terms, &[], 0),
            }
        }
        ["preferredDuringSchedulingIgnoredDuringExecution", "*", "preference", rest @ ..] => {
            let preferred =
                affinity.preferred_during_scheduling_ignored_during_execution.as_deref()?;
            (vec![preferred.get(index(path, 3)?)?.preference.clone()], rest, 5)
        }
        [] => {
            let required = affinity.required_during_scheduling_ignored_during_execution.as_ref()?;
            (required.node_selector_terms.clone(), &[], 0)
        }
        _ => return None,
    };
    let mut terms = terms;
    let mut key = None;
    if let ([list @ ("matchExpressions" | "matchFields"), "*", ..], [term]) =
        (rest, terms.as_mut_slice())
    {
        let place = index(path, start + 1)?;
        let of = if *list == "matchFields" { &term.match_fields } else { &term.match_expressions };
        let only = of.as_deref()?.get(place)?.clone();
        if *list == "matchExpressions" {
            key = Some(only.key.clone());
            *term = NodeSelectorTerm { match_expressions: Some(vec![only]), match_fields: None };
        } else {
            *term = NodeSelectorTerm { match_fields: Some(vec![only]), match_expressions: None };
        }
    }
    let selector = NodeSelector { node_selector_terms: terms };
    Some(kept(inventory, &RequiredNodeAffinity::of_terms(&selector), key.as_deref()))
}

/// The nodes that a demand keeps and those that it drops; of one label also what these have.
fn kept(inventory: &Inventory, demand: &RequiredNodeAffinity, key: Option<&str>) -> String {
    let allows = |node: &&Node| demand.allows(&node.name, |key| inventory.label(node, key));
    let (kept, dropped): (Vec<&Node>, Vec<&Node>) = inventory.nodes.iter().partition(allows);
    let mut said = halves("keeps", &kept, &dropped);
    if let Some(key) = key.filter(|_| !dropped.is_empty()) {
        let mut values: BTreeMap<&str, usize> = BTreeMap::new();
        for node in &dropped {
            *values.entry(inventory.label(node, key).unwrap_or("")).or_default() += 1;
        }
        let mut values: Vec<(&str, usize)> = values.into_iter().collect();
        values.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
        let words: Vec<String> = values
            .iter()
            .map(|(value, number)| match *value {
                "" => format!("none or empty ({number})"),
                value => format!("`{value}` ({number})"),
            })
            .collect();
        let first: Vec<&str> = words.iter().map(String::as_str).collect();
        let listed = names_of(&first, first.len(), WIDTH);
        said.push_str(&format!("\n\n`{key}` of those that it drops: {listed}"));
    }
    said
}

/// The nodes that tolerations open: those with a taint that keeps other pods off, and that these
/// tolerate.
fn opened(inventory: &Inventory, tolerations: &[Toleration], release: Release) -> String {
    let is_hard = |effect: &str| effect == NO_SCHEDULE || effect == NO_EXECUTE;
    let tolerated = |taint: &&k8s_openapi::api::core::v1::Taint| {
        tolerations.iter().any(|toleration| tolerates(toleration, taint, release))
    };
    let taints: Vec<String> = inventory.taints.iter().filter(tolerated).map(notation).collect();
    let mut whole = Vec::new();
    let mut part = Vec::new();
    for node in inventory.nodes.iter() {
        let hard: Vec<_> = inventory.taints(node).filter(|taint| is_hard(&taint.effect)).collect();
        match hard.iter().filter(|taint| tolerated(taint)).count() {
            0 => {}
            all if all == hard.len() => whole.push(node),
            _ => part.push(node),
        }
    }
    if taints.is_empty() {
        return "tolerates no taint of any node".to_owned();
    }
    let list: Vec<&str> = taints.iter().map(String::as_str).collect();
    let mut said = format!("tolerates {}", names_of(&list, list.len(), WIDTH));
    said.push_str(&match whole.is_empty() {
        true => "\n\nopens no node by itself".to_owned(),
        false => format!("\n\nopens {}: {}", count(whole.len(), "node"), names(&whole)),
    });
    if !part.is_empty() {
        let (number, names) = (count(part.len(), "node"), names(&part));
        said.push_str(&format!("\n\nof {number} it tolerates one taint and not all: {names}"));
    }
    said
}

fn halves(verb: &str, kept: &[&Node], dropped: &[&Node]) -> String {
    let all = kept.len() + dropped.len();
    let list = |nodes: &[&Node]| match nodes {
        [] => String::new(),
        nodes => format!(": {}", names(nodes)),
    };
    let (number, names) = (kept.len(), list(kept));
    let mut said = format!("{verb} {number} of {}{names}", count(all, "node"));
    if !dropped.is_empty() {
        said.push_str(&format!("\n\ndrops {}{}", dropped.len(), list(dropped)));
    }
    said
}

/// The names of nodes in short.
fn names(nodes: &[&Node]) -> String {
    let first: Vec<&str> = nodes.iter().take(200).map(|node| &*node.name).collect();
    names_of(&first, nodes.len(), WIDTH)
}
