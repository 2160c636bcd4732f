//! Texts too large to be kept whole for the few objects of them that are needed.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use super::file::SourceFile;
use super::portions::{self, Doubt, Sieve, Stopped};
use super::read::{MAX_BYTES, ReadError, ReadProblem, STDIN_NAME, is_utf16, read, read_from};
use super::walk::Input;

/// A text of more bytes than these is read in portions, where nothing asks for all of it.
pub(crate) const LARGE: u64 = 32 << 20;

/// A file, or one without its text and what is still to be read of it.
pub(crate) type Opened = (SourceFile, Option<Large>);

/// A text that is still to be read.
#[derive(Debug)]
pub(crate) enum Large {
    /// A file, which can be read again.
    File(PathBuf),
    /// Standard input, with what was read of it already.
    Piped(Vec<u8>),
}

impl Large {
    /// Opens an input: one of no more than so many bytes is read.
    ///
    /// # Errors
    /// When it can't be read.
    pub(crate) fn open(input: &Input, stdin_name: &str, bytes: u64) -> Result<Opened, ReadError> {
        let whole = || Ok((read(input, stdin_name)?, None));
        match input {
            Input::File(path) => {
                let is_large = path.metadata().is_ok_and(|found| {
                    found.is_file() && found.len() > bytes && found.len() <= MAX_BYTES
                });
                if !is_large {
                    return whole();
                }
                let file = SourceFile::new(path.display().to_string(), "").at(path);
                Ok((file, Some(Self::File(path.clone()))))
            }
            Input::Stdin => {
                let mut start = Vec::new();
                let mut stdin = io::stdin().lock();
                let read = (&mut stdin).take(bytes + 1).read_to_end(&mut start);
                let problem = |error: io::Error| ReadError {
                    name: stdin_name.to_owned(),
                    problem: error.into(),
                };
                let named = |file: SourceFile| match stdin_name {
                    STDIN_NAME => file,
                    name => file.as_if_at(name),
                };
                let is_large = read.map_err(problem)? as u64 > bytes && !is_utf16(&start);
                if !is_large {
                    let file = read_from(stdin_name, start.as_slice().chain(stdin))?;
                    return Ok((named(file), None));
                }
                Ok((named(SourceFile::new(stdin_name, "")), Some(Self::Piped(start))))
            }
        }
    }

    /// Reads it without what nobody needs of it; a file as a whole where that can't be.
    ///
    /// # Errors
    /// When it can't be read.
    pub(crate) fn read<S: Sieve>(
        self,
        file: &SourceFile,
        sieve: &mut S,
    ) -> Result<SourceFile, ReadError> {
        let error = |problem| ReadError { name: file.name().to_owned(), problem };
        match self {
            Self::File(path) => {
                let opened = File::open(&path).map_err(|found| error(found.into()))?;
                match portions::read(file, opened, false, sieve) {
                    Ok(file) => Ok(file),
                    Err(Stopped::Unreadable(problem)) => Err(error(problem)),
                    Err(Stopped::Doubtful(_)) => read(&Input::File(path), STDIN_NAME),
                }
            }
            Self::Piped(start) => {
                let reader = start.as_slice().chain(io::stdin().lock());
                match portions::read(file, reader, true, sieve) {
                    Ok(file) => Ok(file),
                    Err(Stopped::Unreadable(problem)) => Err(error(problem)),
                    Err(Stopped::Doubtful(Doubt(why))) => Err(error(ReadProblem::Piped(why))),
                }
            }
        }
    }

    /// Reads on for those who write: they must not find their pipe closed.
    pub(super) fn pass_over(self) {
        if matches!(self, Self::Piped(_)) {
            let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        }
    }
}
