//! Mistakes in policies, where they stand.

use super::ID;
use super::bound::{Policy, policy};
use crate::diagnostic::{Diagnostic, Severity};
use crate::manifest::{Manifest, Workspace};
use crate::rules::cel::policy::CompileError;
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
    let before = expression.get(..at)?;
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = expression.get(line_start..)?.lines().next()?;
    let span = location.span(manifest.document());
    let found = manifest.file().slice(span).find(line)?;
    let (before, rest) = line.split_at_checked(at - line_start)?;
    let is_other = |c: char| !(c.is_alphanumeric() || c == '_');
    // A call stands at its bracket, a field at its dot: what is meant is the name beside it.
    let (from, to) = if rest.starts_with('(') {
        (before.rfind(is_other).map_or(0, |end| end + 1), before.len())
    } else {
        let name = rest.trim_start_matches(['.', '?']);
        let from = line.len() - name.len();
        (from, from + name.find(is_other).unwrap_or(name.len()).max(1))
    };
    let start = usize::try_from(span.start).ok()? + found;
    Some(Span::new(u32::try_from(start + from).ok()?, u32::try_from(start + to).ok()?))
}
