//! What the provisioners of pools count of the DaemonSets, in words.

use super::FIGURES;
use crate::inventory::{PoolIx, Resource, ResourceAmounts};
use crate::planner::DaemonSetIx;
use crate::planner::counted::{Counted, CountedKind, CountedPort, Counter};
use crate::planner::overhead::Overhead;
use crate::report::plan::view::View;
use crate::words::amount::amount;
use crate::words::escape::escape;
use crate::words::names;

/// CPU and memory, in words.
pub(super) fn amounts(takes: &ResourceAmounts) -> String {
    let all = FIGURES.iter().filter(|(_, resource)| *resource != Resource::Pods);
    let all = all.map(|(name, one)| format!("{} {name}", amount(name, takes.get(*one))));
    all.collect::<Vec<_>>().join(", ")
}

/// Where the provisioners of a pool count something else than runs, a sentence each.
pub(in crate::report) fn counted(
    view: &View<'_>,
    overhead: &Overhead,
    pool: PoolIx,
) -> Vec<String> {
    let of_pool = overhead.counted.iter().filter(|one| one.pool == pool);
    let differs = |one: &&Counted| one.differs() || !one.kinds.is_empty();
    let mut all: Vec<(&'static str, String)> = Vec::new();
    for one in of_pool.clone().filter(differs) {
        let differs = one.pods.iter().filter_map(|pod| {
            let title = view.planned[pod.daemon_set].title();
            let on_some = one.kinds.iter().any(|kind| kind.daemon_sets.contains(&pod.daemon_set));
            let counts = match pod.counts.pods {
                0 if on_some => "nothing on some instance types".to_owned(),
                0 => "nothing".to_owned(),
                _ => amounts(&pod.counts),
            };
            let takes = match pod.takes.pods {
                0 => "nothing".to_owned(),
                _ => amounts(&pod.takes),
            };
            let takes = match pod.counts == pod.takes {
                true => String::new(),
                false => format!(" for {takes}"),
            };
            Some(format!("{title} {counts}{takes} ({})", pod.difference?.words()))
        });
        let differs: Vec<String> = differs.collect();
        let sum = match one.kinds.is_empty() {
            true if one.beside.pods > 0 => {
                let own = amount("cpu", one.beside.milli_cpu);
                format!("{}, and {own} cpu for a kube-proxy", amounts(&one.counts()))
            }
            true => amounts(&one.counts()),
            false => format!("by instance type {}", kinds(view, &one.kinds)),
        };
        let said = match differs.is_empty() {
            true => format!("counts {sum}"),
            false => format!("counts {sum}: {}", differs.join("; ")),
        };
        match all.last_mut().filter(|(_, last)| *last == said) {
            // Both ways in which Karpenter counts come to the same.
            Some((by, _)) => *by = "Karpenter",
            None => all.push((one.by.name(), said)),
        }
    }
    let kept = of_pool.max_by_key(|one| one.by == Counter::KarpenterSince114);
    let kept = kept.and_then(|one| kept_ports(view, one));
    all.into_iter().map(|(by, said)| format!("{by} {said}")).chain(kept).collect()
}

/// How many kinds of instance types are told apart in words.
const KINDS: usize = 4;

/// What is counted on which instance types: by the DaemonSets that are not counted on all.
fn kinds(view: &View<'_>, kinds: &[CountedKind]) -> String {
    if kinds.len() > KINDS {
        let ends = [kinds.first(), kinds.last()].into_iter().flatten();
        let ends: Vec<String> = ends.map(|kind| amounts(&kind.counts)).collect();
        return format!("from {}", ends.join(" to "));
    }
    let on_all = |id: &DaemonSetIx| kinds.iter().all(|kind| kind.daemon_sets.contains(id));
    let one = |kind: &CountedKind| {
        let some = kind.daemon_sets.iter().filter(|id| !on_all(id));
        let some: Vec<String> = some.map(|id| view.planned[*id].title()).collect();
        let counts = amounts(&kind.counts);
        match some.is_empty() {
            true => counts,
            false => format!("{counts} with {}", names(some.iter().map(String::as_str), 60)),
        }
    };
    let all: Vec<String> = kinds.iter().map(one).collect();
    all.join(", ")
}

/// The host ports that Karpenter keeps on a pool's new node; none where it keeps none.
fn kept_ports(view: &View<'_>, counted: &Counted) -> Option<String> {
    let ports = counted.pods.iter().flat_map(|pod| {
        let title = view.planned[pod.daemon_set].title();
        let of =
            move |port: &CountedPort| format!("{}/{} ({title})", port.port, escape(&port.protocol));
        pod.ports.iter().map(of)
    });
    let ports: Vec<String> = ports.collect();
    let shown = names(ports.iter().map(String::as_str), 100);
    (!ports.is_empty()).then(|| {
        format!("Karpenter keeps host ports for DaemonSets, so that no other pod that wants one gets such a node: {shown}")
    })
}
