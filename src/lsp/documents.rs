//! What is open in the editor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri};

use super::position::{Encoding, Lines};
use super::uri;

/// A document that is open in the editor: its text counts, not that of the file.
#[derive(Clone, Debug)]
pub(super) struct Buffer {
    /// As the client names it.
    pub uri: Uri,
    /// Its path, or its URI where it is no file.
    pub key: PathBuf,
    /// The version that its text is of.
    pub version: i32,
    /// What the client takes it for: `yaml`, `json`, `helm` …
    pub language: String,
    /// Its text.
    pub text: Arc<String>,
}

impl Buffer {
    /// Whether it may hold manifests: what an editor takes for something else, a template, does not.
    #[must_use]
    pub(super) fn is_manifest(&self) -> bool {
        let language = self.language.to_ascii_lowercase();
        language.is_empty()
            || ["yaml", "yml", "json", "jsonc", "kubernetes", "kustomize"]
                .iter()
                .any(|known| language.split('.').any(|part| part == *known))
    }
}

/// What is open in the editor.
#[derive(Debug, Default)]
pub(super) struct Documents(BTreeMap<PathBuf, Buffer>);

impl Documents {
    /// Opens a document.
    pub(super) fn open(&mut self, item: TextDocumentItem) {
        let key = uri::key(&item.uri);
        let buffer = Buffer {
            uri: item.uri,
            key: key.clone(),
            version: item.version,
            language: item.language_id,
            text: Arc::new(item.text),
        };
        self.0.insert(key, buffer);
    }

    /// Makes changes in a document, each in the text that the one before it left; says whether it
    /// is open.
    pub(super) fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) -> bool {
        let Some(buffer) = self.0.get_mut(&uri::key(uri)) else { return false };
        let text = Arc::make_mut(&mut buffer.text);
        for change in changes {
            match change.range {
                None => *text = change.text,
                Some(range) => {
                    let span = Lines::new(text, encoding).span(range);
                    text.replace_range(span.range(), &change.text);
                }
            }
        }
        buffer.version = version;
        true
    }

    /// Closes a document.
    pub(super) fn close(&mut self, uri: &Uri) -> Option<Buffer> {
        self.0.remove(&uri::key(uri))
    }

    /// An open document.
    #[must_use]
    pub(super) fn get(&self, key: &Path) -> Option<&Buffer> {
        self.0.get(key)
    }

    /// All that are open.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Buffer> {
        self.0.values()
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use lsp_types::{Position, Range};

    use super::*;

    #[test]
    fn changes_follow_each_other() {
        let uri = Uri::from_str("file:///a.yaml").unwrap();
        let mut documents = Documents::default();
        documents.open(TextDocumentItem::new(uri.clone(), "yaml".into(), 1, "a: 1\nb: 2\n".into()));
        let change =
            |from: (u32, u32), to: (u32, u32), text: &str| TextDocumentContentChangeEvent {
                range: Some(Range::new(Position::new(from.0, from.1), Position::new(to.0, to.1))),
                range_length: None,
                text: text.into(),
            };
        let changes = vec![
            change((0, 3), (0, 4), "é😀"),
            change((0, 4), (0, 6), ""),
            change((1, 0), (9, 9), "c"),
        ];
        assert!(documents.change(&uri, 2, changes, Encoding::Utf16));
        let buffer = documents.get(Path::new("/a.yaml")).unwrap();
        assert_eq!((buffer.text.as_str(), buffer.version), ("a: é\nc", 2));
        assert!(documents.close(&uri).is_some());
        assert!(!documents.change(&uri, 3, Vec::new(), Encoding::Utf16));
    }
}
