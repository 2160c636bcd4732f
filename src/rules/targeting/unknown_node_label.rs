//! `unknown-node-label`: a node label, or a value of it, that no node of the inventory has.

use super::nearest::{Unknown, barred, hint, instead, unknown};
use crate::diagnostic::Severity;
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::labels::{Requirement, Test};
use crate::kubernetes::node_affinity::{Term, Unmet};
use crate::planner::template::{field, template_path};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::rules::survey::NodeLabels;

/// The rule.
pub(super) struct UnknownNodeLabel;

impl Check for UnknownNodeLabel {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(placed) = Placed::of(cx, subject) else { return };
        let Some(labels) = cx.node_labels() else { return };
        if placed.inventory.nodes.is_empty() && placed.inventory.pools.is_empty() {
            return;
        }
        let affinity = subject.affinity();
        for requirement in &affinity.node_selector {
            let path = [field("nodeSelector"), Step::Key(requirement.key.clone())];
            let path = template_path(path);
            if let Some(finding) = in_selector(labels, requirement, &path) {
                findings.push(finding);
            }
        }
        let terms = affinity.terms.as_deref().unwrap_or_default();
        let hopeless = |term: &Term| {
            term.expressions().iter().any(|requirement| unknown(labels, requirement).is_some())
        };
        // Where another term does, this one may be for another cluster, or another version.
        let spare = !terms.iter().all(hopeless);
        for term in terms {
            for (place, requirement) in term.expressions().iter().enumerate() {
                let path = Unmet::Expression { term: term.index, place, requirement }.path();
                let path = template_path(path.0);
                let number = (terms.len() > 1).then_some((term.index + 1, terms.len()));
                findings.0.extend(of_barred(labels, requirement, &path));
                if let Some(finding) = in_term(labels, requirement, &path, number) {
                    let finding = if spare { finding.severity(Severity::Info) } else { finding };
                    findings.push(finding);
                }
            }
        }
    }
}

fn in_selector(
    labels: &NodeLabels<'_>,
    requirement: &Requirement,
    path: &FieldPath,
) -> Option<Finding> {
    let route = Route::from(path.clone());
    let route = match unknown(labels, requirement)? {
        Unknown::Key => route.key(),
        Unknown::Value => route,
    };
    finding(labels, requirement, route, "")
}

fn in_term(
    labels: &NodeLabels<'_>,
    requirement: &Requirement,
    path: &FieldPath,
    number: Option<(usize, usize)>,
) -> Option<Finding> {
    let route = Route::from(path.clone());
    let route = match (unknown(labels, requirement)?, &requirement.test) {
        (Unknown::Value, Test::In(values)) if values.len() == 1 => route.field("values").index(0),
        (Unknown::Value, _) => route.field("values"),
        (Unknown::Key, _) => route.field("key"),
    };
    let term = match number {
        Some((term, terms)) => format!("; term {term} of {terms} matches no node"),
        None => String::new(),
    };
    finding(labels, requirement, route, &term)
}

/// What keeps off no node, since the nodes' label is called otherwise.
fn of_barred(
    labels: &NodeLabels<'_>,
    requirement: &Requirement,
    path: &FieldPath,
) -> Option<Finding> {
    let meant = barred(labels, requirement)?;
    let message = format!("no node has a label `{}`: this keeps off none", requirement.key);
    let route = Route::from(path.clone()).field("key");
    Some(Finding::new(message, route, "no node has it").help(format!("did you mean `{meant}`?")))
}

fn finding(
    labels: &NodeLabels<'_>,
    requirement: &Requirement,
    route: Route,
    besides: &str,
) -> Option<Finding> {
    let key = &requirement.key;
    let (message, text) = match unknown(labels, requirement)? {
        Unknown::Key => (format!("no node has a label `{key}`"), "no node has it"),
        Unknown::Value => (format!("no node has {requirement}"), "no node has this value"),
    };
    let finding = Finding::new(message, route, format!("{text}{besides}"));
    Some(match hint(labels, requirement) {
        Some(hint) => finding.help(hint.text),
        None => finding.help(instead(requirement)),
    })
}
