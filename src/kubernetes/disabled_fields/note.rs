//! What is noted of a field that is not stored as it was written.

use crate::kubernetes::field::Path;

/// What becomes of a field whose gate is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is left out.
    Dropped,
    /// It gets this value.
    Replaced(&'static str),
}

/// Where a feature's fields are noted, with what becomes of them.
pub(super) type Note<'a> = dyn FnMut(&Path<'_>, Fate) + 'a;
