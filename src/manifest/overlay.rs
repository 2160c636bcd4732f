//! What is set in an object from outside, by a kustomization.

use std::collections::HashSet;

use super::labels::{self, Label};
use super::schema::lookup::versions;
use crate::yaml::{Document, NodeId, Replacement};

/// What a kustomization, with those around it, sets in its objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlay {
    /// The namespace of all that stands in one.
    pub namespace: Option<String>,
    /// What comes before names.
    pub prefix: String,
    /// What comes after names.
    pub suffix: String,
    /// Images, in the order in which they are set.
    pub images: Vec<Image>,
    /// How many pods workloads have, by their names.
    pub replicas: Vec<(String, i64)>,
    /// Labels, in the order in which they are set.
    pub labels: Vec<Label>,
    /// The names of ConfigMaps and Secrets that are made on the way.
    pub generated: Vec<String>,
    /// Patches may change any object.
    pub is_patched: bool,
    /// The namespace is set differently, depending on the overlay.
    pub has_open_namespace: bool,
    /// How many kustomizations lie around each other.
    pub layers: usize,
}

/// An image that gets another name, tag or digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The image as objects name it, without tag and digest.
    pub name: String,
    /// Another name.
    pub new_name: Option<String>,
    /// Another tag.
    pub new_tag: Option<String>,
    /// A digest.
    pub digest: Option<String>,
    /// It is set differently, depending on the overlay: not known.
    pub is_open: bool,
}

/// Kinds whose names are for people and controllers alone: what other objects refer to by name
/// keeps its name here, as the references do.
const WORKLOADS: [&str; 7] =
    ["DaemonSet", "Deployment", "StatefulSet", "ReplicaSet", "Job", "CronJob", "Pod"];

impl Overlay {
    /// The same within another one, which has the last word.
    #[must_use]
    pub fn within(mut self, outer: &Self) -> Self {
        if outer.namespace.is_some() {
            self.namespace.clone_from(&outer.namespace);
        }
        self.prefix = format!("{}{}", outer.prefix, self.prefix);
        self.suffix.push_str(&outer.suffix);
        self.images.extend(outer.images.iter().cloned());
        self.replicas.extend(outer.replicas.iter().cloned());
        self.labels.extend(outer.labels.iter().cloned());
        self.generated.extend(outer.generated.iter().cloned());
        self.is_patched |= outer.is_patched;
        self.layers += outer.layers;
        self
    }

    /// What several have in common; an image that all set, each in its way, is open.
    #[must_use]
    pub fn common(all: Vec<Self>) -> Option<Self> {
        all.into_iter().reduce(|mut one, other| {
            if one == other {
                return one;
            }
            one.has_open_namespace |= other.has_open_namespace;
            if one.namespace != other.namespace {
                one.has_open_namespace = true;
                one.namespace = None;
            }
            if (&one.prefix, &one.suffix) != (&other.prefix, &other.suffix) {
                one.prefix.clear();
                one.suffix.clear();
            }
            one.images.retain(|image| other.images.iter().any(|own| own.name == image.name));
            for image in &mut one.images {
                image.is_open |= !other.images.contains(image);
            }
            one.replicas.retain(|replicas| other.replicas.contains(replicas));
            one.labels.retain(|label| other.labels.contains(label));
            one.generated.extend(other.generated);
            one.is_patched |= other.is_patched;
            one.layers = one.layers.max(other.layers);
            one
        })
    }

    /// Sets all of it in an object. Gives the values that are not known then.
    pub fn apply(&self, document: &mut Document, object: NodeId) -> HashSet<NodeId> {
        let mut open = HashSet::new();
        let text = |document: &Document, key| {
            let value = document.get(object, key)?;
            document.as_str(value).map(str::to_owned)
        };
        let Some(kind) = text(document, "kind") else { return open };
        if let Some(metadata) = document.get(object, "metadata") {
            let name = document.get(metadata, "name").and_then(|name| document.as_str(name));
            let name = name.map(str::to_owned);
            self.set_replicas(document, object, name.as_deref());
            if let Some(name) = name.filter(|_| WORKLOADS.contains(&kind.as_str()))
                && !(self.prefix.is_empty() && self.suffix.is_empty())
            {
                let name = format!("{}{name}{}", self.prefix, self.suffix);
                document.set_entry(metadata, "name", Replacement::Text(&name));
            }
            if let Some(namespace) = &self.namespace
                && versions(&kind).all(|known| known.namespaced)
            {
                document.set_entry(metadata, "namespace", Replacement::Text(namespace));
            }
            if kind == "Namespace" {
                open.extend(self.name_namespace(document, metadata));
            }
        }
        if matches!(kind.as_str(), "RoleBinding" | "ClusterRoleBinding") {
            open.extend(self.place_subjects(document, object));
        }
        labels::set(&self.labels, document, object, &kind);
        if !self.images.is_empty() {
            self.set_images(document, object, &mut open);
        }
        if !self.generated.is_empty() {
            self.find_generated(document, object, &mut open);
        }
        open
    }

    /// Mirrors `namespace.Filter` of kustomize, which names a Namespace, too. Gives its name where
    /// that is open.
    fn name_namespace(&self, document: &mut Document, metadata: NodeId) -> Option<NodeId> {
        if let Some(namespace) = &self.namespace {
            document.set_entry(metadata, "name", Replacement::Text(namespace));
        }
        let name = document.get(metadata, "name").filter(|_| self.has_open_namespace)?;
        document.replace(name, Replacement::Text("namespace"));
        Some(name)
    }

    /// Mirrors `nameref.Filter` of kustomize: it gives a subject the namespace of the
    /// ServiceAccount that it names. Gives those that are open, as long as no namespace is set.
    fn place_subjects(&self, document: &mut Document, binding: NodeId) -> Vec<NodeId> {
        let subjects = document.get(binding, "subjects");
        let subjects = subjects.map_or(Vec::new(), |list| document.elements(list).to_vec());
        let mut open = Vec::new();
        for subject in subjects {
            let kind = document.get(subject, "kind").and_then(|kind| document.as_str(kind));
            if kind != Some("ServiceAccount") || document.get(subject, "namespace").is_some() {
                continue;
            }
            let namespace = self.namespace.as_deref().unwrap_or("default");
            document.set_entry(subject, "namespace", Replacement::Text(namespace));
            if self.namespace.is_none() {
                open.extend(document.get(subject, "namespace"));
            }
        }
        open
    }

    /// The references to what is made on the way: a hash comes behind its name.
    fn find_generated(&self, document: &Document, node: NodeId, open: &mut HashSet<NodeId>) {
        let mut todo = vec![node];
        let mut seen = HashSet::new();
        while let Some(node) = todo.pop() {
            if !seen.insert(node) {
                continue;
            }
            for entry in document.entries(node) {
                let is_name = matches!(document.key(entry), "name" | "secretName");
                let text = document.as_str(entry.value).filter(|_| is_name);
                if text.is_some_and(|text| self.generated.iter().any(|name| name == text)) {
                    open.insert(entry.value);
                }
                todo.push(entry.value);
            }
            todo.extend_from_slice(document.elements(node));
        }
    }

    fn set_replicas(&self, document: &mut Document, object: NodeId, name: Option<&str>) {
        let count = self.replicas.iter().rfind(|(of, _)| Some(of.as_str()) == name);
        let spec = document.get(object, "spec");
        if let (Some((_, count)), Some(spec)) = (count, spec)
            && document.get(spec, "replicas").is_some()
        {
            document.set_entry(spec, "replicas", Replacement::Int(*count));
        }
    }

    fn set_images(&self, document: &mut Document, node: NodeId, open: &mut HashSet<NodeId>) {
        let lists: Vec<_> = document
            .entries(node)
            .iter()
            .filter(|entry| {
                matches!(
                    document.key(entry),
                    "containers" | "initContainers" | "ephemeralContainers"
                )
            })
            .flat_map(|entry| document.elements(entry.value).to_vec())
            .collect();
        for container in lists {
            let Some(image) = document.get(container, "image") else { continue };
            let Some(mut text) = document.as_str(image).map(str::to_owned) else { continue };
            for change in
                self.images.iter().filter(|change| change.is_of(&text)).collect::<Vec<_>>()
            {
                text = change.changed(&text);
                if change.is_open {
                    open.insert(image);
                }
            }
            document.replace(image, Replacement::Text(&text));
        }
        let children: Vec<_> = document.entries(node).iter().map(|entry| entry.value).collect();
        for child in children {
            self.set_images(document, child, open);
        }
    }
}

impl Image {
    fn is_of(&self, reference: &str) -> bool {
        split(reference).0 == self.name
    }

    /// Mirrors `imagetag.Updater` of kustomize: a tag and a digest replace both, unless only the
    /// name is another one.
    fn changed(&self, reference: &str) -> String {
        let (name, rest) = split(reference);
        let name = self.new_name.as_deref().unwrap_or(name);
        let tag = self.new_tag.as_ref().map(|tag| format!(":{tag}"));
        let digest = self.digest.as_ref().map(|digest| format!("@{digest}"));
        match (tag, digest) {
            (None, None) => format!("{name}{rest}"),
            (tag, digest) => {
                format!("{name}{}{}", tag.unwrap_or_default(), digest.unwrap_or_default())
            }
        }
    }
}

/// An image's name, and its tag and digest with the marks before them.
fn split(reference: &str) -> (&str, &str) {
    let slash = reference.rfind('/').map_or(0, |at| at + 1);
    let last = reference.get(slash..).unwrap_or_default();
    let end = last.find([':', '@']).map_or(reference.len(), |at| slash + at);
    reference.split_at_checked(end).unwrap_or((reference, ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;
    use crate::yaml::parse_document;

    fn image(name: &str, tag: Option<&str>, new_name: Option<&str>) -> Image {
        Image {
            name: name.to_owned(),
            new_name: new_name.map(str::to_owned),
            new_tag: tag.map(str::to_owned),
            digest: None,
            is_open: false,
        }
    }

    #[test]
    fn images_change_by_their_names() {
        let change = image("a.example:5000/b", Some("2"), None);
        assert!(change.is_of("a.example:5000/b") && change.is_of("a.example:5000/b:1"));
        assert!(!change.is_of("a.example:5000/bc"));
        assert_eq!(change.changed("a.example:5000/b:1@sha256:0"), "a.example:5000/b:2");
        assert_eq!(image("a", None, Some("b")).changed("a:1"), "b:1");
    }

    #[test]
    fn objects_are_read_with_what_is_set() {
        let file = SourceFile::new(
            "test.yaml",
            "kind: DaemonSet\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      \
             containers: [{image: b}]\n",
        );
        let mut document = parse_document(&file).unwrap();
        let overlay = Overlay {
            namespace: Some("ops".to_owned()),
            prefix: "x-".to_owned(),
            images: vec![image("b", Some("1"), None)],
            ..Overlay::default()
        };
        let root = document.root();
        assert!(overlay.apply(&mut document, root).is_empty());
        let text = |keys: &[&str]| document.find(keys).and_then(|node| document.as_str(node));
        assert_eq!(text(&["metadata", "name"]), Some("x-a"));
        assert_eq!(text(&["metadata", "namespace"]), Some("ops"));
        let containers = document.find(&["spec", "template", "spec", "containers"]).unwrap();
        let container = document.element(containers, 0).unwrap();
        let image = document.get(container, "image").unwrap();
        assert_eq!(document.as_str(image), Some("b:1"));
    }
}
