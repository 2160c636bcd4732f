//! `missed-by-taint-only`: nodes that match everything but a taint.

use k8s_openapi::api::core::v1::Taint;

use super::broken_expectation::missed;
use super::taints;
use super::toleration_mismatch::nearly;
use crate::diagnostic::Severity;
use crate::inventory::NodeIx;
use crate::inventory::ix::IxVec;
use crate::kubernetes::labels::Requirement;
use crate::kubernetes::node_affinity::Term;
use crate::kubernetes::node_labels::{OLD_OS, OS};
use crate::kubernetes::toleration::notation;
use crate::planner::ix::VerdictIx;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::words::count;
use crate::words::list::SHOWN;

const WINDOWS: &str = "windows";
const OS_LABELS: [&str; 2] = [OS, OLD_OS];

/// The rule.
pub(super) struct MissedByTaintOnly;

impl Check for MissedByTaintOnly {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(placed) = Placed::of(cx, subject) else { return };
        let told = missed(cx, subject);
        let mut groups = groups(&placed, subject);
        groups.retain(|group| !group.nodes.iter().all(|node| told.contains(node)));
        if groups.is_empty() {
            return;
        }
        let missed: usize = groups.iter().map(|group| group.nodes.len()).sum();
        let all = placed.inventory.nodes.len();
        let message = format!("taints alone keep the pods off {missed} of {}", count(all, "node"));
        let has_list = subject.pod.tolerations.as_ref().is_some_and(|list| !list.is_empty());
        let (route, list) = match has_list {
            true => (Route::pod_spec(subject.pods.path).field("tolerations"), ""),
            false => (Route::pod_spec(subject.pods.path), "\ntolerations:"),
        };
        let shown = groups.get(..SHOWN).unwrap_or(&groups);
        let said: Vec<String> = shown.iter().map(|group| group.words(&placed)).collect();
        let more = match groups.len().saturating_sub(SHOWN) {
            0 => String::new(),
            some => format!(" or {some} more"),
        };
        let label = format!("nothing here tolerates {}{more}", said.join(" or "));
        let yaml = taints::tolerations(shown.iter().flat_map(|group| group.taints.iter().copied()));
        let only_control_plane =
            groups.iter().flat_map(|group| &group.taints).all(|t| taints::is_control_planes(t));
        let finding = Finding::new(message, route, label)
            .help(format!("to run there as well, add{list}{yaml}"));
        // Most applications want to stay off the control plane; what serves its node seldom does.
        let by_choice = only_control_plane && !subject.reaches_into_node();
        findings.push(if by_choice { finding.severity(Severity::Info) } else { finding });
    }
}

/// Nodes that have the same taints in the way.
struct Group<'a> {
    taints: Vec<&'a Taint>,
    nodes: Vec<NodeIx>,
}

impl Group<'_> {
    fn words(&self, placed: &Placed<'_>) -> String {
        let taints: Vec<String> =
            self.taints.iter().map(|taint| format!("`{}`", notation(taint))).collect();
        let nodes = count(self.nodes.len(), "node");
        format!("{} ({nodes}: {})", taints.join(" with "), placed.names(&self.nodes))
    }
}

/// The nodes that only chosen taints keep a pod off, the largest group first. What
/// `toleration-mismatch` tells is left to it.
fn groups<'a>(placed: &Placed<'a>, subject: &WorkloadSubject<'_>) -> Vec<Group<'a>> {
    let placement = placed.placement;
    let for_windows = is_for_windows(subject);
    let mut kinds: Vec<Vec<&'a Taint>> = Vec::new();
    let mut kind_of: IxVec<VerdictIx, Option<usize>> = IxVec::default();
    for taints in placement.verdicts.iter().map(taints::alone_in_the_way) {
        if taints.is_empty() {
            kind_of.push(None);
            continue;
        }
        let known = kinds.iter().position(|kind| *kind == taints);
        kind_of.push(Some(known.unwrap_or(kinds.len())));
        if known.is_none() {
            kinds.push(taints);
        }
    }
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (taints, mut nodes) in kinds.into_iter().zip(placed.grouped(&kind_of)) {
        nodes.retain(|node| for_windows || !is_windows(placed, *node));
        let told = |taint: &&Taint| nearly(placed, subject, taint).is_some();
        if !nodes.is_empty() && !taints.iter().any(told) {
            groups.push(Group { taints, nodes });
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.nodes.len()));
    groups
}

/// Whether a pod says that it can run on Windows. One that doesn't is for Linux, and must not be
/// told to tolerate what keeps it off Windows nodes.
fn is_for_windows(subject: &WorkloadSubject<'_>) -> bool {
    let affinity = subject.affinity();
    let expressions = affinity.terms.iter().flatten().flat_map(Term::expressions);
    let mut asked = affinity.node_selector.iter().chain(expressions);
    let passes = |requirement: &Requirement| requirement.passes(Some(WINDOWS));
    subject.pod.os.as_ref().is_some_and(|os| os.name == WINDOWS)
        || asked.any(|requirement| OS_LABELS.contains(&&*requirement.key) && passes(requirement))
}

fn is_windows(placed: &Placed<'_>, node: NodeIx) -> bool {
    let node = placed.inventory.nodes.get(node);
    let os = |key: &&str| node.and_then(|node| placed.inventory.label(node, key));
    OS_LABELS.iter().find_map(os) == Some(WINDOWS)
}
