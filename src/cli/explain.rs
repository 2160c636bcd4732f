//! `daemonlint explain`: why a rule is there and what to write instead.

use clap::Args as Arguments;

use super::arguments::KnownRules;
use super::exit::{Exit, Failure};
use super::output::Outputs;
use crate::report::rules::rule;
use crate::rules::{Meta, Selection};

/// Tell why a rule is there, what to write instead, and show it at work
///
/// The name of a category explains all its rules.
#[derive(Debug, Arguments)]
#[command(
    after_long_help = super::ending(
        "  daemonlint explain selector-template-mismatch
  daemonlint explain update-strategy
  daemonlint rules                        # the list of all rules",
        super::exit::TELL_HELP,
    ),
    mut_arg("verbose", |arg| arg.hide(true)),
    mut_arg("quiet", |arg| arg.hide(true)),
)]
pub(super) struct Args {
    /// A rule's id, as findings show it in brackets, or a category
    #[arg(value_name = "RULE|CATEGORY")]
    rule: String,

    #[command(flatten)]
    known: KnownRules,

    #[command(flatten)]
    outputs: Outputs,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let rules = args.known.load()?;
    let selection = Selection::new(&rules, std::slice::from_ref(&args.rule), &[])?;
    let screen = args.outputs.screen();
    let pages: Vec<String> = rules
        .metas()
        .filter(|meta| selection.contains(meta))
        .map(|meta| page(meta, &screen))
        .collect::<Result<_, _>>()?;
    args.outputs.write(&pages.join("\n"))?;
    Ok(Exit::Clean)
}

fn page(meta: &Meta, screen: &crate::report::Screen) -> Result<String, Failure> {
    let text = meta.text().map_err(|error| Failure::Usage(format!("{}: {error}", meta.id)))?;
    Ok(rule::explain(meta, &text, screen))
}
