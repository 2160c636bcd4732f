//! The objects of a cluster, from what kubectl printed or a dump holds.

use std::sync::Arc;

use super::alone::Alone;
use super::load::{Options, load};
use super::manifest::Manifest;
use super::surroundings::{Setup, Surroundings};
use crate::diagnostic::Diagnostic;
use crate::kubernetes::release::Release;
use crate::source::SourceFile;
use crate::source::parallel::in_parallel;
use crate::source::portions::{Doubt, Fate, Look, Portion, Sieve};

/// Kinds that have no say in what becomes of the pods of others.
const OTHER: [&str; 6] =
    ["Node", "Event", "Service", "Endpoints", "EndpointSlice", "ControllerRevision"];

/// The objects that a cluster's files hold, as a release reads them: what an API server gave is
/// whole, and nobody fills in any more.
///
/// # Errors
/// The first mistake in an object that counts.
pub(crate) fn surroundings(
    files: &[Arc<SourceFile>],
    release: Release,
) -> Result<Surroundings, Box<Diagnostic>> {
    let mut objects = Vec::new();
    let options = || Options { release, ..Options::default() };
    for loaded in in_parallel(files, |file| load(file, options())) {
        let counting: Vec<Manifest> = loaded.manifests.into_iter().filter(counts).collect();
        let wrong = counting.iter().find(|one| one.kind().is_some() && !one.is_readable());
        if let Some(id) = wrong.map(Manifest::id) {
            let mut found = loaded.diagnostics.into_iter();
            if let Some(found) = found.find(|found| found.id().as_ref() == Some(&id)) {
                return Err(Box::new(found));
            }
        }
        objects.extend(counting.into_iter().map(Arc::new));
    }
    Ok(Surroundings { objects: objects.into(), setup: Setup::default() })
}

/// Keeps of a cluster's file what counts: its nodes and pods are read apart.
#[derive(Debug)]
pub(crate) struct Counting(Alone);

impl Counting {
    /// What counts of a file.
    #[must_use]
    pub(crate) fn of(file: &Arc<SourceFile>) -> Self {
        Self(Alone::of_cluster(file))
    }
}

impl Sieve for Counting {
    type Seen = ();
    type Waiting = ();

    fn look(&self, portions: &[Portion<'_>]) -> Vec<Look<()>> {
        in_parallel(portions, |portion| match self.0.one(*portion) {
            Look::Spare((manifest, _)) if !counts(&manifest) => Look::Spare(()),
            Look::Broken => Look::Broken,
            _ => Look::Needed,
        })
    }

    fn decide(&mut self, (): ()) -> Result<Fate<()>, Doubt> {
        Ok(Fate::Gone)
    }

    fn finish(&mut self, _left: SourceFile) -> Result<(), Doubt> {
        Ok(())
    }

    fn needs(&self, (): &()) -> bool {
        false
    }
}

/// Whether an object of a cluster can matter to the pods of others.
fn counts(manifest: &Manifest) -> bool {
    !manifest.brings_pods() && !OTHER.contains(&manifest.object_ref().kind.as_str())
}
