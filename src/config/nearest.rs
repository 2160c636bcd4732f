//! Which config file counts for a file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::{ConfigError, FILE_NAMES, Loaded, load};
use crate::source::place::{seen, without_dots};

/// Finds the config file of a file or folder: in its folder, or in the nearest one above. The path
/// is shown from the working directory: `.daemonlint.yaml`, `../.daemonlint.yaml` …
///
/// # Errors
/// When two stand in one folder.
pub(crate) fn find(of: &Path, working_directory: &Path) -> Result<Option<PathBuf>, ConfigError> {
    Nearest::new(working_directory).of(of)
}

/// The config that says what the cluster is: a config itself, else the nearest above it that names
/// nodes, pods or what a cluster has; the config itself where none does.
///
/// # Errors
/// When one above can't be read, or two stand in one folder.
pub(crate) fn of_cluster(of: &Loaded, working_directory: &Path) -> Result<Loaded, ConfigError> {
    let mut loaded = of.clone();
    while !loaded.config.names_cluster() && loaded.file.is_some() {
        let folder = without_dots(&working_directory.join(&loaded.folder));
        let above = folder.parent().map(|above| find(above, working_directory)).transpose()?;
        match above.flatten() {
            Some(path) => loaded = load(&reachable(&path, working_directory))?,
            None => return Ok(of.clone()),
        }
    }
    Ok(loaded)
}

/// The path of a config that was found from a folder: as it is shown there, where the process runs
/// there, else from the root.
#[must_use]
pub(crate) fn reachable(path: &Path, from: &Path) -> PathBuf {
    let real = |folder: &Path| std::fs::canonicalize(folder).ok();
    match (real(Path::new(".")), real(from)) {
        (Some(here), Some(from)) if here == from => path.to_owned(),
        _ => without_dots(&from.join(path)),
    }
}

/// The nearest config files of many files.
#[derive(Debug)]
pub(crate) struct Nearest {
    /// From here paths are seen and shown.
    working_directory: PathBuf,
    known: HashMap<PathBuf, Option<PathBuf>>,
}

impl Nearest {
    /// Of none yet.
    #[must_use]
    pub(crate) fn new(working_directory: &Path) -> Self {
        Self { working_directory: working_directory.to_owned(), known: HashMap::new() }
    }

    /// The config file of a file or folder ([`find`]).
    ///
    /// # Errors
    /// When two stand in one folder.
    pub(crate) fn of(&mut self, path: &Path) -> Result<Option<PathBuf>, ConfigError> {
        let real = without_dots(&self.working_directory.join(path));
        let mut found = None;
        let mut asked = Vec::new();
        for folder in real.ancestors() {
            if let Some(known) = self.known.get(folder) {
                found.clone_from(known);
                break;
            }
            asked.push(folder.to_owned());
            found = self.stands_in(folder)?;
            if found.is_some() {
                break;
            }
        }
        self.known.extend(asked.into_iter().map(|folder| (folder, found.clone())));
        Ok(found)
    }

    fn stands_in(&self, folder: &Path) -> Result<Option<PathBuf>, ConfigError> {
        let shown = |path: PathBuf| seen(&path, &self.working_directory);
        let [first, second] = FILE_NAMES.map(|name| folder.join(name));
        match (first.is_file(), second.is_file()) {
            (false, false) => Ok(None),
            (true, true) => Err(ConfigError::Two { first: shown(first), second: shown(second) }),
            (true, false) => Ok(Some(shown(first))),
            (false, true) => Ok(Some(shown(second))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_file_above_counts() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        std::fs::create_dir_all(root.join("a/b")).unwrap();
        let write = |path: &str| std::fs::write(root.join(path), "").unwrap();
        let found = |of: &str, from: &str| {
            let found = find(Path::new(of), &root.join(from)).map_err(|error| error.to_string());
            found.map(|path| path.map(|path| path.display().to_string()))
        };
        write(".daemonlint.yml");
        assert_eq!(found("b", "a"), Ok(Some("../.daemonlint.yml".to_owned())));
        write("a/.daemonlint.yaml");
        assert_eq!(found("a/b/../x.yaml", ""), Ok(Some("a/.daemonlint.yaml".to_owned())));
        assert_eq!(found(".", "a/b"), Ok(Some("../.daemonlint.yaml".to_owned())));
        assert_eq!(found("../..", "a/b"), Ok(Some("../../.daemonlint.yml".to_owned())));
        write("a/.daemonlint.yml");
        assert!(found("a", "").unwrap_err().contains("side by side"));
    }
}
