//! Bad input: fixtures with random bytes changed give findings, never a panic or a hang.

#![allow(clippy::unwrap_used, reason = "a test that can not be set up is broken")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use daemonlint::internals::fix;
use daemonlint::internals::manifest::Reading;
use daemonlint::internals::pipeline::{Against, Run};
use daemonlint::internals::report::Screen;
use daemonlint::internals::report::check::{FORMATS, Findings, render};
use daemonlint::internals::report::shared::format::Audience;
use daemonlint::internals::rules::{RuleSet, Selection};
use daemonlint::internals::source::{SourceFile, Sources};
use rayon::prelude::*;

const MUTATIONS: u64 = 1_000;

/// Far above what any takes, even on a busy machine without optimisation.
const PATIENCE: Duration = Duration::from_secs(20);

/// SplitMix64: the same numbers on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

/// What breaks YAML and what decoding trips over.
const PIECES: [&str; 24] = [
    "\t",
    "\n",
    ":",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    "#",
    "&a ",
    "*a",
    "<<: ",
    "|\n",
    "---\n",
    "~",
    "on",
    "9999999999999999999",
    "1e999",
    "-1",
    "é",
    "{{ x }}",
];

fn mutate(text: &str, random: &mut Random) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        match random.below(4) {
            0 => bytes[at] = random.next() as u8,
            1 => drop(bytes.drain(at..(at + 1 + random.below(20)).min(bytes.len()))),
            2 => {
                let piece = PIECES[random.below(PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
            _ => {
                let end = (at + random.below(200)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, copy);
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn fixtures() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|end| end == "yaml" || end == "json") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), &mut found);
    found.retain(|path| std::fs::metadata(path).is_ok_and(|data| data.len() < 100_000));
    found.sort();
    found
}

#[test]
fn mutated_fixtures_give_findings_and_no_panic() {
    let texts: Vec<String> =
        fixtures().iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    assert!(texts.len() >= 14, "the fixtures are there");
    let findings: usize = (0..MUTATIONS)
        .into_par_iter()
        .map(|seed| {
            let mut random = Random(seed);
            let original = &texts[random.below(texts.len())];
            let text = mutate(original, &mut random);
            let begin = Instant::now();
            let found = check(original, &text);
            assert!(begin.elapsed() < PATIENCE, "mutation {seed} took {:?}", begin.elapsed());
            found
        })
        .sum();
    assert!(findings > 100, "mutations break something: {findings} findings");
}

fn reading(name: &str, text: &str) -> Reading {
    Reading::of(&Sources::of([Arc::new(SourceFile::new(name, text))]))
}

/// Everything that `check` does with a file: reading, all rules, as an update of what it was, every
/// report, every fix; and every place that is named.
fn check(original: &str, text: &str) -> usize {
    let reading = reading("mutation.yaml", text);
    let old = self::reading("original.yaml", original);
    let against = Some(Against { sources: Some(&old), inventory: None, one_file_each: true });
    let known = RuleSet::built_in();
    let rules = Selection::new(&known, &["all"], &[]).unwrap();
    let checked = Run { against, rules, ..Run::over(&reading) }.check();
    let diagnostics = &checked.diagnostics;
    for found in diagnostics {
        assert!(!found.message.is_empty(), "{}", found.rule);
        for label in std::iter::once(&found.primary).chain(&found.labels) {
            let file = label.file.as_ref().unwrap_or(&found.file);
            let range = label.span.range();
            assert!(file.text().get(range.clone()).is_some(), "{range:?}: {}", found.message);
            assert!(file.position(label.span.start).line > 0, "{}", found.message);
        }
    }
    let findings = Findings::new(&checked, &reading, &known);
    let screen = Screen { width: 40, ..Screen::default() };
    for format in &FORMATS {
        let report = render(format, &findings, &screen);
        match format.name {
            "json" => {
                assert!(serde_json::from_str::<serde_json::Value>(&report).is_ok(), "{report}")
            }
            "short" => assert_eq!(
                report.lines().count(),
                findings.told_to(Audience::People).diagnostics.len()
            ),
            "pretty" => assert_eq!(report.is_empty(), diagnostics.is_empty()),
            _ => {}
        }
    }
    let fixes: Vec<_> = diagnostics.iter().flat_map(|found| &found.fixes).collect();
    let fixed = fix::apply(text, fixes.iter().copied());
    assert!(fixes.is_empty() || !fixed.applied.is_empty(), "{text}");
    diagnostics.len()
}
