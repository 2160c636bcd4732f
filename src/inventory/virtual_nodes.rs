//! Virtual and serverless nodes.

use super::node::{Node, TaintId};
use super::{Inventory, Symbol};

/// The labels that such nodes have.
const LABELS: [(&str, &str); 2] =
    [("type", "virtual-kubelet"), ("eks.amazonaws.com/compute-type", "fargate")];

/// The key of the taint that others have.
const TAINT: &str = "virtual-kubelet.io/provider";

/// What marks virtual and serverless nodes, as an inventory knows it: looked up once for many nodes.
#[derive(Clone, Debug)]
pub(crate) struct VirtualMarks {
    labels: Vec<(Symbol, Symbol)>,
    taints: Vec<TaintId>,
}

impl VirtualMarks {
    pub(super) fn new(inventory: &Inventory) -> Self {
        let symbols = &inventory.symbols;
        let label = |(key, value)| symbols.find(key).zip(symbols.find(value));
        let taints = inventory.taints.iter().zip(0..).filter(|(taint, _)| taint.key == TAINT);
        Self {
            labels: LABELS.into_iter().filter_map(label).collect(),
            taints: taints.map(|(_, place)| TaintId(place)).collect(),
        }
    }

    /// Whether a node of the inventory has one of them.
    pub(crate) fn are_on(&self, node: &Node) -> bool {
        self.labels.iter().any(|(key, value)| node.labels.get(*key) == Some(*value))
            || !self.taints.is_empty() && node.taints.iter().any(|id| self.taints.contains(id))
    }
}
