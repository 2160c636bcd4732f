//! The smallest change that would flip an answer.

use std::fmt;

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::core::v1::{Taint, Toleration};

use super::demand::written;
use super::{Check, Closest, Item, Line};
use crate::kubernetes::field::{FieldPath, Step};
use crate::kubernetes::labels::Test;
use crate::kubernetes::node_affinity::RequiredNodeAffinity;
use crate::kubernetes::node_starters::takes_off;
use crate::kubernetes::system_taints::End;
use crate::kubernetes::toleration::tolerates;
use crate::planner::fleet::Fleet;
use crate::planner::reason::{Fact, Plugin, Reason};
use crate::words::yaml::scalar;

/// A change after which a check passes.
#[derive(Clone, Debug, PartialEq)]
pub enum Flip {
    /// A field of the DaemonSet gets another value.
    Set {
        /// The field.
        field: FieldPath,
        /// The value that it gets.
        value: String,
    },
    /// `spec.nodeName` goes.
    RemoveNodeName,
    /// The pod template gets another toleration.
    Tolerate(Toleration),
    /// The taint of a node's state goes; or else the pod template gets this toleration.
    Recover {
        /// The toleration.
        toleration: Toleration,
        /// When the taint goes.
        end: End,
    },
    /// The node gets a label.
    Label {
        /// The key.
        key: String,
        /// A value that does; none where any does.
        value: Option<String>,
    },
    /// The node loses a label.
    Unlabel {
        /// The key.
        key: String,
    },
    /// A host port becomes free, or the pod takes another.
    FreePort {
        /// The port.
        port: u16,
        /// The protocol.
        protocol: String,
        /// The pod that has it.
        taken_by: String,
    },
    /// There is more of a resource, or the pod asks for less.
    Room {
        /// The resource.
        resource: String,
        /// What is missing: thousandths for `cpu`, else bytes or units.
        missing: i64,
        /// The most that the pod could ask for; none where that is nothing.
        most: Option<i64>,
    },
    /// Something that no small change flips: what Kubernetes says.
    Other(String),
}

impl fmt::Display for Flip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set { field, value } => write!(f, "{field}: {value}"),
            Self::RemoveNodeName => f.write_str("no spec.template.spec.nodeName"),
            Self::Recover { toleration, end } => {
                let key = toleration.key.as_deref().unwrap_or_default();
                match end {
                    End::WithState => {
                        write!(f, "the taint {key} goes when the node leaves that state")
                    }
                    End::WithNode => write!(f, "none on this node: by {key}, it is about to go"),
                    End::ByHand => write!(f, "somebody takes the taint {key} off"),
                }
            }
            Self::Tolerate(toleration) => {
                let part = |name: &str, value: &Option<String>| {
                    value.as_ref().map(|value| format!("{name}: {}", scalar(value)))
                };
                let parts = [
                    part("key", &toleration.key),
                    part("operator", &toleration.operator),
                    part("value", &toleration.value),
                    part("effect", &toleration.effect),
                ];
                let parts: Vec<String> = parts.into_iter().flatten().collect();
                write!(f, "another toleration: {{{}}}", parts.join(", "))
            }
            Self::Label { key, value: Some(value) } => write!(f, "node label {key}={value}"),
            Self::Label { key, value: None } => write!(f, "a node label {key}"),
            Self::Unlabel { key } => write!(f, "no node label {key}"),
            Self::FreePort { port, protocol, taken_by } => {
                write!(f, "host port {port}/{protocol} free of {taken_by}")
            }
            Self::Room { resource, missing, .. } => write!(f, "{missing} more of {resource}"),
            Self::Other(said) => f.write_str(said),
        }
    }
}

/// The changes after which every check passes.
pub(super) fn flips(fleet: &Fleet<'_>, daemon_set: &DaemonSet, checks: &[Check]) -> Vec<Flip> {
    let mut flips = Vec::new();
    let failing = checks.iter().flat_map(|check| &check.lines).filter(|line| !line.passes);
    for line in failing {
        let flip = of_line(fleet, daemon_set, line);
        if !flips.contains(&flip) {
            flips.push(flip);
        }
    }
    flips
}

fn of_line(fleet: &Fleet<'_>, daemon_set: &DaemonSet, line: &Line) -> Flip {
    match &line.item {
        Item::NodeName(_) => Flip::RemoveNodeName,
        Item::Label { key, .. } => label(daemon_set, line, key),
        Item::Taint { taint, closest, .. } => match (ends_without(daemon_set, taint), closest) {
            (Some(end), _) => Flip::Recover { toleration: toleration_of(taint), end },
            (None, Some(closest)) => edit(fleet, daemon_set, taint, closest),
            (None, None) => Flip::Tolerate(toleration_of(taint)),
        },
        Item::HostPort { port, protocol, taken_by, .. } => Flip::FreePort {
            port: *port,
            protocol: protocol.clone(),
            taken_by: taken_by.clone().unwrap_or_default(),
        },
        Item::Resource(figures) => {
            let left = figures.left().unwrap_or_default();
            Flip::Room {
                resource: figures.name.clone(),
                missing: figures.need.saturating_sub(left),
                most: (left > 0).then_some(left),
            }
        }
        Item::Volume { taken_by } => {
            let taken_by = taken_by.as_deref().unwrap_or("another pod");
            Flip::Other(format!("a volume that {taken_by} doesn't have"))
        }
        Item::Feature { name, .. } => Flip::Other(format!("a kubelet that declares {name}")),
        Item::Field(wanted) => Flip::Other(format!("another node than {wanted}")),
        Item::Refused(reason) => elsewhere(reason),
        Item::Refusal { plugin, .. } => Flip::Other(format!("a pod that {plugin} lets in")),
        Item::Never(said) | Item::Said(said) => Flip::Other(said.clone()),
    }
}

/// When a taint of a node's state goes, if it does without this DaemonSet: what waits for its own
/// pods stays for ever.
fn ends_without(daemon_set: &DaemonSet, taint: &Taint) -> Option<End> {
    let waits_for_it = written(daemon_set).is_some_and(|pod| takes_off(pod, &taint.key));
    End::of(taint).filter(|_| !waits_for_it)
}

/// What would have to be otherwise elsewhere, or on the node for its domain to be known.
fn elsewhere(reason: &Reason) -> Flip {
    let Fact::Topology { key, missing } = &reason.fact else {
        return Flip::Other(reason.message.clone());
    };
    if *missing {
        return Flip::Label { key: key.clone(), value: None };
    }
    let is_at = |list: &str| {
        let steps = reason.field.iter().flat_map(|field| &field.0);
        steps.into_iter().any(|step| matches!(step, Step::Field(name) if name == list))
    };
    let what = if reason.plugin == Plugin::PodTopologySpread {
        "fewer such pods"
    } else if is_at("podAffinity") {
        "a pod that it wants beside itself"
    } else if is_at("podAntiAffinity") {
        "no pod that it avoids"
    } else {
        "no pod whose anti-affinity means it"
    };
    Flip::Other(format!("{what}, on a node of the same {key}"))
}

/// The label that the node lacks, or has too much.
fn label(daemon_set: &DaemonSet, line: &Line, key: &str) -> Flip {
    let affinity = written(daemon_set).map(RequiredNodeAffinity::of).unwrap_or_default();
    let key = key.to_owned();
    let Some(test) = line.field.as_ref().and_then(|field| test_at(&affinity, field, &key)) else {
        // A selector that came on the pod's way.
        let Item::Label { wanted, .. } = &line.item else {
            return Flip::Label { key, value: None };
        };
        let value = wanted.split_once('=').map(|(_, value)| value.to_owned());
        return Flip::Label { key, value };
    };
    match test {
        Test::In(values) => Flip::Label { key, value: values.into_iter().next() },
        Test::Exists => Flip::Label { key, value: None },
        Test::NotIn(_) | Test::DoesNotExist => Flip::Unlabel { key },
        Test::GreaterThan(limit) => {
            Flip::Label { key, value: limit.checked_add(1).map(|n| n.to_string()) }
        }
        Test::LessThan(limit) => {
            Flip::Label { key, value: limit.checked_sub(1).map(|n| n.to_string()) }
        }
    }
}

/// The test that stands at a field.
fn test_at(affinity: &RequiredNodeAffinity, field: &FieldPath, key: &str) -> Option<Test> {
    let indices: Vec<usize> = field
        .0
        .iter()
        .filter_map(|step| if let Step::Index(index) = step { Some(*index) } else { None })
        .collect();
    if let [term, place] = indices.as_slice() {
        let terms = affinity.terms.as_ref()?;
        let term = terms.iter().find(|candidate| candidate.index == *term)?;
        return term.expressions().get(*place).map(|requirement| requirement.test.clone());
    }
    let requirement = affinity.node_selector.iter().find(|requirement| requirement.key == key)?;
    Some(requirement.test.clone())
}

/// Mends the closest toleration where that costs nothing elsewhere, or adds another.
fn edit(fleet: &Fleet<'_>, daemon_set: &DaemonSet, taint: &Taint, closest: &Closest) -> Flip {
    let (taints, toleration) = (&fleet.inventory.taints, &closest.toleration);
    let in_use = taints.iter().any(|other| tolerates(toleration, other, fleet.release));
    let place = match closest.field.0.last() {
        Some(Step::Index(place)) => *place,
        _ => 0,
    };
    let written = written(daemon_set).and_then(|spec| spec.tolerations.as_ref());
    let is_there = written.is_some_and(|list| place < list.len());
    let [differs] = closest.differs.as_slice() else {
        return Flip::Tolerate(toleration_of(taint));
    };
    if in_use || !is_there {
        return Flip::Tolerate(toleration_of(taint));
    }
    let value = match *differs {
        "value" => taint.value.clone().unwrap_or_default(),
        "effect" => taint.effect.clone(),
        _ => "Exists".to_owned(),
    };
    let field = closest.field.clone().field(*differs);
    Flip::Set { field, value: if value.is_empty() { "\"\"".to_owned() } else { value } }
}

/// The toleration of a taint of any value.
#[must_use]
pub(crate) fn toleration_of(taint: &Taint) -> Toleration {
    Toleration {
        key: Some(taint.key.clone()),
        operator: Some("Exists".to_owned()),
        effect: Some(taint.effect.clone()),
        ..Toleration::default()
    }
}
