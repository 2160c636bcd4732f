//! `daemonlint config`: what the config file may hold.

use clap::Subcommand;

use super::exit::{Exit, Failure};
use super::schema::of_config;
use super::streams;
use crate::rules::RuleSet;

/// About the config file, .daemonlint.yaml
///
/// The nearest one is read, from the folder of the first path upwards, else from the working
/// directory; .daemonlint.yml is read as well, --isolated reads none. Its paths and globs are seen
/// from its own folder. For completion and checks in an editor, write the schema beside it and name
/// it in its first line:
///
///   daemonlint schema config > .daemonlint.schema.json
///   # yaml-language-server: $schema=.daemonlint.schema.json
#[derive(Debug, Subcommand)]
#[command(verbatim_doc_comment, hide = true)]
pub(super) enum Command {
    /// Print the file's JSON Schema, as `daemonlint schema config` does
    #[command(hide = true)]
    Schema,
}

pub(super) fn run(command: &Command) -> Result<Exit, Failure> {
    match command {
        Command::Schema => streams::print(&of_config(&RuleSet::built_in()))?,
    }
    Ok(Exit::Clean)
}
