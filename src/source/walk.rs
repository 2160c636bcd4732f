//! Which files a run reads.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use walkdir::{DirEntry, WalkDir};

use super::ignored::Ignored;
use super::place::absolute;
use super::system::system_error;

/// The argument that stands for standard input.
pub(crate) const STDIN: &str = "-";

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// A file, by the path to open and to show.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// What the arguments of a run lead to.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files: arguments in their order, a directory's files by name. Each real file once.
    pub inputs: Vec<Input>,
    /// What could not be looked at.
    pub failures: Vec<WalkError>,
    /// The directories among the arguments in which nothing was found: a path that is not what was
    /// meant must not pass for one without findings.
    pub empty: Vec<PathBuf>,
    /// Something in these directories is excluded: then it is no wonder that nothing was found.
    pub excluded: bool,
    /// Something in these directories is ignored by git.
    pub ignored: bool,
    /// The files among the arguments that are excluded: whoever names them, a hook or an editor,
    /// takes all that there are.
    pub left_out: Vec<PathBuf>,
    /// The files of test data in these directories.
    pub test_data: Vec<PathBuf>,
}

/// A path that could not be looked at.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// An argument that leads nowhere.
    #[error("{}: no such file or directory", .0.display())]
    NotFound(PathBuf),
    /// A path that the system doesn't let us look at.
    #[error("{}: {}", .path.display(), system_error(source))]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// A pattern of `--exclude` that is no glob.
#[derive(Debug, thiserror::Error)]
#[error("`{pattern}` is not a glob: {reason}")]
pub struct ExcludeError {
    /// The pattern.
    pub pattern: String,
    /// What is wrong with it.
    pub reason: String,
}

/// What is left out. A pattern without a slash matches a file's or folder's name at any depth; one
/// with a slash, the path from the pattern's folder. `*` doesn't cross a slash, `**` does. What
/// stands in a folder that is left out is left out, too.
#[derive(Clone, Debug, Default)]
pub struct Excludes {
    globs: Vec<Globs>,
    /// Also the test data in folders that are walked.
    test_data: bool,
}

/// Folders of data for tests, much of it broken on purpose. The first is Go's, whose tools pass over
/// such folders themselves.
const TEST_DATA: [&str; 3] = ["testdata", "test-data", "test_data"];

/// Whether a file is called as those are with which tests compare what a program prints:
/// `agent.golden.yaml`, and after a test of Go's `TestRender__plain.out.yaml`.
fn is_golden(name: &str) -> bool {
    let has = |part: &str| name.contains(part);
    let of_a_test =
        name.strip_prefix("Test").is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase()));
    has(".golden.") || of_a_test && [".out.", ".want.", ".expected."].into_iter().any(has)
}

/// Patterns of one origin.
#[derive(Clone, Debug)]
struct Globs {
    /// The absolute path of the folder that they are seen from.
    folder: PathBuf,
    /// Whether they are also seen from the directory that is searched.
    from_searched: bool,
    set: GlobSet,
}

impl Excludes {
    /// Compiles patterns of the command line: they are seen from the working directory, and from
    /// the directory that is searched.
    ///
    /// # Errors
    /// For the first pattern that is no glob.
    pub fn new<P: AsRef<str>>(patterns: &[P]) -> Result<Self, ExcludeError> {
        let set = compile(patterns)?;
        let globs = vec![Globs { folder: absolute(Path::new("")), from_searched: true, set }];
        Ok(Self { globs, test_data: false })
    }

    /// The same with patterns that are seen from a folder. Outside of it they are seen from the
    /// directory that is searched.
    ///
    /// # Errors
    /// For the first pattern that is no glob.
    pub fn within<P: AsRef<str>>(
        mut self,
        folder: &Path,
        patterns: &[P],
    ) -> Result<Self, ExcludeError> {
        let set = compile(patterns)?;
        self.globs.push(Globs { folder: absolute(folder), from_searched: false, set });
        Ok(self)
    }

    /// The same, and the test data below a folder that is walked. Who names a folder of test data, or
    /// one in it, wants what is there.
    #[must_use]
    pub const fn and_test_data(mut self) -> Self {
        self.test_data = true;
        self
    }

    /// Whether a path is left out when a directory is searched, be it for itself or for a folder
    /// above it.
    #[must_use]
    pub fn matches(&self, searched: &Path, path: &Path) -> bool {
        self.has(searched, path) || self.has_test_data(searched, path)
    }

    /// The same by a glob.
    fn has(&self, searched: &Path, path: &Path) -> bool {
        if self.globs.iter().all(|globs| globs.set.is_empty()) {
            return false;
        }
        let place = absolute(path);
        let inside = path.strip_prefix(searched).unwrap_or(path);
        let shown = path.strip_prefix("/").unwrap_or(path);
        self.globs.iter().any(|globs| match place.strip_prefix(&globs.folder) {
            Ok(below) if !globs.from_searched => globs.have(below),
            Ok(below) => globs.have(below) || globs.have(inside) || globs.set.is_match(shown),
            Err(_) => globs.have(inside) || globs.from_searched && globs.set.is_match(shown),
        })
    }

    /// Whether a path lies among test data below the directory that is searched.
    fn has_test_data(&self, searched: &Path, path: &Path) -> bool {
        let is_test_data = |path: &Path| {
            let mut names = path.components().filter_map(|part| part.as_os_str().to_str());
            names.any(|name| TEST_DATA.contains(&name) || is_golden(name))
        };
        self.test_data
            && path.strip_prefix(searched).is_ok_and(is_test_data)
            && !is_test_data(&absolute(searched))
    }

    /// The same of a file that is named itself.
    #[must_use]
    pub fn matches_file(&self, path: &Path) -> bool {
        self.has(path.parent().unwrap_or(path), path)
    }
}

impl Globs {
    /// Whether a path or a folder above it is meant.
    fn have(&self, path: &Path) -> bool {
        path.ancestors().any(|part| !part.as_os_str().is_empty() && self.set.is_match(part))
    }
}

pub(super) fn compile<P: AsRef<str>>(patterns: &[P]) -> Result<GlobSet, ExcludeError> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let pattern = pattern.as_ref();
        let failed = |error: globset::Error| ExcludeError {
            pattern: pattern.to_owned(),
            reason: error.kind().to_string(),
        };
        let path = pattern.trim_end_matches('/');
        let path = path.strip_prefix("./").unwrap_or(path);
        let anywhere = if path.contains('/') { path.to_owned() } else { format!("**/{path}") };
        let anywhere = anywhere.strip_prefix('/').unwrap_or(&anywhere);
        set.add(GlobBuilder::new(anywhere).literal_separator(true).build().map_err(failed)?);
    }
    set.build().map_err(|error| ExcludeError {
        pattern: error.glob().unwrap_or_default().to_owned(),
        reason: error.kind().to_string(),
    })
}

/// Finds the files that the arguments name: files as they are, whatever their names; directories
/// with all `*.yaml`, `*.yml` and `*.json` files in them, but for hidden files and folders, pipes and
/// devices, and without what git ignores there unless `all` is asked for; `-` is standard input. What
/// is excluded is left out wherever it comes from. Symbolic links are followed, in circles no further
/// than once.
#[must_use]
pub fn walk<P: AsRef<Path>>(arguments: &[P], excludes: &Excludes, all: bool) -> Walk {
    let mut finder =
        Finder { walk: Walk::default(), seen: HashSet::new(), folders: HashMap::new(), all };
    for argument in arguments {
        let argument = argument.as_ref();
        if argument == Path::new(STDIN) {
            if !finder.walk.inputs.contains(&Input::Stdin) {
                finder.walk.inputs.push(Input::Stdin);
            }
            continue;
        }
        match std::fs::metadata(argument) {
            Ok(metadata) if metadata.is_dir() => finder.directory(argument, excludes),
            Ok(_) if excludes.matches_file(argument) => {
                finder.walk.left_out.push(argument.to_owned());
            }
            Ok(_) => finder.file(argument, true),
            Err(error) => finder.fail(argument, error),
        }
    }
    finder.walk
}

/// Whether walking a folder finds a file there, if it were on disk: by its name, and by what hides,
/// excludes or ignores it or a folder above it.
#[must_use]
pub(crate) fn would_find(searched: &Path, file: &Path, excludes: &Excludes, all: bool) -> bool {
    let Ok(below) = file.strip_prefix(searched) else { return false };
    let mut git = (!all).then(|| Ignored::below(searched));
    let mut is_ignored = |path: &Path, is_folder| {
        path != searched && git.as_mut().is_some_and(|git| git.has(path, is_folder))
    };
    below.extension().is_some_and(is_manifest_extension)
        && !below.components().any(|part| is_hidden(part.as_os_str()))
        && !excludes.matches(searched, file)
        && !file
            .ancestors()
            .take_while(|path| *path != searched)
            .any(|path| is_ignored(path, path != file))
}

struct Finder {
    walk: Walk,
    /// The real paths of the files found so far.
    seen: HashSet<PathBuf>,
    /// The real paths of folders.
    folders: HashMap<PathBuf, PathBuf>,
    /// What git ignores is found, too.
    all: bool,
}

impl Finder {
    fn directory(&mut self, argument: &Path, excludes: &Excludes) {
        let mut found = false;
        let excluded = Cell::new(false);
        let is_excluded = |entry: &DirEntry| {
            let matches = excludes.has(argument, entry.path());
            excluded.set(excluded.get() || matches);
            matches
        };
        let mut git = (!self.all).then(|| Ignored::below(argument));
        let ignored = Cell::new(false);
        let mut is_ignored = |entry: &DirEntry| {
            let is_folder = entry.file_type().is_dir();
            let has = git.as_mut().filter(|_| entry.depth() > 0);
            let has = has.is_some_and(|git| git.has(entry.path(), is_folder));
            ignored.set(ignored.get() || has);
            has
        };
        let entries =
            WalkDir::new(argument).follow_links(true).sort_by_file_name().into_iter().filter_entry(
                |entry| {
                    let hidden = entry.depth() > 0 && is_hidden(entry.file_name());
                    let is_wanted = !hidden && (entry.file_type().is_dir() || is_manifest(entry));
                    is_wanted && !is_excluded(entry) && !is_ignored(entry)
                },
            );
        for entry in entries {
            match entry {
                Ok(entry)
                    if is_manifest(&entry) && excludes.has_test_data(argument, entry.path()) =>
                {
                    self.walk.test_data.push(entry.into_path());
                }
                Ok(entry) if is_manifest(&entry) => {
                    found = true;
                    self.file(entry.path(), entry.path_is_symlink());
                }
                Ok(entry) => self.folder(&entry),
                Err(error) => self.fail_in_directory(error),
            }
        }
        self.walk.excluded |= excluded.get();
        self.walk.ignored |= ignored.get();
        if !found {
            self.walk.empty.push(argument.to_owned());
        }
    }

    /// Notes where a folder that is no link really is: below the real path of the one that holds it.
    fn folder(&mut self, entry: &DirEntry) {
        let above = entry.path().parent().and_then(|above| self.folders.get(above));
        let is_below = entry.depth() > 0 && !entry.path_is_symlink();
        if let Some(above) = above.filter(|_| is_below) {
            let real = above.join(entry.file_name());
            self.folders.insert(entry.path().to_owned(), real);
        } else {
            self.real_folder(entry.path());
        }
    }

    /// The real path of a folder.
    fn real_folder(&mut self, folder: &Path) -> &Path {
        if !self.folders.contains_key(folder) {
            let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
            self.folders.insert(folder.to_owned(), real);
        }
        self.folders.get(folder).map_or(Path::new(""), PathBuf::as_path)
    }

    /// Takes a file unless it was found before. `link` tells whether its last part may be a
    /// symbolic link; otherwise its folder's real path tells its own.
    fn file(&mut self, path: &Path, link: bool) {
        let real = match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) if !link => self.real_folder(folder).join(name),
            _ => path.canonicalize().unwrap_or_else(|_| path.to_owned()),
        };
        if self.seen.insert(real) {
            self.walk.inputs.push(Input::File(path.to_owned()));
        }
    }

    fn fail(&mut self, path: &Path, error: io::Error) {
        let path = path.to_owned();
        self.walk.failures.push(match error.kind() {
            io::ErrorKind::NotFound => WalkError::NotFound(path),
            _ => WalkError::Unreadable { path, source: error },
        });
    }

    /// A circle of links is no failure, and neither is a link to nowhere that would not be read.
    fn fail_in_directory(&mut self, error: walkdir::Error) {
        let path = error.path().unwrap_or(Path::new("")).to_owned();
        let Some(source) = error.into_io_error() else { return };
        let dangling = source.kind() == io::ErrorKind::NotFound;
        if !dangling || path.extension().is_some_and(is_manifest_extension) {
            self.walk.failures.push(WalkError::Unreadable { path, source });
        }
    }
}

/// Whether a name is that of a hidden file or folder.
#[must_use]
pub(crate) fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Whether an entry of a folder is read: no folder, and neither a pipe, a socket nor a device,
/// which might never end.
fn is_manifest(entry: &DirEntry) -> bool {
    entry.file_type().is_file() && entry.path().extension().is_some_and(is_manifest_extension)
}

/// Whether files of that extension are read when a folder is searched.
#[must_use]
pub(crate) fn is_manifest_extension(extension: &OsStr) -> bool {
    ["yaml", "yml", "json"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
