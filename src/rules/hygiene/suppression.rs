//! `unused-suppression`: a suppression that suppresses nothing.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::manifest::{Manifest, Place, Suppression};
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Route, span_of};
use crate::rules::meta::{Meta, Needs, Scope};
use crate::rules::selection::Selection;
use crate::source::SourceFile;

/// Its id.
const ID: &str = "unused-suppression";

/// The rule that needs the manifests as they were.
const CHANGED: &str = "selector-changed";

/// The rule. Its findings are made by [`unused`], when all others are known.
pub(crate) struct UnusedSuppression;

impl Check for UnusedSuppression {}

/// The findings about suppressions: those that covered nothing though the rules that they name
/// were run, those that name no rule, and comments that can't be understood. `unused` lists for
/// each file the suppressions that covered nothing.
pub(crate) fn unused(
    cx: &Context<'_>,
    selection: &Selection,
    unused: &[Vec<usize>],
) -> Vec<Diagnostic> {
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
    let ran = |meta: &Meta| selection.contains(meta) && has_all(cx, meta);
    let known = metas.clone().next().is_some();
    if !known {
        return Some(format!("no rule or category is called `{name}`"));
    }
    metas.all(ran).then(|| format!("`{name}` finds nothing here: the suppression can go"))
}

/// Whether all that a rule looks at was given: else that it finds nothing says nothing.
fn has_all(cx: &Context<'_>, meta: &Meta) -> bool {
    (meta.needs == Needs::Manifests || cx.fleet.is_some())
        && (meta.id != CHANGED || cx.against.is_some())
        && (meta.scope == Scope::Object || !cx.partial)
}

/// The places where a finding may be suppressed in the other objects that it marks: for each of
/// them, what is marked there, and the field that the finding is about.
pub(crate) fn sides(cx: &Context<'_>, diagnostic: &Diagnostic) -> Vec<Vec<Place>> {
    let mut sides: Vec<Vec<Place>> = Vec::new();
    for label in &diagnostic.labels {
        let file = label.file.as_ref().unwrap_or(&diagnostic.file);
        let at = |byte| Place { file: Arc::clone(file), byte };
        let other = object_at(cx, file, label.span.start);
        let is_own = other.is_none_or(|other| diagnostic.id == Some(other.id()));
        if label.file.is_none() && is_own {
            continue;
        }
        let mut side = vec![at(label.span.start)];
        if let Some(other) = other {
            let route = Route::from(diagnostic.route.clone());
            side.push(at(span_of(other, &route).start));
        }
        sides.push(side);
    }
    sides
}

/// The object that stands at a byte of a file which suppresses anything.
fn object_at<'a>(cx: &Context<'a>, file: &Arc<SourceFile>, byte: u32) -> Option<&'a Manifest> {
    let is_file = |other: &Arc<SourceFile>| Arc::ptr_eq(other, file);
    let mut suppressing = cx.suppressions.iter().filter(|one| !one.list.is_empty());
    suppressing.find(|one| is_file(&one.file))?;
    cx.workspace.manifests().filter(|manifest| is_file(manifest.file())).find(|manifest| {
        let span = manifest.document().span(manifest.node());
        span.start <= byte && byte < span.end
    })
}
