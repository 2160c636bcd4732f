//! `daemonlint rules test`: do rules find what their examples show?

use std::path::{Path, PathBuf};

use clap::Args as Arguments;

use crate::cli::arguments::ConfigFile;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::Outputs;
use crate::cli::streams::say;
use crate::pipeline::try_examples;
use crate::project::rules::{beside_built_in, read_rules};
use crate::report::rules::tried::{Tried, closing, render};
use crate::rules::{Meta, RuleSet};
use crate::source::SourceFile;

/// Run the examples of rule files, and tell where a rule finds something else than they say
///
/// Each rule needs an example that is `bad`, with what is found there in `expect`
/// (`RULE at LINE:COLUMN`), and one that is `good`. Beside either may stand the nodes (`inventory`),
/// the pods that run (`pods`) and the manifests from before (`against`).
#[derive(Debug, Arguments)]
#[command(
    after_long_help = crate::cli::ending(
        "  daemonlint rules test lint/
  daemonlint rules test                   # the rules of the config and those of this program",
        "Exit codes:
  0  all examples show what they say
  1  some don't
  2  the job could not be done: a rule file that can't be read or used",
    ),
)]
pub(super) struct Args {
    /// Rule files, or folders of them; without any, all rules that are known
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    #[command(flatten)]
    config: ConfigFile,

    #[command(flatten)]
    outputs: Outputs,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let config = args.config.load(Path::new(""))?;
    let paths = match args.paths.is_empty() {
        true => config.config.rules.iter().map(|path| config.resolve(path)).collect(),
        false => args.paths.clone(),
    };
    // As their files have them: what a config makes of parameters is not what examples show.
    let own = read_rules(&paths)?;
    let chosen: Vec<String> = own.iter().map(|rule| rule.id().to_owned()).collect();
    let rules = beside_built_in(own)?;
    let is_asked = |id: &str| args.paths.is_empty() || chosen.iter().any(|one| one == id);
    let tried = rules
        .iter()
        .filter(|rule| is_asked(&rule.meta.id))
        .map(|rule| try_rule(&rules, &rule.meta, rule.file().map(AsRef::as_ref)))
        .collect::<Result<Vec<_>, Failure>>()?;
    let look = &args.outputs.look;
    args.outputs.write(&render(&tried, look.verbose, &args.outputs.screen()))?;
    if !look.quiet {
        say(&closing(&tried));
    }
    let failed = tried.iter().any(|rule| !rule.faults.is_empty());
    Ok(if failed { Exit::Findings } else { Exit::Clean })
}

fn try_rule(rules: &RuleSet, meta: &Meta, file: Option<&SourceFile>) -> Result<Tried, Failure> {
    let text = meta.text().map_err(|error| Failure::Usage(format!("{}: {error}", meta.id)))?;
    Ok(Tried {
        id: meta.id.to_string(),
        file: file.map(|file| file.name().to_owned()),
        examples: text.examples.len(),
        faults: try_examples(rules, meta, &text)?,
    })
}
