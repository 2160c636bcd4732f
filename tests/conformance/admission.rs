//! Create: reading, strictness, validation, through the whole pipeline.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use daemonlint::internals::diagnostic::{Diagnostic, Severity};
use daemonlint::internals::kubernetes::field::Reason;
use daemonlint::internals::manifest::{Reading, admission};
use daemonlint::internals::source::{SourceFile, Sources};
use serde_json::Value;

use crate::Outcome;

const FLOOR: usize = 6437;

/// What the pipeline says of a text that is piped into it.
pub struct Verdict {
    pub reading: Reading,
    pub findings: Vec<Diagnostic>,
}

pub fn verdict(name: &str, text: &str) -> Verdict {
    let piped = Arc::new(SourceFile::new(name, text));
    let reading = Reading::for_release(&Sources::of_pipe(piped), crate::release());
    let mut findings = reading.diagnostics.clone();
    findings.extend(reading.workspace.manifests().flat_map(admission::check));
    Verdict { reading, findings }
}

/// Holds findings against a record. `read` is whether there is a DaemonSet that could be read.
pub fn compare(record: &Value, findings: &[&Diagnostic], read: bool) -> Outcome {
    let of = |rule| findings.iter().filter(move |finding| finding.rule == rule);
    // A warning does not refuse; an info says that a template can't be read (see KNOWN.md).
    let unreadable = of(admission::DECODE).find(|finding| finding.severity != Severity::Warning);
    if !record["decode_error"].is_null() {
        let decode_error = &record["decode_error"];
        return unreadable.map(|_| ()).ok_or_else(|| format!("does not refuse: {decode_error}"));
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
            let reason = finding.reason.map(Reason::as_str).unwrap_or_default();
            (finding.route.to_string(), reason.to_owned())
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
    let disagreeing = Mutex::new(BTreeSet::new());
    let other_fields = AtomicUsize::new(0);
    let other_warnings = AtomicUsize::new(0);
    crate::agreement("admission", FLOOR, |record| {
        let verdict = verdict("manifest.yaml", record["manifest"].as_str().unwrap());
        let mut manifests = verdict.reading.workspace.manifests();
        let read = manifests.any(|manifest| manifest.daemon_set().is_some());
        if record["decode_error"].is_null() && unknown_fields(record) != unknown_to_us(&verdict) {
            other_fields.fetch_add(1, Ordering::Relaxed);
        }
        if record["decode_error"].is_null() && warned(record) != our_warnings(&verdict) {
            other_warnings.fetch_add(1, Ordering::Relaxed);
        }
        let outcome = compare(record, &verdict.findings.iter().collect::<Vec<_>>(), read);
        if outcome.is_err() {
            disagreeing.lock().unwrap().insert(text(&record["id"]));
        }
        outcome
    });
    let (other_fields, other_warnings) = (other_fields.into_inner(), other_warnings.into_inner());
    println!("  (other unknown fields than Kubernetes names: {other_fields} records)");
    println!("  (other warnings than Kubernetes sends: {other_warnings} records)");
    if std::env::var_os("DAEMONLINT_CONFORMANCE").is_none() {
        assert_eq!(other_fields, 0, "unknown fields differ");
        assert_eq!(other_warnings, 0, "warnings differ");
        assert_eq!(disagreeing.into_inner().unwrap(), known(), "KNOWN.md lists others");
    }
}

/// The records that `KNOWN.md` lists as disagreeing.
fn known() -> BTreeSet<String> {
    let is_id = |word: &&str| {
        word.len() == 6 && word.starts_with('v') && word[1..].bytes().all(|b| b.is_ascii_digit())
    };
    let text = include_str!("../../fixtures/conformance/KNOWN.md");
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(is_id).map(str::to_owned).collect()
}

/// The unknown fields that Kubernetes names.
fn unknown_fields(record: &Value) -> BTreeSet<String> {
    let errors = record["strict_errors"].as_array().map_or(&[][..], Vec::as_slice);
    errors
        .iter()
        .filter_map(|error| error.as_str()?.strip_prefix("unknown field \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .collect()
}

/// The warnings that Kubernetes sends, in its words.
fn warned(record: &Value) -> BTreeSet<&str> {
    record["warnings"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The warnings that we give.
fn our_warnings(verdict: &Verdict) -> BTreeSet<&str> {
    let of = |finding: &&Diagnostic| finding.rule == admission::WARNING;
    verdict.findings.iter().filter(of).map(|finding| &*finding.message).collect()
}

/// The unknown fields that we name.
fn unknown_to_us(verdict: &Verdict) -> BTreeSet<String> {
    verdict
        .findings
        .iter()
        .filter(|finding| finding.rule == admission::STRICT)
        .filter(|finding| finding.message.contains("has no field"))
        .map(|finding| finding.route.to_string())
        .collect()
}
