//! Every example of every rule file, run: a text can't lie.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::check::Check;
use super::context::WorkloadSubject;
use super::finding::{Finding, Findings, Route};
use super::meta::{Fixable, Scope};
use super::precedence;
use super::rule::Rule;
use super::{Category, Context, Example, Meta, Needs, RuleSet, Selection, Text};
use crate::diagnostic::{Diagnostic, Severity};
use crate::fix::{self, Session};
use crate::manifest::{Manifest, Reading, Workspace};
use crate::pipeline::trial::{inventory, reading, try_examples};
use crate::pipeline::{Against, Run};
use crate::source::{Excludes, SourceFile, Sources};

/// What the selected rules find in a text, with an example's inventory beside it.
fn findings(text: &str, example: &Example, select: &[&str]) -> Vec<Diagnostic> {
    findings_of(&reading(text), example, select)
}

/// What the selected rules find in what was read, with an example's inventory beside it.
fn findings_of(new: &Reading, example: &Example, select: &[&str]) -> Vec<Diagnostic> {
    let old = example.against.as_deref().map(reading);
    let inventory = inventory(example).unwrap();
    let against = old.as_ref().map(|old| Against { sources: Some(old), ..Against::default() });
    let rules = Selection::new(&RuleSet::built_in(), select, &[]).unwrap();
    let run = Run { inventory: inventory.as_ref(), against, rules, ..Run::over(new) };
    run.check().diagnostics
}

fn shown(diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut shown: Vec<_> = diagnostics
        .iter()
        .map(|d| (d.file.position(d.primary.span.start), &d.rule))
        .map(|(place, rule)| (place, format!("{rule} at {}:{}", place.line, place.column)))
        .collect();
    shown.sort();
    shown.into_iter().map(|(_, text)| text).collect()
}

fn texts() -> impl Iterator<Item = (Meta, Text)> {
    let metas: Vec<Meta> = RuleSet::built_in().metas().cloned().collect();
    metas.into_iter().map(|meta| {
        let text = meta.text().unwrap_or_else(|error| panic!("{}: {error}", meta.id));
        (meta, text)
    })
}

#[test]
fn every_example_shows_what_it_says() {
    let rules = RuleSet::built_in();
    for (meta, text) in texts() {
        assert_eq!(try_examples(&rules, &meta, &text).unwrap(), [], "{}", meta.id);
    }
}

/// The manifests that a text shows as good must not make another rule of the same category cry,
/// nor may the API server refuse them.
#[test]
fn good_examples_are_accepted() {
    let mut wrong = String::new();
    for (meta, text) in texts() {
        for example in text.examples.iter().filter(|_| meta.id != "unused-suppression") {
            let Some(good) = &example.good else { continue };
            let found = findings(good, example, &["admission"]);
            let refused: Vec<_> = found
                .iter()
                .filter(|d| d.severity == Severity::Error)
                .map(|d| d.message.clone())
                .collect();
            if !refused.is_empty() {
                wrong += &format!("{}: {refused:#?}\n{good}\n", meta.id);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_head_says_what_the_whole_file_says() {
    let mut ids = BTreeSet::new();
    for (meta, text) in texts() {
        let id = &*meta.id;
        assert!(ids.insert(id.to_owned()), "{id} twice");
        assert_eq!(text.id, id);
        assert_eq!(text.title, meta.title, "{id}");
        assert_eq!(text.category, meta.category.as_str(), "{id}");
        assert_eq!(text.severity, meta.severity.as_str(), "{id}");
        let in_tests = meta.in_tests.map(Severity::as_str);
        assert_eq!(text.in_tests.as_deref(), in_tests, "{id}");
        assert_eq!(text.default_on, meta.default_on, "{id}");
        assert_eq!(text.needs == ["inventory"], meta.needs == Needs::Inventory, "{id}");
        assert_eq!(text.scope.as_deref().unwrap_or("object"), meta.scope.as_str(), "{id}");
        assert_eq!(text.fixable.as_deref(), meta.fixable.as_str(), "{id}");
        assert_eq!(text.reference.as_deref(), meta.reference(), "{id}");
        assert!(text.check.builtin, "{id}");
        let params = text.params.as_ref().and_then(|params| params.as_object());
        let params: Vec<&String> = params.into_iter().flat_map(|params| params.keys()).collect();
        let rules = RuleSet::built_in();
        let of_head: Vec<&String> = rules.params().of_rule(id).keys().collect();
        assert_eq!(params, of_head, "{id}");
        let bad = text.examples.iter().filter(|example| example.bad.is_some()).count();
        assert!(bad >= 2 && text.examples.len() >= bad + 2, "{id} shows two bad and two good ones");
        for example in &text.examples {
            assert_ne!(example.bad.is_some(), example.good.is_some(), "{id}: bad or good");
            assert_eq!(example.bad.is_some(), !example.expect.is_empty(), "{id}: expect");
        }
        assert!(!text.title.ends_with('.'), "{id}");
    }
}

#[test]
fn texts_are_filed_under_their_category_and_all_are_registered() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/rules");
    let mut files = BTreeSet::new();
    for folder in std::fs::read_dir(root).unwrap().map(Result::unwrap) {
        let category = folder.file_name().into_string().unwrap();
        assert!(Category::named(&category).is_some(), "{category} is no category");
        for file in std::fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
            files.insert(format!("{category}/{}", file.file_name().to_str().unwrap()));
        }
    }
    let registered: BTreeSet<_> = RuleSet::built_in()
        .metas()
        .map(|meta| format!("{}/{}.yaml", meta.category, meta.id))
        .collect();
    assert_eq!(files, registered);
}

/// A rule whose scope is the object finds the same when it sees that object alone.
#[test]
fn the_scope_of_a_rule_is_true() {
    let rules = RuleSet::built_in();
    let alone = rules.metas().filter(|meta| meta.scope == Scope::Object);
    let select: Vec<&str> = alone.map(|meta| &*meta.id).collect();
    let mut compared = 0;
    for (meta, text) in texts() {
        for example in &text.examples {
            let whole = reading(example.bad.as_ref().or(example.good.as_ref()).unwrap());
            if whole.workspace.manifests().len() < 2 {
                continue;
            }
            let together = shown(&findings_of(&whole, example, &select));
            let mut apart = Vec::new();
            for manifest in whole.workspace.manifests() {
                let id = Some(manifest.id());
                let of_it = |found: &&Diagnostic| found.id() == id;
                let one = Reading {
                    workspace: Workspace::new(vec![Arc::new(manifest.clone())]),
                    diagnostics: whole.diagnostics.iter().filter(of_it).cloned().collect(),
                    ..Reading::default()
                };
                apart.extend(findings_of(&one, example, &select));
            }
            assert_eq!(together, shown(&apart), "an example of {}", meta.id);
            compared += together.len();
        }
    }
    assert!(compared > 0);
}

/// What covers something for another rule is known to be better than that.
#[test]
fn what_covers_stands_in_the_table() {
    let all = |relation| {
        matches!(relation, precedence::Relation::Covered | precedence::Relation::WithinCovered)
    };
    let rows = precedence::TABLE.iter().filter(|row| all(row.relation));
    let known: BTreeSet<&str> = rows.map(|row| row.better).collect();
    let mut covering = BTreeSet::new();
    for (meta, text) in texts() {
        for example in &text.examples {
            let manifest = example.bad.as_ref().or(example.good.as_ref()).unwrap();
            for found in findings(manifest, example, &[&meta.id]) {
                if !found.covers.is_empty() {
                    covering.insert(found.rule.to_string());
                }
            }
        }
    }
    assert_eq!(covering.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
}

/// What is known of a rule that a test brings.
fn meta(id: &str) -> Meta {
    Meta {
        id: id.to_owned().into(),
        title: String::from("What a test looks for").into(),
        category: Category::Hygiene,
        severity: Severity::Info,
        in_tests: None,
        default_on: true,
        needs: Needs::Manifests,
        scope: Scope::Object,
        fixable: Fixable::No,
        params: None,
        source: String::new().into(),
    }
}

/// A rule that a user brings is selected, told of and run as those of the program are.
#[test]
fn a_rule_of_a_user_runs_beside_the_built_in_ones() {
    struct NoNamespace;
    impl Check for NoNamespace {
        fn manifest(&self, _: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
            if manifest.object_ref().namespace.is_none() {
                findings.push(Finding::new("no namespace", Route::metadata(), ""));
            }
        }
    }
    let rule = Rule::new(meta("names-its-namespace"), NoNamespace);
    let rules = RuleSet::built_in().with(rule.clone()).unwrap();
    assert_eq!(rules.clone().with(rule).unwrap_err().id, "names-its-namespace");
    let new = reading("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n");
    let found = |select: &[&str]| {
        let rules = Selection::new(&rules, select, &[]).unwrap();
        shown(&Run { rules, ..Run::over(&new) }.check().diagnostics)
    };
    assert_eq!(found(&["hygiene"]), ["names-its-namespace at 3:1"]);
    assert_eq!(found(&["names-its-namespace"]), ["names-its-namespace at 3:1"]);
    assert!(found(&["selector"]).is_empty());
}

/// A text after all fixes of a rule that are wanted, round by round; whether there were any.
fn mended(text: &str, example: &Example, rule: &str, all: bool) -> (String, usize) {
    let mut sources = Sources::of([Arc::new(SourceFile::new("example.yaml", text))]);
    let mut session = Session::new(&sources, &Excludes::default(), all);
    while {
        let found = findings_of(&Reading::of(&sources), example, &[rule]);
        session.round(&mut sources, &found)
    } {}
    assert!(session.halted().is_empty(), "{rule}: {:?}", session.halted());
    let text = sources.files[0].as_ref().unwrap().text().to_owned();
    (text, session.fixed(|_| true).values().sum())
}

/// Carrying out the fixes of a bad example leaves nothing of them to fix, no finding that could be
/// fixed, and nothing that can't be read or that the API server minds more than before. What a fix
/// says is what it does: that is checked whenever a test makes one.
#[test]
fn fixes_mend() {
    let mut wrong = String::new();
    for (meta, text) in texts() {
        for example in &text.examples {
            let Some(bad) = &example.bad else { continue };
            for all in [false, true] {
                let found = findings(bad, example, &[&meta.id]);
                let of_it = |d: &&Diagnostic| d.rule == meta.id && d.covered_by.is_none();
                let fixable = found.iter().filter(of_it).filter(|d| d.chosen_fix(all).is_some());
                let fixable = fixable.count();
                let (fixed, number) = mended(bad, example, &meta.id, all);
                if number < fixable.min(1) {
                    wrong += &format!("{}: nothing is fixed\n{bad}\n", meta.id);
                }
                if mended(&fixed, example, &meta.id, all).0 != fixed {
                    wrong += &format!("{}: fixed twice\n{fixed}\n", meta.id);
                }
                let errors = |text: &str| {
                    let found = findings(text, example, &["admission"]);
                    found.iter().filter(|d| d.severity == Severity::Error).count()
                };
                if errors(&fixed) > errors(bad) {
                    wrong += &format!("{}: the API server minds\n{fixed}\n", meta.id);
                }
                let left = findings(&fixed, example, &[&meta.id]);
                let left = left.iter().filter(of_it).count();
                let before = found.iter().filter(of_it).count();
                if left > before - fixable {
                    wrong += &format!("{}: {left} of {before} are left\n{fixed}\n", meta.id);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a rule's head says of its fixes is what its examples show.
#[test]
fn a_head_says_by_which_fixes_its_findings_are_mended() {
    let mut wrong = String::new();
    for (meta, text) in texts() {
        let mut shown = [false; 2];
        for example in &text.examples {
            let Some(bad) = &example.bad else { continue };
            let found = findings(bad, example, &[&meta.id]);
            for found in found.iter().filter(|found| found.rule == meta.id) {
                if let Some(fix) = found.chosen_fix(true) {
                    shown[usize::from(fix.safe)] = true;
                }
            }
        }
        let shown = match shown {
            [false, false] => Fixable::No,
            [false, true] => Fixable::Safe,
            [true, false] => Fixable::Unsafe,
            [true, true] => Fixable::Both,
        };
        if shown != meta.fixable {
            let (says, shown) = (meta.fixable.as_str(), shown.as_str());
            wrong += &format!("{}: says {says:?}, its examples show {shown:?}\n", meta.id);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What was JSON is JSON after a fix: strings stay in quotes.
#[test]
fn fixes_keep_json_readable() {
    let mut applied = 0;
    for (meta, text) in texts() {
        for example in &text.examples {
            let Some(bad) = &example.bad else { continue };
            // A stream of several documents is no JSON.
            let Ok(json) = serde_yaml::from_str::<serde_json::Value>(bad) else { continue };
            let json = json.to_string();
            let found = findings(&json, example, &[&meta.id]);
            let fixes = found.iter().filter_map(|d| d.chosen_fix(true));
            let fixed = fix::apply(&json, fixes);
            let read = serde_json::from_str::<serde_json::Value>(&fixed.text);
            assert!(read.is_ok(), "{}: {}", meta.id, fixed.text);
            applied += fixed.applied.len();
        }
    }
    assert!(applied > 0);
}

/// A rule about pods looks at those of DaemonSets, and at those of each kind that it holds for, where
/// the kind has them.
#[test]
fn a_rule_about_pods_finds_them_in_every_kind_that_it_holds_for() {
    struct InHostNetwork {
        everywhere: bool,
    }
    impl Check for InHostNetwork {
        fn workload(
            &self,
            _: &Context<'_>,
            subject: &WorkloadSubject<'_>,
            findings: &mut Findings,
        ) {
            if subject.host_network() {
                let route = Route::pod_spec(subject.pods.path).field("hostNetwork");
                findings.push(Finding::new("in the node's network", route, ""));
            }
        }

        fn holds_for(&self, subject: &WorkloadSubject<'_>) -> bool {
            self.everywhere || subject.manifest.daemon_set().is_some()
        }
    }
    let new = reading(
        "apiVersion: apps/v1\nkind: DaemonSet\nspec: {template: {spec: {hostNetwork: true}}}\n---\n\
         apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {hostNetwork: true}}}\n---\n\
         apiVersion: batch/v1\nkind: CronJob\nspec:\n  jobTemplate:\n    spec:\n      template:\n        \
         spec: {hostNetwork: true}\n---\n\
         apiVersion: v1\nkind: Pod\nspec: {hostNetwork: true}\n---\n\
         apiVersion: v1\nkind: ConfigMap\n",
    );
    let found = |everywhere: bool| {
        let rule = Rule::new(meta("in-host-network"), InHostNetwork { everywhere });
        let rules = RuleSet::built_in().with(rule).unwrap();
        let rules = Selection::new(&rules, &["in-host-network"], &[]).unwrap();
        let found = Run { rules, ..Run::over(&new) }.check().diagnostics;
        found.iter().map(|one| one.route.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(found(false), ["spec.template.spec.hostNetwork"]);
    assert_eq!(
        found(true),
        [
            "spec.template.spec.hostNetwork",
            "spec.template.spec.hostNetwork",
            "spec.jobTemplate.spec.template.spec.hostNetwork",
            "spec.hostNetwork",
        ]
    );
}
