//! The objects of a file, with their containers.

use lsp_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, SymbolInformation, SymbolKind,
};

use super::view::{Opened, View};
use crate::kubernetes::containers::ContainerList;
use crate::kubernetes::field::FieldPath;
use crate::lsp::findings::range;
use crate::manifest::Manifest;
use crate::source::Span;

pub(super) fn answer(
    view: &View<'_>,
    params: &DocumentSymbolParams,
) -> Option<DocumentSymbolResponse> {
    let opened = view.file(&params.text_document.uri)?;
    let symbols: Vec<DocumentSymbol> = opened
        .project
        .manifests_in(opened.file)
        .map(|manifest| object(&opened, manifest))
        .collect();
    if view.client.nested_symbols {
        return Some(DocumentSymbolResponse::Nested(symbols));
    }
    let uri = view.uri(opened.file)?;
    let mut flat = Vec::new();
    for symbol in symbols {
        let own = symbol.name.clone();
        let inner = symbol.children.clone().unwrap_or_default();
        flat.push(information(symbol, &uri, None));
        flat.extend(inner.into_iter().map(|one| information(one, &uri, Some(own.clone()))));
    }
    Some(DocumentSymbolResponse::Flat(flat))
}

fn object(opened: &Opened<'_>, manifest: &Manifest) -> DocumentSymbol {
    let object = manifest.object_ref();
    let namespace = object.namespace.iter().map(|namespace| format!("{namespace}/"));
    let name = if object.name.is_empty() { "(no name)" } else { &object.name };
    let title = format!("{} {}{name}", object.kind, namespace.collect::<String>());
    let whole = manifest.document().span(manifest.node());
    let path = FieldPath::of(&["metadata", "name"]);
    let mut symbol = symbol(opened, title, SymbolKind::OBJECT, whole, manifest.span_of(&path));
    symbol.detail = Some(object.api_version.clone());
    symbol.children = Some(containers(opened, manifest));
    symbol
}

fn containers(opened: &Opened<'_>, manifest: &Manifest) -> Vec<DocumentSymbol> {
    let Some(pods) = manifest.object().pods() else { return Vec::new() };
    let mut symbols = Vec::new();
    for list in [ContainerList::Init, ContainerList::Regular] {
        let path = pods.path.spec().field(list.field());
        let location = manifest.locate(&path);
        if !location.found {
            continue;
        }
        let document = manifest.document();
        for element in document.elements(location.node) {
            let name = document.get(*element, "name");
            let title = name.and_then(|name| document.as_str(name)).unwrap_or("(no name)");
            let whole = document.span(*element);
            let selection = name.map_or(whole, |name| document.span(name));
            let mut one = symbol(opened, title.to_owned(), SymbolKind::MODULE, whole, selection);
            let image = document.get(*element, "image");
            one.detail = image.and_then(|image| document.as_str(image)).map(str::to_owned);
            symbols.push(one);
        }
    }
    symbols
}

#[allow(deprecated, reason = "the field has to be given")]
fn symbol(
    opened: &Opened<'_>,
    name: String,
    kind: SymbolKind,
    whole: Span,
    selection: Span,
) -> DocumentSymbol {
    let range_of = |span| range(opened.file, &opened.lines, span);
    // What an alias or a merge key brings stands elsewhere.
    let lies_in = whole.start <= selection.start && selection.end <= whole.end;
    let selection = if lies_in { selection } else { Span::new(whole.start, whole.start) };
    DocumentSymbol {
        name,
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range: range_of(whole),
        selection_range: range_of(selection),
        children: None,
    }
}

#[allow(deprecated, reason = "the field has to be given")]
fn information(
    symbol: DocumentSymbol,
    uri: &lsp_types::Uri,
    container_name: Option<String>,
) -> SymbolInformation {
    SymbolInformation {
        name: symbol.name,
        kind: symbol.kind,
        tags: None,
        deprecated: None,
        location: lsp_types::Location { uri: uri.clone(), range: symbol.range },
        container_name,
    }
}
