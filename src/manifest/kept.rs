//! What files gave when they were read, kept for the next time.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::admission::DECODE;
use super::load::{Loaded, Options, Role, load};
use super::manifest::Manifest;
use super::neighbours::Neighbours;
use super::overlay::Overlay;
use super::skip::Skipped;
use super::suppression::Suppressions;
use crate::diagnostic::{Diagnostic, Severity};
use crate::kubernetes::release::Release;
use crate::source::parallel::in_parallel;
use crate::source::sources::is_chart_template;
use crate::source::{FileId, ReadError, SourceFile, Sources, Span};

/// What a file gave ([`Loaded`]), to be shared.
#[derive(Clone, Debug)]
pub(super) struct Gave {
    pub manifests: Vec<Arc<Manifest>>,
    pub diagnostics: Vec<Diagnostic>,
    pub skipped: Vec<Skipped>,
    pub suppressions: Suppressions,
    pub let_go: usize,
}

impl From<Loaded> for Gave {
    fn from(loaded: Loaded) -> Self {
        Self {
            manifests: loaded.manifests.into_iter().map(Arc::new).collect(),
            diagnostics: loaded.diagnostics,
            skipped: loaded.skipped,
            suppressions: loaded.suppressions,
            let_go: loaded.let_go,
        }
    }
}

impl Gave {
    /// Reads a file. `bare_pipe` tells whether what stands in no folder is applied as it stands,
    /// `lets_go` whether typed objects are let go of.
    pub(super) fn by(
        source: &Result<Arc<SourceFile>, ReadError>,
        (bare_pipe, lets_go): (bool, bool),
        neighbours: &Neighbours,
        release: impl Fn(&SourceFile) -> Release,
    ) -> Self {
        match source {
            Ok(file) => Around::of(file, bare_pipe, neighbours, release(file)).read(file, lets_go),
            Err(error) => no_text(error).into(),
        }
    }
}

/// What of a file's surroundings decides how it is read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Around {
    pub(super) chart_template: bool,
    pub(super) role: Role,
    pub(super) overlay: Option<Overlay>,
    pub(super) release: Release,
}

impl Around {
    pub(super) fn of(
        file: &SourceFile,
        bare_pipe: bool,
        neighbours: &Neighbours,
        release: Release,
    ) -> Self {
        let place = file.place();
        let role = match place {
            Some(place) => neighbours.role(place),
            None if bare_pipe || file.rendered().is_some() => Role::Applied,
            None => Role::Resource,
        };
        let overlay = place.and_then(|place| neighbours.overlay(place));
        // Only beside what lies on disk can a chart's own files be looked for.
        let chart_template = file.is_template() || file.path().is_some_and(is_chart_template);
        Self { chart_template, role, overlay, release }
    }

    fn read(&self, file: &Arc<SourceFile>, lets_go: bool) -> Gave {
        self.load(file, lets_go).into()
    }

    /// Reads a file's objects.
    pub(super) fn load(&self, file: &Arc<SourceFile>, lets_go: bool) -> Loaded {
        let Self { chart_template, role, ref overlay, release } = *self;
        let overlay = overlay.as_ref();
        load(file, Options { chart_template, role, overlay, release, lets_go })
    }
}

/// What the files of a run gave, for the same run again: whose text and surroundings are as they
/// were is not read anew.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    files: HashMap<FileId, One>,
    neighbours: Neighbours,
    /// What the neighbours were made of.
    guides: Option<Arc<[(PathBuf, SourceFile)]>>,
}

#[derive(Debug)]
struct One {
    file: Arc<SourceFile>,
    around: Around,
    gave: Gave,
}

impl Kept {
    /// What the files around the run's say of them.
    pub(super) const fn neighbours(&self) -> &Neighbours {
        &self.neighbours
    }

    /// What the files of a run give now.
    pub(super) fn read(
        &mut self,
        sources: &Sources,
        release: impl Fn(&SourceFile) -> Release + Sync,
    ) -> Vec<Gave> {
        let is_same = |guides: &Arc<_>| Arc::ptr_eq(guides, &sources.guides);
        let same_neighbours = self.guides.as_ref().is_some_and(is_same);
        if !same_neighbours {
            self.neighbours = Neighbours::new(&sources.guides);
            self.guides = Some(Arc::clone(&sources.guides));
        }
        let (neighbours, files) = (&self.neighbours, &self.files);
        let gave = in_parallel(&sources.files, |source| {
            let file = match source {
                Ok(file) => file,
                Err(error) => return (None, no_text(error).into()),
            };
            let release = release(file);
            let before = files.get(file.id()).filter(|one| Arc::ptr_eq(&one.file, file));
            if let Some(one) = before
                && same_neighbours
                && one.around.release == release
            {
                return (None, one.gave.clone());
            }
            let around = Around::of(file, sources.bare_pipe, neighbours, release);
            match before.filter(|one| one.around == around) {
                Some(one) => (None, one.gave.clone()),
                None => {
                    let gave = around.read(file, false);
                    (Some(One { file: Arc::clone(file), around, gave: gave.clone() }), gave)
                }
            }
        });
        let there: HashSet<&FileId> =
            sources.files.iter().flatten().map(|file| file.id()).collect();
        self.files.retain(|id, _| there.contains(id));
        let keep = |(new, gave): (Option<One>, Gave)| {
            if let Some(new) = new {
                self.files.insert(new.file.id().clone(), new);
            }
            gave
        };
        gave.into_iter().map(keep).collect()
    }
}

/// A file that is no text: a finding, since the API server could not read it either.
fn no_text(error: &ReadError) -> Loaded {
    let file = Arc::new(SourceFile::new(error.name.as_str(), ""));
    let finding = Diagnostic::new(
        DECODE,
        Severity::Error,
        format!("the file {}", error.problem),
        Arc::clone(&file),
        Span::default(),
    )
    .with_help("save it as UTF-8");
    Loaded {
        manifests: Vec::new(),
        diagnostics: vec![finding],
        skipped: Vec::new(),
        suppressions: Suppressions::new(&file),
        let_go: 0,
    }
}
