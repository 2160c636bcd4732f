//! The tables of an inventory while it is read.

use std::collections::HashMap;

use k8s_openapi::api::core::v1::Taint;

use super::newest::NewestPods;
use super::node::TaintId;
use super::symbols::{Symbol, Symbols};

/// Texts and taints seen so far.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    /// The texts.
    pub symbols: Symbols,
    /// The taints, each once.
    pub taints: Vec<Taint>,
    /// The newest pods of DaemonSets.
    pub newest: NewestPods,
    taint_ids: HashMap<(Symbol, Symbol, Symbol), TaintId>,
    /// The labels of the object before: the next one mostly has the same keys in the same order,
    /// and many of the same values, which spares hashing them.
    before: Vec<(Symbol, Symbol)>,
}

impl Tables {
    /// The symbol of a label's key, the `place`th of its object.
    pub(crate) fn label_key(&mut self, place: usize, key: &str) -> Symbol {
        match self.before.get(place) {
            Some(&(before, _)) if self.symbols.text(before) == key => before,
            _ => self.symbols.intern(key),
        }
    }

    /// The symbol of a label's value, the `place`th of its object.
    pub(crate) fn label_value(&mut self, place: usize, value: &str) -> Symbol {
        match self.before.get(place) {
            Some(&(_, before)) if self.symbols.text(before) == value => before,
            _ => self.symbols.intern(value),
        }
    }

    /// Remembers the labels of an object for the next one.
    pub(crate) fn remember(&mut self, labels: &[(Symbol, Symbol)]) {
        self.before.clear();
        self.before.extend_from_slice(labels);
    }

    /// The id of a taint, made if it is new.
    pub(crate) fn taint(&mut self, key: Symbol, value: Symbol, effect: Symbol) -> TaintId {
        let Self { symbols, taints, taint_ids, .. } = self;
        *taint_ids.entry((key, value, effect)).or_insert_with(|| {
            // As many taints as nodes times taints a node: below u32::MAX long before memory ends.
            let id = TaintId(u32::try_from(taints.len()).unwrap_or(u32::MAX));
            let value = symbols.text(value);
            taints.push(Taint {
                key: symbols.text(key).to_owned(),
                value: (!value.is_empty()).then(|| value.to_owned()),
                effect: symbols.text(effect).to_owned(),
                time_added: None,
            });
            id
        })
    }
}
