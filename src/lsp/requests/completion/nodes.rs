//! Labels, their values and taints of the nodes.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::Taint;
use lsp_types::CompletionItemKind;

use super::{Asked, Offer, What};
use crate::inventory::{Inventory, Node};
use crate::kubernetes::toleration::notation;
use crate::words::count;
use crate::words::yaml::scalar;

/// How many names of nodes are offered.
const MOST: usize = 500;

/// What the nodes have that may be written at the place; nothing where the place is about no nodes.
pub(super) fn offers(asked: &Asked<'_>, inventory: &Inventory) -> Vec<Offer> {
    let way = asked.way();
    let way = way.as_slice();
    let is_key = asked.place.what != What::Value;
    if is_key && way.ends_with(&["nodeSelector"]) {
        let keys = keys(inventory).into_iter().filter(|(key, _)| !asked.has(key));
        let after = asked.after_key(": ");
        return keys
            .map(|(key, nodes)| label(inventory, key, nodes).inserts(format!("{key}{after}")))
            .collect();
    }
    match way {
        [.., "nodeSelector", key] => values(inventory, key),
        [.., "matchExpressions", "*", "key"] if is_of_nodes(way) => {
            keys(inventory).into_iter().map(|(key, nodes)| label(inventory, key, nodes)).collect()
        }
        [.., "matchExpressions", "*", "values", "*"] if is_of_nodes(way) => {
            asked.beside("key").map(|key| values(inventory, key)).unwrap_or_default()
        }
        [.., "matchFields", "*", "values", "*"] => {
            let names = inventory.nodes.iter().take(MOST);
            names.map(|node| Offer::new(&*node.name, CompletionItemKind::VALUE)).collect()
        }
        [.., "tolerations", "*", field] if asked.place.what == What::Value => {
            of_taint(asked, inventory, field)
        }
        [.., "tolerations", "*"] if asked.place.what == What::Element => {
            tolerations(asked, inventory)
        }
        _ => Vec::new(),
    }
}

/// Whether expressions are about nodes, and not about pods.
fn is_of_nodes(way: &[&str]) -> bool {
    way.contains(&"nodeAffinity") || way.contains(&"nodeSelectorTerms")
}

/// The keys of the nodes' labels, each with how many nodes have it; most of all first. Those of
/// nodes that a pool may get are among them.
fn keys(inventory: &Inventory) -> Vec<(&str, usize)> {
    counted(inventory, |node| inventory.labels(node).map(|(key, _)| key).collect())
}

fn label(inventory: &Inventory, key: &str, nodes: usize) -> Offer {
    let of = count(inventory.nodes.len(), "node");
    Offer::new(key, CompletionItemKind::PROPERTY).told(format!("on {nodes} of {of}"))
}

/// The values of a label, each with how many nodes have it.
fn values(inventory: &Inventory, key: &str) -> Vec<Offer> {
    let offer = |(value, nodes): (&str, usize)| {
        Offer::new(value, CompletionItemKind::VALUE)
            .inserts(scalar(value))
            .told(count(nodes, "node"))
    };
    let found = counted(inventory, |node| inventory.label(node, key).into_iter().collect());
    found.into_iter().map(offer).collect()
}

/// On how many nodes each text is found; on none where only new nodes of a pool have it.
fn counted<'a>(
    inventory: &'a Inventory,
    texts: impl Fn(&'a Node) -> Vec<&'a str>,
) -> Vec<(&'a str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in inventory.nodes.iter().flat_map(&texts) {
        *counts.entry(text).or_default() += 1;
    }
    for text in inventory.pools.iter().flat_map(|pool| texts(&pool.template)) {
        counts.entry(text).or_default();
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// A part of a taint, beside the parts that are written already.
fn of_taint(asked: &Asked<'_>, inventory: &Inventory, field: &str) -> Vec<Offer> {
    let part = |taint: &Taint, field: &str| match field {
        "key" => Some(taint.key.clone()),
        "value" => taint.value.clone(),
        "effect" => Some(taint.effect.clone()),
        _ => None,
    };
    let fits = |taint: &&Taint| {
        ["key", "value", "effect"].into_iter().filter(|other| *other != field).all(|other| {
            asked.beside(other).is_none_or(|written| part(taint, other).as_deref() == Some(written))
        })
    };
    let mut parts: Vec<String> =
        inventory.taints.iter().filter(fits).filter_map(|taint| part(taint, field)).collect();
    parts.sort();
    parts.dedup();
    let offer = |text: String| {
        let insert = scalar(&text).into_owned();
        Offer::new(text, CompletionItemKind::VALUE).inserts(insert).told("a taint of the nodes")
    };
    parts.into_iter().filter(|text| !text.is_empty()).map(offer).collect()
}

/// Whole tolerations, one for each taint.
fn tolerations(asked: &Asked<'_>, inventory: &Inventory) -> Vec<Offer> {
    let blanks = " ".repeat(asked.place.column);
    let offer = |taint: &Taint| {
        let value = taint.value.as_deref().filter(|value| !value.is_empty());
        let asks = match value {
            Some(value) => format!("operator: Equal\n{blanks}value: {}", scalar(value)),
            None => "operator: Exists".to_owned(),
        };
        let nodes = inventory.nodes.iter();
        let nodes = nodes.filter(|node| inventory.taints(node).any(|other| other == taint)).count();
        Offer::new(notation(taint), CompletionItemKind::STRUCT)
            .inserts(format!(
                "key: {}\n{blanks}{asks}\n{blanks}effect: {}",
                scalar(&taint.key),
                taint.effect
            ))
            .told(format!("a taint of {}", count(nodes, "node")))
    };
    inventory.taints.iter().map(offer).chain(super::fields::offers(asked)).collect()
}
