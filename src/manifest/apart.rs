//! Alternatives that folders tell by their names: versions and environments beside each other, and
//! what tests and examples bring, which nobody installs with the rest.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Folders whose content stands apart from all around it.
const APART: [&str; 15] = [
    "demo",
    "demos",
    "e2e",
    "example",
    "examples",
    "fixtures",
    "integration",
    "sample",
    "samples",
    "test",
    "testdata",
    "testing",
    "tests",
    "tutorial",
    "tutorials",
];

/// Names of environments.
const ENVIRONMENTS: [&str; 11] = [
    "canary",
    "dev",
    "development",
    "int",
    "preprod",
    "prod",
    "production",
    "qa",
    "stage",
    "staging",
    "uat",
];

/// What comes before the number in a version's name.
const BEFORE_VERSIONS: [&str; 6] = ["kubernetes-", "k8s-", "release-", "version-", "k8s", "v"];

/// The folders around these files that are alternatives to what lies beside them.
pub(super) fn by_name(files: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
    let mut folders: BTreeMap<&Path, usize> = BTreeMap::new();
    for file in files {
        for folder in file.ancestors().skip(1) {
            *folders.entry(folder).or_default() += 1;
        }
    }
    let mut beside: BTreeMap<&Path, Vec<&Path>> = BTreeMap::new();
    for folder in folders.keys() {
        if let Some(parent) = folder.parent() {
            beside.entry(parent).or_default().push(folder);
        }
    }
    let mut found = BTreeSet::new();
    for children in beside.into_values() {
        for is_one in [is_version, is_environment] {
            let alike = || children.iter().filter(|child| named(child).is_some_and(is_one));
            if alike().count() > 1 {
                found.extend(alike().map(|child| child.to_path_buf()));
            }
        }
        let is_apart = |child: &&&Path| {
            let has_all = folders.get(**child).is_some_and(|inside| *inside == files.len());
            !has_all && named(child).is_some_and(|name| APART.contains(&name))
        };
        found.extend(children.iter().filter(is_apart).map(|child| child.to_path_buf()));
    }
    let roles = folders.keys().filter_map(|folder| ansible_role(folder));
    found.extend(roles.map(Path::to_path_buf));
    found
}

/// The role of Ansible whose files or templates a folder has: a playbook takes some of the roles.
fn ansible_role(folder: &Path) -> Option<&Path> {
    let role = folder
        .parent()
        .filter(|_| named(folder).is_some_and(|name| matches!(name, "files" | "templates")))?;
    let roles = role.parent().and_then(named);
    (roles == Some("roles")).then_some(role)
}

fn named(folder: &Path) -> Option<&str> {
    folder.file_name().and_then(|name| name.to_str())
}

/// Whether a folder is named after a version: `v1.12`, `k8s-1.30`, `1.8+`.
fn is_version(name: &str) -> bool {
    let number = BEFORE_VERSIONS.iter().find_map(|before| name.strip_prefix(before));
    let is_marked = number.is_some();
    let number = number.unwrap_or(name).trim_end_matches('+').trim_end_matches(".x");
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '_' | '-'))
        && (is_marked || number.contains('.'))
}

fn is_environment(name: &str) -> bool {
    ENVIRONMENTS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[&str]) -> Vec<String> {
        let files = files.iter().map(PathBuf::from).collect();
        by_name(&files).iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn versions_and_environments_beside_each_other() {
        assert_eq!(found(&["v1.2/a.yaml", "v1.3/b.yaml", "lib/c.yaml"]), ["v1.2", "v1.3"]);
        assert_eq!(found(&["d/1.8/a.yaml", "d/1.8+/b.yaml"]), ["d/1.8", "d/1.8+"]);
        assert_eq!(found(&["x/dev/a.yaml", "x/prod/b.yaml"]), ["x/dev", "x/prod"]);
        assert_eq!(found(&["v1.2/a.yaml", "v2/deep/b.yaml", "v2/c.yaml"]), ["v1.2", "v2"]);
        assert!(found(&["dev/a.yaml", "base/b.yaml", "01/c.yaml", "02/d.yaml"]).is_empty());
    }

    #[test]
    fn roles_of_ansible_stand_apart() {
        let roles = ["roles/dns/files/a.yaml", "roles/proxy/templates/deep/b.yaml"];
        assert_eq!(found(&roles), ["roles/dns", "roles/proxy"]);
        assert!(found(&["roles/dns/a.yaml", "roles/proxy/b.yaml"]).is_empty());
    }

    #[test]
    fn tests_and_examples_stand_apart() {
        assert_eq!(found(&["deploy/a.yaml", "test/e2e/b.yaml"]), ["test", "test/e2e"]);
        assert_eq!(found(&["a.yaml", "docs/examples/b.yaml"]), ["docs/examples"]);
        // All that is looked at is of one example.
        assert!(found(&["examples/a.yaml", "examples/b.yaml"]).is_empty());
    }
}
