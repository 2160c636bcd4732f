//! Kubernetes versions. Patch releases don't matter here: they change no answer on purpose.

use std::fmt;
use std::str::FromStr;

/// A minor version of Kubernetes that is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "their names say all")]
pub enum Version {
    V1_32,
    V1_33,
    V1_34,
    V1_35,
    V1_36,
    V1_37,
}

impl Version {
    /// The known versions, oldest first.
    pub const ALL: [Self; 6] =
        [Self::V1_32, Self::V1_33, Self::V1_34, Self::V1_35, Self::V1_36, Self::V1_37];

    /// The version that answers where none is asked for: the newest one.
    pub const DEFAULT: Self = Self::V1_37;

    /// The number after `1.`.
    #[must_use]
    pub const fn minor(self) -> u32 {
        32 + self as u32
    }

    /// The known version with this number after `1.`.
    #[must_use]
    pub fn from_minor(minor: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.minor() == minor)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.minor())
    }
}

/// Why a text names no version that is known here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VersionError {
    /// The text is no version.
    #[error(
        "`{0}` is no Kubernetes version; write it as in `{default}` or `v{default}.2` (known are {known})",
        default = Version::DEFAULT, known = known()
    )]
    Malformed(String),
    /// The version is none of the known ones.
    #[error("Kubernetes {0} is not known here; known are {known}", known = known())]
    Unknown(String),
}

/// The known versions, as a text.
fn known() -> String {
    Version::ALL.map(|version| version.to_string()).join(", ")
}

/// The minor number of a Kubernetes version such as `1.34`, `v1.34.2` or `v1.34.2-eks-1a2b3c`.
#[must_use]
pub(crate) fn minor(text: &str) -> Option<u32> {
    let number = text.strip_prefix('v').unwrap_or(text);
    let number = number.split(['-', '+']).next()?;
    let mut parts = number.split('.');
    let (major, minor) = (parts.next()?, parts.next()?);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let rest = parts.all(is_number);
    (major == "1" && is_number(minor) && rest).then(|| minor.parse().ok())?
}

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(text: &str) -> Result<Self, VersionError> {
        let minor = minor(text).ok_or_else(|| VersionError::Malformed(text.to_owned()))?;
        Self::from_minor(minor).ok_or_else(|| VersionError::Unknown(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_with_and_without_a_patch() {
        for text in ["1.34", "v1.34", "1.34.2", "v1.34.2", "v1.34.2-eks-3abc", "1.34.2+k3s1"] {
            assert_eq!(text.parse(), Ok(Version::V1_34), "{text}");
        }
        let said = |text: &str| text.parse::<Version>().unwrap_err().to_string();
        insta::assert_snapshot!(said("1.31"), @"Kubernetes 1.31 is not known here; known are 1.32, 1.33, 1.34, 1.35, 1.36, 1.37");
        insta::assert_snapshot!(said("34"), @"`34` is no Kubernetes version; write it as in `1.37` or `v1.37.2` (known are 1.32, 1.33, 1.34, 1.35, 1.36, 1.37)");
        for text in ["", "v", "1.", "1.x", "2.34", "1.34.x", "1.99999999999"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
