//! One run: manifests read into a workspace. The command line and the editor share it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Severity};
use crate::kubernetes::pod_admission::AdmissionContext;
use crate::manifest::{
    self, Loaded, Manifest, Options, Skipped, Suppressions, Why, Workspace, first_line,
};
use crate::source::{self, Excludes, Input, ReadProblem, SourceFile, Span};

/// Which manifests to read.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and folders; `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// The name to show for standard input.
    pub stdin_name: String,
    /// What is left out when folders are walked.
    pub excludes: Excludes,
    /// Files that are no manifests of the run although they may lie in its folders: inventories.
    pub not: Vec<PathBuf>,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// How many files.
    pub files: usize,
    /// The objects in them.
    pub workspace: Workspace,
    /// What could not be read, and what strict decoding found.
    pub diagnostics: Vec<Diagnostic>,
    /// What is no manifest.
    pub skipped: Vec<Skipped>,
    /// What the files' authors have accepted.
    pub suppressions: Vec<Suppressions>,
    /// Given paths that gave neither an object nor a finding.
    pub empty: Vec<PathBuf>,
    /// What could not be opened: in words, with its path.
    pub failures: Vec<String>,
}

impl Reading {
    /// What changes pods on their way, as far as the manifests have it.
    #[must_use]
    pub fn admission_context(&self) -> AdmissionContext<'_> {
        admission_context(&self.workspace)
    }
}

/// Reads the manifests of a request, in parallel; the answer depends on nothing but the files.
#[must_use]
pub fn read(request: &Request) -> Reading {
    let walk = source::walk(&request.paths, &request.excludes);
    let not: Vec<PathBuf> =
        request.not.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let inputs: Vec<&Input> = walk.inputs.iter().filter(|input| !is_one_of(input, &not)).collect();
    let results = in_parallel(&inputs, |input| read_input(input, request));

    let mut reading = Reading { files: inputs.len(), ..Reading::default() };
    reading.failures = walk.failures.iter().map(ToString::to_string).collect();
    let mut loaded = Vec::with_capacity(results.len());
    for result in results {
        match result {
            Ok(one) => loaded.push(one),
            Err(failure) => {
                reading.files -= 1;
                reading.failures.push(failure);
            }
        }
    }
    reading.take(loaded);
    let piped = request.paths.iter().any(|path| path == Path::new(source::walk::STDIN));
    if piped && request.stdin_name == source::read::STDIN_NAME {
        reading.diagnostics.extend(idle_pipe(&request.stdin_name, &reading));
    }
    reading.empty = request.paths.iter().filter(|path| reading.is_silent(path)).cloned().collect();
    reading
}

/// Reads manifests that are in memory already: those of another revision, an editor's buffers.
#[must_use]
pub fn read_files(files: &[Arc<SourceFile>]) -> Reading {
    let mut reading = Reading { files: files.len(), ..Reading::default() };
    let load = |file: &Arc<SourceFile>| {
        let chart_template = is_chart_template(Path::new(file.name()));
        manifest::load(file, Options { chart_template })
    };
    reading.take(in_parallel(files, load));
    reading
}

/// What the API server would say to one object alone, in the order of its fields.
#[must_use]
pub fn admission(manifests: &[Manifest]) -> Vec<Diagnostic> {
    in_parallel(manifests, manifest::admission::check).into_iter().flatten().collect()
}

/// What changes pods on their way, as far as the workspace has it.
#[must_use]
pub fn admission_context(workspace: &Workspace) -> AdmissionContext<'_> {
    AdmissionContext {
        priority_classes: workspace.typed().map(|(_, class)| class).collect(),
        resource_quotas: workspace.typed().map(|(_, quota)| quota).collect(),
        service_accounts: workspace.typed().map(|(_, account)| account).collect(),
        runtime_classes: workspace.typed().map(|(_, class)| class).collect(),
        limit_ranges: workspace.typed().map(|(_, range)| range).collect(),
        namespaces: workspace.typed().map(|(_, namespace)| namespace).collect(),
        ..AdmissionContext::default()
    }
}

/// Below this, starting threads costs more than it saves.
const FEW: usize = 4;

fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if items.len() <= FEW {
        items.iter().map(work).collect()
    } else {
        items.par_iter().map(&work).collect()
    }
}

fn is_one_of(input: &Input, paths: &[PathBuf]) -> bool {
    let Input::File(path) = input else { return false };
    !paths.is_empty() && path.canonicalize().is_ok_and(|path| paths.contains(&path))
}

fn read_input(input: &Input, request: &Request) -> Result<Loaded, String> {
    let (read, chart_template) = match input {
        Input::File(path) => (source::read_file(path), is_chart_template(path)),
        Input::Stdin => (source::read_from(&request.stdin_name, std::io::stdin().lock()), false),
    };
    match read {
        Ok(file) => Ok(manifest::load(&Arc::new(file), Options { chart_template })),
        Err(error) if matches!(error.problem, ReadProblem::Encoding { .. }) => {
            Ok(no_text(error.name, &error.problem))
        }
        Err(error) => Err(error.to_string()),
    }
}

/// What was piped without a name: as [`read_files`] of one file, where a text without an object is
/// a finding, since what stands before the pipe has failed more often than not.
#[must_use]
pub fn read_pipe(file: &Arc<SourceFile>) -> Reading {
    let mut reading = read_files(std::slice::from_ref(file));
    reading.diagnostics.extend(idle_pipe(file.name(), &reading));
    reading
}

/// That nothing came out of a pipe. An editor, which names what it pipes, shows any file.
fn idle_pipe(name: &str, reading: &Reading) -> Option<Diagnostic> {
    if !reading.is_silent(Path::new(source::walk::STDIN)) {
        return None;
    }
    let skipped = reading.skipped.iter().find(|s| s.file.name() == name)?;
    let found = Diagnostic::new(
        manifest::admission::DECODE,
        Severity::Error,
        "there is no Kubernetes object on standard input",
        Arc::clone(&skipped.file),
        first_line(&skipped.file, skipped.span),
    );
    let help = match skipped.why {
        Why::HelmTemplate => "this is a template: pipe what it renders to (helm template CHART)",
        _ => {
            "look whether the command before the pipe has failed; for an editor's buffer say \
              what it is called (--stdin-filename)"
        }
    };
    Some(found.with_help(help))
}

/// A file that is no text: a finding, since the API server could not read it either.
fn no_text(name: String, problem: &ReadProblem) -> Loaded {
    let file = Arc::new(SourceFile::new(name, ""));
    let finding = Diagnostic::new(
        manifest::admission::DECODE,
        Severity::Error,
        format!("the file {problem}"),
        Arc::clone(&file),
        Span::default(),
    )
    .with_help("save it as UTF-8");
    Loaded {
        manifests: Vec::new(),
        diagnostics: vec![finding],
        skipped: Vec::new(),
        suppressions: Suppressions::new(&file),
    }
}

/// Whether a folder above is called `templates` and lies beside a `Chart.yaml`.
fn is_chart_template(path: &Path) -> bool {
    path.ancestors().skip(1).any(|folder| {
        folder.file_name().is_some_and(|name| name == "templates")
            && folder.with_file_name("Chart.yaml").is_file()
    })
}

impl Reading {
    /// For each DaemonSet of the workspace whether the API server would refuse it as it is.
    #[must_use]
    pub fn refused(&self) -> Vec<bool> {
        let manifests: Vec<&Manifest> =
            self.workspace.daemon_sets().map(|(manifest, _)| manifest).collect();
        in_parallel(&manifests, |manifest| self.is_refused(manifest))
    }

    fn is_refused(&self, manifest: &Manifest) -> bool {
        let is_error = |found: &Diagnostic| found.severity == Severity::Error;
        let id = Some(manifest.id());
        let strict = self.diagnostics.iter().any(|found| is_error(found) && found.id == id);
        strict || manifest::admission::check(manifest).iter().any(is_error)
    }

    fn take(&mut self, loaded: Vec<Loaded>) {
        let mut manifests = Vec::new();
        for one in loaded {
            manifests.extend(one.manifests);
            self.diagnostics.extend(one.diagnostics);
            self.skipped.extend(one.skipped);
            self.suppressions.push(one.suppressions);
        }
        self.workspace = Workspace::new(manifests);
    }

    /// Whether a given path led to nothing that is said elsewhere.
    fn is_silent(&self, given: &Path) -> bool {
        if given == Path::new(source::walk::STDIN) {
            return self.workspace.manifests().is_empty() && self.diagnostics.is_empty();
        }
        let under = |file: &SourceFile| Path::new(file.name()).starts_with(given);
        let shown = given.display().to_string();
        !self.workspace.manifests().iter().any(|manifest| under(manifest.file()))
            && !self.diagnostics.iter().any(|found| under(&found.file))
            && !self.failures.iter().any(|failure| failure.starts_with(&shown))
    }
}
