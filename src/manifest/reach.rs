//! How far a value that is not known reaches: what is said of one field may hang on another.

use super::fill::Unknown;
use crate::kubernetes::field::{FieldPath, Step};
use crate::yaml::{Document, NodeId};

/// Fields whose parts are held against each other: what is said of one of them hangs on all.
const TOGETHER: [&str; 6] =
    ["selector", "labels", "matchLabels", "resources", "updateStrategy", "rollingUpdate"];

/// Fields of which something is said as a whole: a part that is not known leaves the whole open.
const WHOLE: [&str; 11] = [
    "nodeSelector",
    "affinity",
    "nodeAffinity",
    "podAffinity",
    "podAntiAffinity",
    "requiredDuringSchedulingIgnoredDuringExecution",
    "preferredDuringSchedulingIgnoredDuringExecution",
    "nodeSelectorTerms",
    "matchExpressions",
    "matchFields",
    "tolerations",
];

/// Whether what is said of a field of an object hangs on a value that is not known.
pub(super) fn touches(
    document: &Document,
    object: NodeId,
    path: &FieldPath,
    unknown: &Unknown,
) -> bool {
    let mut node = object;
    let mut field = "";
    let mut is_there = true;
    for step in &path.0 {
        let next = match step {
            Step::Field(name) => document.entry(node, name),
            Step::Key(key) => document.entry(node, key),
            Step::Index(_) => None,
        };
        let next = match (next, step) {
            (Some(entry), _) if unknown.has(entry.key) => return true,
            (Some(entry), _) => Some(entry.value),
            (None, Step::Index(index)) => document.element(node, *index),
            (None, _) => None,
        };
        let Some(next) = next else {
            is_there = false;
            break;
        };
        node = next;
        if let Step::Field(name) = step {
            field = name;
        }
        if unknown.has(node) || TOGETHER.contains(&field) && unknown.is_in(document, node) {
            return true;
        }
    }
    is_there && WHOLE.contains(&field) && unknown.is_in(document, node)
        || elsewhere(document, object, path, unknown)
}

/// Whether a field is held against another one that stands elsewhere in the object: a selector
/// against labels, the name of a mount against those of the volumes.
fn elsewhere(document: &Document, object: NodeId, path: &FieldPath, unknown: &Unknown) -> bool {
    let is_open = |keys: &[&str]| {
        let mut keys = keys.iter();
        let node = keys.try_fold(object, |node, key| document.get(node, key));
        node.is_some_and(|node| unknown.is_in(document, node))
    };
    let text = path.to_string();
    let is_matched =
        text.starts_with("spec.selector") || text.starts_with("spec.template.metadata.labels");
    let is_mount = text.contains(".volumeMounts[") && text.ends_with(".name");
    is_matched
        && (is_open(&["spec", "selector"]) || is_open(&["spec", "template", "metadata", "labels"]))
        || is_mount && is_open(&["spec", "template", "spec", "volumes"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kubernetes::release::Version;
    use crate::manifest::fill::fill;
    use crate::source::SourceFile;
    use crate::yaml::parse_document;
    use crate::yaml::path::parse;

    #[test]
    fn what_is_not_known_reaches_what_is_held_against_it() {
        let file = SourceFile::new(
            "test.yaml",
            "apiVersion: apps/v1\nkind: DaemonSet\nspec:\n  selector: {matchLabels: {app: '${A}'}}\n  \
             template:\n    metadata: {labels: {app: a}}\n    spec:\n      nodeSelector: {a: '${B}', b: c}\n      \
             containers:\n      - {name: a, image: <image>}\n      \
             - {name: '${N}', resources: {requests: {cpu: 1}, limits: {cpu: '${L}'}}}\n",
        );
        let mut document = parse_document(&file).unwrap();
        let unknown = fill(&mut document, None, Version::DEFAULT).unwrap();
        let open = |path: &str| touches(&document, document.root(), &parse(path), &unknown);
        for path in [
            "spec.selector",
            "spec.template.metadata.labels",
            "spec.template.spec.nodeSelector",
            "spec.template.spec.nodeSelector[a]",
            "spec.template.spec.containers[0].image",
            "spec.template.spec.containers[1].resources.requests[cpu]",
        ] {
            assert!(open(path), "{path}");
        }
        for path in [
            "metadata.name",
            "spec",
            "spec.template.spec.nodeSelector[b]",
            "spec.template.spec.containers",
            "spec.template.spec.containers[0]",
            "spec.template.spec.containers[1].image",
        ] {
            assert!(!open(path), "{path}");
        }
    }
}
