//! Which DaemonSet of the old manifests each new one updates. They are the same by namespace and
//! name; where several manifests have one name (environments beside each other), by their files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::core::v1::Service;

use super::manifest::Manifest;
use super::object::Typed;
use super::workspace::Workspace;
use crate::diagnostic::ObjectId;

/// The old DaemonSets by the new ones.
#[derive(Clone, Debug, Default)]
pub struct Counterparts<'a> {
    updated: BTreeMap<ObjectId, &'a Manifest>,
    left: BTreeMap<ObjectId, &'a Manifest>,
    services: BTreeMap<ObjectId, &'a Manifest>,
    /// Of objects of any kind.
    objects: BTreeMap<ObjectId, &'a Manifest>,
}

impl<'a> Counterparts<'a> {
    /// Pairs the DaemonSets of two states. Where each state is one file that was named, with one
    /// DaemonSet, these are a pair whatever they are called, unless the namespace differs.
    #[must_use]
    pub fn new(old: &'a Workspace, new: &Workspace, one_file_each: bool) -> Self {
        let services = pair(&all::<Service>(old), &all::<Service>(new), full_name);
        let objects = pair(&named(old), &named(new), |one| {
            (one.group().to_owned(), one.object_ref().kind.clone(), full_name(one))
        });
        let (old, new) = (all::<DaemonSet>(old), all::<DaemonSet>(new));
        if let (true, [old], [new]) = (one_file_each, old.as_slice(), new.as_slice())
            && old.namespace() == new.namespace()
        {
            let updated = BTreeMap::from([(new.id(), *old)]);
            return Self { updated, left: BTreeMap::new(), services, objects };
        }
        let mut pairs =
            Self { updated: pair(&old, &new, full_name), left: BTreeMap::new(), services, objects };
        let names = |all: &[&Manifest]| -> BTreeSet<(String, String)> {
            all.iter().map(|one| full_name(one)).collect()
        };
        let (before, after) = (names(&old), names(&new));
        let gone: Vec<&'a Manifest> =
            old.into_iter().filter(|one| !after.contains(&full_name(one))).collect();
        let come: Vec<&Manifest> =
            new.into_iter().filter(|one| !before.contains(&full_name(one))).collect();
        pairs.left = pair(&gone, &come, |one| one.object_ref().name.clone());
        pairs
    }

    /// The old DaemonSet that a new one updates.
    #[must_use]
    pub fn updated_by(&self, new: &Manifest) -> Option<&'a Manifest> {
        self.updated.get(&new.id()).copied()
    }

    /// The old object that a new one of any kind updates.
    #[must_use]
    pub fn replaced_by(&self, new: &Manifest) -> Option<&'a Manifest> {
        self.updated_by(new).or_else(|| self.objects.get(&new.id()).copied())
    }

    /// The old Service that a new one updates.
    #[must_use]
    pub fn service_updated_by(&self, new: &Manifest) -> Option<&'a Manifest> {
        self.services.get(&new.id()).copied()
    }

    /// The old DaemonSet of the same name that is left in another namespace: no update reaches it.
    #[must_use]
    pub fn left_by(&self, new: &Manifest) -> Option<&'a Manifest> {
        self.left.get(&new.id()).copied()
    }
}

/// All manifests whose names are known.
fn named(workspace: &Workspace) -> Vec<&Manifest> {
    let has_name =
        |manifest: &&Manifest| !manifest.is_nameless() && !manifest.object_ref().name.is_empty();
    workspace.manifests().filter(has_name).collect()
}

fn all<T: Typed>(workspace: &Workspace) -> Vec<&Manifest> {
    let is_named = |manifest: &&Manifest| !manifest.is_nameless();
    workspace.of_type::<T>().filter(is_named).collect()
}

/// Namespace and name.
fn full_name(manifest: &Manifest) -> (String, String) {
    (manifest.namespace().to_owned(), manifest.object_ref().name.clone())
}

/// Pairs what has one key, those first whose files lie most alike.
fn pair<'a, K: Ord>(
    old: &[&'a Manifest],
    new: &[&Manifest],
    key: impl Fn(&Manifest) -> K,
) -> BTreeMap<ObjectId, &'a Manifest> {
    let mut by_key: BTreeMap<K, (Vec<&'a Manifest>, Vec<&Manifest>)> = BTreeMap::new();
    for one in old {
        by_key.entry(key(one)).or_default().0.push(one);
    }
    for one in new {
        by_key.entry(key(one)).or_default().1.push(one);
    }
    let mut pairs = BTreeMap::new();
    for (mut old, new) in by_key.into_values() {
        let mut likeness: Vec<(usize, usize, usize)> = Vec::new();
        for (place, one) in new.iter().enumerate() {
            let of = old.iter().enumerate();
            likeness.extend(of.map(|(before, other)| (common(one, other), place, before)));
        }
        likeness.sort_by_key(|(common, place, before)| (usize::MAX - common, *place, *before));
        let (mut taken, mut paired) = (vec![false; old.len()], vec![false; new.len()]);
        for (_, place, before) in likeness {
            let (Some(taken), Some(paired)) = (taken.get_mut(before), paired.get_mut(place)) else {
                continue;
            };
            if let (false, false, Some(old), Some(new)) =
                (*taken, *paired, old.get_mut(before), new.get(place))
            {
                (*taken, *paired) = (true, true);
                pairs.insert(new.id(), *old);
            }
        }
    }
    pairs
}

/// How many parts the paths of two manifests' files have in common, from their ends.
fn common(one: &Manifest, other: &Manifest) -> usize {
    let path = |manifest: &Manifest| {
        let file = manifest.file();
        file.place().map_or_else(|| file.name().into(), Path::to_owned)
    };
    let (one, other) = (path(one), path(other));
    let parts = one.components().rev().zip(other.components().rev());
    parts.take_while(|(one, other)| one == other).count()
}
