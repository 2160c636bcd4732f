//! Whether an expectation holds on the nodes of a fleet.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{why, why_not};
use super::{Claim, Expectation, Meant, Percent, Portion, Share};
use crate::inventory::{Inventory, Node, NodeIx, PoolIx, Resource};
use crate::planner::fleet::Fleet;
use crate::planner::ix::{DaemonSetIx, VerdictIx};
use crate::planner::placement::Placement;
use crate::planner::verdict::Verdict;
use crate::words::amount::amount;
use crate::words::near::nearest;
use crate::words::{count, names};

/// Whether an expectation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It does.
    Holds,
    /// It doesn't.
    Broken,
    /// Something that it hangs on is not known.
    NotKnown,
}

/// What is to be said of an expectation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Judgement {
    /// Whether it holds.
    pub answer: Answer,
    /// In what it holds, or fails to: `3 of 60 nodes get no pod`.
    pub said: String,
    /// The nodes that break it, by why.
    pub breakers: Vec<Breakers>,
    /// How many nodes more would have to get a pod, new ones of a pool as one.
    pub missing: usize,
}

/// Nodes that break an expectation, for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Breakers {
    /// Why, in words.
    pub why: String,
    /// The nodes, in the order of the inventory.
    pub nodes: Vec<NodeIx>,
    /// The pools whose new nodes do.
    pub pools: Vec<PoolIx>,
    /// Their verdict where they get no pod: the first of those that say the same.
    pub verdict: Option<VerdictIx>,
}

impl Breakers {
    /// The names of the nodes, and behind them the pools.
    #[must_use]
    pub(crate) fn with_pools(&self, named: String, inventory: &Inventory) -> String {
        match (self.nodes.is_empty(), new_nodes(&self.pools, inventory)) {
            (_, None) => named,
            (true, Some(new)) => new,
            (false, Some(new)) => format!("{named} and {new}"),
        }
    }
}

/// New nodes of pools, in words; nothing where there are none.
pub(super) fn new_nodes(pools: &[PoolIx], inventory: &Inventory) -> Option<String> {
    let pools = pools.iter().filter_map(|place| inventory.pools.get(*place));
    let named = names(pools.map(|pool| &*pool.name), 60);
    (!named.is_empty()).then(|| format!("new nodes of {named}"))
}

impl Judgement {
    pub(super) fn holds(said: String) -> Self {
        Self { answer: Answer::Holds, said, breakers: Vec::new(), missing: 0 }
    }

    pub(super) fn not_known(said: impl Into<String>) -> Self {
        Self { answer: Answer::NotKnown, ..Self::holds(said.into()) }
    }

    /// All of it in one line: what is wrong, the nodes and why.
    #[must_use]
    pub(crate) fn line(&self, inventory: &Inventory) -> String {
        let groups = self.breakers.iter().map(|one| {
            let named = one.nodes.iter().filter_map(|node| inventory.nodes.get(*node));
            let named = names(named.map(|node| &*node.name), 60);
            format!("{} ({})", one.with_pools(named, inventory), one.why)
        });
        let groups: Vec<String> = groups.collect();
        match groups.is_empty() {
            true => self.said.clone(),
            false => format!("{}: {}", self.said, groups.join("; ")),
        }
    }
}

/// Judges an expectation of a DaemonSet. `asks_known` tells whether all is known of what its pods ask
/// for.
#[must_use]
pub(crate) fn judge(
    fleet: &Fleet<'_>,
    daemon_set: DaemonSetIx,
    expected: &Expectation,
    asks_known: bool,
) -> Judgement {
    let inventory = fleet.inventory;
    let pools = expected.nodes.of_new(inventory);
    let asks_of_new = match &expected.claim {
        Claim::AtLeast(Share::Nodes(_)) | Claim::Takes { each: false, .. } => false,
        Claim::AtMost(share) => *share == Share::Nodes(0),
        Claim::Every | Claim::AtLeast(Share::Percent(_)) | Claim::Takes { each: true, .. } => true,
    };
    if inventory.nodes.is_empty() && (pools.is_empty() || !asks_of_new) {
        return Judgement::not_known("there is no node yet");
    }
    let case = Case {
        fleet,
        daemon_set,
        placement: fleet.placement(daemon_set),
        meant: expected.nodes.of(inventory),
        pools,
    };
    let is_vacuous = matches!(expected.claim, Claim::Every | Claim::AtLeast(Share::Percent(_)));
    if case.meant.is_empty() && case.pools.is_empty() && is_vacuous {
        return Judgement::not_known(nobody(&expected.nodes, inventory));
    }
    match &expected.claim {
        Claim::Every => case.every(),
        Claim::AtLeast(Share::Percent(_)) if case.meant.is_empty() => case.share_of_new(),
        Claim::AtLeast(share) => case.at_least(share.of(case.meant.len(), true), false),
        Claim::AtMost(Share::Nodes(0)) => case.no(),
        Claim::AtMost(share) => case.at_most(share.of(case.meant.len(), false)),
        Claim::Takes { resource, .. } if !asks_known => {
            Judgement::not_known(format!("what it asks for of {resource} is to be filled in"))
        }
        Claim::Takes { most, resource, each: true } => case.takes_each(*most, resource),
        Claim::Takes { most, resource, each: false } => case.takes_in_all(*most, resource),
    }
}

impl Percent {
    /// Whether an amount is more than this of a whole.
    fn is_less_than(self, amount: i64, whole: i64) -> bool {
        i128::from(amount) * 10_000 > i128::from(self.0) * i128::from(whole)
    }
}

impl Share {
    /// How many nodes it is of so many.
    fn of(self, all: usize, up: bool) -> usize {
        match self {
            Self::Nodes(nodes) => nodes,
            Self::Percent(Percent(hundredths)) => {
                let product = all * hundredths as usize;
                if up { product.div_ceil(10_000) } else { product / 10_000 }
            }
        }
    }
}

/// That no node is meant, and what may be.
fn nobody(meant: &Meant, inventory: &Inventory) -> String {
    let did_you_mean = |near: Option<&str>| {
        near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
    };
    if let Some(pool) = &meant.pool {
        let of_nodes = inventory.nodes.iter().filter_map(|node| inventory.pool_name(node));
        let named = inventory.pools.iter().map(|pool| &*pool.name);
        let known: BTreeSet<&str> = of_nodes.chain(named).collect();
        if !known.contains(&**pool) {
            return format!("no node is of pool `{pool}`{}", did_you_mean(nearest(pool, known)));
        }
    }
    let unknown =
        meant.labels.iter().find(|one| !one.passes(None) && !inventory.knows_label(&one.key));
    if let Some(one) = unknown {
        let symbols: BTreeSet<_> = inventory
            .nodes
            .iter()
            .flat_map(|node| node.labels.iter().map(|(key, _)| key))
            .collect();
        let known: BTreeSet<&str> = symbols.into_iter().map(|key| inventory.text(key)).collect();
        return format!(
            "no node has the label `{}`{}",
            one.key,
            did_you_mean(nearest(&one.key, known))
        );
    }
    "no node is meant".to_owned()
}

/// A DaemonSet and the nodes that are meant.
pub(super) struct Case<'f> {
    pub(super) fleet: &'f Fleet<'f>,
    daemon_set: DaemonSetIx,
    pub(super) placement: &'f Placement,
    pub(super) meant: Vec<NodeIx>,
    /// The pools whose new nodes are meant.
    pub(super) pools: Vec<PoolIx>,
}

/// Whether the controller wants a pod on the node that the API server takes: it may wait for room.
pub(super) fn is_wanted(verdict: &Verdict) -> bool {
    verdict.should_run && !verdict.is_refused()
}

impl Case<'_> {
    fn count(&self, is: impl Fn(&Verdict) -> bool) -> usize {
        self.meant.iter().filter(|node| is(self.placement.verdict(**node))).count()
    }

    fn open(&self) -> Judgement {
        let open = self.count(Verdict::is_open);
        Judgement::not_known(format!(
            "it hangs on {}, and there on what is still to be filled in",
            count(open, "node")
        ))
    }

    /// Nodes by why they break the expectation, the largest group first.
    fn grouped(&self, breaks: impl Fn(NodeIx, &Verdict) -> Option<String>) -> Vec<Breakers> {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut groups: Vec<Breakers> = Vec::new();
        for &node in &self.meant {
            let verdict = self.placement.verdict(node);
            let Some(why) = breaks(node, verdict) else { continue };
            let place = *places.entry(why).or_insert_with_key(|why| {
                let verdict = Some(self.placement.verdict_ix(node)).filter(|_| !verdict.runs());
                let (nodes, pools) = (Vec::new(), Vec::new());
                groups.push(Breakers { why: why.clone(), nodes, pools, verdict });
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(place) {
                group.nodes.push(node);
            }
        }
        groups.sort_by_key(|group| std::cmp::Reverse(group.nodes.len()));
        groups
    }

    pub(super) fn at_least(&self, wanted: usize, every: bool) -> Judgement {
        let all = self.meant.len();
        let (runs, open) = (self.count(Verdict::runs), self.count(Verdict::is_open));
        if runs >= wanted {
            return Judgement::holds(format!("{runs} of {} get a pod", count(all, "node")));
        }
        if runs + open >= wanted {
            return self.open();
        }
        let mut reasons: BTreeMap<VerdictIx, String> = BTreeMap::new();
        for &node in &self.meant {
            let (place, verdict) = (self.placement.verdict_ix(node), self.placement.verdict(node));
            if !verdict.runs() && !verdict.is_open() {
                reasons.entry(place).or_insert_with(|| why_not(self.placement, verdict));
            }
        }
        let breakers =
            self.grouped(|node, _| reasons.get(&self.placement.verdict_ix(node)).cloned());
        let said = match every {
            true => format!("{} of {} get no pod", all - runs - open, count(all, "node")),
            false => format!("{runs} of {} get a pod, and {wanted} should", count(all, "node")),
        };
        Judgement { answer: Answer::Broken, said, breakers, missing: wanted - runs }
    }

    pub(super) fn at_most(&self, most: usize) -> Judgement {
        let all = self.meant.len();
        let (there, open) = (self.count(is_wanted), self.count(Verdict::is_open));
        if there + open <= most {
            return Judgement::holds(format!("{there} of {} get a pod", count(all, "node")));
        }
        if there <= most {
            return self.open();
        }
        let inventory = self.fleet.inventory;
        let breakers = self.grouped(|node, verdict| {
            is_wanted(verdict).then(|| why(inventory, &inventory.nodes[node]))
        });
        let may = if most == 0 { String::new() } else { format!(", and {most} may") };
        let said = format!("{there} of {} get a pod{may}", count(all, "node"));
        Judgement { answer: Answer::Broken, said, breakers, missing: 0 }
    }

    /// What a pod asks for.
    fn asks(&self, resource: &str) -> i64 {
        let needs = &self.fleet.pods[self.daemon_set].scheduled().needs;
        needs.iter().find(|need| need.name == resource).map_or(0, |need| need.amount)
    }

    /// What a node has of a resource; none where that is not known.
    fn has(&self, node: NodeIx, resource: &str) -> Option<i64> {
        let inventory = self.fleet.inventory;
        let node: &Node = &inventory.nodes[node];
        let allocatable = node.allocatable.as_ref()?;
        Some(Resource::find(resource, &inventory.symbols).map_or(0, |one| allocatable.get(one)))
    }

    fn takes_each(&self, most: Portion, resource: &str) -> Judgement {
        let asks = self.asks(resource);
        let amount = |number| amount(resource, number);
        let with_pod = self.count(is_wanted);
        let holds = || {
            let of = count(with_pod, "node");
            Judgement::holds(format!("a pod asks for {} of {resource}, on {of}", amount(asks)))
        };
        if asks == 0 {
            return holds();
        }
        let is_unknown = |node: &&NodeIx| {
            let verdict = self.placement.verdict(**node);
            let no_figure =
                matches!(most, Portion::Percent(_)) && self.has(**node, resource).is_none();
            verdict.is_open() || is_wanted(verdict) && no_figure
        };
        let breakers = self.grouped(|node, verdict| {
            if !is_wanted(verdict) {
                return None;
            }
            match most {
                Portion::Amount(most) => {
                    (asks > most).then(|| format!("a pod asks for {}", amount(asks)))
                }
                Portion::Percent(percent) => {
                    let whole = self.has(node, resource)?;
                    percent.is_less_than(asks, whole).then(|| {
                        let of = amount(whole);
                        format!("a pod asks for {} of {of}{}", amount(asks), share(asks, whole))
                    })
                }
            }
        });
        // Where the pods run they are the verdict's business no more.
        let breakers: Vec<Breakers> =
            breakers.into_iter().map(|one| Breakers { verdict: None, ..one }).collect();
        let new = self.new_grouped(|pool, verdict| {
            let Portion::Percent(percent) = most else { return None };
            let template = &self.fleet.inventory.pools.get(pool)?.template;
            let resource = Resource::find(resource, &self.fleet.inventory.symbols);
            let whole = resource.map_or(0, |one| {
                template.allocatable.as_ref().map_or(i64::MAX, |has| has.get(one))
            });
            let too_much = is_wanted(verdict) && percent.is_less_than(asks, whole);
            too_much.then(|| {
                format!(
                    "a pod asks for {} of {}{}",
                    amount(asks),
                    amount(whole),
                    share(asks, whole)
                )
            })
        });
        let new: Vec<Breakers> =
            new.into_iter().map(|one| Breakers { verdict: None, ..one }).collect();
        let with_new = |there: Judgement| {
            let what = format!("ask for too much {resource}");
            Judgement { missing: 0, ..self.with_new(there, new, &what) }
        };
        if breakers.is_empty() {
            let unknown = self.meant.iter().filter(is_unknown).count();
            return with_new(match unknown {
                0 => holds(),
                some => Judgement::not_known(format!(
                    "nothing is known of {resource} on {}",
                    count(some, "node")
                )),
            });
        }
        let broken: usize = breakers.iter().map(|one| one.nodes.len()).sum();
        let said = format!("too much {resource} on {broken} of {}", count(with_pod, "node"));
        with_new(Judgement { answer: Answer::Broken, said, breakers, missing: 0 })
    }

    fn takes_in_all(&self, most: Portion, resource: &str) -> Judgement {
        let asks = self.asks(resource);
        let pods = self.count(is_wanted);
        let sum = asks.saturating_mul(i64::try_from(pods).unwrap_or(i64::MAX));
        let open = self.count(Verdict::is_open) > 0;
        let figures: Option<Vec<i64>> =
            self.meant.iter().map(|node| self.has(*node, resource)).collect();
        let whole = figures.map(|all| all.into_iter().fold(0_i64, i64::saturating_add));
        let (broken, of) = match (most, whole) {
            (Portion::Amount(most), _) => (sum > most, String::new()),
            (Portion::Percent(percent), Some(whole)) => {
                let of = format!(" of {}{}", amount(resource, whole), share(sum, whole));
                (percent.is_less_than(sum, whole), of)
            }
            (Portion::Percent(_), None) => {
                return Judgement::not_known(format!("not every node tells of its {resource}"));
            }
        };
        let said = format!("{} ask for {}{of}", count(pods, "pod"), amount(resource, sum));
        match (broken, open && asks > 0) {
            (true, _) => Judgement { answer: Answer::Broken, ..Judgement::holds(said) },
            (false, true) => self.open(),
            (false, false) => Judgement::holds(said),
        }
    }
}

/// A share of a whole, for people.
fn share(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return String::new();
    }
    format!(", {:.1}%", part as f64 * 100.0 / whole as f64)
}
