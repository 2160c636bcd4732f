//! What an update finds of a DaemonSet's pods: those that the inventory has, or else those that
//! are to be expected.

use std::collections::{BTreeMap, BTreeSet};

use super::scenario::OldPod;
use crate::inventory::{NodeIx, Pod, Resource, Symbol};
use crate::planner::cluster::{Cluster, OwnPod};
use crate::planner::daemon_pod::{Compiled, REVISION_LABEL};
use crate::planner::fleet::Fleet;
use crate::planner::ix::DaemonSetIx;

/// A DaemonSet as it was before an update.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Before<'a> {
    /// The fleet that it was in.
    pub fleet: &'a Fleet<'a>,
    /// Its place there.
    pub daemon_set: DaemonSetIx,
    /// Whether the pod template is another one since: else no pod is of an old revision but those
    /// that an earlier update left behind.
    pub template_changes: bool,
}

impl<'a> Before<'a> {
    /// Its pod.
    #[must_use]
    pub(crate) fn compiled(&self) -> &'a Compiled {
        &self.fleet.pods[self.daemon_set]
    }
}

/// The pods of a DaemonSet when an update begins.
#[derive(Debug)]
pub(crate) struct Found<'a> {
    /// The pods that the inventory has, by node; empty where it has none of the DaemonSet.
    own: BTreeMap<NodeIx, &'a [OwnPod<'a>]>,
    /// The revisions that the update leads to, if there are any pods of it.
    current: BTreeSet<Option<Symbol>>,
    revision: Option<Symbol>,
    /// The DaemonSet as it put pods there.
    was: (&'a Fleet<'a>, DaemonSetIx),
    /// Whether the pods that are to be expected are of an old revision.
    is_old: bool,
}

/// What stands on a node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing<'a> {
    /// The pods.
    pub old: OldPod,
    /// How many there are beside these.
    pub surplus: u64,
    /// The pod that a new one would stand beside, if it is known.
    pub pod: Option<&'a Pod>,
}

impl<'a> Found<'a> {
    /// What an update of a DaemonSet finds; `before` is what it was, where that is known.
    #[must_use]
    pub(crate) fn new(
        fleet: &'a Fleet<'a>,
        daemon_set: DaemonSetIx,
        before: Option<Before<'a>>,
    ) -> Self {
        let (cluster, compiled) = (&fleet.cluster, &fleet.pods[daemon_set]);
        let own = cluster.own_pods(&compiled.created);
        let inventory = cluster.inventory;
        let revision = inventory.symbols.find(REVISION_LABEL.0);
        let revision_of = |pod: &Pod| revision.and_then(|key| pod.labels.get(key));
        let looks_like = |pod: &Pod, compiled: &Compiled| {
            has_images(cluster, pod, compiled) && has_requests(pod, compiled)
        };
        let all: BTreeSet<_> = own.iter().map(|own| revision_of(own.pod)).collect();
        let like = own.iter().filter(|own| looks_like(own.pod, compiled));
        let current = match before {
            // An update that is still to be written.
            None => BTreeSet::new(),
            Some(before) if before.template_changes => like
                .filter(|own| !looks_like(own.pod, before.compiled()))
                .map(|own| revision_of(own.pod))
                .collect(),
            // What something else changes in all pods makes none of them an old one.
            Some(_) if all.len() < 2 => all,
            Some(_) => {
                let like: BTreeSet<_> = like.map(|own| revision_of(own.pod)).collect();
                if like.is_empty() { all } else { like }
            }
        };
        let by_node = own.chunk_by(|a, b| a.node == b.node);
        let own = by_node.filter_map(|pods| Some((pods.first()?.node, pods))).collect();
        Self {
            own,
            current,
            revision,
            was: before.map_or((fleet, daemon_set), |before| (before.fleet, before.daemon_set)),
            is_old: before.is_none_or(|before| before.template_changes),
        }
    }

    /// Whether the inventory has no pod of the DaemonSet: then they are assumed to stand where they
    /// ran.
    #[must_use]
    pub(crate) fn is_assumed(&self) -> bool {
        self.own.is_empty()
    }

    /// What stands on a node, which is ready or not.
    #[must_use]
    pub(crate) fn on(&self, node: NodeIx, ready: bool, surges: bool) -> Standing<'a> {
        if self.is_assumed() {
            return Standing { old: self.assumed(node, ready), surplus: 0, pod: None };
        }
        let pods = self.own.get(&node).copied().unwrap_or_default();
        let (mut old, mut new): (Vec<_>, Vec<_>) =
            pods.iter().filter(|own| !own.pod.terminating).partition(|own| !self.is_current(own));
        // The controller keeps the one that has a node, and of two the older: the one that is ready.
        let is_ready = |own: &&OwnPod<'a>| !own.waits && own.pod.ready.unwrap_or(ready);
        let preference = |own: &&OwnPod<'a>| (own.waits, !is_ready(own));
        old.sort_by_key(preference);
        new.sort_by_key(preference);
        let live = (old.len() + new.len()) as u64;
        let (old, new) = (old.first().copied(), new.first().copied());
        let updated = |new: &&OwnPod<'a>| match is_ready(new) {
            true => OldPod::Updated,
            false => OldPod::Updating,
        };
        let state = match (old, new) {
            (None, None) if pods.is_empty() => OldPod::Missing,
            (None, None) => OldPod::Going,
            (None, Some(new)) => updated(&new),
            // Beside a surge the old pod stays while it is ready and the new one is not.
            (Some(old), Some(new)) if surges && (!is_ready(&old) || is_ready(&new)) => {
                updated(&new)
            }
            (Some(_), Some(_)) if surges => OldPod::Surging,
            (Some(old), _) if is_ready(&old) => OldPod::Available,
            (Some(_), _) => OldPod::NotReady,
        };
        let surplus = if live == 0 { 0 } else { live.saturating_sub(state.pods()) };
        Standing { old: state, surplus, pod: old.filter(|own| !own.waits).map(|own| own.pod) }
    }

    fn is_current(&self, own: &OwnPod<'_>) -> bool {
        let revision = self.revision.and_then(|key| own.pod.labels.get(key));
        self.current.contains(&revision)
    }

    /// What is to be expected on a node: what the DaemonSet as it was puts there.
    fn assumed(&self, node: NodeIx, ready: bool) -> OldPod {
        let (fleet, daemon_set) = self.was;
        let was = fleet.placement(daemon_set).verdict(node);
        let (available, waiting) = match self.is_old {
            true => (OldPod::Available, OldPod::NotReady),
            false => (OldPod::Updated, OldPod::Updating),
        };
        if was.should_run && was.admitted != Some(false) {
            let runs = || was.runs() || !fleet.victims(daemon_set, node).is_empty();
            return if ready && runs() { available } else { waiting };
        }
        // The pod came before the node was not ready, and nothing puts it out.
        let stays = was.should_continue_running && was.is_kept_off_by_state_alone();
        if !ready && stays { waiting } else { OldPod::Missing }
    }
}

/// Whether a pod has the images of a DaemonSet's containers; whoever adds containers of their own
/// has no say. A pod whose images are not known may.
fn has_images(cluster: &Cluster<'_>, pod: &Pod, compiled: &Compiled) -> bool {
    let text = |symbol| cluster.inventory.text(symbol);
    let spec = compiled.pod.spec.iter();
    let mut containers =
        spec.flat_map(|spec| spec.init_containers.iter().flatten().chain(&spec.containers));
    pod.images.is_empty()
        || containers.all(|container| {
            let found = pod.images.iter().find(|(name, _)| text(*name) == container.name);
            found.is_some_and(|(_, image)| Some(text(*image)) == container.image.as_deref())
        })
}

/// Whether a pod asks for as much CPU and memory as a DaemonSet's pod.
fn has_requests(pod: &Pod, compiled: &Compiled) -> bool {
    let needs = &compiled.scheduled().needs;
    [Resource::Cpu, Resource::Memory].into_iter().all(|resource| {
        let need = needs.iter().find(|need| need.resource == Some(resource));
        pod.requests.get(resource) == need.map_or(0, |need| need.amount)
    })
}
