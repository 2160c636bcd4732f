//! `removed-master-role`: the old name of the control plane's label and taint.

use k8s_openapi::api::core::v1::Taint;

use crate::diagnostic::Severity;
use crate::kubernetes::labels::{Requirement, Test};
use crate::kubernetes::node_affinity::{RequiredNodeAffinity, Term};
use crate::kubernetes::node_labels::{CONTROL_PLANE, MASTER, OS};
use crate::kubernetes::satisfiability::never_meet;
use crate::kubernetes::toleration::{NO_SCHEDULE, tolerated};
use crate::planner::Fact;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::words::count;
use crate::yaml::edit::{Change, Fragment};

use super::terms::{Expression, can_match, required_expressions};
use super::words::toleration_route;

/// The rule.
pub(super) struct RemovedMasterRole;

impl Check for RemovedMasterRole {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        // OpenShift's nodes still have both the label and the taint.
        if subject.manifest.namespace().starts_with("openshift-") {
            return;
        }
        if !label_occurs(cx) {
            selector(subject, findings);
            affinity(subject, findings);
        }
        if !taint_occurs(cx) {
            findings.0.extend(toleration(cx, subject));
        }
    }
}

/// Whether a node of the inventory has the old label.
fn label_occurs(cx: &Context<'_>) -> bool {
    cx.node_labels().is_some_and(|labels| labels.has(MASTER))
}

/// Whether a node of the inventory has the old taint.
fn taint_occurs(cx: &Context<'_>) -> bool {
    cx.fleet.is_some_and(|fleet| fleet.inventory.taints.iter().any(|taint| taint.key == MASTER))
}

/// What happened to the label.
fn gone() -> String {
    format!("kubeadm's nodes have no label `{MASTER}` since Kubernetes 1.24")
}

/// What to write, `key` or a whole entry.
fn instead(text: &str) -> String {
    format!("write `{text}`; a distribution that still sets the old label sets this one too")
}

/// `nodeSelector` wants the old label.
fn selector(subject: &WorkloadSubject<'_>, findings: &mut Findings) {
    let Some(selector) = subject.pod.node_selector.as_ref() else { return };
    let Some(value) = selector.get(MASTER) else { return };
    let route = Route::pod_spec(subject.pods.path).field("nodeSelector").entry(MASTER).key();
    // kubeadm never gave it a value; K3s and RKE2 give it `true`, beside the new one.
    let (so, severity) = if value == "true" {
        ("only distributions that still set it have such nodes", Severity::Warning)
    } else {
        ("the pods run nowhere", Severity::Error)
    };
    let finding = Finding::new(format!("{}: {so}", gone()), route.clone(), "the old name")
        .severity(severity)
        .covers(route.clone());
    findings.push(if selector.contains_key(CONTROL_PLANE) {
        finding
            .help(format!("`{CONTROL_PLANE}` stands beside it: take `{MASTER}` out"))
            .fix(format!("take `{MASTER}` out"), vec![Change::Remove { at: route.path() }])
    } else {
        renamed(finding, &[route]).help(instead(&format!("{CONTROL_PLANE}: \"{value}\"")))
    });
}

fn renamed(finding: Finding, places: &[Route]) -> Finding {
    let changes = places.iter().map(|place| place.clone().written_as(CONTROL_PLANE));
    finding.fix(format!("rename `{MASTER}` to `{CONTROL_PLANE}`"), changes.collect())
}

/// Required node affinity asks for the old label, or for its absence.
fn affinity(subject: &WorkloadSubject<'_>, findings: &mut Findings) {
    let compiled = subject.affinity();
    let terms = compiled.terms.as_deref().unwrap_or_default();
    if terms.is_empty() {
        return;
    }
    let names = |term: &Term, key: &str| term.expressions().iter().any(|r| r.key == key);
    let on_master = |term: &Term, present: bool| {
        let wants = |r: &Requirement| r.key == MASTER && r.passes(None) != present;
        term.expressions().iter().any(wants)
    };
    let live = |term: &&Term| can_match(compiled, term);
    let dead = terms.iter().filter(live).filter(|term| on_master(term, true)).count();
    let all_dead = dead == terms.iter().filter(live).count();
    // Beside a term for the new name the old one serves older clusters.
    let served = terms.iter().any(|term| names(term, CONTROL_PLANE) && !on_master(term, true));
    let places = |present: bool| -> Vec<Expression<'_>> {
        required_expressions(subject)
            .filter(|expression| expression.written.key == MASTER)
            .filter(|expression| {
                let term = expression.term.and_then(|place| terms.get(place));
                term.is_some_and(|term| on_master(term, present))
            })
            .collect()
    };
    let wanted = places(true);
    if dead > 0 && !served {
        let (so, severity) = if all_dead {
            ("the pods run nowhere", Severity::Error)
        } else {
            ("this term matches no node", Severity::Warning)
        };
        let message = format!("{}: {so}", gone());
        findings.0.extend(at_keys(&wanted, message).map(|f| f.severity(severity)).map(|f| {
            if terms.iter().any(|term| on_master(term, true) && names(term, CONTROL_PLANE)) {
                return f.help(format!("take `{MASTER}` out"));
            }
            let keys: Vec<Route> = wanted.iter().map(Expression::key_route).collect();
            renamed(f, &keys).help(instead(&format!("key: {CONTROL_PLANE}")))
        }));
    }
    let barred: Vec<Expression<'_>> = places(false)
        .into_iter()
        .filter(|expression| {
            let term = expression.term.and_then(|place| terms.get(place));
            term.is_some_and(|term| !names(term, CONTROL_PLANE))
        })
        .collect();
    let message = format!("{}: this keeps off no node", gone());
    findings.0.extend(at_keys(&barred, message).map(|finding| {
        let keys: Vec<Route> = barred.iter().map(Expression::key_route).collect();
        renamed(finding.severity(Severity::Warning), &keys)
            .help(instead(&format!("key: {CONTROL_PLANE}")))
    }));
}

/// One finding at the keys of expressions, if there are any.
fn at_keys(expressions: &[Expression<'_>], message: String) -> Option<Finding> {
    let (first, rest) = expressions.split_first()?;
    let finding =
        Finding::new(message, first.key_route(), "the old name").covers(first.key_route());
    Some(rest.iter().fold(finding, |finding, expression| {
        finding.related(expression.key_route(), "and here").covers(expression.key_route())
    }))
}

/// The old taint is tolerated and the new one is not.
fn toleration(cx: &Context<'_>, subject: &Subject<'_>) -> Option<Finding> {
    let tolerations = subject.pod.tolerations.as_deref().unwrap_or_default();
    let place = tolerations.iter().position(|toleration| {
        toleration.key.as_deref() == Some(MASTER)
            && matches!(toleration.effect.as_deref(), None | Some("" | NO_SCHEDULE))
    })?;
    let taint =
        Taint { key: CONTROL_PLANE.to_owned(), effect: NO_SCHEDULE.to_owned(), ..Taint::default() };
    if tolerated(&taint, tolerations, cx.release) || keeps_off_control_plane(subject) {
        return None;
    }
    let missed = missed_nodes(cx, subject);
    let (so, severity) = if missed > 0 {
        let nodes = count(missed, "node");
        (format!("{nodes} with `{CONTROL_PLANE}` left without a pod"), Severity::Error)
    } else {
        let so = format!("control plane nodes have `{CONTROL_PLANE}` since Kubernetes 1.25");
        // None of the nodes that are known goes without; OpenShift has kept the old taint; and tests
        // bring the cluster that they run in.
        let byte = subject.manifest.headline().start;
        let is_of_tests = subject.manifest.file().is_of_tests(byte);
        let may_do = cx.fleet.is_some() || cx.has_openshift() || is_of_tests;
        (so, if may_do { Severity::Warning } else { Severity::Error })
    };
    let message = format!("only the old taint `{MASTER}` is tolerated: {so}");
    let help = format!(
        "add\n- key: {CONTROL_PLANE}\n  operator: Exists\n  effect: NoSchedule\n\
         and keep the old one only for clusters that still set it (OpenShift)"
    );
    let route = toleration_route(subject.pods.path, place).field("key");
    let text = |text: &str| Fragment::Text(text.to_owned());
    let entries = [("key", CONTROL_PLANE), ("operator", "Exists"), ("effect", NO_SCHEDULE)];
    let entries = entries.map(|(key, value)| (key.to_owned(), text(value)));
    let beside = Change::Insert {
        at: toleration_route(subject.pods.path, tolerations.len()).path(),
        value: Fragment::Map(entries.into()),
    };
    Some(
        Finding::new(message, route, "the old name")
            .severity(severity)
            .help(help)
            .fix(format!("tolerate `{CONTROL_PLANE}`, too"), vec![beside]),
    )
}

/// Whether the pods can't go to the control plane anyway: it runs on Linux nodes with its label.
fn keeps_off_control_plane(subject: &WorkloadSubject<'_>) -> bool {
    let control_plane = RequiredNodeAffinity {
        node_selector: vec![
            Requirement::equals(OS, "linux"),
            Requirement { key: CONTROL_PLANE.to_owned(), test: Test::Exists },
        ],
        terms: None,
    };
    never_meet(subject.affinity(), &control_plane)
}

/// How many nodes of the inventory get no pod only because of the control plane's taint.
fn missed_nodes(cx: &Context<'_>, subject: &Subject<'_>) -> usize {
    let Some(placed) = Placed::of(cx, subject) else { return 0 };
    let is_taint = |fact: &Fact| matches!(fact, Fact::Taint(taint) if taint.key == CONTROL_PLANE);
    placed.count(|verdict| {
        !verdict.should_run
            && !verdict.refusals.is_empty()
            && verdict.refusals.iter().all(|reason| is_taint(&reason.fact))
    })
}
