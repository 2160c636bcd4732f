//! Create: reading, strictness, validation, through the whole pipeline.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use daemonlint::diagnostic::{Diagnostic, Severity};
use daemonlint::manifest::{Loaded, Manifest, Options, admission, load};
use daemonlint::source::SourceFile;
use serde_json::Value;

use crate::Outcome;

const FLOOR: usize = 6496;

/// What the pipeline says of a text.
pub struct Verdict {
    pub manifests: Vec<Manifest>,
    pub findings: Vec<Diagnostic>,
}

pub fn verdict(name: &str, text: &str) -> Verdict {
    let file = Arc::new(SourceFile::new(name, text));
    let Loaded { manifests, mut diagnostics, .. } = load(&file, Options::default());
    diagnostics.extend(manifests.iter().flat_map(admission::check));
    Verdict { manifests, findings: diagnostics }
}

/// Holds findings against a record. `read` is whether there is a DaemonSet that could be read.
///
/// Where Kubernetes' harness says that the text is no apps/v1 DaemonSet, it suffices that none was
/// read: another kind (a Deployment) and what is no object at all are no mistakes to report.
pub fn compare(record: &Value, findings: &[&Diagnostic], read: bool) -> Outcome {
    let of = |rule| findings.iter().filter(move |finding| finding.rule == rule);
    let unreadable = of(admission::DECODE).next();
    if !record["decode_error"].is_null() {
        let decode_error = &record["decode_error"];
        return if unreadable.is_some() || !read {
            Ok(())
        } else {
            Err(format!("reads what Kubernetes doesn't: {decode_error}"))
        };
    }
    if let Some(finding) = unreadable {
        return Err(format!("does not read it: {}", finding.message));
    }
    if !read {
        return Err("finds no DaemonSet".to_owned());
    }
    let strict = of(admission::STRICT).next();
    if record["strict_errors"].as_array().is_some_and(|errors| !errors.is_empty()) {
        return strict.map(|_| ()).ok_or_else(|| format!("misses {}", record["strict_errors"]));
    }
    if let Some(finding) = strict {
        return Err(format!("is too strict: {}", finding.message));
    }
    let expected: BTreeSet<(String, String)> = record["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (text(&error["field"]), text(&error["type"])))
        .collect();
    let found: BTreeSet<(String, String)> = of(admission::INVALID)
        .map(|finding| {
            let reason = finding.reason.unwrap_or_default();
            (finding.field.clone().unwrap_or_default(), reason.to_owned())
        })
        .collect();
    if expected != found {
        let missed: Vec<_> = expected.difference(&found).collect();
        let invented: Vec<_> = found.difference(&expected).collect();
        return Err(format!("misses {missed:?}, invents {invented:?}"));
    }
    let accepted = findings.iter().all(|finding| finding.severity < Severity::Error);
    crate::same("accepted", &accepted.into(), &record["accepted"])
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn admission() {
    let silent = AtomicUsize::new(0);
    let other_fields = AtomicUsize::new(0);
    let other_warnings = AtomicUsize::new(0);
    crate::agreement("admission", FLOOR, |record| {
        let verdict = verdict("manifest.yaml", record["manifest"].as_str().unwrap());
        let read = verdict.manifests.iter().any(|manifest| manifest.daemon_set().is_some());
        let refused = verdict.findings.iter().any(|finding| finding.severity == Severity::Error);
        if record["accepted"] == false && !refused {
            silent.fetch_add(1, Ordering::Relaxed);
        }
        if record["decode_error"].is_null() && unknown_fields(record) != ours(&verdict) {
            other_fields.fetch_add(1, Ordering::Relaxed);
        }
        if record["decode_error"].is_null() && warned(record) != our_warnings(&verdict) {
            other_warnings.fetch_add(1, Ordering::Relaxed);
        }
        compare(record, &verdict.findings.iter().collect::<Vec<_>>(), read)
    });
    let (silent, other_fields) = (silent.into_inner(), other_fields.into_inner());
    let other_warnings = other_warnings.into_inner();
    println!("  (no DaemonSet in them, so refused without a finding: {silent} records)");
    println!("  (other unknown fields than Kubernetes names: {other_fields} records)");
    println!("  (other warnings than Kubernetes sends: {other_warnings} records)");
    let floors_apply = std::env::var_os("DAEMONLINT_CONFORMANCE").is_none();
    assert!(!floors_apply || other_fields == 0, "unknown fields differ");
    assert!(!floors_apply || other_warnings == 0, "warnings differ");
}

/// The unknown fields that Kubernetes names.
fn unknown_fields(record: &Value) -> BTreeSet<&str> {
    let errors = record["strict_errors"].as_array().map_or(&[][..], Vec::as_slice);
    errors
        .iter()
        .filter_map(|error| error.as_str()?.strip_prefix("unknown field \"")?.strip_suffix('"'))
        .collect()
}

/// The warnings that Kubernetes sends, in its words.
fn warned(record: &Value) -> BTreeSet<&str> {
    record["warnings"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The warnings that we give.
fn our_warnings(verdict: &Verdict) -> BTreeSet<&str> {
    let of = |finding: &&Diagnostic| finding.rule == admission::WARNING;
    verdict.findings.iter().filter(of).map(|finding| finding.message.as_str()).collect()
}

/// The unknown fields that we name.
fn ours(verdict: &Verdict) -> BTreeSet<&str> {
    verdict
        .findings
        .iter()
        .filter(|finding| finding.rule == admission::STRICT)
        .filter(|finding| finding.message.contains("has no field"))
        .filter_map(|finding| finding.field.as_deref())
        .collect()
}
