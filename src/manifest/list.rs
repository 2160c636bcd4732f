//! Lists opened: `List` of `v1`, and the typed ones (`DaemonSetList`).
//!
//! Mirrors `unstructuredJSONScheme.decodeToList` of apimachinery's `unstructured`, as kubectl
//! reads lists.

use std::sync::Arc;

use super::load::{Item, Loading};
use crate::kubernetes::field::{FieldPath, Step};
use crate::yaml::{Document, Kind, NodeId};

/// Whether an object is a list: its kind says so, and it has items.
pub fn is_list(document: &Document, node: NodeId, kind: &str) -> bool {
    kind.ends_with("List") && document.get(node, "items").is_some()
}

/// Whether an item has neither apiVersion nor kind, so that the list's kind tells them.
pub fn is_bare(document: &Document, node: NodeId) -> bool {
    document.kind(node) == Kind::Mapping
        && ["apiVersion", "kind"].iter().all(|key| document.get(node, key).is_none())
}

/// Loads the items of a list.
pub fn open(
    loading: &mut Loading<'_>,
    document: &Arc<Document>,
    list: NodeId,
    api_version: &str,
    kind: &str,
) {
    let Some(items) = document.get(list, "items") else { return };
    let inferred = match kind.strip_suffix("List") {
        None | Some("") => None,
        Some(kind) => Some((api_version.to_owned(), kind.to_owned())),
    };
    match document.kind(items) {
        Kind::Null => {}
        Kind::Sequence => {
            for (index, node) in document.elements(items).iter().enumerate() {
                let item = Item { index: index as u32, inferred: inferred.clone() };
                if document.kind(*node) == Kind::Mapping {
                    loading.object(document, *node, Some(item));
                } else {
                    let path = vec![Step::Field("items".into()), Step::Index(index)];
                    wrong(loading, document, *node, FieldPath(path), "an object");
                }
            }
        }
        _ => {
            wrong(loading, document, items, FieldPath(vec![Step::Field("items".into())]), "a list")
        }
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
