//! `unused-suppression`: a suppression that suppresses nothing; `suppression-without-reason`: one
//! that doesn't say why.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Severity};
use crate::manifest::{Manifest, Place, Suppression, Suppressions};
use crate::rules::check::Check;
use crate::rules::context::Context;
use crate::rules::finding::{Route, span_of};
use crate::rules::meta::{Meta, Needs, Scope};
use crate::rules::selection::{Selection, Spot};
use crate::source::{SourceFile, Span};

/// The id of the one.
const UNUSED: &str = "unused-suppression";

/// The id of the other, which a config may ask for.
pub(crate) const WITHOUT_REASON: &str = "suppression-without-reason";

/// The rule that needs the manifests as they were.
const CHANGED: &str = "selector-changed";

/// The rule. Its findings are made by [`unused`] and [`refused`], when all others are known.
pub(crate) struct UnusedSuppression;

impl Check for UnusedSuppression {}

/// The rule. Its findings are made by [`without_reason`], since no suppression covers them.
pub(crate) struct SuppressionWithoutReason;

impl Check for SuppressionWithoutReason {}

/// The findings about suppressions: those that covered nothing though the rules that they name
/// were run, those that name no rule, and comments that can't be understood. `unused` lists for
/// each file the suppressions that covered nothing.
pub(crate) fn unused(
    cx: &Context<'_>,
    selection: &Selection,
    unused: &[Vec<usize>],
) -> Vec<Diagnostic> {
    let Some(severity) = severity(selection, UNUSED) else { return Vec::new() };
    let mut found = Vec::new();
    for (file, unused) in cx.suppressions.iter().zip(unused) {
        let at = |span, message| finding(UNUSED, severity, file, span, message);
        for suppression in unused.iter().filter_map(|index| file.list.get(*index)) {
            let message = complaint(cx, selection, &file.file, suppression);
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

/// The findings about suppressions of what the config lets no manifest suppress; `refused` lists
/// them for each file.
pub(crate) fn refused(
    cx: &Context<'_>,
    selection: &Selection,
    refused: &[Vec<usize>],
) -> Vec<Diagnostic> {
    let Some(severity) = severity(selection, UNUSED) else { return Vec::new() };
    let mut found = Vec::new();
    for (file, refused) in cx.suppressions.iter().zip(refused) {
        for suppression in refused.iter().filter_map(|index| file.list.get(*index)) {
            let name = &suppression.rule;
            let message = format!("`{name}` can't be suppressed here: the config enforces it");
            let help = "mend what it finds, or have it accepted in the config (`suppress`)";
            let span = suppression.span;
            found.push(finding(UNUSED, severity, file, span, message).with_help(help));
        }
    }
    found
}

/// The findings about suppressions that don't say why: one for each comment or annotation.
pub(crate) fn without_reason(cx: &Context<'_>, selection: &Selection) -> Vec<Diagnostic> {
    let Some(severity) = severity(selection, WITHOUT_REASON) else { return Vec::new() };
    let mut found = Vec::new();
    for file in cx.suppressions {
        let mut last = None;
        for one in file.list.iter().filter(|one| one.reason.is_empty()) {
            if last.replace(one.statement) == Some(one.statement) {
                continue;
            }
            let message = format!("`{}` is suppressed, and nothing says why", one.rule);
            let help = match file.file.slice(one.statement).starts_with('#') {
                true => {
                    "write the reason behind the brackets: `# daemonlint: ignore[rule-id] reason`"
                }
                false => {
                    "write the reason behind a colon: `daemonlint.dev/ignore: \"rule-id: reason\"`"
                }
            };
            found.push(finding(WITHOUT_REASON, severity, file, one.span, message).with_help(help));
        }
    }
    found
}

/// The severity of what a rule finds, if it runs.
fn severity(selection: &Selection, id: &str) -> Option<Severity> {
    let meta = &selection.rules().find(id)?.meta;
    let runs = selection.contains(meta);
    runs.then(|| selection.severity(meta).unwrap_or(meta.severity))
}

fn finding(
    id: &'static str,
    severity: Severity,
    file: &Suppressions,
    span: Span,
    message: String,
) -> Diagnostic {
    Diagnostic::new(id, severity, message, Arc::clone(&file.file), span)
}

fn complaint(
    cx: &Context<'_>,
    selection: &Selection,
    file: &Arc<SourceFile>,
    one: &Suppression,
) -> Option<String> {
    let name = &one.rule;
    let named = |meta: &Meta| meta.id == *name || meta.category.as_str() == *name;
    let mut metas = selection.rules().metas().filter(|meta| named(meta));
    let byte = one.span.start;
    let object = object_at(cx, file, byte).map(Manifest::object_ref);
    let spot = Spot { file, byte, object };
    let ran = |meta: &Meta| selection.runs_at(meta, &spot) && has_all(cx, meta);
    let known = metas.clone().next().is_some();
    if !known {
        return Some(format!("no rule or category is called `{name}`"));
    }
    if let Some(missing) = one.containers.as_ref().filter(|named| named.spans.is_empty()) {
        let names = quoted(&missing.names);
        return Some(format!("no container is called {names} here: this suppresses nothing"));
    }
    metas.all(ran).then(|| format!("`{name}` finds nothing here: the suppression can go"))
}

/// Names in backquotes.
fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" or ")
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
        let is_own = other.is_none_or(|other| diagnostic.id() == Some(other.id()));
        if label.file.is_none() && is_own {
            continue;
        }
        let mut side = vec![at(label.span.start)];
        if let Some(other) = other {
            let route = Route::from(diagnostic.route.to_path());
            side.push(at(span_of(other, &route).start));
        }
        sides.push(side);
    }
    sides
}

/// Where a finding is as well: in the other objects that it marks.
pub(crate) fn others<'d>(cx: &'d Context<'_>, diagnostic: &'d Diagnostic) -> Vec<Spot<'d>> {
    let mut spots = Vec::new();
    for label in &diagnostic.labels {
        let file = label.file.as_ref().unwrap_or(&diagnostic.file);
        let other = object_of(cx, file, label.span.start);
        let is_own = other.is_none_or(|other| diagnostic.id() == Some(other.id()));
        if label.file.is_none() && is_own {
            continue;
        }
        let object = other.map(Manifest::object_ref);
        spots.push(Spot { file, byte: label.span.start, object });
    }
    spots
}

/// The object that stands at a byte of a file which suppresses anything.
fn object_at<'a>(cx: &Context<'a>, file: &Arc<SourceFile>, byte: u32) -> Option<&'a Manifest> {
    cx.suppresses_in(file).then(|| object_of(cx, file, byte))?
}

/// The object that stands at a byte of a file.
fn object_of<'a>(cx: &Context<'a>, file: &Arc<SourceFile>, byte: u32) -> Option<&'a Manifest> {
    cx.workspace.at_byte(file, byte)
}
