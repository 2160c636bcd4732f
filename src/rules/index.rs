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

    /// The workloads of a namespace whose pods a selector selects; none for a selector that
    /// Kubernetes doesn't take.
    pub(super) fn selected<'s>(
        &'s self,
        namespace: &'s str,
        selector: &'s LabelSelector,
    ) -> impl Iterator<Item = &'s Workload<'a>> + use<'s, 'a> {
        let tables = self.tables();
        // Any one of the labels that must match narrows the search.
        let label = selector.match_labels.as_ref().and_then(|labels| labels.first_key_value());
        let places = match label {
            Some((key, value)) => tables.by_label.get(&(namespace, key.as_str(), value.as_str())),
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
