//! Objects of one type, found by their names and namespaces.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::OnceLock;

use k8s_openapi::Metadata;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::kubernetes::names::namespace_or_default;

/// Objects of one type, in their order. Each pod of thousands asks for the few of its namespace, or
/// for one by its name: neither looks at the others.
#[derive(Debug)]
pub struct Objects<'a, T> {
    all: Vec<&'a T>,
    tables: OnceLock<Tables>,
    chosen: OnceLock<Option<usize>>,
}

/// The places of objects: those of a namespace in their order, of several of one name the first.
#[derive(Clone, Debug, Default)]
struct Tables {
    of_namespace: HashMap<Box<str>, Vec<usize>>,
    named: HashMap<Box<str>, usize>,
    named_in: HashMap<Box<str>, HashMap<Box<str>, usize>>,
}

impl<'a, T: Metadata<Ty = ObjectMeta>> Objects<'a, T> {
    fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| {
            let mut tables = Tables::default();
            for (place, object) in self.all.iter().enumerate() {
                let metadata = object.metadata();
                let namespace = namespace_or_default(metadata.namespace.as_deref());
                tables.of_namespace.entry(namespace.into()).or_default().push(place);
                if let Some(name) = metadata.name.as_deref() {
                    tables.named.entry(name.into()).or_insert(place);
                    let of_namespace = tables.named_in.entry(namespace.into()).or_default();
                    of_namespace.entry(name.into()).or_insert(place);
                }
            }
            tables
        })
    }

    /// The objects of a namespace.
    pub fn in_namespace(&self, namespace: &str) -> impl Iterator<Item = &'a T> + use<'_, 'a, T> {
        let places = self.tables().of_namespace.get(namespace).into_iter().flatten();
        places.filter_map(|place| self.all.get(*place).copied())
    }

    /// The object of a name, for a type outside of namespaces.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&'a T> {
        self.all.get(*self.tables().named.get(name)?).copied()
    }

    /// The object of a name in a namespace.
    #[must_use]
    pub fn named_in(&self, namespace: &str, name: &str) -> Option<&'a T> {
        self.all.get(*self.tables().named_in.get(namespace)?.get(name)?).copied()
    }
}

impl<'a, T> Objects<'a, T> {
    /// The one object that stands out among those of this type: `choose` finds its place, and is asked
    /// once.
    pub(super) fn chosen(&self, choose: fn(&[&'a T]) -> Option<usize>) -> Option<&'a T> {
        let place = *self.chosen.get_or_init(|| choose(&self.all));
        self.all.get(place?).copied()
    }
}

impl<T> Default for Objects<'_, T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T> Clone for Objects<'_, T> {
    fn clone(&self) -> Self {
        Self { all: self.all.clone(), tables: self.tables.clone(), chosen: self.chosen.clone() }
    }
}

impl<'a, T> Deref for Objects<'a, T> {
    type Target = [&'a T];

    fn deref(&self) -> &Self::Target {
        &self.all
    }
}

impl<'a, T> From<Vec<&'a T>> for Objects<'a, T> {
    fn from(all: Vec<&'a T>) -> Self {
        Self { all, tables: OnceLock::new(), chosen: OnceLock::new() }
    }
}

impl<'a, T> FromIterator<&'a T> for Objects<'a, T> {
    fn from_iter<I: IntoIterator<Item = &'a T>>(objects: I) -> Self {
        objects.into_iter().collect::<Vec<_>>().into()
    }
}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1::ServiceAccount;

    use super::*;

    fn account(namespace: Option<&str>, name: &str) -> ServiceAccount {
        let metadata = ObjectMeta {
            name: Some(name.to_owned()),
            namespace: namespace.map(str::to_owned),
            ..ObjectMeta::default()
        };
        ServiceAccount { metadata, ..ServiceAccount::default() }
    }

    #[test]
    fn objects_are_found_by_namespace_and_name() {
        let all = [account(Some("ops"), "a"), account(None, "a"), account(Some("ops"), "b")];
        let objects: Objects<'_, ServiceAccount> = all.iter().collect();
        let is = |found: Option<&ServiceAccount>, at: usize| {
            found.is_some_and(|found| std::ptr::eq(found, &all[at]))
        };
        assert!(is(objects.named_in("ops", "a"), 0) && is(objects.named_in("default", "a"), 1));
        assert!(is(objects.named("b"), 2) && objects.named_in("default", "b").is_none());
        assert_eq!(objects.in_namespace("ops").count(), 2);
        assert_eq!(objects.in_namespace("other").count(), 0);
    }
}
