//! The DaemonSet controller's decision for a node, with every reason. Mirrors
//! `NodeShouldRunDaemonPod` of `pkg/controller/daemon/daemon_controller.go`.

use super::daemon_pod::DaemonPod;
use super::demand::NodeDemand;
use super::node_facts::{NodeFacts, label_fact};
use super::open::{is_void, open};
use super::reason::{Fact, Plugin, Reason};
use super::template::{field, template_path};
use super::verdict::Verdict;
use crate::kubernetes::labels::Requirement;
use crate::kubernetes::node_affinity::Unmet;
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, untolerated};

/// The controller's two answers for a node, and where it wants a pod what the scheduler's filters
/// for labels and taints say; what else the scheduler asks is left out.
#[must_use]
pub(crate) fn decide(pod: &DaemonPod, node: &impl NodeFacts) -> Verdict {
    let in_doubt = !pod.doubts.is_empty();
    if let Some(reasons) = in_doubt.then(|| open(pod, node)).flatten() {
        return Verdict {
            open: reasons,
            // What stands there stays until more is known.
            should_continue_running: true,
            on_virtual_node: node.is_virtual(),
            ..Verdict::default()
        };
    }
    let mut refusals = Vec::new();
    if pod.node_name.as_ref().is_some_and(|name| name != node.name()) {
        refusals.push(Reason::new(
            Plugin::NodeName,
            "node(s) didn't match the requested node name",
            Some(template_path([field("nodeName")])),
            Fact::None,
        ));
    }
    affinity_refusals(pod, &pod.template, node, &mut refusals);
    let wrong_node = !refusals.is_empty();
    taint_refusals(pod, &pod.template, node, &mut refusals);
    if in_doubt {
        refusals.retain(|reason| !is_void(&pod.doubts, reason, node));
    }
    let is_for_it = refusals.is_empty();
    if is_for_it {
        project_refusals(pod, node, &mut refusals);
    }
    if !refusals.is_empty() {
        let tolerations = &pod.template.tolerations;
        let mut evicts = untolerated(node.taints(), tolerations, &[NO_EXECUTE], pod.release);
        let evicted = evicts.next().is_some();
        return Verdict {
            should_continue_running: !wrong_node && !is_for_it && !evicted,
            refusals,
            on_virtual_node: node.is_virtual(),
            ..Verdict::default()
        };
    }
    let mut blockers = Vec::new();
    taint_refusals(pod, &pod.pod, node, &mut blockers);
    affinity_refusals(pod, &pod.pod, node, &mut blockers);
    Verdict {
        should_run: true,
        should_continue_running: true,
        refusals,
        schedulable: Some(blockers.is_empty()),
        blockers,
        admitted: Some(true),
        on_virtual_node: node.is_virtual(),
        ..Verdict::default()
    }
}

fn taint_refusals(
    pod: &DaemonPod,
    demand: &NodeDemand,
    node: &impl NodeFacts,
    reasons: &mut Vec<Reason>,
) {
    let effects = [NO_SCHEDULE, NO_EXECUTE];
    for taint in untolerated(node.taints(), &demand.tolerations, &effects, pod.release) {
        reasons.push(Reason::new(
            Plugin::TaintToleration,
            "node(s) had untolerated taint(s)",
            Some(template_path([field("tolerations")])),
            Fact::Taint(taint.clone()),
        ));
    }
}

fn affinity_refusals(
    pod: &DaemonPod,
    demand: &NodeDemand,
    node: &impl NodeFacts,
    reasons: &mut Vec<Reason>,
) {
    let unmet = demand.affinity.explain(node.name(), |key| node.label(key));
    let closest = closest_term(&unmet);
    for unmet in unmet.iter().filter(|unmet| unmet.term().is_none() || unmet.term() == closest) {
        let key = match unmet {
            Unmet::NodeSelector(requirement) | Unmet::Expression { requirement, .. } => {
                Some(&requirement.key)
            }
            _ => None,
        };
        reasons.push(Reason::new(
            Plugin::NodeAffinity,
            "node(s) didn't match Pod's node affinity/selector",
            pod.is_written(unmet).then(|| template_path(unmet.path().0)),
            key.map_or(Fact::None, |key| label_fact(key, node)),
        ));
    }
}

/// What the namespace demands of nodes, where the controller asks for it as well: on OpenShift, of
/// nodes that it wants a pod on otherwise.
fn project_refusals(pod: &DaemonPod, node: &impl NodeFacts, reasons: &mut Vec<Reason>) {
    let unmet = |wanted: &&Requirement| !wanted.passes(node.label(&wanted.key));
    reasons.extend(pod.project.node_selector.iter().filter(unmet).map(|wanted| {
        let message = "node(s) didn't match the namespace's node selector";
        Reason::new(Plugin::NodeAffinity, message, None, label_fact(&wanted.key, node))
    }));
}

/// The term of which the least is missing: any one would do, so that the others' failures say
/// little.
fn closest_term(unmet: &[Unmet<'_>]) -> Option<usize> {
    let mut closest: Option<(usize, usize)> = None;
    for term in unmet.iter().filter_map(Unmet::term) {
        let missing = unmet.iter().filter(|unmet| unmet.term() == Some(term)).count();
        if closest.is_none_or(|(_, least)| missing < least) {
            closest = Some((term, missing));
        }
    }
    closest.map(|(term, _)| term)
}
