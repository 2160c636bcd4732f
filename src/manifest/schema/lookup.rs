//! The kinds that Kubernetes has itself, looked up.

use super::Kind;
use super::kinds::KINDS;

/// The group of an apiVersion; empty for the core group.
#[must_use]
pub fn group(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}

/// The kind of an apiVersion.
#[must_use]
pub fn find(api_version: &str, kind: &str) -> Option<&'static Kind> {
    let place = KINDS.binary_search_by(|known| {
        known.kind.cmp(kind).then_with(|| known.api_version.cmp(api_version))
    });
    KINDS.get(place.ok()?)
}

/// The versions of a kind, of whichever group.
pub fn versions(kind: &str) -> impl Iterator<Item = &'static Kind> {
    let first = KINDS.partition_point(|known| known.kind < kind);
    KINDS.iter().skip(first).take_while(move |known| known.kind == kind)
}

/// All kinds.
pub fn all() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter()
}

/// The kinds of a group.
pub fn of_group(group: &str) -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().filter(move |known| match known.api_version.strip_prefix(group) {
        Some(rest) if group.is_empty() => !rest.contains('/'),
        rest => rest.is_some_and(|rest| rest.starts_with('/')),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_found_by_version_and_name() {
        assert!(find("apps/v1", "DaemonSet").is_some_and(|kind| kind.namespaced));
        assert!(find("v1", "Namespace").is_some_and(|kind| !kind.namespaced));
        assert!(find("v1", "DaemonSet").is_none());
        let versions: Vec<_> = versions("Event").map(|kind| kind.api_version).collect();
        assert_eq!(versions, ["events.k8s.io/v1", "v1"]);
        assert!(of_group("policy").any(|kind| kind.kind == "PodDisruptionBudget"));
    }

    #[test]
    fn the_table_is_sorted() {
        let order = |kind: &Kind| (kind.kind, kind.api_version);
        assert!(KINDS.is_sorted_by_key(order));
    }
}
