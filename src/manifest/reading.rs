//! All manifests of a run, with what was found while they were read.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use k8s_openapi::api::apps::v1::DaemonSet;

use super::admission::{self, DECODE};
use super::deployment::{Alternatives, keeps_to_itself, named};
use super::kept::{Gave, Kept};
use super::manifest::{Manifest, first_line};
use super::neighbours::Neighbours;
use super::skip::{Skipped, Why};
use super::suppression::Suppressions;
use super::surroundings::Surroundings;
use super::twins::Twins;
use super::workspace::Workspace;
use crate::diagnostic::{Diagnostic, ObjectId, Severity};
use crate::kubernetes::release::{Release, Version};
use crate::source::parallel::in_parallel;
use crate::source::walk::STDIN;
use crate::source::{FileId, Folders, SourceFile, Sources, Span};

/// With more bytes of text than these, typed objects are not kept between reading and checking:
/// each takes more room than its tree, and few are asked for once more.
const LARGE: usize = 1 << 20;

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The Kubernetes that they were read for.
    pub release: Release,
    /// How many files.
    pub files: usize,
    /// The objects in them.
    pub workspace: Workspace,
    /// The same by what is applied together, where the objects hold alternatives; else nothing.
    pub deployments: Vec<Deployment>,
    /// The folder or file of the alternative that a file belongs to.
    pub(crate) alternatives: BTreeMap<FileId, String>,
    /// Those among them of which the config says that they are applied together.
    pub(crate) told: BTreeSet<String>,
    /// What kustomizations take from two files.
    pub(crate) twins: Arc<Twins>,
    /// What could not be read, and what strict decoding found.
    pub diagnostics: Vec<Diagnostic>,
    /// How many objects there are beside those, which were let go of while they were read.
    pub let_go: usize,
    /// What is no manifest.
    pub skipped: Vec<Skipped>,
    /// What the files' authors have accepted.
    pub suppressions: Vec<Suppressions>,
    /// Given paths that gave neither an object nor a finding.
    pub empty: Vec<PathBuf>,
    /// What could not be opened: in words, with its path.
    pub failures: Vec<String>,
    /// The given folders hold no file that could be a manifest.
    pub nothing: bool,
    /// Something in them is ignored by git.
    pub ignored: bool,
    /// Single files were named, and no folder: what belongs to them may lie beside them.
    pub single_files: bool,
}

/// The files of which anything is said, found by the paths that lead to them: thousands of files may
/// be named, each by itself.
#[derive(Default)]
struct Told<'r> {
    files: BTreeSet<&'r Path>,
    /// In words, each beginning with its path.
    failures: BTreeSet<&'r str>,
}

impl<'r> Told<'r> {
    fn of(reading: &'r Reading) -> Self {
        let manifests = reading.workspace.shared().iter().map(|one| one.file());
        let skipped = reading.skipped.iter().map(|skipped| &skipped.file);
        let found = reading.diagnostics.iter().map(|found| &found.file);
        let files = manifests.chain(skipped).chain(found).map(|file| Path::new(file.name()));
        let failures = reading.failures.iter().map(String::as_str);
        Self { files: files.collect(), failures: failures.collect() }
    }

    /// Whether anything is said of what a path leads to. What begins with something comes right
    /// behind it in the order.
    fn has(&self, given: &Path) -> bool {
        let mut files = self.files.range::<Path, _>((Bound::Included(given), Bound::Unbounded));
        let shown = given.display().to_string();
        let shown = shown.as_str();
        let mut failures =
            self.failures.range::<str, _>((Bound::Included(shown), Bound::Unbounded));
        files.next().is_some_and(|file| file.starts_with(given))
            || failures.next().is_some_and(|failure| failure.starts_with(shown))
    }
}

/// What is applied together.
#[derive(Debug)]
pub struct Deployment {
    /// The folder or file that holds it; none for all that stands outside of alternatives.
    pub name: Option<String>,
    /// Its objects, with what was found while they were read.
    pub reading: Reading,
}

/// Files that are applied to another cluster than the others of a run.
#[derive(Clone, Debug)]
pub(crate) struct Elsewhere {
    /// The files.
    pub files: BTreeSet<FileId>,
    /// The folders that hold them, as they are shown; none for what belongs to no cluster.
    pub folders: Vec<PathBuf>,
    /// What the cluster has.
    pub cluster: Surroundings,
}

impl Elsewhere {
    /// The folder that holds all of it; none for what belongs to no cluster.
    fn name(&self) -> Option<String> {
        let (first, others) = self.folders.split_first()?;
        let holds_all = |folder: &&Path| others.iter().all(|other| other.starts_with(folder));
        let folder = first.ancestors().find(holds_all).unwrap_or(Path::new(""));
        match folder.display().to_string() {
            empty if empty.is_empty() => Some(".".to_owned()),
            name => Some(name),
        }
    }

    /// Whether an alternative lies in one of its folders.
    fn holds(&self, alternative: &str) -> bool {
        self.folders.iter().any(|folder| Path::new(alternative).starts_with(folder))
    }
}

impl Deployment {
    /// Takes what was read apart where it holds alternatives, in the order of their names; nothing
    /// where it holds none.
    #[must_use]
    fn split(whole: &Reading) -> Vec<Self> {
        if whole.alternatives.is_empty() {
            return Vec::new();
        }
        let name = |file: &SourceFile| whole.alternatives.get(file.id()).cloned();
        let mut manifests: BTreeMap<Option<String>, Vec<Arc<Manifest>>> = BTreeMap::new();
        for manifest in whole.workspace.shared() {
            manifests.entry(name(manifest.file())).or_default().push(Arc::clone(manifest));
        }
        let mut parts: BTreeMap<Option<String>, Reading> = BTreeMap::new();
        for found in &whole.diagnostics {
            parts.entry(name(&found.file)).or_default().diagnostics.push(found.clone());
        }
        for one in &whole.suppressions {
            parts.entry(name(&one.file)).or_default().suppressions.push(one.clone());
        }
        // An alternative finds the namespace, the classes and the limits that stand outside of all.
        let outside = manifests.get(&None).map(Vec::as_slice).unwrap_or_default();
        let (workloads, around): (Vec<_>, Vec<_>) =
            outside.iter().cloned().partition(|one| one.brings_pods());
        let workloads: Vec<&SourceFile> = workloads.iter().map(|one| &**one.file()).collect();
        for (name, manifests) in manifests {
            let is_told = name.as_ref().is_some_and(|name| whole.told.contains(name));
            let workspace = Workspace::new(manifests)
                .with_twins(Arc::clone(&whole.twins))
                .told_together(is_told);
            // A policy refuses: that of another example says nothing here.
            let holds = |one: &&Arc<Manifest>, name: &str| {
                one.group() != "admissionregistration.k8s.io"
                    || !keeps_to_itself(one.file(), name, &workloads)
            };
            let workspace = match &name {
                Some(name) => workspace
                    .within(around.iter().filter(|one| holds(one, name)).cloned().collect()),
                None => workspace,
            };
            parts.entry(name).or_default().workspace = workspace;
        }
        let part = |(name, reading)| {
            let Reading { release, single_files, .. } = *whole;
            let reading = Reading { release, single_files, ..reading };
            Self { name, reading }
        };
        parts.into_iter().map(part).collect()
    }
}

impl Reading {
    /// Reads the manifests of some texts as the default release would, in parallel; the answer
    /// depends on nothing but them.
    #[must_use]
    pub fn of(sources: &Sources) -> Self {
        Self::for_release(sources, Release::default())
    }

    /// Reads the manifests of some texts as a release would.
    #[must_use]
    pub fn for_release(sources: &Sources, release: Release) -> Self {
        Self::with(sources, &Folders::default(), release, |_| release)
    }

    /// Reads the manifests of some texts for a release, each file as its own would; what lies in
    /// one of the folders is applied together.
    #[must_use]
    pub fn with(
        sources: &Sources,
        deployments: &Folders,
        release: Release,
        own: impl Fn(&SourceFile) -> Release + Sync,
    ) -> Self {
        Self::within(LARGE, sources, deployments, release, own)
    }

    /// The same where typed objects are let go of, if there are more than so many bytes of text.
    #[must_use]
    pub(crate) fn within(
        bytes: usize,
        sources: &Sources,
        deployments: &Folders,
        release: Release,
        own: impl Fn(&SourceFile) -> Release + Sync,
    ) -> Self {
        let neighbours = Neighbours::new(&sources.guides);
        let sizes = sources.files.iter().flatten().map(|file| file.text().len());
        let is_large = sizes.sum::<usize>() > bytes;
        let gave = in_parallel(&sources.files, |source| {
            Gave::by(source, (sources.bare_pipe, is_large), &neighbours, &own)
        });
        Self::of_all(sources, &neighbours, deployments, release, gave)
    }

    /// The same again after some of the files have changed: of the others what they gave is kept.
    #[must_use]
    pub(crate) fn again(
        sources: &Sources,
        deployments: &Folders,
        release: Release,
        own: impl Fn(&SourceFile) -> Release + Sync,
        kept: &mut Kept,
    ) -> Self {
        let gave = kept.read(sources, own);
        Self::of_all(sources, kept.neighbours(), deployments, release, gave)
    }

    /// The same in a cluster, whose objects count and are no part of it.
    #[must_use]
    pub fn in_cluster(self, surroundings: &Surroundings) -> Self {
        self.in_clusters(surroundings, &[])
    }

    /// The same where some of the files are applied to other clusters: they stand apart.
    #[must_use]
    pub(crate) fn in_clusters(mut self, own: &Surroundings, elsewhere: &[Elsewhere]) -> Self {
        for one in elsewhere {
            let Some(name) = one.name() else { continue };
            for file in &one.files {
                if !self.alternatives.get(file).is_some_and(|found| one.holds(found)) {
                    self.alternatives.insert(file.clone(), name.clone());
                }
            }
        }
        if !elsewhere.is_empty() {
            self.deployments = Deployment::split(&self);
        }
        self.workspace.in_cluster(own);
        for Deployment { reading: part, .. } in &mut self.deployments {
            let other = elsewhere.iter().find(|one| part.has_any(&one.files));
            part.workspace.in_cluster(other.map_or(own, |one| &one.cluster));
        }
        self
    }

    /// Whether it was read from any of these files.
    #[must_use]
    pub(crate) fn has_any(&self, files: &BTreeSet<FileId>) -> bool {
        self.suppressions.iter().any(|one| files.contains(one.file.id()))
    }

    /// What all files gave, put together.
    fn of_all(
        sources: &Sources,
        neighbours: &Neighbours,
        deployments: &Folders,
        release: Release,
        gave: Vec<Gave>,
    ) -> Self {
        let mut reading = Self {
            release,
            files: sources.files.len(),
            failures: sources.failures.clone(),
            nothing: sources.nothing,
            ignored: sources.ignored,
            single_files: sources.single_files,
            ..Self::default()
        };
        let mut manifests = Vec::new();
        for one in gave {
            manifests.extend(one.manifests);
            reading.diagnostics.extend(one.diagnostics);
            reading.skipped.extend(one.skipped);
            reading.suppressions.push(one.suppressions);
            reading.let_go += one.let_go;
        }
        reading.skipped.extend(sources.test_data.iter().map(|file| Skipped {
            file: Arc::clone(file),
            document: None,
            span: Span::default(),
            why: Why::TestData,
        }));
        reading.workspace = Workspace::new(manifests);
        if neighbours.has_kustomizations() {
            let twins = Twins::of(reading.workspace.shared_namesakes(), neighbours);
            reading.twins = Arc::new(twins);
            reading.workspace = reading.workspace.with_twins(Arc::clone(&reading.twins));
        }
        if sources.bare_pipe {
            reading.diagnostics.extend(reading.nothing_piped(sources));
        }
        let told = Told::of(&reading);
        let silent = |path: &&PathBuf| reading.is_silent(path, &told);
        reading.empty = sources.paths.iter().filter(silent).cloned().collect();
        if reading.holds_nothing(sources) {
            reading.empty.clone_from(&sources.paths);
        }
        reading.alternatives = reading.find_alternatives(sources, deployments);
        let files = sources.files.iter().flatten();
        reading.told = files.filter_map(|file| named(deployments, file)).collect();
        reading.deployments = Deployment::split(&reading);
        reading
    }

    /// The versions of Kubernetes that the objects are held against, oldest first.
    #[must_use]
    pub fn versions(&self) -> Vec<Version> {
        let manifests = self.workspace.manifests();
        let versions: BTreeSet<_> = manifests.map(|found| found.release().version()).collect();
        versions.into_iter().collect()
    }

    /// The alternatives: those of the folders that are named, else those that are found.
    fn find_alternatives(
        &self,
        sources: &Sources,
        deployments: &Folders,
    ) -> BTreeMap<FileId, String> {
        let is_asked = |one: &Manifest| named(deployments, one.file()).is_none();
        let found = Alternatives::of(&self.workspace, is_asked);
        let around = |file: &SourceFile| {
            let found = || found.around(file.name()).map(|path| path.display().to_string());
            named(deployments, file).or_else(found)
        };
        let files = sources.files.iter().flatten();
        files.filter_map(|file| Some((file.id().clone(), around(file)?))).collect()
    }

    /// The alternative that a manifest belongs to, by its folder or file; none for what stands outside
    /// of all.
    #[must_use]
    pub fn alternative_of(&self, manifest: &Manifest) -> Option<&str> {
        self.alternatives.get(manifest.file().id()).map(String::as_str)
    }

    /// What is applied together, each with its name: itself, where it holds no alternatives.
    #[must_use]
    pub fn parts(&self) -> Vec<(Option<&str>, &Self)> {
        match self.deployments.as_slice() {
            [] => vec![(None, self)],
            parts => parts.iter().map(|part| (part.name.as_deref(), &part.reading)).collect(),
        }
    }

    /// What keeps DaemonSets from being read so far that their pods could be placed. What a
    /// DaemonSet means can often be told though the API server can't read it: that one is in the
    /// workspace, and refused.
    #[must_use]
    pub fn unplaced(&self) -> Vec<&Diagnostic> {
        let is_other =
            |manifest: &&Manifest| manifest.is_a::<DaemonSet>() || !manifest.may_be_a_daemon_set();
        let manifests = self.workspace.manifests();
        let others: BTreeSet<ObjectId> = manifests.filter(is_other).map(Manifest::id).collect();
        let decode = |found: &&Diagnostic| {
            found.severity == Severity::Error && found.rule == admission::DECODE
        };
        let found = self.diagnostics.iter().filter(decode);
        found.filter(|found| found.id().is_none_or(|id| !others.contains(&id))).collect()
    }

    /// How many DaemonSets there are, those among them that can't be read.
    #[must_use]
    pub fn daemon_sets(&self) -> usize {
        self.daemon_sets_among(|_| true)
    }

    /// The same of some of the files.
    #[must_use]
    pub fn daemon_sets_among(&self, has: impl Fn(&FileId) -> bool) -> usize {
        let is_one = |manifest: &&Manifest| {
            manifest.is_a::<DaemonSet>()
                || manifest.kind().is_some_and(|kind| kind.kind == "DaemonSet")
        };
        let manifests = self.workspace.manifests();
        manifests.filter(is_one).filter(|manifest| has(manifest.file().id())).count()
    }

    /// For each DaemonSet of the workspace whether the API server would refuse it as it is.
    #[must_use]
    pub fn refused(&self) -> Vec<bool> {
        let manifests: Vec<&Manifest> = self.workspace.of_type::<DaemonSet>().collect();
        let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
        let found = self.diagnostics.iter().filter(is_error);
        let unreadable: HashSet<ObjectId> = found.filter_map(Diagnostic::id).collect();
        // kubectl holds a list as a whole against the schema, and sends nothing of it.
        let in_list = |id: &ObjectId| id.item.map(|_| (id.file.clone(), id.document));
        let lists: HashSet<_> = unreadable.iter().filter_map(in_list).collect();
        in_parallel(&manifests, |manifest| {
            let id = manifest.id();
            unreadable.contains(&id)
                || in_list(&id).is_some_and(|list| lists.contains(&list))
                || admission::refuses(manifest)
                || self.workspace.lacks_namespace_of(manifest)
        })
    }

    /// Whether folders were given that hold files and no object, nor what will become one: that is
    /// said, and is no mistake where other tools' files are all that changed.
    fn holds_nothing(&self, sources: &Sources) -> bool {
        let is_other = |skipped: &Skipped| {
            matches!(skipped.why, Why::NotKubernetes | Why::Empty | Why::TestData)
        };
        !sources.single_files
            && !sources.bare_pipe
            && !sources.excluded
            && !sources.paths.is_empty()
            && self.failures.is_empty()
            && self.workspace.manifests().len() == 0
            && self.diagnostics.is_empty()
            && self.skipped.iter().all(is_other)
    }

    /// Whether a given path led to nothing that is said elsewhere.
    fn is_silent(&self, given: &Path, told: &Told<'_>) -> bool {
        if given == Path::new(STDIN) {
            return self.workspace.manifests().len() == 0 && self.diagnostics.is_empty();
        }
        !told.has(given)
    }

    /// That nothing came out of a pipe. An editor, which names what it pipes, shows any file.
    fn nothing_piped(&self, sources: &Sources) -> Option<Diagnostic> {
        if !self.is_silent(Path::new(STDIN), &Told::default()) {
            return None;
        }
        // Standard input is the only text that lies nowhere on disk.
        let piped = sources.files.iter().flatten().find(|file| file.path().is_none())?;
        let skipped = self.skipped.iter().find(|skipped| Arc::ptr_eq(&skipped.file, piped))?;
        let found = Diagnostic::new(
            DECODE,
            Severity::Error,
            "there is no Kubernetes object on standard input",
            Arc::clone(&skipped.file),
            first_line(&skipped.file, skipped.span),
        );
        let help = match skipped.why {
            Why::HelmTemplate => {
                "this is a template: pipe what it renders to (helm template CHART)"
            }
            _ => {
                "look whether the command before the pipe has failed; for an editor's buffer say \
                  what it is called (--stdin-filename)"
            }
        };
        Some(found.with_help(help))
    }
}
