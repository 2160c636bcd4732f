//! What was meant: the label of an inventory that comes closest to one that no node has.

use crate::kubernetes::labels::{Requirement, Test};
use crate::kubernetes::node_labels::{ARCH, HOSTNAME, MASTER, OS, newer_name};
use crate::rules::survey::NodeLabels;
use crate::words::names;
use crate::words::near::{nearest, slip};

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

/// The label that was meant by one that is to be absent, or to have other values, and that no node has:
/// of nearly the same name.
pub(super) fn barred<'l>(labels: &'l NodeLabels<'_>, requirement: &Requirement) -> Option<&'l str> {
    let key = &*requirement.key;
    if !matches!(requirement.test, Test::NotIn(_) | Test::DoesNotExist) || labels.has(key) {
        return None;
    }
    let is_old = newer_name(key).is_some() || key == MASTER;
    if is_old { None } else { similar_key(key, labels.keys()) }
}

/// What to say of a requirement that no node passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hint {
    /// The words.
    pub text: String,
    /// Whether they offer a label that is likely meant, rather than tell what there is.
    pub is_near: bool,
}

/// What was meant by a requirement that no node passes, or what there is instead.
pub(super) fn hint(labels: &NodeLabels<'_>, requirement: &Requirement) -> Option<Hint> {
    let key = &*requirement.key;
    let meant = |nearest: &str| Hint { text: format!("did you mean `{nearest}`?"), is_near: true };
    match unknown(labels, requirement)? {
        Unknown::Key => nearest_key(key, labels.keys()).map(meant),
        Unknown::Value => {
            let Test::In(wanted) = &requirement.test else { return None };
            let there = labels.values(key);
            let nearest = wanted.iter().find_map(|value| nearest(value, there.iter().copied()));
            Some(nearest.map_or_else(
                || Hint {
                    text: format!("the nodes have {key}: {}", names(there, 60)),
                    is_near: false,
                },
                meant,
            ))
        }
    }
}

/// What to do where no label of the nodes is like the one that is asked for.
pub(super) fn instead(requirement: &Requirement) -> String {
    let key = requirement.key.as_str();
    if newer_name(key).is_some() || [MASTER, OS, ARCH, HOSTNAME].contains(&key) {
        // Nobody should put these on a node by hand.
        return "ask for a label that the nodes have".to_owned();
    }
    let value = match &requirement.test {
        Test::In(values) => values.first().map_or("", String::as_str),
        _ => "VALUE",
    };
    format!(
        "label the nodes that are meant (kubectl label node NAME {key}={value}), or ask for a \
         label that they have"
    )
}

/// The key that was meant: of a similar name in the same domain, or of the same name under a domain
/// that is likely meant. `kubernetes.io/arch` is not a misspelt `kubernetes.io/os`, and what one
/// cloud calls its node pools is not what another one does.
fn nearest_key<'a>(key: &str, keys: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let (domain, name) = split(key);
    if let Some(similar) = similar_key(key, keys.clone()) {
        return Some(similar);
    }
    keys.into_iter()
        .filter(|other| split(other).1 == name && is_related(domain, split(other).0))
        .min_by_key(|other| slip(domain, split(other).0).is_none())
}

/// The key of a similar name in the same domain.
fn similar_key<'a>(key: &str, keys: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let (domain, name) = split(key);
    let same_domain = keys.clone().into_iter().map(split).filter(|(other, _)| *other == domain);
    let similar = nearest(name, same_domain.map(|(_, name)| name))?;
    keys.into_iter().find(|other| split(other) == (domain, similar))
}

/// Whether one domain may be written for another: none at all, a slip of it, or both are Kubernetes'
/// own or of the same owner.
fn is_related(domain: &str, other: &str) -> bool {
    let owner = |domain: &str| {
        let mut labels = domain.trim_end_matches('/').rsplit('.');
        let top = labels.next().unwrap_or_default().to_owned();
        let owner = format!("{}.{top}", labels.next().unwrap_or_default());
        if owner == "k8s.io" { "kubernetes.io".to_owned() } else { owner }
    };
    domain.is_empty() || slip(domain, other).is_some() || owner(domain) == owner(other)
}

/// A key's domain with its slash, and its name.
pub(super) fn split(key: &str) -> (&str, &str) {
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
            ("kubernets.io/os", Some("kubernetes.io/os")),
            ("cloud.example.net/disktype", None),
            ("example.com/pool", None),
            ("", None),
        ] {
            assert_eq!(nearest_key(key, keys), meant, "{key}");
        }
    }
}
