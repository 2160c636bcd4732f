//! What is known of a place: of what was found there, of the nodes that it is about, of the field.

mod described;
mod field;
mod finding;
mod nodes;

use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

pub(super) use described::described;
pub(super) use field::{facts, takes};

use super::view::View;
use crate::lsp::cursor::Cursor;
use crate::lsp::findings::range;

pub(super) fn answer(view: &View<'_>, params: &HoverParams) -> Option<Hover> {
    let at = &params.text_document_position_params;
    let opened = view.file(&at.text_document.uri)?;
    let byte = opened.lines.byte(at.position);
    let cursor = Cursor::at(opened.project, opened.file, byte);
    let found = opened.project.found.get(&opened.key).into_iter().flatten();
    let here: Vec<_> = found
        .filter(|found| found.primary.span.start <= byte && byte <= found.primary.span.end)
        .collect();
    let inventory = opened.project.nodes_of(opened.file);
    let nodes = cursor.as_ref().zip(inventory).and_then(|(at, nodes)| nodes::about(at, nodes));
    let field = cursor.as_ref().and_then(field::about);
    let mut parts: Vec<String> = here.iter().filter_map(|found| finding::about(found)).collect();
    parts.extend(nodes.into_iter().chain(field));
    if parts.is_empty() {
        return None;
    }
    let span = here.first().map(|found| found.primary.span).or(cursor.map(|cursor| cursor.span));
    let kind = if view.client.markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
    let value = parts.join("\n\n---\n\n");
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: span.map(|span| range(opened.file, &opened.lines, span)),
    })
}
