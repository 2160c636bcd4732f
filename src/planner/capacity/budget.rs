//! How much of a node the DaemonSets may take.

use std::str::FromStr;

use super::{Capacity, LedgerEntry, Unsized};
use crate::inventory::{Inventory, NodeIx, PoolIx, Resource, ResourceAmounts};
use crate::kubernetes::quantity::Quantity;

/// What DaemonSets may take of each node: `cpu=20%,memory=512Mi`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget(Vec<(String, Limit)>);

/// The most that may be taken of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// A share of what the node offers, in hundredths of a percent.
    Share(u64),
    /// An amount: thousandths for `cpu`, else bytes or units.
    Amount(i64),
}

/// Why a text is no budget.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BudgetError {
    /// A part is not `RESOURCE=LIMIT`.
    #[error("`{0}` is not RESOURCE=LIMIT, as in cpu=20% or memory=512Mi")]
    Form(String),
    /// No node counts this resource: a misspelling would limit nothing.
    #[error(
        "`{0}` is not a resource of nodes: cpu, memory, ephemeral-storage, pods, hugepages-SIZE, or one with a domain, as in nvidia.com/gpu"
    )]
    Resource(String),
    /// A limit is neither a percentage nor a quantity.
    #[error("`{limit}` is neither a percentage nor a quantity of {resource}")]
    Limit {
        /// The resource.
        resource: String,
        /// The text.
        limit: String,
    },
}

/// Nodes on which DaemonSets take more than they may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excess {
    /// The resource.
    pub resource: String,
    /// The limit.
    pub limit: Limit,
    /// The nodes, those with the largest share first.
    pub nodes: Vec<NodeIx>,
    /// The pools without nodes whose new ones would be such.
    pub pools: Vec<PoolIx>,
}

impl FromStr for Budget {
    type Err = BudgetError;

    fn from_str(text: &str) -> Result<Self, BudgetError> {
        let mut limits = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (resource, limit) =
                part.split_once('=').ok_or_else(|| BudgetError::Form(part.to_owned()))?;
            let (resource, limit) = (resource.trim(), limit.trim());
            if resource.is_empty() {
                return Err(BudgetError::Form(part.to_owned()));
            }
            if !is_resource(resource) {
                return Err(BudgetError::Resource(resource.to_owned()));
            }
            let parsed = match limit.strip_suffix('%') {
                Some(percent) => share(percent).map(Limit::Share),
                None => Quantity::parse(limit).ok().map(|quantity| {
                    let cpu = resource == "cpu";
                    Limit::Amount(if cpu { quantity.milli_value() } else { quantity.value() })
                }),
            };
            let parsed = parsed.ok_or_else(|| BudgetError::Limit {
                resource: resource.to_owned(),
                limit: limit.to_owned(),
            })?;
            limits.push((resource.to_owned(), parsed));
        }
        if limits.is_empty() {
            return Err(BudgetError::Form(text.to_owned()));
        }
        Ok(Self(limits))
    }
}

/// Whether nodes may offer a resource of this name.
fn is_resource(name: &str) -> bool {
    matches!(name, "cpu" | "memory" | "ephemeral-storage" | "pods")
        || name.starts_with("hugepages-")
        || name.contains('/')
}

/// A percentage with up to two decimals, in hundredths of a percent.
fn share(text: &str) -> Option<u64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(decimals) || decimals.len() > 2 {
        return None;
    }
    let hundredths = format!("{decimals:0<2}").parse::<u64>().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(hundredths)
}

impl Budget {
    /// Where DaemonSets take more than they may.
    #[must_use]
    pub fn exceeded(&self, capacity: &Capacity, inventory: &Inventory) -> Vec<Excess> {
        let mut excesses = Vec::new();
        for (name, limit) in &self.0 {
            let Some(resource) = Resource::find(name, &inventory.symbols) else { continue };
            // The share by which nodes are sorted, where they exceed.
            let over = |node: NodeIx| {
                let node = capacity.of(node);
                let share = node.share(resource)?;
                let exceeds = match *limit {
                    Limit::Share(most) => share > most,
                    Limit::Amount(most) => node.takes.get(resource) > most,
                };
                exceeds.then_some(share)
            };
            let nodes = inventory.nodes.places();
            let mut nodes: Vec<(NodeIx, u64)> =
                nodes.filter_map(|node| Some((node, over(node)?))).collect();
            nodes.sort_by_key(|(_, share)| std::cmp::Reverse(*share));
            if !nodes.is_empty() {
                let nodes = nodes.into_iter().map(|(node, _)| node).collect();
                let (resource, limit) = (name.clone(), *limit);
                excesses.push(Excess { resource, limit, nodes, pools: Vec::new() });
            }
        }
        excesses
    }

    /// Adds where they take more than they may of new nodes of pools that have none: of those of
    /// which it is not known what they offer, amounts alone can be told.
    pub(crate) fn add_new_nodes(
        &self,
        excesses: &mut Vec<Excess>,
        (ledger, unsized_pools): (&[LedgerEntry], &[Unsized]),
        inventory: &Inventory,
    ) {
        for (name, limit) in &self.0 {
            let Some(resource) = Resource::find(name, &inventory.symbols) else { continue };
            let exceeds = |takes: &ResourceAmounts, share: Option<u64>| match *limit {
                Limit::Share(most) => share.is_some_and(|share| share > most),
                Limit::Amount(most) => takes.get(resource) > most,
            };
            let sized = ledger.iter().filter(|entry| entry.nodes.is_empty());
            let sized =
                sized.filter(|entry| exceeds(&entry.wanted(), entry.wanted_share(resource)));
            let unsized_pools = unsized_pools.iter().filter(|one| exceeds(&one.takes, None));
            let pools = sized.filter_map(|entry| entry.starts);
            let pools: Vec<PoolIx> = pools.chain(unsized_pools.map(|one| one.pool)).collect();
            if pools.is_empty() {
                continue;
            }
            let same = |known: &&mut Excess| known.resource == *name && known.limit == *limit;
            match excesses.iter_mut().find(same) {
                Some(known) => known.pools = pools,
                None => excesses.push(Excess {
                    resource: name.clone(),
                    limit: *limit,
                    nodes: Vec::new(),
                    pools,
                }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_a_list_of_shares_and_amounts() {
        let budget: Budget = "cpu=20%, memory=12.5%,pods=3,cpu=1500m".parse().unwrap();
        let limits: Vec<_> =
            budget.0.iter().map(|(resource, limit)| (resource.as_str(), *limit)).collect();
        assert_eq!(
            limits,
            [
                ("cpu", Limit::Share(2000)),
                ("memory", Limit::Share(1250)),
                ("pods", Limit::Amount(3)),
                ("cpu", Limit::Amount(1500)),
            ]
        );
        for text in ["", "cpu", "=5%", "cpu=%", "cpu=-1%", "cpu=1.234%", "cpu=two", "cpus=5%"] {
            assert!(text.parse::<Budget>().is_err(), "{text}");
        }
    }
}
