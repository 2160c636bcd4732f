//! Each row of `docs/surprises.md` names what holds it: a rule with examples, records, or a test.

#![allow(clippy::unwrap_used, reason = "a test that can not be set up is broken")]

use std::fs;
use std::path::Path;

/// The row's last column: what kind of thing holds it, and its name.
fn holders(table: &str) -> Vec<(&str, &str)> {
    let rows = table.lines().filter(|line| line.starts_with("| ")).skip(2);
    rows.map(|row| {
        let column = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let (kind, name) = column.split_once(" `").unwrap_or_else(|| panic!("{row}"));
        (kind, name.strip_suffix('`').unwrap_or_else(|| panic!("{row}")))
    })
    .collect()
}

/// The files below a folder, with their text.
fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                return files(&path);
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            vec![(name, fs::read_to_string(&path).unwrap_or_default())]
        })
        .collect()
}

#[test]
fn every_row_is_held_by_something_that_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(root.join("docs/surprises.md")).unwrap();
    let (rules, records) = (files(&root.join("rules")), files(&root.join("fixtures/conformance")));
    let tests: Vec<String> = ["src", "tests"]
        .iter()
        .flat_map(|folder| files(&root.join(folder)))
        .map(|(_, text)| text)
        .collect();
    let holders = holders(&table);
    assert!(holders.len() >= 15, "{}", holders.len());
    for (kind, name) in holders {
        let is_there = match kind {
            "rule" => rules
                .iter()
                .any(|(file, text)| *file == format!("{name}.yaml") && text.contains("- bad: |")),
            "records" => records.iter().any(|(file, _)| *file == format!("{name}.jsonl.gz")),
            "test" => tests.iter().any(|text| text.contains(&format!("fn {name}()"))),
            _ => false,
        };
        assert!(is_there, "{kind} `{name}`");
    }
}
