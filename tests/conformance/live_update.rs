//! What a real control plane did when one DaemonSet was updated, to the update's end.

use std::collections::BTreeSet;

use daemonlint::Fleet;
use daemonlint::internals::inventory::{Inventory, Loader};
use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use daemonlint::internals::planner::change::{Group, NodeOf, compare};
use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::scheduling::v1::PriorityClass;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Outcome, same};

const FLOOR: usize = 59;

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
    // What nodes and pods can't tell no plan can know.
    if record["hidden"].as_array().is_some_and(|hidden| !hidden.is_empty()) {
        return Ok(());
    }
    let inventory = inventory(record);
    let [old, new] = ["old", "new"].map(|which| DaemonSet::deserialize(&record[which]).unwrap());
    let classes: Vec<PriorityClass> = Deserialize::deserialize(&record["objects"]).unwrap();
    let context = AdmissionContext {
        priority_classes: classes.iter().collect(),
        known: AdmissionContext::ALL.to_vec(),
        ..AdmissionContext::default()
    };
    let before = Fleet::new(&inventory, [&old], &context);
    let after = Fleet::new(&inventory, [&new], &context);
    let changes = compare(&before, &after);
    let change = &changes.daemon_sets[0];
    let milliseconds = |field: &str| {
        (record["kubelet"][field].as_f64().unwrap() * 1000.0).round() as u64
    };
    let (ready, gone) = (milliseconds("ready"), milliseconds("gone"));
    let mut foretold = after.foretell(change.new.unwrap(), ready + gone, Some(&before));
    let scenario = &mut foretold.scenario;
    scenario.min_ready_seconds *= 1000;
    (scenario.ready_after, scenario.gone_after) = (ready, gone);
    let rollout = daemonlint::internals::planner::rollout::forecast(scenario);
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
    let number = |answer: &str, ours: u64| same(answer, &ours.into(), &expect[answer]);
    number("most_unavailable_status", rollout.max_unavailable)?;
    number("most_pods", rollout.max_pods)?;
    if expect["finished"] == true {
        same("restarted", &names(&change.restarted), &expect["restarted"])?;
        let moments = rollout.steps.iter().filter(|step| step.deleted > 0).map(|step| step.at);
        same("waves", &waves(moments).into(), &expect["waves"])?;
    }
    Ok(())
}

fn waves(moments: impl Iterator<Item = u64>) -> usize {
    let moments: Vec<u64> = moments.collect();
    moments.chunk_by(|a, b| b - a <= GAP).count()
}

fn inventory(record: &Value) -> Inventory {
    let mut loader = Loader::default();
    for field in ["nodes", "pods"] {
        let list = json!({"apiVersion": "v1", "kind": "List", "items": record[field]});
        loader.read(field, list.to_string().as_bytes()).unwrap();
    }
    loader.finish()
}
