//! What picks pods by labels beside their workloads: Services and budgets.

use std::collections::{BTreeMap, HashMap};

use k8s_openapi::api::core::v1::Service;
use k8s_openapi::api::policy::v1::PodDisruptionBudget;

use crate::manifest::{Manifest, Workspace};

/// The Services and budgets of a run, found by a label that they pick pods by without looking at
/// each: ten thousand DaemonSets must not be held against ten thousand Services.
#[derive(Debug, Default)]
pub(in crate::rules) struct Pickers<'a>(HashMap<Label<'a>, Vec<&'a Manifest>>);

/// A label in a namespace.
type Label<'a> = (&'a str, &'a str, &'a str);

impl<'a> Pickers<'a> {
    pub(in crate::rules) fn new(workspace: &'a Workspace) -> Self {
        let services = workspace.typed::<Service>().map(|(manifest, service)| {
            let selector = service.spec.as_ref().and_then(|spec| spec.selector.as_ref());
            (manifest, selector)
        });
        let budgets = workspace.typed::<PodDisruptionBudget>().map(|(manifest, budget)| {
            let selector = budget.spec.as_ref().and_then(|spec| spec.selector.as_ref());
            (manifest, selector.and_then(|selector| selector.match_labels.as_ref()))
        });
        Self::by_label(services.chain(budgets))
    }

    /// Any one of the labels that must match is enough to find it by: that which fewest ask for.
    fn by_label(
        pickers: impl Iterator<Item = (&'a Manifest, Option<&'a BTreeMap<String, String>>)>,
    ) -> Self {
        let labels = |(manifest, labels): (&'a Manifest, Option<&'a BTreeMap<String, String>>)| {
            let namespace = manifest.namespace();
            let label = |(key, value): (&'a String, &'a String)| (namespace, &**key, &**value);
            let labels: Vec<Label<'a>> = labels.into_iter().flatten().map(label).collect();
            (manifest, labels)
        };
        let pickers: Vec<(&Manifest, Vec<Label<'_>>)> = pickers.map(labels).collect();
        let mut asked: HashMap<Label<'_>, usize> = HashMap::new();
        for label in pickers.iter().flat_map(|(_, labels)| labels) {
            *asked.entry(*label).or_default() += 1;
        }
        let mut all = Self::default();
        for (manifest, labels) in pickers {
            let rarest = labels.into_iter().min_by_key(|label| asked.get(label).copied());
            if let Some(label) = rarest {
                all.0.entry(label).or_default().push(manifest);
            }
        }
        all
    }

    /// Those of a namespace that may pick pods with these labels, in the order of the run.
    pub(in crate::rules) fn of(
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
