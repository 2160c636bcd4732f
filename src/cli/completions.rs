//! `daemonlint completions`: what a shell needs to complete our words.

use clap::{Args as Arguments, CommandFactory};
use clap_complete::{Shell, generate};

use super::Cli;
use super::exit::{Exit, Failure, TELL_HELP};
use super::streams::print_bytes;

/// Print the completions for a shell
///
/// Where the shell looks for them is said in docs/pipelines.md.
#[derive(Debug, Arguments)]
#[command(after_long_help = super::ending(
    "  daemonlint completions bash > ~/.local/share/bash-completion/completions/daemonlint
  daemonlint completions zsh > ~/.zfunc/_daemonlint
  daemonlint completions fish > ~/.config/fish/completions/daemonlint.fish
  daemonlint completions powershell >> $PROFILE",
    TELL_HELP,
))]
pub(super) struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    generate(args.shell, &mut Cli::command(), "daemonlint", &mut script);
    print_bytes(&script)?;
    Ok(Exit::Clean)
}
