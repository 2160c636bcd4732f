//! The plugin `PodNodeSelector`, and OpenShift's like: a namespace's annotation adds to its pods' node
//! selector.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::PodSpec;

use super::{AdmissionContext, Change};

const POD_NODE_SELECTOR: &str = "scheduler.alpha.kubernetes.io/node-selector";
const OPENSHIFT_NODE_SELECTOR: &str = "openshift.io/node-selector";

/// Adds what the namespace's annotation says to the pod's node selector.
pub(super) fn add(
    spec: &mut PodSpec,
    namespace: &str,
    context: &AdmissionContext<'_>,
    changes: &mut Vec<Change>,
) {
    let Some((annotation, text)) = node_selector(namespace, context) else { return };
    let labels = selector_map(text);
    if labels.is_empty() {
        return;
    }
    spec.node_selector.get_or_insert_default().extend(labels.clone());
    changes.push(Change::NamespaceNodeSelector {
        namespace: namespace.to_owned(),
        annotation,
        selector: text.to_owned(),
        labels,
    });
}

/// The node selector that a namespace's annotations give to its pods.
fn node_selector<'a>(
    namespace: &str,
    context: &'a AdmissionContext<'_>,
) -> Option<(&'static str, &'a str)> {
    let mut namespaces = context.namespaces.iter();
    let namespace = namespaces.find(|n| n.metadata.name.as_deref() == Some(namespace))?;
    let annotations = namespace.metadata.annotations.as_ref()?;
    [POD_NODE_SELECTOR, OPENSHIFT_NODE_SELECTOR]
        .into_iter()
        .find_map(|key| Some((key, annotations.get(key)?.as_str())))
}

/// The labels of a selector as the annotations write it: `env=test,region=west`.
fn selector_map(text: &str) -> BTreeMap<String, String> {
    let pairs = text.split(',').filter_map(|pair| pair.split_once('='));
    pairs.map(|(key, value)| (key.trim().to_owned(), value.trim().to_owned())).collect()
}
