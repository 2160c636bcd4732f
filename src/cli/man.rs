//! `daemonlint man`: the pages of the manual.

use clap::{Args as Arguments, CommandFactory};
use clap_mangen::Man;

use super::Cli;
use super::exit::{Exit, Failure, TELL_HELP};
use super::streams::print_bytes;

/// Print a page of the manual
///
/// Of the program, or of one of its commands.
#[derive(Debug, Arguments)]
#[command(after_long_help = super::ending(
    "  daemonlint man check | man -l -
  daemonlint man > ~/.local/share/man/man1/daemonlint.1
  daemonlint man check > ~/.local/share/man/man1/daemonlint-check.1",
    TELL_HELP,
))]
pub(super) struct Args {
    /// The command
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    let mut command = &program;
    for word in &args.command {
        let found = command.get_subcommands().find(|known| known.get_name() == word);
        command = found.ok_or_else(|| {
            let names: Vec<&str> = command.get_subcommands().map(|one| one.get_name()).collect();
            let known = match names.as_slice() {
                [] => "it has no commands".to_owned(),
                names => format!("there are {}", names.join(", ")),
            };
            Failure::Usage(format!("`{}` has no command `{word}`; {known}", command.get_name()))
        })?;
    }
    let mut page = Vec::new();
    let source = format!("daemonlint {}", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).source(source).render(&mut page).map_err(Failure::Stdout)?;
    print_bytes(&page)?;
    Ok(Exit::Clean)
}
