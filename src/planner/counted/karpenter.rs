//! What Karpenter counts: `isDaemonPodCompatible` and `getDaemonOverhead` up to 1.13,
//! `buildDaemonOverheadGroups` from 1.14 on (`pkg/controllers/provisioning/scheduling/scheduler.go`).

use std::borrow::Cow;
use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{PodSpec, Toleration};

use super::requirement::Values;
use super::{Count, Counted, CountedKind, CountedPort, Counter, Difference};
use crate::inventory::ix::IxVec;
use crate::inventory::{Coming, Inventory, OpenLabel, Origin, Pool, PoolIx, ResourceAmounts};
use crate::kubernetes::labels::{Requirement, Test};
use crate::kubernetes::node_affinity::{RequiredNodeAffinity, TermContent};
use crate::kubernetes::node_labels::{
    ARCH, CAPACITY_TYPE, HOSTNAME, OS, REGION, WELL_KNOWN, WINDOWS_BUILD, ZONE, ZONE_ID, newer_name,
};
use crate::kubernetes::toleration::{NO_EXECUTE, NO_SCHEDULE, untolerated};
use crate::planner::fleet::Fleet;
use crate::planner::ix::DaemonSetIx;
use crate::planner::new_node::values;

/// Labels that nodes get once they are up: known beforehand since 1.14.
const STATES: [&str; 2] = ["karpenter.sh/registered", "karpenter.sh/initialized"];

/// Labels that don't tell instance types apart: of one type there are machines in all zones and of all
/// prices.
const ON_EVERY_TYPE: [&str; 4] = [ZONE, REGION, CAPACITY_TYPE, ZONE_ID];

/// How many combinations of labels are asked for that tell instance types apart. Where there are more,
/// nothing is said of kinds.
const MOST: usize = 512;

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
            // Of one weight the last in the alphabet (`OrderByWeight`).
            .then_with(|| other.name.cmp(&one.name))
    });
    let mut pods: IxVec<DaemonSetIx, Asked<'_>> =
        fleet.pods.places().map(|id| Asked::new(fleet, id)).collect();
    let count = |(place, pool): (PoolIx, &Pool)| {
        let machine = Machine { inventory: fleet.inventory, pool, by, of_type: &[] };
        let counts = pods.iter_mut().map(|pod| pod.count(&machine)).collect();
        let kinds = match by {
            Counter::KarpenterSince114 => kinds(fleet, &pods, &machine),
            _ => Vec::new(),
        };
        Counted { kinds, ..fleet.held_against(place, by, counts) }
    };
    pools.into_iter().map(count).collect()
}

/// What is counted by instance type, where that differs (`buildDaemonOverheadGroups`): types on which
/// the same is counted are one kind.
fn kinds(
    fleet: &Fleet<'_>,
    pods: &IxVec<DaemonSetIx, Asked<'_>>,
    machine: &Machine<'_>,
) -> Vec<CountedKind> {
    let asked = || pods.numbered().filter(|(id, pod)| fleet.exists[*id] && pod.may_count(machine));
    let mut labels: BTreeMap<&str, Vec<&Test>> = BTreeMap::new();
    for (key, tests) in asked().flat_map(|(_, pod)| pod.tests()) {
        if machine.fits(key, &tests) == Fit::SomeTypes {
            labels.entry(key).or_default().extend(tests);
        }
    }
    let mut types: Vec<Vec<(&str, Option<String>)>> = vec![Vec::new()];
    for (key, tests) in labels {
        let Some(values) = machine.of_types(key, &tests) else { continue };
        if types.len() * values.len() > MOST {
            return Vec::new();
        }
        types = types
            .iter()
            .flat_map(|one| {
                let with = |value: &Option<String>| {
                    one.iter().cloned().chain([(key, value.clone())]).collect()
                };
                values.iter().map(with)
            })
            .collect();
    }
    let mut kinds: Vec<CountedKind> = Vec::new();
    for of_type in &types {
        let machine = Machine { of_type, ..*machine };
        let counted = asked().filter(|(_, pod)| pod.fit(&machine) == Fit::Always);
        let mut kind = CountedKind::default();
        for (id, pod) in counted {
            kind.daemon_sets.push(id);
            kind.counts.add(&pod.requests);
        }
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if kinds.len() < 2 {
        return Vec::new();
    }
    kinds.sort_by_key(|kind| kind.daemon_sets.len());
    kinds
}

/// A DaemonSet's pod as Karpenter keeps it from pool to pool.
struct Asked<'a> {
    selector: Cow<'a, [Requirement]>,
    /// The requirements of each term that is left; one without any fits everything, as a term of
    /// `matchFields` alone does.
    terms: Vec<&'a [Requirement]>,
    /// The tolerations of the newest pod; without one those of the template, where those that the
    /// DaemonSet controller adds are not among them.
    tolerations: &'a [Toleration],
    requests: ResourceAmounts,
    ports: Vec<CountedPort>,
    /// Why that may be something else than what the pod takes.
    why: Difference,
    /// Whether it goes by a pod that runs.
    newest: bool,
    release: crate::kubernetes::release::Release,
    /// Whether it claims devices: `IgnoreDRARequests` is on by default.
    claims: bool,
    forgot: bool,
}

impl<'a> Asked<'a> {
    /// Of the newest pod that was made all but its node affinity is asked, which is the template's
    /// (`getDaemonSetPods`); without one the template (`PodForDaemonSet`).
    fn new(fleet: &'a Fleet<'_>, id: DaemonSetIx) -> Self {
        let compiled = &fleet.pods[id];
        let RequiredNodeAffinity { node_selector, terms } = &compiled.created.template.affinity;
        let readable = |term: &'a crate::kubernetes::node_affinity::Term| match &term.content {
            TermContent::Unreadable(_) => None,
            _ => Some(term.expressions()),
        };
        let template = fleet.daemon_sets[id].spec.template.spec.as_ref();
        let tolerations = template.and_then(|spec| spec.tolerations.as_deref());
        let inventory = fleet.inventory;
        let newest = inventory.newest.get(
            &compiled.created.namespace,
            &compiled.created.name,
            &inventory.symbols,
        );
        let requests = match newest {
            Some(newest) => Some(&newest.requests),
            None => fleet.newest_requests(id),
        };
        let ports = match newest {
            Some(newest) => newest
                .host_ports
                .iter()
                .map(|port| CountedPort::of_running(port, inventory))
                .collect(),
            None => compiled.created.ports.iter().filter_map(CountedPort::of_template).collect(),
        };
        Self {
            selector: match newest {
                Some(newest) => selector(&newest.node_selector).into(),
                None => node_selector.into(),
            },
            terms: terms.iter().flatten().filter_map(readable).collect(),
            tolerations: match newest {
                Some(newest) => &newest.tolerations,
                None => tolerations.unwrap_or_default(),
            },
            why: requests.map_or(Difference::SetLater, |_| Difference::NewestPod),
            newest: newest.is_some(),
            requests: requests.unwrap_or(&compiled.of_template).clone(),
            ports,
            release: fleet.release,
            claims: claims_devices(template),
            forgot: false,
        }
    }

    /// Why it is counted on no machine of a pool, whatever its labels are.
    fn left_out(&self, machine: &Machine<'_>) -> Option<Difference> {
        if machine.pool.provisioning.fixed {
            return Some(Difference::Fixed);
        }
        if self.claims {
            return Some(Difference::Claims);
        }
        let taints = machine.pool.provisioning.taints.iter();
        let taints = taints.filter_map(|id| machine.inventory.taint(*id));
        let effects = [NO_SCHEDULE, NO_EXECUTE];
        let mut kept_off = untolerated(taints, self.tolerations, &effects, self.release);
        kept_off.next().map(|_| self.or_newest(Difference::TaintAtFirst))
    }

    /// A reason why the pod doesn't fit, which is another one where the pod is not as the template.
    fn or_newest(&self, why: Difference) -> Difference {
        if self.newest { Difference::NewestPod } else { why }
    }

    fn may_count(&self, machine: &Machine<'_>) -> bool {
        self.left_out(machine).is_none()
    }

    /// The requirements that are asked: of the terms that are left only the first.
    fn asks(&self) -> impl Iterator<Item = &Requirement> {
        self.selector.iter().chain(self.terms.first().copied().unwrap_or_default())
    }

    /// What is asked of each label, by its newer name.
    fn tests(&self) -> BTreeMap<&str, Vec<&Test>> {
        let mut labels: BTreeMap<&str, Vec<&Test>> = BTreeMap::new();
        for requirement in self.asks() {
            let key = newer_name(&requirement.key).unwrap_or(&requirement.key);
            labels.entry(key).or_default().push(&requirement.test);
        }
        labels
    }

    /// Whether a machine fits the selector and the first term that is left.
    fn fit(&self, machine: &Machine<'_>) -> Fit {
        let fits = self.tests().into_iter().map(|(key, tests)| machine.fits(key, &tests));
        fits.min().unwrap_or(Fit::Always)
    }

    fn count(&mut self, machine: &Machine<'_>) -> Count {
        if let Some(why) = self.left_out(machine) {
            return Count::none(why);
        }
        let since = machine.by == Counter::KarpenterSince114;
        let mut first = None;
        let mut fit = self.fit(machine);
        // A term that doesn't fit goes for good; since 1.14 one that doesn't fit some type goes as
        // soon as that is asked.
        let goes = |fit: Fit| matches!(fit, Fit::Never(_)) || since && fit == Fit::SomeTypes;
        while goes(fit) && self.terms.len() > 1 {
            if let Fit::Never(why) = fit {
                first.get_or_insert(why);
            }
            self.terms.remove(0);
            self.forgot = true;
            fit = self.fit(machine);
        }
        match fit {
            Fit::SomeTypes if since && self.forgot => Count::none(Difference::TermForgotten),
            Fit::Never(_) if self.forgot => Count::none(Difference::TermForgotten),
            Fit::Never(why) => Count::none(self.or_newest(first.unwrap_or(why))),
            Fit::SomeTypes | Fit::Always => Count {
                counts: self.requests.clone(),
                why: Some(self.why),
                ports: self.ports.clone(),
                on_every_type: !since && fit == Fit::SomeTypes,
            },
        }
    }
}

/// The requirements that a node selector stands for.
fn selector(node_selector: &BTreeMap<String, String>) -> Vec<Requirement> {
    let one = |(key, value): (&String, &String)| Requirement {
        key: key.clone(),
        test: Test::In(vec![value.clone()]),
    };
    node_selector.iter().map(one).collect()
}

/// Whether a pod claims devices.
fn claims_devices(template: Option<&PodSpec>) -> bool {
    let claims = template.and_then(|spec| spec.resource_claims.as_ref());
    claims.is_some_and(|claims| !claims.is_empty())
}

/// What Karpenter knows beforehand of a pool's machines.
#[derive(Clone, Copy)]
struct Machine<'a> {
    inventory: &'a Inventory,
    pool: &'a Pool,
    by: Counter,
    /// Labels of one instance type, where one is meant.
    of_type: &'a [(&'a str, Option<String>)],
}

impl Machine<'_> {
    /// Whether these tests of a label pass: those of the pool, and since 1.14 those of the instance
    /// type (`isDaemonPodCompatible`). Up to 1.13 types differ too, and nobody asks.
    fn fits(&self, key: &str, tests: &[&Test]) -> Fit {
        let asked = Values::passing(tests.iter().copied());
        let fits_pool = match self.of_pool(key) {
            Some(values) => values.goes_with(&asked),
            None => self.is_well_known(key) || asked.may_be_missing(),
        };
        if !fits_pool {
            let hostname = key == HOSTNAME;
            return Fit::Never(if hostname {
                Difference::Hostname
            } else {
                Difference::LaterLabel
            });
        }
        let since = self.by == Counter::KarpenterSince114;
        let Some(types) = self.of_types(key, tests) else {
            // Every machine has some value.
            let never = since && ON_EVERY_TYPE.contains(&key) && asked.must_be_missing();
            return if never { Fit::Never(Difference::LaterLabel) } else { Fit::Always };
        };
        let fits = |value: &&Option<String>| Values::of(value.as_deref()).goes_with(&asked);
        match types.iter().filter(fits).count() {
            0 if since => Fit::Never(Difference::LaterLabel),
            some if some == types.len() => Fit::Always,
            _ => Fit::SomeTypes,
        }
    }

    /// What the labels and requirements of the pool leave for a label, where they name it.
    fn of_pool(&self, key: &str) -> Option<Values> {
        let Self { inventory, pool, by, .. } = self;
        if STATES.contains(&key) {
            return (*by == Counter::KarpenterSince114).then(|| Values::of(Some("true")));
        }
        let is_named = pool.provisioning.named.iter().any(|named| inventory.text(*named) == key);
        if key == HOSTNAME || !is_named {
            return None;
        }
        if let Some(value) = inventory.label(&pool.template, key) {
            return Some(Values::of(Some(value)));
        }
        let of_key = |open: &&OpenLabel| {
            let written = inventory.text(open.key);
            newer_name(written).unwrap_or(written) == key
        };
        let open = pool.open.iter().find(of_key);
        // What the cloud's machines have is no requirement of the pool.
        let known = pool.provider.architectures().filter(|_| key == ARCH);
        let is_known = |test: &Test| match (test, known) {
            (Test::In(values), Some(known)) => values == known,
            _ => false,
        };
        Some(open.map_or(Values::of(None), |open| match open.tests.split_last() {
            Some((last, written)) if is_known(last) => Values::passing(written),
            _ => Values::passing(&open.tests),
        }))
    }

    /// Whether Karpenter or its provider knows of a label whatever the pool says.
    fn is_well_known(&self, key: &str) -> bool {
        let of_provider = self.pool.provider.coming(key);
        [CAPACITY_TYPE, WINDOWS_BUILD].contains(&key)
            || WELL_KNOWN.contains(&key)
            || matches!(of_provider, Some(Coming::Always | Coming::Sometimes))
    }

    /// The values that a label has on the instance types of the pool, as far as these tests tell them
    /// apart; none for a label that doesn't hang on the type.
    fn of_types(&self, key: &str, tests: &[&Test]) -> Option<Vec<Option<String>>> {
        let Self { inventory, pool, of_type, .. } = self;
        if let Some((_, value)) = of_type.iter().find(|(known, _)| *known == key) {
            return Some(vec![value.clone()]);
        }
        if !self.is_well_known(key) {
            return None;
        }
        if let Some(value) = inventory.label(&pool.template, key) {
            return Some(vec![Some(value.to_owned())]);
        }
        if ON_EVERY_TYPE.contains(&key) {
            return None;
        }
        // The operating system is that of the node class's images: Linux, where nothing is known.
        if key == OS {
            let asked = Values::passing(tests.iter().copied());
            let linux = Values::of(Some("linux")).goes_with(&asked);
            return (!linux).then(|| ["linux", "windows"].map(|os| Some(os.to_owned())).into());
        }
        if key == WINDOWS_BUILD {
            let linux = inventory.label(&pool.template, OS) == Some("linux");
            return linux.then(|| vec![None]);
        }
        let open = pool.open.iter().find(|open| inventory.text(open.key) == key);
        Some(match open {
            Some(open) => values(&open.tests, open.may_be_missing, tests),
            None => {
                let sometimes = pool.provider.coming(key) == Some(Coming::Sometimes);
                values(&[], sometimes, tests)
            }
        })
    }
}
