//! Nodes in groups: the names of those that are alike, and how they differ from what stands
//! around them.

use super::names;
use super::pods;
use super::shape::{LabelValue, Shape};
use crate::inventory::PoolIx;
use crate::inventory::builder::InventoryBuilder;
use crate::inventory::error::Problem;
use crate::kubernetes::names::dns1123_subdomain;
use crate::yaml::cursor::{At, Read};

/// The fields of a group of nodes.
pub const GROUP_FIELDS: [&str; 10] = [
    "names",
    "nodes",
    "labels",
    "taints",
    "allocatable",
    "unschedulable",
    "ready",
    "kubelet",
    "declaredFeatures",
    "pods",
];

/// The nodes of a group that are alike, with what they have.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// The labels.
    pub labels: Vec<(crate::inventory::Symbol, LabelValue)>,
}

/// Where nodes go while they are read.
#[derive(Debug)]
pub(crate) struct Nodes<'a> {
    /// The inventory.
    pub builder: &'a mut InventoryBuilder,
    /// The pool that they belong to.
    pub pool: Option<PoolIx>,
    /// The groups so far.
    pub leaves: Vec<Leaf>,
    /// How many nodes there are so far.
    pub count: u32,
}

impl Nodes<'_> {
    /// Reads a list of groups; an element that is text is a pattern of names.
    ///
    /// # Errors
    /// At the first mistake.
    pub(crate) fn groups(&mut self, at: At<'_>, around: &Shape) -> Read<()> {
        for group in at.list()? {
            if group.is_text() {
                self.named(group, around)?;
                continue;
            }
            group.only("a group of nodes", &GROUP_FIELDS)?;
            let shape = around.clone().with(group, &mut self.builder.tables)?;
            let first = self.builder.inventory.nodes.len();
            match (group.get("names"), group.get("nodes")) {
                (None, None) => return Err(group.wrong("`names` of nodes are wanted here")),
                (names, groups) => {
                    if let Some(names) = names {
                        self.named(names, &shape)?;
                    }
                    if let Some(groups) = groups {
                        self.groups(groups, &shape)?;
                    }
                }
            }
            if let Some(list) = group.get("pods") {
                pods::on_each(list, first, self.builder)?;
            }
        }
        Ok(())
    }

    /// Adds nodes of these names, a pattern or a list of them.
    ///
    /// # Errors
    /// A name is none, or there is a node of that name.
    pub(crate) fn named(&mut self, at: At<'_>, shape: &Shape) -> Read<()> {
        let patterns = at.texts()?;
        if !patterns.is_empty() {
            self.leaves.push(Leaf { labels: shape.all_labels() });
        }
        for (at, pattern) in patterns {
            let names = names::expand(pattern).map_err(|error| at.wrong(error.to_string()))?;
            for name in names {
                self.one(at, &name, shape)?;
            }
        }
        Ok(())
    }

    /// Adds a node.
    ///
    /// # Errors
    /// The name is none, or there is a node of that name.
    pub(crate) fn one(&mut self, at: At<'_>, name: &str, shape: &Shape) -> Read<()> {
        if let Some(problem) = dns1123_subdomain(name).first() {
            return Err(at.wrong(format!("`{name}` is not a node's name: {problem}")));
        }
        let node = shape.node(name, self.pool, &mut self.builder.tables);
        self.builder.add_node(node).map_err(|problem| {
            at.wrong(match problem {
                Problem::DuplicateNode(name) => format!("there is a node `{name}` already"),
                Problem::Other(message) | Problem::At { message, .. } => message,
                Problem::Nameless(kind) => format!("a {kind} without a name"),
            })
        })?;
        self.count = self.count.saturating_add(1);
        Ok(())
    }
}
