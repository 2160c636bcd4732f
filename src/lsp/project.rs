//! A project: a workspace folder, or a single file that lies in none. It is read and checked as
//! `daemonlint check` would from that folder, with what is open in the editor over what is on disk.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::analysis::{AtSite, Checked, key_of};
use super::disk::{Content, Disk};
use super::documents::Buffer;
use super::nodes::Nodes;
use super::options::Options;
use super::placed::runs;
use super::remembered::{Around, Nodes as Known, Remembered};
use super::wrong::Wrong;
use crate::config::{self, FILE_NAMES, Loaded};
use crate::diagnostic::Diagnostic;
use crate::inventory::Inventory;
use crate::manifest::{Elsewhere, Kept, Reading};
use crate::pipeline::{Run, Scope};
use crate::project::{self, Apart, Configs, Named};
use crate::rules::{RuleSet, Selection};
use crate::source::around::{guides, guides_among};
use crate::source::place::without_dots;
use crate::source::stamp::{Stamp, stamp};
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
    remembered: Remembered,
    /// The nodes of the folder's config, as they were last read.
    nodes: Nodes,
    /// Those that nested configs name.
    others: Vec<Nodes>,
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
            remembered: Remembered::default(),
            nodes: Nodes::default(),
            others: Vec::new(),
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
        let apart = self.apart(&configs, &sources, &mut problems);
        let configs = self.elsewhere(configs, &apart, &mut sources, &mut problems);
        let mut kept = std::mem::take(&mut self.kept);
        let release = |loaded: &Loaded| {
            let nodes = self.nodes_of(&apart, loaded).inventory.as_deref();
            self.options.release(loaded, nodes).map_err(Wrong::from)
        };
        let reading = configs.reading_again(&sources, release, &mut kept);
        let reading = reading.unwrap_or_else(|wrong| {
            problems.push(wrong);
            let folders = Folders::default();
            let release = Default::default();
            Reading::again(&sources, &folders, release, |_| release, &mut kept)
        });
        self.kept = kept;
        let rules = self.rules(&configs.main, &mut problems);
        let mut nearer = Vec::new();
        for (loaded, _) in &configs.nearer {
            nearer.push(self.rules(loaded, &mut problems));
        }
        if !is_wanted() {
            return Err(Stale);
        }
        let site = |(one, nodes): (&Apart, &Nodes)| AtSite {
            files: one.files.clone(),
            inventory: nodes.inventory.clone(),
        };
        let at_sites: Vec<AtSite> = self.of_each(&apart).map(site).collect();
        let sites = at_sites.iter().map(AtSite::site).collect();
        let nodes = at_sites.iter().map(|site| &site.inventory).chain([&inventory]);
        let nodes = nodes.map(|nodes| nodes.clone().map(Known)).collect();
        let around = Around { release: reading.release, nodes };
        let of_configs = configs.nearer.iter().map(|(loaded, _)| loaded).zip(&nearer);
        let each: Vec<_> = std::iter::once((&configs.main, &rules)).chain(of_configs).collect();
        let memories = self.remembered.under(&each, &around);
        let mut memories_of = memories.iter().map(Arc::as_ref);
        let memory = memories_of.next();
        let of_nearer = configs.nearer.iter().zip(nearer).zip(memories_of);
        let scopes = of_nearer.map(|(((_, files), rules), memory)| Scope {
            memory: Some(memory),
            ..Scope::new(files.clone(), rules)
        });
        let scopes = scopes.collect();
        let inventory_of_run = inventory.as_deref();
        let run = Run {
            inventory: inventory_of_run,
            rules,
            memory,
            scopes,
            sites,
            ..Run::over(&reading)
        };
        let checked = run.check();
        let runs =
            checked.fleets.iter().flat_map(|(reading, fleet)| runs(reading, fleet)).collect();
        let mut enforced = BTreeSet::new();
        for one in &checked.diagnostics {
            let rules = run.rules_of(one.file.id());
            let rule = rules.rules().find(&one.rule);
            if rule.is_some_and(|rule| rules.exceptions().enforce(&rule.meta)) {
                enforced.insert((key_of(&one.file), one.rule.to_string()));
            }
        }
        let read = matches!(self.place, Place::Folder(_)).then_some(&*self.root);
        let about_nobody = project::about_nobody(&configs, &run.rules, &reading, read);
        let mut found: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
        let told = checked.diagnostics.into_iter().filter(|found| found.covered_by.is_none());
        let least = self.options.show;
        let told = told.filter(|found| least.is_none_or(|least| found.severity >= least));
        let of_configs = problems.iter().filter_map(|wrong| wrong.found.as_deref().cloned());
        for one in told.chain(of_configs).chain(about_nobody) {
            found.entry(key_of(&one.file)).or_default().push(one);
        }
        let problems = problems.into_iter().map(|wrong| wrong.message).collect();
        Ok(Checked { reading, files, inventory, at_sites, found, enforced, runs, problems })
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
        let nodes = std::iter::once(&self.nodes).chain(&self.others);
        let not: Vec<PathBuf> = nodes.flat_map(Nodes::files).map(Path::to_owned).collect();
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

    /// The files that the options name, which count for all configs.
    fn given(&self) -> Named {
        let given = |option: &Option<PathBuf>| option.as_ref().map(|path| self.root.join(path));
        let (nodes, pods) = (given(&self.options.nodes), given(&self.options.pods));
        Named { nodes, pods, cluster: Vec::new() }
    }

    /// The nodes and pods, read again where their files have changed.
    fn inventory(&mut self, main: &Loaded, problems: &mut Vec<Wrong>) -> Option<Arc<Inventory>> {
        let naming = match self.options.isolated {
            true => Ok(main.clone()),
            false => config::of_cluster(main, &self.root),
        };
        let naming = naming.unwrap_or_else(|wrong| {
            problems.push(wrong.into());
            main.clone()
        });
        let named = self.given().or(&naming);
        self.nodes.read_again(&named, |nodes| self.options.release(main, nodes));
        problems.extend(self.nodes.problem.clone());
        self.nodes.inventory.clone()
    }

    /// The files that nested configs set apart, with their nodes read again where they have
    /// changed.
    fn apart(
        &mut self,
        configs: &Configs,
        sources: &Sources,
        problems: &mut Vec<Wrong>,
    ) -> Vec<Apart> {
        let apart = configs.apart_in(sources, &self.given(), &self.root);
        let apart = apart.unwrap_or_else(|wrong| {
            problems.push(wrong.into());
            Vec::new()
        });
        let mut known = std::mem::take(&mut self.others).into_iter();
        for one in &apart {
            let mut nodes = known.next().unwrap_or_default();
            if !one.is_main {
                nodes.read_again(&one.named, |nodes| self.options.release(&one.config, nodes));
                problems.extend(nodes.problem.clone());
            }
            self.others.push(nodes);
        }
        apart
    }

    /// Each part that stands apart, with its nodes.
    fn of_each<'a>(&'a self, apart: &'a [Apart]) -> impl Iterator<Item = (&'a Apart, &'a Nodes)> {
        let nodes = |one: &Apart, other| if one.is_main { &self.nodes } else { other };
        apart.iter().zip(&self.others).map(move |(one, other)| (one, nodes(one, other)))
    }

    /// The nodes that a config's files are applied to.
    fn nodes_of<'a>(&'a self, apart: &'a [Apart], loaded: &Loaded) -> &'a Nodes {
        let file = loaded.file.as_ref().and_then(|file| file.path());
        let has = |one: &Apart| one.configs.iter().any(|config| Some(config.as_path()) == file);
        self.of_each(apart).find(|(one, _)| has(one)).map_or(&self.nodes, |(_, nodes)| nodes)
    }

    /// The configs with what other clusters have, and the texts without the files that tell of
    /// them.
    fn elsewhere(
        &self,
        configs: Configs,
        apart: &[Apart],
        sources: &mut Sources,
        problems: &mut Vec<Wrong>,
    ) -> Configs {
        let mut all = Vec::new();
        for (one, nodes) in self.of_each(apart) {
            sources.leave_out(&one.named.files());
            if let Err(wrong) = self.options.release(&one.config, nodes.inventory.as_deref()) {
                problems.push(wrong.into());
            }
            let cluster = match one.is_main {
                true => configs.cluster().clone(),
                false => Configs::set_up(nodes.cluster.clone(), &one.config),
            };
            // Alternatives are called as the files are.
            let folder =
                |folder: &PathBuf| folder.strip_prefix(&self.root).unwrap_or(folder).to_owned();
            let folders = one.folders.iter().map(folder).collect();
            all.push(Elsewhere { files: one.files.clone(), folders, cluster });
        }
        configs.with_elsewhere(all)
    }
}

/// A path as it is shown in a project.
fn shown(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).display().to_string()
}
