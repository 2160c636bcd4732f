//! How the program ends.

use std::io;
use std::process::ExitCode;

use super::git::GitError;
use super::kubectl::KubectlError;
use super::rendered::RenderError;
use crate::config::ConfigError;
use crate::diagnostic::Diagnostic;
use crate::inventory;
use crate::project::SelectionError;
use crate::project::cluster::ClusterError;
use crate::project::inventory::InventoryError;
use crate::project::rules::RulesError;
use crate::report::Screen;
use crate::report::check::pretty;
use crate::rules::UnknownSelector;
use crate::source::{ExcludeError, ReadError, WriteError};
use crate::words::escape::escape_lines;

/// The exit codes, as every command's help tells them.
pub(super) const HELP: &str = "\
Exit codes:
  0  nothing found at or above the failing severity
  1  something found
  2  the job could not be done: wrong arguments, an unreadable inventory, a wrong config";

/// The exit codes of a plan.
pub(super) const PLAN_HELP: &str = "\
Exit codes:
  0  the plan is made, and nothing that --fail-on or --max-overhead names has come about;
     without --fail-on: every expectation holds that is known
  1  one of those has come about
  2  the job could not be done: wrong arguments, an unreadable inventory, manifests that can't be read";

/// The exit codes of commands that only tell.
pub(super) const TELL_HELP: &str = "\
Exit codes:
  0  done
  2  the job could not be done: wrong arguments, unknown names, an unreadable inventory";

/// How the program ends when it could do its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above the failing severity.
    Clean,
    /// Findings.
    Findings,
    /// The job could not be done.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Failed => 2,
        })
    }
}

/// Why the job could not be done.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The config file is unreadable or wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A word that names no rule and no category.
    #[error(transparent)]
    Selector(#[from] UnknownSelector),
    /// Rule files that can't be used.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The report can't be written to its file.
    #[error("can't write {}: {}", .0.path.display(), unwritable(&.0.source))]
    Write(#[from] WriteError),
    /// The report can't be written to standard output.
    #[error("can't write to standard output: {0}")]
    Stdout(io::Error),
    /// A file can't be read.
    #[error("can't read {0}")]
    Read(#[from] ReadError),
    /// The inventory can't be read.
    #[error("{0}")]
    Inventory(#[from] inventory::Error),
    /// There is no inventory in what was given for one.
    #[error(transparent)]
    NoInventory(#[from] InventoryError),
    /// What the cluster has can't be used.
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// kubectl gives no answer.
    #[error(transparent)]
    Kubectl(#[from] KubectlError),
    /// An object of the cluster is wrong.
    #[error("{}", .0.message)]
    ClusterObject(Box<Diagnostic>),
    /// A pattern that is no glob.
    #[error(transparent)]
    Exclude(#[from] ExcludeError),
    /// The old manifests can't be had from git.
    #[error(transparent)]
    Git(#[from] GitError),
    /// Helm or kustomize did not render what was asked for.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// Arguments that contradict each other or name nothing.
    #[error("{0}")]
    Usage(String),
}

/// Why a file can't be written, without the name of the file beside it that was tried.
fn unwritable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        kind => kind.to_string(),
    }
}

impl From<SelectionError> for Failure {
    fn from(error: SelectionError) -> Self {
        match error {
            SelectionError::Chosen(unknown) => unknown.into(),
            SelectionError::Config(wrong) => wrong.into(),
            SelectionError::Rules(wrong) => wrong.into(),
        }
    }
}

impl Failure {
    /// What to tell the user: `error: …`, or the place in the config file.
    pub(super) fn render(&self) -> String {
        match self {
            Self::Config(ConfigError::Wrong(found)) | Self::ClusterObject(found) => {
                pretty::render_plain(found, &Screen::default())
            }
            Self::Rules(RulesError::Config(ConfigError::Wrong(found))) => {
                pretty::render_plain(found, &Screen::default())
            }
            Self::Rules(RulesError::Wrong(found)) => {
                let screen = Screen::default();
                found.iter().map(|found| pretty::render_plain(found, &screen)).collect()
            }
            other => format!("error: {}\n", escape_lines(&other.to_string())),
        }
    }
}
