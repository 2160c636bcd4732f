//! What a real control plane did when one DaemonSet was updated, to the update's end.

use std::collections::BTreeSet;

use daemonlint::Fleet;
use daemonlint::internals::inventory::ix::Ix;
use daemonlint::internals::inventory::{Inventory, Loader};
use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use daemonlint::internals::planner::change::{Group, NodeOf, Updates, compare};
use daemonlint::internals::planner::rollout::{NodeGroup, Rollout, Scenario, forecast};
use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::scheduling::v1::PriorityClass;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Outcome, same};

const FLOOR: usize = 113;

/// Deletions less far apart than this are one wave.
const GAP: u64 = 600;

#[test]
fn live_update() {
    crate::agreement("live_update", FLOOR, |record| {
        verdict(record).map_err(|said| {
            format!("[{} {}] {}: {said}", record["family"], record["variant"], record["note"])
        })
    });
}

fn verdict(record: &Value) -> Outcome {
    let inventory = inventory(record);
    let [old, new] = ["old", "new"].map(|which| DaemonSet::deserialize(&record[which]).unwrap());
    let classes: Vec<PriorityClass> = Deserialize::deserialize(&record["objects"]).unwrap();
    let context = AdmissionContext {
        priority_classes: classes.iter().collect(),
        known: AdmissionContext::ALL.to_vec(),
        release: crate::release(),
        ..AdmissionContext::default()
    };
    let before = Fleet::new(&inventory, [&old], &context);
    let after = Fleet::new(&inventory, [&new], &context);
    let updates = Updates {
        of: vec![Some(Ix::new(0))].into(),
        refused: vec![false].into(),
        ..Updates::default()
    };
    let changes = compare(&before, &after, &updates);
    let change = &changes.daemon_sets[0];
    let milliseconds =
        |field: &str| (record["kubelet"][field].as_f64().unwrap() * 1000.0).round() as u64;
    let (ready, gone) = (milliseconds("ready"), milliseconds("gone"));
    let foretold =
        after.foretell(change.new.unwrap(), ready + gone, Some((&before, change.old.unwrap())));
    let nodes = foretold.parts.iter().flat_map(|part| part.nodes.iter().map(|at| (part.group, at)));
    let groups = nodes.map(|(group, at)| as_it_was(record, group, &inventory.nodes[*at].name));
    let mut groups: Vec<NodeGroup> = groups.collect();
    groups.sort_by_key(|group| group.becomes_ready);
    let mut scenario = Scenario {
        groups,
        min_ready_seconds: foretold.scenario.min_ready_seconds * 1000,
        ready_after: ready,
        gone_after: gone,
        ..foretold.scenario.clone()
    };
    let rollout = forecast(&scenario);
    // Which of several nodes comes first is chance: what holds an update, or what goes from a node,
    // or what does well.
    scenario.groups.reverse();
    let reversed = forecast(&scenario);
    let expect = &record["expect"];
    let names = |nodes: &[NodeOf]| -> Value {
        let name = |node: &NodeOf| inventory.nodes[node.new.unwrap()].name.to_string();
        json!(nodes.iter().map(name).collect::<BTreeSet<_>>())
    };
    let grouped = |groups: &[Group]| -> Value {
        names(&groups.iter().flat_map(|group| group.nodes.clone()).collect::<Vec<_>>())
    };
    let by_hand = change.on_delete;
    if !by_hand {
        same("finished", &rollout.finished_at.is_some().into(), &expect["finished"])?;
    }
    same("lost", &grouped(&change.lost), &expect["lost"])?;
    let gained = [&change.gained[..], &change.pending[..]].concat();
    same("gained", &grouped(&gained), &expect["gained"])?;
    let number = |answer: &str, ours: [u64; 2]| {
        let theirs = expect[answer].as_u64().unwrap();
        let within = ours.iter().min() <= Some(&theirs) && Some(&theirs) <= ours.iter().max();
        if within { Ok(()) } else { Err(format!("{answer}: {ours:?}, not {theirs}")) }
    };
    number("most_unavailable_status", [rollout.max_unavailable, reversed.max_unavailable])?;
    number("most_pods", [rollout.max_pods, reversed.max_pods])?;
    if expect["finished"] == true {
        same("restarted", &names(&change.restarted), &expect["restarted"])?;
        number("waves", [waves(&rollout), waves(&reversed)])?;
    }
    Ok(())
}

/// A node with what nodes and pods can't tell of it: a kubelet that hangs, a new pod that never
/// becomes ready.
fn as_it_was(record: &Value, group: NodeGroup, name: &str) -> NodeGroup {
    let kubelet = &record["kubelet"];
    let list = |field: &str| kubelet[field].as_array().cloned().unwrap_or_default();
    let hangs = list("gone_on").iter().any(|node| node == name);
    let containers = &record["new"]["spec"]["template"]["spec"]["containers"];
    let image = containers[0]["image"].as_str().unwrap();
    let never = list("never").iter().any(|never| {
        never["node"].as_str().is_none_or(|node| node == name)
            && image.ends_with(never["image"].as_str().unwrap())
    });
    NodeGroup {
        count: 1,
        becomes_ready: group.becomes_ready && !hangs && !never,
        lets_go: group.lets_go && !hangs,
        ..group
    }
}

fn waves(rollout: &Rollout) -> u64 {
    let moments = rollout.steps.iter().filter(|step| step.deleted > 0).map(|step| step.at);
    let moments: Vec<u64> = moments.collect();
    moments.chunk_by(|a, b| b - a <= GAP).count() as u64
}

fn inventory(record: &Value) -> Inventory {
    let mut loader = Loader::default();
    for field in ["nodes", "pods"] {
        let list = json!({"apiVersion": "v1", "kind": "List", "items": record[field]});
        loader.read(field, list.to_string().as_bytes()).unwrap();
    }
    loader.finish()
}
