//! `never-scaled-down`: nodes that stay for the sake of their DaemonSets.

use super::burden::{fullest, scale_down_threshold};
use super::daemonset_overhead::{by, route};
use crate::planner::DaemonSetIx;
use crate::planner::overhead::scale_down;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings};
use crate::rules::placed::names_of_nodes;

/// The rule.
pub(super) struct NeverScaledDown;

impl Check for NeverScaledDown {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let (Some(fleet), Some(burdens)) = (cx.fleet, cx.burdens(subject.manifest)) else { return };
        let threshold = scale_down_threshold(&cx.params(subject.manifest));
        for entry in burdens.kept.get(&subject.position).into_iter().flatten() {
            let resource = fullest(entry);
            let name = resource.name(&fleet.inventory.symbols);
            let share = entry.share(resource).unwrap_or_default().div_ceil(100);
            let pool = match (&entry.pool, &entry.instance_type) {
                (Some(pool), Some(machine)) => format!("pool {pool} ({machine})"),
                (Some(pool), None) => format!("pool {pool}"),
                _ => "a pool".to_owned(),
            };
            let message = format!(
                "no node of {pool} is ever scaled down: DaemonSets alone take {share}% of its {name}"
            );
            let mut all: Vec<(DaemonSetIx, i64)> =
                entry.daemon_sets.iter().map(|(at, takes)| (*at, takes.get(resource))).collect();
            all.retain(|(_, takes)| *takes > 0);
            all.sort_by_key(|(at, takes)| (std::cmp::Reverse(*takes), *at));
            let nodes = match entry.nodes.as_slice() {
                [] => String::new(),
                nodes => format!("{}: ", names_of_nodes(fleet.inventory, nodes)),
            };
            let label = format!("{nodes}{}", by(fleet, name, &all));
            let scale_down = scale_down(threshold, fleet.release);
            let threshold = entry.threshold(scale_down).div_ceil(100);
            let more = if scale_down.at_threshold { "more than " } else { "" };
            let finding = Finding::new(message, route(fleet, subject, resource), label);
            findings.push(finding.help(format!(
                "the cluster autoscaler counts them and keeps a node that is used to {more}{threshold}%; \
                 ask for less, take larger nodes, or run it with --ignore-daemonsets-utilization"
            )));
        }
    }
}
