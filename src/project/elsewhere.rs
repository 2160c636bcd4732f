//! Files of a run whose configs name another cluster than that of the first path.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Configs;
use super::cluster;
use crate::config::{self, ConfigError, Loaded};
use crate::source::place::absolute;
use crate::source::{FileId, Sources};

/// The files that tell of a cluster.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named {
    /// Its nodes.
    pub nodes: Option<PathBuf>,
    /// The pods on them.
    pub pods: Option<PathBuf>,
    /// What else it has.
    pub cluster: Vec<PathBuf>,
}

impl Named {
    /// The same, with what a config names where these name nothing.
    #[must_use]
    pub(crate) fn or(&self, config: &Loaded) -> Self {
        let named = |path: &Option<PathBuf>| path.as_ref().map(|path| config.resolve(path));
        let cluster = || config.config.cluster.iter().map(|path| config.resolve(path)).collect();
        Self {
            nodes: self.nodes.clone().or_else(|| named(&config.config.nodes)),
            pods: self.pods.clone().or_else(|| named(&config.config.pods)),
            cluster: if self.cluster.is_empty() { cluster() } else { self.cluster.clone() },
        }
    }

    /// All of them: none is a manifest of a run.
    #[must_use]
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let named = self.nodes.iter().chain(&self.pods).cloned();
        named.chain(cluster::files(&self.cluster)).collect()
    }

    /// What it names other files for than another does; nothing where both name the same.
    #[must_use]
    pub(crate) fn other(&self, than: &Self) -> Option<&'static str> {
        let places =
            |paths: &[PathBuf]| paths.iter().map(|path| absolute(path)).collect::<Vec<_>>();
        let one = |path: &Option<PathBuf>| path.as_deref().map(absolute);
        if one(&self.nodes) != one(&than.nodes) {
            return Some("nodes");
        }
        if one(&self.pods) != one(&than.pods) {
            return Some("pods");
        }
        (places(&self.cluster) != places(&than.cluster)).then_some("objects of a cluster")
    }

    fn is_empty(&self) -> bool {
        self.nodes.is_none() && self.pods.is_none() && self.cluster.is_empty()
    }
}

/// Files that are applied to a cluster of their own.
#[derive(Clone, Debug)]
pub(crate) struct Apart {
    /// The files.
    pub files: BTreeSet<FileId>,
    /// The folders of the configs that name the cluster; none where no config does.
    pub folders: Vec<PathBuf>,
    /// The config that names it.
    pub config: Loaded,
    /// The config files of its files, which may lie below those that name it.
    pub configs: Vec<PathBuf>,
    /// The cluster.
    pub named: Named,
    /// Whether it is that of the first path, which stands apart where others have no cluster.
    pub is_main: bool,
}

impl Apart {
    fn new(config: Loaded, named: Named) -> Self {
        let folders = if named.is_empty() { Vec::new() } else { vec![config.folder.clone()] };
        let (files, configs) = (BTreeSet::new(), Vec::new());
        Self { files, folders, config, configs, named, is_main: false }
    }

    fn add(&mut self, nearest: &Loaded, naming: &Loaded, files: &BTreeSet<FileId>) {
        self.files.extend(files.iter().cloned());
        self.configs.extend(nearest.file.as_ref().and_then(|file| file.path()).map(Path::to_owned));
        if !self.folders.is_empty() && !self.folders.contains(&naming.folder) {
            self.folders.push(naming.folder.clone());
        }
    }
}

impl Configs {
    /// The files whose configs name other clusters than that of the first path, one entry a
    /// cluster. What is given counts for all; paths are seen from a folder.
    ///
    /// # Errors
    /// When a config above those of the run can't be read, or two stand in one folder.
    pub(crate) fn apart(&self, given: &Named, from: &Path) -> Result<Vec<Apart>, ConfigError> {
        let main = given.or(&config::of_cluster(&self.main, from)?);
        let mut all: Vec<Apart> = Vec::new();
        for (nearest, files) in &self.nearer {
            let naming = config::of_cluster(nearest, from)?;
            let named = given.or(&naming);
            if named.other(&main).is_none() {
                continue;
            }
            let known = all.iter().position(|one| one.named.other(&named).is_none());
            let at = known.unwrap_or_else(|| {
                all.push(Apart::new(naming.clone(), named));
                all.len() - 1
            });
            if let Some(one) = all.get_mut(at) {
                one.add(nearest, &naming, files);
            }
        }
        Ok(all)
    }

    /// The same with the files of the first path's cluster, where others have none: what has none
    /// is the rest.
    ///
    /// # Errors
    /// As [`Configs::apart`].
    pub(crate) fn apart_in(
        &self,
        sources: &Sources,
        given: &Named,
        from: &Path,
    ) -> Result<Vec<Apart>, ConfigError> {
        let mut all = self.apart(given, from)?;
        if all.iter().any(|one| one.folders.is_empty()) {
            let naming = config::of_cluster(&self.main, from)?;
            let mut main = Apart { is_main: true, ..Apart::new(naming.clone(), given.or(&naming)) };
            let files = sources.files.iter().flatten().map(|file| file.id().clone());
            let others = |file: &FileId| all.iter().any(|one| one.files.contains(file));
            let files: BTreeSet<FileId> = files.filter(|file| !others(file)).collect();
            main.add(&self.main, &naming, &files);
            all.push(main);
        }
        Ok(all)
    }
}
