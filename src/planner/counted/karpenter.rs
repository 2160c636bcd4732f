//! What Karpenter counts: `isDaemonPodCompatible` and `getDaemonOverhead` up to 1.13,
//! `buildDaemonOverheadGroups` from 1.14 on (`pkg/controllers/provisioning/scheduling/scheduler.go`).

use k8s_openapi::api::core::v1::{PodSpec, Toleration};

use super::{Count, Counted, Counter, Difference};
use crate::inventory::ix::IxVec;
use crate::inventory::{Coming, Inventory, Origin, Pool, PoolIx, ResourceAmounts};
use crate::kubernetes::labels::{Requirement, Test};
use crate::kubernetes::node_affinity::{RequiredNodeAffinity, TermContent};
use crate::kubernetes::node_labels::{CAPACITY_TYPE, HOSTNAME, REGION, ZONE, newer_name};
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, untolerated};
use crate::planner::fleet::Fleet;
use crate::planner::ix::DaemonSetIx;
use crate::planner::new_node::values;

/// Labels that nodes get once they are up: known beforehand since 1.14.
const STATES: [&str; 2] = ["karpenter.sh/registered", "karpenter.sh/initialized"];

/// How far a requirement fits what a pool may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Never(Difference),
    /// Only some instance types.
    SomeTypes,
    Always,
}

/// Counts for all pools of Karpenter, in the order in which it asks them: those of larger weight
/// first. What is forgotten of a DaemonSet's terms at one of them is missing at those after it.
pub(super) fn count(fleet: &Fleet<'_>, by: Counter) -> Vec<Counted> {
    let pools = fleet.inventory.pools.numbered();
    let mut pools: Vec<(PoolIx, &Pool)> =
        pools.filter(|(_, p)| p.origin == Origin::Karpenter && p.closed.is_none()).collect();
    pools.sort_by(|(_, one), (_, other)| {
        other
            .provisioning
            .weight
            .cmp(&one.provisioning.weight)
            .then_with(|| one.name.cmp(&other.name))
    });
    let mut pods: IxVec<DaemonSetIx, Asked<'_>> =
        fleet.pods.places().map(|id| Asked::new(fleet, id)).collect();
    let count = |(place, pool): (PoolIx, &Pool)| {
        let counts = pods.iter_mut().map(|pod| pod.count(fleet.inventory, pool, by)).collect();
        fleet.held_against(place, by, counts)
    };
    pools.into_iter().map(count).collect()
}

/// A DaemonSet's pod as Karpenter keeps it from pool to pool.
struct Asked<'a> {
    selector: &'a [Requirement],
    /// The requirements of each term that is left; one without any fits everything, as a term of
    /// `matchFields` alone does.
    terms: Vec<&'a [Requirement]>,
    /// The tolerations of the template: those that the DaemonSet controller adds are not there.
    tolerations: &'a [Toleration],
    requests: ResourceAmounts,
    /// Why that may be less than the pod takes.
    why: Difference,
    release: crate::kubernetes::release::Release,
    /// Whether it claims devices: `IgnoreDRARequests` is on by default.
    claims: bool,
    forgot: bool,
}

impl<'a> Asked<'a> {
    fn new(fleet: &'a Fleet<'_>, id: DaemonSetIx) -> Self {
        let compiled = &fleet.pods[id];
        let RequiredNodeAffinity { node_selector, terms } = &compiled.created.template.affinity;
        let readable = |term: &'a crate::kubernetes::node_affinity::Term| match &term.content {
            TermContent::Unreadable(_) => None,
            _ => Some(term.expressions()),
        };
        let template = fleet.daemon_sets[id].spec.template.spec.as_ref();
        let tolerations = template.and_then(|spec| spec.tolerations.as_deref());
        let newest = fleet.newest_requests(id).cloned();
        Self {
            selector: node_selector,
            terms: terms.iter().flatten().filter_map(readable).collect(),
            tolerations: tolerations.unwrap_or_default(),
            why: newest.as_ref().map_or(Difference::SetLater, |_| Difference::NewestPod),
            requests: newest.unwrap_or_else(|| compiled.of_template.clone()),
            release: fleet.release,
            claims: claims_devices(template),
            forgot: false,
        }
    }

    fn count(&mut self, inventory: &Inventory, pool: &Pool, by: Counter) -> Count {
        if pool.provisioning.fixed {
            return Count::none(Difference::Fixed);
        }
        if self.claims {
            return Count::none(Difference::Claims);
        }
        let taints = pool.provisioning.taints.iter().filter_map(|id| inventory.taint(*id));
        let effects = [NO_SCHEDULE, NO_EXECUTE];
        let mut kept_off = untolerated(taints, self.tolerations, &effects, self.release);
        if kept_off.next().is_some() {
            return Count::none(Difference::TaintAtFirst);
        }
        let mut first = None;
        loop {
            let term = self.terms.first().copied().unwrap_or_default();
            let fit = fit(inventory, pool, self.selector, term, by);
            let since = by == Counter::KarpenterSince114;
            match fit {
                // The types that don't fit take the term away from those that are asked after them.
                Fit::SomeTypes if since && self.terms.len() > 1 => {
                    self.forgot = true;
                    return Count::none(Difference::TermForgotten);
                }
                Fit::Always | Fit::SomeTypes => {
                    return Count { counts: self.requests.clone(), why: Some(self.why) };
                }
                Fit::Never(why) => {
                    let why = *first.get_or_insert(why);
                    if self.terms.len() < 2 {
                        let forgot = self.forgot;
                        return Count::none(if forgot { Difference::TermForgotten } else { why });
                    }
                    self.terms.remove(0);
                    self.forgot = true;
                }
            }
        }
    }
}

/// Whether a pod claims devices.
fn claims_devices(template: Option<&PodSpec>) -> bool {
    let claims = template.and_then(|spec| spec.resource_claims.as_ref());
    claims.is_some_and(|claims| !claims.is_empty())
}

/// Whether what a pool may start fits a selector and a term.
fn fit(
    inventory: &Inventory,
    pool: &Pool,
    selector: &[Requirement],
    term: &[Requirement],
    by: Counter,
) -> Fit {
    let asked = || selector.iter().chain(term);
    let mut worst = Fit::Always;
    for requirement in asked() {
        let key = newer_name(&requirement.key).unwrap_or(&requirement.key);
        let same = |other: &&Requirement| newer_name(&other.key).unwrap_or(&other.key) == key;
        let tests: Vec<&Test> = asked().filter(same).map(|other| &other.test).collect();
        worst = worst.min(fits(inventory, pool, key, &tests, by));
    }
    worst
}

fn fits(inventory: &Inventory, pool: &Pool, key: &str, tests: &[&Test], by: Counter) -> Fit {
    let fixed = |value: Option<&str>, why: Difference| {
        let passes = tests.iter().all(|test| test.passes(value));
        if passes { Fit::Always } else { Fit::Never(why) }
    };
    if key == HOSTNAME {
        return fixed(None, Difference::Hostname);
    }
    if STATES.contains(&key) && by == Counter::KarpenterUntil113 {
        return fixed(None, Difference::LaterLabel);
    }
    if let Some(value) = inventory.label(&pool.template, key) {
        return fixed(Some(value), Difference::LaterLabel);
    }
    let open = pool.open.iter().find(|open| inventory.text(open.key) == key);
    let possible = match (open, inventory.coming(pool, key)) {
        (Some(open), _) => values(&open.tests, open.may_be_missing, tests),
        // What the provider knows of may be anything.
        (None, Some(Coming::Always)) => values(&[], false, tests),
        (None, Some(Coming::Sometimes)) => values(&[], true, tests),
        (None, Some(Coming::Later) | None) => return fixed(None, Difference::LaterLabel),
    };
    let passes = |value: &Option<String>| tests.iter().all(|test| test.passes(value.as_deref()));
    let good = possible.iter().filter(|value| passes(value)).count();
    match good {
        0 => Fit::Never(Difference::LaterLabel),
        some if some == possible.len() => Fit::Always,
        // Of one type there are machines in all zones, and of all prices; what only the pool knows gets
        // the value that is asked for.
        _ if [ZONE, REGION, CAPACITY_TYPE].contains(&key) => Fit::Always,
        _ if open.is_some() && !is_of_type(key) && inventory.coming(pool, key).is_none() => {
            Fit::Always
        }
        _ => Fit::SomeTypes,
    }
}

/// Whether a label that a pool leaves open hangs on the instance type.
fn is_of_type(key: &str) -> bool {
    key.contains("kubernetes.io/") || key.starts_with("karpenter.") || key.contains("/instance-")
}
