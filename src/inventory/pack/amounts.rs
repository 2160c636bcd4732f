//! Amounts written so that they are read as the same.

use super::tree::Tree;
use crate::inventory::symbols::Symbols;
use crate::inventory::{Resource, ResourceAmounts};
use crate::words::amount;

/// An amount exactly, in the shortest notation.
fn exact(resource: Resource, name: &str, amount: i64) -> Tree {
    let name = if resource == Resource::Cpu { "cpu" } else { name };
    let text = amount::exact(name, amount);
    // A plain number needs no quotes.
    if text.parse::<i64>().is_ok() { Tree::Literal(text) } else { Tree::text(text) }
}

/// All resources that either of two nodes may have.
fn resources(amounts: &ResourceAmounts, others: &ResourceAmounts) -> Vec<Resource> {
    let mut all = vec![Resource::Cpu, Resource::Memory, Resource::EphemeralStorage, Resource::Pods];
    for (symbol, _) in amounts.scalar.iter().chain(&others.scalar) {
        if !all.contains(&Resource::Scalar(*symbol)) {
            all.push(Resource::Scalar(*symbol));
        }
    }
    all
}

/// What a node offers.
pub(super) fn allocatable(amounts: &ResourceAmounts, symbols: &Symbols) -> Tree {
    let nothing = ResourceAmounts::default();
    let written = |resource: &Resource| {
        // How many pods there may be is always said: it has a default.
        let always = matches!(resource, Resource::Pods | Resource::Scalar(_));
        always || amounts.get(*resource) != 0
    };
    entries(amounts, resources(amounts, &nothing).into_iter().filter(written), symbols)
}

/// What a pod takes, without its place.
pub(super) fn requests(amounts: &ResourceAmounts, symbols: &Symbols) -> Tree {
    let nothing = ResourceAmounts::default();
    let all = resources(amounts, &nothing).into_iter();
    let taken = all.filter(|r| *r != Resource::Pods && amounts.get(*r) != 0);
    entries(amounts, taken, symbols)
}

/// What a node offers where that differs from what others do.
pub(super) fn difference(
    amounts: &ResourceAmounts,
    from: &ResourceAmounts,
    symbols: &Symbols,
) -> Tree {
    let all = resources(amounts, from).into_iter();
    entries(amounts, all.filter(|r| amounts.get(*r) != from.get(*r)), symbols)
}

fn entries(
    amounts: &ResourceAmounts,
    resources: impl Iterator<Item = Resource>,
    symbols: &Symbols,
) -> Tree {
    let entry = |resource: Resource| {
        let name = resource.name(symbols);
        (name.to_owned(), exact(resource, name, amounts.get(resource)))
    };
    // By name, since symbols have the order in which they were read.
    let mut resources: Vec<Resource> = resources.collect();
    resources.sort_by_key(|resource| match resource {
        Resource::Scalar(_) => Some(resource.name(symbols)),
        _ => None,
    });
    Tree::Map(resources.into_iter().map(entry).collect())
}

/// For each resource the amount that most nodes offer.
pub(super) fn usual<'a>(all: impl Iterator<Item = &'a ResourceAmounts>) -> ResourceAmounts {
    use std::collections::BTreeMap;
    let mut counts: BTreeMap<Resource, BTreeMap<i64, usize>> = BTreeMap::new();
    let nothing = ResourceAmounts::default();
    let mut nodes = 0;
    for amounts in all {
        nodes += 1;
        for resource in resources(amounts, &nothing) {
            let of = counts.entry(resource).or_default();
            *of.entry(amounts.get(resource)).or_default() += 1;
        }
    }
    let mut usual = ResourceAmounts::default();
    let mut scalar = Vec::new();
    for (resource, mut amounts) in counts {
        // A node that doesn't name a resource has none of it.
        let named: usize = amounts.values().sum();
        *amounts.entry(0).or_default() += nodes - named;
        let most = amounts.into_iter().max_by_key(|(_, count)| *count);
        let amount = most.map(|(amount, _)| amount).unwrap_or_default();
        match resource {
            Resource::Pods => usual.pods = amount,
            Resource::Cpu => usual.milli_cpu = amount,
            Resource::Memory => usual.memory = amount,
            Resource::EphemeralStorage => usual.ephemeral_storage = amount,
            Resource::Scalar(symbol) => scalar.push((symbol, amount)),
        }
    }
    usual.with_scalar(scalar)
}
