//! The pods that manifests bring, found by their labels.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use hashbrown::HashMap;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::rivals::Rivals;
use crate::kubernetes::label_selector::Selector;
use crate::manifest::{Manifest, Workspace};

/// So many workloads of one label are looked at one by one.
const FEW: usize = 16;

/// All workloads of a workspace, found by a label of their pods without looking at each: ten
/// thousand DaemonSets must not be held against ten thousand others.
#[derive(Debug)]
pub(super) struct PodIndex<'a> {
    workspace: &'a Workspace,
    tables: OnceLock<Tables<'a>>,
    /// Those of a label by their selectors, where they are many: by the address of the label's list.
    rivals: Mutex<HashMap<usize, Arc<Rivals<'a>>>>,
    words: OnceLock<Words<'a>>,
}

/// The keys and the values of labels that there are in each namespace.
#[derive(Debug, Default)]
struct Words<'a> {
    /// The values of a key, by their digits.
    values: HashMap<(&'a str, &'a str, String), Vec<&'a str>>,
    /// The keys of a value.
    keys: HashMap<(&'a str, &'a str), Vec<&'a str>>,
}

#[derive(Debug, Default)]
struct Tables<'a> {
    manifests: Vec<&'a Manifest>,
    by_namespace: HashMap<&'a str, Vec<usize>>,
    by_label: HashMap<(&'a str, &'a str, &'a str), Vec<usize>>,
    by_name: HashMap<(&'a str, &'a str), Vec<usize>>,
}

impl<'a> PodIndex<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Self {
        Self {
            workspace,
            tables: OnceLock::new(),
            rivals: Mutex::default(),
            words: OnceLock::new(),
        }
    }

    fn tables(&self) -> &Tables<'a> {
        self.tables.get_or_init(|| {
            let mut tables = Tables::default();
            for manifest in self.workspace.bringing_pods() {
                let namespace = manifest.namespace();
                let place = tables.manifests.len();
                tables.by_namespace.entry(namespace).or_default().push(place);
                let name = manifest.object_ref().name.as_str();
                tables.by_name.entry((namespace, name)).or_default().push(place);
                for (key, value) in manifest.pod_labels() {
                    tables.by_label.entry((namespace, key, value)).or_default().push(place);
                }
                tables.manifests.push(manifest);
            }
            tables
        })
    }

    /// The workloads of a namespace to which a name belongs: theirs, or theirs with a dash and more
    /// behind it.
    pub(super) fn owners(&self, namespace: &str, name: &str) -> Vec<&'a Manifest> {
        let tables = self.tables();
        let dashes = name.match_indices('-').filter_map(|(at, _)| name.get(..at));
        let names = dashes.chain([name]);
        let places = names.filter_map(|name| tables.by_name.get(&(namespace, name)));
        let mut places: Vec<usize> = places.flatten().copied().collect();
        places.sort_unstable();
        places.into_iter().filter_map(|place| tables.manifests.get(place).copied()).collect()
    }

    /// The workloads of a namespace whose pods a selector selects; none for a selector that Kubernetes
    /// doesn't take.
    pub(super) fn selected<'s>(
        &'s self,
        namespace: &'s str,
        selector: &'s LabelSelector,
    ) -> impl Iterator<Item = &'a Manifest> + use<'s, 'a> {
        let tables = self.tables();
        let mut places = 0..;
        let narrowed = self.narrowed(namespace, selector);
        let manifests = std::iter::from_fn(move || {
            let place = narrowed.get(places.next()?)?;
            tables.manifests.get(*place).copied()
        });
        select(selector, manifests)
    }

    /// The workloads of a namespace that have a label which a selector's is a slip of: another value
    /// of a key, with the same digits, or another key with a value.
    pub(super) fn nearly_selected(
        &self,
        namespace: &str,
        selector: &BTreeMap<String, String>,
        is_slip: impl Fn(&str, &str) -> bool,
    ) -> Vec<&'a Manifest> {
        let tables = self.tables();
        let words = self.words.get_or_init(|| Words::of(tables));
        let mut places: Vec<usize> = Vec::new();
        for (key, value) in selector {
            let values = words.values.get(&(namespace, key.as_str(), digits(value)));
            let values = values.into_iter().flatten().filter(|other| is_slip(value, other));
            let keys = words.keys.get(&(namespace, value.as_str()));
            let keys = keys.into_iter().flatten().filter(|other| is_slip(key, other));
            let of_values =
                values.filter_map(|value| tables.by_label.get(&(namespace, key.as_str(), *value)));
            let of_keys =
                keys.filter_map(|key| tables.by_label.get(&(namespace, *key, value.as_str())));
            places.extend(of_values.chain(of_keys).flatten());
        }
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| tables.manifests.get(place).copied()).collect()
    }

    /// The workloads of a namespace that share a label which a selector asks for, put together by
    /// their own selectors; none where there are few.
    pub(super) fn rivals(
        &self,
        namespace: &str,
        selector: &LabelSelector,
    ) -> Option<Arc<Rivals<'a>>> {
        let Cow::Borrowed(places) = self.narrowed(namespace, selector) else { return None };
        if places.len() <= FEW {
            return None;
        }
        // A list of the tables stays where it is.
        let key = places.as_ptr() as usize;
        let mut known = self.rivals.lock().unwrap_or_else(PoisonError::into_inner);
        let rivals = known.entry(key).or_insert_with(|| {
            let tables = self.tables();
            let one = |place: &usize| tables.manifests.get(*place).copied();
            Arc::new(Rivals::new(places.iter().filter_map(one)))
        });
        Some(Arc::clone(rivals))
    }

    /// The places of the workloads among which are all that a selector selects: all of what it asks
    /// for must match, and that which fewest have narrows the search most.
    fn narrowed<'s>(&'s self, namespace: &'s str, selector: &'s LabelSelector) -> Cow<'s, [usize]> {
        let tables = self.tables();
        let of_label = |key: &'s String, value: &'s String| {
            let places = tables.by_label.get(&(namespace, key.as_str(), value.as_str()));
            places.map_or(&[][..], Vec::as_slice)
        };
        let labels = selector.match_labels.iter().flatten();
        let labels = labels.map(|(key, value)| Cow::Borrowed(of_label(key, value)));
        let lists = selector.match_expressions.iter().flatten().filter(|one| one.operator == "In");
        let lists = lists.map(|one| match one.values.as_deref().unwrap_or_default() {
            [value] => Cow::Borrowed(of_label(&one.key, value)),
            values => {
                let places = values.iter().flat_map(|value| of_label(&one.key, value));
                let places: BTreeSet<usize> = places.copied().collect();
                Cow::Owned(places.into_iter().collect())
            }
        });
        let all = tables.by_namespace.get(namespace).map_or(&[][..], Vec::as_slice);
        labels.chain(lists).min_by_key(|places| places.len()).unwrap_or(Cow::Borrowed(all))
    }
}

impl<'a> Words<'a> {
    fn of(tables: &Tables<'a>) -> Self {
        let mut words = Self::default();
        for (namespace, key, value) in tables.by_label.keys() {
            words.values.entry((namespace, key, digits(value))).or_default().push(value);
            words.keys.entry((namespace, value)).or_default().push(key);
        }
        words
    }
}

/// The digits of a name: names that differ by one are those of brothers, and no slip.
pub(super) fn digits(name: &str) -> String {
    name.chars().filter(char::is_ascii_digit).collect()
}

/// Those of some workloads whose pods a selector selects.
pub(super) fn select<'s, 'a: 's>(
    selector: &'s LabelSelector,
    workloads: impl Iterator<Item = &'a Manifest> + 's,
) -> impl Iterator<Item = &'a Manifest> + 's {
    let mut compiled = None;
    workloads.filter(move |manifest| {
        let compiled = compiled.get_or_insert_with(|| Selector::compile(selector).ok());
        let labels = manifest.pod_labels();
        let value = |key: &str| {
            let at = labels.binary_search_by_key(&key, |(key, _)| key).ok()?;
            labels.get(at).map(|(_, value)| *value)
        };
        compiled.as_ref().is_some_and(|selector| selector.matches_with(value))
    })
}
