//! `daemonlint explain`: why a rule is there and what to write instead.

use clap::Args as Arguments;

use super::arguments::KnownRules;
use super::exit::{Exit, Failure};
use super::output::Outputs;
use crate::report::rules::rule;
use crate::rules::search::{Rank, search, spelt};
use crate::rules::{Meta, RuleSet, Selection, UnknownSelector};

/// Tell why a rule is there, what to write instead, and show it at work
///
/// The name of a category explains all its rules. Other words are looked for in what the rules are
/// called, find and say.
#[derive(Debug, Arguments)]
#[command(
    after_long_help = super::ending(
        "  daemonlint explain selector-template-mismatch
  daemonlint explain update-strategy
  daemonlint explain taint                # which rules are about taints?
  daemonlint rules                        # the list of all rules",
        super::exit::TELL_HELP,
    ),
    mut_arg("verbose", |arg| arg.hide(true)),
    mut_arg("quiet", |arg| arg.hide(true)),
)]
pub(super) struct Args {
    /// A rule's id, as findings show it in brackets, a category, or words to look for
    #[arg(value_name = "RULE|CATEGORY|WORD", required = true)]
    words: Vec<String>,

    #[command(flatten)]
    known: KnownRules,

    #[command(flatten)]
    outputs: Outputs,
}

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    let rules = args.known.load()?;
    let named = args.words.join(" ");
    let selection = match Selection::new(&rules, std::slice::from_ref(&named), &[]) {
        Ok(selection) => selection,
        Err(unknown) => return suggest(args, &rules, &named, unknown),
    };
    let screen = args.outputs.screen();
    let pages: Vec<String> = rules
        .metas()
        .filter(|meta| selection.contains(meta))
        .map(|meta| page(meta, &screen))
        .collect::<Result<_, _>>()?;
    args.outputs.write(&pages.join("\n"))?;
    Ok(Exit::Clean)
}

/// The rules that words are about, where no rule is called so: those that are called or find
/// something like it, else one that is spelt so, else those whose reasons speak of it.
fn suggest(
    args: &Args,
    rules: &RuleSet,
    words: &str,
    unknown: UnknownSelector,
) -> Result<Exit, Failure> {
    let mut found = search(rules.metas(), words);
    let mut asked = words.to_owned();
    if found.is_empty()
        && unknown.nearest.is_none()
        && let Some(meant) = spelt(rules.metas(), words)
    {
        found = search(rules.metas(), &meant);
        asked = meant;
    }
    let is_called = found.iter().any(|hit| hit.rank > Rank::Reason);
    if found.is_empty() || (!is_called && unknown.nearest.is_some()) {
        return Err(unknown.into());
    }
    let page = rule::suggest(&found, &asked, &args.outputs.screen());
    args.outputs.write(&page)?;
    Ok(Exit::Clean)
}

fn page(meta: &Meta, screen: &crate::report::Screen) -> Result<String, Failure> {
    let text = meta.text().map_err(|error| Failure::Usage(format!("{}: {error}", meta.id)))?;
    Ok(rule::explain(meta, &text, screen))
}
