//! Names and labels as they are written.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::tree::Tree;
use crate::inventory::short::names::compress;
use crate::inventory::short::shape::NAME;
use crate::inventory::{Inventory, Node, NodeIx, Symbol, TaintId};
use crate::kubernetes::node_labels::{ARCH, HOSTNAME, OLD_ARCH, OLD_OS, OS};
use crate::kubernetes::toleration::notation;

/// How names and labels are written.
pub(super) struct Naming<'a> {
    pub inventory: &'a Inventory,
    pub hostname: Option<Symbol>,
    hash: bool,
    /// Labels that every kubelet sets under two names: the new one and the old one.
    twins: [(Option<Symbol>, Option<Symbol>, &'static str); 2],
}

/// A label's value as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Written {
    /// The node's own name.
    Name,
    /// A text.
    Text(Symbol),
    /// The label that a node has unless something else is written is missing.
    Missing,
}

/// Labels as they are written, by key.
pub(super) type WrittenLabels = Vec<(Symbol, Written)>;

impl<'a> Naming<'a> {
    pub(super) fn new(inventory: &'a Inventory, hash: bool) -> Self {
        let find = |key| inventory.symbols.find(key);
        let twins = [(OS, OLD_OS), (ARCH, OLD_ARCH)].map(|(new, old)| (find(new), find(old), old));
        Self { inventory, hostname: find(HOSTNAME), hash, twins }
    }

    /// A name, or what stands for it.
    pub(super) fn name<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if self.hash { format!("n-{:016x}", hash(name)).into() } else { name.into() }
    }

    /// Names in few patterns.
    pub(super) fn names(&self, places: &[NodeIx]) -> Tree {
        let nodes = places.iter().filter_map(|place| self.inventory.nodes.get(*place));
        let names: Vec<Cow<'_, str>> = nodes.map(|node| self.name(&node.name)).collect();
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        let mut patterns: Vec<Tree> = compress(&names).into_iter().map(Tree::Text).collect();
        match patterns.as_mut_slice() {
            [only] => only.clone(),
            _ => Tree::List(patterns),
        }
    }

    /// The labels of a node as they are written: what follows from its name is not.
    pub(super) fn labels(&self, node: &Node) -> WrittenLabels {
        let mut labels: WrittenLabels = Vec::new();
        let mut has_hostname = false;
        for (key, value) in node.labels.iter() {
            let is_name = !node.name.is_empty() && self.inventory.text(value) == &*node.name;
            let is_hostname = Some(key) == self.hostname;
            has_hostname |= is_hostname;
            match (is_name, is_hostname) {
                (true, true) => {}
                (true, false) => labels.push((key, Written::Name)),
                (false, _) => labels.push((key, Written::Text(value))),
            }
        }
        if let (Some(key), false) = (self.hostname, has_hostname) {
            labels.push((key, Written::Missing));
        }
        for (new, old, _) in self.twins {
            let (Some(new), Some(old)) = (new, old) else { continue };
            if node.labels.get(new).is_some() && node.labels.get(old).is_none() {
                labels.push((old, Written::Missing));
            }
        }
        labels.sort_unstable();
        labels
    }

    /// Labels as a map, by their texts; `nameless` nodes don't even have the one with their name.
    pub(super) fn label_tree(&self, labels: &[(Symbol, Written)], nameless: bool) -> Tree {
        let mut entries: Vec<(String, Tree)> = labels
            .iter()
            .map(|(key, value)| {
                let value = match value {
                    Written::Name => Tree::text(NAME),
                    Written::Missing => Tree::Literal("null".to_owned()),
                    // Another name of the node, which the hash is to hide as well.
                    Written::Text(value) if self.hash && Some(*key) == self.hostname => {
                        Tree::text(self.name(self.inventory.text(*value)))
                    }
                    Written::Text(value) => Tree::text(self.inventory.text(*value)),
                };
                (self.inventory.text(*key).to_owned(), value)
            })
            .collect();
        // Where no node has the old name of a label, it stands beside the new one.
        for (new, old, name) in self.twins {
            if old.is_none() && labels.iter().any(|(key, _)| Some(*key) == new) {
                entries.push((name.to_owned(), Tree::Literal("null".to_owned())));
            }
        }
        if nameless {
            entries.push((HOSTNAME.to_owned(), Tree::Literal("null".to_owned())));
        }
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        Tree::Map(entries)
    }

    /// The versions of the API servers, each once.
    pub(super) fn api_servers(&self) -> Vec<Tree> {
        let versions = self.inventory.api_servers.iter();
        let versions: BTreeSet<&str> = versions.map(|one| self.inventory.text(*one)).collect();
        versions.into_iter().map(Tree::text).collect()
    }

    /// Taints as kubectl writes them.
    pub(super) fn taints(&self, ids: &[TaintId]) -> Tree {
        let taints = ids.iter().filter_map(|id| self.inventory.taint(*id));
        Tree::List(taints.map(|taint| Tree::text(notation(taint))).collect())
    }
}

/// FNV-1a with 64 bits: the same name has the same hash in every file.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
