//! The DaemonSets of a run on the nodes of an inventory: made once, and borrowed by all that tells
//! of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use k8s_openapi::api::apps::v1::DaemonSet;
use rayon::prelude::*;

use super::admission::apply_quotas;
use super::cluster::Cluster;
use super::daemon_pod::Compiled;
use super::doubt::Doubts;
use super::ix::DaemonSetIx;
use super::otherwise;
use super::placement::Placement;
use super::plan::Plan;
use super::tally::Tally;
use super::together::{Company, Met, Party, Scene, meet};
use crate::inventory::ix::{Ix, IxVec};
use crate::inventory::{Inventory, NodeIx, Pod, Symbol};
use crate::kubernetes::pod_admission::{AdmissionContext, Change, Refusal};
use crate::kubernetes::release::Release;

/// The DaemonSets of a run on the nodes of an inventory.
#[derive(Debug)]
pub struct Fleet<'a> {
    /// The nodes, and the pods that run on them.
    pub inventory: &'a Inventory,
    /// The Kubernetes that places them.
    pub release: Release,
    /// The pods sorted to their nodes.
    pub cluster: Cluster<'a>,
    /// The DaemonSets, as written, or as policies change them when they are created.
    pub daemon_sets: IxVec<DaemonSetIx, Cow<'a, DaemonSet>>,
    /// Their pods.
    pub pods: IxVec<DaemonSetIx, Compiled>,
    /// Where the pods go.
    pub plan: Plan,
    /// The nodes by their class.
    pub tally: Tally,
    /// What became of the pods that run where the DaemonSets' pods meet them.
    pub met: Met,
    /// The party that each DaemonSet is of.
    pub(super) party_of: IxVec<DaemonSetIx, usize>,
    /// Whether the API server takes each DaemonSet, so that it will be there.
    pub(super) exists: IxVec<DaemonSetIx, bool>,
    /// The DaemonSets by namespace and name, as the inventory has these.
    own: HashSet<(Symbol, Symbol)>,
}

/// A DaemonSet of a run, with what is known of it before its pods meet others.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// The DaemonSet, as written, or as policies change it when it is created.
    pub daemon_set: Cow<'a, DaemonSet>,
    /// What those policies change.
    pub changes: Vec<Change>,
    /// The deployment that it belongs to: those of others are not there.
    pub deployment: usize,
    /// Whether the API server takes it. One that it refuses is told of, and not there for others.
    pub exists: bool,
    /// What of its demands on nodes is not known.
    pub doubts: Doubts,
    /// Why policies refuse its pods, if they do: they are asked after what the planner asks itself,
    /// and before quotas.
    pub policy_refusal: Option<Refusal>,
}

impl<'a> Candidate<'a> {
    /// A DaemonSet that is applied with all others.
    #[must_use]
    pub fn new(daemon_set: &'a DaemonSet) -> Self {
        Self {
            daemon_set: Cow::Borrowed(daemon_set),
            changes: Vec::new(),
            deployment: 0,
            exists: true,
            doubts: Doubts::default(),
            policy_refusal: None,
        }
    }
}

impl<'a> Fleet<'a> {
    /// Decides for every DaemonSet and node where pods go, all of them together, beside the pods
    /// that already run: a DaemonSet's own pod makes room for its successor. The DaemonSets are
    /// taken as written; they are defaulted here.
    #[must_use]
    pub fn new(
        inventory: &'a Inventory,
        daemon_sets: impl IntoIterator<Item = &'a DaemonSet>,
        context: &AdmissionContext<'a>,
    ) -> Self {
        let candidates = daemon_sets.into_iter().map(Candidate::new);
        Self::in_company(inventory, candidates, context, Company::All)
    }

    /// The same where they meet others, or not.
    #[must_use]
    pub fn in_company(
        inventory: &'a Inventory,
        candidates: impl IntoIterator<Item = Candidate<'a>>,
        context: &AdmissionContext<'a>,
        company: Company,
    ) -> Self {
        let candidates: Vec<Candidate<'a>> = candidates.into_iter().collect();
        let daemon_sets: Vec<Cow<'a, DaemonSet>> =
            candidates.iter().map(|one| one.daemon_set.clone()).collect();
        let openshift = context.openshift || inventory.is_openshift();
        let context = &AdmissionContext { openshift, ..context.clone() };
        let compile = |one: &Candidate<'a>| {
            let doubts = one.doubts.clone().on_nodes(|key| inventory.knows_label(key));
            let mut compiled = Compiled::new(&one.daemon_set, inventory, context, doubts);
            compiled.changes.splice(0..0, one.changes.iter().cloned());
            compiled.refused_by(one.policy_refusal.as_ref())
        };
        let pods: Vec<Compiled> = candidates.par_iter().map(compile).collect();
        let cluster = Cluster::new(inventory, context.release).with_namespaces(context);
        let mut plan = Plan::new(&cluster, &pods);
        apply_quotas(&mut plan, &pods, &cluster, context);
        let pods: IxVec<DaemonSetIx, Compiled> = pods.into();
        let scene = Scene { cluster: &cluster, daemon_sets: &daemon_sets, pods: &pods, context };
        let parties = parties(&candidates, &pods, company);
        let mut met = Met::default();
        let mut party_of: IxVec<DaemonSetIx, usize> = pods.iter().map(|_| usize::MAX).collect();
        for party in &parties {
            party.who.iter().for_each(|id| party_of[*id] = party.number);
            met.extend(meet(&mut plan, &scene, party));
        }
        otherwise::mark(&mut plan, &pods, &cluster);
        let symbols = &inventory.symbols;
        let own = pods.iter().filter_map(|pod| {
            Some((symbols.find(&pod.created.namespace)?, symbols.find(&pod.created.name)?))
        });
        Self {
            inventory,
            release: context.release,
            own: own.collect(),
            tally: Tally::new(&plan),
            exists: candidates.iter().map(|one| one.exists).collect(),
            daemon_sets: daemon_sets.into(),
            cluster,
            pods,
            plan,
            met,
            party_of,
        }
    }

    /// The pods that go from a node so that a DaemonSet's pod gets its place there.
    #[must_use]
    pub fn victims(&self, daemon_set: DaemonSetIx, node: NodeIx) -> Vec<&'a Pod> {
        let places = self.met.victims.get(&(daemon_set, node));
        let pods = places.into_iter().flatten();
        pods.filter_map(|place| self.inventory.pods.get(place.index())).collect()
    }

    /// Where a DaemonSet's pods go.
    #[must_use]
    pub fn placement(&self, daemon_set: DaemonSetIx) -> &Placement {
        &self.plan.placements[daemon_set]
    }

    /// How many nodes the controller wants a DaemonSet's pod on, as [`Placement::desired`] without a
    /// look at each of them.
    #[must_use]
    pub fn desired(&self, daemon_set: DaemonSetIx) -> usize {
        self.tally.count(self.placement(daemon_set), |verdict| verdict.should_run)
    }

    /// Whether a pod of a DaemonSet of the run stands on a node, be it one that it adopts, or waits
    /// for it.
    #[must_use]
    pub fn has_own(&self, daemon_set: DaemonSetIx, node: NodeIx) -> bool {
        let pods = self.cluster.own_pods(&self.pods[daemon_set].created);
        self.met.adopted.contains_key(&(daemon_set, node))
            || pods.binary_search_by_key(&node, |own| own.node).is_ok()
    }

    /// Whether a pod that runs belongs to a DaemonSet of the run.
    #[must_use]
    pub fn is_own(&self, pod: &Pod) -> bool {
        pod.daemon_set.is_some_and(|name| self.own.contains(&(pod.namespace, name)))
    }
}

/// The DaemonSets by whom they meet: those of one deployment that the API server takes, each once;
/// the others each for itself.
fn parties(
    candidates: &[Candidate<'_>],
    pods: &IxVec<DaemonSetIx, Compiled>,
    company: Company,
) -> Vec<Party> {
    if company == Company::Nobody {
        return Vec::new();
    }
    let in_turn = company == Company::AllInTurn;
    let mut seen: HashSet<(usize, &str, &str)> = HashSet::new();
    let mut together: BTreeMap<usize, Vec<DaemonSetIx>> = BTreeMap::new();
    let mut alone: Vec<DaemonSetIx> = Vec::new();
    for ((id, Compiled { created: pod, .. }), candidate) in pods.numbered().zip(candidates) {
        let is_first =
            pod.name.is_empty() || seen.insert((candidate.deployment, &pod.namespace, &pod.name));
        if company == Company::OwnKind || !candidate.exists || !is_first {
            alone.push(id);
        } else {
            together.entry(candidate.deployment).or_default().push(id);
        }
    }
    let all = together.into_values().chain(alone.into_iter().map(|id| vec![id]));
    all.enumerate().map(|(number, who)| Party { number, who, in_turn }).collect()
}
