//! What git ignores: the `.gitignore` files around and below a folder that is searched, and the
//! repository's own `info/exclude`. Which files git tracks all the same is not asked.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::place::absolute;

/// The file with what git ignores in its folder and below.
const FILE: &str = ".gitignore";

/// What git ignores below a folder.
pub(super) struct Ignored {
    /// The outermost folder whose file counts.
    top: PathBuf,
    files: HashMap<PathBuf, Option<Rc<Gitignore>>>,
    /// The files that count in a folder, by its path as it is walked, the innermost first: in most
    /// there is none, and then nothing has to be known of its entries.
    counting: HashMap<PathBuf, Rc<[Rc<Gitignore>]>>,
}

impl Ignored {
    /// What is ignored below a folder that is searched. Where the folder is ignored itself, whoever
    /// names it wants what is in it: then only the files in it count.
    pub(super) fn below(searched: &Path) -> Self {
        let searched = absolute(searched);
        let top = top(&searched);
        let mut ignored = Self { top, files: HashMap::new(), counting: HashMap::new() };
        // No file has this name: only what holds for all of the folder can match it.
        let anything = searched.join("\u{1}");
        let top = ignored.top.clone();
        let mut folders = searched.ancestors().take_while(|folder| **folder != top);
        let outer = |path: &Path| path != searched;
        let is_named = folders.any(|folder| ignored.matches(folder, true, outer));
        if is_named || ignored.matches(&anything, false, outer) {
            ignored.top.clone_from(&searched);
        }
        if ignored.matches(&anything, false, |path| path == searched) {
            ignored.files.insert(searched, None);
        }
        ignored
    }

    /// Whether an entry below the folder is ignored, what stands around it aside.
    pub(super) fn has(&mut self, path: &Path, is_folder: bool) -> bool {
        let Some(folder) = path.parent() else { return false };
        let files = match self.counting.get(folder) {
            Some(files) => Rc::clone(files),
            None => {
                let files = self.around(&absolute(path), |_| true).into();
                Rc::clone(self.counting.entry(folder.to_owned()).or_insert(files))
            }
        };
        !files.is_empty() && ignores(&files, &absolute(path), is_folder)
    }

    /// Whether the files of these folders ignore a path.
    fn matches(&mut self, path: &Path, is_folder: bool, counts: impl Fn(&Path) -> bool) -> bool {
        ignores(&self.around(path, counts), path, is_folder)
    }

    /// The files in these of the folders around a path, the innermost first.
    fn around(&mut self, path: &Path, counts: impl Fn(&Path) -> bool) -> Vec<Rc<Gitignore>> {
        let top = &self.top;
        let folders = path.ancestors().skip(1).take_while(|folder| folder.starts_with(top));
        let mut files = Vec::new();
        for folder in folders.filter(|folder| counts(folder)) {
            let file = match self.files.get(folder) {
                Some(file) => file,
                None => self.files.entry(folder.to_owned()).or_insert(read(folder).map(Rc::new)),
            };
            files.extend(file.clone());
        }
        files
    }
}

/// Whether a path is ignored; the innermost file that has a word on it decides.
fn ignores(files: &[Rc<Gitignore>], path: &Path, is_folder: bool) -> bool {
    let words = files.iter().map(|file| file.matched(path, is_folder));
    words.into_iter().find(|word| !word.is_none()).is_some_and(|word| word.is_ignore())
}

/// The repository's folder; outside of one the working directory where that is above, else the
/// folder itself.
fn top(folder: &Path) -> PathBuf {
    let is_repository = |folder: &&Path| folder.join(".git").exists();
    let here = absolute(Path::new(""));
    match folder.ancestors().find(is_repository) {
        Some(repository) => repository.to_owned(),
        None if folder.starts_with(&here) => here,
        None => folder.to_owned(),
    }
}

/// What a folder's files say is ignored. A line that is no pattern is passed over, as git does.
fn read(folder: &Path) -> Option<Gitignore> {
    let of_repository = folder.join(".git/info/exclude");
    let files: Vec<PathBuf> =
        [of_repository, folder.join(FILE)].into_iter().filter(|file| file.is_file()).collect();
    if files.is_empty() {
        return None;
    }
    let mut builder = GitignoreBuilder::new(folder);
    for file in files {
        let _ = builder.add(file);
    }
    builder.build().ok()
}
