//! DaemonSets that meet: nodes that are alike end alike, each as if it stood alone.

use crate::{at, daemon_set, inventory};
use daemonlint::internals::inventory::ix::Ix;
use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use daemonlint::internals::planner::Fleet;
use k8s_openapi::api::apps::v1::DaemonSet;

/// Nodes of 1 CPU: of exactly as much, or of a little more that is no use to anyone.
fn nodes(alike: bool) -> String {
    let node = |number: usize| {
        let zone = if number < 3 { "a" } else { "b" };
        let cpu = if alike { 1000 } else { 1000 + number };
        format!(
            "---\nkind: Node\nmetadata: {{name: n{number}, labels: {{zone: {zone}}}}}\n\
             status: {{allocatable: {{cpu: {cpu}m, pods: 9}}}}\n"
        )
    };
    (0..6).map(node).collect()
}

fn named(name: &str, spec: &str) -> DaemonSet {
    let mut made = daemon_set(spec);
    made.metadata.name = Some(name.to_owned());
    made
}

/// Three that want more than there is, one of them in one zone alone, and one that wants nothing of
/// it.
fn crowd() -> [DaemonSet; 4] {
    let asks =
        |cpu: &str| format!("containers: [{{name: c, resources: {{requests: {{cpu: {cpu}}}}}}}]");
    [
        named("first", &asks("600m")),
        named("second", &format!("nodeSelector: {{zone: a}}\n{}", asks("600m"))),
        named("third", &asks("300m")),
        named("idle", "containers: [{name: c}]"),
    ]
}

/// Everything that a plan says of each DaemonSet, with the pods on each node beside it.
fn told(alike: bool) -> Vec<String> {
    let inventory = inventory(&nodes(alike));
    let crowd = crowd();
    let fleet = Fleet::new(&inventory, &crowd, &AdmissionContext::default());
    let mut lines = Vec::new();
    for number in 0..crowd.len() {
        let id = at(number);
        let placement = fleet.placement(id);
        let (running, range) = (placement.running(), placement.range);
        lines.push(format!("{}: {running} run, {range:?}", placement.name));
        for node in placement.nodes() {
            let neighbours = fleet.neighbours(id, node);
            let names: Vec<&str> = neighbours.iter().map(|one| fleet.short_name_of(one)).collect();
            lines.push(format!(
                "{}: {:?}, alone {:?}, beside {names:?}",
                node.index(),
                placement.verdict(node),
                placement.verdict_alone(node).schedulable,
            ));
        }
    }
    lines
}

#[test]
fn nodes_that_are_alike_end_as_each_would_by_itself() {
    let alike = told(true);
    assert_eq!(alike, told(false));
    // Of the two that want most of a node one gets it, and which one is chance.
    assert!(alike.iter().any(|line| line == "second: 0 run, Some((0, 3))"), "{alike:#?}");
    assert!(alike.iter().any(|line| line.starts_with("0: ") && line.contains("chance: true")));
}

#[test]
fn nodes_with_room_for_all_leave_nothing_to_chance() {
    let inventory = inventory(&nodes(true));
    let small = ["one", "two"]
        .map(|name| named(name, "containers: [{name: c, resources: {requests: {cpu: 500m}}}]"));
    let fleet = Fleet::new(&inventory, &small, &AdmissionContext::default());
    for id in [at(0), at(1)] {
        assert_eq!((fleet.placement(id).running(), fleet.placement(id).range), (6, None));
    }
}
