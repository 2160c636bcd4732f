//! Asking the client to watch files.

use lsp_server::{Message, Request};
use lsp_types::request::{RegisterCapability, Request as _};
use serde_json::json;

/// What changes the answers: manifests, inventories and configs, and what git ignores.
const GLOBS: [&str; 2] = ["**/*.{yaml,yml,json}", "**/.gitignore"];

/// The request that asks for it.
pub(super) fn register() -> Message {
    let watchers: Vec<_> = GLOBS.iter().map(|glob| json!({"globPattern": glob})).collect();
    let registration = json!({
        "id": "daemonlint-files",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": {"watchers": watchers},
    });
    Request {
        id: "daemonlint-watch".to_owned().into(),
        method: RegisterCapability::METHOD.to_owned(),
        params: json!({"registrations": [registration]}),
    }
    .into()
}
