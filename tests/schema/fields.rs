//! Which versions have a field, and the gate that it stands behind:
//! `fixtures/kubernetes/fields.tsv`.

use std::collections::BTreeMap;

/// What the table says of a field.
pub struct Row<'a> {
    pub since: Option<&'a str>,
    pub until: Option<&'a str>,
    pub gate: Option<&'a str>,
    /// Its type as Rust source, where k8s-openapi's types don't have the field.
    pub kind: Option<&'a str>,
}

/// The rows by struct and field.
pub type Rows<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Row<'a>>>;

pub fn read(tsv: &str) -> Rows<'_> {
    let mut rows = Rows::new();
    for line in tsv.lines().skip(1) {
        let cells: Vec<Option<&str>> =
            line.split('\t').map(|cell| (cell != "-").then_some(cell)).collect();
        let [Some(of), Some(field), since, until, gate, kind] = cells[..] else {
            panic!("what is `{line}`?")
        };
        rows.entry(of).or_default().insert(field, Row { since, until, gate, kind });
    }
    rows
}

impl Row<'_> {
    /// The calls that give a field what the row says: `.since(Version::V1_34)`.
    pub fn calls(&self) -> String {
        let gate = self.gate.map_or_else(String::new, |gate| format!(".gate({gate})"));
        format!("{}{gate}", calls(self.since, self.until))
    }
}

/// The calls that name the first and the last version: `.since(V1_34).until(V1_35)`.
pub fn calls(since: Option<&str>, until: Option<&str>) -> String {
    let version = |call: &str, version: Option<&str>| {
        version.map_or_else(String::new, |v| format!(".{call}(V{})", v.replace('.', "_")))
    };
    format!("{}{}", version("since", since), version("until", until))
}
