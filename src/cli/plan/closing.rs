//! What is said at the end of a plan.

use std::time::Instant;

use super::Args;
use crate::kubernetes::release::Version;
use crate::manifest::Reading;
use crate::pipeline::fleets;
use crate::planner::Fleet;
use crate::planner::capacity::Budget;
use crate::planner::overhead::Overhead;
use crate::report::inventory::notes;
use crate::report::plan::{FORMATS, capacity};
use crate::report::{Comparison, Summary, View};
use crate::words::count;

/// How a plan ends, in lines.
pub(super) fn closing(
    args: &Args,
    reading: &Reading,
    (view, server): (&View<'_>, Option<Version>),
    comparison: Option<&Comparison<'_>>,
    started: Instant,
) -> String {
    let mut summary = Summary::of(reading);
    summary.elapsed = started.elapsed();
    let nodes = count(view.inventory.nodes.len(), "node");
    let said = match comparison {
        Some(comparison) => format!("{}, on {nodes}", comparison.summary()),
        _ if view.inventory.nodes.is_empty() && !view.inventory.pools.is_empty() => {
            view.on_no_node_yet()
        }
        None => {
            let mut room = view.how_they_end();
            if args.company.alone {
                room.push_str(&together(view, reading));
            }
            format!("{} on {nodes}: {room}", count(view.planned.len(), "DaemonSet"))
        }
    };
    let overhead = view.overhead.as_ref();
    let said = match overhead {
        Some(overhead) if args.capacity => overhead.summary(view),
        _ => said,
    };
    let skipped = summary.render_skipped(args.reports.look.verbose);
    // The capacity's own table tells of budgets; elsewhere they are told here.
    let over = overhead.filter(|_| !args.capacity || args.format.name != FORMATS[0].name);
    let over: String = over
        .into_iter()
        .flat_map(|overhead| &overhead.excess)
        .map(|excess| format!("over budget: {}\n", capacity::excess(view, excess)))
        .collect();
    let notes: String =
        notes(view.inventory, server).into_iter().map(|note| format!("note: {note}\n")).collect();
    let deployments = summary.render_deployments();
    let asked = match comparison.and_then(|comparison| comparison.upgrade) {
        // The line begins with them.
        Some(_) => String::new(),
        None => format!(" (Kubernetes {})", view.kubernetes),
    };
    let time = summary.time();
    // The table has them at their DaemonSets.
    let in_table = args.format.name == FORMATS[0].name && comparison.is_none() && !args.capacity;
    let broken = if in_table { String::new() } else { view.broken() };
    let expected = view.how_expectations_end();
    format!("{over}{broken}{said}, in {time}{asked}\n{expected}{notes}{deployments}{skipped}")
}

/// That the DaemonSets, each of which was asked for itself, don't all fit together.
fn together(view: &View<'_>, reading: &Reading) -> String {
    if view.planned.len() < 2 {
        return String::new();
    }
    let crowded = |fleet: &Fleet<'_>| Overhead::new(fleet, &Budget::default()).crowded();
    let crowded = match (&view.overhead, reading.deployments.is_empty()) {
        (Some(overhead), true) => overhead.crowded(),
        (None, true) => crowded(view.fleet),
        // Of alternatives the one that takes most.
        (_, false) => fleets(view.inventory, reading).iter().map(crowded).max().unwrap_or_default(),
    };
    match crowded {
        0 => String::new(),
        1 => "; 1 node can't take all of them together (--capacity)".to_owned(),
        some => format!("; {some} nodes can't take all of them together (--capacity)"),
    }
}
