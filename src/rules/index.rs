//! The pods that manifests bring, found by their labels.

use std::collections::HashMap;
use std::sync::OnceLock;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::kubernetes::label_selector::Selector;
use crate::manifest::{Workload, Workspace};

/// All workloads of a workspace, found by a label of their pods without looking at each: ten
/// thousand DaemonSets must not be held against ten thousand others.
#[derive(Debug)]
pub(super) struct PodIndex<'a> {
    workspace: &'a Workspace,
    tables: OnceLock<Tables<'a>>,
}

#[derive(Debug, Default)]
struct Tables<'a> {
    workloads: Vec<Workload<'a>>,
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
            for workload in self.workspace.workloads() {
                let namespace = workload.manifest.namespace();
                let place = tables.workloads.len();
                tables.by_namespace.entry(namespace).or_default().push(place);
                let name = workload.manifest.object_ref().name.as_str();
                tables.by_name.entry((namespace, name)).or_default().push(place);
                for (key, value) in workload.labels().into_iter().flatten() {
                    tables.by_label.entry((namespace, key, value)).or_default().push(place);
                }
                tables.workloads.push(workload);
            }
            tables
        })
    }

    /// The workloads of a namespace.
    pub(super) fn in_namespace(&self, namespace: &str) -> impl Iterator<Item = &Workload<'a>> {
        let tables = self.tables();
        let places = tables.by_namespace.get(namespace).into_iter().flatten();
        places.filter_map(|place| tables.workloads.get(*place))
    }

    /// The workloads of a namespace to which a name belongs: theirs, or theirs with a dash and more
    /// behind it.
    pub(super) fn owners(&self, namespace: &str, name: &str) -> Vec<&Workload<'a>> {
        let tables = self.tables();
        let dashes = name.match_indices('-').filter_map(|(at, _)| name.get(..at));
        let names = dashes.chain([name]);
        let places = names.filter_map(|name| tables.by_name.get(&(namespace, name)));
        let mut places: Vec<usize> = places.flatten().copied().collect();
        places.sort_unstable();
        places.into_iter().filter_map(|place| tables.workloads.get(place)).collect()
    }

    /// The workloads of a namespace whose pods a selector selects; none for a selector that
    /// Kubernetes doesn't take.
    pub(super) fn selected<'s>(
        &'s self,
        namespace: &'s str,
        selector: &'s LabelSelector,
    ) -> impl Iterator<Item = &'s Workload<'a>> + use<'s, 'a> {
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
        let compiled = Selector::compile(selector).ok();
        let empty = std::collections::BTreeMap::new();
        places.into_iter().flatten().filter_map(move |place| {
            let workload = tables.workloads.get(*place)?;
            let labels = workload.labels().unwrap_or(&empty);
            compiled.as_ref()?.matches(labels).then_some(workload)
        })
    }
}
