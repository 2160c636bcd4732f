//! Which manifests belong together. A repository often holds alternatives: versions, environments,
//! examples, translations. Nobody applies two of them to one cluster, so that what relates objects
//! must not relate those of two alternatives.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use super::apart;
use super::manifest::Manifest;
use super::workspace::Workspace;
use crate::source::{Folders, SourceFile};

/// The alternatives of a run: folders and files that hold what others beside them hold too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Alternatives(HashSet<PathBuf>);

impl Alternatives {
    /// Finds them: where an object stands in several folders (or files) beside each other, those
    /// are alternatives. Only manifests of which nobody says what they belong to are asked.
    #[must_use]
    pub(crate) fn of(workspace: &Workspace, is_asked: impl Fn(&Manifest) -> bool) -> Self {
        let mut found = BTreeSet::new();
        for namesakes in workspace.namesakes() {
            // What one kustomization takes belongs together, whatever is wrong with it.
            let is_apart = |one: &&Manifest| workspace.twin_of(one).is_none() && is_asked(one);
            let namesakes: Vec<&Manifest> = namesakes.filter(is_apart).collect();
            if tells_apart(&namesakes) {
                let files = namesakes.iter().map(|manifest| file(manifest));
                beside_each_other(&files.collect(), &mut found);
            }
        }
        found.extend(apart::by_name(&workspace.bringing_pods().map(file).collect()));
        for files in one_by_kind(workspace) {
            beside_each_other(&files, &mut found);
        }
        Self(found.into_iter().collect())
    }

    /// The alternative that a file belongs to, the innermost; none for what stands outside of all.
    #[must_use]
    pub(crate) fn around(&self, file: &str) -> Option<&Path> {
        if self.0.is_empty() {
            return None;
        }
        normal(file).ancestors().find_map(|folder| self.0.get(folder)).map(PathBuf::as_path)
    }
}

/// Whether a file keeps to the folder in which it parts from an alternative: workloads of its own
/// lie there, so that what it says of a cluster is said of theirs.
#[must_use]
pub(crate) fn keeps_to_itself(
    file: &SourceFile,
    alternative: &str,
    workloads: &[&SourceFile],
) -> bool {
    let (file, alternative) = (normal(file.name()), normal(alternative));
    let shared = file
        .components()
        .zip(alternative.components())
        .take_while(|(one, other)| one == other)
        .count();
    let own: PathBuf = file.components().take(shared + 1).collect();
    own != file && workloads.iter().any(|other| normal(other.name()).starts_with(&own))
}

/// The folder that the config names around a file, as it is shown: `.` for the working directory.
#[must_use]
pub(crate) fn named(folders: &Folders, file: &SourceFile) -> Option<String> {
    if folders.is_empty() {
        return None;
    }
    let up = folders.up_from(file.place()?)?;
    let folder = normal(file.name()).ancestors().nth(up)?.display().to_string();
    Some(if folder.is_empty() { ".".to_owned() } else { folder })
}

/// Whether manifests of one object show that their files are not applied together. Everybody
/// writes the namespace anew, and what is the same text in two places does no harm twice, unless it
/// brings pods.
fn tells_apart(namesakes: &[&Manifest]) -> bool {
    let Some((first, rest)) = namesakes.split_first() else { return false };
    if is_namespace(first) {
        return false;
    }
    first.brings_pods() || rest.iter().any(|other| other.text() != first.text())
}

/// The files that bring one workload as different kinds, as a Deployment and as a DaemonSet, and
/// another object that is the same in all of them: one of the files is to be chosen.
fn one_by_kind(workspace: &Workspace) -> Vec<BTreeSet<PathBuf>> {
    let mut by_name: BTreeMap<(&str, &str), Vec<&Manifest>> = BTreeMap::new();
    for manifest in workspace.bringing_pods() {
        let name = manifest.object_ref().name.as_str();
        if !manifest.is_nameless() && !name.is_empty() {
            by_name.entry((manifest.namespace(), name)).or_default().push(manifest);
        }
    }
    let shared: BTreeSet<BTreeSet<PathBuf>> = workspace
        .namesakes()
        .map(|same| same.filter(|one| !is_namespace(one)).map(file).collect())
        .collect();
    let mut with_file: HashMap<&PathBuf, Vec<&BTreeSet<PathBuf>>> = HashMap::new();
    for all in &shared {
        all.iter().for_each(|file| with_file.entry(file).or_default().push(all));
    }
    let is_shared = |files: &BTreeSet<PathBuf>| {
        let with_first = files.first().and_then(|first| with_file.get(first));
        with_first.into_iter().flatten().any(|all| files.is_subset(all))
    };
    by_name
        .into_values()
        .filter(|all| {
            all.windows(2).any(|two| two[0].object_ref().kind != two[1].object_ref().kind)
        })
        .map(|all| all.into_iter().map(file).collect::<BTreeSet<_>>())
        .filter(|files| files.len() > 1 && is_shared(files))
        .collect()
}

fn is_namespace(manifest: &Manifest) -> bool {
    manifest.object_ref().kind == "Namespace" && manifest.group().is_empty()
}

fn file(manifest: &Manifest) -> PathBuf {
    normal(manifest.file().name())
}

/// Adds what stands beside each other and holds these files: below the last folder that they have
/// in common.
fn beside_each_other(files: &BTreeSet<PathBuf>, found: &mut BTreeSet<PathBuf>) {
    let mut forks: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
    // In their order, each pair of neighbours parts where the tree does.
    for (one, other) in files.iter().zip(files.iter().skip(1)) {
        let common: PathBuf = one
            .components()
            .zip(other.components())
            .take_while(|(one, other)| one == other)
            .map(|(component, _)| component)
            .collect();
        for file in [one, other] {
            let next = file.components().nth(common.components().count());
            forks.entry(common.clone()).or_default().extend(next.map(|next| common.join(next)));
        }
    }
    for beside in forks.into_values() {
        let (single, folders): (Vec<_>, Vec<_>) =
            beside.into_iter().partition(|path| files.contains(path));
        // A file beside a folder belongs to what is around both.
        if single.len() > 1 {
            found.extend(single);
        }
        found.extend(folders);
    }
}

/// A path without `.`, so that `./a` and `a` are one.
fn normal(path: impl AsRef<Path>) -> PathBuf {
    path.as_ref().components().filter(|part| !matches!(part, Component::CurDir)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[&str]) -> Vec<String> {
        let mut found = BTreeSet::new();
        beside_each_other(&files.iter().map(normal).collect(), &mut found);
        found.iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn what_has_workloads_around_it_keeps_to_itself() {
        let file = |name: &str| SourceFile::new(name, "");
        let (policy, shared) = (file("./costs/rules/policy.yaml"), file("policies/policy.yaml"));
        let (own, root) = (file("costs/agent/ds.yaml"), file("policy.yaml"));
        let keeps = |one: &SourceFile, to: &str| keeps_to_itself(one, to, &[&own]);
        assert!(keeps(&policy, "models/first"));
        assert!(!keeps(&policy, "costs/second") && !keeps(&shared, "models/first"));
        assert!(!keeps(&root, "models/first"));
    }

    #[test]
    fn alternatives_stand_beside_each_other() {
        assert_eq!(found(&["v1/a.yaml", "v2/b.yaml"]), ["v1", "v2"]);
        assert_eq!(found(&["./v1/a.yaml", "v2/deep/a.yaml"]), ["v1", "v2"]);
        assert_eq!(
            found(&["envs/a/x.yaml", "envs/b/x.yaml", "old/x.yaml"]),
            ["envs", "envs/a", "envs/b", "old"]
        );
        assert_eq!(found(&["d/a.yaml", "d/b.yaml"]), ["d/a.yaml", "d/b.yaml"]);
        assert_eq!(found(&["d/a.yaml", "d/old/a.yaml"]), ["d/old"]);
        assert_eq!(found(&["/x/a/1.yaml", "/x/b/1.yaml"]), ["/x/a", "/x/b"]);
        assert_eq!(found(&["a.yaml"]), Vec::<String>::new());
    }

    #[test]
    fn the_innermost_alternative_counts() {
        let alternatives =
            Alternatives(["envs", "envs/a", "old"].iter().map(PathBuf::from).collect());
        let around = |file| alternatives.around(file).map(|path| path.display().to_string());
        assert_eq!(around("./envs/a/deep/x.yaml").as_deref(), Some("envs/a"));
        assert_eq!(around("envs/x.yaml").as_deref(), Some("envs"));
        assert_eq!(around("base/x.yaml"), None);
    }
}
