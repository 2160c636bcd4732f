//! `deprecated-node-label`: labels of nodes that have a newer name.

use std::collections::BTreeMap;

use crate::kubernetes::node_labels::{newer_name, set_by_every_kubelet};
use crate::planner::Fleet;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

use super::terms::{preferred_expressions, required_expressions};

/// The rule.
pub(super) struct DeprecatedNodeLabel;

impl Check for DeprecatedNodeLabel {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        for (old, places) in uses(subject) {
            let Some(new) = newer_name(old) else { continue };
            let mut finding = finding(cx, subject, old, new, &places);
            for place in &places {
                finding = finding.covers(place.clone());
            }
            findings.push(finding);
        }
    }
}

/// Where each deprecated label is named.
fn uses<'a>(subject: &WorkloadSubject<'a>) -> BTreeMap<&'a str, Vec<Route>> {
    let mut uses: BTreeMap<&str, Vec<Route>> = BTreeMap::new();
    let mut note = |label: &'a str, route: Route| {
        if newer_name(label).is_some() {
            uses.entry(label).or_default().push(route);
        }
    };
    for label in subject.pod.node_selector.iter().flat_map(BTreeMap::keys) {
        note(label, Route::pod_spec(subject.pods.path).field("nodeSelector").entry(label).key());
    }
    for expression in required_expressions(subject).chain(preferred_expressions(subject)) {
        note(&expression.written.key, expression.key_route());
    }
    let constraints = subject.pod.topology_spread_constraints.iter().flatten();
    for (place, constraint) in constraints.enumerate() {
        let list = Route::pod_spec(subject.pods.path).field("topologySpreadConstraints");
        note(&constraint.topology_key, list.index(place).field("topologyKey"));
    }
    uses
}

fn finding(
    cx: &Context<'_>,
    subject: &WorkloadSubject<'_>,
    old: &str,
    new: &'static str,
    places: &[Route],
) -> Finding {
    let first = places.first().cloned().unwrap_or_else(Route::root);
    let message = format!("`{old}` is deprecated: the label is `{new}` now");
    let mut finding = Finding::new(message, first, "the old name");
    for place in places.iter().skip(1) {
        finding = finding.related(place.clone(), "and here");
    }
    let both = subject
        .pod
        .node_selector
        .as_ref()
        .is_some_and(|selector| selector.contains_key(old) && selector.contains_key(new));
    if both {
        return finding.help(format!("`{new}` stands beside it: take `{old}` out"));
    }
    let reason = match cx.fleet {
        None if set_by_every_kubelet(old).is_some() => "every kubelet sets both to the same value",
        Some(fleet) if same_on_all(fleet, old, new) => "every node has both, with the same value",
        _ => {
            return finding.help(format!(
                "write `{new}`: clouds set both to the same value; nodes that were labelled by \
                 hand must get the new label first"
            ));
        }
    };
    let changes = places.iter().map(|place| place.clone().written_as(new));
    finding
        .help(format!("write `{new}`: {reason}"))
        .fix(format!("rename `{old}` to `{new}`"), changes.collect())
}

/// Whether no node of the inventory tells the two names apart.
fn same_on_all(fleet: &Fleet<'_>, old: &str, new: &str) -> bool {
    let inventory = fleet.inventory;
    let mut nodes = inventory.nodes_and_templates();
    // A hand-written pool doesn't list what every kubelet sets.
    nodes.all(|node| match (inventory.label(node, old), inventory.label(node, new)) {
        (None, Some(_)) => set_by_every_kubelet(old).is_some(),
        (old, new) => old == new,
    })
}
