//! What a real control plane did with several DaemonSets at once, beside pods that ran.

use std::collections::BTreeMap;

use daemonlint::internals::inventory::ix::Ix;
use daemonlint::internals::inventory::{Inventory, Loader};
use daemonlint::internals::planner::{Candidate, Company, DaemonSetIx, Fleet, Verdict};
use k8s_openapi::api::apps::v1::DaemonSet;
use serde_json::{Value, json};

use crate::objects::Objects;

const FLOOR: usize = 293;

/// The DaemonSets in the order in which they were created, where that was one after the other.
fn daemon_sets(record: &Value) -> Vec<DaemonSet> {
    let mut daemon_sets: Vec<DaemonSet> =
        serde_json::from_value(record["daemonsets"].clone()).unwrap();
    if let Some(order) = record["order"].as_array() {
        daemon_sets.sort_by_key(|daemon_set| {
            order.iter().position(|name| name.as_str() == daemon_set.metadata.name.as_deref())
        });
    }
    daemon_sets
}

fn inventory(record: &Value) -> Inventory {
    let items = ["nodes", "pods"].map(|part| record[part].as_array().unwrap().clone()).concat();
    let list = json!({"kind": "List", "items": items}).to_string();
    let mut loader = Loader::default();
    loader.read("record", list.as_bytes()).unwrap();
    loader.finish()
}

fn word(verdict: &Verdict) -> &'static str {
    match () {
        () if !verdict.should_run || verdict.is_refused() => "none",
        () if verdict.blockers.is_empty() => "bound",
        () => "pending",
    }
}

/// Where pods go, the pods that go for them, and those that are deleted since they were adopted.
fn answer(record: &Value) -> Value {
    let inventory = inventory(record);
    let (daemon_sets, objects) = (daemon_sets(record), Objects::of(record));
    let company = if record["order"].is_null() { Company::All } else { Company::AllInTurn };
    let fleet = Fleet::in_company(
        &inventory,
        daemon_sets.iter().map(Candidate::new),
        &objects.context(),
        company,
    );
    let mut placement: BTreeMap<String, BTreeMap<&str, &str>> = BTreeMap::new();
    for number in 0..daemon_sets.len() {
        let one = fleet.placement(DaemonSetIx::new(number));
        let nodes = inventory.nodes.numbered();
        let nodes = nodes.map(|(place, node)| {
            let adopted = fleet.met.adopted.contains_key(&(DaemonSetIx::new(number), place));
            (&*node.name, if adopted { "bound" } else { word(one.verdict(place)) })
        });
        placement.insert(format!("{}/{}", one.namespace, one.name), nodes.collect());
    }
    let names = |places: &mut dyn Iterator<Item = usize>| {
        let name = |place: usize| {
            let pod = &inventory.pods[place];
            format!("{}/{}", inventory.text(pod.namespace), pod.name)
        };
        let mut names: Vec<String> = places.map(name).collect();
        names.sort();
        names
    };
    let victims = fleet.met.victims.values().flatten();
    json!({
        "placement": placement,
        "preempted": names(&mut victims.map(|pod| pod.index())),
        "removed": names(&mut fleet.met.deleted.iter().map(|pod| pod.index())),
    })
}

fn expected(expect: &Value) -> Value {
    let list = |key: &str| {
        let mut names: Vec<String> =
            serde_json::from_value(expect[key].clone()).unwrap_or_default();
        names.sort();
        names
    };
    json!({
        "placement": expect["placement"],
        "preempted": list("preempted"),
        "removed": list("removed"),
    })
}

/// How many pods of each DaemonSet have a node.
fn bound(placement: &Value) -> BTreeMap<String, usize> {
    let of = placement.as_object().unwrap().iter().map(|(name, nodes)| {
        let nodes = nodes.as_object().unwrap().values();
        (name.clone(), nodes.filter(|what| *what == "bound").count())
    });
    of.collect()
}

/// Whether an unstable record's end is one of those that were seen, or as many pods have a node as
/// in one of them.
fn is_one_of(ours: &Value, record: &Value) -> bool {
    let placement = &ours["placement"];
    let answers = record["answers"].as_array().unwrap();
    let same = |answer: &Value| answer.get("placement").unwrap_or(answer) == placement;
    answers.iter().any(same)
        || answers
            .iter()
            .any(|answer| bound(answer.get("placement").unwrap_or(answer)) == bound(placement))
}

#[test]
fn live() {
    crate::agreement("live", FLOOR, |record| {
        let ours = answer(record);
        let theirs = expected(&record["expect"]);
        if ours == theirs || (record["unstable"] == true && is_one_of(&ours, record)) {
            return Ok(());
        }
        Err(format!("[{}] {}: we say {ours}, not {theirs}", record["family"], record["note"]))
    });
}
