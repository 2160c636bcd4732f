//! The engine: runs the selected rules and turns what they find into diagnostics.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::admission;
use super::consequences::{self, lies_in};
use super::context::Context;
use super::finding::{Better, Finding, Findings, Mend, Part, Related, span_of};
use super::hygiene::suppression;
use super::meta::{Meta, Needs};
use super::registry;
use super::rule::Rule;
use super::selection::Selection;
use crate::diagnostic::{Diagnostic, Edit, Fix, Label, sort};
use crate::manifest::Manifest;
use crate::manifest::suppression::sift;

/// What a run found.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings, in the order in which every output shows them.
    pub diagnostics: Vec<Diagnostic>,
    /// How many more there are that a comment or annotation suppresses.
    pub suppressed: usize,
}

/// A diagnostic, and the fields about which it says better what the API server says too.
pub(super) struct Found {
    pub diagnostic: Diagnostic,
    pub covers: Vec<String>,
    /// The rules that may say the same better.
    pub yields_to: Vec<Better>,
}

/// Runs the selected rules over the workspace. Rules that need an inventory are silent without
/// one. The same input gives the same report.
#[must_use]
pub fn run(cx: &Context<'_>, selection: &Selection) -> Report {
    let rules: Vec<&dyn Rule> = registry::RULES
        .iter()
        .copied()
        .filter(|rule| selection.contains(rule.meta()))
        .filter(|rule| rule.meta().needs != Needs::Inventory || cx.fleet.is_some())
        .collect();
    let manifests = cx.workspace.manifests();
    let one = |manifest: &Manifest| check(cx, &rules, selection, manifest);
    let mut found: Vec<Found> = admission::read(cx, selection);
    // Waking the thread pool costs more than a handful of manifests.
    if manifests.len() < 8 {
        found.extend(manifests.iter().flat_map(one));
    } else {
        found.par_extend(manifests.par_iter().flat_map_iter(one));
    }
    cover(&mut found);
    give_way(&mut found);
    consequences::follow(&mut found);
    let mut diagnostics: Vec<_> = found.into_iter().map(|found| found.diagnostic).collect();
    let suppressed = suppress(cx, selection, &mut diagnostics);
    sort(&mut diagnostics);
    Report { diagnostics, suppressed }
}

/// Everything that the rules find in one manifest.
fn check(
    cx: &Context<'_>,
    rules: &[&dyn Rule],
    selection: &Selection,
    manifest: &Manifest,
) -> Vec<Found> {
    let mut all = admission::validation(selection, manifest);
    let subject = cx.subject(manifest);
    for rule in rules {
        let mut findings = Findings::default();
        rule.manifest(cx, manifest, &mut findings);
        if let Some(subject) = subject {
            rule.daemon_set(cx, subject, &mut findings);
        }
        let meta = rule.meta();
        all.extend(findings.0.into_iter().map(|f| resolve(meta, selection, manifest, f)));
    }
    all
}

/// Joins a finding with the spans of its places.
fn resolve(
    meta: &'static Meta,
    selection: &Selection,
    manifest: &Manifest,
    finding: Finding,
) -> Found {
    let severity = selection.severity(meta).or(finding.severity).unwrap_or(meta.severity);
    let span = span_of(manifest, &finding.route);
    let mut diagnostic =
        manifest.finding_at(meta.id, severity, span, finding.message).with_text(finding.text);
    if !finding.route.path.0.is_empty() {
        diagnostic.field = Some(finding.route.path.to_string());
    }
    diagnostic.labels = finding.related.into_iter().map(|r| label(manifest, r)).collect();
    diagnostic.help = finding.help;
    diagnostic.url = meta.reference().map(str::to_owned);
    diagnostic.fixes = finding.mends.into_iter().filter_map(|m| fix(manifest, m)).collect();
    Found {
        diagnostic,
        covers: finding.covers.iter().map(ToString::to_string).collect(),
        yields_to: finding.yields_to,
    }
}

fn label(own: &Manifest, related: Related) -> Label {
    match related {
        Related::Here(route, text) => Label { file: None, span: span_of(own, &route), text },
        Related::Elsewhere(mut label) => {
            label.file = label.file.filter(|file| !Arc::ptr_eq(file, own.file()));
            label
        }
    }
}

/// The edits of a mend; none if one of its places isn't there as such.
fn fix(manifest: &Manifest, mend: Mend) -> Option<Fix> {
    let mut edits = Vec::new();
    for (route, text) in mend.replacements {
        let location = manifest.locate(&route.path);
        if !location.found {
            return None;
        }
        let span = match route.part {
            Part::Key => location.key_span(manifest.document()),
            Part::Value => location.value_span(manifest.document()),
        };
        edits.push(Edit { span, text: quoted_as(manifest.file().slice(span), text) });
    }
    edits.sort_by_key(|edit| edit.span);
    Some(Fix { title: mend.title, safe: mend.safe, edits })
}

/// A string in the quotes of another one: JSON can't do without, and in YAML they are somebody's
/// style.
fn quoted_as(old: &str, text: String) -> String {
    match old.chars().next() {
        Some(quote @ ('"' | '\'')) => format!("{quote}{text}{quote}"),
        _ => text,
    }
}

/// Marks what the API server says of a field about which a rule says more.
fn cover(found: &mut [Found]) {
    type Key = (String, Option<u32>, Option<String>, String);
    let key = |d: &Diagnostic, field: &str| -> Key {
        let name = d.object.as_ref().map(|object| object.name.clone());
        (d.file.name().to_owned(), d.document, name, field.to_owned())
    };
    let mut covered: BTreeMap<Key, Cow<'static, str>> = BTreeMap::new();
    for found in found.iter() {
        for field in &found.covers {
            covered.insert(key(&found.diagnostic, field), found.diagnostic.rule.clone());
        }
    }
    if covered.is_empty() {
        return;
    }
    for found in found.iter_mut().filter(|found| admission::is_refusal(&found.diagnostic)) {
        let Some(field) = &found.diagnostic.field else { continue };
        found.diagnostic.covered_by = covered.get(&key(&found.diagnostic, field)).cloned();
    }
}

/// Marks what another rule found too and says better.
fn give_way(found: &mut [Found]) {
    type Key = (String, Option<u32>, Option<String>, Cow<'static, str>);
    let key = |d: &Diagnostic, rule: Cow<'static, str>| -> Key {
        let name = d.object.as_ref().map(|object| object.name.clone());
        (d.file.name().to_owned(), d.document, name, rule)
    };
    let better: BTreeSet<&'static str> =
        found.iter().flat_map(|found| &found.yields_to).map(|better| better.rule).collect();
    if better.is_empty() {
        return;
    }
    let mut fields: BTreeMap<Key, Vec<String>> = BTreeMap::new();
    for Found { diagnostic, .. } in found.iter().filter(|f| better.contains(&*f.diagnostic.rule)) {
        let fields = fields.entry(key(diagnostic, diagnostic.rule.clone())).or_default();
        fields.push(diagnostic.field.clone().unwrap_or_default());
    }
    for Found { diagnostic, yields_to, .. } in found {
        let own = diagnostic.field.clone().unwrap_or_default();
        let says_it = |better: &&Better| {
            let there = fields.get(&key(diagnostic, better.rule.into()));
            there.is_some_and(|fields| better.anywhere || fields.iter().any(|f| near(f, &own)))
        };
        if let Some(better) = yields_to.iter().find(says_it) {
            diagnostic.covered_by = Some(better.rule.into());
        }
    }
}

/// Whether one field is the other, or encloses it.
fn near(a: &str, b: &str) -> bool {
    lies_in(a, b) || lies_in(b, a)
}

/// Takes out what comments and annotations suppress, and says how much that was.
fn suppress(cx: &Context<'_>, selection: &Selection, diagnostics: &mut Vec<Diagnostic>) -> usize {
    if cx.suppressions.iter().all(|file| file.list.is_empty() && file.malformed.is_empty()) {
        return 0;
    }
    let category = |rule: &str| registry::find(rule).map(|rule| rule.meta().category.as_str());
    let sifted = sift(std::mem::take(diagnostics), cx.suppressions, category);
    *diagnostics = sifted.kept;
    // What covers an admission finding may be gone; then that one must be seen.
    let rules: BTreeSet<(String, Option<u32>, Cow<'static, str>)> = diagnostics
        .iter()
        .map(|d| (d.file.name().to_owned(), d.document, d.rule.clone()))
        .collect();
    for diagnostic in diagnostics.iter_mut() {
        let Some(rule) = diagnostic.covered_by.take() else { continue };
        let key = (diagnostic.file.name().to_owned(), diagnostic.document, rule);
        diagnostic.covered_by = rules.contains(&key).then_some(key.2);
    }
    diagnostics.extend(suppression::idle(cx, selection, &sifted.unused));
    sifted.suppressed.len()
}
