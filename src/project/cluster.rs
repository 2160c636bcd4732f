//! What a cluster has, from files: what kubectl printed, and dumps of clusters.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::inventory::{Error, Loader, Wanted};
use crate::manifest::cluster::Counting;
use crate::source::large::{LARGE, Large};
use crate::source::read::{STDIN_NAME, read_file, read_from};
use crate::source::walk::{STDIN, walk};
use crate::source::{Excludes, Input, ReadError, ReadProblem, SourceFile};

/// What makes a file that has all that counts.
pub(crate) const COMMAND: &str = "kubectl get \
     ns,limits,quota,pc,runtimeclass,sa,pdb,pvc,pv,sc,nodes,pods -A -o json > cluster.json";

/// The texts of a cluster.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    /// Files that were named: what is wrong in one is an error.
    pub named: Vec<Arc<SourceFile>>,
    /// Files of dumps, where much else lies beside what is wanted.
    pub found: Vec<Arc<SourceFile>>,
}

/// Why the files of a cluster can't be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ClusterError {
    /// One can't be read.
    #[error("can't read {0}")]
    Read(#[from] ReadError),
    /// One can't be understood.
    #[error("{0}")]
    Malformed(#[from] Error),
    /// There is nothing in them.
    #[error("there is nothing of a cluster in {0}: take what `{COMMAND}` writes")]
    Nothing(String),
}

/// The files that some paths lead to; those of folders are all that may hold objects.
#[must_use]
pub(crate) fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let inputs = walk(paths, &Excludes::default(), true).inputs;
    let file = |input| match input {
        Input::File(path) => Some(path),
        Input::Stdin => None,
    };
    inputs.into_iter().filter_map(file).collect()
}

/// Reads the texts of files, of dumps' folders, and of standard input.
///
/// # Errors
/// When one that is named can't be read, or a folder has none.
pub(crate) fn read(paths: &[PathBuf]) -> Result<Texts, ClusterError> {
    let mut texts = Texts::default();
    for path in paths {
        if path == Path::new(STDIN) {
            let text = read_from(STDIN_NAME, std::io::stdin().lock())?;
            texts.named.push(Arc::new(text));
        } else if path.is_dir() {
            let before = texts.found.len();
            for file in files(std::slice::from_ref(path)) {
                match read_file(&file) {
                    Ok(text) => texts.found.push(Arc::new(text)),
                    // A dump holds what programs wrote, which need not be text.
                    Err(ReadError { problem: ReadProblem::Encoding { .. }, .. }) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            if texts.found.len() == before {
                return Err(ClusterError::Nothing(path.display().to_string()));
            }
        } else {
            texts.named.push(read_counting(path, LARGE)?);
        }
    }
    Ok(texts)
}

/// Reads a file; of one of more than so many bytes what counts beside the nodes and pods.
fn read_counting(path: &Path, above: u64) -> Result<Arc<SourceFile>, ReadError> {
    let (file, large) = Large::open(&Input::File(path.to_owned()), STDIN_NAME, above)?;
    let file = Arc::new(file);
    match large {
        Some(large) => Ok(Arc::new(large.read(&file, &mut Counting::of(&file))?)),
        None => Ok(file),
    }
}

/// Takes what is wanted of a text: from its file, where the text has not all of it.
fn take_of(file: &SourceFile, loader: &mut Loader, wanted: Wanted) -> Result<bool, Error> {
    let name = file.name();
    match file.path().filter(|_| file.gaps().is_some()) {
        Some(path) => {
            let opened = File::open(path);
            let opened = opened.map_err(|source| Error::Io { name: name.to_owned(), source })?;
            loader.read_cluster(name, opened, wanted)
        }
        None => loader.read_cluster(name, file.text().as_bytes(), wanted),
    }
}

/// What was taken of a cluster's texts.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// The texts that hold more than nodes and pods.
    pub more: Vec<Arc<SourceFile>>,
    /// How many files of dumps can't be understood.
    pub unread: usize,
}

impl Texts {
    /// Takes the nodes and pods of them that are wanted.
    ///
    /// # Errors
    /// When one that was named can't be understood.
    pub(crate) fn take(
        &self,
        loader: &mut Loader,
        nodes: bool,
        pods: bool,
    ) -> Result<Taken, ClusterError> {
        let wanted = Wanted { nodes, pods, once: true };
        let mut taken = Taken::default();
        for (file, is_named) in self.all() {
            match take_of(file, loader, wanted) {
                Ok(true) => taken.more.push(Arc::clone(file)),
                Ok(false) => {}
                Err(error) if is_named => return Err(error.into()),
                Err(_) => taken.unread += 1,
            }
        }
        Ok(taken)
    }

    /// All of them, and whether each was named.
    fn all(&self) -> impl Iterator<Item = (&Arc<SourceFile>, bool)> {
        let named = self.named.iter().map(|file| (file, true));
        named.chain(self.found.iter().map(|file| (file, false)))
    }

    /// Their names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.all().map(|(file, _)| file.name())
    }

    /// Whether there are none.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.named.is_empty() && self.found.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::kubernetes::release::Release;
    use crate::manifest::{Reading, surroundings};

    #[test]
    fn a_large_file_tells_the_same_without_its_nodes_and_pods() {
        let pod = |name: &str| {
            format!(
                "- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: {name}\n    namespace: a\n  spec:\n    \
                 containers:\n    - name: main\n    nodeName: one\n"
            )
        };
        let node = "- apiVersion: v1\n  kind: Node\n  metadata:\n    name: one\n";
        let named = |kind: &str| {
            format!(
                "- apiVersion: v1\n  kind: {kind}\n  metadata:\n    name: a\n    namespace: a\n"
            )
        };
        let (quota, account) = (named("ResourceQuota"), named("ServiceAccount"));
        let items = [quota, pod("a"), pod("b"), node.to_owned(), pod("c"), account, pod("d")];
        let text = format!("apiVersion: v1\nitems:\n{}kind: List\n", items.concat());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cluster.yaml");
        fs::write(&path, &text).unwrap();
        let told = |above: u64| {
            let file = read_counting(&path, above).unwrap();
            let length = file.text().len();
            let cluster = surroundings(&[Arc::clone(&file)], Release::default()).unwrap();
            let around = Reading::default().in_cluster(&cluster);
            let objects = around.workspace.all_known();
            let objects: Vec<_> = objects.map(|one| format!("{:?}", one.object_ref())).collect();
            let texts = Texts { named: vec![file], found: Vec::new() };
            let mut loader = Loader::default();
            let more = texts.take(&mut loader, true, true).unwrap().more.len();
            (length, (objects, more, loader.nodes(), loader.pods()))
        };
        let ((whole, known), (left, known_of_left)) = (told(u64::MAX), told(0));
        assert_eq!(known, known_of_left);
        assert_eq!((known.2, known.3), (1, 4));
        assert!(left < whole / 2, "{left} of {whole} bytes are left");
    }
}
