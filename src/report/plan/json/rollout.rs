//! How an update would roll out, for programs.

use serde::Serialize;

use crate::report::plan::view::Rolling;

/// How an update would roll out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rollout {
    nodes: u64,
    max_unavailable: Option<i64>,
    max_surge: Option<i64>,
    waves: Option<u64>,
    finished_at_seconds: Option<u64>,
    most_unavailable: Option<u64>,
    most_pods: Option<u64>,
    stuck: Option<Stuck>,
    steps: Vec<Step>,
    summary: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Stuck {
    waiting: u64,
    never_ready: u64,
    never_gone: u64,
}

#[derive(Serialize)]
struct Step {
    at: u64,
    deleted: u64,
    created: u64,
    unavailable: u64,
    updated: u64,
}

impl Rollout {
    pub(super) fn new(rolling: &Rolling) -> Self {
        let rollout = rolling.rollout.as_ref().ok();
        let steps = rollout.into_iter().flat_map(|rollout| &rollout.steps).map(|step| Step {
            at: step.at,
            deleted: step.deleted,
            created: step.created,
            unavailable: step.unavailable,
            updated: step.updated,
        });
        Self {
            nodes: rolling.scenario.nodes(),
            max_unavailable: rollout.map(|rollout| rollout.limits.max_unavailable),
            max_surge: rollout.map(|rollout| rollout.limits.max_surge),
            waves: rollout.map(|rollout| rollout.waves),
            finished_at_seconds: rollout.and_then(|rollout| rollout.finished_at),
            most_unavailable: rollout.map(|rollout| rollout.max_unavailable),
            most_pods: rollout.map(|rollout| rollout.max_pods),
            stuck: rollout.and_then(|rollout| rollout.stuck).map(|stuck| Stuck {
                waiting: stuck.waiting,
                never_ready: stuck.never_ready,
                never_gone: stuck.never_gone,
            }),
            steps: steps.collect(),
            summary: rolling.words(),
        }
    }
}
