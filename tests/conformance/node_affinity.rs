//! `nodeaffinity.GetRequiredNodeAffinity(pod).Match(node)`.

use daemonlint::internals::kubernetes::node_affinity::RequiredNodeAffinity;
use k8s_openapi::api::core::v1::{Node, PodSpec};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::same;

#[test]
fn node_affinity() {
    crate::agreement("node_affinity", 1500, |record| {
        let node = Node::deserialize(&record["node"]).unwrap();
        let required = &record["requiredNodeAffinity"];
        let affinity = json!({"nodeAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": required
        }});
        let spec = PodSpec::deserialize(&json!({
            "containers": [], "nodeSelector": record["nodeSelector"], "affinity": affinity
        }))
        .unwrap();
        let labels = node.metadata.labels.unwrap_or_default();
        let name = node.metadata.name.unwrap_or_default();
        let label = |key: &str| labels.get(key).map(String::as_str);

        let affinity = RequiredNodeAffinity::of(&spec);
        let answer = affinity.matches(&name, label);
        same("error", &answer.is_err().into(), &(record["error"] != Value::Null).into())?;
        let matches = answer.unwrap_or(false);
        same("explained", &affinity.explain(&name, label).is_empty().into(), &matches.into())?;
        same("matches", &matches.into(), &record["matches"])
    });
}
