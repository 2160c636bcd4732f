//! Telling the client what was found: what has changed since it was last told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lsp_types::{Diagnostic, PublishDiagnosticsParams, Uri};

use super::analysis::{Analysis, Checked};
use super::client::Client;
use super::documents::Documents;
use super::findings::{diagnostic, uri_of};
use super::position::Lines;
use super::uri;
use crate::source::SourceFile;

/// What the client was told last.
#[derive(Debug, Default)]
pub(super) struct Published(BTreeMap<PathBuf, (Uri, Option<i32>, Vec<Diagnostic>)>);

/// What is to be told of a document.
pub(super) struct News {
    /// The message.
    pub message: PublishDiagnosticsParams,
    /// The text is the one that was told of before: what else changed brings this.
    pub from_elsewhere: bool,
}

impl Published {
    /// What is to be told now.
    pub(super) fn news(
        &mut self,
        analysis: &Analysis,
        documents: &Documents,
        client: &Client,
        whole_workspace: bool,
    ) -> Vec<News> {
        let mut news = Vec::new();
        let mut there: BTreeSet<PathBuf> =
            documents.iter().map(|buffer| buffer.key.clone()).collect();
        if whole_workspace {
            there.extend(analysis.projects.iter().flat_map(|one| one.found.keys().cloned()));
        }
        let gone: Vec<PathBuf> =
            self.0.keys().filter(|key| !there.contains(*key)).cloned().collect();
        for key in gone {
            if let Some((uri, _, told)) = self.0.remove(&key)
                && !told.is_empty()
            {
                let message = PublishDiagnosticsParams::new(uri, Vec::new(), None);
                news.push(News { message, from_elsewhere: true });
            }
        }
        for key in there {
            let buffer = documents.get(&key);
            let Some(uri) = buffer.map(|buffer| buffer.uri.clone()).or_else(|| uri::of_key(&key))
            else {
                continue;
            };
            let version = buffer.map(|buffer| buffer.version);
            let found = found(analysis, &key, documents, client);
            let is_told = match self.0.get(&key) {
                Some((_, told_version, told)) => *told_version == version && *told == found,
                None => buffer.is_none() && found.is_empty(),
            };
            if !is_told {
                let told = self.0.get(&key);
                let from_elsewhere = told.is_some_and(|(_, told, _)| *told == version);
                let message = PublishDiagnosticsParams::new(uri.clone(), found.clone(), version);
                news.push(News { message, from_elsewhere });
                self.0.insert(key, (uri, version, found));
            }
        }
        news
    }

    /// Forgets what was told of a document, so that it is told again.
    pub(super) fn forget(&mut self, key: &Path) {
        if let Some((_, version, _)) = self.0.get_mut(key) {
            *version = None;
        }
    }
}

/// What was found in a file: by the innermost project that has it.
pub(super) fn found(
    analysis: &Analysis,
    key: &Path,
    documents: &Documents,
    client: &Client,
) -> Vec<Diagnostic> {
    let has = |project: &&Checked| project.files.contains_key(key);
    let projects = || analysis.projects.iter().map(|project| &**project);
    // A config is no file of a run, and may be wrong all the same.
    let Some(project) =
        projects().find(has).or_else(|| projects().find(|project| project.found.contains_key(key)))
    else {
        return Vec::new();
    };
    let found = project.found.get(key).map(Vec::as_slice).unwrap_or_default();
    let Some(first) = found.first() else { return Vec::new() };
    let lines = Lines::new(first.file.text(), client.encoding);
    let name = |file: &SourceFile| {
        let open = file.path().and_then(|path| documents.get(path));
        open.map(|buffer| buffer.uri.clone()).or_else(|| uri_of(file))
    };
    found.iter().map(|one| diagnostic(one, &lines, client, &name)).collect()
}
