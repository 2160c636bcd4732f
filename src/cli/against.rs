//! `--against`: the old manifests, from a path or a git revision.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::exit::Failure;
use super::git;
use crate::kubernetes::release::Release;
use crate::manifest::{Reading, Skipped, Surroundings, Why};
use crate::source::walk::{STDIN, is_hidden, is_manifest_extension};
use crate::source::{ReadError, ReadProblem, Request, SourceFile, Sources, read::decode};

/// What stands before a revision.
pub(super) const GIT: &str = "git:";

/// Whether the old manifests are those of a revision.
pub(super) fn asks_git(old: Option<&str>) -> bool {
    old.is_some_and(|old| old.starts_with(GIT))
}

/// What there was before.
pub(super) struct Old {
    /// The manifests.
    pub reading: Reading,
    /// The given paths that were there then, and are no more.
    pub gone: Vec<PathBuf>,
}

impl Old {
    /// The same in the cluster that the manifests are applied to.
    pub(super) fn in_cluster(mut self, cluster: &Surroundings) -> Self {
        self.reading = self.reading.in_cluster(cluster);
        self
    }
}

/// The texts of a revision.
pub(super) struct OldSources {
    /// The texts.
    pub sources: Sources,
    /// The given paths that were there then, and are no more.
    gone: Vec<PathBuf>,
}

/// Reads the old manifests: those of a path, or of the given paths at a revision. What was not
/// there at the revision is new.
pub(super) fn read(old: &str, request: &Request, release: Release) -> Result<Old, Failure> {
    if !old.starts_with(GIT) {
        return Ok(Old { reading: read_path(old, request, release)?, gone: Vec::new() });
    }
    let OldSources { sources, gone } = old_sources(old, request)?;
    Ok(Old { reading: Reading::for_release(&sources, release), gone })
}

/// Reads the given paths at a revision.
pub(super) fn old_sources(old: &str, request: &Request) -> Result<OldSources, Failure> {
    let revision = old.strip_prefix(GIT).unwrap_or(old);
    if !request.rendered.is_empty() {
        let message = "what is rendered has no revisions: render the old one to a file, and give \
                       that to --against";
        return Err(Failure::Usage(message.to_owned()));
    }
    if request.paths.iter().any(|path| path == Path::new(STDIN)) {
        let message =
            "standard input has no revisions: name the paths, or give a path to --against";
        return Err(Failure::Usage(message.to_owned()));
    }
    let mut files = Vec::new();
    let mut gone = Vec::new();
    for path in &request.paths {
        match git::read(revision, path, |below| is_wanted(below, path, request)) {
            Ok(found) => {
                files.extend(found);
                if !path.exists() {
                    gone.push(path.clone());
                }
            }
            Err(git::GitError::NoSuchPath { .. }) if path.exists() => {}
            Err(error) => return Err(error.into()),
        }
    }
    let files: Vec<Arc<SourceFile>> = files
        .into_iter()
        .filter_map(|file| old_file(revision, file).transpose())
        .collect::<Result<_, _>>()?;
    Ok(OldSources { sources: Sources::of(files), gone })
}

fn read_path(old: &str, request: &Request, release: Release) -> Result<Reading, Failure> {
    if !Path::new(old).exists() && git::knows(old, request.paths.first()) {
        let message = format!("no file or folder is called `{old}`; did you mean {GIT}{old}?");
        return Err(Failure::Usage(message));
    }
    let paths = vec![PathBuf::from(old)];
    let request = Request { paths, rendered: Vec::new(), ..request.clone() };
    let reading = Reading::for_release(&Sources::read(&request), release);
    match reading.failures.first() {
        Some(failure) => Err(Failure::Usage(failure.clone())),
        None if Path::new(old).is_file() && is_unread(&reading) => {
            let message =
                format!("`{old}` can't be read as manifests, so there is nothing to compare with");
            Err(Failure::Usage(message))
        }
        None => Ok(reading),
    }
}

/// Whether nothing was made of what was there. An empty file holds nothing, which can be compared.
fn is_unread(reading: &Reading) -> bool {
    let is_text = |skipped: &Skipped| matches!(skipped.why, Why::Unreadable | Why::NotKubernetes);
    reading.workspace.manifests().len() == 0
        && (!reading.diagnostics.is_empty() || reading.skipped.iter().any(is_text))
}

/// Whether a file below a given path would be found by walking it.
fn is_wanted(below: &Path, path: &Path, request: &Request) -> bool {
    below.extension().is_some_and(is_manifest_extension)
        && !below.components().any(|part| is_hidden(part.as_os_str()))
        && !request.excludes.matches(path, &path.join(below))
}

/// A file of a revision under the name `REVISION:PATH`; nothing where it is no text, which is a
/// mistake that is past.
fn old_file(revision: &str, file: git::OldFile) -> Result<Option<Arc<SourceFile>>, ReadError> {
    let name = format!("{revision}:{}", file.path.display());
    match decode(file.bytes) {
        Ok((text, encoding)) => {
            let old = SourceFile::new(name, text).encoded(encoding).as_if_at(file.place);
            Ok(Some(Arc::new(old)))
        }
        Err(ReadProblem::Encoding { .. }) => Ok(None),
        Err(problem) => Err(ReadError { name, problem }),
    }
}

/// Whether both sides are one file that was named, neither a folder nor a revision.
pub(super) fn are_files(old: &str, request: &Request) -> bool {
    let [new] = request.paths.as_slice() else { return false };
    Path::new(old).is_file() && (new.is_file() || new == Path::new(STDIN))
}
