//! Manifests as they were at a revision, read through the git command line.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::source::place::without_dots;

/// Why a revision can't be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum GitError {
    /// There is no git.
    #[error("can't run git: {0}")]
    NoGit(io::Error),
    /// The path lies in no repository, or git refuses to look at it.
    #[error("{} is in no git repository: {answer}", path.display())]
    NoRepository {
        /// The path.
        path: PathBuf,
        /// What git says.
        answer: String,
    },
    /// The repository doesn't know the revision.
    #[error("git knows no revision `{revision}`{}", hint(.revision))]
    UnknownRevision {
        /// The revision.
        revision: String,
    },
    /// The path was not there at that revision.
    #[error("{} is not in {revision}", path.display())]
    NoSuchPath {
        /// The path.
        path: PathBuf,
        /// The revision.
        revision: String,
    },
    /// Something else.
    #[error("git {command}: {answer}")]
    Failed {
        /// The subcommand.
        command: &'static str,
        /// What git says.
        answer: String,
    },
}

fn hint(revision: &str) -> &'static str {
    if revision.contains('/') {
        " (a shallow or single-branch clone may lack it: git fetch it first)"
    } else {
        ""
    }
}

/// A file at a revision.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OldFile {
    /// Its path from the repository's root.
    pub path: PathBuf,
    /// Where it lies, or lay: its path from the root of all, where that is known.
    pub place: PathBuf,
    /// What it held.
    pub bytes: Vec<u8>,
}

/// Reads the files at and under `path` (as seen from the working directory) as they were at
/// `revision`, those that `wanted` takes by their path below `path` (a path that is a file itself
/// is not asked about); sorted by path.
///
/// The path need not be there any more: only its folder's repository counts.
///
/// # Errors
/// When there is no git or no repository, or when it has no such revision or no such path there.
pub(super) fn read(
    revision: &str,
    path: &Path,
    wanted: impl Fn(&Path) -> bool,
) -> Result<Vec<OldFile>, GitError> {
    let repository = Repository::of(path)?;
    let tree = repository.tree(revision)?;
    let listed = repository.list(&tree, &repository.inside)?;
    if listed.is_empty() {
        return Err(GitError::NoSuchPath { path: path.to_owned(), revision: revision.to_owned() });
    }
    let blobs: BTreeMap<PathBuf, String> = listed
        .into_iter()
        .filter(|(file, _)| {
            let below = file.strip_prefix(&repository.inside).unwrap_or(file);
            below.as_os_str().is_empty() || wanted(below)
        })
        .collect();
    repository.contents(blobs)
}

/// Whether a word is a revision in the repository of a path.
pub(super) fn knows(word: &str, path: Option<&PathBuf>) -> bool {
    let path = path.map_or(Path::new(""), PathBuf::as_path);
    Repository::of(path).and_then(|repository| repository.tree(word)).is_ok()
}

/// The files that change when a revision becomes another commit: what is checked out of a path's
/// repository, its branches and its tags. None where there is no repository, which the command tells.
pub(super) fn tips(path: &Path) -> Vec<PathBuf> {
    let Ok(repository) = Repository::of(path) else { return Vec::new() };
    let ask = |what: &str| {
        let answer = git(&repository.folder, &["rev-parse", what]).ok()?.ok()?;
        Some(repository.folder.join(as_path(answer.strip_suffix(b"\n").unwrap_or(&answer))))
    };
    // A linked worktree has a head of its own.
    let head = ask("--git-dir").map(|own| own.join("HEAD"));
    let shared = ask("--git-common-dir").into_iter();
    let shared =
        shared.flat_map(|all| ["refs", "packed-refs", "reftable"].map(|one| all.join(one)));
    head.into_iter().chain(shared).collect()
}

/// A repository, and a path in it.
struct Repository {
    /// A folder in it, for git to start from.
    folder: PathBuf,
    /// The path that was asked for, from the repository's root.
    inside: PathBuf,
    /// The repository's own folder; empty where the path leads there through links.
    root: PathBuf,
}

impl Repository {
    fn of(path: &Path) -> Result<Self, GitError> {
        let absolute = std::path::absolute(path).map_err(|error| GitError::NoRepository {
            path: path.to_owned(),
            answer: error.to_string(),
        })?;
        let absolute = without_dots(&absolute);
        let folder = absolute.ancestors().find(|folder| folder.is_dir()).unwrap_or(&absolute);
        let below = absolute.strip_prefix(folder).unwrap_or(Path::new(""));
        let prefix = git(folder, &["rev-parse", "--show-prefix"])?
            .map_err(|answer| GitError::NoRepository { path: path.to_owned(), answer })?;
        let prefix = as_path(prefix.strip_suffix(b"\n").unwrap_or(&prefix));
        let mut root = PathBuf::new();
        if folder.ends_with(&prefix) {
            let up = folder.ancestors().nth(prefix.components().count());
            root = up.unwrap_or(folder).to_owned();
        }
        Ok(Self { folder: folder.to_owned(), inside: prefix.join(below), root })
    }

    /// The tree of a revision.
    fn tree(&self, revision: &str) -> Result<String, GitError> {
        let tree = format!("{revision}^{{tree}}");
        let asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", &tree];
        let answer = git(&self.folder, &asked)?
            .map_err(|_| GitError::UnknownRevision { revision: revision.to_owned() })?;
        Ok(String::from_utf8_lossy(&answer).trim().to_owned())
    }

    /// The files at and under a path, with their objects. Symbolic links and submodules are none.
    fn list(&self, tree: &str, path: &Path) -> Result<Vec<(PathBuf, String)>, GitError> {
        let mut asked: Vec<&OsStr> =
            ["ls-tree", "-r", "-z", "--full-tree", tree].map(OsStr::new).to_vec();
        if !path.as_os_str().is_empty() {
            asked.extend([OsStr::new("--"), path.as_os_str()]);
        }
        let answer = git(&self.folder, &asked)?
            .map_err(|answer| GitError::Failed { command: "ls-tree", answer })?;
        // MODE SP TYPE SP OBJECT TAB PATH NUL
        let entry = |line: &[u8]| {
            let tab = line.iter().position(|byte| *byte == b'\t')?;
            let (head, path) = line.split_at(tab);
            let head = String::from_utf8_lossy(head);
            let mut words = head.split(' ');
            let (mode, _, object) = (words.next()?, words.next()?, words.next()?);
            let regular = mode.starts_with("100");
            regular.then(|| (as_path(path.strip_prefix(b"\t").unwrap_or(path)), object.to_owned()))
        };
        Ok(answer.split(|byte| *byte == 0).filter_map(entry).collect())
    }

    /// What the objects hold: one process for all of them.
    fn contents(&self, blobs: BTreeMap<PathBuf, String>) -> Result<Vec<OldFile>, GitError> {
        if blobs.is_empty() {
            return Ok(Vec::new());
        }
        let failed =
            |error: io::Error| GitError::Failed { command: "cat-file", answer: error.to_string() };
        let mut child = command(&self.folder, &["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(GitError::NoGit)?;
        let asked: String = blobs.values().map(|object| format!("{object}\n")).collect();
        let stdin = child.stdin.take();
        // Written beside the reading: both pipes are smaller than what may go through them.
        let writer = std::thread::spawn(move || {
            stdin.map_or(Ok(()), |mut stdin| stdin.write_all(asked.as_bytes()))
        });
        let mut answer = BufReader::new(
            child
                .stdout
                .take()
                .into_iter()
                .fold(Box::new(io::empty()) as Box<dyn Read>, |_, stdout| Box::new(stdout)),
        );
        let read = blobs
            .into_keys()
            .map(|path| {
                let place = self.root.join(&path);
                Ok(OldFile { place, path, bytes: next_blob(&mut answer).map_err(failed)? })
            })
            .collect();
        drop(answer);
        let _ = writer.join();
        child.wait().map_err(failed)?;
        read
    }
}

/// The next answer of `cat-file --batch`: `OBJECT SP TYPE SP SIZE LF`, the bytes, LF.
fn next_blob(answer: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut head = String::new();
    answer.read_line(&mut head)?;
    let size: usize = head
        .trim_end()
        .rsplit(' ')
        .next()
        .and_then(|size| size.parse().ok())
        .ok_or_else(|| io::Error::other(format!("unexpected answer `{}`", head.trim_end())))?;
    let mut bytes = vec![0; size];
    answer.read_exact(&mut bytes)?;
    answer.read_exact(&mut [0])?;
    Ok(bytes)
}

fn command<S: AsRef<OsStr>>(folder: &Path, arguments: &[S]) -> Command {
    let mut git = Command::new("git");
    git.arg("--literal-pathspecs").arg("-C").arg(folder).args(arguments);
    // Answers are recognised by their form, never by words; still, they may be shown.
    git.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    git
}

/// What git answers, or what it complains of.
fn git<S: AsRef<OsStr>>(
    folder: &Path,
    arguments: &[S],
) -> Result<Result<Vec<u8>, String>, GitError> {
    let output =
        command(folder, arguments).stdin(Stdio::null()).output().map_err(GitError::NoGit)?;
    Ok(if output.status.success() {
        Ok(output.stdout)
    } else {
        let complaint = String::from_utf8_lossy(&output.stderr);
        let first = complaint.lines().next().unwrap_or_default();
        Err(first.strip_prefix("fatal: ").unwrap_or(first).to_owned())
    })
}

#[cfg(unix)]
fn as_path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn as_path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(folder: &Path, arguments: &[&str]) {
        let done = Command::new("git")
            .arg("-C")
            .arg(folder)
            .args(["-c", "user.name=t", "-c", "user.email=t@example.com"])
            .args(arguments)
            .output()
            .unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    #[test]
    fn files_are_read_as_they_were() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let write = |path: &str, text: &str| {
            let path = root.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        shell(root, &["init", "-q"]);
        write("deploy/a b.yaml", "old: 1\n");
        write("deploy/[x]/é.yaml", "");
        write("deploy/readme.md", "no");
        write("other.yaml", "no");
        shell(root, &["add", "-A"]);
        shell(root, &["commit", "-q", "-m", "old"]);
        write("deploy/a b.yaml", "new: 1\n");
        std::fs::remove_dir_all(root.join("deploy/[x]")).unwrap();

        let yaml = |path: &Path| path.extension().is_some_and(|extension| extension == "yaml");
        let old = |path: &str| read("HEAD", &root.join(path), yaml);
        let file = |path: &str, text: &str| OldFile {
            path: path.into(),
            place: root.join(path),
            bytes: text.into(),
        };
        let both = vec![file("deploy/[x]/é.yaml", ""), file("deploy/a b.yaml", "old: 1\n")];
        assert_eq!(old("deploy").unwrap(), both);
        assert_eq!(old("deploy/../deploy/.").unwrap(), both);
        assert_eq!(old("").unwrap().len(), 3);
        assert_eq!(old("deploy/[x]/é.yaml").unwrap(), [file("deploy/[x]/é.yaml", "")]);
        assert!(matches!(old("gone.yaml"), Err(GitError::NoSuchPath { .. })));
    }

    #[test]
    fn what_can_not_be_read_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let error = read("HEAD", folder.path(), |_| true).unwrap_err();
        assert!(matches!(error, GitError::NoRepository { .. }), "{error}");
        shell(folder.path(), &["init", "-q"]);
        for revision in ["HEAD", "origin/main", "--help", "", "a b"] {
            let error = read(revision, folder.path(), |_| true).unwrap_err();
            assert!(matches!(error, GitError::UnknownRevision { .. }), "{error}");
        }
    }
}
