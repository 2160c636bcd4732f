//! Create, for the DaemonSets of real projects. Their manifests lie outside of the repository:
//! in the folder that `DAEMONLINT_CORPUS` names, or in `../shared/corpus`.

use std::path::PathBuf;

use serde_json::Value;

use crate::Outcome;
use crate::admission::{Verdict, compare, verdict};
use daemonlint::internals::diagnostic::Diagnostic;
use daemonlint::internals::manifest::Manifest;

const FLOOR: usize = 102;

#[test]
fn corpus_admission() {
    let Some(corpus) = corpus() else {
        println!("corpus_admission: SKIPPED, no corpus: set DAEMONLINT_CORPUS to its folder");
        return;
    };
    crate::agreement("corpus_admission", FLOOR, |record| {
        let name = record["file"].as_str().unwrap();
        let text =
            std::fs::read_to_string(corpus.join(name)).map_err(|e| format!("{name}: {e}"))?;
        let verdict = verdict(name, &text);
        of_record(record, &verdict).map_err(|difference| format!("{name}: {difference}"))
    });
}

fn corpus() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("DAEMONLINT_CORPUS").map_or_else(beside, PathBuf::from);
    folder.is_dir().then_some(folder)
}

/// Compares what was found in the record's document, and in its item where that is a list.
fn of_record(record: &Value, verdict: &Verdict) -> Outcome {
    let document = record["document"].as_u64().map(|index| index as u32);
    let item = record["item"].as_u64().map(|index| index as u32);
    let here = |manifest: &&Manifest| {
        Some(manifest.document().index) == document && (item.is_none() || manifest.item() == item)
    };
    let manifest = verdict.reading.workspace.manifests().find(here);
    let span = item.and(manifest).map(|manifest| manifest.document().span(manifest.node()));
    let findings: Vec<&Diagnostic> = verdict
        .findings
        .iter()
        .filter(|finding| finding.id().map(|id| id.document) == document)
        .filter(|finding| {
            let byte = finding.primary.span.start;
            span.is_none_or(|span| span.start <= byte && byte < span.end)
        })
        .collect();
    compare(record, &findings, manifest.is_some_and(|manifest| manifest.daemon_set().is_some()))
}
