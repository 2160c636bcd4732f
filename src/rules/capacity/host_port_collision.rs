//! `host-port-collision`: two DaemonSets want one host port on the same node.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::inventory::NodeIx;
use crate::inventory::ix::Ix;
use crate::kubernetes::satisfiability::never_meet;
use crate::manifest::Manifest;
use crate::planner::capacity::{Collision, Meeting};
use crate::planner::{DaemonSetIx, Fact, Fleet, Plugin, Reason, Verdict};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::{Placed, names_of_nodes};
use crate::words::{count, names};

/// How many others are looked for: one more than are named.
const MOST: usize = 4;

/// The rule.
pub(super) struct HostPortCollision;

impl Check for HostPortCollision {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        for collisions in with_later(cx, subject).into_values() {
            if let Some(finding) = between(cx, &collisions) {
                findings.push(finding);
            }
        }
        let Some(placed) = Placed::of(cx, subject) else { return };
        for finding in taken(cx, subject, &placed) {
            findings.push(finding);
        }
    }
}

/// The collisions with DaemonSets that come later in the run, by port and protocol: each pair is
/// told once, at the earlier of the two.
fn with_later(cx: &Context<'_>, subject: &Subject<'_>) -> BTreeMap<(u16, String), Vec<Collision>> {
    let ports = cx.shared_ports();
    let meeting = |first: DaemonSetIx, second: DaemonSetIx| match cx.fleet {
        Some(fleet) => fleet.meeting(first, second),
        // Without nodes one may stand for all on which they could meet.
        None => match (ports.pods.get(&first), ports.pods.get(&second)) {
            (Some(a), Some(b)) => {
                let (a, b) = (&a.created, &b.created);
                let pinned = a.node_name.as_ref().zip(b.node_name.as_ref());
                let apart = pinned.is_some_and(|(a, b)| a != b)
                    || never_meet(&a.template.affinity, &b.template.affinity);
                let nodes = if apart { Vec::new() } else { vec![NodeIx::new(0)] };
                Meeting { nodes, pools: Vec::new() }
            }
            _ => Meeting::default(),
        },
    };
    let mut by_port: BTreeMap<(u16, String), Vec<Collision>> = BTreeMap::new();
    for collision in ports.index.with_later(subject.position, MOST, meeting) {
        by_port.entry((collision.port, collision.protocol.clone())).or_default().push(collision);
    }
    by_port
}

/// What collides with one port of a DaemonSet.
fn between(cx: &Context<'_>, collisions: &[Collision]) -> Option<Finding> {
    let first = collisions.first()?;
    let others: Vec<&Manifest> = collisions
        .iter()
        .filter_map(|collision| cx.daemon_set_at(collision.daemon_sets.1))
        .collect();
    let title =
        |manifest: &Manifest| format!("{}/{}", manifest.namespace(), manifest.object_ref().name);
    let titles: Vec<String> = others.iter().map(|other| title(other)).collect();
    let shown = titles.get(..MOST - 1).unwrap_or(&titles).join(", ");
    let more = if titles.len() < MOST { "" } else { " and others" };
    let port = format!("host port {}/{}", first.port, first.protocol);
    let what = match cx.fleet {
        Some(fleet) => {
            let mut nodes: Vec<NodeIx> =
                collisions.iter().flat_map(|collision| &collision.nodes).copied().collect();
            nodes.sort_unstable();
            nodes.dedup();
            let mut pools: Vec<&str> = Vec::new();
            for pool in collisions.iter().flat_map(|collision| &collision.pools) {
                let name = &*fleet.inventory.pools[*pool].name;
                if !pools.contains(&name) {
                    pools.push(name);
                }
            }
            let mut places = Vec::new();
            if !nodes.is_empty() {
                let names = names_of_nodes(fleet.inventory, &nodes);
                places.push(format!("{} ({names})", count(nodes.len(), "node")));
            }
            if !pools.is_empty() {
                places.push(format!("new nodes of {}", names(pools, 60)));
            }
            format!("on {}", places.join(" and "))
        }
        None => "and nothing keeps them on different nodes".to_owned(),
    };
    let verb = if titles.len() == 1 { "wants" } else { "want" };
    let message = format!("{shown}{more} {verb} {port} too, {what}");
    let label = if first.fields.0.to_string().ends_with("containerPort") {
        "in the host's network this is a host port"
    } else {
        "only one pod of a node can have it"
    };
    let mut finding = Finding::new(message, Route::from(first.fields.0.clone()), label).help(
        "whichever pod comes second to a node stays Pending: give one of them another port, or \
         keep them on different nodes",
    );
    for (collision, other) in collisions.iter().zip(&others).take(MOST - 1) {
        let route = Route::from(collision.fields.1.clone());
        finding = finding.related_in(other, &route, format!("wanted by {}", title(other)));
    }
    Some(if cx.fleet.is_some() { finding } else { finding.severity(Severity::Warning) })
}

/// Host ports that pods which run already have: those of DaemonSets of the run are told as a pair.
fn taken(cx: &Context<'_>, subject: &Subject<'_>, placed: &Placed<'_>) -> Vec<Finding> {
    let Some(fleet) = cx.fleet else { return Vec::new() };
    let placement = placed.placement;
    let of_interest = |verdict: &Verdict| verdict.is_unschedulable() || verdict.preempts;
    let nodes = placed.nodes(of_interest);
    let mut reasons: Vec<&Reason> = Vec::new();
    for reason in nodes.iter().flat_map(|node| &placement.verdict_alone(*node).blockers) {
        if reason.plugin == Plugin::NodePorts && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    let mut findings = Vec::new();
    for reason in reasons {
        let Fact::HostPort { port, protocol, .. } = &reason.fact else { continue };
        let has = |node: &&NodeIx| placement.verdict_alone(**node).blockers.contains(reason);
        let mut holders: BTreeMap<String, Vec<NodeIx>> = BTreeMap::new();
        let mut freed: Vec<NodeIx> = Vec::new();
        for &node in nodes.iter().filter(has) {
            if placement.verdict(node).preempts {
                freed.push(node);
                continue;
            }
            let mut others = fleet.holders(subject.position, *port, node);
            if let Some((holder, _)) = others.find(|(_, of_run)| !of_run) {
                holders.entry(holder).or_default().push(node);
            }
        }
        findings.extend(self::freed(fleet, subject, placed, reason, &freed));
        let mut nodes: Vec<NodeIx> = holders.values().flatten().copied().collect();
        if nodes.is_empty() {
            continue;
        }
        nodes.sort_unstable();
        let by = names(holders.keys().map(String::as_str), 60);
        let message = format!(
            "host port {port}/{protocol} is taken on {} by what runs there: {by}",
            count(nodes.len(), "node")
        );
        let whole = || Route::pod_spec(subject.pods.path);
        let route = reason.field.clone().map_or_else(whole, Route::from);
        let label = format!("no free port on {}", placed.names(&nodes));
        findings.push(
            Finding::new(message, route, label)
                .help("the pod stays Pending there: take another port, or move what has it"),
        );
    }
    findings
}

/// That the scheduler makes the pods go that have a port.
fn freed(
    fleet: &Fleet<'_>,
    subject: &Subject<'_>,
    placed: &Placed<'_>,
    reason: &Reason,
    nodes: &[NodeIx],
) -> Option<Finding> {
    let Fact::HostPort { port, protocol, .. } = &reason.fact else { return None };
    let victims = fleet.victims(subject.position, *nodes.first()?);
    let go = names(victims.iter().map(|pod| &*pod.name), 60);
    let number = count(nodes.len(), "node");
    let message = format!("host port {port}/{protocol} is free on {number} once others go");
    let whole = || Route::pod_spec(subject.pods.path);
    let route = reason.field.clone().map_or_else(whole, Route::from);
    let priority = placed.placement.priority;
    let label =
        format!("{}: at priority {priority} the scheduler removes {go}", placed.names(nodes));
    let help = "that is what the priority is for; the pods that go may find no other place";
    Some(Finding::new(message, route, label).severity(Severity::Info).help(help))
}
