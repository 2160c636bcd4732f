//! Pools: nodes of one kind that are made at need.

use super::node::{Node, TaintId};
use super::symbols::Symbol;
use crate::kubernetes::labels::Test;

/// What stands for the name of a node that a pool would start: no node has this name.
pub(crate) const NEW_NODE: &str = "(new node)";

/// Nodes of one kind that are made at need.
#[derive(Clone, Debug, PartialEq)]
pub struct Pool {
    /// The pool's name.
    pub name: Box<str>,
    /// What it was read from.
    pub origin: Origin,
    /// How a new node of the pool looks; its name is a placeholder.
    pub template: Node,
    /// How many nodes the pool itself says there are. Those that kubectl printed and that belong
    /// to it don't count here.
    pub count: u32,
    /// The labels that a new node has and whose values are not known beforehand.
    pub open: Box<[OpenLabel]>,
    /// Taints that a new node has at first, until what they wait for has run.
    pub startup_taints: Box<[TaintId]>,
    /// Why no new node is to be expected of it, where that is so.
    pub closed: Option<&'static str>,
}

/// What a pool was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The short form.
    Written,
    /// A `NodePool` of Karpenter.
    Karpenter,
    /// A `MachineDeployment`, `MachineSet` or `MachinePool` of Cluster API.
    ClusterApi,
    /// A node group of an eksctl `ClusterConfig`.
    Eksctl,
}

impl Origin {
    /// What such a pool is called there.
    #[must_use]
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Written => "pool",
            Self::Karpenter => "Karpenter NodePool",
            Self::ClusterApi => "Cluster API machines",
            Self::Eksctl => "eksctl node group",
        }
    }
}

/// A label of new nodes that is one of several values, or of any.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenLabel {
    /// The label's key.
    pub key: Symbol,
    /// What the value satisfies; nothing here: it may be any.
    pub tests: Box<[Test]>,
    /// Whether the label may also be missing.
    pub may_be_missing: bool,
}

impl OpenLabel {
    /// Whether the label can have this value.
    #[must_use]
    pub fn allows(&self, value: &str) -> bool {
        self.tests.iter().all(|test| test.passes(Some(value)))
    }
}
