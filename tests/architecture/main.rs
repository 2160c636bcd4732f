//! A line of code knows its room: `src` holds the table of `docs/architecture.md`, and files of one
//! room don't use each other in a circle.

#![allow(clippy::unwrap_used, reason = "a test that can not be set up is broken")]

mod circles;
mod modules;
mod rooms;
mod tokens;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use circles::Graph;
use modules::{Modules, Use, Way};
use rooms::Rooms;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn table() -> Rooms {
    Rooms::read(&std::fs::read_to_string(root().join("docs/architecture.md")).unwrap())
}

/// The file of a way, as a reader looks for it.
fn file(way: &Way) -> String {
    way.join("/")
}

/// What is wrong with a crate, a line each: what a room may not use, then circles.
fn faults(rooms: &Rooms, modules: &Modules) -> (BTreeSet<String>, String) {
    let uses = modules.uses();
    let (mut faults, mut told) = (BTreeSet::new(), String::new());
    for Use { user, used, line, .. } in rooms.forbidden(&uses) {
        let way = if used[0] == "std" { used.join("::") } else { file(used) };
        faults.insert(format!("{} uses {}", file(user), used[..used.len().min(2)].join("/")));
        writeln!(told, "src/{} line {line} uses {way}, which its room may not", file(user))
            .unwrap();
    }
    let mut circles = BTreeSet::new();
    for (user, circle) in Graph::new(&uses).circles() {
        faults.insert(format!("{} stands in a circle", file(&user)));
        let mut members = circle.clone();
        members.sort();
        members.dedup();
        if circles.insert(members) {
            let circle: Vec<String> = circle.iter().map(file).collect();
            writeln!(told, "a circle: {}", circle.join(" uses ")).unwrap();
        }
    }
    (faults, told)
}

#[test]
fn the_house_holds() {
    let (rooms, modules) = (table(), Modules::read(&root().join("src")));
    let unlisted = rooms.unlisted(&modules);
    assert!(unlisted.is_empty(), "docs/architecture.md: {}", unlisted.join(", "));
    let (found, told) = faults(&rooms, &modules);
    let list = root().join("tests/architecture/known.txt");
    let text: String = found.iter().map(|fault| format!("{fault}\n")).collect();
    if std::env::var_os("DAEMONLINT_UPDATE").is_some() {
        std::fs::write(&list, &text).unwrap();
    }
    let known = std::fs::read_to_string(&list).unwrap();
    let known: BTreeSet<String> = known.lines().map(str::to_owned).collect();
    let new: Vec<&String> = found.difference(&known).collect();
    assert!(new.is_empty(), "against docs/architecture.md: {new:#?}\n{told}");
    let gone: Vec<&String> = known.difference(&found).collect();
    assert!(
        gone.is_empty(),
        "no longer so, take it out (DAEMONLINT_UPDATE=1 cargo test --test architecture): {gone:#?}"
    );
}

const TABLE: &str = "
| room | what lives there | may use |
| --- | --- | --- |
| `words/` | words | nothing of ours |
| `yaml/` | trees | `words`, `kubernetes::field` |
| `kubernetes/` | semantics, see `field` | `words` |
| `cli.rs` | the program | `std::process`, `yaml` |
";

/// What is wrong with a crate of a few files beside those that are always there.
fn told(files: &[(&str, &str)]) -> String {
    let mut all = vec![
        ("lib.rs", "pub mod words; pub mod yaml; pub mod kubernetes; pub mod cli;"),
        ("words/mod.rs", "pub fn count() {}"),
        ("kubernetes/mod.rs", "pub mod field; pub mod labels; pub use field::Field;"),
        ("kubernetes/field.rs", "pub struct Field;"),
        ("kubernetes/labels.rs", "pub struct Labels;"),
        ("yaml/mod.rs", "pub mod node; pub mod build; mod event; pub use build::*;"),
        ("cli.rs", "use std::process::ExitCode;"),
    ];
    all.extend(files);
    faults(&Rooms::read(TABLE), &Modules::of(&all)).1
}

#[test]
fn a_forbidden_use_is_told_with_both_names() {
    insta::assert_snapshot!(
        told(&[
            ("yaml/node.rs", "use crate::{words::count, kubernetes::{Field, labels::Labels}};"),
            ("yaml/build.rs", "fn f() {\n  vec![crate::cli::run(), std::fs::read(\"a\")];\n}"),
            ("kubernetes/labels.rs", "use std::fmt;\nuse super::super::yaml as y;\nfn f() { y::node::g() }"),
        ]),
        @"
    src/kubernetes/labels line 2 uses yaml, which its room may not
    src/kubernetes/labels line 3 uses yaml/node, which its room may not
    src/yaml/build line 2 uses cli, which its room may not
    src/yaml/build line 2 uses std::fs, which its room may not
    src/yaml/node line 1 uses kubernetes/labels, which its room may not
    "
    );
}

#[test]
fn a_circle_is_told_with_its_names() {
    insta::assert_snapshot!(
        told(&[
            ("yaml/node.rs", "use super::{build::Build, Other};"),
            ("yaml/build.rs", "pub struct Build; pub struct Other; fn f(e: super::event::Event) {}"),
            ("yaml/event.rs", "use crate::yaml; fn f() { yaml::node::g() }"),
        ]),
        @"a circle: yaml/build uses yaml/event uses yaml/node uses yaml/build"
    );
}

#[test]
fn what_the_table_allows_is_silent() {
    insta::assert_snapshot!(
        told(&[
            // A parent and its children, and what stands behind a name that is passed on.
            ("yaml/mod.rs", "mod node; use node::Node; fn walk(node: Node) {}"),
            ("yaml/node.rs", "use super::walk; use crate::kubernetes::Field; use crate::words;"),
            // Tests may use anything.
            ("words/mod.rs", "#[cfg(test)] mod tests { use crate::cli; } #[cfg(test)] mod more;"),
            ("words/more.rs", "use crate::yaml::node;"),
            // A word in a comment or a text is no use.
            ("kubernetes/field.rs", "// crate::cli::main\nconst A: &str = \"crate::cli::main\";"),
        ]),
        @""
    );
}
