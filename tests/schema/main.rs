//! Writes the tables of what Kubernetes knows: `src/manifest/schema/table.rs` and `kinds.rs` from
//! k8s-openapi's types with `fixtures/kubernetes/fields.tsv` and `kinds.tsv`, `src/kubernetes/release/table.rs` from
//! `fixtures/kubernetes/gates.tsv`; and fails when one is not current.
//! `DAEMONLINT_UPDATE=1 cargo test --test schema` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test that can not be set up is broken")]

mod fields;
mod gates;
mod kinds;
mod trace;
mod upstream;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use kinds::Kinds;
use trace::Type;

#[test]
fn the_schema_is_current() {
    let history = std::fs::read_to_string(in_project("fixtures/kubernetes/kinds.tsv")).unwrap();
    let kinds = Kinds::all().with_history(&history);
    let rows = std::fs::read_to_string(in_project("fixtures/kubernetes/fields.tsv")).unwrap();
    hold_current("src/manifest/schema/table.rs", &table(&kinds, &fields::read(&rows)));
    hold_current("src/manifest/schema/kinds.rs", &kinds.table());
}

#[test]
fn the_gates_are_current() {
    let gates = std::fs::read_to_string(in_project("fixtures/kubernetes/gates.tsv")).unwrap();
    hold_current("src/kubernetes/release/table.rs", &gates::table(&gates));
}

/// Holds a generated file to what it would be today, or writes it anew if it is asked to.
fn hold_current(file: &str, text: &str) {
    let path = in_project(file);
    if std::env::var_os("DAEMONLINT_UPDATE").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == text, "{file}: run DAEMONLINT_UPDATE=1 cargo test --test schema");
}

fn in_project(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// The table as Rust source: what k8s-openapi's types have, and what our own table says of it.
fn table(kinds: &Kinds, rows: &fields::Rows<'_>) -> String {
    let (mut body, mut used) = (String::new(), BTreeSet::new());
    for (name, fields) in all_fields(kinds, rows) {
        writeln!(body, "\n/// `{name}`.\npub(super) static {}: Fields = &[", constant(name))
            .unwrap();
        for (field, kind) in fields {
            let calls = rows.get(name).and_then(|rows| rows.get(field)).map(fields::Row::calls);
            let calls = calls.unwrap_or_default();
            used.extend(words(&calls));
            writeln!(body, "    f(\"{field}\", {kind}){calls},").unwrap();
        }
        body.push_str("];\n");
    }
    let of = |is_version: bool| {
        let is = |word: &&String| word.starts_with("V1_") == is_version;
        used.iter().filter(is).cloned().collect::<Vec<_>>().join(", ")
    };
    format!(
        "// Generated from k8s-openapi's types and fixtures/kubernetes/fields.tsv: \
         DAEMONLINT_UPDATE=1 cargo test --test schema\n\
         #![cfg_attr(rustfmt, rustfmt_skip)]\n\n\
         use super::{{Field, Fields, Type, Type::*}};\n\
         use crate::kubernetes::release::Gate::{{{}}};\n\
         use crate::kubernetes::release::Version::{{{}}};\n\n\
         const fn f(name: &'static str, kind: Type) -> Field {{\n    \
         Field::new(name, kind)\n}}\n{body}",
        of(false),
        of(true),
    )
}

/// The arguments of `.since(V1_34).gate(EnvFiles)`.
fn words(calls: &str) -> Vec<String> {
    calls.split(['(', ')']).skip(1).step_by(2).map(str::to_owned).collect()
}

/// The fields of every struct by name, with their types as Rust source.
fn all_fields<'a>(
    kinds: &'a Kinds,
    rows: &'a fields::Rows<'_>,
) -> BTreeMap<&'a str, BTreeMap<&'a str, String>> {
    let mut all: BTreeMap<&str, BTreeMap<&str, String>> = BTreeMap::new();
    for (name, fields) in &kinds.structs {
        let fields = fields.iter().map(|(field, kind)| (*field, expression(kind)));
        all.entry(name).or_default().extend(fields);
    }
    for (name, fields) in rows {
        for (field, row) in fields {
            if let Some(kind) = row.kind {
                all.entry(name).or_default().insert(field, kind.to_owned());
            }
        }
    }
    all
}

/// A type as Rust source.
fn expression(found: &Type) -> String {
    match found {
        Type::Plain(name) => (*name).to_owned(),
        Type::Struct(name) => format!("Struct(&{})", constant(name)),
        Type::List(element) => format!("List(&{})", expression(element)),
        Type::Map(entry) => format!("Map(&{})", expression(entry)),
    }
}

/// `PodSpec` as `POD_SPEC`, `HTTPGetAction` as `HTTP_GET_ACTION`.
fn constant(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let after_lower = index > 0 && !letters[index - 1].is_uppercase();
        let before_lower = letters.get(index + 1).is_some_and(|next| next.is_lowercase());
        if index > 0 && letter.is_uppercase() && (after_lower || before_lower) {
            out.push('_');
        }
        out.push(letter.to_ascii_uppercase());
    }
    out
}
