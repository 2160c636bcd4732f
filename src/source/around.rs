//! Files beside and above those of a run that tell what these are.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::file::SourceFile;
use super::parallel::in_parallel;
use super::read::read_file;

/// The names of a kustomization's file.
pub(crate) const KUSTOMIZATIONS: [&str; 3] =
    ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// The names of a test of chainsaw.
pub(crate) const TESTS: [&str; 2] = ["chainsaw-test.yaml", "chainsaw-test.yml"];

/// Whether a path ends in one of these names.
#[must_use]
pub(crate) fn is_named(path: &Path, names: &[&str]) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| names.contains(&name))
}

/// What tells of files in these places what they are, with the absolute path of each. What can't
/// be read says nothing; among the files of a run, that is told.
#[must_use]
pub(crate) fn guides<'a>(places: impl IntoIterator<Item = &'a Path>) -> Vec<(PathBuf, SourceFile)> {
    let names = [&KUSTOMIZATIONS[..], &TESTS].concat();
    let found = around(places, &names);
    let read = in_parallel(&found, |path| Some((path.clone(), read_file(path).ok()?)));
    read.into_iter().flatten().collect()
}

/// The same among texts that are at hand.
#[must_use]
pub(crate) fn guides_among<'a>(
    files: impl IntoIterator<Item = &'a SourceFile>,
) -> Vec<(PathBuf, SourceFile)> {
    let guide = |file: &SourceFile| {
        let place = file.place()?;
        let is_guide = is_named(place, &KUSTOMIZATIONS) || is_named(place, &TESTS);
        is_guide.then(|| (place.to_owned(), SourceFile::new(file.name(), file.text())))
    };
    files.into_iter().filter_map(guide).collect()
}

/// The files of these names in the folders of the given files and in those above, up to the one
/// that holds a repository; by their folders, each once.
#[must_use]
fn around<'a>(files: impl IntoIterator<Item = &'a Path>, names: &[&str]) -> Vec<PathBuf> {
    let mut seen = HashSet::new();
    let mut folders = Vec::new();
    for file in files {
        for folder in file.ancestors().skip(1) {
            if !seen.insert(folder) {
                break;
            }
            folders.push(folder);
            if folder.join(".git").exists() {
                break;
            }
        }
    }
    let there = in_parallel(&folders, |folder| {
        let paths = names.iter().map(|name| folder.join(name));
        paths.filter(|path| path.is_file()).collect::<Vec<_>>()
    });
    there.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn names_are_looked_for_beside_and_above() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("repository");
        let deep = root.join("a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::create_dir(root.join(".git")).unwrap();
        let marks = [folder.path().join("mark"), root.join("mark"), deep.join("mark")];
        for mark in &marks {
            fs::write(mark, "").unwrap();
        }
        let files = [deep.join("x.yaml"), deep.join("y.yaml"), root.join("a/z.yaml")];
        let found = around(files.iter().map(PathBuf::as_path), &["mark", "other"]);
        assert_eq!(found, [marks[2].clone(), marks[1].clone()]);
    }
}
