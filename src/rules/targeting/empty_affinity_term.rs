//! `empty-affinity-term`: a term of the required node affinity that matches nothing, silently.

use crate::kubernetes::labels::RequirementError;
use crate::kubernetes::node_affinity::{Term, TermContent, TermProblem};
use crate::manifest::PodPath;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

use super::terms::{can_match, term_route};

/// The rule.
pub(super) struct EmptyAffinityTerm;

impl Check for EmptyAffinityTerm {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let affinity = subject.affinity();
        let terms = affinity.terms.as_deref().unwrap_or_default();
        let live = terms.iter().any(|term| can_match(affinity, term));
        let so = if live { "the other terms decide alone" } else { "no node gets a pod" };
        let found = terms.iter().filter_map(|term| {
            let finding = finding(subject.pods.path, term, so)?;
            let is_spare = live && matches!(term.content, TermContent::Empty);
            Some(match is_spare {
                true => finding.fix(
                    "take the term out",
                    vec![term_route(subject.pods.path, term.index).taken_out()],
                ),
                false => finding,
            })
        });
        findings.0.extend(found);
    }
}

fn finding(pods: PodPath, term: &Term, so: &str) -> Option<Finding> {
    match &term.content {
        TermContent::Requirements { .. } => None,
        TermContent::Empty => Some(
            Finding::new(
                format!("an empty node affinity term matches no node: {so}"),
                term_route(pods, term.index),
                "nothing is demanded here, and nothing matches",
            )
            .help(
                "take the term out, and the whole required node affinity if it is the only one: \
                 without it every node matches",
            ),
        ),
        TermContent::Unreadable(errors) => {
            // What else can't be read is refused by the API server.
            let integers: Vec<_> = errors
                .iter()
                .filter_map(|error| match &error.problem {
                    TermProblem::Label(RequirementError::NotAnInteger { value }) => {
                        Some((error.path.clone(), value))
                    }
                    _ => None,
                })
                .collect();
            let (path, value) = integers.first().filter(|_| integers.len() == errors.len())?;
            let requirement = pods.spec().then(path.0.iter().cloned());
            let route = Route::from(requirement).field("values").index(0);
            Some(
                Finding::new(
                    format!(
                        "`Gt` and `Lt` compare integers, and `{value}` is none, so the term \
                         matches no node: {so}"
                    ),
                    route,
                    "not an integer",
                )
                .help("write a whole number, or list the values with `In`"),
            )
        }
    }
}
