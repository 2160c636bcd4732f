//! Workloads of one label, put together by their selectors: those of one selector take the same pods,
//! and ten thousand of them must not be held against each other one by one.

use std::collections::{BTreeMap, HashMap};

use k8s_openapi::api::apps::v1::DaemonSet;

use crate::manifest::Manifest;

/// Workloads that have a label of their pods in common.
#[derive(Debug)]
pub(super) struct Rivals<'a>(Vec<Class<'a>>);

/// Those of them that have one selector: DaemonSets, or others.
#[derive(Debug)]
pub(super) struct Class<'a> {
    pub are_daemon_sets: bool,
    /// In the order of the workspace.
    members: Vec<&'a Manifest>,
    /// For each the place of the next one that is of another object.
    next_other: Vec<usize>,
    /// For a key that the `nodeSelector` of every member has: those of each value.
    pools: HashMap<&'a str, HashMap<&'a str, Vec<usize>>>,
}

impl<'a> Rivals<'a> {
    /// Puts workloads together, which stand in the order of the workspace.
    pub(super) fn new(workloads: impl Iterator<Item = &'a Manifest>) -> Self {
        let mut places: HashMap<(bool, &str), usize> = HashMap::new();
        let mut classes: Vec<Class<'a>> = Vec::new();
        for manifest in workloads {
            let are_daemon_sets = manifest.is_a::<DaemonSet>();
            let place = match written_selector(manifest) {
                Some(text) => *places.entry((are_daemon_sets, text)).or_insert(classes.len()),
                None => classes.len(),
            };
            if place == classes.len() {
                classes.push(Class::new(are_daemon_sets));
            }
            if let Some(class) = classes.get_mut(place) {
                class.members.push(manifest);
            }
        }
        for class in &mut classes {
            class.skip_namesakes();
            class.find_pools();
        }
        Self(classes)
    }

    /// The classes, in the order of their first members.
    pub(super) fn classes(&self) -> impl Iterator<Item = &Class<'a>> {
        self.0.iter()
    }
}

impl<'a> Class<'a> {
    fn new(are_daemon_sets: bool) -> Self {
        let (members, next_other, pools) = (Vec::new(), Vec::new(), HashMap::new());
        Self { are_daemon_sets, members, next_other, pools }
    }

    fn find_pools(&mut self) {
        for (place, manifest) in self.members.iter().enumerate() {
            for (key, value) in node_selector(manifest) {
                self.pools.entry(key).or_default().entry(value).or_default().push(place);
            }
        }
        let all = self.members.len();
        self.pools.retain(|_, of_value| of_value.values().map(Vec::len).sum::<usize>() == all);
    }

    fn skip_namesakes(&mut self) {
        let len = self.members.len();
        self.next_other = vec![len; len];
        for place in (1..len).rev() {
            let (Some(one), Some(next)) = (self.members.get(place - 1), self.members.get(place))
            else {
                continue;
            };
            let following = match is_namesake(one, next) {
                true => self.next_other.get(place).copied().unwrap_or(len),
                false => place,
            };
            if let Some(known) = self.next_other.get_mut(place - 1) {
                *known = following;
            }
        }
    }

    /// The first of its members, any of them for what hangs on the selector.
    pub(super) fn first(&self) -> Option<&'a Manifest> {
        self.members.first().copied()
    }

    /// Its members that are other objects than a manifest, those left out that are bound to other
    /// nodes by their `nodeSelector`; where it is said so, only those that come before it.
    pub(super) fn others<'s>(
        &'s self,
        own: &'s Manifest,
        earlier_only: bool,
    ) -> impl Iterator<Item = &'a Manifest> + use<'s, 'a> {
        let end = match earlier_only {
            true => self.members.partition_point(|one| one.order(own).is_lt()),
            false => self.members.len(),
        };
        let pool = self.pool_of(own);
        let mut next = 0;
        std::iter::from_fn(move || {
            loop {
                let place = match pool {
                    Some(places) => *places.get(next)?,
                    None => next,
                };
                let one = *self.members.get(place).filter(|_| place < end)?;
                if !is_namesake(own, one) {
                    next += 1;
                    return Some(one);
                }
                next = match pool {
                    Some(_) => next + 1,
                    None => self.next_other.get(place).copied()?,
                };
            }
        })
    }

    /// The members that may meet a DaemonSet's pods, where a key of its `nodeSelector` tells.
    fn pool_of(&self, own: &Manifest) -> Option<&[usize]> {
        if !self.are_daemon_sets || !own.is_a::<DaemonSet>() {
            return None;
        }
        let selector = node_selector(own);
        let of_key = |(key, value): (&str, &str)| {
            let of_value = self.pools.get(key)?;
            Some(of_value.get(value).map_or(&[][..], Vec::as_slice))
        };
        selector.into_iter().filter_map(of_key).min_by_key(|places| places.len())
    }
}

/// The `nodeSelector` of a workload's template, as far as it is plain.
fn node_selector(manifest: &Manifest) -> BTreeMap<&str, &str> {
    let document = manifest.document();
    let node = manifest.find(&["spec", "template", "spec", "nodeSelector"]);
    let entries = node.map_or(&[][..], |node| document.entries(node));
    entries
        .iter()
        .filter_map(|one| Some((document.key(one), document.as_str(one.value)?)))
        .collect()
}

/// Whether two manifests are of the same object.
pub(super) fn is_namesake(a: &Manifest, b: &Manifest) -> bool {
    let (x, y) = (a.object_ref(), b.object_ref());
    a.is(b) || (x.kind == y.kind && x.name == y.name && a.namespace() == b.namespace())
}

/// A selector as it is written; none where the same text need not be the same selector.
fn written_selector(manifest: &Manifest) -> Option<&str> {
    let node = manifest.find(&["spec", "selector"])?;
    let text = manifest.file().slice(manifest.document().span(node));
    // An anchor of one document is not that of another.
    (!text.contains('*')).then_some(text)
}
