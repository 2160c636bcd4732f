//! `unused-suppression`: a suppression that suppresses nothing.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::manifest::Suppression;
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::meta::{Meta, Needs};
use crate::rules::selection::Selection;

/// Its id.
const ID: &str = "unused-suppression";

/// The rule. Its findings are made by [`unused`], when all others are known.
pub struct UnusedSuppression;

impl Check for UnusedSuppression {}

/// The findings about suppressions: those that covered nothing though the rules that they name
/// were run, those that name no rule, and comments that can't be understood. `unused` lists for
/// each file the suppressions that covered nothing.
pub fn unused(cx: &Context<'_>, selection: &Selection, unused: &[Vec<usize>]) -> Vec<Diagnostic> {
    let own =
        selection.rules().find(ID).map(|rule| &rule.meta).filter(|meta| selection.contains(meta));
    let Some(meta) = own else { return Vec::new() };
    let severity = selection.severity(meta).unwrap_or(meta.severity);
    let mut found = Vec::new();
    for (file, unused) in cx.suppressions.iter().zip(unused) {
        let at = |span, message: String| {
            Diagnostic::new(ID, severity, message, Arc::clone(&file.file), span)
        };
        for suppression in unused.iter().filter_map(|index| file.list.get(*index)) {
            let message = complaint(cx, selection, suppression);
            found.extend(message.map(|message| at(suppression.span, message)));
        }
        for span in &file.malformed {
            let help = "write `# daemonlint: ignore[rule-id] reason`";
            let message = "this comment suppresses nothing: it is not understood".to_owned();
            found.push(at(*span, message).with_help(help));
        }
    }
    found
}

fn complaint(cx: &Context<'_>, selection: &Selection, one: &Suppression) -> Option<String> {
    let name = &one.rule;
    let named = |meta: &Meta| meta.id == *name || meta.category.as_str() == *name;
    let mut metas = selection.rules().metas().filter(|meta| named(meta));
    let ran = |meta: &Meta| {
        selection.contains(meta) && (meta.needs == Needs::Manifests || cx.fleet.is_some())
    };
    let known = metas.clone().next().is_some();
    if !known {
        return Some(format!("no rule or category is called `{name}`"));
    }
    metas.all(ran).then(|| format!("`{name}` finds nothing here: the suppression can go"))
}
