//! The pods that manifests bring, found by their labels.

use std::collections::HashMap;
use std::sync::OnceLock;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::kubernetes::label_selector::Selector;
use crate::manifest::{Manifest, Workspace};

/// All workloads of a workspace, found by a label of their pods without looking at each: ten
/// thousand DaemonSets must not be held against ten thousand others.
#[derive(Debug)]
pub(super) struct PodIndex<'a> {
    workspace: &'a Workspace,
    tables: OnceLock<Tables<'a>>,
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
        Self { workspace, tables: OnceLock::new() }
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

    /// The workloads of a namespace.
    pub(super) fn in_namespace(&self, namespace: &str) -> impl Iterator<Item = &'a Manifest> {
        let tables = self.tables();
        let places = tables.by_namespace.get(namespace).into_iter().flatten();
        places.filter_map(|place| tables.manifests.get(*place).copied())
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

    /// The workloads of a namespace whose pods a selector selects, but for one of them; none for a
    /// selector that Kubernetes doesn't take.
    pub(super) fn selected<'s>(
        &'s self,
        namespace: &'s str,
        selector: &'s LabelSelector,
        but: Option<&'s Manifest>,
    ) -> impl Iterator<Item = &'a Manifest> + use<'s, 'a> {
        let tables = self.tables();
        // All of the labels must match: that which fewest have narrows the search most.
        let of_label = |(key, value): (&'s String, &'s String)| {
            tables.by_label.get(&(namespace, key.as_str(), value.as_str()))
        };
        let labels = selector.match_labels.as_ref().filter(|labels| !labels.is_empty());
        let places = match labels {
            Some(labels) => {
                let lists: Option<Vec<&Vec<usize>>> = labels.iter().map(of_label).collect();
                lists.and_then(|lists| lists.into_iter().min_by_key(|places| places.len()))
            }
            None => tables.by_namespace.get(namespace),
        };
        let mut compiled = None;
        places.into_iter().flatten().filter_map(move |place| {
            let manifest = *tables.manifests.get(*place)?;
            if but.is_some_and(|but| but.is(manifest)) {
                return None;
            }
            let compiled = compiled.get_or_insert_with(|| Selector::compile(selector).ok());
            let labels = manifest.pod_labels();
            let value = |key: &str| {
                let at = labels.binary_search_by_key(&key, |(key, _)| key).ok()?;
                labels.get(at).map(|(_, value)| *value)
            };
            compiled.as_ref()?.matches_with(value).then_some(manifest)
        })
    }
}
