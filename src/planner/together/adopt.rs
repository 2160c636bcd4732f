//! Pods that no controller owns and a DaemonSet's selector matches: it adopts them, and its rolling
//! update takes them for outdated. Mirrors `getNodesToDaemonPods`, `podsShouldBeOnNode` and
//! `rollingUpdate` of `pkg/controller/daemon`.

use std::collections::HashSet;

use k8s_openapi::api::apps::v1::DaemonSet;

use super::settle::{Settling, Wanted};
use super::world::Who;
use crate::inventory::Pod;
use crate::kubernetes::label_selector::Selector;
use crate::planner::cluster::Cluster;
use crate::planner::ix::{DaemonSetIx, PodIx};

/// A pod that a DaemonSet adopted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Adopted {
    /// The DaemonSet and the node.
    pub at: Wanted,
    /// The pod.
    pub pod: PodIx,
}

/// What a DaemonSet adopts.
pub(super) struct Adopter {
    namespace: String,
    selector: Selector,
}

impl Adopter {
    /// None where it adopts nothing.
    pub(super) fn of(daemon_set: &DaemonSet, namespace: &str) -> Option<Self> {
        let selector = Selector::compile(&daemon_set.spec.selector).ok()?;
        (!selector.is_everything()).then(|| Self { namespace: namespace.to_owned(), selector })
    }

    /// Whether it adopts a pod.
    pub(super) fn adopts(&self, cluster: &Cluster<'_>, pod: &Pod) -> bool {
        let inventory = cluster.inventory;
        pod.bare
            && !pod.terminating
            && inventory.text(pod.namespace) == self.namespace
            && self.selector.matches_with(|key| {
                let key = inventory.symbols.find(key)?;
                pod.labels.get(key).map(|value| inventory.text(value))
            })
    }
}

/// How a DaemonSet replaces the pods that it adopted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Replaces {
    /// Not at all, until someone deletes them.
    No,
    /// One goes, then the next comes; so many nodes may be without one.
    OneByOne(i64),
    /// The next comes, then the old one goes.
    Surge,
}

/// Replaces what was adopted, as far as the update gets; tells which pods it deleted.
pub(super) fn replace(
    settling: &mut Settling<'_, '_>,
    adopted: &[Adopted],
    waiting: &[Wanted],
    how: impl Fn(DaemonSetIx) -> Replaces,
) -> Vec<PodIx> {
    let mut gone: HashSet<PodIx> = HashSet::new();
    let mut deleted = Vec::new();
    loop {
        let mut progress = false;
        for one in adopted {
            let is_there = settling.world.sites[one.at.site].pods.contains(&Who::Running(one.pod));
            if gone.contains(&one.pod) || !is_there {
                continue;
            }
            match how(one.at.daemon_set) {
                Replaces::No => continue,
                Replaces::OneByOne(most) => {
                    let is_away = |wanted: &&Wanted| {
                        wanted.daemon_set == one.at.daemon_set && !settling.is_bound(**wanted)
                    };
                    let replaced = adopted.iter().filter(|a| gone.contains(&a.pod));
                    let replaced = replaced.map(|a| &a.at);
                    let away = waiting.iter().chain(replaced).filter(is_away).count() as i64;
                    if away >= most {
                        continue;
                    }
                    settling.world.take(one.at.site, Who::Running(one.pod));
                    settling.add([one.at]);
                }
                Replaces::Surge => {
                    settling.add([one.at]);
                    if !settling.is_bound(one.at) {
                        continue;
                    }
                    settling.world.take(one.at.site, Who::Running(one.pod));
                    settling.add([]);
                }
            }
            gone.insert(one.pod);
            deleted.push(one.pod);
            progress = true;
        }
        if !progress {
            return deleted;
        }
    }
}

/// Sorts the pods that a DaemonSet adopts on a node: the one that stays for now, and those that go at
/// once since one is enough.
pub(super) fn first_of(mut pods: Vec<(PodIx, &Pod)>) -> (Option<PodIx>, Vec<PodIx>) {
    pods.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
    let mut pods = pods.into_iter().map(|(pod, _)| pod);
    (pods.next(), pods.collect())
}
