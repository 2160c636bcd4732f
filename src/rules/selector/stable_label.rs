//! Which labels make a selector that can stay.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::node_label::is_node_label;
use super::volatile_label::is_volatile;
use crate::kubernetes::names::label_value;
use crate::words::yaml;

/// Labels that say what a pod is, and go on saying so; the first ones are the recommended ones of
/// Kubernetes' documentation.
const NAMES: [&str; 7] = [
    "app.kubernetes.io/name",
    "app.kubernetes.io/instance",
    "app.kubernetes.io/component",
    "k8s-app",
    "app",
    "component",
    "name",
];

/// A value for a label of the pods' own, as YAML: the DaemonSet's name where it can be one.
pub(super) fn own_value(name: &str) -> Cow<'_, str> {
    let fit = !name.is_empty() && label_value(name).is_empty();
    yaml::scalar(if fit { name } else { "my-agent" })
}

/// Those of a template's labels that make a selector: those that name the pods, or else the first
/// one that is fit for it; nothing if there is none.
pub(super) fn chosen(labels: &BTreeMap<String, String>) -> Vec<(&String, &String)> {
    let fit = |(key, value): &(&String, &String)| !is_node_label(key) && !is_volatile(key, value);
    let names: Vec<_> =
        NAMES.iter().filter_map(|name| labels.get_key_value(*name)).filter(fit).collect();
    match names.first() {
        Some(_) => names,
        None => labels.iter().filter(fit).take(1).collect(),
    }
}

/// A selector made of a template's labels, as lines of YAML; none if there is none that is fit.
pub(super) fn selector_of(labels: &BTreeMap<String, String>) -> Option<String> {
    let lines = chosen(labels)
        .into_iter()
        .map(|(key, value)| format!("\n        {key}: {}", yaml::scalar(value)));
    let lines: String = lines.collect();
    (!lines.is_empty()).then(|| format!("    selector:\n      matchLabels:{lines}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_is_a_label() {
        let long = "a".repeat(64);
        let seen = ["shipper", "on", "", &long].map(own_value);
        assert_eq!(seen, ["shipper", "\"on\"", "my-agent", "my-agent"]);
    }
}
