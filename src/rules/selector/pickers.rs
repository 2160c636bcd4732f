//! What picks pods by labels beside their workloads: Services and budgets.

use std::collections::{BTreeMap, HashMap};

use k8s_openapi::api::core::v1::Service;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;

use crate::manifest::{Manifest, Workspace};

/// The Services and budgets of a run, found by a label that they pick pods by without looking at
/// each: ten thousand DaemonSets must not be held against ten thousand Services.
#[derive(Debug, Default)]
pub(in crate::rules) struct Pickers<'a>(HashMap<(&'a str, &'a str, &'a str), Vec<&'a Manifest>>);

impl<'a> Pickers<'a> {
    pub(in crate::rules) fn new(workspace: &'a Workspace) -> Self {
        let mut all = Self::default();
        for (manifest, service) in workspace.typed::<Service>() {
            let selector = service.spec.as_ref().and_then(|spec| spec.selector.as_ref());
            all.add(manifest, selector);
        }
        for (manifest, budget) in workspace.typed::<PodDisruptionBudget>() {
            let selector = budget.spec.as_ref().and_then(|spec| spec.selector.as_ref());
            all.add(manifest, selector.and_then(|selector| selector.match_labels.as_ref()));
        }
        all
    }

    /// Any one of the labels that must match is enough to find it by.
    fn add(&mut self, manifest: &'a Manifest, labels: Option<&'a BTreeMap<String, String>>) {
        if let Some((key, value)) = labels.and_then(|labels| labels.first_key_value()) {
            self.0.entry((manifest.namespace(), key, value)).or_default().push(manifest);
        }
    }

    /// Those of a namespace that may pick pods with these labels, in the order of the run.
    pub(super) fn of(
        &self,
        namespace: &str,
        labels: &BTreeMap<String, String>,
    ) -> Vec<&'a Manifest> {
        let mut found: Vec<&'a Manifest> = Vec::new();
        for (key, value) in labels {
            let picking = self.0.get(&(namespace, key.as_str(), value.as_str()));
            found.extend(picking.into_iter().flatten().copied());
        }
        found.sort_by(|one, other| one.order(other));
        found
    }
}
