//! Versions, as the library `blang/semver` reads them, which Kubernetes uses.

use std::cmp::Ordering;

/// A semantic version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Semver {
    /// Major, minor, patch.
    pub(in crate::rules::cel) numbers: [u64; 3],
    /// What stands between `-` and `+`.
    pre: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Number(u64),
    Word(String),
}

impl Semver {
    /// Reads a version, strictly.
    ///
    /// # Errors
    /// Where it is none.
    pub(in crate::rules::cel) fn parse(text: &str) -> Result<Self, &'static str> {
        if text.is_empty() {
            return Err("Version string empty");
        }
        let mut parts = text.splitn(3, '.');
        let (Some(major), Some(minor), Some(rest)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err("No Major.Minor.Patch elements found");
        };
        let (rest, build) = match rest.split_once('+') {
            Some((rest, build)) => (rest, Some(build)),
            None => (rest, None),
        };
        let (patch, pre) = match rest.split_once('-') {
            Some((patch, pre)) => (patch, Some(pre)),
            None => (rest, None),
        };
        let numbers = [number(major)?, number(minor)?, number(patch)?];
        let parts = |text: &str| text.split('.').map(Part::parse).collect::<Result<Vec<_>, _>>();
        let pre = pre.map_or(Ok(Vec::new()), parts)?;
        let is_identifier = |text: &str| !text.is_empty() && text.bytes().all(is_word);
        if !build.is_none_or(|build| build.split('.').all(is_identifier)) {
            return Err("Invalid character(s) found in build meta data");
        }
        Ok(Self { numbers, pre })
    }

    /// Reads a version with a `v` before it, leading zeros, or less than three numbers.
    ///
    /// # Errors
    /// Where it is none.
    pub(in crate::rules::cel) fn parse_tolerant(text: &str) -> Result<Self, &'static str> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let mut parts: Vec<String> = text.splitn(3, '.').map(without_zeros).collect();
        if parts.len() < 3 {
            if parts.last().is_some_and(|last| last.contains(['+', '-'])) {
                return Err("short version cannot contain PreRelease/Build meta data");
            }
            parts.resize(3, "0".to_owned());
        }
        Self::parse(&parts.join("."))
    }

    /// Which of two versions comes first.
    pub(in crate::rules::cel) fn order(&self, other: &Self) -> Ordering {
        self.numbers.cmp(&other.numbers).then_with(|| match (&*self.pre, &*other.pre) {
            ([], []) => Ordering::Equal,
            ([], _) => Ordering::Greater,
            (_, []) => Ordering::Less,
            (a, b) => a
                .iter()
                .zip(b)
                .map(|(a, b)| a.order(b))
                .find(|order| order.is_ne())
                .unwrap_or_else(|| a.len().cmp(&b.len())),
        })
    }
}

impl Part {
    fn parse(text: &str) -> Result<Self, &'static str> {
        if text.is_empty() {
            return Err("Prerelease is empty");
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return number(text).map(Self::Number);
        }
        if text.bytes().all(is_word) {
            return Ok(Self::Word(text.to_owned()));
        }
        Err("Invalid character(s) found in prerelease")
    }

    fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Number(_), Self::Word(_)) => Ordering::Less,
            (Self::Word(_), Self::Number(_)) => Ordering::Greater,
            (Self::Word(a), Self::Word(b)) => a.cmp(b),
        }
    }
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

fn number(text: &str) -> Result<u64, &'static str> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("Invalid character(s) found in a number");
    }
    if text.len() > 1 && text.starts_with('0') {
        return Err("A number must not contain leading zeroes");
    }
    text.parse().map_err(|_| "A number is too large")
}

fn without_zeros(part: &str) -> String {
    if part.len() < 2 {
        return part.to_owned();
    }
    let rest = part.trim_start_matches('0');
    if rest.starts_with(|first: char| first.is_ascii_digit()) {
        rest.to_owned()
    } else {
        format!("0{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_their_parts() {
        let order = |a, b| Some(Semver::parse(a).ok()?.order(&Semver::parse(b).ok()?));
        assert_eq!(order("1.2.3", "1.2.10"), Some(Ordering::Less));
        assert_eq!(order("1.0.0-rc.2", "1.0.0-rc.10"), Some(Ordering::Less));
        assert_eq!(order("1.0.0", "1.0.0-rc.1"), Some(Ordering::Greater));
        assert_eq!(order("1.0.0+a", "1.0.0+b"), Some(Ordering::Equal));
        assert!(Semver::parse("v1.2.3").is_err());
        assert!(Semver::parse("1.02.3").is_err());
        assert!(Semver::parse_tolerant("v1.02").is_ok_and(|v| v.numbers == [1, 2, 0]));
        assert!(Semver::parse_tolerant("1.2-rc").is_err());
    }
}
