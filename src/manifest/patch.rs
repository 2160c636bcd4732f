//! Patches: parts of objects, which kustomize lays over whole ones.
//!
//! Mirrors the directives of kustomize's strategic merge patches (`$patch`, `$retainKeys` …, read
//! in `k8s.io/apimachinery/pkg/util/strategicpatch`) and the operations of RFC 6902.

use std::path::Path;

use hashbrown::HashSet;

use crate::yaml::{Document, Kind, NodeId};

/// What the keys begin with that tell a strategic merge how to merge.
const DIRECTIVES: [&str; 4] =
    ["$patch", "$retainKeys", "$deleteFromPrimitiveList/", "$setElementOrder/"];

/// The operations of a JSON patch.
const OPERATIONS: [&str; 6] = ["add", "remove", "replace", "move", "copy", "test"];

/// Kinds that bring pods.
const WORKLOADS: [&str; 8] = [
    "DaemonSet",
    "Deployment",
    "StatefulSet",
    "ReplicaSet",
    "ReplicationController",
    "Job",
    "CronJob",
    "Pod",
];

/// Workloads that select their pods by labels.
const SELECTING: [&str; 4] = ["DaemonSet", "Deployment", "StatefulSet", "ReplicaSet"];

/// Whether an object of this kind is only part of one: a directive tells how to merge it, or it is
/// a workload that says neither which pods are its own nor what runs in them.
/// `file` is where it stands.
pub(super) fn is_patch(document: &Document, object: NodeId, kind: &str, file: &str) -> bool {
    let is_directive =
        |key: &str| key.starts_with('$') && DIRECTIVES.iter().any(|known| key.starts_with(known));
    // With a directive that was left behind a whole object is no part of another one.
    has_key(document, object, &is_directive)
        && (is_named_patch(file) || !is_whole(document, object, kind))
        || is_partial(document, object, kind)
        || is_unselected(document, object, kind) && is_named_patch(file)
}

/// Whether a workload says all that an object of its kind has to say: which pods are its own, how they
/// are labelled, and what runs in each of its containers. A patch has little reason to.
fn is_whole(document: &Document, object: NodeId, kind: &str) -> bool {
    let at = |path: &[&str]| path.iter().try_fold(object, |node, key| document.get(node, key));
    let of_template = |path: &[&'static str]| at(&[&["spec", "template"], path].concat());
    let containers = of_template(&["spec", "containers"]);
    let containers = containers.map(|list| document.elements(list)).unwrap_or_default();
    let has_image = |one: &NodeId| document.get(*one, "image").is_some();
    SELECTING.contains(&kind)
        && at(&["metadata", "name"]).is_some()
        && at(&["spec", "selector"]).is_some_and(|node| !document.entries(node).is_empty())
        && of_template(&["metadata", "labels"]).is_some()
        && !containers.is_empty()
        && containers.iter().all(has_image)
}

/// Whether a file, or its folder, is called a patch.
fn is_named_patch(file: &str) -> bool {
    let path = Path::new(file);
    let folder = path.parent().and_then(Path::file_name);
    let names = [path.file_stem(), folder].into_iter().flatten().filter_map(|name| name.to_str());
    let mut words = names.flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    words.any(|word| matches!(word, "patch" | "patches"))
}

/// Whether a workload says nothing of which pods are its own: no selector, no labels.
fn is_unselected(document: &Document, object: NodeId, kind: &str) -> bool {
    let path = ["spec", "template"];
    let template = path.iter().try_fold(object, |node, key| document.get(node, key));
    let lacks = |node, names: &[&str]| !has_key(document, node, &|key| names.contains(&key));
    SELECTING.contains(&kind)
        && lacks(object, &["selector", "matchLabels"])
        && template.is_some_and(|template| lacks(template, &["labels"]))
}

/// Whether a document is a list of operations on an object (`- op: replace`).
pub(super) fn is_json_patch(document: &Document, root: NodeId) -> bool {
    let elements = document.elements(root);
    let is_operation = |node: &NodeId| {
        let text = |key| document.get(*node, key).and_then(|value| document.as_str(value));
        text("op").is_some_and(|op| OPERATIONS.contains(&op)) && text("path").is_some()
    };
    !elements.is_empty() && elements.iter().all(is_operation)
}

/// Whether an object lacks its heart. What stands at a wrong place is there all the same: that is
/// a mistake to tell, and no patch.
fn is_partial(document: &Document, object: NodeId, kind: &str) -> bool {
    let lacks = |names: &[&str]| !has_key(document, object, &|key| names.contains(&key));
    if kind == "CustomResourceDefinition" {
        return lacks(&["group", "names", "plural"]);
    }
    WORKLOADS.contains(&kind) && lacks(&["image", "selector", "matchLabels"])
}

/// Whether a key is anywhere in a tree.
fn has_key(document: &Document, node: NodeId, wanted: &impl Fn(&str) -> bool) -> bool {
    let mut todo = vec![node];
    // Aliases may lead to the same nodes again and again.
    let mut seen = HashSet::new();
    let is_tree = document.aliases().is_empty();
    let is_collection =
        |node: &NodeId| matches!(document.kind(*node), Kind::Mapping | Kind::Sequence);
    while let Some(node) = todo.pop() {
        if !(is_tree || seen.insert(node)) {
            continue;
        }
        for entry in document.entries(node) {
            if wanted(document.key(entry)) {
                return true;
            }
            todo.extend(Some(entry.value).filter(is_collection));
        }
        todo.extend(document.elements(node).iter().filter(|node| is_collection(node)));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use crate::yaml::parse_document;

    fn patch(kind: &str, text: &str) -> bool {
        let document = parse_document(&SourceFile::new("test.yaml", text)).unwrap();
        is_patch(&document, document.root(), kind, "deploy/a.yaml")
    }

    #[test]
    fn directives_make_a_patch_of_anything() {
        assert!(patch("ConfigMap", "data: {$patch: replace}\n"));
        assert!(patch("Service", "spec: {ports: [{port: 1, $patch: delete}]}\n"));
        assert!(patch("DaemonSet", "spec: {$setElementOrder/x: [], selector: {}}\n"));
        assert!(!patch("ConfigMap", "data: {note: \"$patch: replace\"}\n"));
        let whole = "metadata: {name: a}\nspec: {selector: {matchLabels: {a: b}}, \
                     template: {metadata: {labels: {a: b}}, spec: {containers: [{image: a}]}}, \
                     updateStrategy: {$patch: replace}}\n";
        assert!(!patch("DaemonSet", whole));
        assert!(patch("DaemonSet", &whole.replace("image: a", "$patch: delete")));
    }

    #[test]
    fn a_workload_without_selector_and_image_is_a_part() {
        assert!(patch("DaemonSet", "spec: {template: {spec: {containers: [{name: a}]}}}\n"));
        assert!(patch("DaemonSet", "status: {numberReady: 1}\n"));
        assert!(!patch("DaemonSet", "spec: {template: {spec: {containers: [{image: a}]}}}\n"));
        assert!(patch("CustomResourceDefinition", "spec: {conversion: {strategy: Webhook}}\n"));
        assert!(!patch("CustomResourceDefinition", "spec: {group: a.example}\n"));
        assert!(!patch("DaemonSet", "spec: {selector: {}}\n"));
        // Written at the wrong place: a mistake, and it must be told.
        assert!(!patch("DaemonSet", "spec: {}\ntemplate: {containers: [{image: a}]}\n"));
        assert!(!patch("Service", "spec: {}\n"));
    }

    #[test]
    fn a_file_that_is_called_a_patch_may_name_an_image() {
        let named = |file: &str, text: &str| {
            let document = parse_document(&SourceFile::new("test.yaml", text)).unwrap();
            is_patch(&document, document.root(), "DaemonSet", file)
        };
        let unselected = "spec: {template: {spec: {containers: [{image: a}]}}}\n";
        assert!(named("k/proxy_patch.yaml", unselected) && named("patches/a.yaml", unselected));
        assert!(!named("k/dispatch.yaml", unselected));
        let labels = "spec: {template: {metadata: {labels: {a: b}}}}\n";
        let whole = format!("{labels}image: a\n");
        assert!(!named("patches/a.yaml", &whole));
    }

    #[test]
    fn operations() {
        let list = |text: &str| {
            let document = parse_document(&SourceFile::new("test.yaml", text)).unwrap();
            is_json_patch(&document, document.root())
        };
        assert!(list("- {op: replace, path: /spec, value: 1}\n"));
        assert!(!list("- {op: replace}\n"));
        assert!(!list("[]\n"));
        assert!(!list("- apps/v1\n"));
    }
}
