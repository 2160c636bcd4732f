//! What holds objects: `List` of `v1`, the typed ones (`DaemonSetList`), OpenShift's Templates.
//!
//! Mirrors `unstructuredJSONScheme.decodeToList` of apimachinery's `unstructured`, as kubectl
//! reads lists.

use std::sync::Arc;

use super::load::{Item, Loading};
use super::openshift;
use crate::kubernetes::field::{FieldPath, Step};
use crate::yaml::{Document, Kind, NodeId};

/// The field with the objects that another object holds, if it holds some: a list, since its kind
/// says so, or a Template.
pub fn holder(
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
pub fn is_bare(document: &Document, node: NodeId) -> bool {
    document.kind(node) == Kind::Mapping
        && ["apiVersion", "kind"].iter().all(|key| document.get(node, key).is_none())
}

/// Loads the objects that stand in a field of a list or a Template.
pub fn open(
    loading: &mut Loading<'_>,
    document: &Arc<Document>,
    list: NodeId,
    field: &'static str,
    (api_version, kind): (&str, &str),
) {
    let Some(items) = document.get(list, field) else { return };
    let inferred = match kind.strip_suffix("List") {
        None | Some("") => None,
        Some(kind) => Some((api_version.to_owned(), kind.to_owned())),
    };
    let path = vec![Step::Field(field.into())];
    match document.kind(items) {
        Kind::Null => {}
        Kind::Sequence => {
            for (index, node) in document.elements(items).iter().enumerate() {
                let item = Item { index: loading.next_item(), inferred: inferred.clone() };
                if document.kind(*node) == Kind::Mapping {
                    loading.object(document, *node, Some(item));
                } else {
                    let path = FieldPath([path.clone(), vec![Step::Index(index)]].concat());
                    wrong(loading, document, *node, path, "an object");
                }
            }
        }
        _ => wrong(loading, document, items, FieldPath(path), "a list"),
    }
}

fn wrong(
    loading: &mut Loading<'_>,
    document: &Document,
    node: NodeId,
    path: FieldPath,
    expected: &str,
) {
    let message = format!("`{path}` takes {expected}, not {}", document.kind(node).describe());
    let diagnostic = loading.undecodable(message, document.span(node));
    loading.report(diagnostic.with_document(document.index, None).with_route(path));
}
