use super::*;
use crate::inventory::Loader;
use crate::planner::daemon_pod::made;
use crate::source::{Request, Sources};

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

/// How often the pod of each DaemonSet was made since this was last asked.
fn times(readings: &[&Reading]) -> Vec<usize> {
    let all = readings.iter().flat_map(|reading| reading.workspace.daemon_sets());
    all.map(|(_, daemon_set)| made::times(daemon_set)).collect()
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
    assert!(checked.len() > 20 && checked.iter().all(|times| *times == 1), "{checked:?}");

    assert!(run.plan().is_some());
    let planned = times(&[&reading]);
    assert!(planned.len() > 20 && planned.iter().all(|times| *times == 1), "{planned:?}");

    // Held against themselves, the old ones are made once too.
    let (old, _) = fixtures();
    times(&[&old]);
    let against = Against { sources: Some(&old), ..Against::default() };
    assert!(Run { against: Some(against), ..run }.plan().is_some());
    let both = times(&[&reading, &old]);
    assert!(both.iter().all(|times| *times == 1), "{both:?}");
}
