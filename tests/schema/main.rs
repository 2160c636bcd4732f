//! Writes `src/manifest/schema/table.rs` from k8s-openapi's types, and fails when it is not
//! current. `DAEMONLINT_UPDATE=1 cargo test --test schema` writes it anew.

#![allow(clippy::unwrap_used, reason = "a panic fails the test")]

mod trace;

use std::fmt::Write;
use std::path::Path;

use k8s_openapi::api::apps::v1::DaemonSet;
use trace::{Structs, Type};

#[test]
fn the_table_is_current() {
    let mut structs = Structs::default();
    structs.trace::<DaemonSet>();
    let table = table(&structs);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/manifest/schema/table.rs");
    if std::env::var_os("DAEMONLINT_UPDATE").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == table, "run DAEMONLINT_UPDATE=1 cargo test --test schema");
}

/// The table as Rust source.
fn table(structs: &Structs) -> String {
    let mut out = String::from(
        "// Generated from k8s-openapi's types: DAEMONLINT_UPDATE=1 cargo test --test schema\n\
         #![cfg_attr(rustfmt, rustfmt_skip)]\n\n\
         use super::{Fields, Type::*};\n",
    );
    for (name, fields) in &structs.0 {
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
