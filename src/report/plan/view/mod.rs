//! What the outputs of a plan share.

mod closing;
mod groups;
mod new_nodes;
mod rolling;
mod room;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::inventory::ix::{Ix, IxVec};
use crate::inventory::{Inventory, NodeIx};
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::pod_admission::Change;
use crate::manifest::{Manifest, Workspace};
use crate::planner::change::Updates;
use crate::planner::demand::{DEVICE_CLASS, Waits};
use crate::planner::overhead::Overhead;
use crate::planner::rollout::Strategy;
use crate::planner::template::{field, of_template, template_path};
use crate::planner::{DaemonSetIx, Fleet, Placement, Plugin, Reason, Verdict};
use crate::rules::{replace_command, restart_command};
use crate::words::count;
use crate::words::escape::escape;

pub(crate) use groups::{Cause, Group, groups};
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

    /// Whether a DaemonSet is more than one that gets all the pods that it wants: it is refused,
    /// wanted nowhere, or some of its pods are missing, or its update doesn't get to its end.
    #[must_use]
    pub(crate) fn deserves_a_look(&self, planned: &Planned<'_>) -> bool {
        let placement = planned.placement;
        let missing = |v: &Verdict| v.is_unschedulable() || v.is_refused() || v.is_virtual();
        let waits = placement.count(missing) > 0;
        let nowhere = placement.desired() == 0 && !self.waits_for_new_nodes(planned);
        let open = placement.open() > 0;
        let rollout = self.rollouts.get(planned.place.index());
        let stuck = rollout.is_some_and(Rolling::is_stuck);
        planned.is_refused() || planned.refusal_or_gate() || waits || nowhere || open || stuck
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

    /// How many DaemonSets come to virtual nodes.
    #[must_use]
    pub(crate) fn on_virtual_nodes(&self) -> usize {
        let are = |one: &&Planned<'_>| one.placement.count(Verdict::is_virtual) > 0;
        self.planned.iter().filter(are).count()
    }
}

/// What stands in a manifest at a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// The line, from 1, of the field, or of what encloses it where it is not written.
    pub line: u32,
    /// The value, if the field is there and a scalar.
    pub value: Option<String>,
}

/// A DaemonSet's placement beside its manifest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Planned<'a> {
    /// Its place in the run.
    pub place: DaemonSetIx,
    /// Where its pods go.
    pub placement: &'a Placement,
    /// What keeps them waiting.
    pub waits: &'a Waits,
    /// Where it is written.
    pub manifest: &'a Manifest,
    /// The API server would refuse it as it is.
    pub refused: bool,
    /// What the API server would refuse in it as an update of the old one.
    pub objections: &'a [Diagnostic],
    /// The namespace where one of its name is left.
    pub left: Option<&'a str>,
    /// The alternative that it belongs to, where there are any.
    pub deployment: Option<&'a str>,
}

impl<'a> Planned<'a> {
    /// The manifest's file, as shown; of a chart that was rendered, the template.
    #[must_use]
    pub(crate) fn file(&self) -> &'a str {
        let file = self.manifest.file();
        let start = self.manifest.document().span(self.manifest.node()).start;
        let template = file.rendered().and_then(|_| file.template_at(start));
        template.unwrap_or_else(|| file.name())
    }

    /// What stands in the manifest at a field.
    #[must_use]
    pub(crate) fn written(&self, field: &FieldPath) -> Written {
        let document = self.manifest.document();
        let location = self.manifest.locate(field);
        let span = location.span(document);
        let text = document.as_str(location.node).map(str::to_owned);
        let value = text.or_else(|| document.literal(location.node));
        Written {
            line: self.manifest.file().position(span.start).line,
            value: match self.manifest.is_known(field) {
                true => value.filter(|_| location.found),
                // Not what stands in for it.
                false => location.found.then(|| self.as_written(field)),
            },
        }
    }

    /// Until when a pod stays where none is wanted any more and nothing puts it out.
    #[must_use]
    pub(crate) fn stays_until(&self) -> &'static str {
        match self.manifest.daemon_set().map(Strategy::of) {
            Some(Strategy::OnDelete) => "until it is deleted by hand",
            _ => "until the next update, which deletes it",
        }
    }

    /// `namespace/name`, safe to show.
    #[must_use]
    pub(crate) fn title(&self) -> String {
        format!("{}/{}", escape(&self.placement.namespace), escape(&self.placement.name))
    }

    /// The place of a field for the end of a line: the file's own name and the line.
    pub(in crate::report) fn place(&self, field: Option<&FieldPath>) -> Option<String> {
        let written = self.written(field?);
        let name = self.file().rsplit(['/', '\\']).next().unwrap_or_default();
        // No line of a template is one of what it renders to.
        if self.manifest.file().rendered().is_some() {
            return Some(escape(name).into_owned());
        }
        Some(format!("{}:{}", escape(name), written.line))
    }

    /// Whether the API server would refuse it, as it is or as an update.
    #[must_use]
    pub(crate) const fn is_refused(&self) -> bool {
        self.refused || !self.objections.is_empty()
    }

    /// What is to be said of it before its nodes: that the API server refuses it, and which
    /// objects change its pods on their way.
    #[must_use]
    pub(crate) fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.refused {
            let file = escape(self.file());
            remarks.push(format!(
                "the API server refuses this manifest as it is: daemonlint check {file}"
            ));
        }
        remarks.extend(self.update_refused());
        if let Some(left) = self.left {
            let name = escape(&self.placement.name);
            let left = escape(left);
            remarks.push(format!(
                "a second DaemonSet: {left}/{name} keeps running beside it until it is deleted \
                 (kubectl delete daemonset {name} -n {left})"
            ));
        }
        remarks.extend(self.pods_refused());
        remarks.extend(self.gated());
        remarks.extend(self.by_chance());
        remarks.extend(self.not_known().map(|said| format!("not known: {}", escape(&said))));
        remarks.extend(self.taken_into_account());
        remarks
    }

    /// Whether no pod of it will come, or every one of them waits.
    fn refusal_or_gate(&self) -> bool {
        self.pods_refused().is_some() || self.gated().is_some()
    }

    /// That the API server refuses the update, why, and the way out.
    fn update_refused(&self) -> Option<String> {
        let first = self.objections.first()?;
        let line = first.file.position(first.primary.span.start).line;
        let file = self.file().rsplit(['/', '\\']).next().unwrap_or_default();
        let more = match self.objections.len() {
            1 => String::new(),
            all => format!(" and {} more", all - 1),
        };
        let is_selector = first.route.to_string() == "spec.selector";
        let way_out = match is_selector {
            true => format!(
                "; keep the old selector, take another name, or before applying: {}, and afterwards, \
                 where old pods are adopted: {}",
                replace_command(self.manifest),
                restart_command(self.manifest)
            ),
            false => String::new(),
        };
        let said = format!(
            "the API server refuses this update: {} ({file}:{line}){more}{way_out}",
            first.message
        );
        Some(escape(&said).into_owned())
    }

    /// That the API server refuses its pods, who and why.
    fn pods_refused(&self) -> Option<String> {
        let refusal = self.placement.refusal.as_ref()?;
        let refused = self.placement.count(Verdict::is_refused);
        let wanted = self.placement.desired();
        let pods = match (refused, wanted) {
            (0, 0) => "every pod".to_owned(),
            (0, _) => return None,
            (refused, wanted) if refused == wanted => "every pod".to_owned(),
            (refused, wanted) => format!("{refused} of {wanted} pods, by chance which,"),
        };
        let object = refusal.object.as_ref().map(|object| {
            let namespace = object.namespace.iter().map(|name| format!("{name}/"));
            format!(" ({} {}{})", object.kind, namespace.collect::<String>(), object.name)
        });
        let place = refusal.field().and_then(|field| self.place(Some(&of_template(field))));
        let said = format!(
            "the API server refuses {pods} {}{}: {}",
            refusal.plugin,
            object.unwrap_or_default(),
            refusal.words().join("; ")
        );
        let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
        Some(format!("{}{place}", escape(&said)))
    }

    /// That who comes first decides where its pods run, or how many do.
    fn by_chance(&self) -> Option<String> {
        let placement = self.placement;
        let nodes = placement.count(|verdict| verdict.chance);
        if nodes == 0 {
            return None;
        }
        let running = placement.running();
        let many = match placement.range {
            Some((least, most)) if least < most => format!("{least} to {most} pods run"),
            _ => format!("{} run", count(running, "pod")),
        };
        Some(format!(
            "{many}, and where is chance: on {} it hangs on which pods come first",
            count(nodes, "node")
        ))
    }

    /// What its pods name, of which nobody knows whether it is there, and what is still to be filled
    /// in of what they ask of nodes.
    pub(crate) fn not_known(&self) -> impl Iterator<Item = String> {
        let unknown = self.waits.unknown.iter();
        let unknown = unknown.map(|one| match one.name.as_str() {
            class if one.kind == DEVICE_CLASS => {
                format!("whether a device of the DeviceClass {class} is free")
            }
            "" => format!("which {} its volume claim gets", one.kind),
            name => format!("whether the {} {name} is there", one.kind),
        });
        let where_to = match self.placement.open() {
            0 => None,
            open => Some(format!(
                "whether {} a pod: it hangs on what is still to be filled in",
                if open == 1 { "1 node gets".to_owned() } else { format!("{open} nodes get") }
            )),
        };
        where_to.into_iter().chain(self.open_needs()).chain(unknown)
    }

    /// What is still to be filled in of what its containers ask for.
    fn open_needs(&self) -> Vec<String> {
        let spec = self.manifest.daemon_set().and_then(|one| one.spec.template.spec.as_ref());
        let Some(spec) = spec.filter(|_| self.manifest.has_unknown()) else { return Vec::new() };
        let mut said = Vec::new();
        let init = spec.init_containers.iter().flatten();
        let lists = [("containers", spec.containers.len()), ("initContainers", init.count())];
        for (list, number) in lists {
            for place in 0..number {
                let path = template_path([field(list), Step::Index(place)]);
                let is_open = |name| !self.manifest.is_known(&path.clone().field(name));
                let name = self.written(&path.clone().field("name")).value.unwrap_or_default();
                if is_open("resources") {
                    said.push(format!("what `{name}` asks for: its resources are to be filled in"));
                }
            }
        }
        said
    }

    /// That its pods are created and not scheduled before somebody opens their gates.
    fn gated(&self) -> Option<String> {
        let spec = self.manifest.daemon_set()?.spec.template.spec.as_ref()?;
        let gates: Vec<&str> =
            spec.scheduling_gates.iter().flatten().map(|gate| gate.name.as_str()).collect();
        let gate = gates.first()?;
        let more = match gates.len() {
            1 => String::new(),
            all => format!(" and {} more", all - 1),
        };
        let gate = escape(gate);
        Some(format!("every pod waits until the scheduling gate {gate}{more} is taken off it"))
    }

    /// The objects that change its pods on their way, with what they do; none where none does.
    #[must_use]
    pub(crate) fn taken_into_account(&self) -> Option<String> {
        let changes = self
            .placement
            .changes
            .iter()
            .filter(|change| !matches!(change, Change::RequestsFromLimits | Change::HostPorts));
        let changes: Vec<String> = changes.map(ToString::to_string).collect();
        let said = changes.join(", ");
        (!said.is_empty()).then(|| format!("taken into account: {}", escape(&said)))
    }

    /// One line on where it runs and what keeps it from the other nodes.
    #[must_use]
    pub(crate) fn headline(&self) -> String {
        let placement = self.placement;
        let mut against: BTreeMap<Against, usize> = BTreeMap::new();
        for node in placement.nodes() {
            let verdict = placement.verdict(node);
            if let Some(reason) = reasons(verdict).first().filter(|_| !verdict.is_open()) {
                *against.entry(Against::of(reason)).or_default() += 1;
            }
        }
        let mut said = format!(
            "{} ({}): {} of {}{}",
            escape(&placement.name),
            escape(&placement.namespace),
            placement.running(),
            count(placement.node_count(), "node"),
            if self.is_refused() { " once it is accepted" } else { "" },
        );
        for (against, number) in against {
            said.push_str(&format!(" · {number} {}", against.words()));
        }
        match placement.open() {
            0 => {}
            open => said.push_str(&format!(" · {open} not known")),
        }
        said
    }
}

/// What keeps a pod from a node, roughly: the first thing that Kubernetes would name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Against {
    Taint,
    Room,
    Port,
    Other,
    Waits,
    Cordon,
    Feature,
    Target,
}

impl Against {
    const fn of(reason: &Reason) -> Self {
        match reason.plugin {
            Plugin::NodeName | Plugin::NodeAffinity => Self::Target,
            Plugin::NodeUnschedulable => Self::Cordon,
            Plugin::TaintToleration => Self::Taint,
            Plugin::NodePorts => Self::Port,
            Plugin::NodeResourcesFit => Self::Room,
            Plugin::NodeDeclaredFeatures => Self::Feature,
            Plugin::VolumeRestrictions | Plugin::PodTopologySpread | Plugin::InterPodAffinity => {
                Self::Other
            }
            Plugin::VolumeBinding
            | Plugin::DynamicResources
            | Plugin::SchedulingGates
            | Plugin::SchedulerName => Self::Waits,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Taint => "kept off by a taint",
            Self::Room => "too small or full",
            Self::Port => "with the host port taken",
            Self::Other => "blocked by other pods",
            Self::Waits => "where it waits",
            Self::Cordon => "cordoned",
            Self::Feature => "without a feature that it uses",
            Self::Target => "not selected",
        }
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
