//! `daemonlint rules`: what is checked.

use clap::{Args as Arguments, ValueEnum};
use serde::Serialize;

use super::arguments::KnownRules;
use super::exit::{Exit, Failure};
use super::output::Outputs;
use crate::diagnostic::Severity;
use crate::report::rules::rule;
use crate::report::shared::json;
use crate::rules::{Meta, Needs, Selection};

/// List the rules: id, severity and what each finds
///
/// `daemonlint explain RULE` tells why a rule is there and what to write instead. Rules that need
/// --nodes are silent without a node inventory; rules that are off run only when --select names
/// them or their category.
#[derive(Debug, Arguments)]
#[command(
    after_long_help = super::ending(
        "  daemonlint rules
  daemonlint rules --select targeting,capacity
  daemonlint rules --format json",
        super::exit::TELL_HELP,
    ),
    mut_arg("verbose", |arg| arg.hide(true)),
    mut_arg("quiet", |arg| arg.hide(true)),
)]
pub(super) struct Args {
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
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let rules = args.known.load()?;
    let selection = Selection::new::<String>(&rules, &args.select, &[])?;
    let metas: Vec<&Meta> =
        rules.metas().filter(|meta| args.select.is_empty() || selection.contains(meta)).collect();
    let listed = match args.format {
        Format::Pretty => rule::list(metas, &args.outputs.screen()),
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
            default: meta.default_on,
            needs_inventory: matches!(meta.needs, Needs::Inventory),
            scope: meta.scope.as_str(),
            fixable: meta.fixable.as_str(),
            title: &meta.title,
            reference: meta.reference(),
        }
    }
}
