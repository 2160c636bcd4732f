//! What a report must not take the place of.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::exit::Failure;
use super::output::Sink;
use crate::config::Loaded;
use crate::manifest::Reading;
use crate::source::Request;

/// Refuses reports over files that the run reads. What was written by an earlier run into a folder
/// that is checked may be written again: it holds no object.
///
/// # Errors
/// When what is written by hand would be lost.
pub(super) fn spare<R>(
    sinks: &[Sink<R>],
    request: &Request,
    config: &Loaded,
    reading: &Reading,
) -> Result<(), Failure> {
    let real = |path: &Path| path.canonicalize().ok();
    let there = sinks.iter().filter_map(|sink| sink.path.as_deref()).filter(|path| path.is_file());
    let there: Vec<(&Path, PathBuf)> = there.filter_map(|path| Some((path, real(path)?))).collect();
    if there.is_empty() {
        return Ok(());
    }
    let config = config.file.iter().filter_map(|file| file.path());
    let named = request.paths.iter().chain(&request.not).map(PathBuf::as_path).chain(config);
    let with_objects = reading.workspace.manifests().filter_map(|one| one.file().path());
    let read = reading.suppressions.iter().filter_map(|one| one.file.path());
    let by_hand = read.filter(|path| path.extension().is_some_and(|end| end != "json"));
    let spared: BTreeSet<&Path> = named.chain(with_objects).chain(by_hand).collect();
    let spared: BTreeSet<PathBuf> = spared.into_iter().filter_map(real).collect();
    match there.iter().find(|(_, path)| spared.contains(path)) {
        None => Ok(()),
        Some((path, _)) => {
            let message = format!(
                "--output {0}: this run reads {0}, a report would take its place",
                path.display()
            );
            Err(Failure::Usage(message))
        }
    }
}
