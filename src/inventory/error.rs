//! What can be wrong with an inventory.

use crate::source::system::system_error;

/// Why an inventory could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input could not be read.
    #[error("can't read {name}: {}", system_error(source))]
    Io {
        /// The input's name.
        name: String,
        /// What happened.
        source: std::io::Error,
    },
    /// The text is neither JSON nor YAML, or has a wrong type somewhere.
    #[error("{name}:{line}:{column}: {message}")]
    Malformed {
        /// The input's name.
        name: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// An object that must have a name has none.
    #[error("{name}:{line}: a {kind} without metadata.name")]
    Nameless {
        /// The input's name.
        name: String,
        /// The line on which the object begins, from 1.
        line: usize,
        /// The object's kind.
        kind: &'static str,
    },
    /// Two nodes have one name.
    #[error("{name}:{line}: there is a node `{node}` already")]
    DuplicateNode {
        /// The input's name.
        name: String,
        /// The line on which the second one begins, from 1.
        line: usize,
        /// The node's name.
        node: String,
    },
    /// The input is the table that kubectl prints for people.
    #[error(
        "{name}: this is the table that kubectl prints for people, and leaves out what a plan needs: \
         add `-o json` (kubectl get nodes -o json)"
    )]
    Table {
        /// The input's name.
        name: String,
    },
    /// The input is a list of names, as kubectl prints it with `-o name`.
    #[error(
        "{name}: these are names alone, and a plan needs all of the objects: `-o json` in place of \
         `-o name` (kubectl get nodes -o json)"
    )]
    Names {
        /// The input's name.
        name: String,
    },
    /// The input is what `kubectl describe` prints.
    #[error(
        "{name}: this is what `kubectl describe` prints for people, and leaves out what a plan \
         needs: `kubectl get nodes -o json` prints all"
    )]
    Described {
        /// The input's name.
        name: String,
    },
    /// There is nothing in the input that an inventory is made of.
    #[error("{name}: no nodes, pods or pools in it{}", found(.kinds))]
    Nothing {
        /// The input's name.
        name: String,
        /// The kinds of what was there, each once.
        kinds: Vec<String>,
    },
}

/// What is wrong with one object, wherever it stands.
#[derive(Debug)]
pub(crate) enum Problem {
    /// It has no name and must have one.
    Nameless(&'static str),
    /// There is a node of that name already.
    DuplicateNode(String),
    /// Something else, in words.
    Other(String),
    /// Something else, in words, at a place of its own: so many lines after the one on which the
    /// object begins, and the column.
    At {
        /// Lines after the object's first.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
}

impl Problem {
    /// An object, or a line, of more bytes than is read of one: what never ends must not be kept.
    #[must_use]
    pub(crate) fn too_large() -> Self {
        Self::Other("this goes on for more than 4 GiB".to_owned())
    }

    /// The error of an object that begins on that line of that input.
    #[must_use]
    pub(crate) fn at(self, name: &str, line: usize) -> Error {
        let name = name.to_owned();
        match self {
            Self::Nameless(kind) => Error::Nameless { name, line, kind },
            Self::DuplicateNode(node) => Error::DuplicateNode { name, line, node },
            Self::Other(message) => Error::Malformed { name, line, column: 1, message },
            Self::At { line: further, column, message } => {
                Error::Malformed { name, line: line + further, column, message }
            }
        }
    }
}

fn found(kinds: &[String]) -> String {
    if kinds.is_empty() { String::new() } else { format!(", only {}", kinds.join(", ")) }
}
