//! What new nodes of pools would get, in words.

use super::{Outcome, Planned, View, reasons};
use crate::inventory::PoolIx;
use crate::inventory::{Pool, Resource};
use crate::kubernetes::toleration::notation;
use crate::planner::{Condition, Fact, NewNode, Plugin, Reason, Verdict};
use crate::report::shared::screen::Tone;
use crate::words::amount::amount;
use crate::words::escape::escape;
use crate::words::names;

/// What becomes of a DaemonSet on a new node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Arrival {
    /// It gets a pod.
    Runs,
    /// It depends on what the new node will be.
    Depends,
    /// The controller wants no pod there.
    KeptOff,
    /// The controller wants one, and the node is too small.
    NoRoom,
    /// The controller wants one, and something else than room keeps it waiting.
    Pending,
    /// The API server refuses the pod that the controller wants.
    Refused,
    /// There will be no new node.
    Closed,
}

impl Arrival {
    fn of(pool: &Pool, verdict: &Verdict, new_node: &NewNode) -> Self {
        if pool.closed.is_some() {
            return Self::Closed;
        }
        if !new_node.conditions.is_empty() {
            return Self::Depends;
        }
        match Outcome::of(verdict) {
            Outcome::Runs => Self::Runs,
            Outcome::KeptOff => Self::KeptOff,
            Outcome::Refused => Self::Refused,
            Outcome::NoRoom if lacks_room(verdict) => Self::NoRoom,
            Outcome::NoRoom => Self::Pending,
            Outcome::Open => Self::Depends,
            Outcome::Virtual => Self::KeptOff,
        }
    }

    /// The words before the nodes.
    #[must_use]
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Runs => "would run on",
            Self::Depends => "may run on",
            Self::KeptOff => "would not run on",
            Self::NoRoom => "has no room on",
            Self::Pending => "would wait on",
            Self::Refused => "is refused on",
            Self::Closed => "won't see",
        }
    }

    /// How it is to be taken.
    #[must_use]
    pub(crate) const fn tone(self) -> Tone {
        match self {
            Self::Runs => Tone::Good,
            Self::Depends | Self::KeptOff => Tone::Warn,
            Self::NoRoom | Self::Pending | Self::Refused => Tone::Bad,
            Self::Closed => Tone::Faint,
        }
    }
}

/// Pools on whose new nodes the same becomes of a DaemonSet, for the same reasons.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NewNodes<'a> {
    /// What becomes of it.
    pub arrival: Arrival,
    /// The pools' names.
    pub pools: Vec<&'a str>,
    /// What there is to say of it, safe to show, each with its place in the manifest.
    pub said: Vec<(String, Option<String>)>,
}

impl<'a> View<'a> {
    /// The pools without nodes of their own of which new ones are to be expected.
    pub(crate) fn coming_pools(&self) -> impl Iterator<Item = PoolIx> + 'a {
        let inventory = self.inventory;
        self.empty_pools().filter(|place| inventory.pools[*place].closed.is_none())
    }

    /// The pools without nodes of their own, of which only new nodes can be told.
    pub(in crate::report) fn empty_pools(&self) -> impl Iterator<Item = PoolIx> + 'a {
        let pools = self.inventory.pools.numbered();
        pools.filter(|(_, pool)| pool.count == 0).map(|(place, _)| place)
    }

    /// Whether a DaemonSet would get a pod on some node that a pool could start.
    #[must_use]
    pub(crate) fn waits_for_new_nodes(&self, planned: &Planned<'_>) -> bool {
        let new_nodes = self.new_nodes(planned);
        new_nodes.iter().any(|n| matches!(n.arrival, Arrival::Runs | Arrival::Depends))
    }

    /// What there is to say of a pool's new node beside what a DaemonSet meets there, safe to show.
    #[must_use]
    pub(crate) fn of_new_node(&self, planned: &Planned<'_>, place: PoolIx) -> Vec<String> {
        let pool = &self.inventory.pools[place];
        let said = said_of(pool, planned.placement.new_node(place)).into_iter();
        let notes = pool.notes.iter().map(|note| escape(note).into_owned());
        said.map(|(said, _)| said).chain(notes).collect()
    }

    /// What becomes of a DaemonSet on new nodes.
    #[must_use]
    pub(crate) fn new_nodes(&self, planned: &Planned<'_>) -> Vec<NewNodes<'a>> {
        let mut all: Vec<NewNodes<'a>> = Vec::new();
        for place in self.empty_pools() {
            let pool = &self.inventory.pools[place];
            let (arrival, said) = self.on_new_node_of(planned, place);
            match all.iter_mut().find(|known| known.arrival == arrival && known.said == said) {
                Some(known) => known.pools.push(&pool.name),
                None => all.push(NewNodes { arrival, pools: vec![&pool.name], said }),
            }
        }
        all.sort_by_key(|new_nodes| new_nodes.arrival);
        all
    }

    /// What becomes of a DaemonSet on a new node of one pool, and what there is to say of it.
    pub(in crate::report) fn on_new_node_of(
        &self,
        planned: &Planned<'_>,
        place: PoolIx,
    ) -> (Arrival, Vec<(String, Option<String>)>) {
        let pool = &self.inventory.pools[place];
        let verdict = planned.placement.pool_verdict(place);
        let new_node = planned.placement.new_node(place);
        let arrival = Arrival::of(pool, verdict, new_node);
        let mut said = match arrival {
            Arrival::KeptOff | Arrival::NoRoom | Arrival::Pending => {
                let all = telling(reasons(verdict)).into_iter();
                let place = |reason: &Reason| planned.place(reason.field.as_ref());
                all.map(|r| (self.on_new_node(planned, r, pool), place(r))).collect()
            }
            _ => said_of(pool, new_node),
        };
        said.extend(pool.notes.iter().map(|note| (escape(note).into_owned(), None)));
        (arrival, said)
    }

    /// A reason in words; of room, what a new node has.
    fn on_new_node(&self, planned: &Planned<'_>, reason: &Reason, pool: &Pool) -> String {
        let Fact::Resource { name, need } = &reason.fact else { return planned.words(reason) };
        let resource = Resource::find(name, &self.inventory.symbols);
        let has = resource.zip(pool.template.allocatable.as_ref());
        let has = has.map_or(0, |(resource, allocatable)| allocatable.get(resource));
        let has = if has == 0 { "none".to_owned() } else { amount(name, has) };
        let said = format!("{name}: needs {}, a new node has {has}", amount(name, *need));
        escape(&said).into_owned()
    }
}

/// Whether it is room that keeps a pod off.
#[must_use]
pub(super) fn lacks_room(verdict: &Verdict) -> bool {
    verdict.blockers.iter().any(|reason| reason.plugin.is_about_room())
}

/// The reasons that a reader needs: a node that isn't selected is not told apart by its taints.
fn telling(reasons: &[Reason]) -> Vec<&Reason> {
    let is_target =
        |reason: &&Reason| matches!(reason.plugin, Plugin::NodeName | Plugin::NodeAffinity);
    let targets: Vec<&Reason> = reasons.iter().filter(is_target).collect();
    if targets.is_empty() { reasons.iter().collect() } else { targets }
}

/// What there is to say where nothing keeps the pod off.
fn said_of(pool: &Pool, new_node: &NewNode) -> Vec<(String, Option<String>)> {
    if let Some(closed) = pool.closed {
        return vec![(closed.to_owned(), None)];
    }
    let conditions = new_node.conditions.iter().map(condition);
    let after = new_node.after.iter();
    let after = after.map(|taint| format!("once the startup taint {} is gone", notation(taint)));
    conditions.chain(after).map(|said| (escape(&said).into_owned(), None)).collect()
}

/// How many values are named one by one.
const MANY: usize = 4;

/// A condition in words.
fn condition(condition: &Condition) -> String {
    let Condition { key, values, except, others, missing, exact, later } = condition;
    let or = |values: &[String]| match values.len() {
        0..=MANY => values.join(" or "),
        _ => format!("one of {}", names(values.iter().map(String::as_str), 60)),
    };
    let missing = |said: String| if *missing { format!("{said} or not there") } else { said };
    match (exact, others) {
        (false, _) => format!("depending on the number in {key}"),
        (true, true) if except.is_empty() && *later => format!("once an agent sets {key}"),
        (true, true) if except.is_empty() => missing(format!("if {key} is there")),
        (true, true) => missing(format!("if {key} is not {}", or(except))),
        (true, false) if values.is_empty() => format!("if {key} is not there"),
        (true, false) if *later => {
            format!("once an agent sets {key} to {}", or(values))
        }
        (true, false) => missing(format!("if {key} is {}", or(values))),
    }
}
