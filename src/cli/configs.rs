//! The configs of a run: that of the first path, and for other files those that lie nearer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::arguments::{Inputs, Step};
use super::exit::Failure;
use crate::config::{self, FILE_NAMES, Loaded, Nearest};
use crate::kubernetes::release::Release;
use crate::manifest::Reading;
use crate::source::{ExcludeError, Excludes, FileId, Folders, Request, SourceFile, Sources};
use crate::words::escape::escape;
use crate::words::names;

/// The configs of a run.
pub(super) struct Configs {
    /// That of the first path, or that was named. What is one for all files is its alone: nodes,
    /// pods.
    pub main: Loaded,
    /// Those that other files lie nearer to, with these files.
    pub nearer: Vec<(Loaded, BTreeSet<FileId>)>,
}

impl Configs {
    /// Reads the manifests, each as its nearest config wants it.
    pub(super) fn read(
        inputs: &Inputs,
        main: Loaded,
        request: &Request,
    ) -> Result<(Self, Reading), Failure> {
        let (configs, reading, _) = Self::read_for(inputs, main, request, None)?;
        Ok((configs, reading))
    }

    /// The same, where an upgrade is asked about: as the version before reads them, and as the one
    /// after does.
    pub(super) fn read_for(
        inputs: &Inputs,
        main: Loaded,
        request: &Request,
        step: Option<Step>,
    ) -> Result<(Self, Reading, Option<Reading>), Failure> {
        let mut sources = Sources::read(request);
        let mut configs = Self { main, nearer: Vec::new() };
        if !inputs.config.is_chosen() {
            configs.find_nearer(&sources)?;
        }
        if !inputs.no_exclude {
            configs.exclude(&mut sources)?;
        }
        let kubernetes = &inputs.kubernetes;
        let Some(Step { from, to }) = step else {
            let reading = configs.reading(&sources, |loaded| kubernetes.release(loaded))?;
            return Ok((configs, reading, None));
        };
        let reading = configs.reading(&sources, |loaded| kubernetes.release_of(from, loaded))?;
        let later = configs.reading(&sources, |loaded| Ok(kubernetes.later_release(to, loaded)))?;
        Ok((configs, reading, Some(later)))
    }

    /// The manifests, each as the release reads it that its config gives.
    fn reading(
        &self,
        sources: &Sources,
        release_by: impl Fn(&Loaded) -> Result<Release, Failure>,
    ) -> Result<Reading, Failure> {
        let mut deployments = Folders::default();
        let mut releases: BTreeMap<FileId, Release> = BTreeMap::new();
        let release = release_by(&self.main)?;
        let nothing = BTreeSet::new();
        let main = std::iter::once((&self.main, &nothing));
        for (loaded, files) in main.chain(self.nearer.iter().map(|(one, files)| (one, files))) {
            let wrong = |error: ExcludeError| loaded.wrong(&error.pattern, error.to_string(), None);
            let named = &loaded.config.deployments;
            deployments = deployments.within(&loaded.folder, named).map_err(wrong)?;
            let release = release_by(loaded)?;
            releases.extend(files.iter().map(|file| (file.clone(), release)));
        }
        let of = |file: &SourceFile| *releases.get(file.id()).unwrap_or(&release);
        Ok(Reading::with(sources, &deployments, release, of))
    }

    /// The config of a file.
    pub(super) fn of(&self, file: &FileId) -> &Loaded {
        let nearer = self.nearer.iter().find(|(_, files)| files.contains(file));
        nearer.map_or(&self.main, |(loaded, _)| loaded)
    }

    /// Says which configs were found, where that is not the one that is expected: the working
    /// directory's, or the one that was named.
    pub(super) fn found(&self, inputs: &Inputs) -> String {
        let nearer = self.nearer.iter().map(|(nearer, _)| nearer);
        let all = std::iter::once(&self.main).chain(nearer);
        let files = all.filter_map(|one| one.file.as_ref()).map(|file| file.name());
        let told = files.filter(|name| *name != FILE_NAMES[0]);
        let told: Vec<_> = told.map(escape).collect();
        if told.is_empty() || inputs.config.is_chosen() {
            return String::new();
        }
        format!("config: {}\n", names(told.iter().map(|name| &**name), 120))
    }

    fn find_nearer(&mut self, sources: &Sources) -> Result<(), Failure> {
        // Without a working directory there is no nearest file.
        let Ok(here) = std::env::current_dir() else { return Ok(()) };
        let mut nearest = Nearest::new(&here);
        let around = nearest.of(Path::new(""))?;
        let mut files: BTreeMap<Option<PathBuf>, BTreeSet<FileId>> = BTreeMap::new();
        for file in sources.files.iter().flatten() {
            let Some(place) = file.place() else { continue };
            let folder = place.parent().unwrap_or(&place);
            let found = nearest.of(folder)?.or_else(|| around.clone());
            files.entry(found).or_default().insert(file.id().clone());
        }
        let main = self.main.file.as_ref().and_then(|file| file.path());
        for (path, files) in files {
            if path.as_deref() == main {
                continue;
            }
            let loaded = path.map(|path| config::load(&path)).transpose()?;
            self.nearer.push((loaded.unwrap_or_default(), files));
        }
        Ok(())
    }

    /// Takes out the files that their own config leaves out.
    fn exclude(&self, sources: &mut Sources) -> Result<(), Failure> {
        for (loaded, files) in &self.nearer {
            if loaded.config.exclude.is_empty() {
                continue;
            }
            let wrong = |error: ExcludeError| loaded.wrong(&error.pattern, error.to_string(), None);
            let excludes = Excludes::default().within(&loaded.folder, &loaded.config.exclude);
            let excludes = excludes.map_err(wrong)?;
            let is_left_out = |file: &SourceFile| {
                let place = file.place().filter(|_| files.contains(file.id()));
                place.is_some_and(|place| excludes.matches_file(&place))
            };
            let kept = |file: &Result<std::sync::Arc<SourceFile>, _>| {
                file.as_ref().map_or(true, |file| !is_left_out(file))
            };
            let left_out: Vec<PathBuf> = sources
                .files
                .iter()
                .flatten()
                .filter(|file| is_left_out(file))
                .filter_map(|file| file.path().map(Path::to_owned))
                .collect();
            sources.files.retain(kept);
            sources.paths.retain(|path| !left_out.contains(path));
        }
        Ok(())
    }
}
