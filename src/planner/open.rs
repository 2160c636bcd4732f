//! Whether the controller wants a pod on a node, where what it hangs on is still to be filled in.

use k8s_openapi::api::core::v1::Taint;

use super::daemon_pod::DaemonPod;
use super::doubt::Doubts;
use super::node_facts::{NodeFacts, label_fact};
use super::reason::{Fact, Plugin, Reason};
use super::template::{field, template_path};
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::labels::Requirement;
use crate::kubernetes::node_affinity::{Term, TermContent, Unmet};
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, tolerates};

/// What it hangs on whether the controller wants a pod on a node, where that is not known: none where
/// it is.
pub(super) fn open(pod: &DaemonPod, node: &impl NodeFacts) -> Option<Vec<Reason>> {
    let doubts = &pod.doubts;
    let mut open = Vec::new();
    if let Some(name) = &pod.node_name {
        let path = template_path([field("nodeName")]);
        match doubts.has(&path) {
            true => open.push(reason(Plugin::NodeName, path, Fact::None)),
            false if name != node.name() => return None,
            false => {}
        }
    }
    for entry in &pod.template.affinity.node_selector {
        let path = template_path(Unmet::NodeSelector(entry).path().0);
        match about(doubts, path, entry, node) {
            Answer::Yes => {}
            Answer::No => return None,
            Answer::Open(reason) => open.push(reason),
        }
    }
    if let Some(terms) = &pod.template.affinity.terms {
        open.extend(of_terms(doubts, terms, node)?);
    }
    for taint in node.taints() {
        if [NO_SCHEDULE, NO_EXECUTE].contains(&&*taint.effect) {
            open.extend(of_taint(pod, taint)?);
        }
    }
    (!open.is_empty()).then_some(open)
}

/// Whether something holds, as far as that is known.
enum Answer {
    Yes,
    No,
    Open(Reason),
}

fn about(
    doubts: &Doubts,
    path: FieldPath,
    requirement: &Requirement,
    node: &impl NodeFacts,
) -> Answer {
    if doubts.reaches(&path, node.label(&requirement.key)) {
        let fact = label_fact(&requirement.key, node);
        return Answer::Open(reason(Plugin::NodeAffinity, path, fact));
    }
    if requirement.passes(node.label(&requirement.key)) { Answer::Yes } else { Answer::No }
}

/// What the terms leave open, of which one must match; none where none can.
fn of_terms(doubts: &Doubts, terms: &[Term], node: &impl NodeFacts) -> Option<Vec<Reason>> {
    let answers: Vec<Vec<Reason>> =
        terms.iter().filter_map(|term| of_term(doubts, term, node)).collect();
    if answers.iter().any(Vec::is_empty) {
        return Some(Vec::new());
    }
    answers.into_iter().next()
}

/// What a term leaves open; none where it can't match.
fn of_term(doubts: &Doubts, term: &Term, node: &impl NodeFacts) -> Option<Vec<Reason>> {
    let mut open = Vec::new();
    match &term.content {
        TermContent::Empty => return None,
        TermContent::Unreadable(errors) => {
            for error in errors {
                let path = template_path(error.path.0.clone());
                if !doubts.has(&path) {
                    return None;
                }
                open.push(reason(Plugin::NodeAffinity, path, Fact::None));
            }
        }
        TermContent::Requirements { expressions, fields } => {
            let index = term.index;
            for (place, requirement) in expressions.iter().enumerate() {
                let unmet = Unmet::Expression { term: index, place, requirement };
                match about(doubts, template_path(unmet.path().0), requirement, node) {
                    Answer::Yes => {}
                    Answer::No => return None,
                    Answer::Open(reason) => open.push(reason),
                }
            }
            for (place, requirement) in fields.iter().enumerate() {
                let path = Unmet::Field { term: index, place, requirement }.path();
                let path = template_path(path.0);
                if doubts.has(&path) {
                    open.push(reason(Plugin::NodeAffinity, path, Fact::None));
                } else if !node.name().is_empty() && !requirement.passes(node.name()) {
                    return None;
                }
            }
        }
    }
    Some(open)
}

/// What a taint leaves open; none where nothing can tolerate it.
fn of_taint(pod: &DaemonPod, taint: &Taint) -> Option<Option<Reason>> {
    let doubts = pod.doubts.tolerations();
    let mut known = pod.template.tolerations.iter().enumerate();
    let is_open = |place: usize| doubts.iter().any(|(open, _)| *open == place);
    if known.any(|(place, one)| !is_open(place) && tolerates(one, taint, pod.release)) {
        return Some(None);
    }
    let (place, _) = doubts.iter().find(|(_, one)| tolerates(one, taint, pod.release))?;
    let path = template_path([field("tolerations"), Step::Index(*place)]);
    Some(Some(reason(Plugin::TaintToleration, path, Fact::Taint(taint.clone()))))
}

fn reason(plugin: Plugin, path: FieldPath, fact: Fact) -> Reason {
    Reason::new(plugin, "this is still to be filled in", Some(path), fact)
}

/// Whether a reason is none, since what it is about is not known.
pub(super) fn is_void(doubts: &Doubts, reason: &Reason, node: &impl NodeFacts) -> bool {
    let Some(path) = &reason.field else { return false };
    match &reason.fact {
        Fact::Label { key, .. } | Fact::OtherLabel { key } => doubts.reaches(path, node.label(key)),
        _ => doubts.has(path),
    }
}
