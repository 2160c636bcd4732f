//! What an expression may name.

use std::collections::BTreeMap;

use super::types::Type;
use crate::manifest::schema::Fields;

/// The variables that an expression may use, and the version whose functions it has.
#[derive(Clone, Debug)]
pub(crate) struct Environment {
    /// The minor version of Kubernetes 1.
    pub(super) minor: u32,
    variables: BTreeMap<String, Type>,
    /// Whether it may build changes of objects.
    pub(super) patches: bool,
    /// The fields of the objects that it changes; none where they are not known.
    pub(super) changed: Option<Fields>,
}

impl Environment {
    /// No variables yet, and the functions of a minor version.
    pub(in crate::rules) const fn new(minor: u32) -> Self {
        Self { minor, variables: BTreeMap::new(), patches: false, changed: None }
    }

    /// The same with one more variable.
    pub(in crate::rules) fn with(mut self, name: &str, ty: Type) -> Self {
        self.variables.insert(name.to_owned(), ty);
        self
    }

    /// The same with the types and functions that changes of objects are made of.
    pub(super) const fn with_patches(mut self) -> Self {
        self.patches = true;
        self
    }

    /// The same where the objects that are changed have these fields.
    pub(super) const fn with_patches_of(mut self, fields: Fields) -> Self {
        self.changed = Some(fields);
        self.with_patches()
    }

    /// The same without a variable.
    pub(in crate::rules) fn without(mut self, name: &str) -> Self {
        self.variables.remove(name);
        self
    }

    /// Whether there is such a variable.
    pub(in crate::rules) fn has(&self, name: &str) -> bool {
        self.variables.contains_key(name)
    }

    /// The type of a variable.
    pub(super) fn variable(&self, name: &str) -> Option<&Type> {
        self.variables.get(name)
    }

    /// The names of the variables.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.variables.keys().map(String::as_str)
    }
}
