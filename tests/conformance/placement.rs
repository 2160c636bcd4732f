//! Where a DaemonSet's pods go: the controller's two answers, and every filter that refuses.

use std::collections::BTreeSet;

use daemonlint::internals::inventory::ix::Ix;
use daemonlint::internals::inventory::{Inventory, Loader};
use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use daemonlint::internals::planner::{Candidate, Company, DaemonSetIx, Fleet, Reason, Verdict};
use k8s_openapi::api::apps::v1::DaemonSet;
use serde_json::{Value, json};

use crate::records::Outcome;

const PLACEMENT_FLOOR: usize = 2500;
const SCHEDULING_FLOOR: usize = 700;

#[test]
fn placement() {
    crate::agreement("placement", PLACEMENT_FLOOR, |record| {
        compare(record, |verdict| {
            let blocker = |reason: &Reason| match &reason.resource {
                Some(resource) => format!("{}:{resource}", reason.plugin),
                None => reason.plugin.to_string(),
            };
            as_created(verdict).map(blocker).collect()
        })
    });
}

#[test]
fn scheduling() {
    crate::agreement("scheduling", SCHEDULING_FLOOR, |record| {
        compare(record, |verdict| {
            as_created(verdict).map(|reason| reason.plugin.to_string()).collect()
        })
    });
}

/// The filters' words, which are told to the user: the first that each filter gives.
#[test]
fn scheduling_reasons() {
    let Some(records) = crate::records::Records::load("scheduling") else { return };
    records.run(SCHEDULING_FLOOR, |record| {
        for (expected, verdict) in verdicts(record) {
            for (plugin, said) in expected["reasons"].as_object().into_iter().flatten() {
                let ours = verdict.blockers.iter().find(|r| r.plugin.as_str() == plugin);
                if ours.map(|reason| reason.message.as_str()) != said.as_str() {
                    return Err(format!("{}: {ours:?} and not {said}", expected["node"]));
                }
            }
        }
        Ok(())
    });
}

/// What refuses the pod as the controller creates it, which is the one that the records ask for.
fn as_created(verdict: &Verdict) -> impl Iterator<Item = &Reason> {
    verdict.blockers.iter().filter(|reason| !reason.on_admission)
}

fn inventory(record: &Value) -> Inventory {
    let parts = ["nodes", "pods", "namespaces"].map(|part| record[part].as_array());
    let items: Vec<&Value> = parts.into_iter().flatten().flatten().collect();
    let list = json!({"kind": "List", "items": items}).to_string();
    let mut loader = Loader::default();
    loader.read("record", list.as_bytes()).unwrap();
    loader.finish()
}

/// What is expected of each node, and our verdict.
fn verdicts(record: &Value) -> Vec<(&Value, Verdict)> {
    let inventory = inventory(record);
    let daemon_set: DaemonSet = serde_json::from_value(record["daemonset"].clone()).unwrap();
    let fleet = Fleet::in_company(
        &inventory,
        [Candidate::new(&daemon_set)],
        &AdmissionContext { release: crate::release(), ..AdmissionContext::default() },
        Company::Nobody,
    );
    let placement = fleet.placement(DaemonSetIx::new(0));
    let verdict = |expected| {
        let node = inventory.find(record_text(expected, "node")).unwrap();
        (expected, placement.verdict(node).clone())
    };
    record["expect"].as_array().unwrap().iter().map(verdict).collect()
}

fn record_text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

fn compare(record: &Value, blockers: impl Fn(&Verdict) -> BTreeSet<String>) -> Outcome {
    for (expected, verdict) in verdicts(record) {
        let ours = json!({
            "node": expected["node"],
            "should_run": verdict.should_run,
            "should_continue_running":
                expected.get("should_continue_running").map(|_| verdict.should_continue_running),
            "schedulable": verdict.schedulable.map(|_| as_created(&verdict).next().is_none()),
            "blockers": blockers(&verdict),
        });
        let theirs: BTreeSet<&str> =
            expected["blockers"].as_array().unwrap().iter().map(|b| b.as_str().unwrap()).collect();
        let theirs = json!({
            "node": expected["node"],
            "should_run": expected["should_run"],
            "should_continue_running": expected.get("should_continue_running"),
            "schedulable": expected["schedulable"],
            "blockers": theirs,
        });
        if ours != theirs {
            return Err(format!("we say {ours}, Kubernetes {theirs}"));
        }
    }
    Ok(())
}
