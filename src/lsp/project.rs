//! A project: a workspace folder, or a single file that lies in none. It is read and checked as
//! `daemonlint check` would from that folder, with what is open in the editor over what is on disk.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::analysis::{Checked, key_of};
use super::disk::{Content, Disk, Stamp, stamp};
use super::documents::Buffer;
use super::options::Options;
use super::placed::runs;
use crate::config::{self, ConfigError, FILE_NAMES, Loaded};
use crate::diagnostic::Diagnostic;
use crate::inventory::Inventory;
use crate::kubernetes::release::Release;
use crate::manifest::{Kept, Reading, Surroundings, surroundings};
use crate::pipeline::{Run, Scope};
use crate::project::inventory::InventoryError;
use crate::project::rules::RulesError;
use crate::project::{self, Configs, SelectionError, cluster, inventory};
use crate::rules::{RuleSet, Selection};
use crate::source::around::{guides, guides_among};
use crate::source::place::without_dots;
use crate::source::walk::{walk, would_find};
use crate::source::{Excludes, FileId, Folders, Input, SourceFile, Sources};

/// What tells of files what they are ([`Sources::guides`]).
type Guides = Arc<[(PathBuf, SourceFile)]>;

/// Where a project lies.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Place {
    /// A folder with all manifests in it.
    Folder(PathBuf),
    /// A file that is open and lies in no folder of the workspace.
    File(PathBuf),
    /// What is open and lies nowhere.
    Untitled(PathBuf),
}

/// A project, with what is kept of it from one check to the next.
pub(super) struct Project {
    place: Place,
    /// The folder of the workspace, or that of the file.
    root: PathBuf,
    options: Arc<Options>,
    disk: Disk,
    /// What the last look at the disk found; none before the first one.
    looked: Option<Looked>,
    /// The open buffers as files.
    texts: HashMap<PathBuf, (Arc<String>, Arc<SourceFile>)>,
    /// The files of the configs that lie nearer to some of them, by the files of the run.
    configs: Option<(Vec<FileId>, Result<Configs, Wrong>)>,
    kept: Kept,
    nodes: Nodes,
}

/// What a look at the disk found beside the files.
struct Looked {
    config: Result<Loaded, Wrong>,
    excludes: Excludes,
    guides: Guides,
    /// The same with open buffers, while these are as they are.
    open_guides: Option<(Vec<Arc<SourceFile>>, Guides)>,
    /// The files on which all of it depends.
    stamps: Vec<(PathBuf, Stamp)>,
}

/// The nodes as they were last read.
#[derive(Default)]
struct Nodes {
    of: Vec<(PathBuf, Stamp)>,
    release: Release,
    inventory: Option<Arc<Inventory>>,
    /// What else the cluster has.
    cluster: Surroundings,
    problem: Option<Wrong>,
}

impl Nodes {
    fn read(
        &mut self,
        nodes: Option<&Path>,
        pods: Option<&Path>,
        cluster: &[PathBuf],
        release: impl Fn(Option<&Inventory>) -> Release,
    ) -> Result<(), Wrong> {
        let said = |error: &dyn std::fmt::Display| Wrong::from(error.to_string());
        let texts = cluster::read(cluster).map_err(|error| said(&error))?;
        let known = inventory::load(nodes, pods, &texts).map_err(|error| match error {
            InventoryError::PodsAlone => said(&"pods are of no use without nodes"),
            error => said(&error),
        })?;
        self.inventory = known.inventory.map(Arc::new);
        self.release = release(self.inventory.as_deref());
        self.cluster = surroundings(&known.more, self.release).map_err(|wrong| {
            let line = wrong.file.position(wrong.primary.span.start).line;
            Wrong::from(format!("{}:{line}: {}", wrong.file.name(), wrong.message))
        })?;
        Ok(())
    }
}

/// What is wrong with a config or with the options.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    message: String,
    found: Option<Box<Diagnostic>>,
}

impl From<ConfigError> for Wrong {
    fn from(error: ConfigError) -> Self {
        let message = error.to_string();
        match error {
            ConfigError::Wrong(found) => {
                let line = found.file.line(found.primary.span.start);
                let message = format!("{}, line {line}: {message}", found.file.name());
                Self { message, found: Some(found) }
            }
            _ => Self { message, found: None },
        }
    }
}

impl From<SelectionError> for Wrong {
    fn from(error: SelectionError) -> Self {
        match error {
            SelectionError::Chosen(unknown) => unknown.to_string().into(),
            SelectionError::Config(wrong) => wrong.into(),
            SelectionError::Rules(RulesError::Config(wrong)) => wrong.into(),
            SelectionError::Rules(RulesError::Wrong(found)) => match found.into_iter().next() {
                Some(found) => ConfigError::Wrong(Box::new(found)).into(),
                None => "a rule file can't be used".to_owned().into(),
            },
            SelectionError::Rules(error) => error.to_string().into(),
        }
    }
}

impl From<String> for Wrong {
    fn from(message: String) -> Self {
        Self { message, found: None }
    }
}

/// The run is not wanted any more: the texts have changed since.
pub(super) struct Stale;

impl Project {
    /// A project that nothing is known of yet.
    pub(super) fn new(place: Place, options: &Arc<Options>) -> Self {
        let root = match &place {
            Place::Folder(folder) => folder.clone(),
            Place::File(file) => file.parent().unwrap_or(file).to_owned(),
            Place::Untitled(_) => PathBuf::new(),
        };
        Self {
            place,
            root,
            options: Arc::clone(options),
            disk: Disk::default(),
            looked: None,
            texts: HashMap::new(),
            configs: None,
            kept: Kept::default(),
            nodes: Nodes::default(),
        }
    }

    /// Looks at the disk again before the next check.
    pub(super) fn forget_disk(&mut self) {
        self.looked = None;
    }

    /// Whether a file would be read if it were on disk, or is.
    fn takes(&mut self, buffer: &Buffer) -> bool {
        let looked = self.looked.as_ref();
        match &self.place {
            Place::Folder(root) => {
                self.disk.has(&buffer.key)
                    || looked.is_some_and(|looked| {
                        let all = self.options.no_ignore;
                        would_find(root, &buffer.key, &looked.excludes, all)
                    }) && self.disk.same(&buffer.key).is_none()
            }
            Place::File(file) => {
                buffer.key == *file
                    && looked.is_none_or(|looked| !looked.excludes.matches_file(file))
            }
            Place::Untitled(name) => buffer.key == *name,
        }
    }

    /// Checks the project with the texts of open buffers.
    ///
    /// # Errors
    /// When the answer is not wanted any more.
    pub(super) fn check(
        &mut self,
        buffers: &[Buffer],
        is_wanted: &dyn Fn() -> bool,
    ) -> Result<Checked, Stale> {
        self.look();
        let (sources, files) = self.sources(buffers);
        if !is_wanted() {
            return Err(Stale);
        }
        let mut problems = Vec::new();
        let configs = self.configs(&sources, &mut problems);
        let mut sources = sources;
        problems.extend(configs.exclude(&mut sources).err().map(Wrong::from));
        let inventory = self.inventory(&configs.main, &mut problems);
        let configs = configs.in_cluster(self.nodes.cluster.clone());
        let nodes = inventory.as_deref();
        let release = |loaded: &Loaded| self.options.release(loaded, nodes).map_err(Wrong::from);
        let reading = configs.reading_again(&sources, release, &mut self.kept);
        let reading = reading.unwrap_or_else(|wrong| {
            problems.push(wrong);
            let folders = Folders::default();
            let release = Default::default();
            Reading::again(&sources, &folders, release, |_| release, &mut self.kept)
        });
        let rules = self.rules(&configs.main, &mut problems);
        let mut scopes = Vec::new();
        for (loaded, files) in &configs.nearer {
            let rules = self.rules(loaded, &mut problems);
            scopes.push(Scope { files: files.clone(), rules });
        }
        if !is_wanted() {
            return Err(Stale);
        }
        let inventory_of_run = inventory.as_deref();
        let run = Run { inventory: inventory_of_run, rules, scopes, ..Run::over(&reading) };
        let checked = run.check();
        let runs =
            checked.fleets.iter().flat_map(|(reading, fleet)| runs(reading, fleet)).collect();
        let mut found: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
        let told = checked.diagnostics.into_iter().filter(|found| found.covered_by.is_none());
        let least = self.options.show;
        let told = told.filter(|found| least.is_none_or(|least| found.severity >= least));
        let of_configs = problems.iter().filter_map(|wrong| wrong.found.as_deref().cloned());
        for one in told.chain(of_configs) {
            found.entry(key_of(&one.file)).or_default().push(one);
        }
        let problems = problems.into_iter().map(|wrong| wrong.message).collect();
        Ok(Checked { reading, files, inventory, found, runs, problems })
    }

    /// Looks at the disk, if that was asked for or a config has changed.
    fn look(&mut self) {
        let is_current =
            |looked: &Looked| looked.stamps.iter().all(|(path, before)| stamp(path) == *before);
        if self.looked.as_ref().is_some_and(is_current) {
            return;
        }
        let mut stamps = Vec::new();
        let config = self.load_config(&mut stamps);
        let loaded = config.as_ref().ok().cloned().unwrap_or_default();
        let excludes = Excludes::default().and_test_data();
        let excludes = excludes.within(&self.root, &self.options.exclude);
        let of_config = |excludes: Excludes| {
            excludes.within(&loaded.folder, &loaded.config.exclude).unwrap_or_default()
        };
        let excludes = excludes.map(of_config).unwrap_or_default();
        let inputs = match &self.place {
            Place::Folder(folder) => walk(&[folder], &excludes, self.options.no_ignore).inputs,
            Place::File(file) => vec![Input::File(file.clone())],
            Place::Untitled(_) => Vec::new(),
        };
        let root = self.root.clone();
        self.disk.look(&inputs, |path| shown(path, &root));
        let places: Vec<PathBuf> = self.disk.iter().map(|(path, _)| path.clone()).collect();
        let guides = guides(places.iter().map(PathBuf::as_path)).into();
        self.configs = None;
        self.looked = Some(Looked { config, excludes, guides, open_guides: None, stamps });
    }

    /// The config that lies nearest to the folder, or above it.
    fn load_config(&self, stamps: &mut Vec<(PathBuf, Stamp)>) -> Result<Loaded, Wrong> {
        if self.options.isolated || matches!(self.place, Place::Untitled(_)) {
            return Ok(Loaded::default());
        }
        let above =
            self.root.ancestors().flat_map(|folder| FILE_NAMES.map(|name| folder.join(name)));
        stamps.extend(above.map(|path| (path.clone(), stamp(&path))));
        match config::find(&self.root, &self.root)? {
            Some(path) => Ok(config::load(&without_dots(&self.root.join(path)))?),
            None => Ok(Loaded::default()),
        }
    }

    /// The texts of a run, and the files by what they are called.
    fn sources(&mut self, buffers: &[Buffer]) -> (Sources, BTreeMap<PathBuf, Arc<SourceFile>>) {
        let mut open = HashMap::new();
        for buffer in buffers.iter().filter(|buffer| buffer.is_manifest()) {
            if self.takes(buffer) {
                open.insert(buffer.key.clone(), self.text(buffer));
            }
        }
        self.texts.retain(|key, _| open.contains_key(key));
        let not: Vec<PathBuf> = self.nodes.of.iter().map(|(path, _)| path.clone()).collect();
        let mut files = Vec::new();
        let mut by_key = BTreeMap::new();
        let mut take = |key: &Path, source: Result<Arc<SourceFile>, _>| {
            if let Ok(file) = &source {
                by_key.insert(key.to_owned(), Arc::clone(file));
            }
            if !not.iter().any(|path| path == key) {
                files.push(source);
            }
        };
        let mut open_guides = Vec::new();
        for (path, content) in self.disk.iter() {
            match open.remove(path) {
                Some(file) => {
                    open_guides.push(Arc::clone(&file));
                    take(path, Ok(file));
                }
                None => {
                    if let Some(source) = Content::source(content) {
                        take(path, source);
                    }
                }
            }
        }
        // What is not on disk yet.
        let new: BTreeMap<_, _> = open.into_iter().collect();
        for (key, file) in new {
            open_guides.push(Arc::clone(&file));
            take(&key, Ok(file));
        }
        let guides = self.guides(open_guides);
        let single_files = matches!(self.place, Place::File(_));
        let sources = Sources { files, guides, single_files, ..Sources::default() };
        (sources, by_key)
    }

    /// An open buffer as a file, the same one as long as its text is.
    fn text(&mut self, buffer: &Buffer) -> Arc<SourceFile> {
        if let Some((text, file)) = self.texts.get(&buffer.key)
            && Arc::ptr_eq(text, &buffer.text)
        {
            return Arc::clone(file);
        }
        let file = SourceFile::new(shown(&buffer.key, &self.root), buffer.text.as_str());
        let is_file = !matches!(self.place, Place::Untitled(_));
        let file = Arc::new(if is_file { file.at(&buffer.key) } else { file });
        self.texts.insert(buffer.key.clone(), (Arc::clone(&buffer.text), Arc::clone(&file)));
        file
    }

    /// What tells of files what they are: as it lies on disk, but for what is open.
    fn guides(&mut self, open: Vec<Arc<SourceFile>>) -> Guides {
        let Some(looked) = &mut self.looked else { return Arc::default() };
        let mut open_guides = guides_among(open.iter().map(Arc::as_ref));
        if open_guides.is_empty() {
            return Arc::clone(&looked.guides);
        }
        let is_guide = |file: &Arc<SourceFile>| {
            file.path().is_some_and(|path| open_guides.iter().any(|(guide, _)| guide == path))
        };
        let of: Vec<_> = open.iter().filter(|file| is_guide(file)).cloned().collect();
        let same = |before: &[Arc<SourceFile>]| {
            before.len() == of.len() && before.iter().zip(&of).all(|(a, b)| Arc::ptr_eq(a, b))
        };
        if let Some((before, guides)) = &looked.open_guides
            && same(before)
        {
            return Arc::clone(guides);
        }
        for (path, file) in looked.guides.iter() {
            if !open_guides.iter().any(|(open, _)| open == path) {
                open_guides.push((path.clone(), SourceFile::new(file.name(), file.text())));
            }
        }
        let guides: Guides = open_guides.into();
        looked.open_guides = Some((of, Arc::clone(&guides)));
        guides
    }

    /// The configs of the files; what is wrong with one is told, and the default counts.
    fn configs(&mut self, sources: &Sources, problems: &mut Vec<Wrong>) -> Configs {
        let Some(looked) = &self.looked else { return Configs::only(Loaded::default()) };
        let main = match &looked.config {
            Ok(loaded) => loaded.clone(),
            Err(wrong) => {
                problems.push(wrong.clone());
                Loaded::default()
            }
        };
        if self.options.isolated || looked.config.is_err() {
            return Configs::only(main);
        }
        let files: Vec<FileId> =
            sources.files.iter().flatten().map(|file| file.id().clone()).collect();
        let known = self.configs.take().filter(|(of, _)| *of == files);
        let (files, configs) = known.unwrap_or_else(|| {
            let nearest = Configs::nearest(main.clone(), sources, &self.root);
            (files, nearest.map_err(Wrong::from))
        });
        let answer = match &configs {
            Ok(configs) => configs.clone(),
            Err(wrong) => {
                problems.push(wrong.clone());
                Configs::only(main)
            }
        };
        self.configs = Some((files, configs));
        answer
    }

    fn rules(&self, loaded: &Loaded, problems: &mut Vec<Wrong>) -> Selection {
        project::select(&self.options.chosen, loaded).unwrap_or_else(|error| {
            problems.push(error.into());
            Selection::of(RuleSet::built_in())
        })
    }

    /// The nodes and pods, read again where their files have changed.
    fn inventory(&mut self, main: &Loaded, problems: &mut Vec<Wrong>) -> Option<Arc<Inventory>> {
        let chosen = |option: &Option<PathBuf>, config: &Option<PathBuf>| {
            let chosen = option.as_ref().map(|path| self.root.join(path));
            chosen.or_else(|| config.as_ref().map(|path| main.resolve(path)))
        };
        let nodes = chosen(&self.options.nodes, &main.config.nodes);
        let pods = chosen(&self.options.pods, &main.config.pods);
        let cluster: Vec<PathBuf> =
            main.config.cluster.iter().map(|path| main.resolve(path)).collect();
        let files = nodes.iter().chain(&pods).cloned().chain(cluster::files(&cluster));
        let of: Vec<(PathBuf, Stamp)> = files.map(|path| (path.clone(), stamp(&path))).collect();
        // What is wrong with it is told where the manifests are read.
        let options = &self.options;
        let release =
            |inventory: Option<&Inventory>| options.release(main, inventory).unwrap_or_default();
        if of != self.nodes.of || release(self.nodes.inventory.as_deref()) != self.nodes.release {
            self.nodes = Nodes { of, release: release(None), ..Nodes::default() };
            let (nodes, pods) = (nodes.as_deref(), pods.as_deref());
            if let Err(wrong) = self.nodes.read(nodes, pods, &cluster, release) {
                self.nodes.problem = Some(wrong);
            }
        }
        problems.extend(self.nodes.problem.clone());
        self.nodes.inventory.clone()
    }
}

/// A path as it is shown in a project.
fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}
