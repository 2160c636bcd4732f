//! What changes a pod on its way.

use std::collections::BTreeMap;
use std::fmt;

use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

/// Something that changed a pod on its way.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Limits without requests are requests too.
    RequestsFromLimits,
    /// In the host's network every container port is a host port.
    HostPorts,
    /// A PriorityClass set the priority.
    PriorityClass {
        /// Its name.
        name: String,
        /// The priority.
        value: i32,
        /// Whether its pods make others of lower priority go (`preemptionPolicy`).
        preempts: bool,
    },
    /// A RuntimeClass added overhead, a node selector or tolerations.
    RuntimeClass {
        /// Its name.
        name: String,
        /// The overhead of its pods; empty where it sets none.
        overhead: BTreeMap<String, Quantity>,
        /// What it adds to the node selector.
        node_selector: BTreeMap<String, String>,
        /// How many tolerations it adds.
        tolerations: usize,
    },
    /// A LimitRange filled in requests or limits.
    LimitRange {
        /// Its name.
        name: String,
    },
    /// A MutatingAdmissionPolicy changed it.
    Policy {
        /// Its name.
        name: String,
        /// The fields that it changed, of the spec without `spec`.
        fields: Vec<String>,
        /// What it adds to the node selector.
        node_selector: BTreeMap<String, String>,
    },
    /// An annotation of the namespace added to the node selector.
    NamespaceNodeSelector {
        /// The namespace.
        namespace: String,
        /// The annotation.
        annotation: &'static str,
        /// Its value.
        selector: String,
        /// The labels that the value names.
        labels: BTreeMap<String, String>,
    },
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RequestsFromLimits => {
                f.write_str("limits without requests are taken as requests")
            }
            Self::HostPorts => f.write_str("container ports are host ports in the host's network"),
            Self::PriorityClass { name, value, preempts } => {
                let never = if *preempts { "" } else { ", preempts nobody" };
                write!(f, "PriorityClass {name}: {value}{never}")
            }
            Self::RuntimeClass { name, overhead, node_selector, tolerations } => {
                write!(f, "RuntimeClass {name}")?;
                let mut parts = Vec::new();
                if !overhead.is_empty() {
                    let list = overhead.iter().map(|(name, amount)| format!("{name} {}", amount.0));
                    parts.push(format!("overhead {}", list.collect::<Vec<_>>().join(", ")));
                }
                if !node_selector.is_empty() {
                    let list = node_selector.iter().map(|(key, value)| format!("{key}={value}"));
                    parts.push(format!("node selector {}", list.collect::<Vec<_>>().join(",")));
                }
                match tolerations {
                    0 => {}
                    1 => parts.push("1 toleration".to_owned()),
                    more => parts.push(format!("{more} tolerations")),
                }
                if parts.is_empty() { Ok(()) } else { write!(f, " ({})", parts.join("; ")) }
            }
            Self::LimitRange { name } => write!(f, "LimitRange {name}"),
            Self::Policy { name, fields, .. } => {
                write!(f, "MutatingAdmissionPolicy {name} ({})", fields.join(", "))
            }
            Self::NamespaceNodeSelector { namespace, annotation, selector, .. } => {
                write!(f, "Namespace {namespace}: {annotation}={selector}")
            }
        }
    }
}

impl Change {
    /// The value that it adds to the node selector for a key, and which object does.
    #[must_use]
    pub fn selects(&self, key: &str) -> Option<(String, String)> {
        match self {
            Self::RuntimeClass { name, node_selector, .. } => {
                Some((node_selector.get(key)?.clone(), format!("RuntimeClass {name}")))
            }
            Self::Policy { name, node_selector, .. } => {
                let source = format!("MutatingAdmissionPolicy {name}");
                Some((node_selector.get(key)?.clone(), source))
            }
            Self::NamespaceNodeSelector { namespace, labels, .. } => {
                Some((labels.get(key)?.clone(), format!("Namespace {namespace}")))
            }
            _ => None,
        }
    }
}
