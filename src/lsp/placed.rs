//! On how many nodes the DaemonSets run.

use super::analysis::Runs;
use crate::diagnostic::ObjectId;
use crate::manifest::Reading;
use crate::planner::{Fleet, Verdict};
use crate::words::count;

/// On how many nodes each DaemonSet of a fleet runs.
pub(super) fn runs(reading: &Reading, fleet: &Fleet<'_>) -> Vec<(ObjectId, Runs)> {
    let manifests = reading.workspace.daemon_sets().map(|(manifest, _)| manifest);
    let placed = fleet.plan.placements.iter().zip(manifests);
    let one = |(placement, manifest): (_, &crate::manifest::Manifest)| {
        let nodes = |is: fn(&Verdict) -> bool| fleet.tally.count(placement, is);
        let on = nodes(Verdict::runs);
        let mut parts = Vec::new();
        let mut part = |number: usize, what: &str| {
            if number > 0 {
                parts.push(format!("{} {what}", count(number, "node")));
            }
        };
        part(nodes(|v| !v.should_run), "it is not meant for");
        part(nodes(Verdict::is_unschedulable), "where the scheduler finds no place for it");
        part(nodes(Verdict::is_refused), "where the API server refuses its pod");
        part(nodes(Verdict::is_virtual), "that are virtual");
        let runs = Runs { on, of: placement.node_count(), more: parts.join("; ") };
        (manifest.id(), runs)
    };
    placed.map(one).collect()
}
