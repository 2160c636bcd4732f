//! Where a path leads, as far as its text tells.

use std::path::{Component, Path, PathBuf};

/// A path from the root, without `.` and `..`, links left alone. A path without a folder is seen
/// from the working directory, the empty one is that directory.
#[must_use]
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let path = Path::new(".").join(path);
    without_dots(&std::path::absolute(&path).unwrap_or(path))
}

/// A path without `.` and `..`, links left alone.
#[must_use]
pub(crate) fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => _ = plain.pop(),
            part => plain.push(part),
        }
    }
    plain
}

/// A path as it is shown in a folder.
#[must_use]
pub(crate) fn seen(path: &Path, from: &Path) -> PathBuf {
    let up = from.ancestors().enumerate().find_map(|(up, folder)| {
        let rest = path.strip_prefix(folder).ok()?;
        // From the root down there is nothing in common.
        (folder.parent().is_some() || up == 0).then_some((up, rest))
    });
    match up {
        Some((up, rest)) => std::iter::repeat_n(Path::new(".."), up).chain([rest]).collect(),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_taken_away() {
        let here = std::env::current_dir().unwrap();
        assert_eq!(absolute(Path::new("")), here);
        assert_eq!(absolute(Path::new("./a/../b")), here.join("b"));
        assert_eq!(absolute(Path::new("/a/./b/..")), Path::new("/a"));
        assert_eq!(without_dots(Path::new("a/b/../c")), Path::new("a/c"));
    }
}
