//! Plain scalars that YAML reads as something else than their author sees.

use crate::yaml::{Document, Kind, NodeId, Style};

/// How YAML 1.1 reads a plain scalar where that surprises: "read as the boolean true", of `on`.
pub(crate) fn surprise(document: &Document, node: NodeId, raw: &str) -> Option<String> {
    if document.node(node).style != Style::Plain || raw.is_empty() {
        return None;
    }
    let read = document.literal(node)?;
    if read == raw {
        return None;
    }
    match document.kind(node) {
        Kind::Bool => Some(format!("read as the boolean {read}")),
        Kind::Number => Some(format!("read as the number {read}")),
        _ => None,
    }
}
