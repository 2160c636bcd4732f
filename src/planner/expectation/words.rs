//! Why a node has no pod, or has one, in words.

use crate::inventory::{Inventory, Node};
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::system_taints::is_of_state;
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, notation};
use crate::planner::placement::Placement;
use crate::planner::reason::{Fact, Reason};
use crate::planner::verdict::Verdict;
use crate::words::amount::amount;
use crate::words::list::short;

/// Why a node with this verdict gets no pod.
pub(super) fn why_not(placement: &Placement, verdict: &Verdict) -> String {
    if verdict.is_refused() {
        return match &placement.refusal {
            Some(refusal) => format!(
                "the API server refuses the pod: {}: {}",
                refusal.plugin,
                refusal.words().join("; ")
            ),
            None => "the API server refuses the pod".to_owned(),
        };
    }
    let reasons = if verdict.should_run { &verdict.blockers } else { &verdict.refusals };
    let mut said: Vec<String> = Vec::new();
    for one in reasons.iter().map(reason) {
        if !said.contains(&one) {
            said.push(one);
        }
    }
    match said.is_empty() {
        true => "no pod runs on a virtual node".to_owned(),
        false => short(&said),
    }
}

fn reason(reason: &Reason) -> String {
    let who = who(reason.field.as_ref());
    match &reason.fact {
        Fact::Taint(taint) => format!("nothing tolerates `{}`", notation(taint)),
        Fact::Label { key, value: None } => format!("{who} wants the label `{key}`"),
        Fact::Label { key, value: Some(value) } if value.is_empty() => {
            format!("{who} wants `{key}` other than it is")
        }
        Fact::Label { key, value: Some(value) } => {
            format!("{who} wants `{key}` other than `{value}`")
        }
        Fact::OtherLabel { key } => format!("{who} wants another `{key}`"),
        Fact::Resource { name, .. } if name == "pods" => "no room for one more pod".to_owned(),
        Fact::Resource { name, need } => format!("no room for {} of {name}", amount(name, *need)),
        Fact::HostPort { port, protocol, .. } => format!("host port {port}/{protocol} is taken"),
        Fact::Feature(feature) => format!("the kubelet does not declare {feature}"),
        Fact::None | Fact::Topology { .. } => reason.message.clone(),
    }
}

/// What asks for a label.
fn who(field: Option<&FieldPath>) -> &'static str {
    let names = |field: &FieldPath, wanted: &str| {
        field.0.iter().any(|step| matches!(step, Step::Field(name) if name == wanted))
    };
    match field {
        None => "the namespace",
        Some(field) if names(field, "nodeSelector") => "the nodeSelector",
        Some(_) => "the node affinity",
    }
}

/// What lets a pod onto a node.
pub(super) fn why(inventory: &Inventory, node: &Node) -> String {
    let keeps_off = inventory
        .taints(node)
        .filter(|taint| [NO_SCHEDULE, NO_EXECUTE].contains(&&*taint.effect) && !is_of_state(taint));
    let taints: Vec<String> = keeps_off.map(|taint| format!("`{}`", notation(taint))).collect();
    match taints.is_empty() {
        true => "nothing keeps the pods off".to_owned(),
        false => format!("{} is tolerated", short(&taints)),
    }
}
