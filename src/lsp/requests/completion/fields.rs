//! Fields of an object by its schema.

use lsp_types::CompletionItemKind;

use super::super::hover::{described, facts, takes};
use super::{Asked, Offer};
use crate::lsp::cursor::known;
use crate::manifest::schema::{Field, Fields, Type};

/// The fields that may stand at the place and don't yet.
pub(super) fn offers(asked: &Asked<'_>) -> Vec<Offer> {
    let Some(fields) = fields_at(asked) else { return Vec::new() };
    let version = asked.release.version();
    let fields = fields.iter().filter(|field| field.is_in(version) && !asked.has(field.name));
    fields.map(|field| offer(asked, field)).collect()
}

fn fields_at(asked: &Asked<'_>) -> Option<Fields> {
    let way = asked.way();
    if way.is_empty() && asked.fields().is_none() {
        return Some(TYPE);
    }
    let fields = asked.fields()?;
    if way.is_empty() {
        return Some(fields);
    }
    match known(fields, &way)?.kind {
        Type::Struct(inner) => Some(inner),
        _ => None,
    }
}

/// What every object has.
static TYPE: Fields = &[Field::plain("apiVersion"), Field::plain("kind")];

fn offer(asked: &Asked<'_>, field: &Field) -> Offer {
    let is_inner = matches!(field.kind, Type::Struct(_) | Type::List(_) | Type::Map(_));
    let after = asked.after_key(if is_inner { ":" } else { ": " });
    let mut way = asked.way();
    way.push(field.name);
    let text = asked.kind.and_then(|kind| described(kind.kind, &way)).map(str::to_owned);
    let told: Vec<String> = text.into_iter().chain(facts(field, asked.release)).collect();
    let mut offer = Offer::new(field.name, CompletionItemKind::FIELD)
        .inserts(format!("{}{after}", field.name))
        .told(takes(&field.kind).replace('`', ""));
    offer.documentation = (!told.is_empty()).then(|| told.join("\n").replace('`', ""));
    offer
}
