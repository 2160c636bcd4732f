//! Validation joined to spans: what the API server would refuse or warn of, at its place.

use super::consequences;
use super::manifest::Manifest;
use super::object::Object;
use crate::diagnostic::{Diagnostic, Severity};
use crate::kubernetes::field::{FieldError, Reason, Step};
use crate::kubernetes::template_generation;
use crate::kubernetes::validation::Warning;

/// The rule of what can't be read at all.
pub const DECODE: &str = "admission-decode";
/// The rule of unknown and duplicate fields.
pub const STRICT: &str = "admission-strict";
/// The rule of what validation refuses.
pub const INVALID: &str = "admission-invalid";
/// The rule of what the API server warns of.
pub const WARNING: &str = "admission-warning";
/// The rule of what is still to be filled in.
pub const PLACEHOLDER: &str = "placeholder";

/// What the API server would say to an object that it can read: one finding of the rule
/// `admission-invalid` for each field error and one of `admission-warning` for each warning, or
/// one of `admission-decode` alone where a DaemonSet's template generation can't be read. Nothing
/// for kinds that are not validated.
#[must_use]
pub fn check(manifest: &Manifest) -> Vec<Diagnostic> {
    if let Object::Unreadable(message) = manifest.object()
        && manifest.is_readable()
    {
        return vec![unreadable(manifest, message)];
    }
    if let Some(error) = manifest.daemon_set().and_then(template_generation::unreadable) {
        let message = format!("{}: {}", error.path, error.detail);
        return vec![manifest.finding(DECODE, Severity::Error, &error.path, message)];
    }
    // Of what is not known, nothing can be said.
    let known = manifest.errors().filter(|error| is_known(manifest, error));
    let mut findings: Vec<_> = known.map(|error| invalid(manifest, error)).collect();
    consequences::tie(manifest, &mut findings);
    let warnings = manifest.warnings();
    let known = warnings.iter().filter(|warning| manifest.is_known(&warning.path));
    findings.extend(known.map(|warning| warned(manifest, warning)));
    findings
}

/// That an object can't be read as its kind, though nothing was found against any of its fields.
pub(super) fn unreadable(manifest: &Manifest, message: &str) -> Diagnostic {
    let kind = manifest.kind().map_or("object", |kind| kind.kind);
    let said = format!("this {kind} can't be read: {message}");
    manifest.finding_at(DECODE, Severity::Error, manifest.headline(), said)
}

/// Whether the API server refuses an object that it can read.
#[must_use]
pub(crate) fn refuses(manifest: &Manifest) -> bool {
    manifest.daemon_set().and_then(template_generation::unreadable).is_some()
        || manifest.errors().any(|error| is_known(manifest, error))
}

/// Whether an error is more than a consequence of what is not known: what is not known may be what
/// a name leads to, and what a container of a base lacks may come with a patch.
fn is_known(manifest: &Manifest, error: &FieldError) -> bool {
    let may_come = manifest.is_patched()
        && matches!(error.reason, Reason::Required | Reason::NotFound)
        && error.place().0.iter().any(is_of_pods);
    // That all containers run as HostProcess or none does is said of the pod as a whole.
    let is_of_all = matches!(error.place().0.last(), Some(Step::Field(name)) if name == "spec");
    let may_suit_all = is_of_all && manifest.has_open("windowsOptions");
    !(may_come || may_suit_all)
        && (manifest.is_all_known() || error.reason != Reason::NotFound)
        && (manifest.is_known(error.place())
            || error.alone && manifest.is_value_known(error.place()))
}

/// Whether a step leads into a pod template, or to the containers of a pod.
fn is_of_pods(step: &Step) -> bool {
    matches!(step, Step::Field(name) if matches!(&**name, "template" | "containers" | "initContainers"))
}

/// The finding of a field error.
#[must_use]
pub fn invalid(manifest: &Manifest, error: &FieldError) -> Diagnostic {
    let message = format!("{}: {}", error.path, error.detail);
    let span = manifest.span_of(error.place());
    manifest
        .finding_at(INVALID, Severity::Error, span, message)
        .with_route(&error.path)
        .with_reason(error.reason)
}

fn warned(manifest: &Manifest, warning: &Warning) -> Diagnostic {
    let mut finding =
        manifest.finding(WARNING, Severity::Warning, &warning.path, warning.message.clone());
    finding.help = thousandths(manifest.file().slice(finding.primary.span)).map(Into::into);
    finding
}

/// What to write instead of `512m` where bytes are counted.
fn thousandths(written: &str) -> Option<String> {
    let number = written.trim_matches(['"', '\'']).strip_suffix('m')?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| format!("`m` is a thousandth, here of a byte: write `{number}Mi` for mebibytes"))
}
