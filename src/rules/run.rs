//! The engine: runs the selected rules and turns what they find into diagnostics.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::admission;
use super::context::{Context, WorkloadSubject};
use super::finding::{Finding, Findings, PlannedFix, Related, span_of};
use super::hygiene::suppression;
use super::meta::{Meta, Needs, Scope};
use super::precedence;
use super::rule::Rule;
use super::selection::{Acceptance, Selection, Spot};
use crate::diagnostic::{Diagnostic, Fix, Label, RuleId, sort};
use crate::manifest::suppression::{By, Terms, sift};
use crate::manifest::{Accepted, Manifest};

/// So many manifests are looked at before what is found is put together.
const AT_ONCE: usize = 1 << 10;

/// What a run found.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// The findings, in the order in which every output shows them.
    pub diagnostics: Vec<Diagnostic>,
    /// Those that a comment, an annotation or the config suppresses.
    pub suppressed: Vec<Accepted>,
}

/// Runs the selected rules over the workspace. Rules that need an inventory are silent without
/// one. The same input gives the same report.
#[must_use]
pub(crate) fn run(cx: &Context<'_>, selection: &Selection) -> Report {
    let selected: Vec<Selected<'_>> = selection
        .rules()
        .iter()
        .filter(|rule| selection.runs_anywhere(&rule.meta))
        .filter(|rule| rule.meta.needs != Needs::Inventory || cx.fleet.is_some())
        .map(|rule| Selected { rule, id: OnceLock::new() })
        .collect();
    let (alone, among_others): (Vec<_>, Vec<_>) =
        selected.into_iter().partition(|one| one.rule.meta.scope == Scope::Object);
    let manifests = cx.workspace.shared();
    let one = |shared: &Arc<Manifest>| {
        // What was let go of is made anew for the time that it is looked at.
        let anew = (!shared.is_at_hand()).then(|| Manifest::clone(shared));
        let manifest = anew.as_ref().unwrap_or(shared);
        let look = || {
            let mut all = admission::validation(selection, manifest);
            check(cx, &alone, selection, manifest, &mut all);
            all
        };
        let mut all = match cx.memory {
            Some(memory) => memory.found_in(shared, look),
            None => look(),
        };
        check(cx, &among_others, selection, manifest, &mut all);
        all
    };
    let mut diagnostics: Vec<Diagnostic> = admission::read(cx, selection);
    // Waking the thread pool costs more than a handful of manifests.
    if manifests.len() < 8 {
        diagnostics.extend(manifests.iter().flat_map(one));
    } else {
        // What threads have found stands in memory twice until it is put together: not all at once.
        for some in manifests.chunks(AT_ONCE) {
            diagnostics.par_extend(some.par_iter().flat_map_iter(one));
        }
    }
    selection.settle(&mut diagnostics);
    let suppressed = suppress(cx, selection, &mut diagnostics);
    // What is suppressed says nothing better than others: then those must be seen.
    precedence::mark(&mut diagnostics);
    sort(&mut diagnostics);
    Report { diagnostics, suppressed }
}

/// A rule that runs.
struct Selected<'r> {
    rule: &'r Rule,
    /// As findings have it, once there is one: looking for the page costs more than most rules do.
    id: OnceLock<RuleId>,
}

impl Selected<'_> {
    fn id(&self) -> &RuleId {
        let Meta { id, .. } = &self.rule.meta;
        self.id.get_or_init(|| RuleId::new(id.clone(), self.rule.meta.reference()))
    }
}

/// Everything that the selected rules find in one manifest.
fn check(
    cx: &Context<'_>,
    selected: &[Selected<'_>],
    selection: &Selection,
    manifest: &Manifest,
    all: &mut Vec<Diagnostic>,
) {
    let daemon_set = cx.subject(manifest);
    let other = if daemon_set.is_none() { WorkloadSubject::of(manifest) } else { None };
    let workload = daemon_set.as_deref().or(other.as_ref());
    let mut findings = Findings::default();
    for one in selected {
        let Selected { rule, .. } = one;
        rule.check().manifest(cx, manifest, &mut findings);
        if let Some(subject) = workload.filter(|subject| rule.check().holds_for(subject)) {
            rule.check().workload(cx, subject, &mut findings);
        }
        if let Some(subject) = &daemon_set {
            rule.check().daemon_set(cx, subject, &mut findings);
        }
        if findings.0.is_empty() {
            continue;
        }
        // Of a value that can't be read, or is not known yet, no more can be said.
        let known = findings.0.drain(..).filter(|finding| is_known(manifest, finding));
        all.extend(known.map(|f| resolve((&rule.meta, one.id()), selection, manifest, f)));
    }
}

/// Whether a finding rests on values that are known.
fn is_known(manifest: &Manifest, finding: &Finding) -> bool {
    let related = finding.related.iter().filter_map(|related| match related {
        Related::Here(route, _) => Some(route),
        Related::Elsewhere(_) | Related::Bytes(..) => None,
    });
    let places = std::iter::once(&finding.route).chain(related).chain(&finding.rests_on);
    places.into_iter().all(|route| route.is_known_in(manifest))
}

/// Joins a finding with the spans of its places.
fn resolve(
    (meta, id): (&Meta, &RuleId),
    selection: &Selection,
    manifest: &Manifest,
    finding: Finding,
) -> Diagnostic {
    let span = finding.bytes.unwrap_or_else(|| span_of(manifest, &finding.route));
    let is_of_tests = || manifest.file().is_of_tests(span.start);
    let severity =
        selection.severity(meta).unwrap_or_else(|| meta.usual(finding.severity, is_of_tests));
    let mut diagnostic = manifest
        .finding_at(id.clone(), severity, span, finding.message)
        .with_route(finding.route.path())
        .with_text(finding.text);
    diagnostic.help = finding.help;
    let Finding { related, fixes, covers, .. } = finding;
    if !(related.is_empty() && fixes.is_empty() && covers.is_empty()) {
        let details = diagnostic.details_mut();
        details.labels = exact(related.into_iter().map(|related| label(manifest, related)));
        details.fixes = exact(fixes.into_iter().filter_map(|planned| fix(manifest, planned)));
        details.covers = covers;
    }
    diagnostic
}

/// A list without room for more: findings are kept until the run ends.
fn exact<T>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = items.collect();
    all.shrink_to_fit();
    all
}

fn label(own: &Manifest, related: Related) -> Label {
    match related {
        Related::Here(route, text) => Label { file: None, span: span_of(own, &route), text },
        Related::Bytes(span, text) => Label { file: None, span, text },
        Related::Elsewhere(mut label) => {
            label.file = label.file.filter(|file| !Arc::ptr_eq(file, own.file()));
            label
        }
    }
}

/// The edits of a fix; none if one of its places isn't there as such, or can't be changed without
/// changing something else.
fn fix(manifest: &Manifest, planned: PlannedFix) -> Option<Fix> {
    let PlannedFix { title, safe, changes } = planned;
    manifest.fix(title, safe, &changes).ok()
}

/// Takes out what comments and annotations suppress, and what the config accepts.
fn suppress(
    cx: &Context<'_>,
    selection: &Selection,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Accepted> {
    let mut suppressed = Vec::new();
    if cx.suppressions.iter().any(|file| !file.list.is_empty() || !file.malformed.is_empty()) {
        let meta = |rule: &str| selection.rules().find(rule).map(|rule| &rule.meta);
        let terms = Terms {
            category: |rule: &str| meta(rule).map(|meta| meta.category.as_str()),
            sides: |diagnostic: &Diagnostic| suppression::sides(cx, diagnostic),
            is_enforced: |rule: &str| {
                meta(rule).is_some_and(|meta| selection.exceptions().enforce(meta))
            },
        };
        let sifted = sift(std::mem::take(diagnostics), cx.suppressions, &terms);
        *diagnostics = sifted.kept;
        suppressed = sifted.suppressed;
        diagnostics.extend(suppression::unused(cx, selection, &sifted.unused));
        diagnostics.extend(suppression::refused(cx, selection, &sifted.refused));
        diagnostics.extend(suppression::without_reason(cx, selection));
    }
    if !selection.exceptions().accepted().is_empty() {
        accept(cx, selection, diagnostics, &mut suppressed);
    }
    suppressed
}

/// Takes out what the config accepts: at the object of a finding, or at all others that it is about.
fn accept(
    cx: &Context<'_>,
    selection: &Selection,
    diagnostics: &mut Vec<Diagnostic>,
    suppressed: &mut Vec<Accepted>,
) {
    for found in std::mem::take(diagnostics) {
        let meta = selection.rules().find(&found.rule).map(|rule| &rule.meta);
        let by = meta.and_then(|meta| {
            let at = |spot: &Spot<'_>| selection.exceptions().accepting(meta, spot);
            at(&Spot::of(&found)).or_else(|| {
                let others = suppression::others(cx, &found);
                let by = others.iter().map(at).collect::<Option<Vec<&Acceptance>>>()?;
                by.first().copied()
            })
        });
        match by {
            Some(by) => suppressed.push(Accepted {
                reason: by.reason.clone(),
                by: By::Config(Arc::clone(&by.file), by.span),
                found,
            }),
            None => diagnostics.push(found),
        }
    }
}
