//! Fixes: a text that can be read can be read after them, they come to an end, and other documents
//! of the file stay what they are.

use daemonlint::internals::fix::apply;
use daemonlint::internals::pipeline::Run;
use daemonlint::internals::rules::{RuleSet, Selection};
use daemonlint::internals::source::SourceFile;
use daemonlint::internals::yaml::{Document, parse_stream};

/// Fixes on fixes are not endless.
const MOST_ROUNDS: usize = 40;

pub fn run(data: &[u8]) {
    let Some(mut text) = super::text(data) else { return };
    let Some(mut before) = documents(&text) else { return };
    let known = RuleSet::built_in();
    let rules = Selection::new(&known, &["all"], &[]).expect("all");
    for round in 0.. {
        let reading = super::check::reading("fuzz.yaml", &text);
        let checked = Run { rules: rules.clone(), ..Run::over(&reading) }.check();
        // One that has a hand in another file, or in none, is none of this text.
        let fixes: Vec<_> = checked
            .diagnostics
            .iter()
            .flat_map(|found| found.fixes.first().map(|fix| (found, fix)))
            .collect();
        let fixed = apply(&text, fixes.iter().map(|(_, fix)| *fix));
        if fixes.is_empty() {
            return;
        }
        assert!(!fixed.applied.is_empty(), "{text:?}: {fixes:#?}");
        let applied: Vec<_> =
            fixed.applied.iter().map(|at| (&*fixes[*at].0.rule, fixes[*at].1)).collect();
        assert!(round < MOST_ROUNDS, "{text:?}: {applied:#?}");
        let after = documents(&fixed.text);
        let Some(after) = after else { panic!("{text:?}\n{:?}: {applied:#?}", fixed.text) };
        assert_eq!(before.len(), after.len(), "{text:?}\n{:?}: {applied:#?}", fixed.text);
        for (old, new) in before.iter().zip(&after) {
            let is_in = |fix: &&_| touches(fix, old);
            if !fixed.applied.iter().map(|at| fixes[*at].1).any(|fix| is_in(&fix)) {
                assert_eq!(
                    old.to_json(old.root()),
                    new.to_json(new.root()),
                    "{text:?}\n{:?}: {applied:#?}",
                    fixed.text
                );
            }
        }
        (text, before) = (fixed.text, after);
    }
}

fn touches(fix: &daemonlint::internals::diagnostic::Fix, document: &Document) -> bool {
    let span = document.span;
    fix.edits.iter().any(|edit| edit.span.start <= span.end && span.start <= edit.span.end)
}

/// The documents of a text, where all of them can be read.
fn documents(text: &str) -> Option<Vec<Document>> {
    parse_stream(&SourceFile::new("fuzz.yaml", text)).into_iter().collect::<Result<_, _>>().ok()
}
