//! What the outputs of a plan share.

mod closing;
pub(in crate::report) mod expected;
mod groups;
mod headline;
mod new_nodes;
mod planned;
mod rolling;
mod room;
pub(crate) mod unknown;
mod words;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::inventory::ix::{Ix, IxVec};
use crate::inventory::{Inventory, NodeIx};
use crate::manifest::Workspace;
use crate::pipeline::Placed;
use crate::planner::change::Updates;
use crate::planner::overhead::Overhead;
use crate::planner::{DaemonSetIx, Fleet, Reason, Verdict};
use crate::rules::Judged;
use crate::words::escape::escape;

pub(crate) use groups::{Cause, Group, groups};
pub(crate) use planned::Planned;
pub(crate) use rolling::Rolling;
pub(crate) use room::takers;
pub(crate) use words::short;

/// A plan with all that its outputs show.
#[derive(Clone, Debug)]
pub(crate) struct View<'a> {
    /// The DaemonSets on their nodes.
    pub fleet: &'a Fleet<'a>,
    /// The nodes.
    pub inventory: &'a Inventory,
    /// The Kubernetes that answered: `1.36`, or `1.36 to 1.37` where an upgrade was asked about.
    pub kubernetes: String,
    /// The DaemonSets.
    pub planned: IxVec<DaemonSetIx, Planned<'a>>,
    /// How updates would roll out: one for each DaemonSet, or none where that is not asked.
    pub rollouts: Vec<Rolling>,
    /// What the DaemonSets take together, where that is asked.
    pub overhead: Option<Arc<Overhead>>,
    /// What keeps other DaemonSets from being read so far that they could be placed.
    pub unplaced: Vec<&'a Diagnostic>,
}

impl<'a> View<'a> {
    /// The fleet of a workspace's DaemonSets; `refused` says of each whether the API server refuses
    /// it.
    #[must_use]
    pub(crate) fn new(fleet: &'a Fleet<'a>, workspace: &'a Workspace, refused: &[bool]) -> Self {
        let manifests = workspace.daemon_sets().map(|(manifest, _)| manifest);
        let planned = fleet
            .plan
            .placements
            .numbered()
            .zip(manifests)
            .zip(refused)
            .map(|(((place, placement), manifest), &refused)| Planned {
                place,
                placement,
                waits: &fleet.pods[place].waits,
                otherwise: &fleet.pods[place].otherwise,
                expectations: &[],
                policies: None,
                manifest,
                refused,
                objections: &[],
                left: None,
                deployment: None,
            })
            .collect();
        let inventory = fleet.inventory;
        Self {
            fleet,
            inventory,
            kubernetes: fleet.release.version().to_string(),
            planned,
            rollouts: Vec::new(),
            overhead: None,
            unplaced: Vec::new(),
        }
    }

    /// What the outputs show of DaemonSets on nodes.
    #[must_use]
    pub(crate) fn of(placed: &'a Placed<'_>) -> Self {
        let mut view = Self::new(&placed.fleet, &placed.sources.workspace, &placed.refused);
        for planned in view.planned.iter_mut() {
            let expectations = placed.expectations.get(planned.place.index());
            planned.expectations = expectations.map(Vec::as_slice).unwrap_or_default();
            planned.policies = placed.policies.get(planned.place.index());
            planned.deployment = placed.sources.alternative_of(planned.manifest);
        }
        view
    }

    /// Whether a DaemonSet is more than one that gets all the pods that it wants: it is refused,
    /// wanted nowhere, or some of its pods are missing, or its update doesn't get to its end.
    #[must_use]
    pub(crate) fn deserves_a_look(&self, planned: &Planned<'_>) -> bool {
        let placement = planned.placement;
        let missing = |v: &Verdict| v.is_unschedulable() || v.is_refused() || v.is_virtual();
        let waits = placement.count(missing) > 0
            || self.coming_pools().any(|pool| missing(placement.pool_verdict(pool)));
        let nowhere = placement.desired() == 0 && !self.waits_for_new_nodes(planned);
        let open = placement.open() > 0;
        let rollout = self.rollouts.get(planned.place.index());
        let stuck = rollout.is_some_and(Rolling::is_stuck);
        let expected = planned.expectations.iter().all(Judged::holds);
        !expected
            || planned.is_refused()
            || planned.refusal_or_gate()
            || waits
            || nowhere
            || open
            || stuck
    }

    /// How many DaemonSets the API server refuses, as they are or as updates.
    #[must_use]
    pub(crate) fn refused(&self) -> usize {
        self.planned.iter().filter(|one| one.is_refused()).count()
    }

    /// The same with how updates would roll out, if a pod takes these seconds to be ready; with the
    /// plan from before a change, if there is one.
    #[must_use]
    pub(crate) fn with_rollouts(
        mut self,
        ready_seconds: u64,
        before: Option<(&Fleet<'_>, &Updates)>,
    ) -> Self {
        let was = |one: &Planned<'_>| {
            let (fleet, updates) = before?;
            Some((fleet, updates.of.get(one.place).copied().flatten()?))
        };
        let rolling = |one| Rolling::new(&self, one, ready_seconds, was(one));
        self.rollouts = self.planned.iter().map(rolling).collect();
        self
    }

    /// The names of nodes by their place.
    pub(in crate::report) fn names(
        &self,
        nodes: &[NodeIx],
    ) -> impl DoubleEndedIterator<Item = &'a str> {
        let names = nodes.iter().filter_map(|&node| self.inventory.nodes.get(node));
        names.map(|node| &*node.name)
    }

    /// What is left out since it can't be read, a paragraph each, safe to show.
    #[must_use]
    pub(crate) fn left_out(&self) -> String {
        let one = |found: &&Diagnostic| {
            let line = found.file.position(found.primary.span.start).line;
            let (file, message) = (escape(found.file.name()), escape(&found.message));
            format!("left out, since it can't be read: {file}:{line}: {message}\n\n")
        };
        self.unplaced.iter().map(one).collect()
    }

    /// Whether it is room that any DaemonSet lacks where it is wanted.
    #[must_use]
    pub(crate) fn lacks_room(&self) -> bool {
        let mut verdicts = self.planned.iter().flat_map(|one| &one.placement.verdicts);
        verdicts
            .any(|v| v.is_unschedulable() && v.blockers.iter().any(|r| r.plugin.is_about_room()))
    }

    /// How many DaemonSets are wanted on a node that has no room for them.
    #[must_use]
    pub(crate) fn without_room(&self) -> usize {
        let blocked = |one: &&Planned<'_>| one.placement.count(Verdict::is_unschedulable) > 0;
        self.planned.iter().filter(blocked).count()
    }

    /// How many DaemonSets have pods that the API server refuses.
    #[must_use]
    pub(crate) fn with_refused_pods(&self) -> usize {
        let refused = |one: &&Planned<'_>| one.placement.count(Verdict::is_refused) > 0;
        self.planned.iter().filter(refused).count()
    }

    /// How many DaemonSets have such a verdict on a node that a pool would start.
    #[must_use]
    pub(crate) fn on_new_nodes(&self, is: impl Fn(&Verdict) -> bool) -> usize {
        let are = |one: &&Planned<'_>| {
            self.coming_pools().any(|pool| is(one.placement.pool_verdict(pool)))
        };
        self.planned.iter().filter(are).count()
    }

    /// How many DaemonSets come to virtual nodes.
    #[must_use]
    pub(crate) fn on_virtual_nodes(&self) -> usize {
        let are = |one: &&Planned<'_>| one.placement.count(Verdict::is_virtual) > 0;
        self.planned.iter().filter(are).count()
    }
}

/// What becomes of a DaemonSet on a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// A pod runs.
    Runs,
    /// Whether the controller wants a pod hangs on what is still to be filled in.
    Open,
    /// The controller wants no pod.
    KeptOff,
    /// The controller wants one and the scheduler finds no room.
    NoRoom,
    /// The controller wants one and the API server refuses it.
    Refused,
    /// The pod comes to a virtual node, where it never runs.
    Virtual,
}

impl Outcome {
    /// The outcome of a verdict.
    #[must_use]
    pub(crate) fn of(verdict: &Verdict) -> Self {
        if verdict.is_open() {
            Self::Open
        } else if verdict.is_refused() {
            Self::Refused
        } else if verdict.is_virtual() {
            Self::Virtual
        } else if verdict.runs() {
            Self::Runs
        } else if verdict.should_run {
            Self::NoRoom
        } else {
            Self::KeptOff
        }
    }
}

/// The reasons that speak against a pod: the controller's, and where it wants one the scheduler's.
#[must_use]
pub(crate) fn reasons(verdict: &Verdict) -> &[Reason] {
    if verdict.is_open() {
        return &verdict.open;
    }
    match verdict.should_run {
        // What is not let in is not scheduled either.
        true if verdict.is_refused() => &[],
        true => &verdict.blockers,
        false => &verdict.refusals,
    }
}
