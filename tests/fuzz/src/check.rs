//! The whole of `check`, on nodes and as an update, in all formats.

use std::sync::{Arc, LazyLock};

use daemonlint::internals::inventory::{Inventory, Loader};
use daemonlint::internals::manifest::Reading;
use daemonlint::internals::pipeline::{Against, Run};
use daemonlint::internals::report::Screen;
use daemonlint::internals::report::check::{FORMATS, Findings, render};
use daemonlint::internals::rules::{RuleSet, Selection};
use daemonlint::internals::source::{SourceFile, Sources};

/// A few nodes of different kinds.
pub const NODES: &str = include_str!("nodes.yaml");
/// What the text updates.
const BEFORE: &str = include_str!("daemonset.yaml");

static INVENTORY: LazyLock<Inventory> = LazyLock::new(|| {
    let mut loader = Loader::default();
    loader.read("nodes.yaml", NODES.as_bytes()).expect("nodes");
    loader.finish()
});
static OLD: LazyLock<Reading> = LazyLock::new(|| reading("old.yaml", BEFORE));

pub fn reading(name: &str, text: &str) -> Reading {
    Reading::of(&Sources::of([Arc::new(SourceFile::new(name, text))]))
}

pub fn run(data: &[u8]) {
    let Some(text) = super::text(data) else { return };
    let reading = reading("fuzz.yaml", &text);
    let known = RuleSet::built_in();
    let rules = Selection::new(&known, &["all"], &[]).expect("all");
    let against = Some(Against { sources: Some(&OLD), inventory: None, one_file_each: true });
    let run = Run { against, rules, inventory: Some(&INVENTORY), ..Run::over(&reading) };
    let checked = run.check();
    for found in &checked.diagnostics {
        assert!(!found.message.is_empty(), "{}", found.rule);
        for label in std::iter::once(&found.primary).chain(&found.labels) {
            let file = label.file.as_ref().unwrap_or(&found.file);
            assert!(file.text().get(label.span.range()).is_some(), "{}", found.message);
            assert!(file.position(label.span.start).line > 0, "{}", found.message);
        }
    }
    let findings = Findings::new(&checked, &reading, &known);
    let screen = Screen { width: 40, ..Screen::default() };
    for format in &FORMATS {
        let report = render(format, &findings, &screen);
        harmless(format.name, &report);
    }
    let planned = run.plan().expect("there are nodes");
    assert!(planned.now.fleet.daemon_sets.len() <= reading.workspace.daemon_sets().count());
}

/// No report has what a terminal obeys or the runner of a pipeline, and those that programs read can be
/// read.
pub fn harmless(format: &str, report: &str) {
    let obeyed = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert!(!report.contains(obeyed), "{format}: {report:?}");
    // GitHub's format is made of such commands.
    for line in report.lines().filter(|_| format != "github") {
        assert!(!is_command(line), "{format}: {line}");
        assert!(!line.contains("##[") && !line.contains("##vso["), "{format}: {line}");
    }
    if matches!(format, "json" | "sarif" | "gitlab") {
        assert!(serde_json::from_str::<serde_json::Value>(report).is_ok(), "{format}: {report}");
    }
}

/// Whether GitHub's runner may take a line for a command (`ActionCommand.TryParseV2`): no address begins
/// with such a word.
fn is_command(line: &str) -> bool {
    let Some((command, _)) =
        line.trim_start().strip_prefix("::").and_then(|line| line.split_once("::"))
    else {
        return false;
    };
    let name = command.split(' ').next().unwrap_or_default();
    let is_word = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    is_word && !name.bytes().all(|byte| byte.is_ascii_hexdigit())
}
