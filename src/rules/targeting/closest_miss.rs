//! `closest-miss`: one requirement that leaves little of the nodes that the others choose.

use std::collections::BTreeMap;

use crate::inventory::ix::IxVec;
use crate::inventory::{Node, NodeIx, POOL_LABELS};
use crate::kubernetes::field::FieldPath;
use crate::kubernetes::labels::{Requirement, Test};
use crate::kubernetes::node_affinity::Term;
use crate::kubernetes::node_labels::{ARCH, HOSTNAME, INSTANCE_TYPE, OS, REGION, ZONE, newer_name};
use crate::planner::ix::VerdictIx;
use crate::planner::{Fact, Plugin, Verdict};
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::words::near::{Slip, slip};
use crate::words::{count, names};

/// Its id.
const ID: &str = "closest-miss";

/// The rule.
pub(super) struct ClosestMiss;

impl Check for ClosestMiss {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(placed) = Placed::of(cx, subject) else { return };
        let desired = placed.count(|verdict| verdict.should_run);
        // Where no node gets a pod, another rule says why.
        if desired == 0 {
            return;
        }
        let all: Vec<Miss<'_>> = misses(&placed, subject);
        let slips = all.iter().filter_map(|miss| miss.slip(&placed));
        if let Some(finding) = slips.max_by_key(|(nodes, _)| *nodes).map(|(_, finding)| finding) {
            findings.push(finding);
            return;
        }
        let params = cx.params(subject.manifest);
        let number = |name| usize::try_from(params.number(ID, name)).unwrap_or(usize::MAX);
        let much = Much { nodes: number("nodes"), one_in: number("one-in").max(1) };
        let narrow = all.iter().filter(|miss| miss.is_narrow(&placed, desired, much));
        if let Some(miss) = narrow.max_by_key(|miss| miss.nodes.len()) {
            findings.push(miss.finding(&placed, desired));
        }
    }
}

/// What a requirement must leave little of to be told.
#[derive(Clone, Copy)]
struct Much {
    /// So many nodes, at least, meet all else.
    nodes: usize,
    /// One in so many of them passes, at most.
    one_in: usize,
}

/// A requirement, and the nodes that miss nothing else.
struct Miss<'r> {
    requirement: &'r Requirement,
    field: FieldPath,
    nodes: Vec<NodeIx>,
}

/// The requirements that are all that nodes miss.
fn misses<'r>(placed: &Placed<'_>, subject: &'r Subject<'_>) -> Vec<Miss<'r>> {
    let affinity = subject.affinity();
    let term: &[Requirement] = match affinity.terms.as_deref() {
        None => &[],
        Some([term]) => Term::expressions(term),
        // With alternatives there is more than one way to a node.
        Some(_) => return Vec::new(),
    };
    let mut fields: BTreeMap<String, (usize, FieldPath, String)> = BTreeMap::new();
    let mut group_of: IxVec<VerdictIx, Option<usize>> = IxVec::default();
    for verdict in placed.placement.verdicts.iter() {
        let group = only_label(verdict).map(|(key, field)| {
            let next = fields.len();
            fields.entry(field.to_string()).or_insert((next, field.clone(), key.to_owned())).0
        });
        group_of.push(group);
    }
    let groups = placed.grouped(&group_of);
    let requirements = || affinity.node_selector.iter().chain(term);
    let miss = |(group, field, key): (usize, FieldPath, String)| {
        // One label, one requirement: of two nobody could say which is meant.
        let mut own = requirements().filter(|requirement| requirement.key == key);
        let (Some(requirement), None) = (own.next(), own.next()) else { return None };
        let nodes = groups.get(group).cloned().unwrap_or_default();
        (!nodes.is_empty()).then_some(Miss { requirement, field, nodes })
    };
    fields.into_values().filter_map(miss).collect()
}

/// The label that is all that a node misses, with the field that asks for it.
fn only_label(verdict: &Verdict) -> Option<(&str, &FieldPath)> {
    match verdict.refusals.as_slice() {
        [reason] if reason.plugin == Plugin::NodeAffinity => match &reason.fact {
            Fact::Label { key, .. } | Fact::OtherLabel { key } => {
                Some((key.as_str(), reason.field.as_ref()?))
            }
            _ => None,
        },
        _ => None,
    }
}

impl Miss<'_> {
    /// Nodes that have the label, but for how it is spelt.
    fn slip(&self, placed: &Placed<'_>) -> Option<(usize, Finding)> {
        let Test::In(values) = &self.requirement.test else { return None };
        let [wanted] = values.as_slice() else { return None };
        let inventory = placed.inventory;
        let key = &self.requirement.key;
        let is_slip = |a: &str, b: &str| matches!(slip(a, b), Some(Slip::Case | Slip::Punctuation));
        let spelt = |node: &Node| -> Option<String> {
            let other = inventory
                .label(node, key)
                .map(|there| is_slip(wanted, there).then(|| format!("{key}={there}")));
            other.unwrap_or_else(|| {
                let mut labels = inventory.labels(node);
                let there = labels.find(|(k, value)| *value == wanted && is_slip(k, key))?;
                Some(format!("{}={}", there.0, there.1))
            })
        };
        let found = self
            .nodes
            .iter()
            .filter_map(|place| Some((*place, spelt(inventory.nodes.get(*place)?)?)));
        let found: Vec<(NodeIx, String)> = found.collect();
        let (_, label) = found.first()?;
        let nodes: Vec<NodeIx> = found.iter().map(|(place, _)| *place).collect();
        let message = format!(
            "{} have `{label}` and get no pod: this asks for `{}`",
            count(nodes.len(), "node"),
            self.requirement
        );
        let route = Route::from(self.field.clone());
        let finding = Finding::new(message, route, placed.names(&nodes));
        let help = "all that they miss is how the label is spelt; label them alike, or ask for both \
                    with `operator: In`";
        Some((nodes.len(), finding.help(help)))
    }

    /// Whether the other requirements choose a part of the fleet, and this one leaves little of it.
    fn is_narrow(&self, placed: &Placed<'_>, desired: usize, much: Much) -> bool {
        let key = self.requirement.key.as_str();
        let key = newer_name(key).unwrap_or(key);
        // Nodes of one pool differ in these by nature, and who asks for one means it.
        let by_nature = [OS, ARCH, ZONE, REGION, HOSTNAME, INSTANCE_TYPE].contains(&key)
            || POOL_LABELS.contains(&key);
        let chosen = self.nodes.len() + desired;
        let fleet = placed.inventory.nodes.len();
        let leaves_few = desired.saturating_mul(much.one_in) <= chosen;
        !by_nature && chosen >= much.nodes && chosen * 2 <= fleet && leaves_few
    }

    fn finding(&self, placed: &Placed<'_>, desired: usize) -> Finding {
        let inventory = placed.inventory;
        let chosen = self.nodes.len() + desired;
        let message = format!(
            "{desired} of {} that meet all else pass `{}`",
            count(chosen, "node"),
            self.requirement
        );
        let value =
            |place: &NodeIx| inventory.label(inventory.nodes.get(*place)?, &self.requirement.key);
        let mut values: Vec<&str> = self.nodes.iter().filter_map(value).collect();
        values.sort_unstable();
        values.dedup();
        let there = match values.is_empty() {
            true => "have no such label".to_owned(),
            false => format!("have {}", names(values, 40)),
        };
        let label = format!("{} {there}", placed.names(&self.nodes));
        let route = Route::from(self.field.clone());
        Finding::new(message, route, label).help(format!(
            "without this {} more would get a pod; label those that are meant, or take it out",
            count(self.nodes.len(), "node")
        ))
    }
}
