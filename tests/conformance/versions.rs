//! What each version answers to the same manifests and updates.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use daemonlint::internals::kubernetes::disabled_fields::{
    Fate, disabled_fields, without_disabled_fields,
};
use daemonlint::internals::kubernetes::field::{FieldErrors, Path};
use daemonlint::internals::kubernetes::release::{Gate, Release, Version};
use daemonlint::internals::kubernetes::validation::validate_daemon_set_update;
use daemonlint::internals::manifest::{Manifest, Object, Options, admission, load};
use daemonlint::internals::source::SourceFile;
use k8s_openapi::api::apps::v1::DaemonSet;
use serde_json::Value;

use crate::Outcome;
use crate::admission::compare;

const FLOOR: usize = 1562;
const UPDATE_FLOOR: usize = 106;

/// The gates that a record's answer was given with.
fn gates(configuration: &str) -> &'static [Gate] {
    match configuration {
        "1.36+gates" => &[
            Gate::ContainerStopSignals,
            Gate::TaintTolerationComparisonOperators,
            Gate::UserNamespacesHostNetworkSupport,
            Gate::GenericWorkload,
            Gate::PodCertificateRequest,
            Gate::ClusterTrustBundleProjection,
            Gate::SELinuxMount,
        ],
        "1.37-like" => {
            &[Gate::PodCertificateRequest, Gate::ClusterTrustBundleProjection, Gate::SELinuxMount]
        }
        _ => &[],
    }
}

/// `1.34`, `1.36+gates` and `1.37-like`, which is 1.36 with other gates.
fn release(configuration: &str) -> Release {
    let version = configuration.split('+').next().unwrap();
    let version: Version = version.parse().unwrap_or(Version::V1_36);
    let release = Release::new(version);
    gates(configuration).iter().fold(release, |release, gate| release.with(*gate, true).unwrap())
}

/// The DaemonSet of a text, or else its first object, with what was found while it was read and
/// checked.
fn read(
    text: &str,
    release: Release,
) -> (Option<Manifest>, Vec<daemonlint::internals::diagnostic::Diagnostic>) {
    let file = Arc::new(SourceFile::new("manifest.yaml", text));
    let loaded = load(&file, Options { release, ..Options::default() });
    let mut findings = loaded.diagnostics;
    findings.extend(loaded.manifests.iter().flat_map(admission::check));
    let mut found = loaded.manifests;
    // Of what can't be read, nothing is known.
    found.retain(|manifest| !matches!(manifest.defaulted(), Object::Unreadable(_)));
    let place = found.iter().position(|manifest| manifest.daemon_set().is_some());
    (found.into_iter().nth(place.unwrap_or_default()), findings)
}

#[test]
fn versions() {
    crate::agreement("versions", FLOOR, |record| {
        let configurations = ["answers", "with_gates"];
        let answers = configurations.iter().filter_map(|kind| record[kind].as_object()).flatten();
        for (configuration, answer) in answers {
            let text = record["manifest"].as_str().unwrap();
            of_version(text, release(configuration), answer)
                .map_err(|difference| format!("{configuration}: {difference}"))?;
        }
        Ok(())
    });
}

fn of_version(text: &str, release: Release, answer: &Value) -> Outcome {
    let (manifest, findings) = read(text, release);
    if manifest.as_ref().is_some_and(|manifest| manifest.daemon_set().is_none()) {
        // Only DaemonSets were asked for: another kind that is one could not be read as one.
        let refused = !answer["decode_error"].is_null();
        return crate::same("refused as another kind", &true.into(), &refused.into());
    }
    compare(answer, &findings.iter().collect::<Vec<_>>(), manifest.is_some())?;
    let Some(manifest) = manifest else { return Ok(()) };
    // What can't be read is looked at with what was meant, which nobody else does.
    if !answer["decode_error"].is_null() {
        return Ok(());
    }
    let warned = findings.iter().filter(|finding| finding.rule == admission::WARNING);
    let warned: BTreeSet<&str> = warned.map(|finding| &*finding.message).collect();
    crate::same("warnings", &words(warned), &sorted(&answer["warnings"]))?;
    of_dropped(&manifest, release, answer)
}

/// What is not stored: as it is reported, and as it is.
fn of_dropped(manifest: &Manifest, release: Release, answer: &Value) -> Outcome {
    let expected = sorted(&answer["dropped"]);
    let written = manifest.daemon_set().unwrap();
    let stored = without_disabled_fields(written, None, release);
    let (before, after) = (to_json(written), to_json(&stored));
    let strict = answer["strict_errors"].as_array().is_some_and(|errors| !errors.is_empty());
    // What the version doesn't know is not stored either, and not told of here.
    if !strict {
        let mut lost = BTreeSet::new();
        difference(&before, &after, "", &mut lost);
        let lost = words(lost.iter().map(String::as_str).collect());
        crate::same("dropped", &lost, &expected)?;
    }
    // The records compare lists by position where two elements have one name.
    if !has_namesakes(&before) {
        let spec = written.spec.template.spec.as_ref();
        let root = Path::root("spec");
        let (template, path) = (root.child("template"), "spec");
        let told = spec
            .map_or_else(Vec::new, |spec| disabled_fields(spec, release, &template.child(path)));
        let told = told.iter().filter(|field| field.fate == Fate::Dropped);
        let told: BTreeSet<String> = told.map(|field| field.path.to_string()).collect();
        let told = words(told.iter().map(String::as_str).collect());
        crate::same("reported as dropped", &told, &expected)?;
    }
    Ok(())
}

fn to_json(daemon_set: &DaemonSet) -> Value {
    serde_json::to_value(daemon_set).unwrap()
}

/// The key that an element of a list goes by.
fn key(element: &Value) -> Option<&str> {
    element["mountPath"].as_str().or_else(|| element["name"].as_str())
}

/// The keys of a list's elements, if all have one of their own.
fn keys(list: &[Value]) -> Option<Vec<&str>> {
    let keys: Vec<&str> = list.iter().map(key).collect::<Option<_>>()?;
    let unique: BTreeSet<&str> = keys.iter().copied().collect();
    (unique.len() == keys.len()).then_some(keys)
}

fn has_namesakes(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.values().any(has_namesakes),
        Value::Array(list) => {
            (list.iter().all(|element| key(element).is_some()) && keys(list).is_none())
                || list.iter().any(has_namesakes)
        }
        _ => false,
    }
}

/// The outermost paths of `before` that `after` doesn't have.
fn difference(before: &Value, after: &Value, path: &str, lost: &mut BTreeSet<String>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match after.get(name) {
                    Some(after) => difference(value, after, &path, lost),
                    None => drop(lost.insert(path)),
                }
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            let by_key = keys(before).zip(keys(after));
            for (index, value) in before.iter().enumerate() {
                let partner = match &by_key {
                    Some((old, new)) => {
                        new.iter().position(|key| *key == old[index]).map(|place| &after[place])
                    }
                    None => after.get(index),
                };
                let path = format!("{path}[{index}]");
                match partner {
                    Some(after) => difference(value, after, &path, lost),
                    None => drop(lost.insert(path)),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn versions_update() {
    crate::agreement("versions_update", UPDATE_FLOOR, |record| {
        for (version, answer) in record["answers"].as_object().unwrap() {
            of_update(record, release(version), answer)
                .map_err(|difference| format!("{version}: {difference}"))?;
        }
        Ok(())
    });
}

fn of_update(record: &Value, release: Release, answer: &Value) -> Outcome {
    let text = |side: &str| record[side].as_str().unwrap();
    let (new, mut findings) = read(text("new"), release);
    // A create's errors are not an update's.
    findings.retain(|f| f.rule != admission::INVALID && f.rule != admission::WARNING);
    let (Some(new), (Some(old), _)) = (&new, read(text("old"), release)) else {
        return compare(answer, &findings.iter().collect::<Vec<_>>(), new.is_some());
    };
    let old_set = old.defaulted_daemon_set().unwrap();
    // What was stored while other gates were on, or by this version.
    let old_set = if record["raw_old"] == true {
        Cow::Borrowed(old_set)
    } else {
        without_disabled_fields(old_set, None, release)
    };
    let mut errors = FieldErrors::default();
    let new_set = new.defaulted_daemon_set().unwrap();
    validate_daemon_set_update(new_set, new.facts(), &old_set, old.facts(), release, &mut errors);
    findings.extend(errors.0.iter().map(|error| admission::invalid(new, error)));
    compare(answer, &findings.iter().collect::<Vec<_>>(), true)
}

fn words(words: BTreeSet<&str>) -> Value {
    words.into_iter().collect()
}

fn sorted(list: &Value) -> Value {
    words(list.as_array().into_iter().flatten().filter_map(Value::as_str).collect())
}
