//! Reading record files and counting agreement.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

use rayon::prelude::*;
use serde_json::Value;

/// What one record says of us: agreement, or how we differ.
pub type Outcome = Result<(), String>;

/// The records of one file.
pub struct Records {
    name: String,
    records: Vec<Value>,
    floors_apply: bool,
}

impl Records {
    /// Loads `NAME.jsonl`; none if the folder that `DAEMONLINT_CONFORMANCE` names doesn't have it.
    pub fn load(name: &str) -> Option<Self> {
        let (text, floors_apply) = match std::env::var_os("DAEMONLINT_CONFORMANCE") {
            Some(folder) => {
                let path = PathBuf::from(folder).join(format!("{name}.jsonl"));
                if !path.exists() {
                    println!("{name}: no such file");
                    return None;
                }
                (std::fs::read_to_string(path).unwrap(), false)
            }
            None => {
                let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                    .join("fixtures/conformance")
                    .join(format!("{name}.jsonl.gz"));
                let mut text = String::new();
                flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap())
                    .read_to_string(&mut text)
                    .unwrap();
                (text, true)
            }
        };
        let records = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        Some(Self { name: name.to_owned(), records, floors_apply })
    }

    /// Asks `verdict` of every record, prints the agreement (per class where records have one and
    /// not all agree), and fails under the floor. `DAEMONLINT_SHOW=N` shows N disagreements.
    pub fn run(&self, floor: usize, verdict: impl Fn(&Value) -> Outcome + Sync) {
        let outcomes: Vec<Outcome> = self.records.par_iter().map(&verdict).collect();
        let agreed = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let total = self.records.len();
        println!("{}: {agreed} of {total}", self.name);
        self.print_classes(&outcomes);
        let show = std::env::var("DAEMONLINT_SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
        for (record, outcome) in
            self.records.iter().zip(&outcomes).filter(|(_, o)| o.is_err()).take(show)
        {
            println!("  {} {}: {}", self.name, record["id"], outcome.as_ref().unwrap_err());
        }
        assert!(
            !self.floors_apply || agreed >= floor,
            "{}: {agreed} of {total} agree, the floor is {floor}",
            self.name
        );
    }

    fn print_classes(&self, outcomes: &[Outcome]) {
        let mut classes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (record, outcome) in self.records.iter().zip(outcomes) {
            let Some(class) = record["class"].as_str() else { continue };
            let family = class.split_whitespace().next().unwrap_or("");
            let counts = classes.entry(family).or_default();
            counts.0 += usize::from(outcome.is_ok());
            counts.1 += 1;
        }
        for (class, (agreed, total)) in classes.iter().filter(|(c, _)| !c.is_empty()) {
            println!("  {} [{class}]: {agreed} of {total}", self.name);
        }
    }
}

/// Agreement if one of the answers is the same on both sides.
pub fn same(answer: &str, ours: &Value, theirs: &Value) -> Outcome {
    if ours == theirs { Ok(()) } else { Err(format!("{answer}: {ours}, not {theirs}")) }
}
