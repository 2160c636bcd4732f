//! What kustomizations say of the files around them: which are patches and no manifests, and what
//! of the others is set from outside.
//!
//! Mirrors the fields of kustomize's `api/types/kustomization.go`, and how its transformers set
//! images, namespaces, prefixes and replicas.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use super::labels::{Label, LabelOn};
use super::overlay::{Image, Overlay};
use super::skip::Why;
use crate::source::SourceFile;
use crate::yaml::{Document, NodeId, parse_document};

/// The kustomizations of a run.
#[derive(Debug, Default)]
pub(super) struct Kustomizations {
    all: Vec<Kustomization>,
    /// The folders of all of them.
    folders: HashSet<PathBuf>,
    /// What each file or folder is named as, by those kustomizations that name it.
    named: HashMap<PathBuf, Vec<(usize, Use)>>,
}

/// One kustomization.
#[derive(Debug)]
struct Kustomization {
    folder: PathBuf,
    overlay: Overlay,
    /// It may give objects other names, or take some of them out.
    may_rename: bool,
}

/// What a kustomization calls the objects of a file before it puts them beside those of others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Build {
    /// The kustomization's folder.
    pub folder: PathBuf,
    /// What comes before names.
    pub prefix: String,
    /// What comes after names.
    pub suffix: String,
    /// The namespace that is set.
    pub namespace: Option<String>,
}

/// What the kustomizations on the way to another one set.
#[derive(Clone, Debug, Default)]
struct Names {
    prefix: String,
    suffix: String,
    namespace: Option<String>,
    is_open: bool,
}

impl Names {
    fn within(&self, outer: &Kustomization) -> Self {
        let Overlay { prefix, suffix, namespace, .. } = &outer.overlay;
        Self {
            prefix: format!("{prefix}{}", self.prefix),
            suffix: format!("{}{suffix}", self.suffix),
            namespace: namespace.as_ref().or(self.namespace.as_ref()).cloned(),
            is_open: self.is_open || outer.may_rename,
        }
    }
}

/// What a kustomization takes a file or folder for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Objects, or a folder with a kustomization of its own.
    Resource,
    /// No objects.
    Other(Why),
}

/// How deep kustomizations may stand within each other: nobody goes further, and circles end.
const DEEPEST: usize = 16;

/// More ways than these to one file are not followed.
const MOST: usize = 64;

impl Kustomizations {
    /// Reads kustomizations: their absolute paths, and their texts. What is none is passed over.
    pub(super) fn new<'a>(files: impl IntoIterator<Item = (&'a Path, &'a SourceFile)>) -> Self {
        let mut all = Self::default();
        for (path, file) in files {
            if let Ok(document) = parse_document(file) {
                let folder = path.parent().unwrap_or(Path::new(""));
                all.add(&lexical(folder), &document);
            }
        }
        all
    }

    fn add(&mut self, folder: &Path, document: &Document) {
        let own = self.all.len();
        for (reference, named_as) in references(document) {
            let path = lexical(&folder.join(reference));
            self.named.entry(path).or_default().push((own, named_as));
        }
        let overlay = overlay(document);
        let others = ["components", "transformers"];
        let is_there = |key: &&str| !elements(document, document.root(), key).is_empty();
        let may_rename = overlay.is_patched || others.iter().any(is_there);
        self.folders.insert(folder.to_owned());
        self.all.push(Kustomization { folder: folder.to_owned(), overlay, may_rename });
    }

    /// Why a file is no manifest, if a kustomization says that it is none and none says that it is.
    #[must_use]
    pub(super) fn left_out(&self, path: &Path) -> Option<Why> {
        let uses = self.named.get(&lexical(path))?;
        let why = |(_, named_as): &(usize, Use)| match named_as {
            Use::Resource => None,
            Use::Other(why) => Some(*why),
        };
        if self.is_resource(path) { None } else { uses.iter().find_map(why) }
    }

    /// Whether a kustomization names a file as a resource.
    #[must_use]
    pub(super) fn is_resource(&self, path: &Path) -> bool {
        let uses = self.named.get(&lexical(path));
        uses.is_some_and(|uses| uses.iter().any(|(_, named_as)| *named_as == Use::Resource))
    }

    /// What is set from outside in a file's objects: by the kustomization that names it, and by
    /// those around that one as far as all of them agree.
    #[must_use]
    pub(super) fn overlay(&self, path: &Path) -> Option<Overlay> {
        let mut ways = Vec::new();
        self.ways(&lexical(path), &Overlay::default(), DEEPEST, &mut ways);
        // What lies beside a kustomization that doesn't name it is a part that is left out for now.
        let is_beside = || path.parent().is_some_and(|own| self.folders.contains(&lexical(own)));
        Overlay::common(ways).or_else(|| is_beside().then(Overlay::default))
    }

    /// Whether there is none.
    #[must_use]
    pub(super) const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Each kustomization that builds a file, the innermost first, with what it calls the file's
    /// objects; those are left out before which another one may have renamed them.
    ///
    /// Mirrors `resWrangler.Append` of kustomize, to which what a folder's own kustomization has made
    /// comes, and the namespace transformer, which looks for conflicts of its own.
    #[must_use]
    pub(super) fn builds(&self, path: &Path) -> Vec<Build> {
        let mut found = Vec::new();
        let mut inner = vec![(lexical(path), Names::default())];
        for _ in 0..DEEPEST {
            let mut next = Vec::new();
            for (path, names) in inner {
                let uses = self.named.get(&path).map_or(&[][..], Vec::as_slice);
                for (outer, _) in uses.iter().filter(|(_, named_as)| *named_as == Use::Resource) {
                    let Some(outer) = self.all.get(*outer) else { continue };
                    let around = names.within(outer);
                    if !names.is_open {
                        found.push(Build {
                            folder: outer.folder.clone(),
                            prefix: names.prefix.clone(),
                            suffix: names.suffix.clone(),
                            namespace: around.namespace.clone(),
                        });
                    }
                    next.push((outer.folder.clone(), around));
                }
                if found.len().max(next.len()) > MOST {
                    return found;
                }
            }
            inner = next;
        }
        found
    }

    /// What each way from a file or folder to an outermost kustomization sets.
    fn ways(&self, path: &Path, inner: &Overlay, depth: usize, ways: &mut Vec<Overlay>) {
        let uses = self.named.get(path).map_or(&[][..], Vec::as_slice);
        for (outer, _) in uses.iter().filter(|(_, named_as)| *named_as == Use::Resource) {
            let Some(outer) = self.all.get(*outer).filter(|_| ways.len() < MOST) else { continue };
            // What a test builds on what others install says nothing of theirs.
            if is_of_a_test(&outer.folder) && !is_of_a_test(path) {
                continue;
            }
            let overlay = inner.clone().within(&outer.overlay);
            let known = ways.len();
            if depth > 0 && outer.folder != path {
                self.ways(&outer.folder, &overlay, depth - 1, ways);
            }
            if ways.len() == known {
                ways.push(overlay);
            }
        }
    }
}

/// Whether a path leads into the tests of a project. A folder called `test` is as often a stage.
fn is_of_a_test(path: &Path) -> bool {
    path.components().any(|part| {
        matches!(part.as_os_str().to_str(), Some("e2e" | "e2e-tests" | "tests" | "testing"))
    })
}

/// A path without `.` and `..`, by its letters alone.
pub(super) fn lexical(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if clean.file_name().is_some() => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

/// The files and folders that a kustomization names, with what it takes them for.
fn references(document: &Document) -> Vec<(&str, Use)> {
    let root = document.root();
    let patch = Use::Other(Why::KustomizePatch);
    let config = Use::Other(Why::Kustomization);
    let data = Use::Other(Why::KustomizeData);
    let mut found = Vec::new();
    for key in ["resources", "bases", "components"] {
        found.extend(texts(document, root, key).map(|text| (text, Use::Resource)));
    }
    // Old kustomizations name patches by their paths alone.
    for key in ["patchesStrategicMerge", "patches"] {
        found.extend(texts(document, root, key).map(|text| (text, patch)));
    }
    for key in ["patches", "patchesJson6902"] {
        found.extend(fields(document, root, key, "path").map(|text| (text, patch)));
    }
    found.extend(fields(document, root, "replacements", "path").map(|text| (text, config)));
    for key in ["configurations", "transformers", "generators", "validators"] {
        found.extend(texts(document, root, key).map(|text| (text, config)));
    }
    for key in ["configMapGenerator", "secretGenerator"] {
        for generator in elements(document, root, key) {
            let files = ["files", "envs"].into_iter();
            let files = files.flat_map(|key| texts(document, *generator, key));
            let env = document.get(*generator, "env").and_then(|env| document.as_str(env));
            // `key=path`, or the path alone.
            found.extend(
                files
                    .chain(env)
                    .map(|text| (text.split_once('=').map_or(text, |(_, path)| path), data)),
            );
        }
    }
    for key in ["helmCharts", "helmChartInflationGenerator"] {
        found.extend(fields(document, root, key, "valuesFile").map(|text| (text, data)));
        for chart in elements(document, root, key) {
            let more = texts(document, *chart, "additionalValuesFiles");
            found.extend(more.map(|text| (text, data)));
        }
    }
    // What stands there in place is no path.
    found.retain(|(text, _)| !text.is_empty() && !text.contains('\n') && !text.contains(": "));
    found
}

/// What a kustomization sets in its objects.
fn overlay(document: &Document) -> Overlay {
    let root = document.root();
    let text = |node: NodeId, key| {
        let value = document.get(node, key)?;
        let text = document.as_str(value).map(str::to_owned);
        text.or_else(|| document.literal(value)).filter(|text| !text.is_empty())
    };
    let images = elements(document, root, "images").iter().filter_map(|image| {
        Some(Image {
            name: text(*image, "name")?,
            new_name: text(*image, "newName"),
            new_tag: text(*image, "newTag"),
            digest: text(*image, "digest"),
            is_open: false,
        })
    });
    let replicas = elements(document, root, "replicas").iter().filter_map(|replicas| {
        let count = document.get(*replicas, "count").and_then(|count| document.as_i64(count))?;
        Some((text(*replicas, "name")?, count))
    });
    let patches = ["patches", "patchesStrategicMerge", "patchesJson6902", "replacements"];
    let generated = ["configMapGenerator", "secretGenerator"]
        .into_iter()
        .flat_map(|key| elements(document, root, key))
        .filter_map(|generator| text(*generator, "name"));
    Overlay {
        namespace: text(root, "namespace"),
        prefix: text(root, "namePrefix").unwrap_or_default(),
        suffix: text(root, "nameSuffix").unwrap_or_default(),
        images: images.collect(),
        replicas: replicas.collect(),
        labels: labels(document),
        generated: generated.collect(),
        is_patched: patches.iter().any(|key| !elements(document, root, key).is_empty()),
        has_open_namespace: false,
        layers: 1,
    }
}

/// The labels that a kustomization sets.
fn labels(document: &Document) -> Vec<Label> {
    let root = document.root();
    let common = document.get(root, "commonLabels").map(|pairs| (pairs, LabelOn::Selectors));
    let sets = elements(document, root, "labels").iter().filter_map(|set| {
        let says = |key| document.get(*set, key).and_then(|value| document.as_bool(value));
        let on = match (says("includeSelectors"), says("includeTemplates")) {
            (Some(true), _) => LabelOn::Selectors,
            (_, Some(true)) => LabelOn::Pods,
            _ => LabelOn::Object,
        };
        Some((document.get(*set, "pairs")?, on))
    });
    let mut labels = Vec::new();
    for (pairs, on) in common.into_iter().chain(sets) {
        for entry in document.entries(pairs) {
            let text = document.as_str(entry.value).map(str::to_owned);
            let Some(value) = text.or_else(|| document.literal(entry.value)) else { continue };
            labels.push(Label { key: document.key(entry).to_owned(), value, on });
        }
    }
    labels
}

fn elements<'d>(document: &'d Document, node: NodeId, key: &str) -> &'d [NodeId] {
    document.get(node, key).map_or(&[], |list| document.elements(list))
}

/// The texts of a list.
fn texts<'d>(document: &'d Document, node: NodeId, key: &str) -> impl Iterator<Item = &'d str> {
    elements(document, node, key).iter().filter_map(|element| document.as_str(*element))
}

/// The text of a field of each element of a list.
fn fields<'d>(
    document: &'d Document,
    node: NodeId,
    key: &str,
    field: &'static str,
) -> impl Iterator<Item = &'d str> {
    elements(document, node, key)
        .iter()
        .filter_map(move |element| document.as_str(document.get(*element, field)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)]) -> Kustomizations {
        let files: Vec<_> = files
            .iter()
            .map(|(path, text)| (PathBuf::from(path), SourceFile::new(*path, *text)))
            .collect();
        Kustomizations::new(files.iter().map(|(path, file)| (path.as_path(), file)))
    }

    #[test]
    fn files_are_what_a_kustomization_takes_them_for() {
        let all = read(&[(
            "/r/prod/kustomization.yaml",
            "resources: [../base, a.yaml, both.yaml]\n\
             patches: [{path: p/tolerate.yaml}, {patch: \"- op: add\"}]\n\
             patchesStrategicMerge: [./strategic.yaml, both.yaml, \"kind: DaemonSet\\n\"]\n\
             patchesJson6902: [{path: ../json.yaml, target: {kind: DaemonSet}}]\n\
             configMapGenerator: [{name: a, files: [x.yaml, key=y.yaml]}]\n",
        )]);
        let why = |path: &str| all.left_out(Path::new(path));
        for patch in ["/r/prod/p/tolerate.yaml", "/r/prod/strategic.yaml", "/r/json.yaml"] {
            assert_eq!(why(patch), Some(Why::KustomizePatch), "{patch}");
        }
        assert_eq!(why("/r/prod/y.yaml"), Some(Why::KustomizeData));
        assert_eq!(why("/r/prod/./x.yaml"), Some(Why::KustomizeData));
        assert_eq!(why("/r/prod/both.yaml"), None);
        let old = read(&[("/r/old/kustomization.yaml", "patches: [tag.yaml]\n")]);
        assert_eq!(old.left_out(Path::new("/r/old/tag.yaml")), Some(Why::KustomizePatch));
        assert!(all.is_resource(Path::new("/r/prod/a.yaml")));
        assert!(!all.is_resource(Path::new("/r/base/a.yaml")));
    }

    #[test]
    fn what_is_set_adds_up_from_the_inside_out() {
        let all = read(&[
            (
                "/r/base/kustomization.yaml",
                "resources: [a.yaml]\nnamePrefix: in-\nnamespace: dev\n",
            ),
            (
                "/r/prod/kustomization.yaml",
                "resources: [../base]\nnamePrefix: out-\nnamespace: prod\n",
            ),
        ]);
        let overlay = all.overlay(Path::new("/r/base/a.yaml")).unwrap();
        assert_eq!(
            (overlay.prefix.as_str(), overlay.namespace.as_deref()),
            ("out-in-", Some("prod"))
        );
        assert_eq!(all.overlay(Path::new("/r/base/b.yaml")), Some(Overlay::default()));
        assert_eq!(all.overlay(Path::new("/r/other/b.yaml")), None);
    }

    #[test]
    fn an_overlay_of_a_test_says_nothing_of_its_base() {
        let all = read(&[
            ("/r/deploy/kustomization.yaml", "resources: [a.yaml]\nnamespace: ops\n"),
            (
                "/r/test/e2e/kustomization.yaml",
                "resources: [../../deploy, own.yaml]\nnamespace: e2e\n",
            ),
        ]);
        let namespace = |path: &str| all.overlay(Path::new(path)).unwrap().namespace;
        assert_eq!(namespace("/r/deploy/a.yaml").as_deref(), Some("ops"));
        assert_eq!(namespace("/r/test/e2e/own.yaml").as_deref(), Some("e2e"));
    }

    #[test]
    fn a_kustomization_calls_files_by_what_is_within_it() {
        let all = read(&[
            ("/r/base/kustomization.yaml", "resources: [a.yaml, b.yaml]\nnamePrefix: in-\n"),
            ("/r/open/kustomization.yaml", "resources: [../base]\npatches: [{path: p.yaml}]\n"),
            ("/r/top/kustomization.yaml", "resources: [../base, ../open]\nnamespace: ops\n"),
        ]);
        let builds = all.builds(Path::new("/r/base/a.yaml"));
        let told: Vec<_> = builds
            .iter()
            .map(|build| {
                (build.folder.to_str().unwrap(), &*build.prefix, build.namespace.as_deref())
            })
            .collect();
        let expected =
            [("/r/base", "", None), ("/r/open", "in-", None), ("/r/top", "in-", Some("ops"))];
        assert_eq!(told, expected);
        assert_eq!(builds, all.builds(Path::new("/r/base/b.yaml")));
    }

    #[test]
    fn where_overlays_differ_only_what_they_share_is_set() {
        let image = |tag: &str| format!("images: [{{name: a, newTag: {tag}}}]\n");
        let all = read(&[
            ("/r/base/kustomization.yaml", "resources: [a.yaml]\nnamespace: dev\n"),
            ("/r/one/kustomization.yaml", &format!("resources: [../base]\n{}", image("v1"))),
            ("/r/two/kustomization.yaml", &format!("resources: [../base]\n{}", image("v2"))),
        ]);
        let overlay = all.overlay(Path::new("/r/base/a.yaml")).unwrap();
        assert_eq!(overlay.namespace.as_deref(), Some("dev"));
        assert!(overlay.images[0].is_open);
    }

    #[test]
    fn circles_end() {
        let all = read(&[
            ("/r/a/kustomization.yaml", "resources: [../b, x.yaml]\nnamePrefix: a-\n"),
            ("/r/b/kustomization.yaml", "resources: [../a]\n"),
        ]);
        assert!(all.overlay(Path::new("/r/a/x.yaml")).is_some());
        assert!(!all.builds(Path::new("/r/a/x.yaml")).is_empty());
    }
}
