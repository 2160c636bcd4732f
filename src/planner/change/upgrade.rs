//! The same DaemonSets on the same nodes under two versions of Kubernetes: where pods that are
//! created from then on find a place and did not before, and the other way round. A pod that runs
//! stays where it is until something replaces it.

use std::collections::BTreeMap;

use super::{Asks, Changes, DaemonSetChange, Group, NodeOf, key};
use crate::inventory::ix::IxVec;
use crate::planner::daemon_pod::DaemonPod;
use crate::planner::fleet::Fleet;
use crate::planner::ix::{DaemonSetIx, VerdictIx};
use crate::planner::reason::Reason;
use crate::planner::verdict::Verdict;

/// What becomes of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Gained,
    Lost,
    NoRoom,
    Pending,
}

/// Compares two fleets on one inventory. `before` says for each DaemonSet of the new one which it is
/// in the old one, `refused` whether the later version alone refuses it.
#[must_use]
pub(crate) fn upgrade(
    old: &Fleet<'_>,
    new: &Fleet<'_>,
    before: &IxVec<DaemonSetIx, Option<DaemonSetIx>>,
    refused: &IxVec<DaemonSetIx, bool>,
) -> Changes {
    let daemon_sets = new.daemon_sets.numbered().map(|(place, daemon_set)| {
        let (namespace, name) = key(daemon_set);
        let mut change = DaemonSetChange {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            old: before.get(place).copied().flatten(),
            new: Some(place),
            refused: refused.get(place).copied().unwrap_or_default(),
            ..DaemonSetChange::default()
        };
        if let Some(was) = change.old {
            change.asks = asks(old.pods[was].scheduled(), new.pods[place].scheduled());
            sort(&mut change, (old, was), (new, place));
        }
        change
    });
    Changes { daemon_sets: daemon_sets.collect(), ..Changes::default() }
}

/// Sorts the nodes by what becomes of the DaemonSet's place there.
fn sort(
    change: &mut DaemonSetChange,
    (old, was): (&Fleet<'_>, DaemonSetIx),
    (new, place): (&Fleet<'_>, DaemonSetIx),
) {
    let (old, new) = (old.placement(was), new.placement(place));
    let mut groups: BTreeMap<(Fate, VerdictIx, VerdictIx), Vec<NodeOf>> = BTreeMap::new();
    for node in new.nodes() {
        let at = NodeOf { old: Some(node), new: Some(node) };
        let (had, now) = (old.verdict(node), new.verdict(node));
        if change.refused {
            change.untouched.extend(had.runs().then_some(at));
            continue;
        }
        let Some(fate) = fate(had, now) else {
            change.untouched.extend(now.runs().then_some(at));
            continue;
        };
        let kind = (fate, old.verdict_ix(node), new.verdict_ix(node));
        groups.entry(kind).or_default().push(at);
    }
    for ((fate, before, after), nodes) in groups {
        let said = match fate {
            Fate::Gained => &old.verdicts[before],
            _ => &new.verdicts[after],
        };
        let reasons: Vec<Reason> = said.refusals.iter().chain(&said.blockers).cloned().collect();
        let field = reasons.iter().find_map(|reason| reason.field.clone());
        let list = match fate {
            Fate::Gained => &mut change.gained,
            Fate::Lost => &mut change.lost,
            Fate::NoRoom => &mut change.stuck,
            Fate::Pending => &mut change.pending,
        };
        list.push(Group { nodes, reasons, field, moves: false });
    }
}

fn fate(had: &Verdict, now: &Verdict) -> Option<Fate> {
    let lacks_room = || now.blockers.iter().any(|reason| reason.plugin.is_about_room());
    match (had.runs(), now.runs()) {
        (false, true) => Some(Fate::Gained),
        (true, false) if now.should_run && lacks_room() => Some(Fate::NoRoom),
        (true, false) => Some(Fate::Lost),
        (false, false) if now.should_run && !had.should_run => Some(Fate::Pending),
        _ => None,
    }
}

/// What the pod asks of a node under one version and not, or not as much, under the other.
fn asks(old: &DaemonPod, new: &DaemonPod) -> Vec<Asks> {
    let names = old.needs.iter().chain(&new.needs).map(|need| need.name.as_str());
    let mut resources: Vec<&str> = names.collect();
    resources.sort_unstable();
    resources.dedup();
    let amount = |pod: &DaemonPod, name: &str| {
        pod.needs.iter().find(|need| need.name == name).map_or(0, |need| need.amount)
    };
    let resources = resources.into_iter().filter_map(|name| {
        let (before, after) = (amount(old, name), amount(new, name));
        let name = name.to_owned();
        (before != after).then_some(Asks::Resource { name, before, after })
    });
    let port = |free| {
        move |port: &crate::planner::demand::WantedPort| Asks::HostPort {
            port: port.port,
            protocol: port.protocol.clone(),
            kept_free: free,
        }
    };
    let added = new.ports.iter().filter(|port| !old.ports.contains(port)).map(port(true));
    let gone = old.ports.iter().filter(|port| !new.ports.contains(port)).map(port(false));
    resources.chain(added).chain(gone).collect()
}
