//! Images that OpenShift fills in: a trigger on an object puts an ImageStreamTag's image in the place
//! of what stands there, a blank for example.
//!
//! Mirrors `CalculateAnnotationTriggers` of openshift/openshift-controller-manager's
//! `pkg/image/trigger/annotations`.

use crate::source::SourceFile;
use crate::yaml::{Document, NodeId, Replacement, parse_document};

/// The annotation that holds the triggers.
const TRIGGERS: &str = "image.openshift.io/triggers";

/// Puts something in the place of the images of an object that a trigger sets. Gives their values:
/// they are not known.
pub(super) fn fill_images(document: &mut Document, object: NodeId) -> Vec<NodeId> {
    let paths = paths(document, object);
    if paths.is_empty() {
        return Vec::new();
    }
    let spec = ["spec", "template", "spec"];
    let spec = spec.iter().try_fold(object, |node, key| document.get(node, key));
    let lists = ["containers", "initContainers"]
        .into_iter()
        .filter_map(|list| Some((list, document.elements(document.get(spec?, list)?).to_vec())));
    let mut filled = Vec::new();
    for (list, containers) in lists.collect::<Vec<_>>() {
        for (index, container) in containers.into_iter().enumerate() {
            let name = document.get(container, "name").and_then(|name| document.as_str(name));
            let name = name.unwrap_or_default();
            let by_name = format!("{list}[?(@.name==\"{name}\")].image");
            let by_index = format!("{list}[{index}].image");
            if !paths.iter().any(|path| path.ends_with(&by_name) || path.ends_with(&by_index)) {
                continue;
            }
            document.set_entry(container, "image", Replacement::Text("image"));
            filled.extend(document.get(container, "image"));
        }
    }
    filled
}

/// The fields that the triggers of an object set.
fn paths(document: &Document, object: NodeId) -> Vec<String> {
    let annotations = ["metadata", "annotations", TRIGGERS];
    let triggers = annotations.iter().try_fold(object, |node, key| document.get(node, key));
    let Some(text) = triggers.and_then(|triggers| document.as_str(triggers)) else {
        return Vec::new();
    };
    let Ok(list) = parse_document(&SourceFile::new(TRIGGERS, text)) else { return Vec::new() };
    let path = |trigger: &NodeId| list.as_str(list.get(*trigger, "fieldPath")?).map(str::to_owned);
    list.elements(list.root()).iter().filter_map(path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_images_that_triggers_set_are_not_known() {
        let file = SourceFile::new(
            "test.yaml",
            "kind: DaemonSet\nmetadata:\n  annotations:\n    image.openshift.io/triggers: |\n      \
             [{\"from\": {\"kind\": \"ImageStreamTag\", \"name\": \"a:1\"}, \"fieldPath\":\n       \
             \"spec.template.spec.containers[?(@.name==\\\"b\\\")].image\"},\n       \
             {\"fieldPath\": \"spec.template.spec.initContainers[0].image\"}]\nspec:\n  template:\n    \
             spec:\n      initContainers: [{name: i}]\n      \
             containers: [{name: a, image: ' '}, {name: b, image: ' '}]\n",
        );
        let mut document = parse_document(&file).unwrap();
        let root = document.root();
        assert_eq!(fill_images(&mut document, root).len(), 2);
        let images: Vec<_> = ["initContainers", "containers"]
            .into_iter()
            .flat_map(|list| {
                let list = document.find(&["spec", "template", "spec", list]).unwrap();
                document.elements(list).to_vec()
            })
            .map(|one| document.get(one, "image").and_then(|image| document.as_str(image)))
            .collect();
        assert_eq!(images, [Some("image"), Some(" "), Some("image")]);
    }
}
