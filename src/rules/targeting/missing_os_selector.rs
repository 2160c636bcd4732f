//! `missing-os-selector`: pods that go to nodes of whatever operating system.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::kubernetes::labels::{Requirement, Test};
use crate::kubernetes::node_labels::{ARCH, OS, REGION, ZONE, newer_name};
use crate::planner::Fleet;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::yaml::edit::Fragment;

/// The rule.
pub(super) struct MissingOsSelector;

const HELP: &str = "add\nnodeSelector:\n  kubernetes.io/os: linux";

impl Check for MissingOsSelector {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let found = match cx.fleet {
            Some(_) if !cx.has_several_systems() => None,
            Some(fleet) => several(fleet, subject),
            None => unchosen(subject).then(|| {
                Finding::new(
                    "nothing keeps these pods off nodes of another operating system",
                    place(subject),
                    "no label of the nodes' operating system is asked for",
                )
                .severity(Severity::Info)
                .rests_on(Route::pod_spec(subject.pods.path).field("affinity"))
            }),
        };
        let Some(finding) = found else { return };
        let spec = Route::pod_spec(subject.pods.path);
        let selector = spec.clone().field("nodeSelector").entry(OS);
        let add = |os: &str| vec![selector.filled_with(Fragment::Text(os.to_owned()))];
        findings.push(match &subject.pod.os {
            Some(os) => {
                let text = "the scheduler doesn't look at this: the kubelet refuses the pod";
                finding
                    .related(spec.field("os").field("name"), text)
                    .help(format!("add\nnodeSelector:\n  {OS}: {}", os.name))
                    .fix(format!("choose nodes with {}", os.name), add(&os.name))
            }
            None => finding.help(HELP).unsafe_fix("choose nodes with linux", add("linux")),
        });
    }
}

/// Where a selector would stand.
fn place(subject: &WorkloadSubject<'_>) -> Route {
    let spec = Route::pod_spec(subject.pods.path);
    match &subject.pod.node_selector {
        Some(selector) if !selector.is_empty() => spec.field("nodeSelector").key(),
        _ => spec.key(),
    }
}

/// The nodes of the inventory that get a pod are of more than one operating system.
fn several(fleet: &Fleet<'_>, subject: &Subject<'_>) -> Option<Finding> {
    let placement = fleet.placement(subject.position);
    let mut nodes: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    let wanted =
        fleet.inventory.nodes.numbered().filter(|(place, _)| placement.verdict(*place).should_run);
    let pools = fleet.inventory.pools.numbered();
    let pools = pools.filter(|(place, _)| placement.pool_verdict(*place).should_run);
    for (_, node) in wanted {
        if let Some(os) = fleet.inventory.label(node, OS) {
            nodes.entry(os).or_insert((0, &node.name)).0 += 1;
        }
    }
    for (_, pool) in pools {
        if let Some(os) = fleet.inventory.label(&pool.template, OS) {
            nodes.entry(os).or_insert((0, &pool.name));
        }
    }
    if nodes.len() < 2 {
        return None;
    }
    let words: Vec<String> = nodes
        .iter()
        .map(|(os, (number, example))| match number {
            0 => format!("the pool {example} of {os}"),
            1 => format!("1 node of {os} ({example})"),
            _ => format!("{number} nodes of {os} ({example}, …)"),
        })
        .collect();
    let message = format!("the pods go to {}", words.join(" and "));
    Some(Finding::new(message, place(subject), "no operating system is chosen here"))
}

/// Whether no node's operating system is asked for, nor anything that tells it.
fn unchosen(subject: &WorkloadSubject<'_>) -> bool {
    // A node that is named is chosen; what a RuntimeClass adds to the selector is not known.
    let pod = subject.pod;
    if pod.node_name.is_some() || pod.runtime_class_name.is_some() {
        return false;
    }
    let affinity = subject.affinity();
    let by_selector = affinity.node_selector.iter().any(tells_the_os);
    let by_affinity = affinity.terms.as_ref().is_some_and(|terms| {
        terms
            .iter()
            .all(|term| !term.fields().is_empty() || term.expressions().iter().any(tells_the_os))
    });
    !by_selector && !by_affinity
}

/// Whether a requirement narrows the nodes to those of one operating system, or to nodes that
/// somebody has picked by a label of their own.
fn tells_the_os(requirement: &Requirement) -> bool {
    let key = requirement.key.as_str();
    let key = newer_name(key).unwrap_or(key);
    if key == OS {
        return requirement.test != Test::Exists;
    }
    if requirement.passes(None) {
        return false;
    }
    match key {
        // Windows nodes are amd64.
        ARCH => !requirement.passes(Some("amd64")),
        ZONE | REGION => false,
        _ => true,
    }
}
