//! `contradictory-requirements`: demands on nodes that no node can meet.

use crate::diagnostic::Severity;
use crate::kubernetes::labels::{Requirement, Test};
use crate::kubernetes::node_affinity::Term;
use crate::kubernetes::satisfiability::{conflict, field_conflict};
use crate::manifest::PodPath;
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};

use super::terms::{can_match, renamed, term_route};

/// The rule.
pub(super) struct ContradictoryRequirements;

impl Check for ContradictoryRequirements {
    fn workload(&self, _cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let (path, affinity) = (subject.pods.path, subject.affinity());
        if let Some(clash) = clash(subject, None) {
            findings.push(clash.finding(path, "no node can match", Severity::Error));
            return;
        }
        let terms = affinity.terms.as_deref().unwrap_or_default();
        let clashes = || terms.iter().filter_map(|term| clash(subject, Some(term)));
        let live = terms.iter().any(|term| can_match(affinity, term));
        if live {
            let dead = "this term can match no node";
            findings.0.extend(clashes().map(|clash| clash.finding(path, dead, Severity::Warning)));
            return;
        }
        let mut all = clashes();
        let Some(first) = all.next() else { return };
        let finding = first.finding(path, "no node can match", Severity::Error);
        findings.push(all.filter_map(|clash| clash.parts.into_iter().last()).fold(
            finding,
            |finding, part| {
                finding.related(part.route, format!("nor here: this wants {}", part.words))
            },
        ));
    }
}

/// Requirements that can't hold together.
struct Clash {
    parts: Vec<Part>,
}

/// One of them.
struct Part {
    route: Route,
    words: String,
}

impl Clash {
    fn finding(&self, path: PodPath, what: &str, severity: Severity) -> Finding {
        let words: Vec<String> =
            self.parts.iter().map(|part| format!("`{}`", part.words)).collect();
        let message = match words.as_slice() {
            [alone] => format!("{what}: {alone} is true of no label"),
            [one, other] => format!("{what}: {one} and {other} exclude each other"),
            all => format!("{what}: {} can't all hold", all.join(", ")),
        };
        let mut parts = self.parts.iter().rev();
        let (route, text) = match parts.next() {
            Some(part) => (part.route.clone(), format!("this wants {}", part.words)),
            None => (Route::pod_spec(path), String::new()),
        };
        let finding = Finding::new(message, route, text).severity(severity).help(
            "everything in `nodeSelector` and in one term must hold together; several terms are \
             alternatives: for either of two values write one `In` with both",
        );
        parts.fold(finding, |finding, part| {
            finding.related(part.route.clone(), format!("and this wants {}", part.words))
        })
    }
}

/// What can't hold together of `nodeSelector` and, if given, a term.
fn clash(subject: &WorkloadSubject<'_>, term: Option<&Term>) -> Option<Clash> {
    let (path, affinity) = (subject.pods.path, subject.affinity());
    let selector = affinity.node_selector.iter().map(|requirement| {
        let route = Route::pod_spec(path).field("nodeSelector").entry(requirement.key.clone());
        (requirement, route)
    });
    let expressions = term.into_iter().flat_map(|term| {
        let list = term_route(path, term.index).field("matchExpressions");
        term.expressions()
            .iter()
            .enumerate()
            .map(move |(place, requirement)| (requirement, list.clone().index(place)))
    });
    let all: Vec<(&Requirement, Route)> = selector.chain(expressions).collect();
    let stable: Vec<Requirement> =
        all.iter().map(|(requirement, _)| renamed(requirement)).collect();
    if let Some(mut places) = conflict(&stable.iter().collect::<Vec<_>>()) {
        places.dedup();
        let parts = places.into_iter().filter_map(|place| all.get(place));
        let part = |(requirement, route): &(&Requirement, Route)| Part {
            route: value_of(route, requirement),
            words: requirement.to_string(),
        };
        return Some(Clash { parts: parts.map(part).collect() });
    }
    let fields = term?.fields();
    let (one, other) = field_conflict(fields)?;
    let list = term_route(path, term?.index).field("matchFields");
    let part = |place: usize| {
        let field = fields.get(place)?;
        let operator = if field.negated { "!=" } else { "=" };
        let words = format!("{}{operator}{}", field.key, field.value);
        Some(Part { route: list.clone().index(place).field("values").index(0), words })
    };
    Some(Clash { parts: [one, other].into_iter().filter_map(part).collect() })
}

/// Where to point at: the one value of a requirement, else its operator; an entry of
/// `nodeSelector` is its value.
fn value_of(route: &Route, requirement: &Requirement) -> Route {
    if route.is_entry() {
        return route.clone();
    }
    match &requirement.test {
        Test::In(values) | Test::NotIn(values) if values.len() > 1 => {
            route.clone().field("values").key()
        }
        Test::Exists | Test::DoesNotExist => route.clone().field("operator"),
        _ => route.clone().field("values").index(0),
    }
}
