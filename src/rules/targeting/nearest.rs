//! What was meant: the label of an inventory that comes closest to one that no node has.

use strsim::osa_distance;

use crate::kubernetes::labels::{Requirement, Test};
use crate::rules::survey::NodeLabels;
use crate::words::names;

/// What of a requirement no node has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    /// The key.
    Key,
    /// All of the values.
    Value,
}

/// What of a requirement no node of the inventory has, and no pool would bring; none where a node
/// could pass it, or where it asks for a label's absence.
pub(super) fn unknown(labels: &NodeLabels<'_>, requirement: &Requirement) -> Option<Unknown> {
    let key = &*requirement.key;
    match &requirement.test {
        Test::NotIn(_) | Test::DoesNotExist => None,
        _ if !labels.has(key) => Some(Unknown::Key),
        Test::In(values) => {
            let known = values.iter().any(|value| labels.has_value(key, value));
            (!known).then_some(Unknown::Value)
        }
        Test::Exists | Test::GreaterThan(_) | Test::LessThan(_) => None,
    }
}

/// What was meant by a requirement that no node passes, or what there is instead.
pub(super) fn hint(labels: &NodeLabels<'_>, requirement: &Requirement) -> Option<String> {
    let key = &*requirement.key;
    match unknown(labels, requirement)? {
        Unknown::Key => {
            let nearest = nearest_key(key, labels.keys())?;
            Some(format!("did you mean `{nearest}`?"))
        }
        Unknown::Value => {
            let Test::In(wanted) = &requirement.test else { return None };
            let there = labels.values(key);
            let nearest = wanted.iter().find_map(|value| nearest(value, there.iter().copied()));
            Some(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => format!("the nodes have {key}: {}", names(there, 60)),
            })
        }
    }
}

/// The word that is spelt most like another, if it is much like it.
fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let nearest = words
        .into_iter()
        .filter(|other| !other.is_empty() && other.len().abs_diff(word.len()) * 3 <= word.len())
        .map(|other| (osa_distance(&lower, &other.to_lowercase()), other))
        .min();
    // A short word may have two letters swapped.
    let much_alike = |(distance, other): &(usize, &str)| {
        distance * 3 <= other.len()
            || (*distance == 1 && other.len() == word.len() && word.len() > 1)
    };
    nearest.filter(much_alike).map(|(_, other)| other)
}

/// The key that was meant: of the same name under another domain, or of a similar name in the same
/// domain. `kubernetes.io/arch` is not a misspelt `kubernetes.io/os`.
fn nearest_key<'a>(key: &str, keys: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let (domain, name) = split(key);
    let same_domain = keys.clone().into_iter().map(split).filter(|(other, _)| *other == domain);
    let similar = nearest(name, same_domain.map(|(_, name)| name));
    let mut candidates = keys.into_iter();
    match similar {
        Some(similar) => candidates.find(|other| split(other) == (domain, similar)),
        None => candidates
            .filter(|other| split(other).1 == name)
            .min_by_key(|other| osa_distance(domain, split(other).0)),
    }
}

/// A key's domain with its slash, and its name.
fn split(key: &str) -> (&str, &str) {
    key.rfind('/').and_then(|at| key.split_at_checked(at + 1)).unwrap_or(("", key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_compared_by_domain_and_name() {
        let keys = [
            "kubernetes.io/arch",
            "kubernetes.io/os",
            "topology.kubernetes.io/zone",
            "example.com/disktype",
        ];
        for (key, meant) in [
            ("kubernetes.io/so", Some("kubernetes.io/os")),
            ("zone", Some("topology.kubernetes.io/zone")),
            ("topology.k8s.io/zone", Some("topology.kubernetes.io/zone")),
            ("example.com/disk-type", Some("example.com/disktype")),
            ("kubernetes.io/name", None),
            ("example.com/pool", None),
            ("", None),
        ] {
            assert_eq!(nearest_key(key, keys), meant, "{key}");
        }
    }

    #[test]
    fn values_are_suggested_only_where_they_are_much_alike() {
        let zones = ["eu-west-1a", "eu-west-1b"];
        assert_eq!(nearest("eu-west1-a", zones), Some("eu-west-1a"));
        assert_eq!(nearest("us-east-2c", zones), None);
        assert_eq!(nearest("Linux", ["linux"]), Some("linux"));
        assert_eq!(nearest("windows", ["linux"]), None);
        assert_eq!(nearest("", ["a"]), None);
        assert_eq!(nearest("so", ["os"]), Some("os"));
    }
}
