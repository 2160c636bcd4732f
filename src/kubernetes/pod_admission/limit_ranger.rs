//! The plugin `LimitRanger`: a namespace's LimitRanges fill in what containers leave open, and
//! refuse what is too much or too little.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    Container, LimitRange, LimitRangeItem, Pod, PodSpec, ResourceRequirements,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity as ApiQuantity;

use super::change::Change;
use super::context::AdmissionContext;
use super::order::{Order, Unordered};
use super::plugin::Plugin;
use super::refusal::{Reason, Refusal};
use crate::kubernetes::containers::{ContainerList, containers_mut};
use crate::kubernetes::field::FieldPath;
use crate::kubernetes::quantity::Quantity;
use crate::kubernetes::resources::{RequestError, Requests, container_limits, container_requests};

type List = BTreeMap<String, ApiQuantity>;

const CONTAINER: &str = "Container";
const POD: &str = "Pod";

/// Fills in what containers leave open (`mergePodResourceRequirements`).
pub(super) fn fill_in(
    pod: &mut Pod,
    namespace: &str,
    (context, order): (&AdmissionContext<'_>, Order),
    changes: &mut Vec<Change>,
) {
    let Some(spec) = &mut pod.spec else { return };
    for range in of_namespace(namespace, context, order) {
        let mut changed = false;
        for item in items(range).filter(|item| item.type_ == CONTAINER) {
            let (limits, requests) = container_defaults(item);
            for container in containers_mut(spec) {
                let resources = container.resources.get_or_insert_default();
                changed |= fill(&mut resources.limits, &limits);
                changed |= fill(&mut resources.requests, &requests);
            }
        }
        if changed {
            let name = range.metadata.name.clone().unwrap_or_default();
            changes.push(Change::LimitRange { name });
        }
    }
}

/// Whether there is no range in the namespace.
pub(super) fn passes(namespace: &str, context: &AdmissionContext<'_>) -> bool {
    context.limit_ranges.in_namespace(namespace).next().is_none()
}

fn of_namespace<'a, 'c>(
    namespace: &str,
    context: &'c AdmissionContext<'a>,
    order: Order,
) -> impl Iterator<Item = &'a LimitRange> + use<'a, 'c> {
    let given = context.limit_ranges.in_namespace(namespace);
    let (given, reversed) = match order.reverses(Unordered::LimitRanges) {
        false => (Some(given), Vec::new()),
        true => (None, given.collect()),
    };
    given.into_iter().flatten().chain(reversed.into_iter().rev())
}

fn items(range: &LimitRange) -> impl Iterator<Item = &LimitRangeItem> {
    range.spec.iter().flat_map(|spec| &spec.limits)
}

/// The default limits and requests of containers (`SetDefaults_LimitRangeItem`): the default limit
/// is the maximum where none is given, the default request the default limit, then the minimum.
fn container_defaults(item: &LimitRangeItem) -> (List, List) {
    let mut limits = item.default.clone().unwrap_or_default();
    let mut requests = item.default_request.clone().unwrap_or_default();
    fill_list(&mut limits, item.max.as_ref());
    let from_limits = limits.clone();
    fill_list(&mut requests, Some(&from_limits));
    fill_list(&mut requests, item.min.as_ref());
    (limits, requests)
}

fn fill(list: &mut Option<List>, defaults: &List) -> bool {
    !defaults.is_empty() && fill_list(list.get_or_insert_default(), Some(defaults))
}

fn fill_list(list: &mut List, defaults: Option<&List>) -> bool {
    let before = list.len();
    for (name, quantity) in defaults.into_iter().flatten() {
        list.entry(name.clone()).or_insert_with(|| quantity.clone());
    }
    list.len() > before
}

/// Refuses what is outside of a range (`PodValidateLimitFunc`): the first range that something is
/// outside of, with all that is.
pub(super) fn validate(
    pod: &Pod,
    namespace: &str,
    context: &AdmissionContext<'_>,
    order: Order,
) -> Option<Refusal> {
    let spec = pod.spec.as_ref()?;
    of_namespace(namespace, context, order).find_map(|range| {
        let mut reasons = Vec::new();
        for item in items(range) {
            match item.type_.as_str() {
                CONTAINER => {
                    for list in [ContainerList::Regular, ContainerList::Init] {
                        for (place, container) in list.of(spec).iter().enumerate() {
                            let resources = resources_of(list, place);
                            let amounts = Amounts::of_container(container);
                            check(item, &amounts, Some(&resources), &mut reasons);
                        }
                    }
                }
                // A quantity that can't be read is refused before.
                POD => {
                    if let Ok(amounts) = Amounts::of_pod(spec) {
                        check(item, &amounts, None, &mut reasons);
                    }
                }
                _ => {}
            }
        }
        let refusal = Refusal { reasons, ..Refusal::new(Plugin::LimitRanger, String::new()) };
        (!refusal.reasons.is_empty()).then(|| {
            let name = range.metadata.name.as_deref();
            refusal.at("containers").by("LimitRange", Some(namespace), name)
        })
    })
}

/// The way to the resources of a container.
fn resources_of(list: ContainerList, place: usize) -> FieldPath {
    FieldPath::of(&["spec", list.field()]).index(place).field("resources")
}

/// What a container, or a pod, asks for and may take.
struct Amounts {
    requests: Requests,
    limits: Requests,
}

impl Amounts {
    fn of_container(container: &Container) -> Self {
        let nothing = ResourceRequirements::default();
        let resources = container.resources.as_ref().unwrap_or(&nothing);
        Self {
            requests: read(resources.requests.as_ref()),
            limits: read(resources.limits.as_ref()),
        }
    }

    /// What is set for the pod as a whole counts for `cpu` and `memory`; overhead doesn't count
    /// (`podRequests`, `podLimits`).
    fn of_pod(spec: &PodSpec) -> Result<Self, RequestError> {
        let (mut requests, mut limits) = (container_requests(spec)?, container_limits(spec)?);
        if let Some(resources) = &spec.resources {
            let counts = |(name, _): &(String, Quantity)| matches!(name.as_str(), "cpu" | "memory");
            requests.extend(read(resources.requests.as_ref()).into_iter().filter(counts));
            limits.extend(read(resources.limits.as_ref()).into_iter().filter(counts));
        }
        Ok(Self { requests, limits })
    }
}

fn read(list: Option<&List>) -> Requests {
    let entries = list.into_iter().flatten();
    entries
        .filter_map(|(name, text)| Some((name.clone(), Quantity::from_api(text).ok()?)))
        .collect()
}

/// Says what is outside of an item's bounds; `resources` is the way to what they bound.
fn check(
    item: &LimitRangeItem,
    amounts: &Amounts,
    resources: Option<&FieldPath>,
    reasons: &mut Vec<Reason>,
) {
    let checks: [(&Option<List>, Check); 3] =
        [(&item.min, min), (&item.max, max), (&item.max_limit_request_ratio, ratio)];
    for (bounds, check) in checks {
        for (resource, bound) in read(bounds.as_ref()) {
            let (request, limit) = (amounts.requests.get(&resource), amounts.limits.get(&resource));
            let Some(said) = check(&item.type_, &resource, bound, request, limit) else { continue };
            let list = if said.contains("but request is") { "requests" } else { "limits" };
            let place = resources.map(|path| path.clone().field(list).key(resource.clone()));
            reasons.push(Reason { said, fields: place.into_iter().collect() });
        }
    }
}

type Check = fn(&str, &str, Quantity, Option<&Quantity>, Option<&Quantity>) -> Option<String>;

/// `minConstraint`.
fn min(
    what: &str,
    resource: &str,
    bound: Quantity,
    request: Option<&Quantity>,
    limit: Option<&Quantity>,
) -> Option<String> {
    let said = format!("minimum {resource} usage per {what} is {bound}");
    let below = |amount: &&Quantity| **amount < bound;
    match (request, limit.filter(below)) {
        (None, _) => Some(format!("{said}.  No request is specified")),
        (Some(request), _) if below(&request) => Some(format!("{said}, but request is {request}")),
        (Some(_), Some(limit)) => Some(format!("{said}, but limit is {limit}")),
        (Some(_), None) => None,
    }
}

/// `maxConstraint`.
fn max(
    what: &str,
    resource: &str,
    bound: Quantity,
    request: Option<&Quantity>,
    limit: Option<&Quantity>,
) -> Option<String> {
    let said = format!("maximum {resource} usage per {what} is {bound}");
    let above = |amount: &&Quantity| **amount > bound;
    match (limit, request.filter(above)) {
        (None, _) => Some(format!("{said}.  No limit is specified")),
        (Some(limit), _) if above(&limit) => Some(format!("{said}, but limit is {limit}")),
        (Some(_), Some(request)) => Some(format!("{said}, but request is {request}")),
        (Some(_), None) => None,
    }
}

/// `limitRequestRatioConstraint`.
fn ratio(
    what: &str,
    resource: &str,
    bound: Quantity,
    request: Option<&Quantity>,
    limit: Option<&Quantity>,
) -> Option<String> {
    let said = format!("{resource} max limit to request ratio per {what} is {bound}");
    let some = |amount: &&Quantity| !amount.is_zero();
    let Some(request) = request.filter(some) else {
        return Some(format!("{said}, but no request is specified or request is 0"));
    };
    let Some(limit) = limit.filter(some) else {
        return Some(format!("{said}, but no limit is specified or limit is 0"));
    };
    let ratio = limit.to_f64() / request.to_f64();
    (ratio * 1000.0 > bound.to_f64() * 1000.0)
        .then(|| format!("{said}, but provided ratio is {ratio:.6}"))
}

/// Whether the API server takes a LimitRange, as far as its amounts go (`ValidateLimitRange`): one
/// that it refuses applies to nothing.
#[must_use]
pub fn is_accepted(range: &LimitRange) -> bool {
    let mut types: Vec<&str> = items(range).map(|item| item.type_.as_str()).collect();
    types.sort_unstable();
    let each_once = types.windows(2).all(|pair| pair[0] != pair[1]);
    each_once && items(range).all(bounds_agree)
}

fn bounds_agree(item: &LimitRangeItem) -> bool {
    if item.type_ == POD && (has_some(&item.default) || has_some(&item.default_request)) {
        return false;
    }
    let (mut limits, mut requests) = (item.default.clone(), item.default_request.clone());
    if item.type_ == CONTAINER {
        let (filled_limits, filled_requests) = container_defaults(item);
        (limits, requests) = (Some(filled_limits), Some(filled_requests));
    }
    let in_order = |low: &Option<List>, high: &Option<List>| {
        let high = read(high.as_ref());
        read(low.as_ref()).iter().all(|(name, low)| high.get(name).is_none_or(|high| low <= high))
    };
    let at_least_one = read(item.max_limit_request_ratio.as_ref());
    in_order(&item.min, &item.max)
        && in_order(&item.min, &requests)
        && in_order(&item.min, &limits)
        && in_order(&requests, &limits)
        && in_order(&requests, &item.max)
        && in_order(&limits, &item.max)
        && at_least_one.values().all(|ratio| *ratio >= Quantity::new(1, ratio.format()))
}

fn has_some(list: &Option<List>) -> bool {
    list.as_ref().is_some_and(|list| !list.is_empty())
}
