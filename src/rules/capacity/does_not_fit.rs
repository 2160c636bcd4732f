//! `does-not-fit`: a pod is wanted on nodes that have no room for it.

use crate::diagnostic::Severity;
use crate::inventory::{NodeIx, Resource};
use crate::planner::{DaemonSetIx, Plugin, Reason, Verdict};
use crate::rules::capacity::crowd::Crowd;
use crate::rules::check::Check;
use crate::rules::context::{Context, Subject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::words::amount::amount;
use crate::words::list::short;
use crate::words::{count, names};

/// How many of the pods that take the room are named.
const SHOWN: usize = 2;
/// How many columns the names of pods that go may take.
const PREEMPTED: usize = 40;

/// The rule.
pub(super) struct DoesNotFit;

impl Check for DoesNotFit {
    fn daemon_set(&self, cx: &Context<'_>, subject: &Subject<'_>, findings: &mut Findings) {
        let Some(placed) = Placed::of(cx, subject) else { return };
        let this = Wanted { cx, subject, wanted: placed.count(|v| v.should_run), placed };
        let mut preempts = false;
        for Lack { reason, short, made, by_others } in this.lacks() {
            if !short.is_empty() {
                findings.push(match reason.plugin {
                    Plugin::NodeResourcesFit => this.no_room(reason, &short),
                    _ => this.refused(reason, &short),
                });
            }
            if !by_others.is_empty() {
                findings.push(this.kept_out(reason, &by_others));
            }
            if !made.is_empty() && !preempts {
                preempts = true;
                findings.push(this.preempts(reason, &made));
            }
        }
        for crowd in cx.crowds().into_iter().flat_map(|crowds| crowds.led_by(subject.position)) {
            findings.push(this.crowded_out(crowd));
        }
    }
}

/// A DaemonSet where the controller wants it.
struct Wanted<'a, 'c> {
    cx: &'c Context<'a>,
    subject: &'c Subject<'c>,
    placed: Placed<'c>,
    /// On how many nodes.
    wanted: usize,
}

/// A reason why the scheduler does not take the pod, with the nodes.
struct Lack<'c> {
    reason: &'c Reason,
    /// Where it stays so.
    short: Vec<NodeIx>,
    /// Where the scheduler makes room for the pod by removing others.
    made: Vec<NodeIx>,
    /// Where it takes the pod alone, and other pods of the run keep it out.
    by_others: Vec<NodeIx>,
}

impl<'c> Wanted<'_, 'c> {
    /// Why the scheduler does not take the pod, each reason once. Room beside the others of the run that of [`Self::crowded_out`].
    fn lacks(&self) -> Vec<Lack<'c>> {
        let placement = self.placed.placement;
        let of_interest = |verdict: &Verdict| verdict.is_unschedulable() || verdict.preempts;
        let crowds = self.cx.crowds();
        let crowded = crowds.map_or(&[][..], |all| all.nodes_of(self.subject.position));
        let mut lacks: Vec<Lack<'c>> = Vec::new();
        for node in self.placed.nodes(of_interest) {
            let (now, alone) = (placement.verdict(node), placement.verdict_alone(node));
            let reasons = if now.preempts { &alone.blockers } else { &now.blockers };
            for reason in reasons.iter().filter(|reason| !is_of_another(reason)) {
                let is_own = alone.blockers.iter().any(|other| same(other, reason));
                let of_crowd =
                    !is_own && reason.plugin.is_about_room() && reason.resource.is_some();
                if of_crowd && crowded.binary_search(&node).is_ok() {
                    continue;
                }
                let place = lacks.iter().position(|known| same(known.reason, reason));
                let place = place.unwrap_or_else(|| {
                    let (short, made, by_others) = (Vec::new(), Vec::new(), Vec::new());
                    lacks.push(Lack { reason, short, made, by_others });
                    lacks.len() - 1
                });
                let lack = &mut lacks[place];
                match (now.preempts, is_own) {
                    (true, _) => lack.made.push(node),
                    (false, true) => lack.short.push(node),
                    (false, false) => lack.by_others.push(node),
                }
            }
        }
        lacks
    }

    /// Other pods of the run keep the pod out, be they of its own kind.
    fn kept_out(&self, reason: &Reason, nodes: &[NodeIx]) -> Finding {
        let placement = self.placed.placement;
        let by_chance = nodes.iter().any(|node| placement.verdict(*node).chance);
        let nodes_of = self.share(nodes.len());
        let message = format!("other pods of this run keep the pod out of {nodes_of}");
        let text = format!("{}: {}", self.placed.names(nodes), reason.message);
        let finding = Finding::new(message, self.route(reason), text);
        if by_chance {
            let help = "which nodes these are is chance: the pod that comes first gets its place";
            return finding.severity(Severity::Warning).help(help);
        }
        finding.help("the pod stays Pending there; `daemonlint why` shows one of the nodes")
    }

    /// Others go so that the pod finds room.
    fn preempts(&self, reason: &Reason, nodes: &[NodeIx]) -> Finding {
        let first = self.cx.fleet.zip(nodes.first());
        let go = first.map(|(fleet, node)| fleet.victims(self.subject.position, *node));
        let go = go.unwrap_or_default();
        let priority = self.cx.fleet.map_or(0, |f| f.placement(self.subject.position).priority);
        let message = format!("the pod has room on {} once others go", self.share(nodes.len()));
        let text = format!(
            "{}: at priority {priority} the scheduler removes {}",
            self.placed.names(nodes),
            names(go.iter().map(|pod| &*pod.name), PREEMPTED)
        );
        Finding::new(message, self.route(reason), text)
            .severity(Severity::Info)
            .help("that is what the priority is for; the pods that go may find no other place")
    }

    /// `3 of the 56 nodes that want it`.
    fn share(&self, nodes: usize) -> String {
        format!("{nodes} of the {} that want it", count(self.wanted, "node"))
    }

    fn no_room(&self, reason: &Reason, nodes: &[NodeIx]) -> Finding {
        let resource = reason.resource.as_deref().unwrap_or_default();
        let names = self.placed.names(nodes);
        let room = self.room(resource, nodes);
        if resource == "pods" {
            let message = format!("no more pods go on {}", self.share(nodes.len()));
            let finding = Finding::new(message, self.route(reason), format!("{names}{room}"));
            return finding.help(
                "the pod stays Pending there; raise the kubelet's `maxPods`, or keep this or \
                 other DaemonSets off these nodes",
            );
        }
        let need = self.need(resource, nodes);
        let message = format!(
            "the pod doesn't fit on {}: it needs {need} of {resource}",
            self.share(nodes.len())
        );
        Finding::new(message, self.route(reason), format!("{names}{room}"))
            .help(self.advice(resource, nodes))
    }

    /// What to do where there is no room: what a priority class would help, or doesn't.
    fn advice(&self, resource: &str, nodes: &[NodeIx]) -> String {
        let less = "the pod stays Pending there; ask for less, or keep the DaemonSet off these \
                    nodes by a nodeSelector or node affinity";
        let Some(fleet) = self.cx.fleet else { return less.to_owned() };
        let at = self.subject.position;
        let is_too_small = |node: &NodeIx| {
            let figures = fleet.figures(at, resource, *node);
            figures.is_none_or(|f| f.allocatable.is_some_and(|all| all < f.need))
        };
        if nodes.iter().all(is_too_small) {
            return format!("{less}: they are too small even when empty");
        }
        let compiled = &fleet.pods[at];
        let class = self.subject.pod.priority_class_name.as_deref().unwrap_or_default();
        if class.is_empty() {
            return "the pod stays Pending there; ask for less, keep the DaemonSet off these nodes \
                    by a nodeSelector or node affinity, or give it a priorityClassName of higher \
                    priority than the pods that take the room"
                .to_owned();
        }
        let priority = compiled.priority;
        if !compiled.preempts {
            return format!("{less}; its PriorityClass {class} makes no other pod go");
        }
        format!(
            "{less}; its priority {priority} (PriorityClass {class}) is not above that of enough \
             of the pods that take the room"
        )
    }

    fn route(&self, reason: &Reason) -> Route {
        let pods = self.subject.pods.path;
        reason.field.clone().map_or_else(|| Route::pod_spec(pods), Route::from)
    }

    fn need(&self, resource: &str, nodes: &[NodeIx]) -> String {
        let figures = nodes
            .first()
            .and_then(|node| self.cx.fleet?.figures(self.subject.position, resource, *node));
        figures.map_or_else(|| "more".to_owned(), |figures| amount(resource, figures.need))
    }

    /// What room there is on nodes that have not enough, and who takes the rest.
    fn room(&self, resource: &str, nodes: &[NodeIx]) -> String {
        let Some(fleet) = self.cx.fleet else { return String::new() };
        let at = self.subject.position;
        let lefts = nodes.iter().filter_map(|n| Some((fleet.left(at, resource, *n)?.max(0), *n)));
        let lefts: Vec<(i64, NodeIx)> = lefts.collect();
        let (Some(least), Some(most)) = (lefts.iter().min(), lefts.iter().max()) else {
            return String::new();
        };
        let Some(figures) = fleet.figures(at, resource, most.1) else { return String::new() };
        let verb = if nodes.len() == 1 { "has" } else { "have" };
        let of = figures.allocatable.unwrap_or_default();
        if of == 0 && figures.used == 0 {
            return format!(" {verb} none");
        }
        let (least, most) = (least.0, most.0);
        let left = match (least == most, figures.used > 0) {
            (true, false) => return format!(" {verb} {}", amount(resource, most)),
            (true, true) => format!(" {verb} {} left", amount(resource, most)),
            (false, _) => {
                let (least, most) = (amount(resource, least), amount(resource, most));
                format!(" {verb} {least} to {most} left")
            }
        };
        let mut by: Vec<String> = figures
            .by
            .iter()
            .take(SHOWN)
            .map(|(n, a)| format!("{n} {}", amount(resource, *a)))
            .collect();
        if figures.by.len() > SHOWN {
            by.push("…".to_owned());
        }
        let of =
            if least == most { format!(" of {}", amount(resource, of)) } else { String::new() };
        let by = if by.is_empty() { String::new() } else { format!(" ({})", by.join(", ")) };
        format!("{left}{of}{by}")
    }

    /// The scheduler refuses for another reason than room.
    fn refused(&self, reason: &Reason, nodes: &[NodeIx]) -> Finding {
        let message = format!("the scheduler refuses the pod on {}", self.share(nodes.len()));
        let names = self.placed.names(nodes);
        let text = format!("{names}: {}", reason.message);
        Finding::new(message, self.route(reason), text)
            .help("the pod is created and stays Pending there; `daemonlint why` shows one of them")
    }

    /// The pods fit each for itself, but not when the other DaemonSets of the run are there too:
    /// told at the first of those that are crowded out of the same nodes.
    fn crowded_out(&self, crowd: &Crowd) -> Finding {
        let resource = crowd.reason.resource.as_deref().unwrap_or_default();
        let others = crowd.daemon_sets.len().saturating_sub(1);
        let message = if others == 0 {
            let share = self.share(crowd.nodes.len());
            format!("the pod has no room beside the other DaemonSets of this run on {share}")
        } else {
            let nodes = count(crowd.nodes.len(), "node");
            format!(
                "{} DaemonSets of this run have no room beside the others on {nodes}",
                others + 1
            )
        };
        let names = self.placed.names(&crowd.nodes);
        let room = crowd.nodes.first().and_then(|node| self.beside(resource, *node));
        let text = format!("{names}: {}", room.unwrap_or_default());
        let mut help =
            "higher priority goes first; where it is equal, the pod that comes later stays \
                        Pending (daemonlint plan --capacity shows the nodes)"
                .to_owned();
        if others > 0 {
            let rest = crowd.daemon_sets.get(1..).unwrap_or_default();
            let rest: Vec<String> = rest.iter().filter_map(|id| self.name_of(*id)).collect();
            help = format!("the same goes for {}; {help}", short(&rest));
        }
        Finding::new(message, self.route(&crowd.reason), text)
            .severity(Severity::Warning)
            .help(help)
    }

    /// `namespace/name` of a DaemonSet of the run.
    fn name_of(&self, daemon_set: DaemonSetIx) -> Option<String> {
        let placement = self.cx.fleet?.placement(daemon_set);
        Some(format!("{}/{}", placement.namespace, placement.name))
    }

    /// What is left of a resource on a node when those that go first are there.
    fn beside(&self, resource: &str, node: NodeIx) -> Option<String> {
        let capacity = self.cx.capacity()?;
        let kind = capacity.of(node);
        let found = Resource::find(resource, &self.placed.inventory.symbols)?;
        let takes = |id: DaemonSetIx| capacity.requests[id].get(found);
        let at = self.subject.position;
        let out = kind.without_room.iter().find(|without| without.daemon_set == at)?;
        let mut placed: Vec<(i64, DaemonSetIx)> =
            kind.placed_before(at).map(|id| (takes(id), id)).collect();
        let of = kind.allocatable.as_ref()?.get(found);
        let left = of.saturating_sub(out.used.get(found));
        placed.sort_by_key(|(takes, id)| (std::cmp::Reverse(*takes), *id));
        let fleet = self.cx.fleet?;
        let name = |id: DaemonSetIx| fleet.placement(id).name.clone();
        let mut by: Vec<String> = placed
            .iter()
            .filter(|(takes, _)| *takes > 0)
            .map(|(takes, id)| format!("{} {}", name(*id), amount(resource, *takes)))
            .collect();
        if resource == "pods" {
            by = placed.iter().map(|(_, id)| name(*id)).collect();
        }
        let rest = by.len().saturating_sub(SHOWN);
        by.truncate(SHOWN);
        if rest > 0 {
            by.push(format!("{rest} more"));
        }
        let need = amount(resource, takes(at));
        let (left, of) = (amount(resource, left.max(0)), amount(resource, of));
        Some(format!("{resource} {need}, {left} of {of} left beside {}", by.join(", ")))
    }
}

/// Whether it is another rule's business: `host-port-collision`, `schedule-gated`.
const fn is_of_another(reason: &Reason) -> bool {
    matches!(reason.plugin, Plugin::NodePorts | Plugin::SchedulingGates)
}

/// Whether two reasons are one to a reader.
fn same(a: &Reason, b: &Reason) -> bool {
    (a.plugin, &a.resource, &a.field, &a.message) == (b.plugin, &b.resource, &b.field, &b.message)
}
