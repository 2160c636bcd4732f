//! The configs of a run: that of the first path, and for other files those that lie nearer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::config::{self, ConfigError, Loaded, Nearest};
use crate::kubernetes::release::Release;
use crate::manifest::{Elsewhere, Kept, Reading, Setup, Surroundings};
use crate::source::{ExcludeError, Excludes, FileId, Folders, SourceFile, Sources};

/// The configs of a run.
#[derive(Clone, Debug)]
pub(crate) struct Configs {
    /// That of the first path, or that was named.
    pub main: Loaded,
    /// Those that other files lie nearer to, with these files.
    pub nearer: Vec<(Loaded, BTreeSet<FileId>)>,
    /// What the cluster has.
    cluster: Surroundings,
    /// The files whose configs name another cluster.
    elsewhere: Vec<Elsewhere>,
}

/// What is asked of manifests.
struct Asked {
    deployments: Folders,
    release: Release,
    /// The releases of those that the main config's is not asked for.
    by_file: BTreeMap<FileId, Release>,
}

impl Configs {
    /// The configs of some files: what lies nearer to them than that of the first path. Paths are
    /// seen from a folder.
    ///
    /// # Errors
    /// When a config can't be read, or two stand in one folder.
    pub(crate) fn nearest(
        main: Loaded,
        sources: &Sources,
        from: &Path,
    ) -> Result<Self, ConfigError> {
        let mut configs = Self::only(main);
        configs.find_nearer(sources, from)?;
        Ok(configs)
    }

    /// One config for all files.
    #[must_use]
    pub(crate) fn only(main: Loaded) -> Self {
        let cluster = Surroundings::default().set_up(setup(&main));
        Self { main, nearer: Vec::new(), cluster, elsewhere: Vec::new() }
    }

    /// The same in a cluster, which is set up as the main config says.
    #[must_use]
    pub(crate) fn in_cluster(mut self, cluster: Surroundings) -> Self {
        self.cluster = cluster.set_up(setup(&self.main));
        self
    }

    /// The same, where some files belong to other clusters.
    #[must_use]
    pub(crate) fn with_elsewhere(mut self, elsewhere: Vec<Elsewhere>) -> Self {
        self.elsewhere = elsewhere;
        self
    }

    /// A cluster that is set up as a config says.
    #[must_use]
    pub(crate) fn set_up(cluster: Surroundings, loaded: &Loaded) -> Surroundings {
        cluster.set_up(setup(loaded))
    }

    /// What the cluster has.
    #[must_use]
    pub(crate) const fn cluster(&self) -> &Surroundings {
        &self.cluster
    }

    /// The manifests, each as the release reads it that its config gives.
    ///
    /// # Errors
    /// When a config has a glob that is none, and those of `release_by`.
    pub(crate) fn reading<E: From<ConfigError>>(
        &self,
        sources: &Sources,
        release_by: impl Fn(&Loaded) -> Result<Release, E>,
    ) -> Result<Reading, E> {
        let Asked { deployments, release, by_file } = self.asked(release_by)?;
        let of = |file: &SourceFile| *by_file.get(file.id()).unwrap_or(&release);
        let reading = Reading::with(sources, &deployments, release, of);
        Ok(reading.in_clusters(&self.cluster, &self.elsewhere))
    }

    /// The same again, after some of the files have changed.
    ///
    /// # Errors
    /// As [`Configs::reading`].
    pub(crate) fn reading_again<E: From<ConfigError>>(
        &self,
        sources: &Sources,
        release_by: impl Fn(&Loaded) -> Result<Release, E>,
        kept: &mut Kept,
    ) -> Result<Reading, E> {
        let Asked { deployments, release, by_file } = self.asked(release_by)?;
        let of = |file: &SourceFile| *by_file.get(file.id()).unwrap_or(&release);
        let reading = Reading::again(sources, &deployments, release, of, kept);
        Ok(reading.in_clusters(&self.cluster, &self.elsewhere))
    }

    /// What is asked of the manifests.
    fn asked<E: From<ConfigError>>(
        &self,
        release_by: impl Fn(&Loaded) -> Result<Release, E>,
    ) -> Result<Asked, E> {
        let mut deployments = Folders::default();
        let mut by_file: BTreeMap<FileId, Release> = BTreeMap::new();
        let release = release_by(&self.main)?;
        let nothing = BTreeSet::new();
        let main = std::iter::once((&self.main, &nothing));
        for (loaded, files) in main.chain(self.nearer.iter().map(|(one, files)| (one, files))) {
            let wrong = |error: ExcludeError| loaded.wrong(&error.pattern, error.to_string(), None);
            let named = &loaded.config.deployments;
            deployments = deployments.within(&loaded.folder, named).map_err(wrong)?;
            let release = release_by(loaded)?;
            by_file.extend(files.iter().map(|file| (file.clone(), release)));
        }
        Ok(Asked { deployments, release, by_file })
    }

    /// The config of a file.
    #[must_use]
    pub(crate) fn of(&self, file: &FileId) -> &Loaded {
        let nearer = self.nearer.iter().find(|(_, files)| files.contains(file));
        nearer.map_or(&self.main, |(loaded, _)| loaded)
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Loaded> {
        std::iter::once(&self.main).chain(self.nearer.iter().map(|(nearer, _)| nearer))
    }

    fn find_nearer(&mut self, sources: &Sources, from: &Path) -> Result<(), ConfigError> {
        let mut nearest = Nearest::new(from);
        let around = nearest.of(Path::new(""))?;
        let mut files: BTreeMap<Option<PathBuf>, BTreeSet<FileId>> = BTreeMap::new();
        for file in sources.files.iter().flatten() {
            let Some(place) = file.place() else { continue };
            let folder = place.parent().unwrap_or(place);
            let found = nearest.of(folder)?.or_else(|| around.clone());
            let found = found.map(|path| config::reachable(&path, from));
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
    ///
    /// # Errors
    /// When a config has a glob that is none.
    pub(crate) fn exclude(&self, sources: &mut Sources) -> Result<(), ConfigError> {
        for (loaded, files) in &self.nearer {
            if loaded.config.exclude.is_empty() {
                continue;
            }
            let wrong = |error: ExcludeError| loaded.wrong(&error.pattern, error.to_string(), None);
            let excludes = Excludes::default().within(&loaded.folder, &loaded.config.exclude);
            let excludes = excludes.map_err(wrong)?;
            let is_left_out = |file: &SourceFile| {
                let place = file.place().filter(|_| files.contains(file.id()));
                place.is_some_and(|place| excludes.matches_file(place))
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
            let piped = |file: &&std::sync::Arc<SourceFile>| file.path().is_none();
            let all = sources.files.iter().flatten();
            if let Some(file) = all.filter(|file| is_left_out(file)).find(piped) {
                sources.passed_over = Some(file.encoding().encode(file.text()));
            }
            sources.files.retain(kept);
            sources.paths.retain(|path| !left_out.contains(path));
        }
        Ok(())
    }
}

/// How the cluster is set up, as a config says.
fn setup(loaded: &Loaded) -> Setup {
    Setup {
        complete: loaded.config.complete,
        plugins: loaded.config.admission_plugins.iter().copied().collect(),
    }
}
