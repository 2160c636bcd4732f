//! What rules found the last time. An editor asks again with every keystroke, and what hangs on
//! nothing but an object (and on the nodes) is the same as long as that object is.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::Diagnostic;
use crate::manifest::Manifest;

/// What rules of [`super::meta::Scope::Object`] found in each object, from one run to the next. It
/// holds for one selection of rules, one set of nodes and one Kubernetes: where any of them changes, a
/// new one must be taken.
#[derive(Debug, Default)]
pub struct Memory(Mutex<Runs>);

#[derive(Debug, Default)]
struct Runs {
    last: Found,
    now: Found,
}

/// By the address of the object, which the entry keeps from being given to another one.
type Found = HashMap<usize, (Arc<Manifest>, Arc<[Diagnostic]>)>;

impl Memory {
    /// A run begins: what the last one did not ask for is forgotten.
    pub fn begin(&self) {
        let mut runs = self.runs();
        runs.last = std::mem::take(&mut runs.now);
    }

    /// What is found in an object: looked for where it isn't known.
    pub(super) fn found_in(
        &self,
        manifest: &Arc<Manifest>,
        look: impl FnOnce() -> Vec<Diagnostic>,
    ) -> Vec<Diagnostic> {
        let address = Arc::as_ptr(manifest) as usize;
        let known = {
            let mut runs = self.runs();
            let known = runs.now.get(&address).cloned();
            known.or_else(|| runs.last.remove(&address))
        };
        let entry = known.unwrap_or_else(|| (Arc::clone(manifest), look().into()));
        let found = entry.1.to_vec();
        self.runs().now.insert(address, entry);
        found
    }

    fn runs(&self) -> std::sync::MutexGuard<'_, Runs> {
        // What is in it is whole between any two calls.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
