//! Folders that globs name.

use std::path::{Path, PathBuf};

use globset::GlobSet;

use super::place::absolute;
use super::walk::{ExcludeError, compile};

/// Folders (or files) that are named by globs, each seen from a folder of its own. A pattern without
/// a slash matches a name at any depth; `*` doesn't cross a slash, `**` does.
#[derive(Clone, Debug, Default)]
pub struct Folders(Vec<(PathBuf, GlobSet)>);

impl Folders {
    /// The same with patterns that are seen from a folder.
    ///
    /// # Errors
    /// For the first pattern that is no glob.
    pub fn within<P: AsRef<str>>(
        mut self,
        folder: &Path,
        patterns: &[P],
    ) -> Result<Self, ExcludeError> {
        if !patterns.is_empty() {
            self.0.push((absolute(folder), compile(patterns)?));
        }
        Ok(self)
    }

    /// Whether none is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many folders up from a file, by its absolute path, the innermost of these lies; 0 where
    /// the file itself is named.
    #[must_use]
    pub fn up_from(&self, place: &Path) -> Option<usize> {
        let has = |path: &Path| {
            self.0.iter().any(|(folder, set)| {
                let below = path.strip_prefix(folder);
                below.is_ok_and(|path| !path.as_os_str().is_empty() && set.is_match(path))
            })
        };
        place.ancestors().position(has)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_folder_counts() {
        let folders = Folders::default().within(Path::new("/r"), &["envs/*", "canary", "x/a.yaml"]);
        let folders = folders.unwrap();
        for (place, expected) in [
            ("/r/envs/prod/app/a.yaml", Some(2)),
            ("/r/envs/prod/canary/a.yaml", Some(1)),
            ("/r/x/a.yaml", Some(0)),
            ("/r/base/a.yaml", None),
            ("/other/envs/prod/a.yaml", None),
        ] {
            assert_eq!(folders.up_from(Path::new(place)), expected, "{place}");
        }
    }
}
