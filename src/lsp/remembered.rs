//! What rules found in a project's objects, from one check to the next.

use std::sync::Arc;

use crate::config::Loaded;
use crate::inventory::Inventory;
use crate::kubernetes::release::Release;
use crate::rules::{Memory, Selection};
use crate::source::SourceFile;

/// What is remembered under each config of a project.
#[derive(Default)]
pub(super) struct Remembered(Vec<(Terms, Arc<Memory>)>);

/// On what it hangs that an object is judged as it was the last time.
struct Terms {
    config: Option<Arc<SourceFile>>,
    /// The files of users' own rules.
    packs: Vec<Arc<SourceFile>>,
    around: Around,
}

/// What lies around all files of a project.
#[derive(Clone, PartialEq)]
pub(super) struct Around {
    /// The Kubernetes that is asked.
    pub release: Release,
    /// The nodes, those of nested configs too.
    pub nodes: Vec<Option<Nodes>>,
}

/// Nodes as they were read: the same only if they were not read again.
#[derive(Clone)]
pub(super) struct Nodes(pub Arc<Inventory>);

impl PartialEq for Nodes {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Terms {
    fn new(config: &Loaded, rules: &Selection, around: &Around) -> Self {
        let packs = rules.rules().files().map(Arc::clone).collect();
        Self { config: config.file.clone(), packs, around: around.clone() }
    }

    fn are(&self, other: &Self) -> bool {
        let same = |a: &Arc<SourceFile>, b: &Arc<SourceFile>| {
            Arc::ptr_eq(a, b) || a.id() == b.id() && a.text() == b.text()
        };
        let same_config = match (&self.config, &other.config) {
            (Some(one), Some(other)) => same(one, other),
            (None, None) => true,
            _ => false,
        };
        let same_packs = self.packs.len() == other.packs.len()
            && self.packs.iter().zip(&other.packs).all(|(one, other)| same(one, other));
        same_config && same_packs && self.around == other.around
    }
}

impl Remembered {
    /// What is remembered under each of these configs, with the rules that it selects, in their order;
    /// what was under others is forgotten.
    pub(super) fn under(
        &mut self,
        configs: &[(&Loaded, &Selection)],
        around: &Around,
    ) -> Vec<Arc<Memory>> {
        let mut before = std::mem::take(&mut self.0);
        for (config, rules) in configs {
            let terms = Terms::new(config, rules, around);
            let known = before.iter().position(|(known, _)| known.are(&terms));
            let memory = known.map(|at| before.swap_remove(at).1).unwrap_or_default();
            self.0.push((terms, memory));
        }
        self.0.iter().map(|(_, memory)| Arc::clone(memory)).collect()
    }
}
