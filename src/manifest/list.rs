//! What holds objects: `List` of `v1`, the typed ones (`DaemonSetList`), OpenShift's Templates.
//!
//! Mirrors `unstructuredJSONScheme.decodeToList` of apimachinery's `unstructured`, as kubectl
//! reads lists.

use super::openshift;
use crate::yaml::{Document, Kind, NodeId};

/// The field with the objects that another object holds, if it holds some: a list, since its kind
/// says so, or a Template.
pub(super) fn holder(
    document: &Document,
    node: NodeId,
    api_version: &str,
    kind: &str,
) -> Option<&'static str> {
    let field = if openshift::is_template(api_version, kind) {
        "objects"
    } else {
        kind.ends_with("List").then_some("items")?
    };
    document.get(node, field).map(|_| field)
}

/// Whether an item has neither apiVersion nor kind, so that the list's kind tells them.
pub(super) fn is_bare(document: &Document, node: NodeId) -> bool {
    document.kind(node) == Kind::Mapping
        && ["apiVersion", "kind"].iter().all(|key| document.get(node, key).is_none())
}

/// The apiVersion and kind that a list's kind tells of its items.
pub(super) fn inferred(api_version: &str, kind: &str) -> Option<(String, String)> {
    let kind = kind.strip_suffix("List").filter(|kind| !kind.is_empty())?;
    Some((api_version.to_owned(), kind.to_owned()))
}

/// What stands in a field of a list or a Template.
pub(super) struct Held {
    /// The item, or what stands in place of them all.
    pub node: NodeId,
    /// Its place among the items; none where they are no list.
    pub index: Option<usize>,
    /// What should stand there, where it is no object.
    pub expected: Option<&'static str>,
}

/// What stands in a field of a list or a Template, in the order of the text.
pub(super) fn held(document: &Document, items: NodeId) -> Vec<Held> {
    match document.kind(items) {
        Kind::Null => Vec::new(),
        Kind::Sequence => {
            let item = |(index, node): (usize, &NodeId)| {
                let is_object = document.kind(*node) == Kind::Mapping;
                let expected = (!is_object).then_some("an object");
                Held { node: *node, index: Some(index), expected }
            };
            document.elements(items).iter().enumerate().map(item).collect()
        }
        _ => vec![Held { node: items, index: None, expected: Some("a list") }],
    }
}
