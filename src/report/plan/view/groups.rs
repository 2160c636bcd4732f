//! Nodes grouped by outcome and by what keeps a pod off, as a reader would: a node that isn't
//! selected is not told apart by its taints, nor by which wrong value its label has.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use k8s_openapi::api::core::v1::Taint;

use super::{Outcome, reasons};
use crate::inventory::NodeIx;
use crate::planner::ix::VerdictIx;
use crate::planner::{Fact, Placement, Plugin, Reason, Verdict};

/// Nodes with the same outcome from the same causes.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    /// The outcome.
    pub outcome: Outcome,
    /// The causes; none for nodes that get a pod.
    pub causes: Vec<Cause<'a>>,
    /// The nodes, by their place in the inventory.
    pub nodes: Vec<NodeIx>,
    /// How many of the nodes also have a taint that is not tolerated, where that is not a cause.
    pub also_tainted: usize,
}

impl Group<'_> {
    /// The outcome in a word or two: what is wanted and has a node with room for it waits for
    /// something else.
    #[must_use]
    pub(crate) fn label(&self) -> &'static str {
        match self.outcome {
            Outcome::Runs => "runs on",
            Outcome::Open => "not known",
            Outcome::KeptOff => "kept off",
            Outcome::Refused => "refused",
            Outcome::Virtual => "virtual node",
            Outcome::NoRoom
                if self.causes.iter().any(|cause| cause.reason.plugin.is_about_room()) =>
            {
                "wanted, no room"
            }
            Outcome::NoRoom => "wanted, pending",
        }
    }

    /// That some of the nodes have a taint besides, in words.
    #[must_use]
    pub(crate) fn besides(&self) -> Option<String> {
        let said = match (self.also_tainted, self.nodes.len()) {
            (0, _) => return None,
            (1, 1) => "it also has a taint that is not tolerated".to_owned(),
            (some, all) if some == all => "they also have taints that are not tolerated".to_owned(),
            (1, _) => "1 of them also has a taint that is not tolerated".to_owned(),
            (some, _) => format!("{some} of them also have taints that are not tolerated"),
        };
        Some(said)
    }
}

/// What keeps a pod off some nodes.
#[derive(Debug)]
pub(crate) struct Cause<'a> {
    /// The reason on the first of the nodes; the others differ at most in their label's value.
    pub reason: &'a Reason,
    /// The label's values with the number of nodes that have each, for a reason that is about one.
    pub labels: BTreeMap<Seen<'a>, usize>,
}

/// What a node has for a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Seen<'a> {
    /// This value.
    Value(&'a str),
    /// A value that is one of many.
    Another,
    /// The node doesn't have the label.
    Missing,
}

/// Groups a placement's nodes: by outcome, the largest group first.
#[must_use]
pub(crate) fn groups(placement: &Placement) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut of_verdict: HashMap<VerdictIx, (usize, Seeds<'_>)> = HashMap::new();
    // Where each node has a taint of its own there are as many groups as nodes.
    let mut alike: HashMap<u64, Vec<usize>> = HashMap::new();
    for node in placement.nodes() {
        let id = placement.verdict_ix(node);
        let verdict = &placement.verdicts[id];
        let (place, seeds) = of_verdict.entry(id).or_insert_with(|| {
            let seeds = Seeds::of(verdict);
            let alike = alike.entry(seeds.key()).or_default();
            let belong = |place: &usize| groups.get(*place).is_some_and(|g| seeds.belong_to(g));
            let place = alike.iter().copied().find(belong).unwrap_or_else(|| {
                groups.push(seeds.group());
                alike.push(groups.len() - 1);
                groups.len() - 1
            });
            (place, seeds)
        });
        if let Some(group) = groups.get_mut(*place) {
            seeds.count(group, node);
        }
    }
    groups.sort_by_key(|group| (group.outcome, group.label(), Reverse(group.nodes.len())));
    groups
}

/// What a verdict contributes to a group.
struct Seeds<'a> {
    outcome: Outcome,
    reasons: Vec<&'a Reason>,
    also_tainted: bool,
}

impl<'a> Seeds<'a> {
    fn of(verdict: &'a Verdict) -> Self {
        let all = reasons(verdict);
        let is_target =
            |reason: &&Reason| matches!(reason.plugin, Plugin::NodeName | Plugin::NodeAffinity);
        let mut reasons: Vec<&Reason> = all.iter().filter(is_target).collect();
        let tainted = all.iter().any(|reason| reason.plugin == Plugin::TaintToleration);
        let also_tainted = tainted && !reasons.is_empty();
        if reasons.is_empty() {
            reasons = all.iter().collect();
        }
        Self { outcome: Outcome::of(verdict), reasons, also_tainted }
    }

    /// The same for all seeds of one group.
    fn key(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.outcome.hash(&mut hasher);
        for reason in &self.reasons {
            (reason.plugin, &reason.field, label(reason)).hash(&mut hasher);
            if let Fact::Taint(Taint { key, value, effect, .. }) = &reason.fact {
                (key, value, effect).hash(&mut hasher);
            }
        }
        hasher.finish()
    }

    fn belong_to(&self, group: &Group<'_>) -> bool {
        self.outcome == group.outcome
            && self.reasons.len() == group.causes.len()
            && self.reasons.iter().zip(&group.causes).all(|(reason, c)| same(reason, c.reason))
    }

    fn group(&self) -> Group<'a> {
        let causes =
            self.reasons.iter().map(|reason| Cause { reason, labels: BTreeMap::new() }).collect();
        Group { outcome: self.outcome, causes, nodes: Vec::new(), also_tainted: 0 }
    }

    fn count(&self, group: &mut Group<'a>, node: NodeIx) {
        group.nodes.push(node);
        group.also_tainted += usize::from(self.also_tainted);
        for (reason, cause) in self.reasons.iter().zip(&mut group.causes) {
            if let Some(seen) = seen(reason) {
                *cause.labels.entry(seen).or_default() += 1;
            }
        }
    }
}

fn seen(reason: &Reason) -> Option<Seen<'_>> {
    match &reason.fact {
        Fact::Label { value, .. } => Some(value.as_deref().map_or(Seen::Missing, Seen::Value)),
        Fact::OtherLabel { .. } => Some(Seen::Another),
        _ => None,
    }
}

/// The label that a reason is about.
fn label(reason: &Reason) -> Option<&str> {
    match &reason.fact {
        Fact::Label { key, .. } | Fact::OtherLabel { key } => Some(key),
        _ => None,
    }
}

/// Whether two reasons are one to a reader: they may differ in the value of the node's label.
fn same(a: &Reason, b: &Reason) -> bool {
    let same_label = match (label(a), label(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a.fact == b.fact,
    };
    a.plugin == b.plugin && a.field == b.field && same_label
}
