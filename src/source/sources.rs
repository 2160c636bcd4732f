//! All texts of a run.

use std::collections::{BTreeSet, HashSet};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::around::{self, KUSTOMIZATIONS, is_named};
use super::file::{FileId, SourceFile};
use super::large::{Large, Opened};
use super::parallel::in_parallel;
use super::place::absolute;
use super::portions::Sieve;
use super::read::{ReadError, ReadProblem, STDIN_NAME, read};
use super::walk::{Excludes, Input, STDIN, Walk, walk};
use super::within::{Within, within};

/// What begins an action of Go's templates.
pub(crate) const ACTION: &str = "{{";

/// Which manifests to read.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and folders; `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// The name to show for standard input.
    pub stdin_name: String,
    /// What is left out, whether a folder is walked or a file is named or piped in under its name.
    pub excludes: Excludes,
    /// Also what git ignores in folders that are walked.
    pub all: bool,
    /// Files that are no manifests of the run although they may lie in its folders: inventories.
    pub not: Vec<PathBuf>,
    /// A folder of which all is read, where only what the paths lead to is asked about.
    pub workspace: Option<PathBuf>,
    /// What programs have rendered for the run.
    pub rendered: Vec<Arc<SourceFile>>,
    /// A text of more bytes than these may be read in portions, where it is the only one.
    pub portions_above: Option<u64>,
}

impl Request {
    /// The files that it leads to.
    fn find(&self) -> Found {
        let Self { paths, excludes, all, .. } = self;
        let Some(folder) = &self.workspace else {
            let walk = walk(paths, excludes, *all);
            return Found { walk, named: None, beside: Vec::new() };
        };
        let piped = (self.stdin_name != STDIN_NAME).then(|| Path::new(&self.stdin_name));
        let Within { walk, named, beside } = within(folder, paths, piped, excludes, *all);
        let beside = beside.iter().map(ToString::to_string).collect();
        Found { walk, named: Some(named), beside }
    }

    /// The same without some of the paths.
    #[must_use]
    pub fn without(mut self, gone: &[PathBuf]) -> Self {
        self.paths.retain(|path| !gone.contains(path));
        self
    }
}

/// The files of a request.
struct Found {
    walk: Walk,
    named: Option<HashSet<Input>>,
    beside: Vec<String>,
}

/// The texts of a run, and what could not be had of what was asked for.
#[derive(Debug, Default)]
pub struct Sources {
    /// What was read, in order; in the place of a file that is no text, why it is none
    /// ([`ReadProblem::Encoding`]).
    pub files: Vec<Result<Arc<SourceFile>, ReadError>>,
    /// What could not be opened: in words, with its path.
    pub failures: Vec<String>,
    /// The paths that were asked for, without files that are excluded.
    pub paths: Vec<PathBuf>,
    /// Whether standard input was read, and under no name that anybody gave it.
    pub bare_pipe: bool,
    /// What tells of the files what they are (kustomizations, tests), beside and above them too, by
    /// absolute paths.
    pub guides: Arc<[(PathBuf, SourceFile)]>,
    /// The given folders hold no file that could be a manifest, and none is excluded: they are not
    /// what was meant.
    pub nothing: bool,
    /// Something in the given folders is ignored by git.
    pub ignored: bool,
    /// Something of what is given is excluded.
    pub excluded: bool,
    /// The files of test data in the given folders, which were not read.
    pub test_data: Vec<Arc<SourceFile>>,
    /// Single files were named, and no folder: what belongs to them may lie beside them.
    pub single_files: bool,
    /// The files that are asked about, where others were read as well.
    pub named: Option<BTreeSet<FileId>>,
    /// What could not be read and was not asked about: in words, with its path.
    pub beside: Vec<String>,
    /// Standard input, where it has the name of a file that is excluded: it is passed over.
    pub passed_over: Option<Vec<u8>>,
    /// What is still to be read, in portions: of the only file, which has no text yet.
    pub(crate) large: Option<Large>,
}

impl Sources {
    /// Reads what a request names, in parallel; the answer depends on nothing but the files.
    #[must_use]
    pub fn read(request: &Request) -> Self {
        let Found { walk, named, beside } = request.find();
        let not: Vec<PathBuf> =
            request.not.iter().filter_map(|path| path.canonicalize().ok()).collect();
        let piped_out = is_pipe_excluded(request) && walk.inputs.contains(&Input::Stdin);
        // Who writes into the pipe must not find it closed, and may want it back.
        let passed_over = piped_out.then(|| {
            let mut bytes = Vec::new();
            let _ = io::stdin().lock().read_to_end(&mut bytes);
            bytes
        });
        // Where nothing else is named, the very file is meant: it holds both.
        let are_meant = request.paths.iter().all(|path| path.is_file())
            && walk.inputs.iter().all(|input| is_one_of(input, &not));
        let is_read = |input: &&Input| {
            let is_no_manifest = !are_meant && is_one_of(input, &not);
            !(is_no_manifest || piped_out && matches!(input, Input::Stdin))
        };
        let left_out: HashSet<&PathBuf> = walk.left_out.iter().collect();
        let is_left_out =
            |path: &PathBuf| left_out.contains(path) || piped_out && path == Path::new(STDIN);
        let inputs: Vec<&Input> = walk.inputs.iter().filter(is_read).collect();
        let excluded = walk.excluded || !walk.left_out.is_empty();
        let alone = request.workspace.is_none();
        let mut sources = Self {
            files: Vec::with_capacity(inputs.len()),
            failures: walk.failures.iter().map(ToString::to_string).collect(),
            paths: match alone {
                true => request.paths.iter().filter(|path| !is_left_out(path)).cloned().collect(),
                // Of what a hook names, much holds nothing.
                false => Vec::new(),
            },
            bare_pipe: request.stdin_name == STDIN_NAME && inputs.contains(&&Input::Stdin),
            guides: Arc::default(),
            nothing: alone
                && walk.inputs.is_empty()
                && walk.failures.is_empty()
                && !excluded
                && !request.paths.is_empty(),
            ignored: walk.ignored,
            excluded,
            test_data: unread_test_data(&walk),
            single_files: false,
            named: None,
            beside,
            passed_over,
            large: None,
        };
        sources.single_files = alone
            && !sources.bare_pipe
            && request.rendered.is_empty()
            && !request.paths.iter().any(|p| p.is_dir());
        let is_named = |input: &Input| named.as_ref().is_none_or(|named| named.contains(input));
        let is_kustomized = is_kustomized(request, &inputs);
        // What stands among others may be told of beside what they hold.
        let portions_above = request.portions_above.filter(|_| {
            inputs.len() == 1 && request.rendered.is_empty() && alone && !is_kustomized
        });
        let opened = in_parallel(&inputs, |input| -> Result<Opened, ReadError> {
            let opened = match portions_above {
                Some(bytes) if !matches!(input, Input::File(path) if is_chart_template(path)) => {
                    Large::open(input, &request.stdin_name, bytes)?
                }
                _ => (read(input, &request.stdin_name)?, None),
            };
            let (file, large) = opened;
            // Charts may have thousands. A kustomization that names one can't be built, which is
            // told by its text.
            let is_template = !is_kustomized
                && file.text().contains(ACTION)
                && file.path().is_some_and(is_chart_template);
            Ok((if is_template { file.into_template() } else { file }, large))
        });
        for (result, input) in opened.into_iter().zip(&inputs) {
            match result {
                Ok((file, large)) => {
                    sources.files.push(Ok(Arc::new(file)));
                    sources.large = large;
                }
                Err(error) if matches!(error.problem, ReadProblem::Encoding { .. }) => {
                    sources.files.push(Err(error));
                }
                Err(error) if is_named(input) => sources.failures.push(error.to_string()),
                Err(error) => sources.beside.push(error.to_string()),
            }
        }
        sources.files.extend(request.rendered.iter().cloned().map(Ok));
        sources.named = named.as_ref().map(|named| {
            let shown = named.iter().map(|input| match input {
                Input::File(path) => FileId::named(&path.display().to_string()),
                Input::Stdin => FileId::named(&request.stdin_name),
            });
            shown.chain(request.rendered.iter().map(|file| file.id().clone())).collect()
        });
        let places = sources.files.iter().flatten().filter_map(|file| file.place());
        sources.guides = around::guides(places).into();
        sources
    }

    /// The file that is still to be read in portions, which has no text yet.
    #[must_use]
    pub(crate) fn large(&self) -> Option<&Arc<SourceFile>> {
        self.large.as_ref().and_then(|_| self.files.first()?.as_ref().ok())
    }

    /// Reads what is still to be read, without what nobody needs of it.
    pub(crate) fn read_large<S: Sieve>(&mut self, sieve: &mut S) {
        let Some(large) = self.large.take() else { return };
        let file = match self.files.pop() {
            Some(Ok(file)) => file,
            // It is excluded.
            other => {
                self.files.extend(other);
                large.pass_over();
                return;
            }
        };
        match large.read(&file, sieve) {
            Ok(file) => self.files.push(Ok(Arc::new(file))),
            Err(error) if matches!(error.problem, ReadProblem::Encoding { .. }) => {
                self.files.push(Err(error));
            }
            Err(error) => self.failures.push(error.to_string()),
        }
    }

    /// Leaves out files that turn out to be no manifests.
    pub fn leave_out(&mut self, files: &[PathBuf]) {
        let files: Vec<PathBuf> = files.iter().map(|path| absolute(path)).collect();
        let is_kept = |file: &Result<Arc<SourceFile>, ReadError>| {
            let place = file.as_ref().ok().and_then(|file| file.path());
            place.is_none_or(|path| !files.contains(&absolute(path)))
        };
        self.files.retain(is_kept);
        self.paths.retain(|path| !files.contains(&absolute(path)));
    }

    /// What is in memory already: texts of another revision, an editor's buffers.
    #[must_use]
    pub fn of(files: impl IntoIterator<Item = Arc<SourceFile>>) -> Self {
        let files: Vec<_> = files.into_iter().map(Ok).collect();
        let texts = files.iter().flatten().map(Arc::as_ref);
        let guides = around::guides_among(texts).into();
        Self { files, guides, ..Self::default() }
    }

    /// What was piped without a name, where a text without an object is a finding: what stands
    /// before the pipe has failed more often than not.
    #[must_use]
    pub fn of_pipe(file: Arc<SourceFile>) -> Self {
        Self { paths: vec![PathBuf::from(STDIN)], bare_pipe: true, ..Self::of([file]) }
    }
}

/// The files of test data that were found, and are not read since somebody named them.
fn unread_test_data(walk: &Walk) -> Vec<Arc<SourceFile>> {
    if walk.test_data.is_empty() {
        return Vec::new();
    }
    let read = walk.inputs.iter().filter_map(|input| match input {
        Input::File(path) => Some(absolute(path)),
        Input::Stdin => None,
    });
    let mut seen: HashSet<PathBuf> = read.collect();
    let new = walk.test_data.iter().filter(|path| seen.insert(absolute(path)));
    new.map(|path| Arc::new(SourceFile::new(path.display().to_string(), "").at(path))).collect()
}

/// Whether what is piped in has the name of a file that is excluded.
fn is_pipe_excluded(request: &Request) -> bool {
    request.stdin_name != STDIN_NAME
        && request.excludes.matches_file(Path::new(&request.stdin_name))
}

fn is_one_of(input: &Input, paths: &[PathBuf]) -> bool {
    let Input::File(path) = input else { return false };
    !paths.is_empty() && path.canonicalize().is_ok_and(|path| paths.contains(&path))
}

/// Whether a kustomization is among some files, or above what was asked for.
fn is_kustomized(request: &Request, inputs: &[&Input]) -> bool {
    let is_one = |path: &Path| is_named(path, &KUSTOMIZATIONS);
    let lies_in = |folder: &Path| KUSTOMIZATIONS.iter().any(|name| folder.join(name).is_file());
    inputs.iter().any(|input| matches!(input, Input::File(path) if is_one(path)))
        || request.paths.iter().any(|path| absolute(path).ancestors().any(lies_in))
}

/// Whether a folder above is called `templates` and lies beside a `Chart.yaml`.
#[must_use]
pub(crate) fn is_chart_template(path: &Path) -> bool {
    path.ancestors().skip(1).any(|folder| {
        folder.file_name().is_some_and(|name| name == "templates")
            && folder.with_file_name("Chart.yaml").is_file()
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn texts_of_templates_are_not_kept_but_for_kustomize() {
        let folder = tempfile::tempdir().unwrap();
        let chart = folder.path().join("chart");
        fs::create_dir_all(chart.join("templates")).unwrap();
        for (name, text) in [
            ("Chart.yaml", "name: chart\n"),
            ("values.yaml", "a: '{{ b }}'\n"),
            ("templates/plain.yaml", "a: b\n"),
            ("templates/template.yaml", "a: {{ b }}\n"),
        ] {
            fs::write(chart.join(name), text).unwrap();
        }
        let without_text = || {
            let request = Request { paths: vec![chart.clone()], ..Request::default() };
            let files = Sources::read(&request).files.into_iter().flatten();
            let names = files.filter(|file| file.text().is_empty() && file.is_template());
            names.map(|file| file.name().rsplit('/').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(without_text(), ["template.yaml"]);
        fs::write(folder.path().join("kustomization.yaml"), "resources: []\n").unwrap();
        assert_eq!(without_text(), [""; 0]);
    }
}
