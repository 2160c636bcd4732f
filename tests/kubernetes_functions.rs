//! The index from Kubernetes' functions to the files that do what they do, generated from the doc
//! comments that say `Mirrors`. `DAEMONLINT_UPDATE=1 cargo test --test kubernetes_functions`
//! writes it anew.

#![allow(clippy::unwrap_used, reason = "a test that can not be set up is broken")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const INDEX: &str = "docs/kubernetes-functions.md";

/// A function of Kubernetes, the package that was named with it, and the file.
type Entry = (String, String, String);

#[test]
fn the_index_is_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut entries = BTreeSet::new();
    for file in files(&root.join("src")) {
        let name = file.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        entries.extend(mirrored(&fs::read_to_string(&file).unwrap(), &name));
    }
    assert!(entries.len() > 100, "doc comments are not read any more: {}", entries.len());
    let index = render(&entries);
    if std::env::var_os("DAEMONLINT_UPDATE").is_some() {
        fs::write(root.join(INDEX), &index).unwrap();
    }
    let committed = fs::read_to_string(root.join(INDEX)).unwrap_or_default();
    let update = "run DAEMONLINT_UPDATE=1 cargo test --test kubernetes_functions";
    assert!(committed == index, "{INDEX}: {update}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// What a file's doc comments say that it mirrors.
fn mirrored(source: &str, file: &str) -> Vec<Entry> {
    comments(source).iter().flat_map(|comment| of_comment(comment, file)).collect()
}

/// The doc comments, each as one line.
fn comments(source: &str) -> Vec<String> {
    let mut comments = vec![String::new()];
    for line in source.lines().map(str::trim_start) {
        let text = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
        match (text, comments.last_mut()) {
            (Some(text), Some(comment)) => {
                comment.push_str(text.trim_end());
            }
            _ => comments.push(String::new()),
        }
    }
    comments.retain(|comment| !comment.is_empty());
    comments
}

fn of_comment(comment: &str, file: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    for sentence in comment.split("Mirrors ").skip(1) {
        // A sentence ends with a point before a blank, or with the comment.
        let sentence = sentence.split(". ").next().unwrap_or_default();
        let quoted: Vec<&str> = sentence.split('`').skip(1).step_by(2).collect();
        let package = quoted.iter().find(|word| word.contains('/')).copied().unwrap_or_default();
        let functions = quoted.iter().filter(|word| {
            word.starts_with(|c: char| c.is_ascii_alphabetic())
                && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
                && word.chars().any(|c| c.is_ascii_uppercase())
        });
        entries.extend(
            functions.map(|name| ((*name).to_owned(), package.to_owned(), file.to_owned())),
        );
    }
    entries
}

fn render(entries: &BTreeSet<Entry>) -> String {
    let mut out = String::from(
        "# Kubernetes' functions and our files\n\n\
         Which file does what a function of Kubernetes does. Generated from the doc comments that \
         say `Mirrors`:\n`DAEMONLINT_UPDATE=1 cargo test --test kubernetes_functions`.\n\n\
         | function | package | file |\n| --- | --- | --- |\n",
    );
    for (name, package, file) in entries {
        let package = if package.is_empty() { String::new() } else { format!("`{package}`") };
        out.push_str(&format!("| `{name}` | {package} | [{file}](../{file}) |\n"));
    }
    out
}

#[test]
fn a_comment_names_functions_and_their_package() {
    let source = "/// Checks things. Mirrors `validateA` and\n/// `ValidateB` of `pkg/apis/core`. \
                  More `C`.\nfn a() {}\n// Mirrors `NotADoc`.\n//! Mirrors `D`.";
    let entries = mirrored(source, "a.rs");
    let names = entries.iter().map(|(name, package, _)| format!("{name} {package}"));
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["validateA pkg/apis/core", "ValidateB pkg/apis/core", "D "]
    );
}
