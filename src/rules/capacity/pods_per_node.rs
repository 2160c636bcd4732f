//! `pods-per-node`: DaemonSets that use up a node's number of pods.

use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::names_of_nodes;
use crate::words::count;

/// The rule.
pub(super) struct PodsPerNode;

impl Check for PodsPerNode {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let (Some(fleet), Some(burdens)) = (cx.fleet, cx.burdens(subject.manifest)) else { return };
        for burden in burdens.pods.get(&subject.position).into_iter().flatten() {
            let (offers, takes, _) = burden.worst;
            let all = count(fleet.inventory.nodes.len(), "node");
            let message = format!(
                "DaemonSets alone take up to {takes} of the {offers} pods that fit on {} of {all}",
                burden.nodes.len()
            );
            let label = format!(
                "this is one of them; {} is left for all else: {}",
                offers.saturating_sub(takes),
                names_of_nodes(fleet.inventory, &burden.nodes)
            );
            let finding = Finding::new(message, Route::root().field("kind"), label);
            findings.push(finding.help(
                "raise the kubelet's `maxPods` (on clouds the addresses of a node bound it), keep off \
                 these nodes what they don't need, or run several agents as containers of one pod",
            ));
        }
    }
}
