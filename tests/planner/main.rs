//! Where pods go, told as small stories: an inventory, a DaemonSet, what is said.

#![allow(clippy::unwrap_used, reason = "a test that can not be set up is broken")]

mod admission;
mod capacity;
mod change;
mod new_nodes;
mod placement;
mod preemption;
mod rollout;
mod together;
mod why;

use daemonlint::internals::inventory::ix::Ix;
use daemonlint::internals::inventory::{Inventory, Loader};
use daemonlint::internals::kubernetes::pod_admission::AdmissionContext;
use daemonlint::internals::planner::{Fleet, Reason};
use k8s_openapi::api::apps::v1::DaemonSet;
use serde::de::DeserializeOwned;

/// A place in a list.
pub fn at<I: Ix>(number: usize) -> I {
    I::new(number)
}

/// An inventory of documents in YAML.
pub fn inventory(text: &str) -> Inventory {
    let mut loader = Loader::default();
    loader.read("inventory", text.as_bytes()).unwrap();
    loader.finish()
}

/// An object in YAML.
pub fn object<T: DeserializeOwned>(text: &str) -> T {
    let value: serde_json::Value = serde_yaml::from_str(text).unwrap();
    serde_json::from_value(value).unwrap()
}

/// A DaemonSet `default/agent` whose pods have this spec, in YAML.
pub fn daemon_set(spec: &str) -> DaemonSet {
    let mut daemon_set: DaemonSet = object(
        "metadata: {name: agent}\nspec: {selector: {matchLabels: {app: agent}}, \
         template: {metadata: {labels: {app: agent}}}}",
    );
    daemon_set.spec.template.spec = Some(object(spec));
    daemon_set
}

/// A line for each node: what becomes of the DaemonSet there, and why.
pub fn told(
    inventory: &Inventory,
    daemon_set: &DaemonSet,
    around: &AdmissionContext<'_>,
) -> String {
    let fleet = Fleet::new(inventory, [daemon_set], around);
    let placement = fleet.placement(at(0));
    let mut lines = Vec::new();
    for (place, node) in inventory.nodes.numbered() {
        let verdict = placement.verdict(place);
        let what = match (verdict.should_run, verdict.runs()) {
            (_, true) => "runs",
            (true, false) => "wanted",
            (false, _) if verdict.should_continue_running => "kept off, left where it runs",
            (false, _) => "kept off",
        };
        lines.push(format!("{}: {what}", node.name));
        for reason in verdict.refusals.iter().chain(&verdict.blockers) {
            lines.push(format!("    {}", told_reason(reason)));
        }
    }
    lines.extend(placement.changes.iter().map(|change| format!("on its way: {change}")));
    lines.join("\n")
}

fn told_reason(reason: &Reason) -> String {
    let field = reason.field.as_ref().map(ToString::to_string).unwrap_or_default();
    let field = field.strip_prefix("spec.template.spec.").unwrap_or(&field).to_owned();
    let when = if reason.on_admission { " (on admission)" } else { "" };
    format!("{}: {} [{field}] {:?}{when}", reason.plugin, reason.message, reason.fact)
}
