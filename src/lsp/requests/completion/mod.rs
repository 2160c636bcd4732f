//! What may be written at a place: fields by the schema, labels and taints by the inventory, names
//! of objects by the workspace.

mod context;
mod fields;
mod names;
mod nodes;
mod values;

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionResponse,
    CompletionTextEdit, InsertTextMode, TextEdit,
};

use super::view::View;
use crate::inventory::Inventory;
use crate::kubernetes::release::Release;
use crate::lsp::analysis::Checked;
use crate::lsp::position::Lines;
use crate::lsp::uri;
use crate::manifest::schema::{Fields, Kind, lookup};
use crate::source::Span;
use context::{Place, What, place, type_of};

/// What begins a completion without being asked for.
pub(in crate::lsp) const TRIGGERS: [&str; 5] = [" ", ":", "/", "-", "["];

/// What is known where something is written.
struct Asked<'a> {
    place: Place,
    kind: Option<&'static Kind>,
    release: Release,
    project: Option<&'a Checked>,
    inventory: Option<&'a Inventory>,
}

/// Something that may be written.
struct Offer {
    label: String,
    /// What is written, where that is more than the label.
    insert: Option<String>,
    kind: CompletionItemKind,
    detail: Option<String>,
    documentation: Option<String>,
}

impl Offer {
    fn new(label: impl Into<String>, kind: CompletionItemKind) -> Self {
        Self { label: label.into(), insert: None, kind, detail: None, documentation: None }
    }

    fn inserts(mut self, text: impl Into<String>) -> Self {
        self.insert = Some(text.into());
        self
    }

    fn told(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

pub(super) fn answer(view: &View<'_>, params: &CompletionParams) -> Option<CompletionResponse> {
    let at = &params.text_document_position;
    let key = uri::key(&at.text_document.uri);
    let buffer = view.documents.get(&key)?;
    let text = buffer.text.as_str();
    let lines = Lines::new(text, view.client.encoding);
    let byte = lines.byte(at.position) as usize;
    let place = place(text, byte)?;
    let (api_version, kind) = type_of(text, byte);
    let known = view.analysis.of(&key);
    let project = known.map(|(project, _)| project);
    let asked = Asked {
        kind: found_kind(api_version.as_deref(), kind.as_deref()),
        release: project.map(|project| project.reading.release).unwrap_or_default(),
        inventory: known.and_then(|(project, file)| project.nodes_of(file)),
        project,
        place,
    };
    let offers = offers(&asked, api_version.as_deref(), kind.as_deref());
    let span = Span::new(asked.place.token.start as u32, asked.place.token.end as u32);
    let range = lines.range(span);
    let item = |(number, offer): (usize, Offer)| CompletionItem {
        filter_text: Some(offer.label.clone()),
        sort_text: Some(format!("{number:05}")),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(
            range,
            offer.insert.unwrap_or_else(|| offer.label.clone()),
        ))),
        label: offer.label,
        kind: Some(offer.kind),
        detail: offer.detail,
        documentation: offer.documentation.map(lsp_types::Documentation::String),
        insert_text_mode: Some(InsertTextMode::AS_IS),
        ..CompletionItem::default()
    };
    let items: Vec<_> = offers.into_iter().enumerate().map(item).collect();
    (!items.is_empty())
        .then_some(CompletionResponse::List(CompletionList { is_incomplete: false, items }))
}

fn offers(asked: &Asked<'_>, api_version: Option<&str>, kind: Option<&str>) -> Vec<Offer> {
    let about_nodes = asked.inventory.map(|nodes| nodes::offers(asked, nodes)).unwrap_or_default();
    if !about_nodes.is_empty() {
        return about_nodes;
    }
    match asked.place.what {
        What::Key => fields::offers(asked),
        What::Element => {
            let fields = fields::offers(asked);
            if fields.is_empty() { values::offers(asked) } else { fields }
        }
        What::Value => {
            let types = values::types(asked, api_version, kind);
            let values = if types.is_empty() { values::offers(asked) } else { types };
            if values.is_empty() { names::offers(asked) } else { values }
        }
    }
}

/// The kind of a document, which may lack its version.
fn found_kind(api_version: Option<&str>, kind: Option<&str>) -> Option<&'static Kind> {
    let kind = kind?;
    let exact = api_version.and_then(|version| lookup::find(version, kind));
    exact.or_else(|| lookup::versions(kind).find(|one| one.is_stable()))
}

impl Asked<'_> {
    /// The way as words.
    fn way(&self) -> Vec<&str> {
        self.place.way.iter().map(String::as_str).collect()
    }

    /// The fields of the document's kind.
    fn fields(&self) -> Option<Fields> {
        self.kind.map(|kind| *kind.fields)
    }

    /// The text of the value of a key beside the place.
    fn beside(&self, key: &str) -> Option<&str> {
        let found = self.place.beside.iter().find(|(known, _)| known == key);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Whether a key stands beside the place.
    fn has(&self, key: &str) -> bool {
        self.place.beside.iter().any(|(known, _)| known == key)
    }

    /// What stands after a key: nothing where a value is there already.
    fn after_key(&self, after: &'static str) -> &'static str {
        if self.place.is_followed { "" } else { after }
    }
}
