//! By what a change of a file is seen.

use std::path::Path;
use std::time::SystemTime;

/// The size of a file and when it was written; none where there is no file.
pub(crate) type Stamp = Option<(u64, Option<SystemTime>)>;

/// The stamp of a file as it is now.
#[must_use]
pub(crate) fn stamp(path: &Path) -> Stamp {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}
