//! `UnavailableCount` and `SurgeCount`.

use daemonlint::internals::planner::rollout::Strategy;
use k8s_openapi::api::apps::v1::DaemonSetUpdateStrategy;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::same;

#[test]
fn rollout() {
    crate::agreement("rollout", 400, |record| {
        let strategy = DaemonSetUpdateStrategy::deserialize(&json!({
            "type": "RollingUpdate",
            "rollingUpdate": {
                "maxUnavailable": record["maxUnavailable"], "maxSurge": record["maxSurge"]
            },
        }))
        .unwrap();
        let strategy = Strategy::from_api(&strategy);
        let desired = record["desired"].as_i64().unwrap();
        match (strategy.unavailable_count(desired), strategy.surge_count(desired)) {
            (Ok(unavailable), Ok(surge)) => {
                let error = Value::Null;
                same("error", &error, &record["error"])?;
                same("unavailable", &unavailable.into(), &record["resolved_max_unavailable"])?;
                same("surge", &surge.into(), &record["resolved_max_surge"])
            }
            _ => same("error", &true.into(), &(!record["error"].is_null()).into()),
        }
    });
}
