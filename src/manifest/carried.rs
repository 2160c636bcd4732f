//! Objects that a program carries along and completes before it applies them: operators keep them
//! without images, in a folder that go-bindata's users call `assets` or `bindata`.

use std::path::Path;

use crate::yaml::{Document, NodeId, Replacement};

/// What the folders are called.
const FOLDERS: [&str; 2] = ["assets", "bindata"];

/// Puts something in the place of the images of a workload of which none of the containers names
/// one, where a program will: in such a folder, or where there are several, since nobody forgets all
/// of them. Gives their values, which are not known; nothing for any other object.
pub(super) fn fill_images(document: &mut Document, object: NodeId, file: &str) -> Vec<NodeId> {
    let containers = containers(document, object);
    let has_image = |container: &NodeId| {
        let image = document.get(*container, "image");
        let text = image.and_then(|image| document.as_str(image));
        text.is_some_and(|text| !text.trim().is_empty())
    };
    let is_whole = document.get(object, "spec").is_some_and(|spec| {
        document.get(spec, "selector").is_some() && document.get(spec, "template").is_some()
    });
    let is_carried = is_whole
        && !containers.is_empty()
        && !containers.iter().any(has_image)
        && (containers.len() > 1 || is_in_such_a_folder(file));
    if !is_carried {
        return Vec::new();
    }
    containers
        .into_iter()
        .filter_map(|container| {
            document.set_entry(container, "image", Replacement::Text("image"));
            document.get(container, "image")
        })
        .collect()
}

fn is_in_such_a_folder(file: &str) -> bool {
    let folders = Path::new(file).parent().into_iter().flat_map(Path::components);
    folders
        .into_iter()
        .any(|part| part.as_os_str().to_str().is_some_and(|name| FOLDERS.contains(&name)))
}

/// The containers of a pod template.
fn containers(document: &Document, object: NodeId) -> Vec<NodeId> {
    let spec = ["spec", "template", "spec"];
    let Some(spec) = spec.iter().try_fold(object, |node, key| document.get(node, key)) else {
        return Vec::new();
    };
    let lists = ["containers", "initContainers"];
    let lists = lists.into_iter().filter_map(|list| document.get(spec, list));
    lists.flat_map(|list| document.elements(list).to_vec()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use crate::yaml::parse_document;

    fn filled(file: &str, containers: &str) -> usize {
        let text = format!(
            "kind: Deployment\nspec:\n  selector: {{}}\n  template: {{spec: {{containers: [{containers}]}}}}\n"
        );
        let mut document = parse_document(&SourceFile::new("test.yaml", text)).unwrap();
        let root = document.root();
        fill_images(&mut document, root, file).len()
    }

    #[test]
    fn a_program_completes_what_it_carries_along() {
        assert_eq!(filled("assets/proxy/deployment.yaml", "{name: a}"), 1);
        assert_eq!(filled("./bindata/a.yaml", "{name: a, image: }"), 1);
        assert_eq!(filled("bindata/a.yaml", "{name: a, image: ''}"), 1);
        assert_eq!(filled("deploy/a.yaml", "{name: a}, {name: b}"), 2);
    }

    #[test]
    fn a_forgotten_image_is_told() {
        assert_eq!(filled("deploy/a.yaml", "{name: a}"), 0);
        assert_eq!(filled("assets/a.yaml", "{name: a, image: x}, {name: b}"), 0);
        assert_eq!(filled("assets.yaml", "{name: a}"), 0);
    }
}
