//! An inventory with what is looked up often: the pods of each node and what they take.

use std::collections::{BTreeMap, HashMap};

use super::daemon_pod::DaemonPod;
use super::demand::PodTerm;
use super::ix::PodIx;
use crate::inventory::ix::Ix;
use crate::inventory::{HostPort, Inventory, Labels, Node, NodeIx, Pod, ResourceAmounts, Symbol};
use crate::kubernetes::pod_admission::{AdmissionContext, Kind};
use crate::kubernetes::release::{Change, Release};

/// A namespace's labels.
#[derive(Clone, Copy, Debug)]
enum NamespaceLabels<'a> {
    /// As the cluster has them.
    Read(&'a Labels),
    /// As a manifest has them.
    Written(Option<&'a BTreeMap<String, String>>),
}

/// The label that every namespace has.
const NAMESPACE_NAME_LABEL: &str = "kubernetes.io/metadata.name";

/// A pod of a DaemonSet, and the node that it stands on or is meant for.
#[derive(Clone, Copy, Debug)]
pub struct OwnPod<'a> {
    /// The node.
    pub node: NodeIx,
    /// The pod.
    pub pod: &'a Pod,
    /// The scheduler has found no place for it yet.
    pub waits: bool,
}

/// An inventory with its pods sorted to their nodes.
#[derive(Debug)]
pub struct Cluster<'a> {
    /// The inventory.
    pub inventory: &'a Inventory,
    /// The Kubernetes that looks at it.
    release: Release,
    /// The places of the pods, by node; those of unknown nodes are left out.
    pods: Vec<u32>,
    /// Where each node's pods begin in `pods`; one more than there are nodes.
    starts: Vec<u32>,
    /// What the pods of each node take; empty if there are no pods at all.
    used: Vec<ResourceAmounts>,
    namespaces: HashMap<&'a str, NamespaceLabels<'a>>,
    /// Whether there is no namespace but these and those that are there from the start.
    all_namespaces: bool,
    /// The pods of each DaemonSet by its namespace and name, in the order of their nodes.
    own: HashMap<(Symbol, Symbol), Vec<OwnPod<'a>>>,
    /// The required anti-affinity terms of pods that run, each once, with the labels of the nodes of
    /// the pods that have it.
    anti_affinity: Vec<(PodTerm, Vec<&'a Labels>)>,
}

impl<'a> Cluster<'a> {
    /// Sorts the pods of an inventory to their nodes.
    #[must_use]
    pub fn new(inventory: &'a Inventory, release: Release) -> Self {
        let mut cluster = Self {
            inventory,
            release,
            pods: Vec::new(),
            starts: vec![0; inventory.nodes.len() + 1],
            used: Vec::new(),
            namespaces: HashMap::new(),
            own: HashMap::new(),
            all_namespaces: !inventory.namespaces.is_empty(),
            anti_affinity: Vec::new(),
        };
        for (name, labels) in &inventory.namespaces {
            cluster.namespaces.insert(inventory.text(*name), NamespaceLabels::Read(labels));
        }
        if !inventory.pods.is_empty() {
            cluster.sort_pods();
            cluster.collect_anti_affinity();
        }
        cluster.collect_own();
        cluster
    }

    /// The same with namespaces that stand in manifests: they are what will be.
    #[must_use]
    pub fn with_namespaces(mut self, context: &AdmissionContext<'a>) -> Self {
        for namespace in context.namespaces.iter() {
            let Some(name) = namespace.metadata.name.as_deref() else { continue };
            let labels = NamespaceLabels::Written(namespace.metadata.labels.as_ref());
            self.namespaces.insert(name, labels);
        }
        self.all_namespaces |= context.knows(Kind::Namespace);
        self
    }

    /// Another inventory with the namespaces of this one.
    #[must_use]
    pub(super) fn around(&self, inventory: &'a Inventory) -> Self {
        let mut cluster = Self::new(inventory, self.release);
        let written = |(_, labels): &(&&str, &NamespaceLabels<'a>)| {
            matches!(labels, NamespaceLabels::Written(_))
        };
        let written = self.namespaces.iter().filter(written);
        cluster.namespaces.extend(written.map(|(name, labels)| (*name, *labels)));
        cluster.all_namespaces = self.all_namespaces;
        cluster
    }

    fn sort_pods(&mut self) {
        let nodes = &self.inventory.nodes;
        let names: HashMap<&str, u32> =
            nodes.iter().zip(0..).map(|(node, place)| (&*node.name, place)).collect();
        let mut placed: Vec<(u32, u32)> = Vec::with_capacity(self.inventory.pods.len());
        // Pods come mostly in the order of something else than nodes, but few node names are new.
        let mut by_symbol: HashMap<Symbol, Option<u32>> = HashMap::new();
        for (pod, place) in self.inventory.pods.iter().zip(0..) {
            let node = *by_symbol
                .entry(pod.node)
                .or_insert_with(|| names.get(self.inventory.text(pod.node)).copied());
            placed.extend(node.map(|node| (node, place)));
        }
        placed.sort_unstable();
        self.used = vec![ResourceAmounts::default(); nodes.len()];
        for (node, place) in &placed {
            let Some(pod) = self.inventory.pods.get(*place as usize) else { continue };
            if let Some(used) = self.used.get_mut(*node as usize) {
                used.add(&pod.requests);
            }
            if let Some(count) = self.starts.get_mut(*node as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        self.pods = placed.into_iter().map(|(_, pod)| pod).collect();
    }

    fn collect_own(&mut self) {
        let mut own: HashMap<(Symbol, Symbol), Vec<OwnPod<'a>>> = HashMap::new();
        let mut add = |node, pod: &'a Pod, waits| {
            if let Some(daemon_set) = pod.daemon_set {
                let all = own.entry((pod.namespace, daemon_set)).or_default();
                all.push(OwnPod { node, pod, waits });
            }
        };
        for (node, _, pod) in self.pods_by_node() {
            add(node, pod, false);
        }
        if !self.inventory.waiting.is_empty() {
            let nodes = self.inventory.nodes.numbered();
            let places: HashMap<&str, NodeIx> =
                nodes.map(|(place, node)| (&*node.name, place)).collect();
            for pod in &self.inventory.waiting {
                let node = places.get(self.inventory.text(pod.node));
                node.into_iter().for_each(|node| add(*node, pod, true));
            }
        }
        own.values_mut().for_each(|pods| pods.sort_by_key(|own| own.node));
        self.own = own;
    }

    /// The pods of a DaemonSet that stand on the nodes or wait for one, in the order of the nodes.
    #[must_use]
    pub fn own_pods(&self, pod: &DaemonPod) -> &[OwnPod<'a>] {
        let symbols = &self.inventory.symbols;
        let key = symbols.find(&pod.namespace).zip(symbols.find(&pod.name));
        key.and_then(|key| self.own.get(&key)).map(Vec::as_slice).unwrap_or_default()
    }

    fn collect_anti_affinity(&mut self) {
        let mut places: HashMap<(String, Symbol), usize> = HashMap::new();
        let mut terms: Vec<(PodTerm, Vec<&'a Labels>)> = Vec::new();
        for (_, node, pod) in self.pods_by_node() {
            for term in &pod.anti_affinity {
                let text = serde_json::to_string(term).unwrap_or_default();
                let at = *places.entry((text, pod.namespace)).or_insert_with(|| {
                    let namespace = self.inventory.text(pod.namespace);
                    terms.push((PodTerm::of_running(term, namespace), Vec::new()));
                    terms.len() - 1
                });
                if let Some((_, nodes)) = terms.get_mut(at) {
                    nodes.push(&node.labels);
                }
            }
        }
        self.anti_affinity = terms;
    }

    /// The pods on a node.
    pub fn pods_on(&self, node: NodeIx) -> impl Iterator<Item = &'a Pod> + use<'_, 'a> {
        let inventory = self.inventory;
        let [start, end] = [node.index(), node.index() + 1].map(|at| self.starts[at] as usize);
        self.pods[start..end].iter().map(|place| &inventory.pods[*place as usize])
    }

    /// The pods on a node with their places in the inventory.
    pub fn running_on(&self, node: NodeIx) -> impl Iterator<Item = (PodIx, &'a Pod)> + use<'_, 'a> {
        let inventory = self.inventory;
        let [start, end] = [node.index(), node.index() + 1].map(|at| self.starts[at] as usize);
        let places = self.pods[start..end].iter().map(|place| *place as usize);
        places.map(|place| (PodIx::new(place), &inventory.pods[place]))
    }

    /// Every node that has pods, with its place and each of its pods.
    pub fn pods_by_node(&self) -> impl Iterator<Item = (NodeIx, &'a Node, &'a Pod)> + '_ {
        let nodes = self.inventory.nodes.numbered();
        nodes.flat_map(|(place, node)| self.pods_on(place).map(move |pod| (place, node, pod)))
    }

    /// The ports of a pod that runs as the scheduler sees them. An older one doesn't look at those of
    /// sidecars (`updateUsedPorts`).
    #[must_use]
    pub fn host_ports<'b>(&self, pod: &'b Pod) -> &'b [HostPort] {
        let all = pod.host_ports.len();
        let counted = match self.release.has(Change::SidecarsTakeHostPorts) {
            true => all,
            false => all.saturating_sub(usize::from(pod.sidecar_ports)),
        };
        pod.host_ports.get(..counted).unwrap_or_default()
    }

    /// What the pods on a node take; none if there are no pods at all.
    #[must_use]
    pub fn used(&self, node: NodeIx) -> Option<&ResourceAmounts> {
        self.used.get(node.index())
    }

    /// What the pods on a node take but for a DaemonSet's own.
    #[must_use]
    pub fn used_by_others(&self, node: NodeIx, pod: &DaemonPod) -> ResourceAmounts {
        let mut used = ResourceAmounts::default();
        for other in self.pods_on(node).filter(|other| !self.is_own(other, pod)) {
            used.add(&other.requests);
        }
        used
    }

    /// Whether a pod that runs belongs to the DaemonSet: it goes before its successor comes.
    #[must_use]
    pub fn is_own(&self, running: &Pod, pod: &DaemonPod) -> bool {
        self.inventory.is_of(running, &pod.namespace, &pod.name)
    }

    /// Whether a namespace is there for all that is known: where the inventory has none at all,
    /// any may be.
    #[must_use]
    pub fn may_have_namespace(&self, namespace: &str) -> bool {
        !self.all_namespaces || self.namespaces.contains_key(namespace)
    }

    /// A namespace's label. Where the inventory has no namespaces, each is known by its name alone;
    /// one that is missing among others has no labels.
    #[must_use]
    pub fn namespace_label<'b>(&'b self, namespace: &'b str, key: &str) -> Option<&'b str> {
        match self.namespaces.get(namespace) {
            Some(NamespaceLabels::Read(labels)) => {
                let key = self.inventory.symbols.find(key)?;
                labels.get(key).map(|value| self.inventory.text(value))
            }
            // The API server adds it to each.
            Some(NamespaceLabels::Written(_)) if key == NAMESPACE_NAME_LABEL => Some(namespace),
            Some(NamespaceLabels::Written(labels)) => labels.as_ref()?.get(key).map(String::as_str),
            None => (key == NAMESPACE_NAME_LABEL && self.may_have_namespace(namespace))
                .then_some(namespace),
        }
    }

    /// The required anti-affinity terms of pods that run, with the labels of the node of each.
    #[must_use]
    pub fn anti_affinity(&self) -> &[(PodTerm, Vec<&'a Labels>)] {
        &self.anti_affinity
    }
}
