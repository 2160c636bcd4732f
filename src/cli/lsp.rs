//! `daemonlint lsp`: the language server.

use clap::Args as Arguments;

use super::exit::{Exit, Failure};
use crate::lsp::{Ended, serve};

/// Serve an editor: the language server, over standard input and output
///
/// Tells while manifests are written what `check` would tell of the folder that is open, with the
/// editor's texts over those on disk, and shows where DaemonSets run. docs/editors.md has settings
/// for Neovim, Helix, Emacs, Vim, Zed, Kakoune and VS Code. The config files count as for `check`;
/// initialization options come before them: nodes, pods, profile, select, ignore, exclude,
/// kubernetes, featureGates, isolated, noIgnore, show, wholeWorkspace.
#[derive(Debug, Arguments)]
#[command(after_help = EXIT_CODES)]
pub(super) struct Args {
    /// Serve over standard input and output: so it is anyway
    #[arg(long, hide = true)]
    stdio: bool,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  the editor has shut the server down
  1  the editor has gone without that";

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let Args { stdio: _ } = args;
    Ok(match serve() {
        Ended::InOrder => Exit::Clean,
        Ended::Abruptly => Exit::Findings,
    })
}
