//! `daemonlint rules`: what is checked.

mod new;
mod test;

use clap::{Args as Arguments, Subcommand, ValueEnum};
use serde::Serialize;

use super::arguments::KnownRules;
use super::exit::{Exit, Failure};
use super::output::Outputs;
use crate::diagnostic::Severity;
use crate::report::rules::{reference, rule};
use crate::report::shared::json;
use crate::rules::{Meta, Needs, Selection};

/// List the rules: id, severity and what each finds; test and begin rules of your own
///
/// `daemonlint explain RULE` tells why a rule is there and what to write instead. Rules that need
/// --nodes are silent without a node inventory; rules that are off run only when --select names
/// them or their category.
#[derive(Debug, Arguments)]
#[command(
    args_conflicts_with_subcommands = true,
    after_long_help = super::ending(
        "  daemonlint rules
  daemonlint rules --select targeting,capacity
  daemonlint rules list --format json
  daemonlint rules new image-from-elsewhere --output lint/image-from-elsewhere.yaml
  daemonlint rules test lint/",
        super::exit::TELL_HELP,
    ),
    mut_arg("verbose", |arg| arg.hide(true)),
    mut_arg("quiet", |arg| arg.hide(true)),
)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    listing: Listing,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the rules, as without a command
    List(Listing),
    Test(test::Args),
    New(new::Args),
}

/// Which rules are listed, and how.
#[derive(Debug, Arguments)]
struct Listing {
    /// Only these rules or categories, as `check --select` takes them
    #[arg(long, value_name = "RULE|CATEGORY", value_delimiter = ',')]
    select: Vec<String>,

    #[command(flatten)]
    known: KnownRules,

    /// How to list them
    #[arg(long, value_enum, default_value = "pretty")]
    format: Format,

    #[command(flatten)]
    outputs: Outputs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Pretty,
    /// For programs.
    Json,
    /// The whole reference, with why each rule is there and what to write instead.
    Markdown,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    match &args.command {
        None => list(&args.listing),
        Some(Command::List(listing)) => list(listing),
        Some(Command::Test(args)) => test::run(args),
        Some(Command::New(args)) => new::run(args),
    }
}

fn list(args: &Listing) -> Result<Exit, Failure> {
    let rules = args.known.load()?;
    let selection = Selection::new::<String>(&rules, &args.select, &[])?;
    let metas: Vec<&Meta> =
        rules.metas().filter(|meta| args.select.is_empty() || selection.contains(meta)).collect();
    let listed = match args.format {
        Format::Pretty => rule::list(metas, &args.outputs.screen()),
        Format::Markdown => reference::render(metas)
            .map_err(|(id, error)| Failure::Usage(format!("{id}: {error}")))?,
        Format::Json => json::to_string(&metas.into_iter().map(Listed::new).collect::<Vec<_>>()),
    };
    args.outputs.write(&listed)?;
    Ok(Exit::Clean)
}

/// A rule in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed<'a> {
    id: &'a str,
    category: &'static str,
    severity: Severity,
    in_tests: Option<Severity>,
    default: bool,
    needs_inventory: bool,
    scope: &'static str,
    fixable: Option<&'static str>,
    title: &'a str,
    reference: Option<&'a str>,
}

impl<'a> Listed<'a> {
    fn new(meta: &'a Meta) -> Self {
        Self {
            id: &meta.id,
            category: meta.category.as_str(),
            severity: meta.severity,
            in_tests: meta.in_tests,
            default: meta.default_on,
            needs_inventory: matches!(meta.needs, Needs::Inventory),
            scope: meta.scope.as_str(),
            fixable: meta.fixable.as_str(),
            title: &meta.title,
            reference: meta.reference(),
        }
    }
}
