//! Of each DaemonSet the pod that was created last: what Karpenter takes for all that it will have.

use std::collections::{BTreeMap, HashMap};

use k8s_openapi::api::core::v1::Toleration;

use super::pod::HostPort;
use super::resources::ResourceAmounts;
use super::symbols::{Symbol, Symbols};

/// What the newest pod of a DaemonSet asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct NewestPod {
    /// The digits of `metadata.creationTimestamp`.
    pub created: u64,
    /// `spec.nodeSelector`.
    pub node_selector: BTreeMap<String, String>,
    /// `spec.tolerations`, with all that was added to those of the template.
    pub tolerations: Vec<Toleration>,
    /// What it takes.
    pub requests: ResourceAmounts,
    /// The host ports of its containers; those of sidecars are not among them.
    pub host_ports: Box<[HostPort]>,
}

/// The newest pods, by the namespace and the name of their DaemonSets.
#[derive(Clone, Debug, Default)]
pub struct NewestPods(HashMap<(Symbol, Symbol), NewestPod>);

impl NewestPods {
    /// The newest pod of a DaemonSet, if one was read.
    #[must_use]
    pub fn get(&self, namespace: &str, name: &str, symbols: &Symbols) -> Option<&NewestPod> {
        self.0.get(&(symbols.find(namespace)?, symbols.find(name)?))
    }

    /// Whether a pod that was created then would be the newest of its DaemonSet.
    pub(super) fn wants(
        &self,
        namespace: &str,
        name: &str,
        created: u64,
        symbols: &Symbols,
    ) -> bool {
        self.get(namespace, name, symbols).is_none_or(|known| created > known.created)
    }

    /// Adds a pod that is newer than the one that is known.
    pub(super) fn add(&mut self, of: (Symbol, Symbol), pod: NewestPod) {
        self.0.insert(of, pod);
    }
}
