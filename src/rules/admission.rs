//! What the API server would say, as rules.
//!
//! The checks are made where manifests are read and validated ([`crate::manifest`]); here they
//! get their texts, and are selected like all others.

use super::context::Context;
use super::meta::{Category, Meta, text};
use super::registry;
use super::rule::Rule;
use super::selection::Selection;
use super::updates;
use crate::diagnostic::{Diagnostic, Severity};
use crate::manifest::Manifest;
use crate::manifest::admission::{DECODE, INVALID, STRICT, WARNING, check};

/// The object cannot be read.
pub struct Decode;
/// A field that the API doesn't know, or one that stands twice.
pub struct Strict;
/// Validation refuses the object.
pub struct Invalid;
/// The API server takes the object with a warning.
pub struct Warning;

macro_rules! admission_rule {
    ($rule:ident, $id:expr, $severity:ident, $text:literal) => {
        impl Rule for $rule {
            fn meta(&self) -> &'static Meta {
                const META: Meta =
                    Meta::new($id, Category::Admission, Severity::$severity, text!($text));
                &META
            }
        }
    };
}

admission_rule!(Decode, DECODE, Error, "admission/admission-decode");
admission_rule!(Strict, STRICT, Error, "admission/admission-strict");
admission_rule!(Invalid, INVALID, Error, "admission/admission-invalid");
admission_rule!(Warning, WARNING, Warning, "admission/admission-warning");

/// What was found while the manifests were read, and what is no update of the old ones.
pub(super) fn read(cx: &Context<'_>, selection: &Selection) -> Vec<Diagnostic> {
    let updates = cx.against.filter(|_| selection.contains(Invalid.meta()));
    let refused = updates.into_iter().flat_map(|old| updates::refused(old, cx.workspace));
    let all = cx.read.iter().cloned().chain(refused);
    all.filter_map(|diagnostic| found(selection, diagnostic)).collect()
}

/// What validation finds in a manifest.
pub(super) fn validation(selection: &Selection, manifest: &Manifest) -> Vec<Diagnostic> {
    let wanted =
        [&Invalid as &dyn Rule, &Warning].iter().any(|rule| selection.contains(rule.meta()));
    if !wanted {
        return Vec::new();
    }
    check(manifest).into_iter().filter_map(|diagnostic| found(selection, diagnostic)).collect()
}

/// A finding of a selected rule, at the severity that the selection gives it. A finding that is
/// no more than an info (a template that nobody would apply) stays one.
fn found(selection: &Selection, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
    let meta = registry::find(&diagnostic.rule)?.meta();
    if !selection.contains(meta) {
        return None;
    }
    if let Some(severity) = selection.severity(meta)
        && diagnostic.severity == meta.severity
    {
        diagnostic.severity = severity;
    }
    Some(diagnostic)
}
