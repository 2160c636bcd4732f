//! Mistakes in policies, where they stand.

use super::ID;
use super::bound::{Policy, policy};
use crate::diagnostic::{Diagnostic, Severity};
use crate::manifest::{Manifest, Workspace};
use crate::rules::cel::policy::CompileError;
use crate::rules::expression::word_at;
use crate::source::Span;
use crate::yaml::path;

/// What is wrong with the expressions of the policies among some manifests.
pub(in crate::rules) fn mistakes(workspace: &Workspace) -> Vec<Diagnostic> {
    let policies = workspace.manifests().filter_map(policy);
    policies.flat_map(|policy| of_policy(&policy)).collect()
}

fn of_policy(policy: &Policy<'_>) -> Vec<Diagnostic> {
    let manifest = policy.manifest;
    let errors = policy.compiled.errors().iter();
    errors
        .map(|error| {
            let route = path::parse(&error.field);
            let (severity, message, text) = if error.unsupported {
                let message = format!("{}: {}", error.field, error.message);
                (Severity::Warning, message, "what it comes to isn't known here")
            } else {
                let message = format!("the policy is refused: {}: {}", error.field, error.message);
                (Severity::Error, message, "")
            };
            let span = place(manifest, error).unwrap_or_else(|| manifest.span_of(&route));
            manifest.finding_at(ID, severity, span, message).with_route(route).with_text(text)
        })
        .collect()
}

/// The word of the expression at which it is wrong, if the text has that line as it is.
fn place(manifest: &Manifest, error: &CompileError) -> Option<Span> {
    let at = error.at?;
    let route = path::parse(&error.field);
    let location = manifest.locate(&route);
    let expression = manifest.document().as_str(location.node)?;
    let trimmed = expression.len() - expression.trim_start().len();
    // Match conditions and annotations are compiled without the blanks around them.
    let is_trimmed =
        !error.field.starts_with("spec.validations") && !error.field.starts_with("spec.variables");
    let at = at + if is_trimmed { trimmed } else { 0 };
    let span = location.span(manifest.document());
    word_at(manifest.file(), span, expression, at)
}
