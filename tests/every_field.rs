//! Every field that the API knows, with a value of every kind: what strict decoding lets pass, the
//! typed object can be read from, and the field's type decides, not its place.

#![allow(clippy::unwrap_used, reason = "a test that can not be set up is broken")]

use std::collections::BTreeSet;
use std::sync::Arc;

use daemonlint::internals::kubernetes::release::Version;
use daemonlint::internals::manifest::schema::{Fields, Kind, Type, lookup};
use daemonlint::internals::manifest::{Object, Options, admission, load};
use daemonlint::internals::source::SourceFile;
use rayon::prelude::*;

/// A value, as flow YAML, and the plain types that Go reads it as.
const VALUES: [(&str, &[&str]); 14] = [
    (
        "~",
        &[
            "Bool",
            "Bytes",
            "Float",
            "Int32",
            "Int64",
            "IntOrString",
            "List",
            "Map",
            "MicroTime",
            "Quantity",
            "Text",
            "Time",
        ],
    ),
    ("true", &["Bool"]),
    ("1", &["Int32", "Int64", "Quantity", "IntOrString", "Float"]),
    ("1.0", &["Int32", "Int64", "Quantity", "IntOrString", "Float"]),
    ("1.5", &["Quantity", "Float"]),
    ("3000000000", &["Int64", "Quantity", "Float"]),
    ("-9223372036854775809", &["Quantity", "Float"]),
    ("\"x\"", &["Text", "IntOrString"]),
    ("\" 1 \"", &["Text", "IntOrString", "Quantity"]),
    ("\"QU\\nE=\"", &["Text", "IntOrString", "Bytes"]),
    ("2006-01-02T15:04:05Z", &["Text", "IntOrString", "Time"]),
    ("2006-01-02T15:04:05.000000Z", &["Text", "IntOrString", "Time", "MicroTime"]),
    ("[]", &["List"]),
    ("{}", &["Map"]),
];

/// Kinds that together have every type of field.
const KINDS: [(&str, &str); 12] = [
    ("apps/v1", "DaemonSet"),
    ("apps/v1", "StatefulSet"),
    ("autoscaling/v2", "HorizontalPodAutoscaler"),
    ("coordination.k8s.io/v1", "Lease"),
    ("networking.k8s.io/v1", "Ingress"),
    ("policy/v1", "PodDisruptionBudget"),
    ("rbac.authorization.k8s.io/v1", "ClusterRole"),
    ("rbac.authorization.k8s.io/v1", "RoleBinding"),
    ("v1", "ConfigMap"),
    ("v1", "LimitRange"),
    ("v1", "Secret"),
    ("v1", "Service"),
];

/// The places of a type's values: the text before the value, the text after it, its type's name.
type Place = (String, String, &'static str);

fn places(expected: Type, before: &str, after: &str, found: &mut Vec<Place>) {
    let name = match expected {
        Type::Bool => "Bool",
        Type::Int32 => "Int32",
        Type::Int64 => "Int64",
        Type::Text => "Text",
        Type::Quantity => "Quantity",
        Type::IntOrString => "IntOrString",
        Type::Time => "Time",
        Type::MicroTime => "MicroTime",
        Type::Float => "Float",
        Type::Bytes => "Bytes",
        Type::Free => "Free",
        Type::List(element) => {
            places(*element, &format!("{before}["), &format!("]{after}"), found);
            "List"
        }
        Type::Map(value) => {
            places(*value, &format!("{before}{{a: "), &format!("}}{after}"), found);
            "Map"
        }
        Type::Struct(fields) => {
            of_fields(fields, &format!("{before}{{"), &format!("}}{after}"), found);
            "Map"
        }
    };
    found.push((before.to_owned(), after.to_owned(), name));
}

fn of_fields(fields: Fields, before: &str, after: &str, found: &mut Vec<Place>) {
    for field in fields.iter().filter(|field| field.is_in(Version::DEFAULT)) {
        places(field.kind, &format!("{before}{}: ", field.name), after, found);
    }
}

#[test]
fn the_type_of_a_field_decides_what_it_takes() {
    let mut all = Vec::new();
    for (api_version, kind) in KINDS {
        let kind = lookup::find(api_version, kind).unwrap();
        for field in kind.fields.iter() {
            // An object in another one has these, too, and only the outermost must.
            if !["apiVersion", "kind"].contains(&field.name) {
                let mut found = Vec::new();
                places(field.kind, &format!("{}: ", field.name), "", &mut found);
                all.extend(found.into_iter().map(|place| (kind, place)));
            }
        }
    }
    assert!(all.len() > 2_000, "the whole trees: {}", all.len());
    let wrong: BTreeSet<String> = all
        .par_iter()
        .flat_map_iter(|(kind, place)| {
            VALUES.iter().filter_map(move |value| disagreement(kind, place, value))
        })
        .collect();
    assert!(wrong.is_empty(), "{}: {:#?}", wrong.len(), wrong.iter().take(20).collect::<Vec<_>>());
}

fn disagreement(kind: &Kind, place: &Place, value: &(&str, &[&str])) -> Option<String> {
    let ((before, after, name), (value, takers)) = (place, value);
    let expected = *name == "Free" || takers.contains(name);
    let Kind { api_version, kind, .. } = kind;
    let text = format!("apiVersion: {api_version}\nkind: {kind}\n{before}{value}{after}\n");
    let loaded = load(&Arc::new(SourceFile::new("test.yaml", text)), Options::default());
    let found: Vec<_> = loaded.diagnostics.iter().map(|found| &*found.message).collect();
    let strict = loaded.diagnostics.iter().any(|found| found.rule != admission::DECODE);
    let manifest = loaded.manifests.first()?;
    let readable = manifest.is_readable();
    // What can't be read has something else in its place, so that all of it is typed; but for what
    // takes the pods away.
    let typed = !readable || !matches!(manifest.object(), Object::Unreadable(_));
    let agrees = !strict && typed && found.is_empty() == expected && readable == expected;
    (!agrees).then(|| format!("{kind} {name} {before}{value}{after}: {typed} {readable} {found:?}"))
}
