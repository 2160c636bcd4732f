//! The files of a run that is asked about some of a folder's files: all of the folder are read, so
//! that what lies around those is known.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::walk::{Excludes, Input, Walk, WalkError, walk};

/// What paths lead to, among all files of a folder.
#[derive(Debug)]
pub(super) struct Within {
    /// The files: the folder's in its order, then what was named and is not found in it.
    pub walk: Walk,
    /// Those of them that were named.
    pub named: HashSet<Input>,
    /// What could not be looked at in the folder, and was not asked about.
    pub beside: Vec<WalkError>,
}

/// Finds the files of a folder, and which of them the paths lead to. The order is the folder's,
/// whatever that of the paths: what is said of a file depends on no other that is named with it. What
/// is piped in stands in for the file that it would be.
#[must_use]
pub(super) fn within(
    folder: &Path,
    paths: &[PathBuf],
    piped: Option<&Path>,
    excludes: &Excludes,
    all: bool,
) -> Within {
    let mut walk = walk(&[folder], excludes, all);
    let mut places = HashMap::new();
    for (index, input) in walk.inputs.iter_mut().enumerate() {
        if let Input::File(path) = input {
            places.insert(real(path), index);
            *path = plain(path);
        }
    }
    let asked = self::walk(paths, excludes, all);
    let mut named = HashSet::new();
    for input in asked.inputs {
        let place = match &input {
            Input::File(path) => places.get(&real(path)),
            Input::Stdin => piped.and_then(|piped| places.get(&real(piped))),
        };
        match (input, place.and_then(|index| walk.inputs.get_mut(*index))) {
            (Input::File(_), Some(there)) => {
                named.insert(there.clone());
            }
            (Input::Stdin, Some(there)) => {
                *there = Input::Stdin;
                named.insert(Input::Stdin);
            }
            (input, None) => {
                walk.inputs.push(input.clone());
                named.insert(input);
            }
        }
    }
    let beside = std::mem::replace(&mut walk.failures, asked.failures);
    walk.left_out = asked.left_out;
    Within { walk, named, beside }
}

/// Where a path leads.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// A path below the working directory as everybody writes it: `a.yaml` for `./a.yaml`.
fn plain(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_order_is_the_folders_and_what_is_not_in_it_comes_last() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        fs::create_dir_all(at("in/.hidden")).unwrap();
        for file in ["in/a.yaml", "in/b.yaml", "in/c.yaml", "in/.hidden/d.yaml", "out.yaml"] {
            fs::write(at(file), "").unwrap();
        }
        let paths = [at("out.yaml"), at("in/c.yaml"), at("in/.hidden/d.yaml"), at("in/a.yaml")];
        let piped = at("in/b.yaml");
        let paths: Vec<PathBuf> = paths.into_iter().chain([PathBuf::from("-")]).collect();
        let found = within(&at("in"), &paths, Some(&piped), &Excludes::default(), false);
        let name = |input: &Input| match input {
            Input::File(path) => path.file_name().unwrap().to_string_lossy().into_owned(),
            Input::Stdin => "-".to_owned(),
        };
        let names: Vec<String> = found.walk.inputs.iter().map(name).collect();
        assert_eq!(names, ["a.yaml", "-", "c.yaml", "out.yaml", "d.yaml"]);
        let mut named: Vec<String> = found.named.iter().map(name).collect();
        named.sort();
        assert_eq!(named, ["-", "a.yaml", "c.yaml", "d.yaml", "out.yaml"]);
    }
}
