//! Which pods of lower priority go from a node so that another gets its place. Mirrors
//! `SelectVictimsOnNode` of the plugin `DefaultPreemption`.

use std::collections::BTreeMap;

use k8s_openapi::api::policy::v1::PodDisruptionBudget;

use super::world::{Who, World};
use crate::inventory::Pod;
use crate::kubernetes::label_selector::Selector;
use crate::kubernetes::names::namespace_or_default;
use crate::planner::cluster::Cluster;
use crate::planner::ix::{DaemonSetIx, SiteIx};

/// A budget of disruptions, and what is left of it.
#[derive(Clone, Debug)]
pub(super) struct Budget<'a> {
    namespace: &'a str,
    selector: Selector,
    disrupted: Option<&'a BTreeMap<String, k8s_openapi::apimachinery::pkg::apis::meta::v1::Time>>,
    left: i32,
}

impl<'a> Budget<'a> {
    /// A budget as the cluster has it; one whose status isn't known allows nothing.
    pub(super) fn of(budget: &'a PodDisruptionBudget) -> Option<Self> {
        let spec = budget.spec.as_ref()?;
        let selector = Selector::compile(spec.selector.as_ref()?).ok()?;
        let status = budget.status.as_ref();
        // An empty selector covers nothing for preemption.
        (!selector.is_everything()).then_some(Self {
            namespace: namespace_or_default(budget.metadata.namespace.as_deref()),
            selector,
            disrupted: status.and_then(|status| status.disrupted_pods.as_ref()),
            left: status.map_or(0, |status| status.disruptions_allowed.unwrap_or_default()),
        })
    }

    fn covers(&self, cluster: &Cluster<'_>, pod: &Pod) -> bool {
        let inventory = cluster.inventory;
        inventory.text(pod.namespace) == self.namespace
            && !pod.labels.is_empty()
            && self.disrupted.is_none_or(|pods| !pods.contains_key(&*pod.name))
            && self.selector.matches_with(|key| {
                let key = inventory.symbols.find(key)?;
                pod.labels.get(key).map(|value| inventory.text(value))
            })
    }
}

/// Takes the pods of lower priority off a node of which a DaemonSet's pod needs the place, and
/// tells which; none where that is no use, and then nothing changes. Pods whose budget has nothing
/// left are spared first, then those of higher priority, as far as there is room.
pub(super) fn make_room(
    world: &mut World<'_, '_>,
    id: DaemonSetIx,
    site: SiteIx,
    budgets: &mut [Budget<'_>],
) -> Vec<Who> {
    let compiled = &world.rules.pods[id];
    if !compiled.preempts {
        return Vec::new();
    }
    let is_lower = |who: &Who| world.priority(*who) < compiled.priority;
    let lower: Vec<Who> = world.sites[site].pods.iter().copied().filter(is_lower).collect();
    if lower.is_empty() {
        return Vec::new();
    }
    let (all, left) = (world.sites[site].pods.clone(), world.sites[site].left);
    lower.iter().for_each(|who| world.take(site, *who));
    if !world.fits(id, site) {
        lower.iter().for_each(|who| world.put(site, *who));
        (world.sites[site].pods, world.sites[site].left) = (all, left);
        return Vec::new();
    }
    let mut lower = lower;
    // Stable: of equal priority the one that was there first stays.
    lower.sort_by_key(|who| std::cmp::Reverse(world.priority(*who)));
    let cluster = world.rules.cluster;
    let mut left: Vec<i32> = budgets.iter().map(|budget| budget.left).collect();
    let violating: Vec<bool> = lower
        .iter()
        .map(|who| {
            let Who::Running(pod) = *who else { return false };
            let pod = world.running(pod);
            let mut violates = false;
            for (budget, left) in budgets.iter().zip(&mut left) {
                if budget.covers(cluster, pod) {
                    *left -= 1;
                    violates |= *left < 0;
                }
            }
            violates
        })
        .collect();
    let spared = |violates: bool| {
        let of = lower.iter().zip(&violating).filter(move |(_, v)| **v == violates);
        of.map(|(who, _)| *who).collect::<Vec<_>>()
    };
    let mut victims = Vec::new();
    for who in spared(true).into_iter().chain(spared(false)) {
        world.put(site, who);
        if !world.fits(id, site) {
            world.take(site, who);
            victims.push(who);
        }
    }
    victims.sort_by_key(|who| std::cmp::Reverse(world.priority(*who)));
    for victim in &victims {
        let Who::Running(pod) = *victim else { continue };
        let pod = world.running(pod);
        for budget in budgets.iter_mut().filter(|budget| budget.covers(cluster, pod)) {
            budget.left -= 1;
        }
    }
    victims
}
