//! The nodes and pods of a run, from their files and from what is known of the cluster.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::cluster::{ClusterError, Taken, Texts};
use crate::inventory::{Error, Inventory, Loader};
use crate::source::SourceFile;
use crate::source::read::{STDIN_NAME, read_file, read_from};
use crate::source::walk::STDIN;
use crate::words::list::short;

/// Why there is no inventory.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InventoryError {
    /// A file can't be read.
    #[error("{0}")]
    Unreadable(#[from] Error),
    /// What the cluster has can't be used.
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// There are pods, and nothing that they could run on.
    #[error("--pods needs --nodes")]
    PodsAlone,
    /// A file has none of what it is given for.
    #[error("there is no {what} in {path} ({found}): take what `{command}` prints")]
    Nothing {
        /// What it is given for.
        what: &'static str,
        /// The file.
        path: String,
        /// What is there instead.
        found: String,
        /// What makes a file that has it.
        command: &'static str,
    },
}

/// What is known of a cluster.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Its nodes and pods; none where no node is known.
    pub inventory: Option<Inventory>,
    /// The texts that hold more than those.
    pub more: Vec<Arc<SourceFile>>,
    /// How many files of dumps can't be understood.
    pub unread: usize,
}

/// Reads the nodes of a file and the pods of another; what is not given comes from the texts of the
/// cluster.
///
/// # Errors
/// When one can't be read, or has none of what it is given for; when there are pods and no nodes.
pub(crate) fn load(
    nodes: Option<&Path>,
    pods: Option<&Path>,
    texts: &Texts,
) -> Result<Known, InventoryError> {
    if nodes.is_none() && texts.is_empty() && pods.is_some() {
        return Err(InventoryError::PodsAlone);
    }
    let mut loader = Loader::default();
    let mut carried = None;
    if let Some(nodes) = nodes {
        let text = read(&mut loader, nodes)?.text;
        if loader.carries_more() {
            carried = Some(whole(nodes, text)?);
        }
        if loader.nodes() == 0 {
            let found = match loader.pods() {
                0 if loader.has_list() => "an empty list",
                0 => "nothing that starts one either",
                _ => "only pods",
            };
            return Err(nothing_of_it(nodes, "node", found, "kubectl get nodes -o json"));
        }
    }
    // One list may hold both.
    let other = pods.filter(|pods| nodes.is_none_or(|nodes| !is_same(pods, nodes)));
    if let Some(pods) = other {
        read_pods(&mut loader, pods)?;
    }
    let Taken { mut more, unread } = texts.take(&mut loader, nodes.is_none(), pods.is_none())?;
    more.extend(carried);
    if loader.nodes() == 0 && pods.is_some() {
        return Err(InventoryError::PodsAlone);
    }
    let inventory = (loader.nodes() > 0).then(|| loader.finish());
    if inventory.is_none() && more.is_empty() && !texts.is_empty() {
        let files: Vec<&str> = texts.names().collect();
        return Err(ClusterError::Nothing(short(&files)).into());
    }
    Ok(Known { inventory, more, unread })
}

/// Reads the pods of a file.
fn read_pods(loader: &mut Loader, pods: &Path) -> Result<(), InventoryError> {
    let (nodes, before) = (loader.nodes(), loader.pods());
    read(loader, pods)?;
    // What kubectl prints is a `List` whatever it asked for: an empty one may be of pods.
    let is_of_pods = matches!(loader.list_kind(), "" | "List" | "PodList");
    if loader.pods() == before && (loader.nodes() > nodes || !is_of_pods) {
        let found = match loader.list_kind() {
            _ if loader.nodes() > nodes => "nodes".to_owned(),
            kind => format!("an empty {kind}"),
        };
        return Err(nothing_of_it(pods, "pod", &found, "kubectl get pods -A -o json"));
    }
    Ok(())
}

/// Whether two paths lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    one == other || real(one) == real(other)
}

/// A file that has none of what it is given for.
fn nothing_of_it(
    path: &Path,
    what: &'static str,
    found: &str,
    command: &'static str,
) -> InventoryError {
    let (path, found) = (path.display().to_string(), found.to_owned());
    InventoryError::Nothing { what, path, found, command }
}

/// What was read.
pub(crate) struct Input {
    /// How many bytes.
    pub bytes: u64,
    /// The text, where it can't be read again.
    pub text: Option<SourceFile>,
}

/// Reads a file into an inventory, or standard input.
///
/// # Errors
/// When it can't be read.
pub(crate) fn read(loader: &mut Loader, path: &Path) -> Result<Input, InventoryError> {
    if path == Path::new(STDIN) {
        let text = read_from(STDIN_NAME, std::io::stdin().lock()).map_err(ClusterError::from)?;
        loader.read(STDIN_NAME, text.text().as_bytes())?;
        return Ok(Input { bytes: text.text().len() as u64, text: Some(text) });
    }
    let mut bytes = 0;
    let name = path.display().to_string();
    let file = File::open(path).map_err(|source| Error::Io { name: name.clone(), source })?;
    loader.read(&name, Counted { inner: file, bytes: &mut bytes })?;
    Ok(Input { bytes, text: None })
}

/// The text of what was read.
///
/// # Errors
/// When it can't be read again.
pub(crate) fn whole(
    path: &Path,
    text: Option<SourceFile>,
) -> Result<Arc<SourceFile>, ClusterError> {
    Ok(Arc::new(text.map_or_else(|| read_file(path), Ok)?))
}

/// Counts what is read.
struct Counted<'a, R> {
    inner: R,
    bytes: &'a mut u64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.inner.read(buffer)?;
        *self.bytes += read as u64;
        Ok(read)
    }
}
