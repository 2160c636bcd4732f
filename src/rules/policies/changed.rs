//! What a policy changed in an object, in few words.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::kubernetes::pod_admission::Change;

/// The change that a policy made.
pub(super) fn changed(policy: &str, old: &Json, new: &Json) -> Change {
    let mut fields = Vec::new();
    differ(old, new, "", 0, &mut fields);
    let fields = fields.into_iter().map(|field| {
        let own = field.strip_prefix("spec.template.spec.").or_else(|| field.strip_prefix("spec."));
        own.map_or_else(|| field.clone(), str::to_owned)
    });
    let labels = |object: &Json| -> BTreeMap<String, String> {
        let selector = object.pointer("/spec/nodeSelector").and_then(Json::as_object);
        let text = |(key, value): (&String, &Json)| Some((key.clone(), value.as_str()?.to_owned()));
        selector.into_iter().flatten().filter_map(text).collect()
    };
    let (before, mut node_selector) = (labels(old), labels(new));
    node_selector.retain(|key, value| before.get(key) != Some(value));
    Change::Policy { name: policy.to_owned(), fields: fields.collect(), node_selector }
}

/// The fields that differ: those of the metadata and of a pod's spec each, what lies in them not.
fn differ(old: &Json, new: &Json, path: &str, depth: usize, fields: &mut Vec<String>) {
    if old == new {
        return;
    }
    let opens =
        depth == 0 || matches!(path, "metadata" | "spec" | "spec.template" | "spec.template.spec");
    let none = Map::new();
    let (left, right) = (old.as_object(), new.as_object());
    if !opens || left.is_none() && right.is_none() {
        fields.push(path.to_owned());
        return;
    }
    let (left, right) = (left.unwrap_or(&none), right.unwrap_or(&none));
    let mut keys: Vec<&String> = left.keys().chain(right.keys()).collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let side = |side: &Map<String, Json>| side.get(key).cloned().unwrap_or(Json::Null);
        differ(&side(left), &side(right), &path, depth + 1, fields);
    }
}
