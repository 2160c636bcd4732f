//! What a change of manifests or nodes does to the fleet.

mod json;
mod markdown;
mod parts;
mod table;
mod words;

pub(in crate::report) use json::Compared;
pub(crate) use markdown::render as markdown;
pub(in crate::report) use parts::parts;
pub(crate) use table::render as table;
pub(in crate::report) use words::{moves, renamed, title};

use crate::kubernetes::release::Version;
use crate::planner::change::{Changes, DaemonSetChange, NodeOf};
use crate::report::plan::view::{Planned, View};
use crate::words::count;

/// A change with all that its outputs show of it.
#[derive(Debug)]
pub(crate) struct Comparison<'a> {
    /// The plan as it was.
    pub old: View<'a>,
    /// The plan as it is, with its rollouts.
    pub new: View<'a>,
    /// What becomes of the pods.
    pub changes: &'a Changes,
    /// The versions of Kubernetes, where they are what differs.
    pub upgrade: Option<(Version, Version)>,
}

impl<'a> Comparison<'a> {
    /// The names of nodes of either inventory.
    pub(in crate::report) fn names(&self, nodes: &[NodeOf]) -> Vec<&'a str> {
        let name = |node: &NodeOf| match (node.new, node.old) {
            (Some(new), _) => self.new.inventory.nodes.get(new),
            (None, Some(old)) => self.old.inventory.nodes.get(old),
            (None, None) => None,
        };
        nodes.iter().filter_map(name).map(|node| &*node.name).collect()
    }

    /// The DaemonSet of a change as it is, or as it was where it goes.
    fn planned(&self, change: &DaemonSetChange) -> Option<&Planned<'a>> {
        let new = change.new.and_then(|place| self.new.planned.get(place));
        new.or_else(|| self.old.planned.get(change.old?))
    }

    /// What is to be said of a DaemonSet of now before its nodes.
    pub(in crate::report) fn remarks(&self, change: &DaemonSetChange) -> Vec<String> {
        let new = change.new.and_then(|place| self.new.planned.get(place));
        let mut remarks = new.map(Planned::remarks).unwrap_or_default();
        remarks.extend(words::renamed(change));
        remarks.extend(self.upgrade.and_then(|step| words::asks(change, step)));
        remarks
    }

    /// How many pods each kind of change is about: restarted, gained, lost.
    fn totals(&self) -> [usize; 3] {
        let sum = |of: fn(&DaemonSetChange) -> usize| self.changes.daemon_sets.iter().map(of).sum();
        [
            sum(|change| change.restarted.len()),
            sum(|change| DaemonSetChange::count(&change.gained)),
            self.changes.lost(),
        ]
    }

    /// The whole of it in a line.
    #[must_use]
    pub(crate) fn summary(&self) -> String {
        let all = self.changes.daemon_sets.iter();
        let quiet = all.filter(|change| change.is_quiet() || change.unread).count();
        let unread = match self.changes.daemon_sets.iter().filter(|one| one.unread).count() {
            0 => String::new(),
            number => format!(", {number} not compared"),
        };
        let all = self.changes.daemon_sets.len();
        let [restarted, gained, lost] = self.totals();
        let refused = match self.changes.daemon_sets.iter().filter(|one| one.refused).count() {
            0 => String::new(),
            number => format!(", {number} refused by the API server"),
        };
        if let Some((from, to)) = self.upgrade {
            return format!(
                "from Kubernetes {from} to {to}, placement changes for {} of {}: {gained} gained, \
                 {lost} lost{refused}",
                all - quiet,
                count(all, "DaemonSet"),
            );
        }
        let kept = words::kept(self.changes.daemon_sets.iter().map(|one| one.kept.len()).sum());
        format!(
            "{} of {} change{}: {restarted} restarted, {gained} gained, {lost} lost{kept}{refused}{unread}",
            all - quiet,
            count(all, "DaemonSet"),
            if all == 1 { "s" } else { "" },
        )
    }
}
