//! What a watched command reads, and what it looked like.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::bases;
use crate::cli::arguments::Inputs;
use crate::cli::git;
use crate::config::{self, FILE_NAMES, Loaded, Nearest};
use crate::source::stamp::{Stamp, stamp};
use crate::source::walk::walk;
use crate::source::{Excludes, Input};

/// What tells which files a command reads.
pub(in crate::cli) struct Watched<'a> {
    /// The manifests.
    pub inputs: &'a Inputs,
    /// Folders that are read like manifests.
    pub folders: Vec<PathBuf>,
    /// What else the arguments name.
    pub others: Vec<PathBuf>,
    /// Where a revision is read that manifests are held against: one of this path's repository.
    pub revision_of: Option<PathBuf>,
    /// What the command writes.
    pub written: Vec<PathBuf>,
}

/// The files at one time; those that aren't there, but would count, without a stamp.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Seen(BTreeMap<PathBuf, Stamp>);

impl Watched<'_> {
    /// Whether the arguments name a path.
    pub(super) fn reads(&self, name: &OsStr) -> bool {
        let mut all = self.inputs.paths.iter().chain(&self.others);
        all.any(|path| path == name)
    }

    /// Looks at all files. What is wrong with one, the command tells.
    pub(super) fn look(&self) -> Seen {
        let mut seen = Seen::default();
        let rendering = &self.inputs.rendering;
        self.others.iter().chain(rendering.paths()).for_each(|path| seen.take_all(path));
        for folder in rendering.kustomizations() {
            bases::elsewhere(folder).iter().for_each(|path| seen.take_all(path));
        }
        let tips = self.revision_of.iter().flat_map(|path| git::tips(path));
        tips.for_each(|path| seen.take_all(&path));
        let roots: Vec<&PathBuf> = self.inputs.paths.iter().chain(&self.folders).collect();
        let found = walk(&roots, &Excludes::default(), self.inputs.no_ignore);
        for input in found.inputs {
            if let Input::File(path) = input {
                seen.take(path);
            }
        }
        self.configs(&roots, &mut seen);
        for written in &self.written {
            seen.0.remove(written);
        }
        seen
    }

    /// The config files that count or would, and what they name.
    fn configs(&self, roots: &[&PathBuf], seen: &mut Seen) {
        let chosen = &self.inputs.config;
        if let Some(path) = &chosen.config {
            seen.take(path.clone());
            config::load(path).iter().for_each(|loaded| seen.take_named(loaded));
        }
        let Ok(here) = std::env::current_dir() else { return };
        if chosen.is_chosen() {
            return;
        }
        let files: Vec<PathBuf> = seen.0.keys().cloned().collect();
        let parents = files.iter().filter_map(|file| file.parent());
        let places = parents.chain(roots.iter().map(|root| root.as_path()));
        let mut nearest = Nearest::new(&here);
        let mut folders = BTreeSet::new();
        for place in places.chain([Path::new("")]) {
            let place = here.join(place);
            let new = place.ancestors().take_while(|folder| !folders.contains(*folder));
            let new: Vec<PathBuf> = new.map(Path::to_owned).collect();
            folders.extend(new);
            let found = nearest.of(&place).ok().flatten().map(|path| here.join(path));
            if let Some(path) = found.filter(|path| !seen.0.contains_key(path)) {
                seen.take(path.clone());
                config::load(&path).iter().for_each(|loaded| seen.take_named(loaded));
            }
        }
        let names = folders.iter().flat_map(|folder| FILE_NAMES.map(|name| folder.join(name)));
        names.for_each(|path| seen.take(path));
    }
}

impl Seen {
    /// How many files there are.
    pub(super) fn files(&self) -> usize {
        self.0.values().flatten().count()
    }

    /// The files that are not as they were at another time.
    pub(super) fn unlike(&self, other: &Self) -> Vec<String> {
        let differs = |path: &&PathBuf| self.0.get(*path) != other.0.get(*path);
        let gone = other.0.keys().filter(|path| !self.0.contains_key(*path));
        let changed = self.0.keys().filter(differs).chain(gone);
        let here = std::env::current_dir().unwrap_or_default();
        let shown = |path: &PathBuf| path.strip_prefix(&here).unwrap_or(path).display().to_string();
        changed.map(shown).collect()
    }

    fn take(&mut self, path: PathBuf) {
        let stamp = stamp(&path);
        self.0.insert(path, stamp);
    }

    /// A file, or all files in a folder: a chart is made of more than manifests.
    fn take_all(&mut self, path: &Path) {
        for entry in walkdir::WalkDir::new(path).into_iter().flatten() {
            if !entry.file_type().is_dir() {
                self.take(entry.into_path());
            }
        }
        if !path.exists() {
            self.take(path.to_owned());
        }
    }

    /// What a config names.
    fn take_named(&mut self, loaded: &Loaded) {
        let config = &loaded.config;
        let files = config.nodes.iter().chain(&config.pods).chain(&config.baseline);
        for path in files.chain(&config.cluster).chain(&config.rules) {
            self.take_all(&loaded.resolve(path));
        }
    }
}
