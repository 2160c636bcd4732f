//! What a repository holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::inventory::{Inventory, Loader};
use crate::kubernetes::release::Version;
use crate::manifest::Reading;
use crate::source::place::{absolute, seen};
use crate::source::{SourceFile, Sources};
use crate::words::count;

/// Folders that hold what others wrote, or what is broken on purpose.
const LEFT_OUT: [&str; 6] =
    ["vendor", "third_party", "node_modules", "testdata", "test-fixtures", "__snapshots__"];

/// What stands before a version of Kubernetes in files of tools that make clusters.
const VERSIONS: [&str; 4] =
    ["kindest/node:", "kubernetesVersion:", "rancher/k3s:", "kubernetes-version:"];

/// What a repository holds. Paths are seen from where the config will lie.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The folders with objects, how many there are, and how many of them are DaemonSets.
    pub folders: BTreeMap<String, (usize, usize)>,
    /// The folders of charts.
    pub charts: BTreeSet<String>,
    /// The folders of kustomizations.
    pub kustomizations: BTreeSet<String>,
    /// The files with nodes, as they were read and as the config names them, and how many there are.
    pub inventories: Vec<(PathBuf, String, usize)>,
    /// The Kubernetes that runs, and what says so.
    pub version: Option<(Version, String)>,
    /// The names of folders that may want to be left out.
    pub left_out: BTreeSet<&'static str>,
    /// Folders that hold the same objects.
    pub alternatives: Vec<String>,
}

impl Found {
    /// What the files of a folder hold.
    pub(super) fn of(folder: &Path, from: &Path, sources: &Sources, reading: &Reading) -> Self {
        let mut found = Self::default();
        let here = absolute(from);
        let shown = |path: &Path| slashes(&seen(&absolute(path), &here));
        let mut versions: Vec<(Version, String)> = Vec::new();
        for file in sources.files.iter().flatten() {
            let Some(path) = file.path() else { continue };
            let of_file = || path.parent().map(shown).filter(|folder| !folder.is_empty());
            let in_folder = of_file().unwrap_or_else(|| ".".to_owned());
            match path.file_name().and_then(|name| name.to_str()) {
                Some("Chart.yaml") => _ = found.charts.insert(in_folder),
                Some("kustomization.yaml" | "kustomization.yml") => {
                    found.kustomizations.insert(in_folder);
                }
                _ => {}
            }
            let parts = path.components().filter_map(|part| part.as_os_str().to_str());
            let parts: BTreeSet<&str> = parts.collect();
            found.left_out.extend(LEFT_OUT.into_iter().filter(|name| parts.contains(name)));
            let name = shown(path);
            if let Some(inventory) = nodes(file) {
                let newest = inventory.kubelets().last_key_value().map(|(minor, _)| *minor);
                let known = inventory.api_server().or(newest).and_then(Version::from_minor);
                let why = format!("the nodes of {name}");
                versions.extend(known.map(|known| (known, why)));
                found.inventories.push((path.to_owned(), name, inventory.nodes.len()));
            } else {
                versions.extend(version(file.text()).map(|known| (known, name)));
            }
        }
        // Nodes know it better than files do, and come first.
        let is_of_nodes = |(_, why): &(Version, String)| why.starts_with("the nodes of ");
        versions.sort_by_key(|one| !is_of_nodes(one));
        found.version = versions.into_iter().next();
        found.inventories.sort_by_key(|(_, _, nodes)| std::cmp::Reverse(*nodes));
        for manifest in reading.workspace.manifests() {
            let Some(path) = manifest.file().path() else { continue };
            if found.inventories.iter().any(|(list, ..)| list == path) {
                continue;
            }
            let below = path.strip_prefix(folder).unwrap_or(path);
            let first = below.parent().and_then(|parent| parent.components().next());
            let top = first.map_or_else(|| folder.to_owned(), |first| folder.join(first));
            let top = Some(shown(&top)).filter(|top| !top.is_empty());
            let counts = found.folders.entry(top.unwrap_or_else(|| ".".to_owned())).or_default();
            counts.0 += 1;
            counts.1 += usize::from(manifest.daemon_set().is_some());
        }
        let names = reading.deployments.iter().filter_map(|part| part.name.clone());
        found.alternatives = names.collect();
        found
    }

    /// All of it in a line.
    pub(super) fn in_short(&self) -> String {
        let (objects, daemon_sets) = self
            .folders
            .values()
            .fold((0, 0), |(all, own), (objects, sets)| (all + objects, own + sets));
        let mut said = vec![format!(
            "{} ({}) in {}",
            count(objects, "object"),
            count(daemon_sets, "DaemonSet"),
            count(self.folders.len(), "folder")
        )];
        let mut number = |number: usize, word: &str| {
            if number > 0 {
                said.push(count(number, word));
            }
        };
        number(self.charts.len(), "chart");
        number(self.kustomizations.len(), "kustomization");
        number(self.inventories.len(), "node list");
        said.extend(self.version.as_ref().map(|(version, _)| format!("Kubernetes {version}")));
        said.join(", ")
    }
}

/// A path with slashes.
fn slashes(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

/// The nodes of a file that lists some.
fn nodes(file: &SourceFile) -> Option<Inventory> {
    let text = file.text();
    let marks = ["daemonlint.dev/v1", "kind: Node\n", "\"kind\": \"Node\"", "\"kind\":\"Node\""];
    if !marks.iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let mut loader = Loader::default();
    loader.read(file.name(), text.as_bytes()).ok()?;
    (loader.nodes() > 0).then(|| loader.finish())
}

/// The version of Kubernetes that a file of a tool names.
fn version(text: &str) -> Option<Version> {
    VERSIONS.iter().find_map(|mark| {
        let (_, after) = text.split_once(mark)?;
        let after = after.trim_start_matches([' ', '"', '\'', 'v']);
        let minor = after.strip_prefix("1.")?;
        let end = minor.find(|c: char| !c.is_ascii_digit()).unwrap_or(minor.len());
        Version::from_minor(minor.get(..end)?.parse().ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_name_the_version() {
        for (text, minor) in [
            ("image: kindest/node:v1.34.2@sha256:0", Some(34)),
            ("kind: ClusterConfiguration\nkubernetesVersion: \"v1.33.0\"\n", Some(33)),
            ("kubernetesVersion: 1.20.1\n", None),
            ("image: registry.example.com/node:1.35\n", None),
        ] {
            assert_eq!(version(text).map(Version::minor), minor, "{text}");
        }
    }
}
