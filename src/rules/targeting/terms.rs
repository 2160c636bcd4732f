//! Requirements on nodes as they are written, each with its place.

use k8s_openapi::api::core::v1::{
    NodeAffinity, NodeSelectorRequirement, NodeSelectorTerm, PodSpec,
};

use crate::kubernetes::labels::Requirement;
use crate::kubernetes::node_affinity::{RequiredNodeAffinity, Term, TermContent};
use crate::kubernetes::node_labels::set_by_every_kubelet;
use crate::kubernetes::satisfiability::{conflict, field_conflict};
use crate::manifest::PodPath;
use crate::rules::context::WorkloadSubject;
use crate::rules::finding::Route;

const REQUIRED: &str = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED: &str = "preferredDuringSchedulingIgnoredDuringExecution";

/// An entry of `matchExpressions`, with the way to it.
#[derive(Clone, Debug)]
pub(super) struct Expression<'a> {
    /// The term that it is part of, by its place among the required ones; none for a preference.
    pub term: Option<usize>,
    /// As written.
    pub written: &'a NodeSelectorRequirement,
    /// The place.
    pub route: Route,
}

impl Expression<'_> {
    /// The place of its key.
    pub(super) fn key_route(&self) -> Route {
        self.route.clone().field("key")
    }
}

fn node_affinity(pod: &PodSpec) -> Option<&NodeAffinity> {
    pod.affinity.as_ref()?.node_affinity.as_ref()
}

fn node_affinity_route(path: PodPath) -> Route {
    Route::pod_spec(path).field("affinity").field("nodeAffinity")
}

/// The terms of the required node affinity, as written.
pub(super) fn required(pod: &PodSpec) -> &[NodeSelectorTerm] {
    node_affinity(pod)
        .and_then(|node| node.required_during_scheduling_ignored_during_execution.as_ref())
        .map_or(&[], |required| &required.node_selector_terms)
}

/// The place of the required node affinity.
pub(super) fn required_route(path: PodPath) -> Route {
    node_affinity_route(path).field(REQUIRED)
}

/// The place of a term of the required node affinity.
pub(super) fn term_route(path: PodPath, term: usize) -> Route {
    required_route(path).field("nodeSelectorTerms").index(term)
}

/// All expressions of the required node affinity.
pub(super) fn required_expressions<'a>(
    subject: &WorkloadSubject<'a>,
) -> impl Iterator<Item = Expression<'a>> + use<'a> {
    let path = subject.pods.path;
    required(subject.pod)
        .iter()
        .enumerate()
        .flat_map(move |(place, term)| expressions(term, Some(place), term_route(path, place)))
}

/// All expressions of the preferred node affinity.
pub(super) fn preferred_expressions<'a>(
    subject: &WorkloadSubject<'a>,
) -> impl Iterator<Item = Expression<'a>> + use<'a> {
    let path = subject.pods.path;
    let preferred = node_affinity(subject.pod)
        .and_then(|node| node.preferred_during_scheduling_ignored_during_execution.as_deref());
    preferred.unwrap_or_default().iter().enumerate().flat_map(move |(place, term)| {
        let route = node_affinity_route(path).field(PREFERRED).index(place).field("preference");
        expressions(&term.preference, None, route)
    })
}

fn expressions(
    of: &NodeSelectorTerm,
    term: Option<usize>,
    route: Route,
) -> impl Iterator<Item = Expression<'_>> {
    let list = route.field("matchExpressions");
    of.match_expressions.iter().flatten().enumerate().map(move |(place, written)| Expression {
        term,
        written,
        route: list.clone().index(place),
    })
}

/// The same requirement on the label that has the same value on every node.
pub(super) fn renamed(requirement: &Requirement) -> Requirement {
    let key = set_by_every_kubelet(&requirement.key).unwrap_or(&requirement.key);
    Requirement { key: key.to_owned(), test: requirement.test.clone() }
}

/// Whether there could be a node that a term matches, beside `nodeSelector`.
pub(super) fn can_match(affinity: &RequiredNodeAffinity, term: &Term) -> bool {
    let all: Vec<Requirement> =
        affinity.node_selector.iter().chain(term.expressions()).map(renamed).collect();
    matches!(term.content, TermContent::Requirements { .. })
        && conflict(&all.iter().collect::<Vec<_>>()).is_none()
        && field_conflict(term.fields()).is_none()
}
