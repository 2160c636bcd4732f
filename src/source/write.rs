//! Writing files whole or not at all.

use std::fs::{self, Metadata, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that could not be written. What was there before still is.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", .path.display())]
pub(crate) struct WriteError {
    /// The file.
    pub path: PathBuf,
    /// What the system says.
    #[source]
    pub source: io::Error,
}

/// Replaces a file's content in one step, so that nobody ever sees half of it. A symbolic link
/// stays one, and permissions stay as they were. What is no regular file (a pipe, a terminal) is
/// written to as it is.
///
/// # Errors
/// When the system refuses; the old content is untouched then.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<(), WriteError> {
    write_with(path, |out| out.write_all(content))
}

/// The same for content that is written as it is made.
///
/// # Errors
/// When the system refuses, or the content can't be made; the old content is untouched then.
pub(crate) fn write_with(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), WriteError> {
    replace(path, content).map_err(|source| WriteError { path: path.to_owned(), source })
}

/// Writes a file that is not there yet, in one step: one that is there stays as it is.
///
/// # Errors
/// When there is one, or the system refuses.
pub(crate) fn write_new(path: &Path, content: &[u8]) -> Result<(), WriteError> {
    let create = || -> io::Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut file = new_file(folder.unwrap_or(Path::new(".")))?;
        file.write_all(content)?;
        file.persist_noclobber(path)?;
        Ok(())
    };
    create().map_err(|source| WriteError { path: path.to_owned(), source })
}

fn replace(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let (target, before) = match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => {
            // A file that must not be written is not replaced by another one either.
            drop(fs::File::options().write(true).open(path)?);
            (path.canonicalize()?, Some(metadata))
        }
        Ok(_) => return content(&mut fs::File::options().write(true).open(path)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (path.to_owned(), None),
        Err(error) => return Err(error),
    };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = new_file(folder.unwrap_or(Path::new(".")))?;
    content(&mut file)?;
    if let Some(before) = before {
        keep_owner(file.as_file(), &before);
        file.as_file().set_permissions(before.permissions())?;
    }
    file.persist(&target)?;
    Ok(())
}

/// A file beside the target, with the permissions that any new file would have.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".daemonlint-");
    if let Some(permissions) = new_permissions() {
        builder.permissions(permissions);
    }
    builder.tempfile_in(folder)
}

/// Who may give files away (root) gives the new one to whom the old one belonged; for others it is
/// theirs already, or can't be helped.
#[cfg(unix)]
fn keep_owner(file: &fs::File, before: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, Some(before.uid()), Some(before.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &fs::File, _: &Metadata) {}

#[cfg(unix)]
fn new_permissions() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn new_permissions() -> Option<Permissions> {
    None
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn links_and_permissions_stay() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
        symlink("a", &link).unwrap();
        write(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn new_files_and_failures() {
        let folder = tempfile::tempdir().unwrap();
        write(&folder.path().join("new"), b"x").unwrap();
        assert_eq!(fs::read(folder.path().join("new")).unwrap(), b"x");
        assert!(write(&folder.path().join("no/such"), b"x").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        write(Path::new("/dev/null"), b"x").unwrap();
    }
}
