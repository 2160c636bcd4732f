//! DaemonSets whose name alone changed: to Kubernetes one goes and another comes.

use std::collections::BTreeMap;

use super::{Changes, Renamed, key};
use crate::planner::change::fields::template_changes;
use crate::planner::fleet::Fleet;
use crate::planner::ix::DaemonSetIx;

/// Tells those that go and come under another name in the same namespace, where the selector or the
/// pod template is the same and nothing else could be meant.
pub(super) fn tell(changes: &mut Changes, old: &Fleet<'_>, new: &Fleet<'_>) {
    let places = || changes.daemon_sets.iter().enumerate().filter(|(_, one)| !one.unread);
    let gone: Vec<(usize, DaemonSetIx)> = places()
        .filter(|(_, one)| one.new.is_none() && !one.left)
        .filter_map(|(at, one)| Some((at, one.old?)))
        .collect();
    let come: Vec<(usize, DaemonSetIx)> = places()
        .filter(|(_, one)| one.old.is_none() && !one.refused)
        .filter_map(|(at, one)| Some((at, one.new?)))
        .collect();
    let mut of_gone: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut of_come: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (before, was) in &gone {
        for (after, is) in &come {
            let (one, other) = (&*old.daemon_sets[*was], &*new.daemon_sets[*is]);
            let same_place = key(one).0 == key(other).0;
            let alike = one.spec.selector == other.spec.selector
                || !template_changes(one, other, new.release);
            if same_place && alike {
                of_gone.entry(*before).or_default().push(*after);
                of_come.entry(*after).or_default().push(*before);
            }
        }
    }
    let pairs = of_gone.iter().filter_map(|(before, after)| match after.as_slice() {
        [after] if of_come.get(after).is_some_and(|all| all.len() == 1) => Some((*before, *after)),
        _ => None,
    });
    for (before, after) in pairs.collect::<Vec<_>>() {
        let (Some(was), Some(is)) = (
            changes.daemon_sets.get(before).and_then(|one| one.old),
            changes.daemon_sets.get(after).and_then(|one| one.new),
        ) else {
            continue;
        };
        let (from, to) = (key(&old.daemon_sets[was]).1, key(&new.daemon_sets[is]).1);
        let held = |pod: &crate::planner::daemon_pod::Compiled| {
            let ports = pod.scheduled().ports.iter();
            ports.map(|port| (port.port, port.protocol.clone())).collect::<Vec<_>>()
        };
        let (had, wanted) = (held(&old.pods[was]), held(&new.pods[is]));
        let shared: Vec<(u16, String)> =
            wanted.into_iter().filter(|port| had.contains(port)).collect();
        if let Some(one) = changes.daemon_sets.get_mut(after) {
            one.renamed = Some(Renamed { other: from.to_owned(), ports: shared.clone() });
        }
        if let Some(one) = changes.daemon_sets.get_mut(before) {
            one.renamed = Some(Renamed { other: to.to_owned(), ports: shared });
        }
    }
}
