//! `daemonlint rules new`: a rule of one's own, begun.

use std::path::Path;
use std::sync::Arc;

use clap::Args as Arguments;

use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Outputs;
use crate::project::rules::RulesError;
use crate::rules::own::OwnRule;
use crate::rules::{RuleSet, skeleton};
use crate::source::SourceFile;

/// Write the beginning of a rule of your own, which passes `daemonlint rules test`
///
/// What stands there is one whole rule, with comments that say what each field is: change it piece
/// by piece.
#[derive(Debug, Arguments)]
#[command(
    after_long_help = crate::cli::ending(
        "  daemonlint rules new image-from-elsewhere > lint/image-from-elsewhere.yaml
  daemonlint rules test lint/
  daemonlint check --rules lint/ deploy/",
        crate::cli::exit::TELL_HELP,
    ),
    mut_arg("verbose", |arg| arg.hide(true)),
    mut_arg("quiet", |arg| arg.hide(true)),
)]
pub(super) struct Args {
    /// What the rule is called: small letters, digits and dashes
    id: String,

    #[command(flatten)]
    outputs: Outputs,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    if RuleSet::built_in().find(&args.id).is_some() {
        return Err(Failure::Usage(format!("`{}` is a rule of this program", args.id)));
    }
    let text = skeleton(&args.id);
    let file = Arc::new(SourceFile::new(format!("{}.yaml", args.id), text.clone()));
    OwnRule::read(&file).map_err(RulesError::Wrong)?;
    if let Some(path) = args.outputs.output.as_deref().filter(|path| is_there(path)) {
        let said = format!("{} is there already: nothing is written", path.display());
        return Err(Failure::Usage(said));
    }
    args.outputs.write(&text)?;
    Ok(Exit::Clean)
}

fn is_there(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|found| found.is_file())
}
