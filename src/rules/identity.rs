//! What a finding is known by from run to run, whatever lines, documents or elements of lists come
//! and go around it.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, ObjectId};
use crate::kubernetes::field::{FieldPath, Step};
use crate::manifest::{Manifest, Workspace};
use crate::yaml::{Document, NodeId};

/// By which fields apply tells the elements of a list apart, by the list's name: the merge keys of
/// Kubernetes' API types, with what serves as one elsewhere.
const KEYS: [(&str, &[&str]); 9] = [
    ("ports", &["containerPort", "port", "protocol"]),
    ("volumeMounts", &["mountPath"]),
    ("volumeDevices", &["devicePath"]),
    ("hostAliases", &["ip"]),
    ("topologySpreadConstraints", &["topologyKey", "whenUnsatisfiable"]),
    ("tolerations", &["key", "operator", "value", "effect"]),
    ("matchExpressions", &["key", "operator"]),
    ("conditions", &["type"]),
    ("ownerReferences", &["uid"]),
];

/// By which field most lists do.
const NAME: &[&str] = &["name"];

/// The objects of findings, in which their fields are looked up.
pub(crate) struct Identities<'a>(HashMap<ObjectId, &'a Manifest>);

impl<'a> Identities<'a> {
    /// Those of what was read.
    pub(crate) fn new(workspace: &'a Workspace) -> Self {
        Self(workspace.manifests().map(|manifest| (manifest.id(), manifest)).collect())
    }

    /// The field of a finding, with elements of lists by their keys:
    /// `spec.template.spec.containers[name=agent].image`. Empty for the whole object.
    pub(crate) fn field(&self, found: &Diagnostic) -> String {
        let manifest = found.id().and_then(|id| self.0.get(&id));
        match manifest {
            Some(manifest) => keyed(manifest, &found.route.to_path()).to_string(),
            None => found.route.to_string(),
        }
    }
}

/// What the object of a finding is called: `DaemonSet/logging/agent`; empty where it is about none.
pub(crate) fn object(found: &Diagnostic) -> String {
    let Some(object) = &found.object else { return String::new() };
    let namespace = object.namespace.as_deref().unwrap_or_default();
    [object.kind.as_str(), namespace, object.name.as_str()].join("/")
}

/// What a finding says, without figures: how many nodes there are, and on which line something else
/// stands, is another time another. What is quoted stands in the manifest, and stays.
pub(crate) fn words(message: &str) -> String {
    let mut said = String::with_capacity(message.len());
    let (mut quoted, mut in_number) = (false, false);
    for c in message.chars() {
        quoted ^= c == '`';
        let is_digit = c.is_ascii_digit() && !quoted;
        if !is_digit {
            said.push(c);
        } else if !in_number {
            said.push('0');
        }
        in_number = is_digit;
    }
    said
}

/// A path with keys for indices, as far as the object has them.
fn keyed(manifest: &Manifest, path: &FieldPath) -> FieldPath {
    let document = manifest.document();
    let mut node = Some(manifest.node());
    let mut list = "";
    let mut steps = Vec::with_capacity(path.0.len());
    for step in &path.0 {
        let (next, keyed) = match step {
            Step::Field(name) => (node.and_then(|node| document.get(node, name)), None),
            Step::Key(key) => (node.and_then(|node| document.get(node, key)), None),
            Step::Index(index) => {
                let elements = node.map(|node| document.elements(node)).unwrap_or_default();
                let element = elements.get(*index).copied();
                (element, element.and_then(|element| key_of(document, elements, element, list)))
            }
        };
        if let Step::Field(name) = step {
            list = name;
        }
        node = next;
        steps.push(keyed.map_or_else(|| step.clone(), Step::Key));
    }
    FieldPath(steps)
}

/// By what an element of a list is told from the others; none where nothing does.
fn key_of(document: &Document, elements: &[NodeId], element: NodeId, list: &str) -> Option<String> {
    let fields = KEYS.iter().find(|(name, _)| *name == list).map_or(NAME, |(_, fields)| *fields);
    let key = |element: NodeId| -> Option<String> {
        if let Some(text) = scalar(document, element) {
            return Some(text);
        }
        let given = fields.iter().filter_map(|field| {
            let value = document.get(element, field)?;
            Some(format!("{field}={}", scalar(document, value)?))
        });
        let given: Vec<String> = given.collect();
        (!given.is_empty()).then(|| given.join(","))
    };
    let own = key(element)?;
    // Where two have it, their places tell them apart.
    let same = elements.iter().filter(|other| key(**other).as_ref() == Some(&own)).count();
    (same == 1).then_some(own)
}

/// A text, a number or a boolean.
fn scalar(document: &Document, node: NodeId) -> Option<String> {
    document.as_str(node).map(str::to_owned).or_else(|| document.literal(node))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_no_part_of_what_is_said() {
        assert_eq!(
            words("12 of 60 nodes have `a:8080`, see line 7:3"),
            "0 of 0 nodes have `a:8080`, see line 0:0"
        );
    }
}
