//! Which Kubernetes a user asks about.

use std::str::FromStr;

use super::version::{Version, VersionError};

/// What `--kubernetes` and its kin may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// A version.
    Version(Version),
    /// That of the inventory's nodes.
    Nodes,
}

impl FromStr for Asked {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        if text == "nodes" { Ok(Self::Nodes) } else { text.parse().map(Self::Version) }
    }
}
