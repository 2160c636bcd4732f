//! A plan for programs: the versioned contract.

mod classes;
mod expectation;
mod rollout;

use std::io;

use super::{Format, Rendering, Shown};
use crate::report::shared::format::Audience;
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::capacity::Taken;
use super::change::Compared;
use super::view::{Planned, View};
use crate::diagnostic::Diagnostic;
use crate::inventory::ix::IxVec;
use crate::inventory::{Inventory, NodeIx, Pod as RunningPod, PoolIx};
use crate::kubernetes::pod_admission;
use crate::kubernetes::toleration::notation;
use crate::planner::ix::VerdictIx;
use crate::planner::template::of_template;
use crate::planner::{Reason, Verdict};
use crate::report::shared::json::{VERSION, write};

use classes::{Class, Classes, OfClasses, Preempted, preempted};
use expectation::Expectation;
use rollout::Rollout;

/// The format.
pub(crate) const FORMAT: Format = Format {
    name: "json",
    about: "One versioned object, for programs",
    audience: Audience::Programs,
    on_screen: false,
    render: Rendering { whole: false, write: |shown, _, out| render(shown, out) },
};

/// Writes a plan as one object, with what changed where it was compared.
fn render(shown: &Shown<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let view = shown.view;
    let planned = &view.planned;
    let classes = shown.compact.then(|| Classes::new(view));
    let rollout = |place: usize| view.rollouts.get(place).map(Rollout::new);
    // What is refused as an update rolls nowhere.
    let rolls = |one: &Planned<'_>| one.objections.is_empty();
    let daemonsets = planned.iter().enumerate();
    let report = PlanReport {
        version: VERSION,
        summary: Summary::new(view),
        node_classes: classes.as_ref().map(|classes| classes.all(view.inventory)),
        daemonsets: daemonsets
            .map(|(place, planned)| {
                let rollout = rollout(place).filter(|_| rolls(planned));
                DaemonSet::new(view, planned, rollout, classes.as_ref())
            })
            .collect(),
        changes: shown.comparison.map(Compared::new),
        capacity: view.overhead.as_ref().map(|overhead| Taken::new(view, overhead)),
        unreadable: view.unplaced.iter().map(|found| Unreadable::new(found)).collect(),
    };
    write(&report, out)
}

#[derive(Serialize)]
struct PlanReport<'a> {
    version: u32,
    summary: Summary<'a>,
    #[serde(rename = "nodeClasses", skip_serializing_if = "Option::is_none")]
    node_classes: Option<Vec<Class<'a>>>,
    daemonsets: Vec<DaemonSet<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<Compared<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    capacity: Option<Taken<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unreadable: Vec<Unreadable<'a>>,
}

/// Why a DaemonSet, or what may be one, is left out of the plan.
#[derive(Serialize)]
struct Unreadable<'a> {
    file: &'a str,
    line: u32,
    namespace: Option<&'a str>,
    name: Option<&'a str>,
    message: &'a str,
}

impl<'a> Unreadable<'a> {
    fn new(found: &'a Diagnostic) -> Self {
        let object = found.object.as_ref();
        Self {
            file: found.file.name(),
            line: found.file.position(found.primary.span.start).line,
            namespace: object.and_then(|object| object.namespace.as_deref()),
            name: object.map(|object| object.name.as_str()),
            message: &found.message,
        }
    }
}

/// How many pods there are of each outcome, on all nodes and of all DaemonSets.
#[derive(Serialize)]
struct Summary<'a> {
    /// The Kubernetes that answered.
    kubernetes: &'a str,
    wanted: usize,
    running: usize,
    refused: usize,
    unschedulable: usize,
    #[serde(rename = "virtual")]
    on_virtual_nodes: usize,
    /// Where it is not known whether a pod is wanted.
    #[serde(skip_serializing_if = "is_none")]
    unknown: usize,
    /// Of pools without nodes: how many new ones are to be expected of, and how many DaemonSets
    /// end how there.
    #[serde(rename = "newNodes", skip_serializing_if = "Option::is_none")]
    new_nodes: Option<NewNodes>,
}

#[derive(Serialize)]
struct NewNodes {
    pools: usize,
    refused: usize,
    unschedulable: usize,
}

impl<'a> Summary<'a> {
    fn new(view: &'a View<'_>) -> Self {
        let sum = |is: fn(&Verdict) -> bool| {
            view.planned.iter().map(|one| one.placement.count(is)).sum::<usize>()
        };
        Self {
            kubernetes: &view.kubernetes,
            wanted: sum(|verdict| verdict.should_run),
            running: sum(Verdict::runs),
            refused: sum(Verdict::is_refused),
            unschedulable: sum(Verdict::is_unschedulable),
            on_virtual_nodes: sum(Verdict::is_virtual),
            unknown: sum(Verdict::is_open),
            new_nodes: (view.empty_pools().next().is_some()).then(|| NewNodes {
                pools: view.coming_pools().count(),
                refused: view.on_new_nodes(Verdict::is_refused),
                unschedulable: view.on_new_nodes(Verdict::is_unschedulable),
            }),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DaemonSet<'a> {
    file: &'a str,
    /// The alternative that it belongs to, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    deployment: Option<&'a str>,
    namespace: &'a str,
    name: &'a str,
    /// None where that hangs on what is still to be filled in.
    desired: Option<usize>,
    running: Option<usize>,
    /// On how many nodes it is not known whether one is wanted.
    #[serde(skip_serializing_if = "is_none")]
    unknown: usize,
    /// How many pods run at least and at most, where that hangs on which come first.
    #[serde(skip_serializing_if = "Option::is_none")]
    running_range: Option<(usize, usize)>,
    refused: bool,
    changes: Vec<String>,
    /// What changes its pods in an order that is chance.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by_chance: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rollout: Option<Rollout>,
    /// What its pods name and nobody knows of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_known: Vec<String>,
    /// What is expected of its placement.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    expectations: Vec<Expectation<'a>>,
    /// Every node; none where they are told in classes.
    #[serde(skip_serializing_if = "Option::is_none")]
    nodes: Option<Nodes<'a>>,
    /// The classes by their verdict, where they are told so.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdicts: Option<Vec<OfClasses<'a>>>,
    /// The nodes of classes from which pods go.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    preempts: Vec<Preempted<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pools: Vec<Pool<'a>>,
}

impl<'a> DaemonSet<'a> {
    fn new(
        view: &'a View<'a>,
        planned: &'a Planned<'a>,
        rollout: Option<Rollout>,
        classes: Option<&Classes>,
    ) -> Self {
        let open = planned.placement.open();
        Self {
            file: planned.file(),
            deployment: planned.deployment,
            namespace: &planned.placement.namespace,
            name: &planned.placement.name,
            desired: (open == 0).then(|| planned.placement.desired()),
            running: (open == 0).then(|| planned.placement.running()),
            unknown: open,
            running_range: match planned.placement.range {
                None if open > 0 => {
                    let running = planned.placement.running();
                    Some((running, running + open))
                }
                range => range.map(|(least, most)| (least, most + open)),
            },
            refused: planned.is_refused(),
            changes: planned.placement.changes.iter().map(ToString::to_string).collect(),
            by_chance: planned.in_any_order().collect(),
            rollout,
            not_known: planned.not_known().collect(),
            expectations: planned.expectations.iter().map(Expectation::new).collect(),
            nodes: classes.is_none().then(|| Nodes::new(view, planned)),
            verdicts: classes.map(|classes| classes.verdicts(planned)),
            preempts: classes.map(|_| preempted(view, planned)).unwrap_or_default(),
            pools: Pool::all(view.inventory, planned),
        }
    }
}

fn is_none(number: &usize) -> bool {
    *number == 0
}

/// What a new node of a pool would get.
#[derive(Serialize)]
struct Pool<'a> {
    pool: &'a str,
    from: &'static str,
    count: u32,
    #[serde(flatten)]
    answer: Answer<'a>,
    /// The answer holds only then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    conditions: Vec<If<'a>>,
    /// Taints that must go before the pod comes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    after: Vec<String>,
    /// Why no new node is to be expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed: Option<&'static str>,
    /// What of the pool's description is not taken as its author may think.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<&'a str>,
}

#[derive(Serialize)]
struct If<'a> {
    label: &'a str,
    values: &'a [String],
    others: bool,
    missing: bool,
    /// An agent sets the label once it runs on the node.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    later: bool,
}

impl<'a> Pool<'a> {
    fn all(inventory: &'a Inventory, planned: &'a Planned<'a>) -> Vec<Self> {
        let pools = inventory.pools.numbered();
        let one = |(place, pool): (PoolIx, &'a crate::inventory::Pool)| {
            let new_node = planned.placement.new_node(place);
            let conditions = new_node.conditions.iter().map(|condition| If {
                label: &condition.key,
                values: &condition.values,
                others: condition.others,
                missing: condition.missing,
                later: condition.later,
            });
            Self {
                pool: &pool.name,
                from: pool.origin.describe(),
                count: pool.count,
                answer: Answer::new(planned.placement.pool_verdict(place), planned),
                conditions: conditions.collect(),
                after: new_node.after.iter().map(notation).collect(),
                closed: pool.closed,
                notes: pool.notes.iter().map(String::as_str).collect(),
            }
        };
        pools.map(one).collect()
    }
}

/// The nodes in the inventory's order; written from their verdicts, of which there are few.
struct Nodes<'a> {
    view: &'a View<'a>,
    planned: &'a Planned<'a>,
    verdicts: IxVec<VerdictIx, Answer<'a>>,
}

impl<'a> Nodes<'a> {
    fn new(view: &'a View<'a>, planned: &'a Planned<'a>) -> Self {
        let verdicts = planned.placement.verdicts.iter();
        let verdicts = verdicts.map(|verdict| Answer::new(verdict, planned)).collect();
        Self { view, planned, verdicts }
    }
}

/// The pods that go from a node so that a DaemonSet's pod gets its place there.
fn victims(view: &View<'_>, planned: &Planned<'_>, node: NodeIx) -> Vec<String> {
    let name = |pod: &RunningPod| format!("{}/{}", view.inventory.text(pod.namespace), pod.name);
    view.fleet.victims(planned.place, node).into_iter().map(name).collect()
}

impl Serialize for Nodes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Node<'a> {
            node: &'a str,
            #[serde(flatten)]
            answer: &'a Answer<'a>,
            /// The pods of lower priority that go so that the pod gets its place.
            #[serde(skip_serializing_if = "Vec::is_empty")]
            preempts: Vec<String>,
        }
        let inventory = self.view.inventory;
        let mut list = serializer.serialize_seq(None)?;
        for (place, node) in inventory.nodes.numbered() {
            let answer = &self.verdicts[self.planned.placement.verdict_ix(place)];
            let preempts = victims(self.view, self.planned, place);
            list.serialize_element(&Node { node: &node.name, answer, preempts })?;
        }
        list.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Answer<'a> {
    /// None where it hangs on what is still to be filled in.
    should_run: Option<bool>,
    should_continue_running: Option<bool>,
    /// What it hangs on then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<Against<'a>>,
    schedulable: Option<bool>,
    blockers: Vec<Against<'a>>,
    /// Those of them that refuse the pod only after it was changed on its way to the scheduler.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    admission_blockers: Vec<Against<'a>>,
    refusals: Vec<Against<'a>>,
    /// Whether this node gets a pod hangs on which come first.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    chance: bool,
    admitted: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    admission_refusals: Vec<Refused<'a>>,
    #[serde(rename = "virtual")]
    on_virtual_node: bool,
}

/// What the API server refuses the pod for.
#[derive(Serialize)]
struct Refused<'a> {
    plugin: &'static str,
    message: &'a str,
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
}

impl<'a> Refused<'a> {
    fn all(planned: &Planned<'a>) -> Vec<Self> {
        let Some(refusal) = &planned.placement.refusal else { return Vec::new() };
        let (plugin, file) = (refusal.plugin.as_str(), planned.file());
        let one = |reason: &'a pod_admission::Reason| {
            let field = reason.fields.first();
            let line = field.map(|field| planned.written(&of_template(field)).line);
            Refused { plugin, message: &reason.said, file, line }
        };
        refusal.reasons.iter().map(one).collect()
    }
}

#[derive(Serialize)]
struct Against<'a> {
    plugin: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource: Option<&'a str>,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
}

impl<'a> Answer<'a> {
    fn new(verdict: &'a Verdict, planned: &Planned<'a>) -> Self {
        let all =
            |reasons: &'a [Reason]| reasons.iter().map(|r| Against::new(r, planned)).collect();
        let on_admission = verdict.blockers.iter().filter(|reason| reason.on_admission);
        Self {
            should_run: (!verdict.is_open()).then_some(verdict.should_run),
            should_continue_running: (!verdict.is_open())
                .then_some(verdict.should_continue_running),
            unknown: all(&verdict.open),
            schedulable: verdict.schedulable,
            blockers: all(&verdict.blockers),
            admission_blockers: on_admission.map(|r| Against::new(r, planned)).collect(),
            chance: verdict.chance,
            refusals: all(&verdict.refusals),
            admitted: verdict.admitted,
            admission_refusals: match verdict.is_refused() {
                true => Refused::all(planned),
                false => Vec::new(),
            },
            on_virtual_node: verdict.should_run && verdict.on_virtual_node,
        }
    }
}

impl<'a> Against<'a> {
    fn new(reason: &'a Reason, planned: &Planned<'_>) -> Self {
        let written = reason.field.as_ref().map(|field| planned.written(field));
        Self {
            plugin: reason.plugin.as_str(),
            resource: reason.resource.as_deref(),
            message: &reason.message,
            field: reason.field.as_ref().map(ToString::to_string),
            line: written.map(|written| written.line),
        }
    }
}
