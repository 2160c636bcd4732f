//! Every field that the API knows, with a value of every kind: what strict decoding lets pass, the
//! typed object can be read from, and the field's type decides, not its place.

use std::collections::BTreeSet;
use std::sync::Arc;

use daemonlint::manifest::schema::{DAEMON_SET, Fields, Type};
use daemonlint::manifest::{Options, admission, load};
use daemonlint::source::SourceFile;
use rayon::prelude::*;

/// A value, as flow YAML, and the plain types that Go reads it as.
const VALUES: [(&str, &[&str]); 12] = [
    ("~", &["Bool", "Int32", "Int64", "Text", "Quantity", "IntOrString", "Time", "List", "Map"]),
    ("true", &["Bool"]),
    ("1", &["Int32", "Int64", "Quantity", "IntOrString"]),
    ("1.0", &["Int32", "Int64", "Quantity", "IntOrString"]),
    ("1.5", &["Quantity"]),
    ("3000000000", &["Int64", "Quantity"]),
    ("-9223372036854775809", &["Quantity"]),
    ("\"x\"", &["Text", "IntOrString"]),
    ("\" 1 \"", &["Text", "IntOrString", "Quantity"]),
    ("2006-01-02T15:04:05Z", &["Text", "IntOrString", "Time"]),
    ("[]", &["List"]),
    ("{}", &["Map"]),
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
    for (name, kind) in fields {
        places(*kind, &format!("{before}{name}: "), after, found);
    }
}

#[test]
fn the_type_of_a_field_decides_what_it_takes() {
    let mut all = Vec::new();
    for (name, kind) in DAEMON_SET.iter().filter(|(name, _)| !["apiVersion", "kind"].contains(name))
    {
        places(*kind, &format!("{name}: "), "", &mut all);
    }
    assert!(all.len() > 1_000, "the whole tree: {}", all.len());
    let wrong: BTreeSet<String> = all
        .par_iter()
        .flat_map_iter(|place| VALUES.iter().filter_map(move |value| disagreement(place, value)))
        .collect();
    assert!(wrong.is_empty(), "{}: {:#?}", wrong.len(), wrong.iter().take(20).collect::<Vec<_>>());
}

fn disagreement(place: &Place, value: &(&str, &[&str])) -> Option<String> {
    let ((before, after, name), (value, takers)) = (place, value);
    let expected = *name == "Free" || takers.contains(name);
    let text = format!("apiVersion: apps/v1\nkind: DaemonSet\n{before}{value}{after}\n");
    let loaded = load(&Arc::new(SourceFile::new("test.yaml", text)), Options::default());
    let found: Vec<_> = loaded.diagnostics.iter().map(|found| found.message.as_str()).collect();
    let strict = loaded.diagnostics.iter().any(|found| found.rule != admission::DECODE);
    let typed = loaded.manifests.first().is_some_and(|m| m.daemon_set().is_some());
    let agrees = !strict && found.is_empty() == expected && typed == expected;
    (!agrees).then(|| format!("{name} {before}{value}{after}: typed {typed}, {found:?}"))
}
