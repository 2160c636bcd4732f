//! How it ends for the DaemonSets of a plan, in one line.

use super::new_nodes::lacks_room;
use super::{Planned, View};
use crate::planner::Verdict;
use crate::words::count;

impl View<'_> {
    /// How many DaemonSets there are where there is no node, and what could start one.
    #[must_use]
    pub(crate) fn on_no_node_yet(&self) -> String {
        let pools = match self.coming_pools().count() {
            0 => "no pool that could start one".to_owned(),
            some => format!("{} that could start some", count(some, "pool")),
        };
        let sets = count(self.planned.len(), "DaemonSet");
        let ends = self.how_they_end_on_new_nodes();
        format!("{sets} on no node yet: the inventory has {pools}{ends}")
    }

    /// How many of the DaemonSets end how, for the line below a plan.
    #[must_use]
    pub(crate) fn how_they_end(&self) -> String {
        let is_open = |one: &&Planned<'_>| one.placement.open() > 0;
        let is_nowhere = |one: &&Planned<'_>| one.placement.desired() == 0 && !is_open(one);
        let (waiting, nowhere): (Vec<&Planned<'_>>, Vec<&Planned<'_>>) =
            self.planned.iter().filter(is_nowhere).partition(|one| self.waits_for_new_nodes(one));
        let parts = [
            (!self.unplaced.is_empty()).then(|| "what can't be read is left out".to_owned()),
            one_or_more(
                self.refused(),
                "is refused by the API server",
                "are refused by the API server",
            ),
            one_or_more(
                self.with_refused_pods(),
                "has pods that the API server refuses",
                "have pods that the API server refuses",
            ),
            self.how_much_room(),
            one_or_more(nowhere.len(), "is wanted nowhere", "are wanted nowhere"),
            one_or_more(
                waiting.len(),
                "is wanted on new nodes alone",
                "are wanted on new nodes alone",
            ),
            match self.planned.iter().filter(is_open).count() {
                0 => None,
                number => Some(format!("of {number} it is not known where")),
            },
            one_or_more(
                self.on_virtual_nodes(),
                "comes to virtual nodes and never runs there",
                "come to virtual nodes and never run there",
            ),
        ];
        let parts = parts.into_iter().flatten().chain(self.new_node_parts());
        parts.collect::<Vec<_>>().join(", ")
    }

    /// How many of them lack room, or are refused, on nodes that pools would start; empty where none is.
    #[must_use]
    pub(crate) fn how_they_end_on_new_nodes(&self) -> String {
        let parts = self.new_node_parts();
        let parts = parts.iter().map(|said| format!(", {said}"));
        parts.collect()
    }

    /// The same as a sentence behind others; nothing where there is nothing to say.
    #[must_use]
    pub(crate) fn on_new_nodes_too(&self) -> String {
        let parts = self.new_node_parts();
        let parts = parts.iter().map(|said| format!(" Of the DaemonSets {said}."));
        parts.collect()
    }

    fn new_node_parts(&self) -> Vec<String> {
        let no_room = self.on_new_nodes(|v| v.is_unschedulable() && lacks_room(v));
        let waiting = self.on_new_nodes(|v| v.is_unschedulable() && !lacks_room(v));
        let refused = self.on_new_nodes(Verdict::is_refused);
        let parts = [
            one_or_more(no_room, "has no room on new nodes", "have no room on new nodes"),
            one_or_more(waiting, "would wait on new nodes", "would wait on new nodes"),
            one_or_more(refused, "is refused on new nodes", "are refused on new nodes"),
        ];
        parts.into_iter().flatten().collect()
    }

    /// How many lack room; that they have it only of those of which nothing else is said.
    fn how_much_room(&self) -> Option<String> {
        let blocked = self.without_room();
        if blocked > 0 {
            return match self.lacks_room() {
                true => one_or_more(
                    blocked,
                    "is wanted where it has no room",
                    "are wanted where they have no room",
                ),
                false => one_or_more(
                    blocked,
                    "is wanted where it can't be scheduled",
                    "are wanted where they can't be scheduled",
                ),
            };
        }
        let is_plain = |one: &&Planned<'_>| {
            let has = |is: fn(&Verdict) -> bool| one.placement.count(is) > 0;
            let refused = one.is_refused() || has(Verdict::is_refused);
            !refused && !has(Verdict::is_virtual) && one.placement.open() == 0
        };
        let plain = self.planned.iter().filter(is_plain).count();
        if plain == self.planned.len() && self.unplaced.is_empty() {
            return Some("all find room where they are wanted".to_owned());
        }
        match plain {
            0 => None,
            1 => Some("the other one finds room where it is wanted".to_owned()),
            _ => Some("the others find room where they are wanted".to_owned()),
        }
    }
}

fn one_or_more(number: usize, one: &str, more: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {more}")),
    }
}
