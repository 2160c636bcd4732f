//! What the client is able to do, and where it works.

use std::path::PathBuf;

use serde_json::Value;

use super::position::Encoding;
use super::uri;

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
    /// Asks for diagnostics, and takes none that nobody asked for.
    pub pulls: bool,
    /// Asks for diagnostics again, if it is told to.
    pub pulls_again: bool,
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
    /// What it says of itself with its first request.
    pub(super) fn of(params: &Value) -> Self {
        let all = params.get("capabilities").unwrap_or(&Value::Null);
        let at = |way: &str| all.pointer(way).filter(|value| !value.is_null());
        let is = |way: &str| at(way).and_then(Value::as_bool).unwrap_or_default();
        let has = |way: &str| at(way).is_some();
        let words = |way: &str| -> Vec<&str> {
            let list = at(way).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_str).collect()
        };
        Self {
            encoding: Encoding::of(&words("/general/positionEncodings")),
            related: is("/textDocument/publishDiagnostics/relatedInformation"),
            pages: is("/textDocument/publishDiagnostics/codeDescriptionSupport"),
            tags: has("/textDocument/publishDiagnostics/tagSupport"),
            pulls: has("/textDocument/diagnostic") && !has("/textDocument/publishDiagnostics"),
            pulls_again: is("/workspace/diagnostics/refreshSupport"),
            actions: has("/textDocument/codeAction/codeActionLiteralSupport"),
            preferred: is("/textDocument/codeAction/isPreferredSupport"),
            watches: is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            refreshes_hints: is("/workspace/inlayHint/refreshSupport"),
            nested_symbols: is("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            markdown: words("/textDocument/hover/contentFormat").contains(&"markdown"),
            versioned_edits: is("/workspace/workspaceEdit/documentChanges"),
            folders: folders(params),
        }
    }
}

/// The folders of the workspace, by whichever of the fields the client gives them.
fn folders(params: &Value) -> Vec<PathBuf> {
    let path = |uri: &Value| uri::to_path(&uri::of_client(uri.as_str()?)?);
    let named = params.get("workspaceFolders").and_then(Value::as_array);
    let named = named.into_iter().flatten().filter_map(|folder| path(folder.get("uri")?));
    let named: Vec<PathBuf> = named.collect();
    if !named.is_empty() {
        return named;
    }
    let root = params.get("rootUri").and_then(path);
    let plain = || params.get("rootPath").and_then(Value::as_str).map(PathBuf::from);
    root.or_else(plain).into_iter().filter(|root| root.is_absolute()).collect()
}
