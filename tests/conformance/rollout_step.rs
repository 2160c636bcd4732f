//! One sync of the DaemonSet controller.

use std::collections::{BTreeMap, BTreeSet};

use daemonlint::internals::kubernetes::node_affinity::RequiredNodeAffinity;
use daemonlint::internals::kubernetes::toleration::{
    NO_EXECUTE, NO_SCHEDULE, add_daemon_pod_tolerations, untolerated,
};
use daemonlint::internals::planner::rollout::Strategy;
use daemonlint::internals::planner::rollout::state::{NodeState, Phase, PodId, PodState, State};
use daemonlint::internals::planner::rollout::sync::{Choice, Status, Sync};
use k8s_openapi::api::core::v1::{PodSpec, Taint};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Outcome;
use crate::same;

#[test]
fn rollout_step() {
    crate::agreement("rollout_step", 760, |record| {
        let strategy = Strategy::from_api(&Deserialize::deserialize(&record["strategy"]).unwrap());
        let fleet = Fleet::read(record);
        let sync = Sync {
            strategy: &strategy,
            min_ready_seconds: record["minReadySeconds"].as_i64().unwrap(),
            now: 0,
        };
        let expect = &record["expect"];
        let targets = fleet.names(|node| node.should_run && node.exists);
        same_set("targets", &targets, &expect["targets"])?;
        let limits = sync.limits(&fleet.state).unwrap();
        if strategy != Strategy::OnDelete {
            same("max_unavailable", &limits.max_unavailable.into(), &expect["max_unavailable"])?;
            same("max_surge", &limits.max_surge.into(), &expect["max_surge"])?;
        }
        same("status", &status(&sync.status(&fleet.state)), &expect["status"])?;

        let managed = sync.manage(&fleet.state);
        same_set("manage.delete", &fleet.pods(&managed.delete), &expect["manage"]["delete"])?;
        let create_on = fleet.nodes(&managed.create_on);
        same_set("manage.create_on", &create_on, &expect["manage"]["create_on"])?;

        let rolling = &expect["rolling_update"];
        let asked = managed.is_empty() && strategy != Strategy::OnDelete;
        same("rolling_update asked", &asked.into(), &(!rolling.is_null()).into())?;
        if asked {
            let update = sync.rolling_update(&fleet.state).unwrap();
            same_choice("delete", &update.delete, |pods| fleet.pods(pods), &rolling["delete"])?;
            let nodes = |nodes: &[usize]| fleet.nodes(nodes);
            same_choice("create_on", &update.create_on, nodes, &rolling["create_on"])?;
        }
        Ok(())
    });
}

struct Fleet {
    state: State,
    node_names: Vec<String>,
    pod_names: Vec<Vec<String>>,
}

impl Fleet {
    fn read(record: &Value) -> Self {
        let mut spec = PodSpec::deserialize(&json!({
            "containers": [],
            "nodeSelector": record["nodeSelector"],
            "tolerations": record["tolerations"],
        }))
        .unwrap();
        add_daemon_pod_tolerations(&mut spec);
        let mut fleet =
            Self { state: State::default(), node_names: Vec::new(), pod_names: Vec::new() };
        for node in record["nodes"].as_array().unwrap() {
            let mut pods: Vec<(String, PodState)> =
                node["pods"].as_array().into_iter().flatten().map(pod).collect();
            pods.sort_by(|a, b| a.0.cmp(&b.0));
            let (names, pods) = pods.into_iter().unzip();
            let (should_run, should_continue_running) = should_run(&spec, node);
            let exists = node["exists"] != false;
            fleet.state.nodes.push(NodeState { should_run, should_continue_running, exists, pods });
            fleet.node_names.push(node["name"].as_str().unwrap().to_owned());
            fleet.pod_names.push(names);
        }
        fleet
    }

    fn names(&self, is: impl Fn(&NodeState) -> bool) -> BTreeSet<String> {
        let nodes = self.state.nodes.iter().zip(&self.node_names);
        nodes.filter(|(node, _)| is(node)).map(|(_, name)| name.clone()).collect()
    }

    fn nodes(&self, nodes: &[usize]) -> BTreeSet<String> {
        nodes.iter().map(|&node| self.node_names[node].clone()).collect()
    }

    fn pods(&self, pods: &[PodId]) -> BTreeSet<String> {
        pods.iter().map(|id| self.pod_names[id.node][id.pod].clone()).collect()
    }
}

/// `NodeShouldRunDaemonPod`.
fn should_run(spec: &PodSpec, node: &Value) -> (bool, bool) {
    let labels = Option::<BTreeMap<String, String>>::deserialize(&node["labels"]).unwrap();
    let label = |key: &str| labels.as_ref()?.get(key).map(String::as_str);
    if !RequiredNodeAffinity::of(spec).allows(node["name"].as_str().unwrap(), label) {
        return (false, false);
    }
    let taints = Option::<Vec<Taint>>::deserialize(&node["taints"]).unwrap().unwrap_or_default();
    let fits = |effects: &[&str]| {
        let tolerations = spec.tolerations.as_deref().unwrap_or_default();
        untolerated(&taints, tolerations, effects, crate::release()).next().is_none()
    };
    (fits(&[NO_SCHEDULE, NO_EXECUTE]), fits(&[NO_EXECUTE]))
}

fn pod(pod: &Value) -> (String, PodState) {
    let phase = match pod["phase"].as_str().unwrap() {
        "Pending" => Phase::Pending,
        "Running" => Phase::Running,
        "Succeeded" => Phase::Succeeded,
        "Failed" => Phase::Failed,
        _ => Phase::Unknown,
    };
    let ready = pod["ready"] == true;
    let read = PodState {
        updated: pod["revision"] == "new",
        phase,
        ready_since: ready.then(|| -pod["ready_for_seconds"].as_i64().unwrap_or(0)),
        terminating: pod["terminating"] == true,
        created_at: -pod["age_seconds"].as_i64().unwrap(),
        scheduled: pod["scheduled"] != false,
    };
    (pod["name"].as_str().unwrap().to_owned(), read)
}

fn status(status: &Status) -> Value {
    json!({
        "currentNumberScheduled": status.current_number_scheduled,
        "desiredNumberScheduled": status.desired_number_scheduled,
        "numberAvailable": status.number_available,
        "numberMisscheduled": status.number_misscheduled,
        "numberReady": status.number_ready,
        "numberUnavailable": status.number_unavailable,
        "updatedNumberScheduled": status.updated_number_scheduled,
    })
}

fn same_set(answer: &str, ours: &BTreeSet<String>, theirs: &Value) -> Outcome {
    let theirs = BTreeSet::<String>::deserialize(theirs).unwrap();
    same(answer, &json!(ours), &json!(theirs))
}

fn same_choice<T>(
    answer: &str,
    ours: &Choice<T>,
    names: impl Fn(&[T]) -> BTreeSet<String>,
    theirs: &Value,
) -> Outcome {
    same_set(&format!("{answer}.always"), &names(&ours.always), &theirs["always"])?;
    same(&format!("{answer}.any.count"), &ours.any.into(), &theirs["any"]["count"])?;
    same_set(&format!("{answer}.any.of"), &names(&ours.of), &theirs["any"]["of"])
}
