//! Bytes made into text.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::file::{Encoding, SourceFile};
use super::walk::Input;

/// The largest file that is read, in bytes: positions in a text are 32-bit numbers.
pub(crate) const MAX_BYTES: u64 = u32::MAX as u64 - 1;

/// So much is read at once of what doesn't say how long it is.
pub(super) const PIECE: usize = 16 << 20;

/// The name that diagnostics show for standard input unless another is given.
pub(crate) const STDIN_NAME: &str = "<stdin>";

/// Something that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {problem}")]
pub struct ReadError {
    /// The name to show.
    pub name: String,
    /// Why.
    #[source]
    pub problem: ReadProblem,
}

/// Why something could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadProblem {
    /// The system says so.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// A directory where a file is needed.
    #[error("is a directory")]
    Directory,
    /// More bytes than [`MAX_BYTES`].
    #[error("is larger than 4 GiB")]
    TooLarge,
    /// A byte that no text has, in what has no end either: a device.
    #[error("is not text: byte {0} is NUL")]
    Nul(usize),
    /// A pipe brought more than is kept, and something that only a file can be asked about again.
    #[error("{0}: of so much only a file can be read again, so write it to one and name that")]
    Piped(String),
    /// Bytes that are no text in the encoding that the file says it has, or in UTF-8.
    #[error("is not text: byte {byte} is not valid {encoding}")]
    Encoding {
        /// The first byte that doesn't fit, from 0.
        byte: usize,
        /// `UTF-8` or `UTF-16`.
        encoding: &'static str,
    },
}

impl From<ReadProblem> for io::Error {
    fn from(problem: ReadProblem) -> Self {
        match problem {
            ReadProblem::Io(error) => error,
            ReadProblem::Directory => io::ErrorKind::IsADirectory.into(),
            other => Self::new(io::ErrorKind::InvalidData, other),
        }
    }
}

/// Reads a file, or standard input under the name that is given for it.
///
/// # Errors
/// When it can't be opened or read, is no text, or is too large.
pub(crate) fn read(input: &Input, stdin_name: &str) -> Result<SourceFile, ReadError> {
    match input {
        Input::File(path) => read_file(path),
        Input::Stdin => {
            let file = read_from(stdin_name, io::stdin().lock())?;
            Ok(if stdin_name == STDIN_NAME { file } else { file.as_if_at(stdin_name) })
        }
    }
}

/// Reads a file.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_file(path: &Path) -> Result<SourceFile, ReadError> {
    let name = path.display().to_string();
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
    match opened {
        Err(error) => Err(ReadError { name, problem: error.into() }),
        Ok((metadata, _)) if metadata.is_dir() => {
            Err(ReadError { name, problem: ReadProblem::Directory })
        }
        Ok((metadata, _)) if metadata.len() > MAX_BYTES => {
            Err(ReadError { name, problem: ReadProblem::TooLarge })
        }
        Ok((metadata, file)) => Ok(read_sized(&name, file, metadata.len())?.at(path)),
    }
}

/// Reads all that comes, under a name.
///
/// # Errors
/// As [`read`].
pub(crate) fn read_from(name: &str, reader: impl Read) -> Result<SourceFile, ReadError> {
    read_sized(name, reader, 0)
}

/// Reads all that comes, with room for the size that is expected.
fn read_sized(name: &str, reader: impl Read, size: u64) -> Result<SourceFile, ReadError> {
    // One byte more, so that the end is noticed without growing.
    let mut bytes = Vec::with_capacity(size as usize + 1);
    let text = match read_all(reader, &mut bytes, size) {
        Err(problem) => Err(problem),
        Ok(()) => decode(bytes),
    };
    match text {
        Ok((text, encoding)) => Ok(SourceFile::new(name, text).encoded(encoding)),
        Err(problem) => Err(ReadError { name: name.to_owned(), problem }),
    }
}

/// Reads to the end, but no further than where it shows that this is a text no more: what hands out
/// zeros for ever is not kept in memory first.
fn read_all(mut reader: impl Read, bytes: &mut Vec<u8>, size: u64) -> Result<(), ReadProblem> {
    let mut piece = PIECE.max(size as usize + 1);
    loop {
        let before = bytes.len();
        let read = reader.by_ref().take(piece as u64).read_to_end(bytes)?;
        if bytes.len() as u64 > MAX_BYTES {
            return Err(ReadProblem::TooLarge);
        }
        if read < piece {
            return Ok(());
        }
        let new = bytes.get(before..).unwrap_or_default();
        if let Some(at) = memchr::memchr(0, new).filter(|_| !is_utf16(bytes)) {
            return Err(ReadProblem::Nul(before + at));
        }
        piece = PIECE;
    }
}

/// Whether bytes begin with the byte order mark of UTF-16, which Windows PowerShell's redirections
/// write.
#[must_use]
pub(crate) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff])
}

/// Bytes as text with their encoding, as go-yaml v2 reads them (`readerc.go`): UTF-16 where a byte order mark says so,
/// else UTF-8. A byte order mark of UTF-8 stays in the text, so that positions are those of the
/// file; that of UTF-16 does not.
///
/// # Errors
/// At the first byte that is not valid.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Encoding), ReadProblem> {
    let (text, encoding) = match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => (decode_utf16(rest, u16::from_le_bytes)?, Encoding::Utf16Le),
        [0xfe, 0xff, rest @ ..] => (decode_utf16(rest, u16::from_be_bytes)?, Encoding::Utf16Be),
        _ => {
            let text = String::from_utf8(bytes).map_err(|error| ReadProblem::Encoding {
                byte: error.utf8_error().valid_up_to(),
                encoding: "UTF-8",
            })?;
            (text, Encoding::Utf8)
        }
    };
    if text.len() as u64 > MAX_BYTES { Err(ReadProblem::TooLarge) } else { Ok((text, encoding)) }
}

/// The text of UTF-16 after its byte order mark of two bytes.
fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ReadProblem> {
    let encoding = "UTF-16";
    let (pairs, rest) = bytes.as_chunks();
    let mut text = String::with_capacity(bytes.len());
    let mut byte = 2;
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let character = character.map_err(|_| ReadProblem::Encoding { byte, encoding })?;
        byte += character.len_utf16() * 2;
        text.push(character);
    }
    if rest.is_empty() { Ok(text) } else { Err(ReadProblem::Encoding { byte, encoding }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).unwrap_err().to_string()
    }

    #[test]
    fn encodings_there_and_back() {
        for (bytes, text, encoding) in [
            (&b"\xc3\xa4"[..], "ä", Encoding::Utf8),
            (b"\xef\xbb\xbfa", "\u{feff}a", Encoding::Utf8),
            (b"\xff\xfea\x00\x3d\xd8\x00\xde", "a😀", Encoding::Utf16Le),
            (b"\xfe\xff\x00a\x00\n", "a\n", Encoding::Utf16Be),
        ] {
            assert_eq!(decode(bytes.to_vec()).unwrap(), (text.to_owned(), encoding));
            assert_eq!(encoding.encode(text), bytes);
        }
    }

    #[test]
    fn what_is_no_text() {
        insta::assert_snapshot!(refused(b"ab\xff"), @"is not text: byte 2 is not valid UTF-8");
        insta::assert_snapshot!(refused(b"\xff\xfea\x00\x00\xdcb\x00"), @"is not text: byte 4 is not valid UTF-16");
        insta::assert_snapshot!(refused(b"\xfe\xff\x00ab"), @"is not text: byte 4 is not valid UTF-16");
    }

    #[test]
    fn what_never_ends_is_read_until_it_is_seen_to_be_no_text() {
        let error = read_from("zeros", std::io::repeat(0)).unwrap_err();
        assert_eq!(error.to_string(), "zeros: is not text: byte 0 is NUL");
        let text = "a: b\n".repeat(5_000_000);
        let file = read_from("long", text.as_bytes().chain(&b"c: \0"[..])).unwrap();
        assert_eq!(file.text().len(), text.len() + 4);
    }

    #[test]
    fn directories_and_what_is_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let error = read_file(folder.path()).unwrap_err();
        assert!(matches!(error.problem, ReadProblem::Directory));
        let error = read_file(&folder.path().join("nowhere")).unwrap_err();
        assert!(matches!(error.problem, ReadProblem::Io(_)));
    }
}
