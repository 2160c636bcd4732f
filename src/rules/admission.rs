//! What the API server would say, as rules.
//!
//! The checks are made where manifests are read and validated ([`crate::manifest`]); here they
//! get their texts, and are selected like all others.

use super::admission_policy::AdmissionPolicy;
use super::check::Check;
use super::context::Context;
use super::policies::{ID as POLICY, mistakes};
use super::rule::{Rule, rule};
use super::selection::Selection;
use super::updates;
use crate::diagnostic::Diagnostic;
use crate::manifest::Manifest;
use crate::manifest::admission::{DECODE, INVALID, WARNING, check};

/// The object cannot be read.
pub(super) struct Decode;
/// A field that the API doesn't know, or one that stands twice.
pub(super) struct Strict;
/// Validation refuses the object.
pub(super) struct Invalid;
/// The API server takes the object with a warning.
pub(super) struct Warning;

impl Check for Decode {}
impl Check for Strict {}
impl Check for Invalid {}
impl Check for Warning {}

/// The rules of this category, in the order in which they run and are listed.
#[rustfmt::skip]
pub(super) static RULES: &[Rule] = &[
    rule!("admission/admission-decode", Decode),
    rule!("admission/admission-strict", Strict),
    rule!("admission/admission-invalid", Invalid),
    rule!("admission/admission-warning", Warning),
    rule!("admission/admission-policy", AdmissionPolicy),
];

/// What was found while the manifests were read, and what is no update of the old ones.
pub(super) fn read(cx: &Context<'_>, selection: &Selection) -> Vec<Diagnostic> {
    let updates = cx.against.filter(|_| selection.runs(INVALID));
    let refused = updates.into_iter().flat_map(|old| updates::refused(old, cx.workspace));
    let policies = selection.runs(POLICY).then(|| mistakes(cx.workspace));
    let all = cx.read.iter().cloned().chain(refused).chain(policies.into_iter().flatten());
    all.filter_map(|diagnostic| found(selection, diagnostic)).collect()
}

/// What validation finds in a manifest.
pub(super) fn validation(selection: &Selection, manifest: &Manifest) -> Vec<Diagnostic> {
    if ![DECODE, INVALID, WARNING].into_iter().any(|id| selection.runs(id)) {
        return Vec::new();
    }
    check(manifest).into_iter().filter_map(|diagnostic| found(selection, diagnostic)).collect()
}

/// A finding of a selected rule, at the severity that the selection gives it. A finding that is
/// no more than an info (a template that nobody would apply) stays one.
pub(super) fn found(selection: &Selection, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
    let meta = &selection.rules().find(&diagnostic.rule)?.meta;
    if !selection.runs_anywhere(meta) {
        return None;
    }
    if let Some(severity) = selection.severity(meta)
        && diagnostic.severity == meta.severity
    {
        diagnostic.severity = severity;
    }
    Some(diagnostic)
}
