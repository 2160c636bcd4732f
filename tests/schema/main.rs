//! Writes the tables of what Kubernetes knows: `src/manifest/schema/table.rs` and `kinds.rs` from
//! k8s-openapi's types, `src/kubernetes/release/table.rs` from `fixtures/kubernetes`; and fails when
//! one is not current. `DAEMONLINT_UPDATE=1 cargo test --test schema` writes them anew.

#![allow(clippy::unwrap_used, reason = "a test that can not be set up is broken")]

mod gates;
mod kinds;
mod trace;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use kinds::Kinds;
use trace::Type;

#[test]
fn the_schema_is_current() {
    let kinds = Kinds::all();
    hold_current("src/manifest/schema/table.rs", &table(&kinds));
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

/// The table as Rust source.
fn table(kinds: &Kinds) -> String {
    let mut out = String::from(
        "// Generated from k8s-openapi's types: DAEMONLINT_UPDATE=1 cargo test --test schema\n\
         #![cfg_attr(rustfmt, rustfmt_skip)]\n\n\
         use super::{Fields, Type::*};\n",
    );
    for (name, fields) in &kinds.structs {
        let mut fields = fields.clone();
        fields.sort_by_key(|(name, _)| *name);
        writeln!(out, "\n/// `{name}`.\npub static {}: Fields = &[", constant(name)).unwrap();
        for (name, found) in &fields {
            writeln!(out, "    (\"{name}\", {}),", expression(found)).unwrap();
        }
        out.push_str("];\n");
    }
    out
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
