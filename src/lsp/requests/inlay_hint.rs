//! On how many nodes a DaemonSet runs, beside its name.

use lsp_types::{InlayHint, InlayHintKind, InlayHintLabel, InlayHintParams, InlayHintTooltip};

use super::view::View;
use crate::kubernetes::field::FieldPath;
use crate::lsp::analysis::Runs;
use crate::words::count;

pub(super) fn answer(view: &View<'_>, params: &InlayHintParams) -> Option<Vec<InlayHint>> {
    let opened = view.file(&params.text_document.uri)?;
    let asked = opened.lines.span(params.range);
    let hint = |manifest: &crate::manifest::Manifest| {
        let id = manifest.id();
        let (_, runs) = opened.project.runs.iter().find(|(known, _)| *known == id)?;
        let name = manifest.locate(&FieldPath::of(&["metadata", "name"]));
        let span = match name.found {
            true => name.value_span(manifest.document()),
            false => manifest.headline(),
        };
        let line = opened.file.line_span(opened.file.line(span.end));
        let is_asked = asked.start <= line.end && line.start <= asked.end;
        is_asked.then(|| InlayHint {
            position: crate::lsp::findings::range(opened.file, &opened.lines, span).end,
            label: InlayHintLabel::String(label(runs)),
            kind: None::<InlayHintKind>,
            text_edits: None,
            tooltip: (!runs.more.is_empty()).then(|| InlayHintTooltip::String(runs.more.clone())),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        })
    };
    Some(opened.project.manifests_in(opened.file).filter_map(hint).collect())
}

fn label(runs: &Runs) -> String {
    format!("runs on {} of {}", runs.on, count(runs.of, "node"))
}
