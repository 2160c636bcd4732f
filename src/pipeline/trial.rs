//! The examples of rules, run: what each is said to show is what its rule finds there.

use std::sync::Arc;

use super::{Against, Run};
use crate::diagnostic::Diagnostic;
use crate::inventory::{Error, Inventory, Loader};
use crate::manifest::Reading;
use crate::rules::{Example, Meta, RuleSet, Selection, Text, UnknownSelector};
use crate::source::{SourceFile, Sources};

/// What is wrong with the examples of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// None is `bad`: nothing shows that the rule finds anything.
    NothingBad,
    /// None is `good`: nothing shows that it leaves anything alone.
    NothingGood,
    /// What an example holds can't be used.
    Unusable {
        /// Which example, from 1.
        example: usize,
        /// Why.
        message: String,
    },
    /// The rule finds something else than an example says.
    Differs {
        /// Which example, from 1.
        example: usize,
        /// What it says, as `RULE at LINE:COLUMN`.
        expected: Vec<String>,
        /// What is found, in the same form, each with its message.
        found: Vec<(String, String)>,
    },
}

/// Runs the examples of a rule of a set, and tells what is wrong with them.
///
/// # Errors
/// When the set has no such rule.
pub(crate) fn try_examples(
    rules: &RuleSet,
    meta: &Meta,
    text: &Text,
) -> Result<Vec<Fault>, UnknownSelector> {
    let mut faults = Vec::new();
    if text.examples.iter().all(|example| example.bad.is_none()) {
        faults.push(Fault::NothingBad);
    }
    if text.examples.iter().all(|example| example.good.is_none()) {
        faults.push(Fault::NothingGood);
    }
    // What suppressions idle over is known only when the other rules run.
    let select = if meta.id == "unused-suppression" { "all" } else { &*meta.id };
    let selection = Selection::new(rules, &[select], &[])?;
    for (example, number) in text.examples.iter().zip(1..) {
        faults.extend(try_one(&selection, meta, example, number));
    }
    Ok(faults)
}

fn try_one(selection: &Selection, meta: &Meta, example: &Example, number: usize) -> Option<Fault> {
    let unusable =
        |message: &str| Some(Fault::Unusable { example: number, message: message.to_owned() });
    if example.bad.is_some() && example.expect.is_empty() {
        return unusable("it is `bad`, and does not say in `expect` what is found");
    }
    if example.good.is_some() && !example.expect.is_empty() {
        return unusable("it is `good`, and still `expect`s something");
    }
    let text = example.bad.as_ref().or(example.good.as_ref())?;
    let new = reading(text);
    if new.workspace.manifests().len() == 0 && new.diagnostics.is_empty() {
        return unusable("it holds no object of Kubernetes");
    }
    let old = example.against.as_deref().map(reading);
    let inventory = match inventory(example) {
        Ok(inventory) => inventory,
        Err(error) => return unusable(&format!("its nodes or pods can't be read: {error}")),
    };
    let against = old.as_ref().map(|old| Against { sources: Some(old), ..Against::default() });
    let rules = selection.clone();
    let run = Run { inventory: inventory.as_ref(), against, rules, ..Run::over(&new) };
    let mut diagnostics = run.check().diagnostics;
    // What follows from another of the rule's own findings is not told beside it.
    let follows = |found: &Diagnostic| found.covered_by == Some(&meta.id);
    diagnostics.retain(|found| found.rule == meta.id && !follows(found));
    let found = shown(&diagnostics);
    let expected = example.expect.clone();
    let same = found.iter().map(|(place, _)| place).eq(&expected);
    (!same).then_some(Fault::Differs { example: number, expected, found })
}

/// An example's stream, read.
pub(crate) fn reading(text: &str) -> Reading {
    Reading::of(&Sources::of([Arc::new(SourceFile::new("example.yaml", text))]))
}

/// The nodes beside an example.
///
/// # Errors
/// When they or the pods on them can't be read.
pub(crate) fn inventory(example: &Example) -> Result<Option<Inventory>, Error> {
    let Some(nodes) = &example.inventory else { return Ok(None) };
    let mut loader = Loader::default();
    loader.read("inventory", nodes.as_bytes())?;
    if let Some(pods) = &example.pods {
        loader.read("pods", pods.as_bytes())?;
    }
    Ok(Some(loader.finish()))
}

/// Findings in the form of `expect`, by their places, with their messages.
fn shown(diagnostics: &[Diagnostic]) -> Vec<(String, String)> {
    let mut shown: Vec<_> = diagnostics
        .iter()
        .map(|found| (found.file.position(found.primary.span.start), found))
        .map(|(place, found)| ((place.line, place.column, &found.rule), found))
        .collect();
    shown.sort_by_key(|(place, _)| *place);
    let told = |((line, column, rule), found): ((u32, u32, &_), &Diagnostic)| {
        (format!("{rule} at {line}:{column}"), found.message.to_string())
    };
    shown.into_iter().map(told).collect()
}
