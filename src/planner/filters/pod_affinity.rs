//! Pod affinity and anti-affinity. Mirrors the plugin `InterPodAffinity`.

use std::collections::HashMap;

use crate::inventory::{Labels, NodeIx, Pod, Symbol};
use crate::kubernetes::field::FieldPath;
use crate::planner::cluster::Cluster;
use crate::planner::daemon_pod::{DaemonPod, REVISION_LABEL};
use crate::planner::demand::PodTerm;
use crate::planner::reason::{Fact, Plugin, Reason};

impl PodTerm {
    /// Whether the term means a pod of this namespace and these labels (`AffinityTerm.Matches`).
    fn means<'l>(
        &self,
        cluster: &Cluster<'_>,
        namespace: &str,
        label: impl Fn(&str) -> Option<&'l str>,
    ) -> bool {
        let in_namespace = self.namespaces.iter().any(|name| name == namespace)
            || self.namespace_selector.matches_with(|key| cluster.namespace_label(namespace, key));
        in_namespace && self.selector.matches_with(label)
    }

    pub(in crate::planner) fn means_running(&self, cluster: &Cluster<'_>, pod: &Pod) -> bool {
        let namespace = cluster.inventory.text(pod.namespace);
        // A selector that asks for something is resolved to the namespaces that there are
        // (`mergeAffinityTermNamespacesIfNotEmpty`).
        let named = self.namespaces.iter().any(|name| name == namespace);
        if !named
            && !self.namespace_selector.requirements().is_empty()
            && !cluster.may_have_namespace(namespace)
        {
            return false;
        }
        self.means(cluster, namespace, |key| {
            let key = cluster.inventory.symbols.find(key)?;
            pod.labels.get(key).map(|value| cluster.inventory.text(value))
        })
    }

    pub(in crate::planner) fn means_daemon(&self, cluster: &Cluster<'_>, pod: &DaemonPod) -> bool {
        self.means(cluster, &pod.namespace, |key| pod.labels.get(key).map(String::as_str))
    }

    fn topology(&self, cluster: &Cluster<'_>) -> Option<Symbol> {
        cluster.inventory.symbols.find(&self.topology_key)
    }
}

/// How many pods there are in each domain of a topology key.
type Counts = HashMap<(Symbol, Symbol), i64>;

/// What pod affinity says of one DaemonSet's pods on every node.
#[derive(Debug)]
pub(crate) struct PodAffinity<'a> {
    cluster: &'a Cluster<'a>,
    pod: &'a DaemonPod,
    /// Pods that all affinity terms mean, by the domains of the terms' keys.
    affinity: Counts,
    /// Pods that each anti-affinity term means, by domain.
    anti_affinity: Vec<Counts>,
    /// Pods whose anti-affinity means this one, by the domain that they keep it out of.
    existing: Counts,
    /// The keys of `existing`.
    existing_keys: Vec<Symbol>,
    /// Whether the pod's affinity means itself, which lets the first of its kind in.
    means_itself: bool,
}

impl<'a> PodAffinity<'a> {
    /// Counts the pods that matter (`PreFilter`); none if none can.
    #[must_use]
    pub(crate) fn new(cluster: &'a Cluster<'a>, pod: &'a DaemonPod) -> Option<Self> {
        let mut this = Self {
            cluster,
            pod,
            affinity: Counts::new(),
            anti_affinity: vec![Counts::new(); pod.pod_anti_affinity.len()],
            existing: Counts::new(),
            existing_keys: Vec::new(),
            means_itself: !pod.pod_affinity.is_empty()
                && pod.pod_affinity.iter().all(|term| term.means_daemon(cluster, pod)),
        };
        this.count_existing();
        if !pod.pod_affinity.is_empty() || !pod.pod_anti_affinity.is_empty() {
            for (_, node, running) in cluster.pods_by_node() {
                this.count(&node.labels, running, 1);
            }
        }
        let matters = !pod.pod_affinity.is_empty()
            || this.anti_affinity.iter().any(|counts| !counts.is_empty())
            || !this.existing.is_empty();
        matters.then_some(this)
    }

    fn count_existing(&mut self) {
        for (term, nodes) in self.cluster.anti_affinity() {
            let Some(key) = term.topology(self.cluster) else { continue };
            if !term.means_daemon(self.cluster, self.pod) {
                continue;
            }
            for value in nodes.iter().filter_map(|labels| labels.get(key)) {
                *self.existing.entry((key, value)).or_default() += 1;
            }
        }
        self.existing_keys = self.existing.keys().map(|(key, _)| *key).collect();
        self.existing_keys.sort_unstable();
        self.existing_keys.dedup();
    }

    /// Adds a pod that runs on a node with these labels to the counts of the pod's own terms.
    fn count(&mut self, labels: &Labels, running: &Pod, by: i64) {
        let (cluster, pod) = (self.cluster, self.pod);
        let domain = |term: &PodTerm| {
            let key = term.topology(cluster)?;
            Some((key, labels.get(key)?))
        };
        let all = &pod.pod_affinity;
        if !all.is_empty() && all.iter().all(|term| term.means_running(cluster, running)) {
            for domain in all.iter().filter_map(domain) {
                *self.affinity.entry(domain).or_default() += by;
            }
        }
        for (term, counts) in pod.pod_anti_affinity.iter().zip(&mut self.anti_affinity) {
            if let Some(domain) = domain(term).filter(|_| term.means_running(cluster, running)) {
                *counts.entry(domain).or_default() += by;
            }
        }
    }

    /// Why the pod can't go to a node: its affinity first, then its anti-affinity, then that of
    /// pods that run (`Filter`). Its own predecessor on the node doesn't count.
    #[must_use]
    pub(crate) fn refusals(&self, node: NodeIx) -> Vec<Reason> {
        let Some(labels) = self.cluster.inventory.nodes.get(node).map(|node| &node.labels) else {
            return Vec::new();
        };
        let own: Vec<&Pod> =
            self.cluster.pods_on(node).filter(|pod| self.cluster.is_own(pod, self.pod)).collect();
        let mut reasons = Vec::new();
        self.check_affinity(labels, &own, &mut reasons);
        for (term, counts) in self.pod.pod_anti_affinity.iter().zip(&self.anti_affinity) {
            let Some(key) = term.topology(self.cluster) else { continue };
            let Some(value) = labels.get(key) else { continue };
            let ours =
                own.iter().filter(|pod| term.means_running(self.cluster, pod)).count() as i64;
            if counts.get(&(key, value)).copied().unwrap_or_default() > ours {
                reasons.push(refusal(ANTI_AFFINITY, term.field.clone(), &term.topology_key, false));
            }
        }
        self.check_existing(labels, &own, &mut reasons);
        reasons
    }

    fn check_affinity(&self, labels: &Labels, own: &[&Pod], reasons: &mut Vec<Reason>) {
        let terms = &self.pod.pod_affinity;
        let means_own = |pod: &&&Pod| terms.iter().all(|t| t.means_running(self.cluster, pod));
        let ours = own.iter().filter(means_own).count() as i64;
        let mut alone = Vec::new();
        let mut without_label = false;
        let mut ours_in_all = 0;
        for term in terms {
            let key = term.topology(self.cluster);
            let domain = key.and_then(|key| Some((key, labels.get(key)?)));
            let field = term.field.clone();
            match domain {
                None => {
                    without_label = true;
                    reasons.push(refusal(AFFINITY, field, &term.topology_key, true));
                }
                Some(domain) => {
                    ours_in_all += ours;
                    if self.affinity.get(&domain).copied().unwrap_or_default() <= ours {
                        alone.push(refusal(AFFINITY, field, &term.topology_key, false));
                    }
                }
            }
        }
        // The first pod of its kind may go anywhere where all topology keys are.
        let none_yet = self.affinity.values().sum::<i64>() <= ours_in_all;
        if !(none_yet && self.means_itself && !without_label) {
            reasons.append(&mut alone);
        }
    }

    fn check_existing(&self, labels: &Labels, own: &[&Pod], reasons: &mut Vec<Reason>) {
        for key in &self.existing_keys {
            let Some(value) = labels.get(*key) else { continue };
            let Some(count) = self.existing.get(&(*key, value)) else { continue };
            let topology = self.cluster.inventory.text(*key);
            let ours = own.iter().flat_map(|pod| {
                let namespace = self.cluster.inventory.text(pod.namespace);
                pod.anti_affinity.iter().map(move |term| PodTerm::of_running(term, namespace))
            });
            let ours = ours.filter(|term| {
                term.topology_key == topology && term.means_daemon(self.cluster, self.pod)
            });
            if *count > ours.count() as i64 {
                reasons.push(refusal(EXISTING_ANTI_AFFINITY, None, topology, false));
            }
        }
    }
}

/// The terms of a pod's anti-affinity that keep it off a node where its predecessor runs.
pub(super) fn excludes_its_like(
    cluster: &Cluster<'_>,
    pod: &DaemonPod,
    node: NodeIx,
) -> Vec<Reason> {
    if pod.pod_anti_affinity.is_empty() {
        return Vec::new();
    }
    let Some(labels) = cluster.inventory.nodes.get(node).map(|node| &node.labels) else {
        return Vec::new();
    };
    let mut predecessor = pod.clone();
    let (key, _) = REVISION_LABEL;
    predecessor.labels.insert(key.to_owned(), "old".to_owned());
    let excludes = |term: &&PodTerm| {
        term.topology(cluster).is_some_and(|key| labels.get(key).is_some())
            && term.means_daemon(cluster, &predecessor)
    };
    let terms = pod.pod_anti_affinity.iter().filter(excludes);
    let refusals =
        terms.map(|term| refusal(ANTI_AFFINITY, term.field.clone(), &term.topology_key, false));
    refusals.collect()
}

/// What the filter says of a pod's own anti-affinity.
pub(in crate::planner) const ANTI_AFFINITY: &str = "node(s) didn't match pod anti-affinity rules";
/// What it says of that of others.
pub(in crate::planner) const EXISTING_ANTI_AFFINITY: &str =
    "node(s) didn't satisfy existing pods anti-affinity rules";
/// What it says of a pod's own affinity.
const AFFINITY: &str = "node(s) didn't match pod affinity rules";

/// The reason where no pod is there that the pod's affinity means.
pub(in crate::planner) fn affinity_refusal(field: FieldPath, key: &str, missing: bool) -> Reason {
    refusal(AFFINITY, Some(field), key, missing)
}

/// A reason of the filter about a topology key, which the node may be missing.
pub(in crate::planner) fn refusal(
    message: &str,
    field: Option<FieldPath>,
    key: &str,
    missing: bool,
) -> Reason {
    Reason::new(
        Plugin::InterPodAffinity,
        message,
        field,
        Fact::Topology { key: key.to_owned(), missing },
    )
}
