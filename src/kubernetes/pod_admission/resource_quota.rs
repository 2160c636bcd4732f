//! The plugin `ResourceQuota`: how many pods of a DaemonSet a namespace's quotas let in.

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::core::v1::{
    Affinity, Container, Pod, PodAffinityTerm, PodSpec, ResourceQuota, ResourceRequirements,
    ScopedResourceSelectorRequirement,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;

use super::context::AdmissionContext;
use super::plugin::Plugin;
use super::refusal::Refusal;
use crate::kubernetes::containers::containers;
use crate::kubernetes::quantity::{Format, Quantity};
use crate::kubernetes::resources::{
    Requests, is_extended, is_pod_level_resource, pod_limits, pod_requests,
};

type List = BTreeMap<String, ApiQuantity>;

/// The amounts that a quota of pods can limit, beside huge pages and extended resources.
const OF_PODS: [&str; 11] = [
    "count/pods",
    "cpu",
    "memory",
    "ephemeral-storage",
    "requests.cpu",
    "requests.memory",
    "requests.ephemeral-storage",
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
    "pods",
];
/// Those of them that every container must then ask for.
const DEMANDED: [&str; 6] =
    ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

/// What a pod counts for in quotas.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Charge(Requests);

impl Charge {
    /// What one pod counts for (`PodUsageFunc`). What can't be read counts for nothing: it is
    /// refused before.
    #[must_use]
    pub(super) fn of(spec: &PodSpec) -> Self {
        let (requests, limits) = (pod_requests(spec), pod_limits(spec));
        let mut charge = usage(&requests.unwrap_or_default(), &limits.unwrap_or_default());
        charge.insert("count/pods".to_owned(), Quantity::new(1, Format::DecimalSi));
        Self(charge)
    }
}

/// `podComputeUsageHelper`.
fn usage(requests: &Requests, limits: &Requests) -> Requests {
    let mut usage = Requests::new();
    usage.insert("pods".to_owned(), Quantity::new(1, Format::DecimalSi));
    for (name, amount) in requests {
        let plain = matches!(name.as_str(), "cpu" | "memory" | "ephemeral-storage")
            || name.starts_with("hugepages-");
        if plain {
            usage.insert(name.clone(), *amount);
        }
        if plain || is_extended(name) {
            usage.insert(format!("requests.{name}"), *amount);
        }
    }
    for (name, amount) in limits {
        if matches!(name.as_str(), "cpu" | "memory" | "ephemeral-storage") {
            usage.insert(format!("limits.{name}"), *amount);
        }
    }
    usage
}

/// The quotas of a namespace while pods are let in one after the other.
#[derive(Clone, Debug)]
pub struct QuotaUse<'a> {
    namespace: String,
    quotas: Vec<(&'a ResourceQuota, Requests)>,
}

impl<'a> QuotaUse<'a> {
    /// The quotas of a namespace, with what their status says is used.
    #[must_use]
    pub fn new(namespace: &str, context: &AdmissionContext<'a>) -> Self {
        let quotas = context.resource_quotas.in_namespace(namespace).map(|quota| {
            (quota, read(quota.status.as_ref().and_then(|status| status.used.as_ref())))
        });
        Self { namespace: namespace.to_owned(), quotas: quotas.collect() }
    }

    /// Whether there is no quota at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.quotas.is_empty()
    }

    /// Whether it is known what is used already.
    #[must_use]
    pub fn is_used(&self) -> bool {
        let used = |quota: &ResourceQuota| quota.status.as_ref().is_some_and(|s| s.used.is_some());
        self.quotas.iter().any(|(quota, _)| used(quota))
    }

    /// How many of so many pods alike are let in, and why the first that is not is refused
    /// (`CheckRequest`). Those that are let in are counted.
    #[must_use]
    pub fn admit(&mut self, pod: &Pod, number: usize) -> (usize, Option<Refusal>) {
        let Some(spec) = &pod.spec else { return (number, None) };
        let places = 0..self.quotas.len();
        let matching: Vec<usize> = places
            .filter(|at| self.quotas.get(*at).is_some_and(|(quota, _)| matches(quota, spec)))
            .collect();
        let quotas = || matching.iter().filter_map(|at| self.quotas.get(*at));
        for (quota, _) in quotas() {
            if let Some(missing) = missing(quota, spec) {
                let said = format!("failed quota: {}: {missing}", name(quota));
                return (0, Some(self.refusal(quota, said)));
            }
        }
        if matching.is_empty() {
            return (number, None);
        }
        let Charge(charge) = Charge::of(spec);
        for admitted in 0..number {
            let quotas = matching.iter().filter_map(|at| self.quotas.get(*at));
            let mut refusals = quotas.filter_map(|(quota, used)| {
                exceeded(quota, used, &charge).map(|said| self.refusal(quota, said))
            });
            if let Some(refusal) = refusals.next() {
                return (admitted, Some(refusal));
            }
            drop(refusals);
            for at in &matching {
                if let Some((quota, used)) = self.quotas.get_mut(*at) {
                    count(quota, used, &charge);
                }
            }
        }
        (number, None)
    }

    /// Why no pod more is let in, beside all that were; none where one is.
    #[must_use]
    pub(crate) fn refuses_one_more(&self, pod: &Pod) -> Option<Refusal> {
        self.clone().admit(pod, 1).1
    }

    fn refusal(&self, quota: &ResourceQuota, said: String) -> Refusal {
        let name = quota.metadata.name.as_deref();
        Refusal::new(Plugin::ResourceQuota, said).by("ResourceQuota", Some(&self.namespace), name)
    }
}

/// Whether there is no quota in the namespace.
pub(super) fn passes(namespace: &str, context: &AdmissionContext<'_>) -> bool {
    context.resource_quotas.in_namespace(namespace).next().is_none()
}

/// Why a quota refuses one more object of a resource that is counted (`count/daemonsets.apps`), when so
/// many have come beside those that its status counts.
#[must_use]
pub fn refuses_object(
    resource: &str,
    namespace: &str,
    context: &AdmissionContext<'_>,
    come: usize,
) -> Option<Refusal> {
    let counted = counted(resource);
    let one = Quantity::new(1, Format::DecimalSi);
    let charge = Requests::from([(counted.clone(), one)]);
    let QuotaUse { mut quotas, .. } = QuotaUse::new(namespace, context);
    quotas.retain(|(quota, _)| scopes(quota).is_empty());
    quotas.iter_mut().find_map(|(quota, used)| {
        let come = Quantity::new(i64::try_from(come).unwrap_or(i64::MAX), Format::DecimalSi);
        *used.entry(counted.clone()).or_insert(Quantity::ZERO) += come;
        let said = exceeded(quota, used, &charge)?;
        let name = quota.metadata.name.as_deref();
        Some(Refusal::new(Plugin::ResourceQuota, said).by("ResourceQuota", Some(namespace), name))
    })
}

/// Whether any quota of a namespace counts the objects of a resource.
#[must_use]
pub(crate) fn counts_objects(
    resource: &str,
    namespace: &str,
    context: &AdmissionContext<'_>,
) -> bool {
    let counted = counted(resource);
    let mut quotas = context.resource_quotas.in_namespace(namespace);
    quotas.any(|quota| scopes(quota).is_empty() && hard(quota).contains_key(&counted))
}

/// Whether there is no object of a resource in a namespace, by what a quota counts.
#[must_use]
pub(crate) fn has_no_object(
    resource: &str,
    namespace: &str,
    context: &AdmissionContext<'_>,
) -> bool {
    let counted = counted(resource);
    let QuotaUse { quotas, .. } = QuotaUse::new(namespace, context);
    quotas.iter().any(|(_, used)| used.get(&counted).is_some_and(Quantity::is_zero))
}

fn counted(resource: &str) -> String {
    format!("count/{resource}")
}

fn name(quota: &ResourceQuota) -> &str {
    quota.metadata.name.as_deref().unwrap_or_default()
}

fn read(list: Option<&List>) -> Requests {
    let entries = list.into_iter().flatten();
    entries
        .filter_map(|(name, text)| Some((name.clone(), Quantity::from_api(text).ok()?)))
        .collect()
}

fn hard(quota: &ResourceQuota) -> Requests {
    let of_status = quota.status.as_ref().and_then(|status| status.hard.as_ref());
    read(of_status.or_else(|| quota.spec.as_ref().and_then(|spec| spec.hard.as_ref())))
}

/// What a quota limits of pods (`MatchingResources`).
fn of_pods(quota: &ResourceQuota) -> BTreeSet<String> {
    let counts = |name: &String| {
        OF_PODS.contains(&name.as_str())
            || name.starts_with("hugepages-")
            || name.starts_with("requests.hugepages-")
            || name.strip_prefix("requests.").is_some_and(is_extended)
    };
    hard(quota).into_keys().filter(counts).collect()
}

fn scopes(quota: &ResourceQuota) -> Vec<ScopedResourceSelectorRequirement> {
    let Some(spec) = &quota.spec else { return Vec::new() };
    let plain = spec.scopes.iter().flatten().map(|scope| ScopedResourceSelectorRequirement {
        operator: "Exists".to_owned(),
        scope_name: scope.clone(),
        values: None,
    });
    let selector = spec.scope_selector.iter().flat_map(|s| s.match_expressions.iter().flatten());
    plain.chain(selector.cloned()).collect()
}

/// Whether a quota is about a pod (`Matches`).
fn matches(quota: &ResourceQuota, spec: &PodSpec) -> bool {
    !of_pods(quota).is_empty() && scopes(quota).iter().all(|scope| is_in_scope(scope, spec))
}

/// `podMatchesScopeFunc`.
fn is_in_scope(scope: &ScopedResourceSelectorRequirement, spec: &PodSpec) -> bool {
    let terminating = spec.active_deadline_seconds.is_some_and(|seconds| seconds >= 0);
    match scope.scope_name.as_str() {
        "Terminating" => terminating,
        "NotTerminating" => !terminating,
        "BestEffort" => is_best_effort(spec),
        "NotBestEffort" => !is_best_effort(spec),
        "CrossNamespacePodAffinity" => spec.affinity.as_ref().is_some_and(crosses_namespaces),
        "PriorityClass" => {
            let class = spec.priority_class_name.as_deref().filter(|class| !class.is_empty());
            let listed = class
                .is_some_and(|class| scope.values.iter().flatten().any(|value| value == class));
            match scope.operator.as_str() {
                "In" => listed,
                "NotIn" => !listed,
                "Exists" => class.is_some(),
                "DoesNotExist" => class.is_none(),
                _ => false,
            }
        }
        _ => false,
    }
}

fn crosses_namespaces(affinity: &Affinity) -> bool {
    let crosses = |term: &PodAffinityTerm| {
        term.namespaces.as_ref().is_some_and(|list| !list.is_empty())
            || term.namespace_selector.is_some()
    };
    let near = affinity.pod_affinity.as_ref().is_some_and(|near| {
        let required = near.required_during_scheduling_ignored_during_execution.iter().flatten();
        let preferred = near.preferred_during_scheduling_ignored_during_execution.iter().flatten();
        required.chain(preferred.map(|weighted| &weighted.pod_affinity_term)).any(crosses)
    });
    near || affinity.pod_anti_affinity.as_ref().is_some_and(|apart| {
        let required = apart.required_during_scheduling_ignored_during_execution.iter().flatten();
        let preferred = apart.preferred_during_scheduling_ignored_during_execution.iter().flatten();
        required.chain(preferred.map(|weighted| &weighted.pod_affinity_term)).any(crosses)
    })
}

/// Whether nothing is asked for and nothing limited (`GetPodQOS`).
pub(super) fn is_best_effort(spec: &PodSpec) -> bool {
    let asks = |resources: Option<&ResourceRequirements>| {
        let lists = resources.into_iter().flat_map(|r| [&r.requests, &r.limits]);
        lists.flatten().flatten().any(|(name, text)| {
            matches!(name.as_str(), "cpu" | "memory")
                && Quantity::from_api(text).is_ok_and(|amount| !amount.is_zero())
        })
    };
    if is_set_for_the_pod(spec) {
        return !asks(spec.resources.as_ref());
    }
    !containers(spec).any(|container| asks(container.resources.as_ref()))
}

/// `IsPodLevelResourcesSet`.
fn is_set_for_the_pod(spec: &PodSpec) -> bool {
    let lists = spec.resources.iter().flat_map(|r| [&r.requests, &r.limits]);
    lists.flatten().flatten().any(|(name, _)| is_pod_level_resource(name))
}

/// Counts one more pod.
fn count(quota: &ResourceQuota, used: &mut Requests, charge: &Requests) {
    for name in hard(quota).keys() {
        if let Some(amount) = charge.get(name) {
            *used.entry(name.clone()).or_insert(Quantity::ZERO) += *amount;
        }
    }
}

/// What containers don't ask for though the quota demands it, in words (`Constraints`).
fn missing(quota: &ResourceQuota, spec: &PodSpec) -> Option<String> {
    if is_set_for_the_pod(spec) {
        return None;
    }
    let limited = of_pods(quota);
    let demanded = DEMANDED.into_iter().filter(|name| limited.contains(*name));
    let mut missing: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for name in demanded {
        let lacking = containers(spec).filter(|container| !has(container, name));
        let lacking: BTreeSet<&str> = lacking.map(|container| container.name.as_str()).collect();
        if !lacking.is_empty() {
            missing.insert(name, lacking);
        }
    }
    let said: Vec<String> = missing
        .iter()
        .map(|(name, of)| format!("{name} for: {}", Vec::from_iter(of.iter().copied()).join(",")))
        .collect();
    (!said.is_empty()).then(|| format!("must specify {}", said.join("; ")))
}

fn has(container: &Container, name: &str) -> bool {
    let resources = container.resources.as_ref();
    let (list, name) = match name.strip_prefix("limits.") {
        Some(name) => (resources.and_then(|r| r.limits.as_ref()), name),
        None => {
            let name = name.strip_prefix("requests.").unwrap_or(name);
            (resources.and_then(|r| r.requests.as_ref()), name)
        }
    };
    list.is_some_and(|list| list.contains_key(name))
}

/// What a charge exceeds, in words.
fn exceeded(quota: &ResourceQuota, used: &Requests, charge: &Requests) -> Option<String> {
    let hard = hard(quota);
    let used_of = |name: &str| used.get(name).copied().unwrap_or(Quantity::ZERO);
    let over: Vec<(&String, Quantity, Quantity, Quantity)> = charge
        .iter()
        .filter_map(|(name, amount)| Some((name, *amount, used_of(name), *hard.get(name)?)))
        .filter(|(_, amount, used, hard)| *used + *amount > *hard)
        .collect();
    let list = |of: fn(&(&String, Quantity, Quantity, Quantity)) -> Quantity| {
        let items = over.iter().map(|item| format!("{}={}", item.0, of(item)));
        items.collect::<Vec<_>>().join(",")
    };
    (!over.is_empty()).then(|| {
        format!(
            "exceeded quota: {}, requested: {}, used: {}, limited: {}",
            name(quota),
            list(|item| item.1),
            list(|item| item.2),
            list(|item| item.3)
        )
    })
}
