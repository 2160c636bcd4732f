//! `field-dropped`: what a version takes and doesn't keep, or keeps and old kubelets don't honour.

use crate::inventory::{Inventory, Node};
use crate::kubernetes::disabled_fields::{
    Disabled, Fate, Idle, disabled_fields, dropped_elsewhere, idle_fields,
};
use crate::kubernetes::field::{FieldPath, Path, Step};
use crate::kubernetes::release::{Gate, Release, Version, minor};
use crate::manifest::Manifest;
use crate::manifest::schema::{self, lookup};
use crate::rules::check::Check;
use crate::rules::context::{Context, WorkloadSubject};
use crate::rules::finding::{Finding, Findings, Route};
use crate::rules::placed::Placed;
use crate::words::count;

/// The rule.
pub(super) struct FieldDropped;

impl Check for FieldDropped {
    fn workload(&self, cx: &Context<'_>, subject: &WorkloadSubject<'_>, findings: &mut Findings) {
        let release = subject.manifest.release();
        for disabled in disabled_fields(subject.pod, release, &Path::root("spec")) {
            findings.push(finding(&disabled, route(subject, &disabled.path), release));
        }
        for (name, gate) in passing_fields(subject, release) {
            let path = FieldPath::root().field("spec").field(name);
            if subject.manifest.has(&[subject.pods.path.keys(), &["spec", name]].concat()) {
                let disabled = Disabled { path, gate, fate: Fate::Dropped };
                findings.push(finding(&disabled, route(subject, &disabled.path), release));
            }
        }
        let Some(old) = Old::of(cx, subject, release) else { return };
        for idle in idle_fields(subject.pod, release, old.release, &Path::root("spec")) {
            findings.push(old.finding(&idle, route(subject, &idle.path)));
        }
    }

    fn manifest(&self, _cx: &Context<'_>, manifest: &Manifest, findings: &mut Findings) {
        let release = manifest.release();
        let object = manifest.object_ref();
        for field in dropped_elsewhere(&object.api_version, &object.kind, release) {
            if manifest.has(field.way) {
                let path = FieldPath::of(field.way);
                let disabled =
                    Disabled { path: path.clone(), gate: field.gate, fate: Fate::Dropped };
                findings.push(finding(&disabled, Route::from(path), release));
            }
        }
    }

    fn holds_for(&self, _subject: &WorkloadSubject<'_>) -> bool {
        true
    }
}

/// The fields of a pod's spec that later versions have no more, and so no type here, where the
/// release has their gate off.
fn passing_fields(
    subject: &WorkloadSubject<'_>,
    release: Release,
) -> impl Iterator<Item = (&'static str, Gate)> {
    let object = subject.manifest.object_ref();
    let kind = lookup::find(&object.api_version, &object.kind);
    let way = [subject.pods.path.keys(), &["spec"]].concat();
    let fields = kind.and_then(|kind| schema::at(kind.fields, &way)).unwrap_or_default();
    let passing = fields.iter().filter(|field| field.until.is_some());
    let passing = passing.filter(move |field| field.is_in(release.version()));
    passing.filter_map(move |field| {
        let gate = field.gate.filter(|gate| !release.on(*gate))?;
        Some((field.name, gate))
    })
}

fn route(subject: &WorkloadSubject<'_>, path: &FieldPath) -> Route {
    Route::pod_spec(subject.pods.path).then(path.0.iter().skip(1).cloned())
}

/// The name of the field that is lost.
fn name(path: &FieldPath) -> &str {
    match path.0.iter().rev().find(|step| matches!(step, Step::Field(_))) {
        Some(Step::Field(name)) => name.as_ref(),
        _ => "the field",
    }
}

fn finding(disabled: &Disabled, route: Route, release: Release) -> Finding {
    let field = name(&disabled.path);
    let version = release.version();
    let (fate, label) = match disabled.fate {
        Fate::Dropped => ("drops it without a word".to_owned(), "is not kept"),
        Fate::Replaced(value) => (format!("makes `{value}` of it without a word"), "is replaced"),
    };
    let message = format!("Kubernetes {version} takes `{field}` and {fate}");
    Finding::new(message, route, label).help(way_out(disabled.gate, release))
}

/// What makes the field work.
fn way_out(gate: Gate, release: Release) -> String {
    let name = gate.name();
    let by_gate = format!(
        "where the API server has the feature gate on, say so with --feature-gates {name}=true"
    );
    match gate.on_since() {
        Some(since) if since > release.version() => {
            format!("it works from {since} on (feature gate {name}); {by_gate}")
        }
        _ => format!("no known version has the feature gate {name} on by itself; {by_gate}"),
    }
}

/// The oldest kubelets that a workload's pods may run on, where they are older than the API server.
struct Old {
    /// What they are.
    release: Release,
    /// The number after `1.`.
    minor: u32,
    /// How many nodes have them.
    nodes: usize,
}

impl Old {
    /// Of the nodes where a DaemonSet's pods go, and for other workloads of all.
    fn of(cx: &Context<'_>, subject: &WorkloadSubject<'_>, server: Release) -> Option<Self> {
        let inventory = cx.fleet?.inventory;
        let (oldest, nodes) = cx.kubelets()?.first_key_value()?;
        if *oldest >= server.version().minor() {
            return None;
        }
        let (minor, nodes) = match cx.subject(subject.manifest) {
            None => (*oldest, *nodes),
            Some(daemon_set) => {
                let placed = Placed::of(cx, &daemon_set)?;
                let kubelets = placed.nodes(|verdict| verdict.should_run).into_iter();
                oldest_of(inventory, kubelets.filter_map(|node| inventory.nodes.get(node)))?
            }
        };
        if minor >= server.version().minor() {
            return None;
        }
        // What is older than all known versions has what the oldest of them has, or less.
        let version = Version::from_minor(minor).unwrap_or(Version::ALL[0]);
        let gates: Vec<(Gate, bool)> = server.chosen_gates().collect();
        Some(Self { release: Release::new(version).with_possible(&gates), minor, nodes })
    }

    fn finding(&self, idle: &Idle, route: Route) -> Finding {
        let (field, minor, gate) = (name(&idle.path), self.minor, idle.gate.name());
        let nodes = count(self.nodes, "node");
        let (what, label) = if idle.stops_pods {
            ("start no pod with", "no pod starts there")
        } else {
            ("do nothing with", "has no effect there")
        };
        let message = format!("kubelets of Kubernetes 1.{minor} ({nodes}) {what} `{field}`");
        let help = match idle.gate.on_since() {
            Some(since) => format!("kubelets honour it from {since} on (feature gate {gate})"),
            None => format!("no known version has the feature gate {gate} on by itself"),
        };
        Finding::new(message, route, label).help(help)
    }
}

/// The oldest version of some nodes' kubelets, and how many have it.
fn oldest_of<'n>(
    inventory: &Inventory,
    nodes: impl Iterator<Item = &'n Node>,
) -> Option<(u32, usize)> {
    let mut oldest: Option<(u32, usize)> = None;
    for minor in nodes.filter_map(|node| minor(inventory.text(node.kubelet?))) {
        oldest = match oldest {
            Some((least, count)) if least < minor => Some((least, count)),
            Some((least, count)) if least == minor => Some((least, count + 1)),
            _ => Some((minor, 1)),
        };
    }
    oldest
}
