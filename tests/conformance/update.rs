//! Update: what the API server refuses when one DaemonSet replaces another.

use std::collections::BTreeSet;

use daemonlint::internals::manifest::Manifest;

use crate::Outcome;
use crate::admission::verdict;

const FLOOR: usize = 352;

#[test]
fn update() {
    crate::agreement("update", FLOOR, |record| {
        let read = |side: &str| -> Result<Manifest, String> {
            let verdict = verdict(side, record[side].as_str().unwrap());
            let found =
                verdict.reading.workspace.manifests().find(|m| m.daemon_set().is_some()).cloned();
            found.ok_or_else(|| format!("finds no DaemonSet in {side}"))
        };
        let (old, new) = (read("old")?, read("new")?);
        let errors = new.validate_update(&old);
        let found: BTreeSet<_> = errors
            .0
            .iter()
            .map(|error| (error.path.to_string(), error.reason.as_str().to_owned()))
            .collect();
        compare(record, &found)
    });
}

fn compare(record: &serde_json::Value, found: &BTreeSet<(String, String)>) -> Outcome {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let expected: BTreeSet<_> = record["errors"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
        .iter()
        .map(|error| (text(&error["field"]), text(&error["type"])))
        .collect();
    crate::same("accepted", &found.is_empty().into(), &record["accepted"])?;
    if expected == *found { Ok(()) } else { Err(format!("{found:?}, not {expected:?}")) }
}
