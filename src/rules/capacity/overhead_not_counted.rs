//! `overhead-not-counted`: what the provisioner of new nodes counts, against what runs there.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::kubernetes::node_labels::HOSTNAME;
use crate::planner::Fleet;
use crate::planner::counted::{Counted, CountedPod, Counter, Difference};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::words::amount::amount;
use crate::words::names;

/// The rule.
pub(super) struct OverheadNotCounted;

impl Check for OverheadNotCounted {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let (Some(fleet), Some(burdens)) = (cx.fleet, cx.burdens(subject.manifest)) else { return };
        let mut cases: BTreeMap<Difference, Vec<(&Counted, &CountedPod)>> = BTreeMap::new();
        for counted in &burdens.counted {
            let of_this = |pod: &&CountedPod| pod.daemon_set == subject.position;
            let Some(pod) = counted.pods.iter().find(of_this) else { continue };
            if let Some(difference) = pod.difference {
                cases.entry(difference).or_default().push((counted, pod));
            }
        }
        for (difference, cases) in cases {
            finding(fleet, subject, difference, &cases)
                .into_iter()
                .for_each(|one| findings.push(one));
        }
    }
}

fn finding(
    fleet: &Fleet<'_>,
    subject: &Subject<'_>,
    difference: Difference,
    cases: &[(&Counted, &CountedPod)],
) -> Option<Finding> {
    let (_, worst) = cases.first()?;
    let mut pools: Vec<&str> =
        cases.iter().map(|(counted, _)| &*fleet.inventory.pools[counted.pool].name).collect();
    pools.dedup();
    let pools = names(pools, 60);
    let who = who(cases);
    let pod = Route::pod_spec(subject.pods.path);
    let terms = ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];
    let terms = terms.into_iter().fold(pod.clone(), Route::field).field("nodeSelectorTerms").key();
    let uncounted = format!("{who} doesn't count these pods on new nodes of {pools}");
    let finding = match difference {
        Difference::TermForgotten => Finding::new(
            format!("{uncounted}: these come up too small"),
            terms,
            "of terms of which one would do it asks the first, and forgets what doesn't fit",
        )
        .help(
            "write one term, with all values in it: `operator: In, values: [a, b]`; Karpenter forgets a \
             term that doesn't fit a pool, since 1.14 also an instance type, for all that it asks later",
        ),
        Difference::Hostname => Finding::new(
            format!("{uncounted}: these come up too small"),
            demand(subject, |key| key == HOSTNAME).unwrap_or(terms),
            format!("it knows of no `{HOSTNAME}` before the node is there"),
        )
        .help("leave it out: every node has one; where some are meant, give them a label of their own"),
        Difference::LaterLabel | Difference::UnseenLabel => {
            let written = |key: &str| {
                let later = crate::kubernetes::node_labels::set_by_agents(key);
                later == (difference == Difference::LaterLabel)
            };
            let why = match difference {
                Difference::LaterLabel => "an agent sets this label when the node is there",
                _ => "the autoscaler doesn't see this label",
            };
            Finding::new(uncounted, demand(subject, written).unwrap_or(terms), why)
                .severity(Severity::Info)
                .help(
                    "leave room for it on new nodes, or ask for a label that their pool sets \
                     (for the autoscaler: its annotations or tags)",
                )
        }
        Difference::Claims => Finding::new(
            uncounted,
            pod.field("resourceClaims").key(),
            "pods that claim devices are left out",
        )
        .severity(Severity::Info)
        .help("leave room for it on new nodes, or run Karpenter with IGNORE_DRA_REQUESTS=false"),
        Difference::TaintAtFirst => {
            Finding::new(uncounted, pod.field("tolerations"), "a taint keeps it off at first")
                .severity(Severity::Info)
                .help("tolerate it, or have the taint among those that pass: a NodePool's \
                       `startupTaints`, the autoscaler's --startup-taint")
        }
        Difference::LimitsOnly => {
            let limits = limits(subject)?;
            Finding::new(
                format!("{who} counts {} of these pods on new nodes of {pools}, and they take {}",
                    said(worst, true), said(worst, false)),
                limits,
                "limits are requests of a pod, not of a template",
            )
            .help("write requests too: the autoscaler takes the template as it stands")
        }
        Difference::SetLater => Finding::new(
            format!("{who} counts {} of these pods on new nodes of {pools}, and they take {}",
                said(worst, true), said(worst, false)),
            pod.field("containers").key(),
            "the rest is set when a pod is created",
        )
        .severity(Severity::Info)
        .help("write the requests in the template"),
        Difference::TooLarge => Finding::new(
            format!("{who} starts no first node of {pools}: it counts this pod, and that fits on none"),
            pod.field("containers").key(),
            format!("needs {}", said(worst, true)),
        )
        .help("keep it off these nodes, make them larger, or let it ask for less"),
        // The plan tells of it; there is nothing to mend here.
        Difference::Fixed
        | Difference::NewestPod
        | Difference::EveryType
        | Difference::CountedForNothing => return None,
        // `host-port-collision` tells of it.
        Difference::PortTaken => return None,
    };
    Some(finding)
}

/// Who counts so.
fn who(cases: &[(&Counted, &CountedPod)]) -> &'static str {
    let has = |by: Counter| cases.iter().any(|(counted, _)| counted.by == by);
    match (has(Counter::KarpenterUntil113), has(Counter::KarpenterSince114)) {
        (true, true) => "Karpenter",
        (true, false) => "Karpenter up to 1.13",
        (false, true) => "Karpenter since 1.14",
        (false, false) => "the cluster autoscaler",
    }
}

/// What is counted of a pod, or what it takes.
fn said(pod: &CountedPod, counted: bool) -> String {
    let amounts = if counted { &pod.counts } else { &pod.takes };
    format!(
        "{} CPU and {} memory",
        amount("cpu", amounts.milli_cpu),
        amount("memory", amounts.memory)
    )
}

/// The first entry of the node selector, or requirement of a term, that asks for such a label.
fn demand(subject: &Subject<'_>, is: impl Fn(&str) -> bool) -> Option<Route> {
    let unmet = subject.affinity().node_selector.iter().find(|one| is(&one.key));
    let pod = || Route::pod_spec(subject.pods.path);
    if let Some(requirement) = unmet {
        return Some(pod().field("nodeSelector").entry(requirement.key.clone()).key());
    }
    for term in subject.affinity().terms.iter().flatten() {
        let place = term.expressions().iter().position(|one| is(&one.key));
        if let Some(place) = place {
            let terms =
                ["affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];
            let terms = terms.into_iter().fold(pod(), Route::field).field("nodeSelectorTerms");
            return Some(terms.index(term.index).field("matchExpressions").index(place));
        }
    }
    None
}

/// The limits of the first container that has some without requests.
fn limits(subject: &Subject<'_>) -> Option<Route> {
    subject.all_containers().find_map(|(route, container)| {
        let resources = container.resources.as_ref()?;
        let requests = resources.requests.as_ref();
        let given = |name: &String| requests.is_some_and(|requests| requests.contains_key(name));
        let missing = resources.limits.as_ref()?.keys().any(|name| !given(name));
        missing.then(|| route.field("resources").field("limits").key())
    })
}
