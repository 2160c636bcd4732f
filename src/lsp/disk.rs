//! The files of a project on disk, each read again only when it has changed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::source::parallel::in_parallel;
use crate::source::read::read_file;
use crate::source::stamp::{Stamp, stamp};
use crate::source::{Input, ReadError, ReadProblem, SourceFile};

/// What a file on disk holds.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// A text.
    Text(Arc<SourceFile>),
    /// Bytes that are none.
    NoText {
        /// The name to show.
        name: String,
        /// The first byte that doesn't fit.
        byte: usize,
        /// What the text would be written in.
        encoding: &'static str,
    },
    /// Nothing that can be had.
    Unreadable,
}

impl Content {
    /// The same, as a run takes it.
    pub(super) fn source(&self) -> Option<Result<Arc<SourceFile>, ReadError>> {
        match self {
            Self::Text(file) => Some(Ok(Arc::clone(file))),
            Self::NoText { name, byte, encoding } => Some(Err(ReadError {
                name: name.clone(),
                problem: ReadProblem::Encoding { byte: *byte, encoding },
            })),
            Self::Unreadable => None,
        }
    }
}

/// The files of a project on disk, in the order in which they are found.
#[derive(Debug, Default)]
pub(super) struct Disk {
    files: HashMap<PathBuf, (Stamp, Content)>,
    order: Vec<PathBuf>,
    /// The files by where they really lie, once someone asks.
    real: Option<HashMap<PathBuf, PathBuf>>,
}

impl Disk {
    /// Looks at the files again; `name` says what each is shown as.
    pub(super) fn look(&mut self, inputs: &[Input], name: impl Fn(&Path) -> String + Sync) {
        let paths: Vec<&PathBuf> = inputs
            .iter()
            .filter_map(|input| match input {
                Input::File(path) => Some(path),
                Input::Stdin => None,
            })
            .collect();
        let before = &self.files;
        let looked = in_parallel(&paths, |path| {
            let stamp = stamp(path);
            let content = match before.get(*path) {
                Some((known, content)) if *known == stamp && stamp.is_some() => content.clone(),
                _ => read(path, name(path)),
            };
            ((*path).clone(), (stamp, content))
        });
        self.order = paths.into_iter().cloned().collect();
        self.files = looked.into_iter().collect();
        self.real = None;
    }

    /// The files, each with what it holds.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&PathBuf, &Content)> {
        self.order.iter().filter_map(|path| Some((path, &self.files.get(path)?.1)))
    }

    /// Whether a file was found.
    pub(super) fn has(&self, path: &Path) -> bool {
        self.files.contains_key(path)
    }

    /// The file that was found and is the same one as this: they may be links to each other.
    pub(super) fn same(&mut self, path: &Path) -> Option<&Path> {
        let order = &self.order;
        let real = self.real.get_or_insert_with(|| {
            order
                .iter()
                .filter_map(|path| Some((path.canonicalize().ok()?, path.clone())))
                .collect()
        });
        real.get(&path.canonicalize().ok()?).map(PathBuf::as_path)
    }
}

fn read(path: &Path, name: String) -> Content {
    match read_file(path) {
        Ok(file) => {
            let encoding = file.encoding();
            let file = SourceFile::new(name, file.text()).at(path).encoded(encoding);
            Content::Text(Arc::new(file))
        }
        Err(ReadError { problem: ReadProblem::Encoding { byte, encoding }, .. }) => {
            Content::NoText { name, byte, encoding }
        }
        Err(_) => Content::Unreadable,
    }
}
