//! What is left on nodes, and who takes the rest.

use std::collections::BTreeMap;

use super::{Group, Outcome, Planned, View};
use crate::inventory::{NodeIx, Pod, Resource};
use crate::words::amount::amount;
use crate::words::escape::escape;
use crate::words::names;

/// How many of those that take a resource are named.
const TAKERS: usize = 3;
/// How many columns the names of preempted pods may take.
const PREEMPTED: usize = 40;

/// Those that take a resource, with how much each, as one would say it: the first three by name.
/// None where nobody does.
#[must_use]
pub(crate) fn takers(resource: &str, by: &[(String, i64)]) -> Option<String> {
    if by.is_empty() {
        return None;
    }
    let named = by.iter().take(TAKERS).map(|(name, number)| {
        let number = amount(resource, *number);
        format!("{name} {number}")
    });
    let named: Vec<String> = named.collect();
    let more = match by.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(format!("{}{more}", named.join(", ")))
}

impl View<'_> {
    /// What is left of a resource on nodes that have not enough of it, and who takes the rest
    /// where that is on all of them the same.
    pub(in crate::report) fn room(
        &self,
        planned: &Planned<'_>,
        name: &str,
        nodes: &[NodeIx],
    ) -> String {
        let Some(resource) = Resource::find(name, &self.inventory.symbols) else {
            return "; no node has any".to_owned();
        };
        let rooms: Vec<(i64, i64)> = nodes
            .iter()
            .map(|&node| {
                let node_of = self.inventory.nodes.get(node);
                let all = node_of.and_then(|node| node.allocatable.as_ref());
                let all = all.map_or(0, |all| all.get(resource));
                let others = self.fleet.neighbours(planned.place, node);
                let used = others.iter().map(|other| self.fleet.taken_by(other, resource));
                (all.saturating_sub(used.fold(0, i64::saturating_add)), all)
            })
            .collect();
        let (Some(&(least, _)), Some(&(most, all))) = (rooms.iter().min(), rooms.iter().max())
        else {
            return String::new();
        };
        let write = |number: i64| amount(name, number.max(0));
        let same_size = rooms.iter().all(|(_, size)| *size == all);
        if least == all && same_size {
            let whose = if nodes.len() == 1 { "the node has" } else { "the nodes have" };
            return format!(", {whose} {}", write(all));
        }
        let of = if same_size { format!(" of {}", write(all)) } else { String::new() };
        let left = if write(least) == write(most) {
            format!(", {} left{of}", write(most))
        } else {
            format!(", {} to {} left{of}", write(least), write(most))
        };
        // The number of pods is taken by each alike.
        if resource == Resource::Pods {
            return left;
        }
        if let Some(by) = takers(name, &self.takers(planned, resource, nodes)) {
            return format!("{left} ({by})");
        }
        // On each node others: the fullest stands for them.
        let fullest = rooms.iter().zip(nodes).filter(|((left, all), _)| left < all).min();
        let Some((_, fullest)) = fullest else { return left };
        let here = std::slice::from_ref(fullest);
        let host = escape(self.names(here).next().unwrap_or_default()).into_owned();
        match takers(name, &self.takers(planned, resource, here)) {
            Some(by) => format!("{left} (on {host}: {by})"),
            None => left,
        }
    }

    /// Who takes of a resource on each of the nodes the same, those that take most first.
    fn takers(
        &self,
        planned: &Planned<'_>,
        resource: Resource,
        nodes: &[NodeIx],
    ) -> Vec<(String, i64)> {
        let on = |node: NodeIx| {
            let mut by: BTreeMap<String, i64> = BTreeMap::new();
            for other in self.fleet.neighbours(planned.place, node) {
                let name = self.fleet.short_name_of(&other).to_owned();
                let sum = by.entry(name).or_default();
                *sum = sum.saturating_add(self.fleet.taken_by(&other, resource));
            }
            by
        };
        let mut nodes = nodes.iter().map(|node| on(*node));
        let mut common = nodes.next().unwrap_or_default();
        for other in nodes {
            common.retain(|name, number| other.get(name) == Some(number));
        }
        let common = common.into_iter().filter(|(_, number)| *number > 0);
        let mut by: Vec<(String, i64)> = common.collect();
        by.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
        by
    }

    /// That the scheduler makes room on some of a group's nodes by preemption.
    #[must_use]
    pub(crate) fn preemption(&self, planned: &Planned<'_>, group: &Group<'_>) -> Option<String> {
        let compiled = &self.fleet.pods[planned.place];
        let victims = |node: &NodeIx| {
            let pods = self.fleet.victims(planned.place, *node);
            (!pods.is_empty()).then_some((*node, pods))
        };
        let made: Vec<(NodeIx, Vec<&Pod>)> = group.nodes.iter().filter_map(victims).collect();
        let (first, pods) = made.first()?;
        let go = names(pods.iter().map(|pod| &*pod.name), PREEMPTED);
        let priority = compiled.priority;
        Some(if group.nodes.len() == 1 {
            format!("preemption makes room: at priority {priority}, {go} must go")
        } else {
            let first = self.names(std::slice::from_ref(first)).next().unwrap_or_default();
            let number = if made.len() == group.nodes.len() {
                "all of them".to_owned()
            } else {
                made.len().to_string()
            };
            format!(
                "preemption makes room on {number}: at priority {priority}, pods of lower priority \
                 must go (on {}: {go})",
                escape(first)
            )
        })
    }

    /// What becomes of the DaemonSet's pods that run on a group's nodes although none is wanted
    /// there.
    #[must_use]
    pub(crate) fn running_already(
        &self,
        planned: &Planned<'_>,
        group: &Group<'_>,
    ) -> Option<String> {
        if group.outcome != Outcome::KeptOff {
            return None;
        }
        let has_one = |node: &&NodeIx| self.fleet.has_own(planned.place, **node);
        let verdicts =
            group.nodes.iter().filter(has_one).map(|node| planned.placement.verdict(*node));
        let (stay, go): (Vec<_>, Vec<_>) = verdicts
            .map(|verdict| verdict.should_continue_running)
            .partition(|continues| *continues);
        let stays = format!("stays {}", planned.stays_until());
        let said = |number: usize, fate: &str| match (number, group.nodes.len()) {
            (0, _) => None,
            (1, 1) => Some(format!("a pod runs there, and {fate}")),
            (number, all) if number == all => {
                Some(format!("on all of them a pod runs, and {fate}"))
            }
            (number, _) => Some(format!("on {number} of them a pod runs, and {fate}")),
        };
        let all = [said(stay.len(), &stays), said(go.len(), "is deleted")];
        let all: Vec<String> = all.into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join("; "))
    }
}
