//! Mistakes in policies, where they stand.

use super::ID;
use super::bound::{Policy, policy};
use super::mutating::{MutatingPolicy, mutating_policy};
use crate::diagnostic::{Diagnostic, Severity};
use crate::manifest::{Manifest, Workspace};
use crate::rules::cel::policy::{CompileError, TypeMistake};
use crate::rules::expression::word_at;
use crate::source::Span;
use crate::words::list::short;
use crate::yaml::path;

/// What is wrong with the expressions of the policies among some manifests.
pub(in crate::rules) fn mistakes(workspace: &Workspace) -> Vec<Diagnostic> {
    let of = |manifest: &Manifest| {
        let validating = policy(manifest).map(|policy| of_validating(&policy));
        let mutating = mutating_policy(manifest);
        let mutating = mutating.map(|policy| of_mutating(&policy));
        validating.or(mutating).unwrap_or_default()
    };
    workspace.manifests().flat_map(of).collect()
}

fn of_validating(policy: &Policy<'_>) -> Vec<Diagnostic> {
    let manifest = policy.manifest;
    let errors = policy.compiled.errors();
    if errors.is_empty() {
        let found = policy.compiled.type_mistakes(manifest.release());
        return found.iter().map(|mistake| of_types(manifest, mistake, TOLD_IN_STATUS)).collect();
    }
    of_policy(manifest, errors)
}

fn of_mutating(policy: &MutatingPolicy<'_>) -> Vec<Diagnostic> {
    let manifest = policy.manifest;
    let errors = policy.compiled.errors();
    if errors.is_empty() {
        let found = policy.compiled.type_mistakes(manifest.release());
        return found.iter().map(|mistake| of_types(manifest, mistake, NEVER_TOLD)).collect();
    }
    of_policy(manifest, errors)
}

/// What a cluster makes of a mistake in a validating policy.
const TOLD_IN_STATUS: &str = "a cluster takes the policy and tells this in its `status.typeChecking` \
                              alone: the expression fails on every object, or never looks at what is \
                              meant";

/// What a cluster makes of a mistake in a mutating policy.
const NEVER_TOLD: &str = "a cluster takes the policy and tells nothing: the expression fails on every \
                          object, which `failurePolicy: Fail` then refuses, or never looks at what is \
                          meant";

fn of_policy(manifest: &Manifest, errors: &[CompileError]) -> Vec<Diagnostic> {
    errors
        .iter()
        .map(|error| {
            let route = path::parse(&error.field);
            let (severity, message, text) = if error.unsupported {
                let message = format!("{}: {}", error.field, error.message);
                (Severity::Warning, message, "what it comes to isn't known here")
            } else {
                let message = format!("the policy is refused: {}: {}", error.field, error.message);
                (Severity::Error, message, "")
            };
            let CompileError { field, at, .. } = error;
            let place = at.and_then(|at| place(manifest, field, at));
            let span = place.unwrap_or_else(|| manifest.span_of(&route));
            manifest.finding_at(ID, severity, span, message).with_route(route).with_text(text)
        })
        .collect()
}

/// What is wrong for objects of some kinds.
fn of_types(manifest: &Manifest, mistake: &TypeMistake, help: &str) -> Diagnostic {
    let TypeMistake { field, message, at, kinds, of_all } = mistake;
    let route = path::parse(field);
    let named: Vec<String> =
        kinds.iter().map(|kind| format!("{} {}", kind.api_version, kind.kind)).collect();
    let message = format!("{field}, for {}: {message}", short(&named));
    // Where it is right for others, the policy may ask first which one it has before it.
    let (severity, text) = match of_all {
        true => (Severity::Warning, "not as these objects are"),
        false => (Severity::Info, "not as some of these objects are"),
    };
    let span = place(manifest, field, *at).unwrap_or_else(|| manifest.span_of(&route));
    let found = manifest.finding_at(ID, severity, span, message);
    found.with_route(route).with_text(text).with_help(help.to_owned())
}

/// The word of an expression at a byte of it, if the text has that line as it is.
fn place(manifest: &Manifest, field: &str, at: usize) -> Option<Span> {
    let route = path::parse(field);
    let location = manifest.locate(&route);
    let expression = manifest.document().as_str(location.node)?;
    let trimmed = expression.len() - expression.trim_start().len();
    // Match conditions and annotations are compiled without the blanks around them.
    let is_trimmed = !field.starts_with("spec.validations") && !field.starts_with("spec.variables");
    let at = at + if is_trimmed { trimmed } else { 0 };
    let span = location.span(manifest.document());
    word_at(manifest.file(), span, expression, at)
}
