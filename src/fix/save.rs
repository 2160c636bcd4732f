//! Fixed texts written over their files.

use std::fs;
use std::io;

use crate::source::{SourceFile, WriteError, write};

/// Why a fixed text was not written. What is in the file stays.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SaveError {
    /// Somebody else has changed the file since it was read.
    #[error("{0} was changed while it was checked: it is left as it is now")]
    Changed(String),
    /// The file can't be read again, to see whether it is still the same.
    #[error("can't read {name}: {source}")]
    Read {
        /// The file.
        name: String,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// The file can't be written.
    #[error("can't write {0}")]
    Write(#[from] WriteError),
}

/// Writes a text over the file that it was read from, in the file's encoding, in one step; not
/// where the file holds something else than was read by now. What comes from no file is not
/// written.
///
/// # Errors
/// When the file was changed meanwhile or the system refuses; it is untouched then.
pub(crate) fn save(before: &SourceFile, after: &SourceFile) -> Result<(), SaveError> {
    let Some(path) = before.path() else { return Ok(()) };
    let name = || before.name().to_owned();
    let now = fs::read(path).map_err(|source| SaveError::Read { name: name(), source })?;
    if now != before.encoding().encode(before.text()) {
        return Err(SaveError::Changed(name()));
    }
    Ok(write(path, &after.encoding().encode(after.text()))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::read::read_file;

    #[test]
    fn a_file_keeps_its_encoding_and_what_others_write() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, b"\xff\xfea\x00:\x00\r\x00\n\x00").unwrap();
        let before = read_file(&path).unwrap();
        save(&before, &before.with_text("b:\r\n")).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"\xff\xfeb\x00:\x00\r\x00\n\x00");
        let error = save(&before, &before.with_text("c:\r\n")).unwrap_err();
        assert!(
            error
                .to_string()
                .ends_with("a.yaml was changed while it was checked: it is left as it is now")
        );
        assert_eq!(fs::read(&path).unwrap(), b"\xff\xfeb\x00:\x00\r\x00\n\x00");
        fs::remove_file(&path).unwrap();
        assert!(save(&before, &before).is_err());
    }
}
