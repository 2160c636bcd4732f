//! Taints in the way of a DaemonSet: which of them are meant to last, and what to write to tolerate
//! them.

use k8s_openapi::api::core::v1::{Taint, Toleration};

use crate::kubernetes::node_labels::{CONTROL_PLANE, MASTER};
use crate::kubernetes::system_taints::is_of_state;
use crate::planner::why::toleration_of;
use crate::planner::{Fact, Plugin, Verdict};
use crate::words::yaml::scalar;

/// Taints of nodes that are none: no pod of a DaemonSet can run there.
const VIRTUAL: [&str; 2] = ["virtual-kubelet.io/provider", "eks.amazonaws.com/compute-type"];

/// Whether someone chose a taint for its node, and a DaemonSet could do with tolerating it.
fn is_chosen(taint: &Taint) -> bool {
    !is_of_state(taint) && !VIRTUAL.contains(&&*taint.key)
}

/// Whether a taint keeps ordinary pods off the control plane.
pub(super) fn is_control_planes(taint: &Taint) -> bool {
    [CONTROL_PLANE, MASTER].contains(&&*taint.key)
}

/// The chosen taints that are all that keeps a DaemonSet's pod off a node, but for passing ones.
/// Empty where there is more, or less.
pub(super) fn alone_in_the_way(verdict: &Verdict) -> Vec<&Taint> {
    let by_taints = |reason: &&crate::planner::Reason| reason.plugin == Plugin::TaintToleration;
    if !verdict.is_kept_off() || !verdict.refusals.iter().all(|reason| by_taints(&reason)) {
        return Vec::new();
    }
    chosen(verdict)
}

/// The chosen taints that are not tolerated.
pub(super) fn chosen(verdict: &Verdict) -> Vec<&Taint> {
    let taint = |reason: &'_ crate::planner::Reason| match &reason.fact {
        Fact::Taint(taint) => is_chosen(taint),
        _ => false,
    };
    let reasons = verdict.refusals.iter().filter(|reason| taint(reason));
    reasons
        .filter_map(|reason| match &reason.fact {
            Fact::Taint(taint) => Some(taint),
            _ => None,
        })
        .collect()
}

/// The YAML of tolerations for these taints, each once, as items of a list.
pub(super) fn tolerations<'t>(taints: impl IntoIterator<Item = &'t Taint>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for taint in taints {
        let item = yaml(&toleration_of(taint));
        if !lines.contains(&item) {
            lines.push(item);
        }
    }
    lines.concat()
}

fn yaml(toleration: &Toleration) -> String {
    let key = scalar(toleration.key.as_deref().unwrap_or_default());
    let effect = toleration.effect.as_deref().unwrap_or_default();
    format!("\n  - key: {key}\n    operator: Exists\n    effect: {effect}")
}
