//! What the client is able to do, and where it works.

use std::path::PathBuf;

use lsp_types::{InitializeParams, Uri};
use serde_json::Value;

use super::position::Encoding;
use super::uri::to_path;

/// What is known of the client.
#[derive(Clone, Debug, Default)]
pub(super) struct Client {
    /// What columns count.
    pub encoding: Encoding,
    /// Shows places that belong to a diagnostic.
    pub related: bool,
    /// Shows pages that say more of a diagnostic.
    pub pages: bool,
    /// Shows what is of no use, and what is deprecated.
    pub tags: bool,
    /// Takes code actions as more than commands.
    pub actions: bool,
    /// Marks a code action as the preferred one.
    pub preferred: bool,
    /// Watches files, if it is asked to.
    pub watches: bool,
    /// Asks for inlay hints again, if it is told to.
    pub refreshes_hints: bool,
    /// Shows symbols in symbols.
    pub nested_symbols: bool,
    /// Reads Markdown in a hover.
    pub markdown: bool,
    /// Takes edits of documents with their version.
    pub versioned_edits: bool,
    /// The folders that it works in.
    pub folders: Vec<PathBuf>,
}

impl Client {
    /// What it says of itself.
    pub(super) fn of(params: &InitializeParams) -> Self {
        let all = serde_json::to_value(&params.capabilities).unwrap_or_default();
        let at = |way: &str| all.pointer(way).filter(|value| !value.is_null());
        let is = |way: &str| at(way).and_then(Value::as_bool).unwrap_or_default();
        let has = |way: &str| at(way).is_some();
        let offered = params.capabilities.general.as_ref();
        let offered = offered.and_then(|general| general.position_encodings.as_deref());
        let markdown = at("/textDocument/hover/contentFormat").and_then(Value::as_array);
        Self {
            encoding: Encoding::of(offered.unwrap_or_default()),
            related: is("/textDocument/publishDiagnostics/relatedInformation"),
            pages: is("/textDocument/publishDiagnostics/codeDescriptionSupport"),
            tags: has("/textDocument/publishDiagnostics/tagSupport"),
            actions: has("/textDocument/codeAction/codeActionLiteralSupport"),
            preferred: is("/textDocument/codeAction/isPreferredSupport"),
            watches: is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            refreshes_hints: is("/workspace/inlayHint/refreshSupport"),
            nested_symbols: is("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            markdown: markdown.is_some_and(|kinds| kinds.iter().any(|kind| kind == "markdown")),
            versioned_edits: is("/workspace/workspaceEdit/documentChanges"),
            folders: folders(params),
        }
    }
}

/// The folders of the workspace, by whichever of the fields the client gives them.
#[allow(deprecated, reason = "older clients know no other fields")]
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let named = params.workspace_folders.iter().flatten();
    let named: Vec<PathBuf> = named.filter_map(|folder| to_path(&folder.uri)).collect();
    if !named.is_empty() {
        return named;
    }
    let root = params.root_uri.as_ref().and_then(|uri: &Uri| to_path(uri));
    let root = root.or_else(|| params.root_path.as_deref().map(PathBuf::from));
    root.into_iter().filter(|root| root.is_absolute()).collect()
}
