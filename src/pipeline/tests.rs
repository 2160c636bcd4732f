use super::*;
use crate::inventory::Loader;
use crate::planner::daemon_pod::made;
use crate::source::{Folders, Request, Sources};

/// The program's own manifests, and nodes for them.
fn fixtures() -> (Reading, Inventory) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
    let request = Request { paths: vec![folder.into()], ..Request::default() };
    let mut loader = Loader::default();
    for file in ["nodes.json", "pods.json"] {
        let file = std::fs::File::open(format!("{folder}/inventory/{file}")).unwrap();
        loader.read("inventory", file).unwrap();
    }
    (Reading::of(&Sources::read(&request)), loader.finish())
}

/// How often the pod of each DaemonSet was made since this was last asked, and whether the API server
/// refuses the DaemonSet: such a pod is made again, to tell what its template is refused for already.
fn times(readings: &[&Reading]) -> Vec<(usize, bool)> {
    let all = readings.iter().flat_map(|reading| reading.workspace.daemon_sets());
    let one = |(manifest, daemon_set): (&Manifest, &DaemonSet)| {
        (made::times(daemon_set), manifest.errors().next().is_some())
    };
    all.map(one).collect()
}

fn were_made_once(times: &[(usize, bool)]) -> bool {
    times.iter().all(|(times, refused)| *times == 1 || *times == 2 && *refused)
}

#[test]
fn the_pod_of_each_daemon_set_is_made_once() {
    let (reading, inventory) = fixtures();
    let rules = Selection::new(&RuleSet::built_in(), &["all"], &[]).unwrap();
    let run = Run { inventory: Some(&inventory), rules, ..Run::over(&reading) };
    let parts: Vec<&Reading> = reading.parts().into_iter().map(|(_, part)| part).collect();
    // Others may have stood at their addresses before.
    times(&[parts.as_slice(), &[&reading]].concat());
    assert!(!run.check().diagnostics.is_empty());
    let checked = times(&parts);
    assert!(checked.len() > 20 && were_made_once(&checked), "{checked:?}");

    assert!(run.plan().is_some());
    let planned = times(&[&reading]);
    assert!(planned.len() > 20 && were_made_once(&planned), "{planned:?}");

    // Held against themselves, the old ones are made once too.
    let (old, _) = fixtures();
    times(&[&old]);
    let against = Against { sources: Some(&old), ..Against::default() };
    assert!(Run { against: Some(against), ..run }.plan().is_some());
    let both = times(&[&reading, &old]);
    assert!(were_made_once(&both), "{both:?}");
}

/// What is found, in words.
fn found(checked: &Checked<'_>) -> Vec<String> {
    let one = |found: &Diagnostic| {
        let Diagnostic { rule, message, help, .. } = found;
        let (fixes, covered_by) = (&found.fixes, &found.covered_by);
        let labels: Vec<_> = found.labels.iter().map(|label| (label.span, &label.text)).collect();
        let place = (found.file.name(), found.primary.span, &found.primary.text, &found.route);
        format!("{place:?} {rule} {message} {help:?} {labels:?} {fixes:?} {covered_by:?}")
    };
    checked.diagnostics.iter().map(one).collect()
}

#[test]
fn typed_objects_that_are_let_go_of_are_read_again() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
    let sources = Sources::read(&Request { paths: vec![folder.into()], ..Request::default() });
    let read = |bytes| {
        let release = Release::default();
        Reading::within(bytes, &sources, &Folders::default(), release, |_| release)
    };
    let (kept, let_go) = (read(usize::MAX), read(0));
    let at_hand = |reading: &Reading| {
        let parts = reading.parts().into_iter();
        let all = parts.flat_map(|(_, part)| part.workspace.of_type::<DaemonSet>());
        all.filter(|manifest| manifest.is_at_hand()).count()
    };
    assert!(at_hand(&kept) > 20);
    assert_eq!(at_hand(&let_go), 0);

    let rules = Selection::new(&RuleSet::built_in(), &["all"], &[]).unwrap();
    let run = |reading| Run { rules: rules.clone(), ..Run::over(reading) };
    let (first, second) = (run(&kept).check(), run(&let_go).check());
    assert!(first.diagnostics.len() > 20);
    assert_eq!(found(&first), found(&second));
    // Those alone are kept now that others were held against.
    assert!(at_hand(&let_go) * 2 < at_hand(&kept), "{}", at_hand(&let_go));

    let (_, inventory) = fixtures();
    let on_nodes = |reading| found(&Run { inventory: Some(&inventory), ..run(reading) }.check());
    assert_eq!(on_nodes(&kept), on_nodes(&read(0)));
}
