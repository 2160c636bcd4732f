//! Labels of nodes that have a newer name, and values that no label can have.
//!
//! Mirrors `pkg/api/node/util.go`.

use super::{NO_SELECTOR, Warnings};
use crate::kubernetes::field::Path;
use crate::kubernetes::release::{Change, Release};
use k8s_openapi::api::core::v1::{NodeSelectorTerm, PodSpec};

/// What no label value is, in the words of `IsValidLabelValue`.
const LABEL_VALUE: &str = "a valid label must be an empty string or consist of alphanumeric \
    characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. \
    'MyValue',  or 'my_value',  or '12345', regex used for validation is \
    '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

/// What Kubernetes says of a deprecated node label. Mirrors `GetNodeLabelDeprecatedMessage`.
fn deprecation(label: &str) -> Option<&'static str> {
    Some(match label {
        "beta.kubernetes.io/arch" => "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        "beta.kubernetes.io/os" => "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        "failure-domain.beta.kubernetes.io/region" => {
            "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead"
        }
        "failure-domain.beta.kubernetes.io/zone" => {
            "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead"
        }
        "beta.kubernetes.io/instance-type" => {
            "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead"
        }
        "node-role.kubernetes.io/master" => "use \"node-role.kubernetes.io/control-plane\" instead",
        _ => return None,
    })
}

/// Warns of node labels in selectors, affinity and topology spread constraints.
pub(super) fn of_node_labels(
    spec: &PodSpec,
    release: Release,
    path: &Path<'_>,
    warnings: &mut Warnings,
) {
    let selector = path.child("nodeSelector");
    for (label, _) in spec.node_selector.iter().flatten() {
        if let Some(text) = deprecation(label) {
            warnings.push(&selector.key(label), text);
        }
    }
    of_node_affinity(spec, release, path, warnings);
    let list = path.child("topologySpreadConstraints");
    for (index, constraint) in spec.topology_spread_constraints.iter().flatten().enumerate() {
        let path = list.index(index);
        let key = constraint.topology_key.as_str();
        if let Some(text) = deprecation(key) {
            warnings.push(&path.child("topologyKey"), format_args!("{key} is {text}"));
        }
        if constraint.label_selector.is_none() {
            warnings.push(&path.child("labelSelector"), NO_SELECTOR);
        }
    }
}

fn of_node_affinity(spec: &PodSpec, release: Release, path: &Path<'_>, warnings: &mut Warnings) {
    let affinity = spec.affinity.as_ref().and_then(|affinity| affinity.node_affinity.as_ref());
    let Some(affinity) = affinity else { return };
    let path = path.child("affinity");
    let path = path.child("nodeAffinity");
    let required = &affinity.required_during_scheduling_ignored_during_execution;
    let list = path.child("requiredDuringSchedulingIgnoredDuringExecution");
    let list = list.child("nodeSelectorTerms");
    let terms = required.iter().flat_map(|selector| &selector.node_selector_terms);
    for (index, term) in terms.enumerate() {
        of_term(term, false, &list.index(index), warnings);
    }
    let values = release.has(Change::NodeAffinityTakesLabelValues);
    let preferred = &affinity.preferred_during_scheduling_ignored_during_execution;
    let list = path.child("preferredDuringSchedulingIgnoredDuringExecution");
    for (index, term) in preferred.iter().flatten().enumerate() {
        of_term(&term.preference, values, &list.index(index).child("preference"), warnings);
    }
}

/// Mirrors `GetWarningsForNodeSelectorTerm`.
fn of_term(term: &NodeSelectorTerm, check_values: bool, path: &Path<'_>, warnings: &mut Warnings) {
    let list = path.child("matchExpressions");
    for (index, expression) in term.match_expressions.iter().flatten().enumerate() {
        let path = list.index(index);
        let key = expression.key.as_str();
        if let Some(text) = deprecation(key) {
            warnings.push(&path.child("key"), format_args!("{key} is {text}"));
        }
        let values = path.child("values");
        for (index, value) in expression.values.iter().flatten().enumerate() {
            if check_values {
                of_label_value(value, &values.index(index), warnings);
            }
        }
    }
}

fn of_label_value(value: &str, path: &Path<'_>, warnings: &mut Warnings) {
    if value.len() > crate::kubernetes::names::LABEL_VALUE_MAX_LENGTH {
        warnings.push(path, format_args!("{value} is invalid, must be no more than 63 bytes"));
    }
    let alphanumeric = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_alphanumeric);
    let bytes = value.as_bytes();
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    if !alphanumeric(bytes.first()) || !alphanumeric(bytes.last()) || !bytes.iter().all(word) {
        warnings.push(path, format_args!("{value} is invalid, {LABEL_VALUE}"));
    }
}
