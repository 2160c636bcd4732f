//! What answers are made of.

use std::path::Path;
use std::sync::Arc;

use lsp_types::{Location, Uri};

use crate::lsp::analysis::{Analysis, Checked, key_of};
use crate::lsp::client::Client;
use crate::lsp::documents::{Buffer, Documents};
use crate::lsp::findings::{self, uri_of};
use crate::lsp::position::Lines;
use crate::lsp::uri;
use crate::source::{SourceFile, Span};

/// What answers are made of.
pub(in crate::lsp) struct View<'a> {
    /// What the newest check says.
    pub analysis: &'a Analysis,
    /// What is open.
    pub documents: &'a Documents,
    /// Who asks.
    pub client: &'a Client,
}

/// A file that is asked about.
pub(super) struct Opened<'a> {
    /// The project that has it.
    pub project: &'a Checked,
    /// The file, as it was checked.
    pub file: &'a Arc<SourceFile>,
    /// Its lines.
    pub lines: Lines<'a>,
    /// What it is called among those of the project.
    pub key: std::path::PathBuf,
    /// The document in the editor, if it is open.
    pub buffer: Option<&'a Buffer>,
}

impl<'a> View<'a> {
    /// A file by its URI, if it is one of a project.
    pub(super) fn file(&self, uri: &Uri) -> Option<Opened<'a>> {
        let key = uri::key(uri);
        let (project, file) = self.analysis.of(&key)?;
        let lines = Lines::new(file.text(), self.client.encoding);
        Some(Opened { project, file, lines, buffer: self.documents.get(&key), key })
    }

    /// The URI of a file, as the client calls it.
    pub(super) fn uri(&self, file: &SourceFile) -> Option<Uri> {
        let key = key_of(file);
        let open = self.documents.get(Path::new(&key));
        open.map(|buffer| buffer.uri.clone()).or_else(|| uri_of(file))
    }

    /// A place in a file.
    pub(super) fn location(&self, file: &SourceFile, span: Span) -> Option<Location> {
        let lines = Lines::new(file.text(), self.client.encoding);
        Some(Location { uri: self.uri(file)?, range: findings::range(file, &lines, span) })
    }
}
