//! Telling the client what was found: what has changed since it was last told.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lsp_types::{Diagnostic, PublishDiagnosticsParams, Uri};

use super::analysis::{Analysis, Checked};
use super::client::Client;
use super::documents::Documents;
use super::findings::{diagnostic, uri_of};
use super::position::Lines;
use super::uri;
use crate::diagnostic::{Diagnostic as Found, Label};
use crate::source::SourceFile;

/// What the client was told last.
#[derive(Debug, Default)]
pub(super) struct Published {
    told: BTreeMap<PathBuf, (Uri, Option<i32>, Vec<Diagnostic>)>,
    /// The answers that it was told from, and what was open.
    from: Option<(Vec<Arc<Checked>>, BTreeSet<PathBuf>)>,
}

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
        let open: BTreeSet<PathBuf> = documents.iter().map(|buffer| buffer.key.clone()).collect();
        let mut there = open.clone();
        if whole_workspace {
            there.extend(analysis.projects.iter().flat_map(|one| one.found.keys().cloned()));
        }
        let gone: Vec<PathBuf> =
            self.told.keys().filter(|key| !there.contains(*key)).cloned().collect();
        for key in gone {
            if let Some((uri, _, told)) = self.told.remove(&key)
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
            if buffer.is_none() && self.is_as_told(&key, analysis, &open) {
                continue;
            }
            let version = buffer.map(|buffer| buffer.version);
            let found = found(analysis, &key, documents, client);
            let is_told = match self.told.get(&key) {
                Some((_, told_version, told)) => *told_version == version && *told == found,
                None => buffer.is_none() && found.is_empty(),
            };
            if !is_told {
                let told = self.told.get(&key);
                let from_elsewhere = told.is_some_and(|(_, told, _)| *told == version);
                let message = PublishDiagnosticsParams::new(uri.clone(), found.clone(), version);
                news.push(News { message, from_elsewhere });
                self.told.insert(key, (uri, version, found));
            }
        }
        self.from = Some((analysis.projects.clone(), open));
        news
    }

    /// Whether nothing has changed for the client in a file that isn't open. Most files of a large
    /// folder are as they were, and putting their findings in its terms takes longer than to compare.
    fn is_as_told(&self, key: &Path, analysis: &Analysis, open: &BTreeSet<PathBuf>) -> bool {
        let Some((projects, was_open)) = &self.from else { return false };
        let before = of_project(projects, key).and_then(|project| project.found.get(key));
        let now = of_project(&analysis.projects, key).and_then(|project| project.found.get(key));
        let same = |(before, now): (&Found, &Found)| reads_alike(before, now);
        was_open == open
            && match (before, now) {
                (Some(before), Some(now)) => {
                    before.len() == now.len() && before.iter().zip(now).all(same)
                }
                (None, None) => true,
                _ => false,
            }
    }

    /// Forgets what was told of a document, so that it is told again.
    pub(super) fn forget(&mut self, key: &Path) {
        if let Some((_, version, _)) = self.told.get_mut(key) {
            *version = None;
        }
    }
}

/// The innermost project that has a file.
fn of_project<'a>(projects: &'a [Arc<Checked>], key: &Path) -> Option<&'a Checked> {
    let has = |project: &&Checked| project.files.contains_key(key);
    let all = || projects.iter().map(|project| &**project);
    // A config is no file of a run, and may be wrong all the same.
    all().find(has).or_else(|| all().find(|project| project.found.contains_key(key)))
}

/// Whether two findings are the same to the client: what it is told of, in texts that are the same.
fn reads_alike(one: &Found, other: &Found) -> bool {
    let label = |one: &Label, other: &Label| {
        let same_file = match (&one.file, &other.file) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        same_file && one.span == other.span && one.text == other.text
    };
    Arc::ptr_eq(&one.file, &other.file)
        && (&one.rule, one.severity, one.rule.url())
            == (&other.rule, other.severity, other.rule.url())
        && one.message == other.message
        && one.help == other.help
        && label(&one.primary, &other.primary)
        && one.labels.len() == other.labels.len()
        && one.labels.iter().zip(&other.labels).all(|(one, other)| label(one, other))
}

/// What was found in a file: by the innermost project that has it.
pub(super) fn found(
    analysis: &Analysis,
    key: &Path,
    documents: &Documents,
    client: &Client,
) -> Vec<Diagnostic> {
    let Some(project) = of_project(&analysis.projects, key) else { return Vec::new() };
    let found = project.found.get(key).map(Vec::as_slice).unwrap_or_default();
    let Some(first) = found.first() else { return Vec::new() };
    let lines = Lines::new(first.file.text(), client.encoding);
    let name = |file: &SourceFile| {
        let open = file.path().and_then(|path| documents.get(path));
        open.map(|buffer| buffer.uri.clone()).or_else(|| uri_of(file))
    };
    found.iter().map(|one| diagnostic(one, &lines, client, &name)).collect()
}
