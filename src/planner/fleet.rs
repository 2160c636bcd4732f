//! The DaemonSets of a run on the nodes of an inventory: made once, and borrowed by all that tells
//! of them.

use std::collections::HashSet;

use k8s_openapi::api::apps::v1::DaemonSet;
use rayon::prelude::*;

use super::admission::apply_quotas;
use super::cluster::Cluster;
use super::daemon_pod::Compiled;
use super::ix::DaemonSetIx;
use super::placement::Placement;
use super::plan::Plan;
use super::tally::Tally;
use crate::inventory::ix::IxVec;
use crate::inventory::{Inventory, NodeIx, Pod, Symbol};
use crate::kubernetes::pod_admission::AdmissionContext;

/// The DaemonSets of a run on the nodes of an inventory.
#[derive(Debug)]
pub struct Fleet<'a> {
    /// The nodes, and the pods that run on them.
    pub inventory: &'a Inventory,
    /// The pods sorted to their nodes.
    pub cluster: Cluster<'a>,
    /// The DaemonSets, as written.
    pub daemon_sets: IxVec<DaemonSetIx, &'a DaemonSet>,
    /// Their pods.
    pub pods: IxVec<DaemonSetIx, Compiled>,
    /// Where the pods go.
    pub plan: Plan,
    /// The nodes by their class.
    pub tally: Tally,
    /// The DaemonSets by namespace and name, as the inventory has these.
    own: HashSet<(Symbol, Symbol)>,
}

impl<'a> Fleet<'a> {
    /// Decides for every DaemonSet and node where pods go. The DaemonSets are taken as written;
    /// they are defaulted here. Each is asked for itself, beside the pods that already run: a
    /// DaemonSet's own pod makes room for its successor.
    #[must_use]
    pub fn new(
        inventory: &'a Inventory,
        daemon_sets: impl IntoIterator<Item = &'a DaemonSet>,
        context: &AdmissionContext<'_>,
    ) -> Self {
        let daemon_sets: Vec<&'a DaemonSet> = daemon_sets.into_iter().collect();
        let openshift = context.openshift || inventory.is_openshift();
        let context = &AdmissionContext { openshift, ..context.clone() };
        let compile = |daemon_set: &&DaemonSet| Compiled::new(daemon_set, inventory, context);
        let pods: Vec<Compiled> = daemon_sets.par_iter().map(compile).collect();
        let cluster = Cluster::new(inventory);
        let mut plan = Plan::new(&cluster, &pods);
        apply_quotas(&mut plan, &pods, &cluster, context);
        let symbols = &inventory.symbols;
        let own = pods.iter().filter_map(|pod| {
            Some((symbols.find(&pod.created.namespace)?, symbols.find(&pod.created.name)?))
        });
        Self {
            inventory,
            cluster,
            daemon_sets: daemon_sets.into(),
            own: own.collect(),
            tally: Tally::new(&plan),
            pods: pods.into(),
            plan,
        }
    }

    /// Where a DaemonSet's pods go.
    #[must_use]
    pub fn placement(&self, daemon_set: DaemonSetIx) -> &Placement {
        &self.plan.placements[daemon_set]
    }

    /// Whether a pod of a DaemonSet of the run stands on a node, or waits for it.
    #[must_use]
    pub fn has_own(&self, daemon_set: DaemonSetIx, node: NodeIx) -> bool {
        let pods = self.cluster.own_pods(&self.pods[daemon_set].created);
        pods.binary_search_by_key(&node, |own| own.node).is_ok()
    }

    /// Whether a pod that runs belongs to a DaemonSet of the run.
    #[must_use]
    pub fn is_own(&self, pod: &Pod) -> bool {
        pod.daemon_set.is_some_and(|name| self.own.contains(&(pod.namespace, name)))
    }
}
