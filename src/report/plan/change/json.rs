//! A change for programs: `changes` of the plan's JSON.

use serde::Serialize;

use super::Comparison;
use crate::planner::Reason;
use crate::planner::change::{Asks, DaemonSetChange, FieldChange, Group, Moving, NodeOf};

/// What becomes of the pods.
#[derive(Serialize)]
pub(crate) struct Compared<'a> {
    daemonsets: Vec<Change<'a>>,
    joining: Vec<Moved<'a>>,
    leaving: Vec<Moved<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    namespace: &'a str,
    name: &'a str,
    /// `new`, `removed`, `changed`, `unchanged`, or `unreadable` where one side can't be read.
    kind: &'static str,
    /// The API server refuses it: the old pods run on.
    refused: bool,
    /// The name that it had before, or that it gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    renamed_from: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    renamed_to: Option<&'a str>,
    on_delete: bool,
    template: Vec<Field<'a>>,
    spec: Vec<Field<'a>>,
    gained: Vec<Grouped<'a>>,
    lost: Vec<Grouped<'a>>,
    lost_without_room: Vec<Grouped<'a>>,
    wanted_without_room: Vec<Grouped<'a>>,
    /// What pods ask of nodes and did not under the version before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    asks: Vec<Asked<'a>>,
    restarted: Vec<&'a str>,
    outdated: Vec<&'a str>,
    kept: Vec<&'a str>,
    left_running: Vec<&'a str>,
    untouched: Vec<&'a str>,
    /// Where it is not known whether there is a pod.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<&'a str>,
}

#[derive(Serialize)]
struct Field<'a> {
    field: String,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

#[derive(Serialize)]
struct Grouped<'a> {
    nodes: Vec<&'a str>,
    reasons: Vec<Why<'a>>,
    field: Option<String>,
    moves: bool,
}

#[derive(Serialize)]
struct Why<'a> {
    plugin: &'static str,
    message: &'a str,
}

/// A resource with its amounts in thousandths for `cpu`, else bytes or units, or a host port.
#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Asked<'a> {
    Resource { resource: &'a str, before: i64, after: i64 },
    HostPort { host_port: u16, protocol: &'a str, kept_free: bool },
}

impl<'a> Asked<'a> {
    fn new(asks: &'a Asks) -> Self {
        match asks {
            Asks::Resource { name, before, after } => {
                Self::Resource { resource: name, before: *before, after: *after }
            }
            Asks::HostPort { port, protocol, kept_free } => {
                Self::HostPort { host_port: *port, protocol, kept_free: *kept_free }
            }
        }
    }
}

#[derive(Serialize)]
struct Moved<'a> {
    nodes: Vec<&'a str>,
    daemonsets: Vec<String>,
}

impl<'a> Compared<'a> {
    /// The change as it is written.
    #[must_use]
    pub(crate) fn new(comparison: &'a Comparison<'a>) -> Self {
        let changes = comparison.changes;
        let moved = |all: &'a [Moving]| all.iter().map(|m| Moved::new(comparison, m)).collect();
        Self {
            daemonsets: changes.daemon_sets.iter().map(|c| Change::new(comparison, c)).collect(),
            joining: moved(&changes.joining),
            leaving: moved(&changes.leaving),
        }
    }
}

impl<'a> Change<'a> {
    fn new(comparison: &'a Comparison<'a>, change: &'a DaemonSetChange) -> Self {
        let fields = |all: &'a [FieldChange]| all.iter().map(Field::new).collect();
        let groups = |all: &'a [Group]| all.iter().map(|g| Grouped::new(comparison, g)).collect();
        let names = |nodes: &'a [NodeOf]| comparison.names(nodes);
        let other = change.renamed.as_ref().map(|renamed| renamed.other.as_str());
        let spec_changes = !change.template.is_empty() || !change.beside.is_empty();
        Self {
            namespace: &change.namespace,
            name: &change.name,
            kind: match (change.old, change.new) {
                _ if change.unread => "unreadable",
                (None, _) => "new",
                (_, None) => "removed",
                _ if spec_changes || !change.is_quiet() => "changed",
                _ => "unchanged",
            },
            refused: change.refused,
            renamed_from: other.filter(|_| change.new.is_some()),
            renamed_to: other.filter(|_| change.new.is_none()),
            on_delete: change.on_delete,
            template: fields(&change.template),
            spec: fields(&change.beside),
            gained: groups(&change.gained),
            lost: groups(&change.lost),
            lost_without_room: groups(&change.stuck),
            wanted_without_room: groups(&change.pending),
            asks: change.asks.iter().map(Asked::new).collect(),
            restarted: names(&change.restarted),
            outdated: names(&change.outdated),
            kept: names(&change.kept),
            left_running: names(&change.left_running),
            untouched: names(&change.untouched),
            unknown: names(&change.open),
        }
    }
}

impl<'a> Field<'a> {
    fn new(change: &'a FieldChange) -> Self {
        Self {
            field: change.field.to_string(),
            old: change.old.as_deref(),
            new: change.new.as_deref(),
        }
    }
}

impl<'a> Grouped<'a> {
    fn new(comparison: &'a Comparison<'a>, group: &'a Group) -> Self {
        let why = |r: &'a Reason| Why { plugin: r.plugin.as_str(), message: &r.message };
        Self {
            nodes: comparison.names(&group.nodes),
            reasons: group.reasons.iter().map(why).collect(),
            field: group.field.as_ref().map(ToString::to_string),
            moves: group.moves,
        }
    }
}

impl<'a> Moved<'a> {
    fn new(comparison: &'a Comparison<'a>, moving: &'a Moving) -> Self {
        let sets = moving.daemon_sets.iter();
        let sets = sets.filter_map(|&place| comparison.changes.daemon_sets.get(place));
        Self {
            nodes: comparison.names(&moving.nodes),
            daemonsets: sets.map(|set| format!("{}/{}", set.namespace, set.name)).collect(),
        }
    }
}
