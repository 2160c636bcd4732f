//! `targets-no-node`: no node of the inventory gets a pod.

use k8s_openapi::api::core::v1::Taint;

use super::elsewhere::is_elsewhere;
use super::nearest::{hint, instead, unknown};
use super::taints;
use crate::diagnostic::Severity;
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::labels::Requirement;
use crate::kubernetes::node_affinity::{RequiredNodeAffinity, Unmet};
use crate::kubernetes::toleration::notation;
use crate::planner::template::{field, template_path};
use crate::planner::why::closest_toleration;
use crate::planner::{Plugin, Verdict};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::rules::survey::NodeLabels;
use crate::words::count;

/// The rule.
pub(super) struct TargetsNoNode;

impl Check for TargetsNoNode {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(placed) = Placed::of(cx, subject) else { return };
        let affinity = subject.affinity();
        let Some(emptied) = emptied(&placed, affinity) else { return };
        let finding = match &emptied.step {
            Demand::Taints => tainted(&placed, subject, &emptied),
            step => unmet(cx, affinity, step, &emptied),
        };
        findings.push(finding);
    }
}

/// One requirement on the way from all nodes to those that get a pod.
#[derive(Clone, Debug)]
enum Demand<'r> {
    /// `spec.nodeName`.
    NodeName(FieldPath),
    /// A requirement on a label, with its field.
    Label(&'r Requirement, FieldPath),
    /// Something else in the only term of the node affinity.
    InTerm(FieldPath),
    /// The node affinity's terms, of which one must match.
    Affinity(FieldPath, usize),
    /// The chosen taints.
    Taints,
}

impl Demand<'_> {
    /// Whether it keeps a pod off where this is the verdict.
    fn refuses(&self, verdict: &Verdict) -> bool {
        let at = |path: &FieldPath| verdict.refusals.iter().any(|r| r.field.as_ref() == Some(path));
        match self {
            Self::NodeName(path) | Self::Label(_, path) | Self::InTerm(path) => at(path),
            Self::Affinity(path, _) => verdict.refusals.iter().any(|reason| {
                let within = |field: &FieldPath| field.0.starts_with(&path.0);
                reason.plugin == Plugin::NodeAffinity && reason.field.as_ref().is_some_and(within)
            }),
            Self::Taints => !taints::chosen(verdict).is_empty(),
        }
    }
}

/// The requirement after which no node is left.
struct Emptied<'r> {
    step: Demand<'r>,
    /// How many nodes meet everything before it; all of them where no node meets it at all.
    before: usize,
    /// Whether no node at all meets it.
    alone: bool,
}

/// Why no node gets a pod; none where one does, or would but for a taint that passes, and where a
/// pool could start one that does.
fn emptied<'r>(placed: &Placed<'_>, affinity: &'r RequiredNodeAffinity) -> Option<Emptied<'r>> {
    let placement = placed.placement;
    let counts = placed.counts();
    let verdicts: Vec<(&Verdict, usize)> =
        placement.verdicts.iter().zip(counts.iter().copied()).filter(|(_, n)| *n > 0).collect();
    let wanted_by_pool = |pool| placement.pool_verdict(pool).should_run;
    let nothing = verdicts.is_empty()
        || verdicts.iter().any(|(verdict, _)| verdict.should_run)
        || placed.inventory.pools.places().any(wanted_by_pool);
    if nothing {
        return None;
    }
    let steps = steps(affinity);
    let all: usize = verdicts.iter().map(|(_, count)| count).sum();
    let alone = steps.iter().find(|step| verdicts.iter().all(|(verdict, _)| step.refuses(verdict)));
    if let Some(step) = alone {
        return Some(Emptied { step: step.clone(), before: all, alone: true });
    }
    let mut left = verdicts;
    for step in steps {
        let before = left.iter().map(|(_, count)| count).sum();
        left.retain(|(verdict, _)| !step.refuses(verdict));
        if left.is_empty() {
            return Some(Emptied { step, before, alone: false });
        }
    }
    None
}

/// What a DaemonSet demands of its nodes, in the order in which Kubernetes asks.
fn steps(affinity: &RequiredNodeAffinity) -> Vec<Demand<'_>> {
    let mut steps = vec![Demand::NodeName(template_path([field("nodeName")]))];
    steps.extend(affinity.node_selector.iter().map(|requirement| {
        let path = [field("nodeSelector"), Step::Key(requirement.key.clone())];
        Demand::Label(requirement, template_path(path))
    }));
    let term = match affinity.terms.as_deref() {
        Some([term]) if !(term.expressions().is_empty() && term.fields().is_empty()) => Some(term),
        _ => None,
    };
    if let Some(term) = term {
        let index = term.index;
        for (place, requirement) in term.expressions().iter().enumerate() {
            let path = Unmet::Expression { term: index, place, requirement }.path();
            steps.push(Demand::Label(requirement, template_path(path.0)));
        }
        for (place, requirement) in term.fields().iter().enumerate() {
            let path = Unmet::Field { term: index, place, requirement }.path();
            steps.push(Demand::InTerm(template_path(path.0)));
        }
    } else if let Some(terms) = &affinity.terms {
        let path = template_path([field("affinity"), field("nodeAffinity")]);
        steps.push(Demand::Affinity(path, terms.len()));
    }
    steps.push(Demand::Taints);
    steps
}

const NOBODY: &str = "no node of the inventory gets a pod";

/// The nodes that are left, in words.
fn left(emptied: &Emptied<'_>) -> String {
    match (emptied.alone, emptied.before) {
        (true, all) => format!("none of {}", count(all, "node")),
        (false, 1) => "and the one node that meets the rest does not".to_owned(),
        (false, some) => format!("and none of the {some} nodes that meet the rest does"),
    }
}

fn unmet(
    cx: &Context<'_>,
    affinity: &RequiredNodeAffinity,
    step: &Demand<'_>,
    emptied: &Emptied<'_>,
) -> Finding {
    let (what, path) = match step {
        Demand::NodeName(path) => ("the name in `nodeName`".to_owned(), path.clone()),
        Demand::Label(requirement, path) => (requirement.to_string(), path.clone()),
        Demand::InTerm(path) => ("the node's name that is asked for".to_owned(), path.clone()),
        Demand::Affinity(path, 1) => ("the node affinity's term".to_owned(), path.clone()),
        Demand::Affinity(path, terms) => {
            (format!("any of the node affinity's {terms} terms"), path.clone())
        }
        Demand::Taints => ("the taints".to_owned(), template_path([field("tolerations")])),
    };
    let message = if emptied.alone {
        format!("{NOBODY}: none has {what}")
    } else {
        let number = match emptied.before {
            1 => "the one node that meets the rest lacks".to_owned(),
            some => format!("all {some} nodes that meet the rest lack"),
        };
        format!("{NOBODY}: {number} {what}")
    };
    let label =
        if emptied.alone { left(emptied) } else { format!("asked for here, {}", left(emptied)) };
    let mut finding = Finding::new(message, Route::from(path.clone()), label);
    if matches!(step, Demand::Label(..)) && emptied.alone {
        finding = finding.covers(path);
    }
    let Some(labels) = cx.node_labels() else { return finding };
    if of_another_fleet(labels, affinity, step) {
        return finding.severity(Severity::Warning).help(
            "as it should be where this is a part of a release for other nodes; else ask for a \
             label that the nodes have",
        );
    }
    finding.help(match step {
        Demand::Label(requirement, _) if emptied.alone => {
            hint(labels, requirement).map_or_else(|| instead(requirement), |hint| hint.text)
        }
        _ => "take it out, or write what the nodes have".to_owned(),
    })
}

/// Whether what is asked for is what a fleet may well have none of: an operating system, hardware,
/// a cloud.
fn of_another_fleet(
    labels: &NodeLabels<'_>,
    affinity: &RequiredNodeAffinity,
    step: &Demand<'_>,
) -> bool {
    match step {
        Demand::Label(requirement, _) => is_elsewhere(labels, requirement),
        Demand::Affinity(..) => affinity.terms.iter().flatten().all(|term| {
            term.expressions().iter().any(|requirement| {
                unknown(labels, requirement).is_some() && is_elsewhere(labels, requirement)
            })
        }),
        _ => false,
    }
}

/// All nodes that match are tainted.
fn tainted(placed: &Placed<'_>, subject: &WorkloadSubject<'_>, emptied: &Emptied<'_>) -> Finding {
    let verdicts = placed.verdicts();
    let mut in_the_way: Vec<&Taint> = Vec::new();
    for taint in verdicts.iter().flat_map(|verdict| taints::alone_in_the_way(verdict)) {
        if !in_the_way.contains(&taint) {
            in_the_way.push(taint);
        }
    }
    if in_the_way.is_empty() {
        // Each node that has a tolerated set of taints lacks something else.
        in_the_way = verdicts.iter().flat_map(|verdict| taints::chosen(verdict)).take(1).collect();
    }
    let nodes = placed.nodes(|verdict| !taints::alone_in_the_way(verdict).is_empty());
    let matching = match nodes.len() {
        0 => emptied.before,
        some => some,
    };
    let message = match matching {
        1 => format!("{NOBODY}: the one that matches has a taint"),
        some => format!("{NOBODY}: all {some} that match have a taint"),
    };
    let written = subject.pod.tolerations.as_deref().unwrap_or_default();
    let (route, indent) = match written {
        [] => (Route::pod_spec(subject.pods.path), "tolerations:"),
        _ => (Route::pod_spec(subject.pods.path).field("tolerations"), ""),
    };
    let said: Vec<String> = in_the_way.iter().map(|t| format!("`{}`", notation(t))).collect();
    let mut label = format!("nothing here tolerates {}", said.join(", "));
    if !nodes.is_empty() {
        label += &format!(" ({})", placed.names(&nodes));
    }
    let mut finding = Finding::new(message, route, label);
    for closest in in_the_way.iter().filter_map(|taint| closest_toleration(taint, written)) {
        let differs = closest.differs.join(" and ");
        finding = finding.related(closest.field.into(), format!("differs in its {differs}"));
    }
    let yaml = taints::tolerations(in_the_way);
    finding.help(format!("to run there, add\n{indent}{yaml}").replace("\n\n", "\n"))
}
