//! Bytes on their way in: no more of them, and of no other kind, than a text read at once may have.

use std::io::{self, Read};

use super::super::read::{MAX_BYTES, PIECE, ReadProblem};

/// Counts what is read, and notes what no text has.
pub(super) struct Input<R> {
    inner: R,
    is_piped: bool,
    total: u64,
    /// The first byte that is NUL.
    nul: Option<u64>,
}

impl<R> Input<R> {
    pub(super) const fn new(inner: R, is_piped: bool) -> Self {
        Self { inner, is_piped, total: 0, nul: None }
    }

    /// Why what was read so far is no text, or too long a one. What comes from a pipe is given up
    /// piece by piece, as where it is read at once.
    pub(super) fn problem(&self) -> Option<ReadProblem> {
        let nul = self.nul.filter(|at| {
            let piece = PIECE as u64;
            self.is_piped && (at / piece + 1) * piece <= self.total
        });
        match nul {
            Some(at) => Some(ReadProblem::Nul(at as usize)),
            None if self.total > MAX_BYTES => Some(ReadProblem::TooLarge),
            None => None,
        }
    }
}

impl<R: Read> Read for Input<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.problem().is_some() {
            return Ok(0);
        }
        let read = self.inner.read(buffer)?;
        if self.nul.is_none() {
            let new = buffer.get(..read).unwrap_or_default();
            self.nul = memchr::memchr(0, new).map(|at| self.total + at as u64);
        }
        self.total += read as u64;
        Ok(read)
    }
}
