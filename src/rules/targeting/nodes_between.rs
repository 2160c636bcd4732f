//! `nodes-between`: two DaemonSets that split a fleet by a number and leave it out.

use crate::inventory::NodeIx;
use crate::kubernetes::image::repository;
use crate::kubernetes::labels::{Requirement, Test};
use crate::kubernetes::node_affinity::{Term, Unmet};
use crate::planner::template::template_path;
use crate::planner::{Fact, Verdict};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::words::count;

/// The rule.
pub(super) struct NodesBetween;

impl Check for NodesBetween {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(placed) = Placed::of(cx, subject) else { return };
        for (key, below, route) in bounds(subject, |test| match test {
            Test::LessThan(limit) => Some(*limit),
            _ => None,
        }) {
            let is_above = |requirement: &Requirement| {
                requirement.key == key
                    && matches!(requirement.test, Test::GreaterThan(limit) if limit >= below)
            };
            let begins_above = |other: &&Subject<'_>| {
                let terms = other.affinity().terms.iter().flatten();
                terms.flat_map(Term::expressions).any(is_above)
            };
            let found = cx.subjects().iter().filter(begins_above).find_map(|other| {
                let above = bounds(other, |test| match test {
                    Test::GreaterThan(limit) => Some(*limit),
                    _ => None,
                });
                let (_, above, there) =
                    above.into_iter().find(|(k, above, _)| *k == key && *above >= below)?;
                is_other_half(subject, other).then_some((other, above, there))
            });
            let Some((other, above, there)) = found else { continue };
            let nodes = between(cx, &placed, (subject, other), key);
            if nodes.is_empty() {
                continue;
            }
            let (name, other_name) = (subject.name(), other.name());
            let message = format!(
                "{} between `{name}` ({key} below {below}) and `{other_name}` (above {above}) get \
                 neither",
                count(nodes.len(), "node")
            );
            let values = values(&placed, key, &nodes);
            let label = format!("{}: {key} is {values}", placed.names(&nodes));
            let finding = Finding::new(message, route, label).related_in(
                other.manifest,
                &there,
                "and these are above",
            );
            findings.push(finding.help(format!(
                "Lt and Gt leave out the number itself; write `operator: Gt, values: [\"{}\"]` there, \
                 or a larger number here",
                below - 1
            )));
        }
    }
}

/// The numbers by which every term of a DaemonSet's only one bounds a label, each with its place.
fn bounds<'s>(
    subject: &'s Subject<'_>,
    limit: impl Fn(&Test) -> Option<i64>,
) -> Vec<(&'s str, i64, Route)> {
    let terms = subject.affinity().terms.as_deref();
    let Some([term]) = terms else { return Vec::new() };
    let bound = |(place, requirement): (usize, &'s Requirement)| {
        let path = Unmet::Expression { term: term.index, place, requirement }.path();
        let route = Route::from(template_path(path.0)).field("values");
        Some((requirement.key.as_str(), limit(&requirement.test)?, route))
    };
    Term::expressions(term).iter().enumerate().filter_map(bound).collect()
}

/// Whether two DaemonSets are two parts of one thing: of one namespace, with an image in common.
fn is_other_half(a: &Subject<'_>, b: &Subject<'_>) -> bool {
    let images = |subject: &Subject<'_>| -> Vec<String> {
        let all = subject.pod.containers.iter().filter_map(|one| one.image.as_deref());
        all.map(|image| repository(image).to_owned()).collect()
    };
    let theirs = images(b);
    a.manifest.namespace() == b.manifest.namespace()
        && images(a).iter().any(|image| theirs.contains(image))
}

/// The nodes that have the label, and are kept from both by it alone, and from all others that ask
/// for it.
fn between(
    cx: &Context<'_>,
    placed: &Placed<'_>,
    (a, b): (&Subject<'_>, &Subject<'_>),
    key: &str,
) -> Vec<NodeIx> {
    let Some(fleet) = cx.fleet else { return Vec::new() };
    let by_label = |verdict: &Verdict| {
        let is_it = |fact: &Fact| {
            matches!(fact, Fact::Label { key: k, value: Some(_) } if k == key)
                || matches!(fact, Fact::OtherLabel { key: k } if k == key)
        };
        !verdict.refusals.is_empty() && verdict.refusals.iter().all(|reason| is_it(&reason.fact))
    };
    let others: Vec<_> = cx
        .subjects()
        .iter()
        .filter(|other| other.affinity().keys().any(|k| k == key) && is_other_half(a, other))
        .map(|other| fleet.placement(other.position))
        .collect();
    let theirs = fleet.placement(b.position);
    let all = placed.nodes(by_label).into_iter();
    all.filter(|node| {
        by_label(theirs.verdict(*node)) && !others.iter().any(|one| one.verdict(*node).should_run)
    })
    .collect()
}

/// The values that nodes have of a label.
fn values(placed: &Placed<'_>, key: &str, nodes: &[NodeIx]) -> String {
    let inventory = placed.inventory;
    let value = |node: &NodeIx| inventory.label(inventory.nodes.get(*node)?, key);
    let mut values: Vec<&str> = nodes.iter().filter_map(value).collect();
    values.sort_unstable();
    values.dedup();
    crate::words::names(values, 40)
}
