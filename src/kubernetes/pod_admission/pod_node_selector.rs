//! The plugin `PodNodeSelector`, and OpenShift's like: a namespace's annotation adds to its pods'
//! node selector.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::Pod;

use super::change::Change;
use super::context::AdmissionContext;
use super::plugin::{OptionalPlugin, Plugin};
use super::refusal::Refusal;
use crate::kubernetes::label_text;
use crate::kubernetes::labels::Requirement;

/// The annotation that the plugin reads.
pub(crate) const POD_NODE_SELECTOR: &str = "scheduler.alpha.kubernetes.io/node-selector";
/// The annotation that OpenShift reads.
pub(crate) const OPENSHIFT_NODE_SELECTOR: &str = "openshift.io/node-selector";

/// Where OpenShift's default stands, as changes name it.
const DEFAULT_NODE_SELECTOR: &str = "the cluster's defaultNodeSelector";

/// Adds what the namespace's annotation says to the pod's node selector.
pub(super) fn admit(
    pod: &mut Pod,
    namespace: &str,
    context: &AdmissionContext<'_>,
    changes: &mut Vec<Change>,
) -> Option<Refusal> {
    let plugin = context.optional_plugins.has(OptionalPlugin::PodNodeSelector);
    let kubernetes = context.annotation(namespace, POD_NODE_SELECTOR);
    // OpenShift's plugin leaves the pods of a namespace alone that has the other annotation.
    let openshift = context.openshift && kubernetes.is_none();
    let own = context.annotation(namespace, OPENSHIFT_NODE_SELECTOR);
    let default = default_of(namespace, context);
    let selectors = [
        (POD_NODE_SELECTOR, kubernetes.filter(|_| plugin)),
        (OPENSHIFT_NODE_SELECTOR, own.filter(|_| openshift)),
        (DEFAULT_NODE_SELECTOR, default.filter(|_| openshift && own.is_none())),
    ];
    let spec = pod.spec.as_mut()?;
    let mut refusal = None;
    for (annotation, text) in selectors {
        let Some(text) = text else { continue };
        let refuse = |said: String| {
            Refusal::new(Plugin::PodNodeSelector, said).at("nodeSelector").by(
                "Namespace",
                None,
                Some(namespace),
            )
        };
        let labels = match labels(text) {
            Ok(labels) => labels,
            Err(parts) => {
                refusal.get_or_insert(refuse(format!("invalid selector: [{}]", parts.join(" "))));
                continue;
            }
        };
        let mut conflict =
            "pod node label selector conflicts with its namespace node label selector";
        let own = spec.node_selector.get_or_insert_default();
        if annotation != POD_NODE_SELECTOR {
            conflict = "pod node label selector conflicts with its project node label selector";
        }
        let conflicts = labels.iter().any(|(key, value)| own.get(key).is_some_and(|o| o != value));
        if conflicts {
            refusal.get_or_insert(refuse(conflict.to_owned()));
        }
        if labels.is_empty() {
            continue;
        }
        own.extend(labels.clone());
        changes.push(Change::NamespaceNodeSelector {
            namespace: namespace.to_owned(),
            annotation,
            selector: text.to_owned(),
            labels,
        });
    }
    refusal
}

/// Whether no plugin of the cluster reads the annotations.
pub(super) fn passes(context: &AdmissionContext<'_>) -> bool {
    !context.openshift && !context.optional_plugins.has(OptionalPlugin::PodNodeSelector)
}

/// What OpenShift's DaemonSet controller demands of nodes beside what the template does: what the
/// namespace's annotation says, OpenShift's own where the other one is not there. One that can't be
/// read demands nothing (`nodeSelectorMatches` of its patch of the controller).
pub(crate) fn of_controller(namespace: &str, context: &AdmissionContext<'_>) -> Vec<Requirement> {
    if !context.openshift {
        return Vec::new();
    }
    let annotation = |key| context.annotation(namespace, key);
    let text = annotation(POD_NODE_SELECTOR)
        .or_else(|| annotation(OPENSHIFT_NODE_SELECTOR))
        .or_else(|| default_of(namespace, context));
    text.and_then(label_text::parse).unwrap_or_default()
}

/// OpenShift's default selector, where a namespace is known: one that isn't may have its own.
fn default_of<'c>(namespace: &str, context: &'c AdmissionContext<'_>) -> Option<&'c str> {
    context.namespace(namespace)?;
    context.default_node_selector.as_deref()
}

/// The labels of a selector as the annotations write it, `env=test,region=west`
/// (`ConvertSelectorToLabelsMap`).
///
/// # Errors
/// The parts of the first item that is no `key=value`.
pub(crate) fn labels(text: &str) -> Result<BTreeMap<String, String>, Vec<&str>> {
    if text.is_empty() {
        return Ok(BTreeMap::new());
    }
    let pair = |item: &'_ str| -> Option<(String, String)> {
        let (key, value) = item.split_once('=').filter(|(_, value)| !value.contains('='))?;
        Some((key.trim().to_owned(), value.trim().to_owned()))
    };
    text.split(',').map(|item| pair(item).ok_or_else(|| item.split('=').collect())).collect()
}
