//! Reasons in words.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::NodeSelectorRequirement;

use super::groups::Seen;
use super::{Cause, Planned, View};
use crate::inventory::NodeIx;
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::toleration::notation;
use crate::planner::neighbours::Neighbour;
use crate::planner::{Fact, Plugin, Reason};
use crate::words::amount::amount;
use crate::words::escape::escape;
use crate::words::{count, shown};

impl View<'_> {
    /// What keeps a pod off these nodes, in words that are safe to show.
    #[must_use]
    pub(crate) fn cause(
        &self,
        planned: &Planned<'_>,
        cause: &Cause<'_>,
        nodes: &[NodeIx],
    ) -> String {
        let said = match &cause.reason.fact {
            _ if planned.is_open(cause.reason) => planned.still_open(cause.reason),
            Fact::Label { key, .. } | Fact::OtherLabel { key } => {
                let wanted = planned.wanted(cause.reason, key);
                format!("{wanted}: {}", seen(&cause.labels.iter().collect::<Vec<_>>()))
            }
            Fact::Resource { name, .. } if name == "pods" => {
                let room = self.room(planned, name, nodes);
                format!("pods: {}", room.trim_start_matches([',', ';', ' ']))
            }
            Fact::Resource { name, need } => {
                let room = self.room(planned, name, nodes);
                format!("{name}: needs {}{room}", amount(name, *need))
            }
            Fact::HostPort { port, protocol, .. } => {
                let holder = self.port_holder(planned, *port, nodes);
                format!("host port {port}/{protocol} is taken{holder}")
            }
            _ => planned.plain(cause.reason),
        };
        escape(&said).into_owned()
    }

    /// A reason on these nodes, in words that are safe to show: with figures where there are any.
    #[must_use]
    pub(crate) fn reason(
        &self,
        planned: &Planned<'_>,
        reason: &Reason,
        nodes: &[NodeIx],
    ) -> String {
        match reason.fact {
            Fact::Resource { .. } | Fact::HostPort { .. } => {
                let cause = Cause { reason, labels: BTreeMap::new() };
                self.cause(planned, &cause, nodes)
            }
            _ => planned.words(reason),
        }
    }

    /// What a pod is known by: its DaemonSet, or its own name.
    fn owner(&self, pod: &Neighbour<'_>) -> String {
        format!("{}/{}", self.fleet.namespace_of(pod), self.fleet.short_name_of(pod))
    }

    /// Who has the port, if on all nodes the same.
    fn port_holder(&self, planned: &Planned<'_>, port: u16, nodes: &[NodeIx]) -> String {
        let mut holders = nodes.iter().map(|&node| {
            let pod = self.fleet.pods[planned.place].scheduled();
            let wanted: Vec<_> = pod.ports.iter().filter(|wanted| wanted.port == port).collect();
            let neighbours = self.fleet.neighbours(planned.place, node);
            let holds = |other: &&Neighbour<'_>| {
                wanted.iter().any(|wanted| self.fleet.stands_in_the_way(other, wanted))
            };
            neighbours.iter().find(holds).map(|other| self.owner(other))
        });
        match holders.next().flatten() {
            Some(first) if holders.all(|other| other.as_ref() == Some(&first)) => {
                format!(" by {first}")
            }
            _ => String::new(),
        }
    }
}

impl Planned<'_> {
    /// A reason in words that are safe to show, for one node of which only the reason is known.
    #[must_use]
    pub(crate) fn words(&self, reason: &Reason) -> String {
        let said = match &reason.fact {
            _ if self.is_open(reason) => self.still_open(reason),
            Fact::Label { key, value } => {
                let value = value.as_deref().map_or(Seen::Missing, Seen::Value);
                format!("{}: {}", self.wanted(reason, key), seen(&[(&value, &1)]))
            }
            Fact::OtherLabel { key } => {
                format!("{}: {}", self.wanted(reason, key), seen(&[(&Seen::Another, &1)]))
            }
            Fact::Resource { name, .. } if name == "pods" => {
                "pods: the node has as many as it takes".to_owned()
            }
            Fact::Resource { name, need } => {
                format!("{name}: needs {}, more than the node has left", amount(name, *need))
            }
            Fact::HostPort { port, protocol, .. } => {
                format!("host port {port}/{protocol} is taken")
            }
            _ => self.plain(reason),
        };
        escape(&said).into_owned()
    }

    /// Whether a reason is about what is still to be filled in.
    pub(in crate::report) fn is_open(&self, reason: &Reason) -> bool {
        self.manifest.has_unknown()
            && self.placement.verdicts.iter().any(|verdict| verdict.open.contains(reason))
    }

    /// What is still to be filled in, as it is written.
    fn still_open(&self, reason: &Reason) -> String {
        let Some(field) = &reason.field else { return reason.message.clone() };
        let what = match self.requirement(reason) {
            Some(_) => "node affinity".to_owned(),
            None => short(field),
        };
        format!("{what} is still to be filled in: {}", self.as_written(field))
    }

    /// A field's text in the manifest, in a line.
    pub(in crate::report) fn as_written(&self, field: &FieldPath) -> String {
        let span = self.manifest.locate(field).span(self.manifest.document());
        let text = self.manifest.file().slice(span);
        let lines: Vec<&str> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        lines.join(", ")
    }

    /// A reason that is the same on every node.
    fn plain(&self, reason: &Reason) -> String {
        match (&reason.fact, reason.plugin) {
            (Fact::Taint(taint), _) => format!("taint {} is not tolerated", notation(taint)),
            (Fact::Topology { key, missing }, plugin) => topology(reason, plugin, key, *missing),
            (Fact::Feature(name), _) => format!("the kubelet doesn't declare {name}"),
            (_, Plugin::VolumeRestrictions) => {
                "a volume that only one pod can have is taken there".to_owned()
            }
            (_, Plugin::NodeUnschedulable) => "the node is cordoned".to_owned(),
            (_, Plugin::NodeName) => match self.value_of(reason) {
                Some(name) => format!("nodeName: the pod is for the node {name} alone"),
                None => "nodeName: the pod is for another node".to_owned(),
            },
            (_, Plugin::NodeAffinity) => self.nameless_affinity(reason),
            _ => reason.message.clone(),
        }
    }

    /// A node affinity that fails for another reason than a label.
    fn nameless_affinity(&self, reason: &Reason) -> String {
        match self.requirement(reason) {
            Some(requirement) => format!("node affinity {}", expression(requirement)),
            None => "node affinity: a term without requirements matches no node".to_owned(),
        }
    }

    fn value_of(&self, reason: &Reason) -> Option<String> {
        self.written(reason.field.as_ref()?).value
    }

    /// What is wanted of a label.
    fn wanted(&self, reason: &Reason, key: &str) -> String {
        if let Some(requirement) = self.requirement(reason) {
            let open = reason.field.as_ref().filter(|field| !self.manifest.is_known(field));
            let wanted = open.map_or_else(|| expression(requirement), |f| self.as_written(f));
            return format!("node affinity {wanted}");
        }
        if let Some(value) = self.value_of(reason) {
            return format!("nodeSelector {key}={value}");
        }
        // It came on the pod's way to the scheduler.
        match self.placement.changes.iter().rev().find_map(|change| change.selects(key)) {
            Some((value, whose)) => format!("nodeSelector {key}={value} of {whose}"),
            None => format!("nodeSelector {key}"),
        }
    }

    /// The requirement of the node affinity that a reason's field names.
    fn requirement(&self, reason: &Reason) -> Option<&NodeSelectorRequirement> {
        let field = reason.field.as_ref()?;
        let spec = self.manifest.daemon_set()?.spec.template.spec.as_ref()?;
        let affinity = spec.affinity.as_ref()?.node_affinity.as_ref()?;
        let required = affinity.required_during_scheduling_ignored_during_execution.as_ref()?;
        let term = required.node_selector_terms.get(index_after(field, "nodeSelectorTerms")?)?;
        let of = |list: &'static str| index_after(field, list);
        match (of("matchExpressions"), of("matchFields")) {
            (Some(place), _) => term.match_expressions.as_ref()?.get(place),
            (_, Some(place)) => term.match_fields.as_ref()?.get(place),
            _ => None,
        }
    }
}

/// A refusal that is about a topology domain: the pod's own constraint, or that of one that runs.
fn topology(reason: &Reason, plugin: Plugin, key: &str, missing: bool) -> String {
    let names = |field: &FieldPath, list: &str| {
        field.0.iter().any(|step| matches!(step, Step::Field(name) if name == list))
    };
    let own = |list| reason.field.as_ref().is_some_and(|field| names(field, list));
    let what = match plugin {
        Plugin::PodTopologySpread => "topology spread",
        _ if own("podAffinity") => "pod affinity",
        _ if own("podAntiAffinity") => "pod anti-affinity",
        _ => "the anti-affinity of a pod that runs",
    };
    let why = match plugin {
        _ if missing => "the node has no such label",
        Plugin::PodTopologySpread => "one more pod there would be too many",
        _ if own("podAffinity") => "no pod that it wants is there",
        _ if own("podAntiAffinity") => "a pod that it avoids is there",
        _ => "it keeps this one out",
    };
    format!("{what} by {key}: {why}")
}

/// The place in a list on a path.
fn index_after(field: &FieldPath, list: &str) -> Option<usize> {
    let mut steps =
        field.0.iter().skip_while(|step| !matches!(step, Step::Field(name) if name == list));
    steps.next();
    match steps.next() {
        Some(Step::Index(index)) => Some(*index),
        _ => None,
    }
}

/// A field's path from the pod's spec on, where it lies there.
pub(crate) fn short(field: &FieldPath) -> String {
    let path = field.to_string();
    let short = path.strip_prefix("spec.template.spec.").or_else(|| path.strip_prefix("spec."));
    short.unwrap_or(&path).to_owned()
}

/// A requirement as one would say it.
pub(in crate::report) fn expression(requirement: &NodeSelectorRequirement) -> String {
    let key = &requirement.key;
    let values = requirement.values.as_deref().unwrap_or_default().join(", ");
    match requirement.operator.as_str() {
        "In" => format!("{key} in ({values})"),
        "NotIn" => format!("{key} not in ({values})"),
        "Exists" => format!("{key} exists"),
        "DoesNotExist" => format!("{key} does not exist"),
        "Gt" => format!("{key} > {values}"),
        "Lt" => format!("{key} < {values}"),
        other => format!("{key} {other} ({values})"),
    }
}

/// What nodes have for a label.
fn seen(labels: &[(&Seen<'_>, &usize)]) -> String {
    let node = |number: usize| if number == 1 { "the node has" } else { "the nodes have" };
    let word = |seen: &Seen<'_>| match seen {
        Seen::Value("") => "an empty value".to_owned(),
        Seen::Value(value) => (*value).to_owned(),
        Seen::Another => "another value".to_owned(),
        Seen::Missing => "no such label".to_owned(),
    };
    match labels {
        [] => "no node has it".to_owned(),
        [(seen, number)] => format!("{} {}", node(**number), word(seen)),
        labels => {
            let mut sorted = labels.to_vec();
            sorted.sort_by_key(|(seen, number)| (std::cmp::Reverse(**number), **seen));
            let (shown, rest) = sorted.split_at(shown(sorted.len()));
            let mut said: Vec<String> =
                shown.iter().map(|(seen, number)| format!("{} ({number})", word(seen))).collect();
            if !rest.is_empty() {
                said.push(format!("{} more", count(rest.len(), "value")));
            }
            format!("the nodes have {}", said.join(", "))
        }
    }
}
