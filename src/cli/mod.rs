//! The command line: arguments in, calls into the library, exit codes out. One file a subcommand.

mod against;
mod arguments;
mod baseline;
mod check;
mod chosen;
mod completions;
mod config;
mod configs;
mod elsewhere;
mod environment;
mod exit;
mod explain;
mod fixes;
mod git;
mod init;
mod inventory;
mod kubectl;
mod lsp;
mod man;
mod output;
mod plan;
mod progress;
mod rendered;
mod rules;
mod schema;
mod since;
mod spared;
mod streams;
mod watch;
mod why;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{Parser, Subcommand};

pub(crate) use exit::Exit;

use crate::words::escape::{escape_lines, is_dangerous};

/// Is this DaemonSet right, and where will it run? Asked offline, of manifests and node lists.
#[derive(Debug, Parser)]
#[command(
    name = "daemonlint",
    version,
    propagate_version = true,
    after_help = exit::HELP,
    after_long_help = examples(
        "  daemonlint check deploy/
  daemonlint check --nodes nodes.json deploy/
  kubectl get nodes -o json > nodes.json && daemonlint plan --nodes nodes.json deploy/
  helm template CHART | daemonlint check -"
    ),
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Args),
    Baseline(baseline::Args),
    Plan(plan::Args),
    Why(why::Args),
    Rules(rules::Args),
    Explain(explain::Args),
    #[command(subcommand)]
    Config(config::Command),
    #[command(subcommand)]
    Inventory(inventory::Command),
    Schema(schema::Args),
    Init(init::Args),
    Completions(completions::Args),
    Man(man::Args),
    Lsp(lsp::Args),
}

/// Runs the program on the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    environment::bound_threads();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // What stands in the arguments may be a file's name that somebody else chose.
            let dangerous = |word: &OsString| word.to_string_lossy().contains(is_dangerous);
            if error.use_stderr() && std::env::args_os().any(|word| dangerous(&word)) {
                streams::say(&escape_lines(&error.to_string()));
            } else if let Err(failure) = streams::printed(error.print()) {
                streams::say(&failure.render());
                return Exit::Failed.into();
            }
            if let Some(hint) = hint(&error) {
                streams::say(&hint);
            }
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let ended = match cli.command {
        Command::Check(args) => check::run(&args),
        Command::Baseline(args) => baseline::run(&args),
        Command::Plan(args) => plan::run(&args),
        Command::Why(args) => why::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Config(command) => config::run(&command),
        Command::Inventory(command) => inventory::run(&command),
        Command::Schema(args) => schema::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args),
        Command::Lsp(args) => lsp::run(&args),
    };
    match ended {
        Ok(exit) => exit.into(),
        Err(failure) => {
            streams::say(&failure.render());
            Exit::Failed.into()
        }
    }
}

/// What is said to somebody who names a path where a command is wanted.
fn hint(error: &clap::Error) -> Option<String> {
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return None;
    };
    let is_there = std::path::Path::new(word).exists();
    let path = crate::words::escape::escape(word);
    is_there.then(|| format!("\n  to check what is there: daemonlint check {path}\n"))
}

/// The end of a command's long help: examples, then the exit codes.
fn examples(examples: &str) -> String {
    ending(examples, exit::HELP)
}

/// The same with exit codes of the command's own.
fn ending(examples: &str, exit_codes: &str) -> String {
    format!("Examples:\n{examples}\n\n{exit_codes}")
}
