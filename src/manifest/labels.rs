//! Labels that a kustomization sets: on objects, on pods, and in what selects them.
//!
//! Mirrors the field specs of `commonLabels` and of `labels` with `includeSelectors` and
//! `includeTemplates` in kustomize's `builtinpluginconsts`, as far as rules look at the fields.

use crate::yaml::{Document, NodeId, Replacement};

/// A label that objects get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
    /// Where, beside the object's own labels.
    pub on: LabelOn,
}

/// Where a label is set beside an object's own labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelOn {
    /// Nowhere.
    Object,
    /// On the pods.
    Pods,
    /// On the pods, and in what selects them.
    Selectors,
}

/// Workloads that select their pods by labels.
const SELECTING: [&str; 4] = ["DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"];

/// Sets labels in an object.
pub(super) fn set(labels: &[Label], document: &mut Document, object: NodeId, kind: &str) {
    for label in labels {
        set_in(label, document, object, &["metadata", "labels"]);
        if kind == "CronJob" && label.on != LabelOn::Object {
            let pods = ["spec", "jobTemplate", "spec", "template", "metadata", "labels"];
            set_in(label, document, object, &pods);
        }
        if (SELECTING.contains(&kind) || kind == "Job") && label.on != LabelOn::Object {
            set_in(label, document, object, &["spec", "template", "metadata", "labels"]);
        }
        if label.on != LabelOn::Selectors {
            continue;
        }
        match kind {
            "Service" if document.get(object, "spec").is_some() => {
                set_in(label, document, object, &["spec", "selector"]);
            }
            "PodDisruptionBudget" | "NetworkPolicy" => {
                let field = if kind == "NetworkPolicy" { "podSelector" } else { "selector" };
                let path = ["spec", field, "matchLabels"];
                let is_there = path.iter().try_fold(object, |node, key| document.get(node, key));
                if is_there.is_some() {
                    set_in(label, document, object, &path);
                }
            }
            _ if SELECTING.contains(&kind) => {
                set_in(label, document, object, &["spec", "selector", "matchLabels"]);
            }
            _ => {}
        }
    }
}

fn set_in(label: &Label, document: &mut Document, object: NodeId, path: &[&str]) {
    let map = path.iter().fold(object, |node, key| document.mapping_at(node, key));
    document.set_entry(map, &label.key, Replacement::Text(&label.value));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use crate::yaml::parse_document;

    fn set_on(on: LabelOn, kind: &str, text: &str) -> Document {
        let mut document = parse_document(&SourceFile::new("test.yaml", text)).unwrap();
        let root = document.root();
        let label = Label { key: "team".to_owned(), value: "core".to_owned(), on };
        set(&[label], &mut document, root, kind);
        document
    }

    fn value<'d>(document: &'d Document, keys: &[&str]) -> Option<&'d str> {
        document.find(keys).and_then(|node| document.as_str(node))
    }

    #[test]
    fn labels_reach_what_selects_by_them() {
        let set = set_on(LabelOn::Selectors, "DaemonSet", "spec: {template: {spec: {}}}\n");
        for path in [
            &["metadata", "labels", "team"][..],
            &["spec", "selector", "matchLabels", "team"],
            &["spec", "template", "metadata", "labels", "team"],
        ] {
            assert_eq!(value(&set, path), Some("core"), "{path:?}");
        }
        let service = set_on(LabelOn::Selectors, "Service", "spec: {selector: {app: a}}\n");
        assert_eq!(value(&service, &["spec", "selector", "team"]), Some("core"));
    }

    #[test]
    fn the_affinity_of_a_daemon_set_is_passed_over() {
        let text = "spec: {template: {spec: {affinity: {podAntiAffinity: {terms: {labelSelector: \
                    {matchLabels: {app: a}}}}}}}}\n";
        let set = set_on(LabelOn::Selectors, "DaemonSet", text);
        let path = ["spec", "template", "spec", "affinity", "podAntiAffinity", "terms"];
        let labels = [&path[..], &["labelSelector", "matchLabels"]].concat();
        let of = |key| value(&set, &[&labels[..], &[key]].concat());
        assert_eq!((of("app"), of("team")), (Some("a"), None));
    }

    #[test]
    fn labels_stay_where_they_are_told_to() {
        let pods = set_on(LabelOn::Pods, "DaemonSet", "spec: {selector: {}}\n");
        assert_eq!(value(&pods, &["spec", "selector", "matchLabels", "team"]), None);
        let labels = ["spec", "template", "metadata", "labels", "team"];
        assert_eq!(value(&pods, &labels), Some("core"));
        let object = set_on(LabelOn::Object, "DaemonSet", "spec: {}\n");
        assert_eq!(value(&object, &labels), None);
        let budget = set_on(LabelOn::Selectors, "PodDisruptionBudget", "spec: {}\n");
        assert_eq!(value(&budget, &["spec", "selector", "matchLabels", "team"]), None);
    }
}
