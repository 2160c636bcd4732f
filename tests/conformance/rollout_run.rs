//! Whole rollouts in virtual time.

use daemonlint::internals::planner::rollout::run::run;
use daemonlint::internals::planner::rollout::{
    NodeGroup, OldPod, Rollout, Scenario, Strategy, forecast,
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Outcome, same};

#[test]
fn rollout_run() {
    crate::agreement("rollout_run", 200, |record| {
        let scenario = scenario(record);
        let expect = &record["expect"];
        let played = run(&scenario);
        compare(&played, expect)?;
        let counted = forecast(&scenario);
        if counted == played { Ok(()) } else { Err(format!("{counted:?}, not {played:?}")) }
    });
}

fn scenario(record: &Value) -> Scenario {
    let number = |field: &str| record[field].as_u64().unwrap();
    let (nodes, not_ready) = (number("nodes"), number("old_not_ready"));
    let never_ready = number("never_ready_nodes");
    // Both are counted from the first node on.
    let mut ends = [0, not_ready, never_ready, nodes];
    ends.sort_unstable();
    let groups = ends.windows(2).map(|window| NodeGroup {
        count: window[1] - window[0],
        old: if window[0] < not_ready { OldPod::NotReady } else { OldPod::Available },
        becomes_ready: window[0] >= never_ready,
        ..NodeGroup::healthy(0)
    });
    Scenario {
        strategy: Strategy::from_api(&Deserialize::deserialize(&record["strategy"]).unwrap()),
        min_ready_seconds: number("minReadySeconds"),
        groups: groups.collect(),
        ready_after: number("ready_after_seconds"),
        gone_after: number("gone_after_seconds"),
        delete_by_hand_at: Option::deserialize(&record["delete_by_hand_at"])
            .unwrap()
            .unwrap_or_default(),
    }
}

fn compare(rollout: &Rollout, expect: &Value) -> Outcome {
    let steps: Vec<Value> = rollout
        .steps
        .iter()
        .map(|step| {
            json!({
                "at": step.at, "created": step.created, "deleted": step.deleted,
                "unavailable": step.unavailable, "updated": step.updated,
            })
        })
        .collect();
    let ours = json!({
        "finished": rollout.finished_at.is_some(),
        "finished_at": rollout.finished_at,
        "waves": rollout.waves,
        "steps": steps,
        "max_unavailable_seen": rollout.max_unavailable,
        "max_pods_seen": rollout.max_pods,
        "updated_at_end": rollout.updated,
    });
    for (answer, theirs) in expect.as_object().unwrap() {
        if theirs != "depends on the order" {
            same(answer, &ours[answer], theirs)?;
        }
    }
    Ok(())
}
